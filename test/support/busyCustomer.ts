// Measures false alarms of comparisons on logs in which one customer has a sixth of all occurrences. The customers are
// divided into random halves, which are compared. Random halves do not differ, so each significant difference is a
// false alarm.
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { HOUR } from "../../src/model/time.js";
import type { Projection } from "../../src/projection/projection.js";
import { compareFunnel } from "../../src/questions/compare/funnel.js";
import type { ComparedRateResult } from "../../src/questions/compare/result.js";
import { compareRoutes } from "../../src/questions/compare/routes.js";
import type { Sides } from "../../src/questions/compare/sides.js";
import { compareTransitions } from "../../src/questions/compare/transitions.js";
import { projectionOf, type Row } from "./projectionOf.js";
import { busyness, type Random } from "./worlds.js";

const KINDS = ["site", "chat", "cart", "store", "buy"] as const;
/**
 * The probability that one kind follows another, for most customers and for the busy customer, whose habits differ as
 * much as possible.
 */
const USUAL = [
  [1, 0.6, 4, 2, 1],
  [2, 0.5, 1, 3, 2],
  [1, 0.5, 1, 1, 5],
  [2, 0.6, 1, 2, 2],
  [3, 0.5, 1, 2, 1],
];
const ODD = [
  [1, 8, 0.3, 0.3, 0.3],
  [1, 6, 0.3, 0.3, 1],
  [1, 3, 1, 1, 0.5],
  [1, 6, 1, 0.3, 0.3],
  [1, 6, 0.3, 1, 0.3],
];

export interface BusyWorld {
  readonly customers: number;
  /** The largest number of journeys of a customer who is not the busy one. */
  readonly most: number;
  /** The number of busy customers. Each of them has a sixth of all journeys. */
  readonly busy: number;
  /**
   * The share of the busy customers' journeys that begin at the site, where the comparisons begin. Their other journeys
   * do not touch the site.
   */
  readonly atSite: number;
}

export function busyLog(random: Random, { customers, most, busy, atSite }: BusyWorld): Row[] {
  const journeysOf = Array.from({ length: customers }, () => Math.min(most, busyness(random)));
  const others = journeysOf.slice(busy).reduce((sum, n) => sum + n, 0);
  for (let c = 0; c < busy; c++) journeysOf[c] = Math.round(others / (6 - busy));
  return journeysOf.flatMap((journeys, c) => {
    const odd = c < busy;
    // Other customers differ from each other too.
    const follows = (odd ? ODD : USUAL).map((weights) => weights.map((weight) => weight * (0.3 + 1.4 * random())));
    return Array.from({ length: journeys }, (_, journey) => {
      const withSite = !odd || random() < atSite;
      const rows: Row[] = [];
      let kind = withSite ? 0 : 1;
      do {
        const name = KINDS[kind]!;
        const at = journey * HOUR + rows.length * 1_000;
        rows.push({ customer: `c${c}`, journey: `${journey}`, touchpoint: name, channel: name, at });
        const weights = follows[kind]!.map((weight, next) => (withSite || next > 0 ? weight : 0));
        let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
        kind = weights.findIndex((weight) => (left -= weight) < 0);
      } while (rows.length < 10 && random() < 0.75);
      return rows;
    }).flat();
  });
}

/** The number of splits with a tested row, and the number of splits with a significant row. */
export interface Alarms {
  splits: number;
  tested: number;
  significant: number;
}

export const COMPARISONS = [
  "routes: share",
  "routes: completionRate",
  "transitions: DIRECTLY",
  "transitions: EVENTUALLY",
  "funnel: shareOfFirst",
  "funnel: shareOfPrevious",
  "funnel: shareOfAll",
  "funnel: completionRate",
] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Counts over `logs` logs and `splits` random splits of each into halves. */
export async function alarmsOf(
  random: Random,
  world: BusyWorld,
  logs: number,
  splits: number,
): Promise<ReadonlyMap<Comparison, Alarms>> {
  const alarms = new Map(COMPARISONS.map((name) => [name, { splits: 0, tested: 0, significant: 0 }]));
  for (let log = 0; log < logs; log++) {
    const projection = projectionOf(busyLog(random, world));
    for (let split = 0; split < splits; split++) {
      const halves = [new Set<number>(), new Set<number>()] as const;
      for (let c = 1; c <= world.customers; c++) halves[random() < 0.5 ? 0 : 1].add(c);
      const sides: Sides = {
        a: { name: "A", filter: { customerNumbers: halves[0] } },
        b: { name: "B", filter: { customerNumbers: halves[1] } },
      };
      for (const [name, rates] of await ratesOf(projection, sides)) {
        const seen = alarms.get(name)!;
        seen.splits++;
        if (rates.some(({ pValue }) => pValue !== null)) seen.tested++;
        if (rates.some(({ significant }) => significant)) seen.significant++;
      }
    }
  }
  return alarms;
}

async function ratesOf(
  projection: Projection,
  sides: Sides,
): Promise<readonly (readonly [Comparison, readonly ComparedRateResult[]])[]> {
  const [site, cart, buy] = ["site", "cart", "buy"].map((kind) => ({ kinds: [kind] }));
  const options = DEFAULT_PATH_OPTIONS;
  const first = 1_000;
  const routes = await compareRoutes(projection, { from: site!, to: buy!, options, first, ...sides });
  const direct = await compareTransitions(projection, { options, first, ...sides });
  const eventual = await compareTransitions(projection, { options, adjacency: "EVENTUALLY", first, ...sides });
  const { steps } = await compareFunnel(projection, {
    steps: [site!, cart!, buy!].map((at) => ({
      at,
      name: null,
      adjacency: "EVENTUALLY",
      within: null,
      optional: false,
    })),
    within: null,
    exclude: [],
    options,
    ...sides,
  });
  return [
    ["routes: share", routes.routes.map(({ share }) => share)],
    ["routes: completionRate", [routes.completionRate]],
    ["transitions: DIRECTLY", direct.edges.map(({ probability }) => probability)],
    ["transitions: EVENTUALLY", eventual.edges.map(({ probability }) => probability)],
    ["funnel: shareOfFirst", steps.map(({ shareOfFirst }) => shareOfFirst)],
    ["funnel: shareOfPrevious", steps.map(({ shareOfPrevious }) => shareOfPrevious)],
    ["funnel: shareOfAll", steps.map(({ shareOfAll }) => shareOfAll)],
    ["funnel: completionRate", steps.map(({ completionRate }) => completionRate)],
  ];
}
