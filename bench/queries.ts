// The requests of the load over HTTP, by name: nested pages, and every question. `$after` is never the same twice, so
// that no answer comes from the cache. It is greater than the length of any journey, so it has no effect.
import { FROM, FUNNEL, PATTERN, TO } from "./asked.js";

const NESTED = `nodes { key startedAt endedAt length customer { key }
  interactions(first: 50) { nodes { at value wait touchpoint { key name channel { name } stage { name } } } } }`;
const names = (keys: readonly string[]): string => `{ touchpoints: ${JSON.stringify(keys)} }`;
const filter = "filter: { maxInteractions: $after }";
const ask = (question: string): string => `query($after: Int) { ${question} }`;
const between = `from: ${names(FROM)}, to: ${names(TO)}`;
const steps = `steps: [${FUNNEL.map((channel) => `{ at: { channels: ["${channel}"] } }`).join(", ")}]`;
const rate = "a { rate } b { rate } difference interval { low high } significant";
const sides = `a: { filter: { startedBefore: "2024-07-01T00:00:00Z" } }, b: { filter: { startedFrom: "2024-07-01T00:00:00Z" } }`;

export const NESTED_PAGE = "nested page of 20 journeys";

export const QUERIES: Readonly<Record<string, string>> = {
  [NESTED_PAGE]: `{ journeys(first: 20) { ${NESTED} } }`,
  [`filtered ${NESTED_PAGE}`]: ask(
    `journeys(first: 20, filter: { minInteractions: 2, maxInteractions: $after }) { ${NESTED} }`,
  ),
  commonRoutes: ask(`commonRoutes(${between}, ${filter}) { routes { label journeys } }`),
  transitions: ask(`transitions(${filter}) { edges { from { key } to { key } count wait { mean } } }`),
  handoffs: ask(
    `handoffs(settings: { goal: { channels: ["store"] } }, ${filter}) { handoffs { from { key } to { key } failRate significant } }`,
  ),
  funnel: ask(`funnel(${steps}, ${filter}) { steps { name completed completionRate } }`),
  flow: ask(
    `flow(anchor: ${names(FROM.slice(0, 1))}, steps: 6, ${filter}) { steps { step journeys } edges { journeys } }`,
  ),
  pathMatches: ask(`pathMatches(pattern: ${JSON.stringify(PATTERN)}, ${filter}) { totals { matched } }`),
  timeToConvert: ask(`timeToConvert(${steps}, ${filter}) { duration { mean } periods { completed } }`),
  loops: ask(`loops(${filter}) { labels { label { key } again share } }`),
  conformance: ask(
    `conformance(blueprint: "click-and-collect", ${filter}) { totals { fitness } steps { key reached missing late } }`,
  ),
  visits: ask(`visits(${filter}) { labels { label { key } interactions journeys customers } }`),
  feedback: ask(`feedback(${filter}) { labels { label { key } answers responseRate csat { value } } }`),
  ends: ask(`ends(${filter}) { entries { label { key } journeys } exits { label { key } journeys } }`),
  journeyMap: ask(
    `journeyMap(goal: { channels: ["store"] }, blueprint: "click-and-collect", ${filter}) { stages { label { key } performance { visits dropOff { rate } } steps { key reached missing } } }`,
  ),
  opportunities: ask(
    `opportunities(goal: { channels: ["store"] }, ${filter}) { totals { tested found } opportunities { strategy sentence } }`,
  ),
  touchpointPerformance: ask(
    `touchpointPerformance(goal: { channels: ["store"] }, ${filter}) { touchpoints { label { key } visits conversion { rate } assistedConversions } }`,
  ),
  interactionsToGoal: ask(`interactionsToGoal(goal: { channels: ["store"] }, ${filter}) { interactions { mean } }`),
  attribution: ask(
    `attribution(goal: { channels: ["store"] }, models: [FIRST, LINEAR, MARKOV], ${filter}) { rows { key credits { model credit } } }`,
  ),
  compareRoutes: ask(`compareRoutes(${between}, ${filter}, ${sides}) { routes { label share { ${rate} } } }`),
  compareTransitions: ask(
    `compareTransitions(${filter}, ${sides}) { edges { from { key } to { key } probability { ${rate} } } }`,
  ),
  compareFunnel: ask(`compareFunnel(${steps}, ${filter}, ${sides}) { steps { name completionRate { ${rate} } } }`),
};
