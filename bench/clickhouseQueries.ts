// The questions that ClickHouse is asked (clickhouseComparisons.ts) as GraphQL, to measure the time over HTTP. `n` is
// different in every request, and is used in an argument that costs no time, so that no answer comes from the cache.
// `when` is a condition of the filter, or empty.
import { FILTERED_BY, FROM, FUNNEL, PATTERN, TO } from "./asked.js";

const names = (keys: readonly string[]): string => `{ touchpoints: ${JSON.stringify(keys)} }`;
const routes = (n: number, when: string, fields: string): string =>
  `{ commonRoutes(from: ${names(FROM)}, to: ${names(TO)}, first: ${20 + n}, filter: { ${when} }) { routes { steps { key } journeys ${fields} } } }`;
const ends = (n: number, when: string, fields: string): string =>
  `{ ends(first: ${100 + n}, filter: { ${when} }) { entries { label { key } journeys ${fields} } exits { label { key } journeys ${fields} } } }`;
const funnel = (n: number, when: string, fields: string): string => {
  const steps = FUNNEL.map((channel) => `{ at: { channels: ["${channel}"] }, name: "${channel} ${n}" }`).join(", ");
  return `{ funnel(steps: [${steps}], filter: { ${when} }) { steps { completed ${fields} } } }`;
};

export const CLICKHOUSE_QUERIES = {
  routeCounts: (n, when) => routes(n, when, ""),
  routes: (n, when) => routes(n, when, "customers duration { mean }"),
  edgeCounts: (n, when) =>
    `{ transitions(first: ${1_000 - n}, filter: { ${when} }) { edges { from { key } to { key } count } } }`,
  edges: (n, when) =>
    `{ transitions(first: ${600 + n}, filter: { touches: [{ channels: ["${FILTERED_BY}"] }] ${when} }) { edges { from { key } to { key } count journeys wait { mean } } } }`,
  flow: (n, when) =>
    `{ flow(anchor: ${names(Array.from({ length: n + 1 }, () => FROM[0]))}, steps: 6, filter: { ${when} }) { steps { step nodes { point { key } journeys } } } }`,
  pathMatches: (n, when) =>
    `{ pathMatches(pattern: ${JSON.stringify(PATTERN + " ".repeat(n))}, filter: { ${when} }) { totals { matched } } }`,
  endCounts: (n, when) => ends(n, when, ""),
  ends: (n, when) => ends(n, when, "customers"),
  funnelCounts: (n, when) => funnel(n, when, ""),
  funnel: (n, when) => funnel(n, when, "customers wait { mean }"),
} satisfies Readonly<Record<string, (n: number, when: string) => string>>;
