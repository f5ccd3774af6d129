// Finds the journeys that a route counts, the journeys whose path begins with its first labels, and the journeys of the
// totals of commonRoutes. The journeys of a route are its hits (hits.ts). The journeys of a beginning are found by the
// visitor that counts them (loss.ts). To find the journeys of the totals, the counter counts 32 journeys at a time. If
// only some of the 32 belong to the requested part of the totals, they are counted again one by one.
import { endLease } from "../../engine/bufferLease.js";
import { findInScope } from "../../engine/inScope.js";
import type { RouteColumns } from "../../engine/routeTable.js";
import type { JourneyRange } from "../../engine/scan.js";
import type { TotalsPart } from "../../engine/terms.js";
import { COUNTED, isTotalsRow, naming, type TotalsRow } from "../drilldown.js";
import type { AddJourney, Drilldown, Reference } from "../question.js";
import { either, list, oneOf, record, text } from "../shape.js";
import { COMPLETED, DROPPED, PENDING, RouteCounter, type RouteCounts } from "./count.js";
import { HIT_JOURNEY, HIT_ROUTE, HIT_WORDS } from "./hits.js";
import { findLoss } from "./loss.js";
import { type CommonRoutesParams, type RoutePlan, routePlan } from "./plan.js";
import type { CommonRoutesResult } from "./result.js";

export const ROUTE_LOSS_PARTS = ["REACHED", "COMPLETED", "DROPPED", "PENDING"] as const;
export type RouteLossPart = (typeof ROUTE_LOSS_PARTS)[number];

/**
 * A row is one of four things: a route, given by the keys of its labels; the matched journeys whose path begins with
 * given labels; any of several routes; or a part of the totals.
 */
export type RouteRow =
  | { readonly route: readonly string[] }
  | { readonly begins: readonly string[]; readonly of: RouteLossPart }
  | { readonly routes: readonly (readonly string[])[] }
  | TotalsRow;

const PARTS: Record<Exclude<TotalsPart, "JOURNEYS">, (counts: RouteCounts) => number> = {
  MATCHED: ({ matched }) => matched,
  COMPLETED: ({ completed }) => completed,
  COUNTED: ({ counted }) => counted,
  DROPPED: ({ matched, completed, pending }) => matched - completed - pending,
  PENDING: ({ pending }) => pending,
  OPEN: ({ open }) => open,
  MATURE: ({ mature }) => mature,
  MATURE_COMPLETED: ({ matureCompleted }) => matureCompleted,
};

const STATES: Record<RouteLossPart, readonly number[]> = {
  REACHED: [COMPLETED, DROPPED, PENDING],
  COMPLETED: [COMPLETED],
  DROPPED: [DROPPED],
  PENDING: [PENDING],
};

export const drilldown: Drilldown<CommonRoutesParams, CommonRoutesResult, RouteRow> = {
  hasSides: true,
  choosesRows: ["first"],
  isRow: either(
    isTotalsRow,
    record({ route: list(text) }),
    record({ begins: list(text), of: oneOf(...ROUTE_LOSS_PARTS) }),
  ),
  rows(args, result) {
    const named = naming<RouteRow>("commonRoutes", args);
    return {
      ...result,
      totals: { ...result.totals, ...named(COUNTED) },
      routes: result.routes.map((route) => {
        const keys = route.steps.map(({ key }) => key);
        const steps = route.steps.map((step, i) => {
          // A route has a reference for each of its labels, so a reference is made only when it is read.
          const opened = {
            ...step.loss!,
            get behind(): Reference {
              return named({ begins: keys.slice(0, i + 1), of: "REACHED" }).behind;
            },
          };
          return step.loss === null ? step : { ...step, loss: opened };
        });
        return { ...route, steps, ...named({ route: keys }) };
      }),
    };
  },
  shown: ({ routes }) => ({ routes: routes.map(({ steps }) => steps.map(({ key }) => key)) }),
  find(projection, params, row, add) {
    const plan = routePlan(projection, params);
    if ("begins" in row) {
      const codes = codesOf(plan, row.begins);
      const visit = codes.includes(-1) ? () => {} : findLoss(plan, Uint16Array.from(codes), STATES[row.of], add);
      return { visit };
    }
    if ("of" in row) {
      if (row.of === "JOURNEYS") return findInScope(projection, plan.filter.test, add);
      const part = PARTS[row.of];
      return { visit: (range) => visitTotal(plan, part, range, add) };
    }
    const wanted = new WantedRoutes(plan, "routes" in row ? row.routes : [row.route]);
    return { visit: (range) => visitRoutes(plan, wanted, range, add) };
  },
};

/** The codes of the labels with these keys. The code is −1 if the label no longer exists. */
function codesOf({ labels: { keys } }: RoutePlan, wanted: readonly string[]): number[] {
  const codes = new Map(keys.map((key, code) => [key, code]));
  return wanted.map((key) => codes.get(key) ?? -1);
}

function visitRoutes(plan: RoutePlan, wanted: WantedRoutes, range: JourneyRange, add: AddJourney): void {
  // Each range has its own counter, so that memory is needed for one range only.
  const counter = new RouteCounter(plan);
  counter.visit(range);
  const { routes, hits, lease } = counter.finish();
  try {
    const is = wanted.among(routes);
    const { words } = hits;
    for (let at = 0; at < words.length; at += HIT_WORDS)
      if (is[words[at + HIT_ROUTE]!] === 1) add(words[at + HIT_JOURNEY]!);
  } finally {
    endLease(lease);
  }
}

class WantedRoutes {
  /** The routes as texts: the codes of their labels, joined. */
  readonly #routes: ReadonlySet<string>;
  readonly #lengths: ReadonlySet<number>;

  constructor({ labels: { keys } }: RoutePlan, routes: readonly (readonly string[])[]) {
    const codes = new Map(keys.map((key, code) => [key, code]));
    this.#routes = new Set(routes.map((route) => route.map((key) => codes.get(key) ?? -1).join()));
    this.#lengths = new Set(routes.map(({ length }) => length));
  }

  /** Returns a table by number of the route: 1 if it is one of these routes. */
  among({ size, pool, starts }: RouteColumns): Uint8Array {
    const found = new Uint8Array(size);
    for (let route = 0; route < size; route++) {
      const labels = pool.subarray(starts[route]!, starts[route + 1]!);
      if (this.#lengths.has(labels.length) && this.#routes.has(labels.join())) found[route] = 1;
    }
    return found;
  }
}

function visitTotal(
  plan: RoutePlan,
  part: (counts: RouteCounts) => number,
  { block, from, to }: JourneyRange,
  add: AddJourney,
): void {
  const counter = new RouteCounter(plan);
  let before = 0;
  const found = (first: number, end: number): number => {
    counter.visit({ block, from: first, to: end });
    const now = part(counter.counts);
    const more = now - before;
    before = now;
    return more;
  };
  try {
    for (let first = from; first < to; first = ((first >>> 5) + 1) << 5) {
      const end = Math.min(to, ((first >>> 5) + 1) << 5);
      const inAll = found(first, end);
      if (inAll === 0) continue;
      for (let j = first; j < end; j++) if (inAll === end - first || found(j, j + 1) === 1) add(j);
    }
  } finally {
    endLease(counter.finish().lease);
  }
}
