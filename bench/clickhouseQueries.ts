// The questions that ClickHouse is asked (clickhouseComparisons.ts) as GraphQL, for the time over HTTP. No two requests
// are equal, so that none is answered from the cache: `n` is in an argument that costs nothing.
import { FILTERED_BY, FROM, FUNNEL, PATTERN, TO } from "./asked.js";

const names = (keys: readonly string[]): string => `{ touchpoints: ${JSON.stringify(keys)} }`;
const routes = (n: number, fields: string): string =>
  `{ commonRoutes(from: ${names(FROM)}, to: ${names(TO)}, first: ${20 + n}) { routes { steps { key } journeys ${fields} } } }`;
const ends = (n: number, fields: string): string =>
  `{ ends(first: ${100 + n}) { entries { label { key } journeys ${fields} } exits { label { key } journeys ${fields} } } }`;
const funnel = (n: number, fields: string): string => {
  const steps = FUNNEL.map((channel) => `{ at: { channels: ["${channel}"] }, name: "${channel} ${n}" }`).join(", ");
  return `{ funnel(steps: [${steps}]) { steps { completed ${fields} } } }`;
};

export const CLICKHOUSE_QUERIES = {
  routeCounts: (n) => routes(n, ""),
  routes: (n) => routes(n, "customers duration { mean }"),
  edgeCounts: (n) => `{ transitions(first: ${1_000 - n}) { edges { from { key } to { key } count } } }`,
  edges: (n) =>
    `{ transitions(first: ${600 + n}, filter: { touches: [{ channels: ["${FILTERED_BY}"] }] }) { edges { from { key } to { key } count journeys wait { mean } } } }`,
  flow: (n) =>
    `{ flow(anchor: ${names(Array.from({ length: n + 1 }, () => FROM[0]))}, steps: 6) { steps { step nodes { point { key } journeys } } } }`,
  pathMatches: (n) => `{ pathMatches(pattern: ${JSON.stringify(PATTERN + " ".repeat(n))}) { totals { matched } } }`,
  endCounts: (n) => ends(n, ""),
  ends: (n) => ends(n, "customers"),
  funnelCounts: (n) => funnel(n, ""),
  funnel: (n) => funnel(n, "customers wait { mean }"),
} satisfies Readonly<Record<string, (n: number) => string>>;
