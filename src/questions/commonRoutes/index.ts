// Which routes lead from one point to another? Each journey has at most one match (count.ts). Two routes are the same
// if their sequences of labels are equal. Rows are ordered by journeys, then by labels. `hide`, `grain` and `repeats`
// are applied in this order before routes are counted.
//
// The first scan counts all routes. The second scan visits the journeys on the routes shown, to collect the values that
// only these rows need: customers, waits, values and examples. If it is selected, a third scan counts the loss at each
// label of the routes shown (loss.ts). The cost is one read of each interaction, and a second read of the journeys
// shown. The loss takes one more read of each journey that has a start.
import { endLease } from "../../engine/bufferLease.js";
import { Examples } from "../../engine/examples.js";
import { isHandoff, type Labels, labelOf } from "../../engine/label.js";
import { type RouteColumns, RouteTable } from "../../engine/routeTable.js";
import { type Scanner, scannerOf } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { COUNTS_ALONE, EVERYTHING } from "../../engine/selection.js";
import { DEFAULT_PATH_OPTIONS, type JourneyKey, type WaitStats } from "../../engine/terms.js";
import { describeFilter, describeOptions, describeSelector, firstRows, ratio } from "../../engine/totals.js";
import { concatenated, meanWait, NO_WAITS, waitStats } from "../../engine/waits.js";
import { amountToNumber } from "../../model/amount.js";
import { formatDuration } from "../../model/time.js";
import { sharedInt32 } from "../../projection/columns.js";
import type { Projection } from "../../projection/projection.js";
import type { Question } from "../question.js";
import { type CountedRoutes, countRoutes, keepLarger, ROUTE_COUNTS, type RouteCounts } from "./count.js";
import { drilldown, type RouteRow } from "./drilldown.js";
import { gatherRoutes, type ShownRoutes, stepsOf } from "./gather.js";
import { countLoss, lossOf } from "./loss.js";
import type { RouteLabels } from "./pathTree.js";
import { type CommonRoutesParams, type RoutePlan, routePlan } from "./plan.js";
import type { CommonRoutesResult, RouteLossResult, RouteResult } from "./result.js";

export type { CommonRoutesParams } from "./plan.js";

/** Rejects with a ThroughlineError that names the argument's path, or with the scanner's reason. */
export async function commonRoutes(
  projection: Projection,
  params: CommonRoutesParams,
  scanner: Scanner = scannerOf(projection),
): Promise<CommonRoutesResult> {
  const plan = routePlan(projection, params);
  const parts = await scanner.scan(countRoutes, params);
  try {
    return await answer(plan, params, parts, scanner);
  } finally {
    for (const { lease } of parts) endLease(lease);
  }
}

async function answer(
  { projection, labels, filter, warnings }: RoutePlan,
  params: CommonRoutesParams,
  parts: readonly CountedRoutes[],
  scanner: Scanner,
): Promise<CommonRoutesResult> {
  const { options, first, wanted = { ...EVERYTHING, loss: true } } = params;
  const counts = totalled(parts);
  const { routes, numbers } = merged(parts.map((part) => part.routes));
  // The duplicate entry of a route has a count of 0, so it comes after all other rows.
  const rows = firstRows(routes.size, Math.min(first, routes.distinct), (a, b) => routes.compare(a, b));
  const rowOf = sharedInt32(routes.size).fill(-1);
  rows.forEach((route, row) => {
    rowOf[route] = row;
  });
  let shown = 0;
  let otherCount = 0;
  for (let route = 0; route < routes.size; route++) {
    if (rowOf[route]! < 0) otherCount += routes.countOf(route);
    else shown += routes.countOf(route);
  }
  const steps = rows.map((route) => routes.labels(route).length);
  const details = await scanner.scan(gatherRoutes, {
    params,
    hits: parts.map(({ hits }, part) => {
      const ofPart = numbers[part]!;
      return { ...hits, rowOf: ofPart === null ? rowOf : looked(rowOf, ofPart) };
    }),
    steps,
  });
  const begins = stepsOf(steps);
  const losses = wanted.loss === true ? await lossOfRows(params, routes, rows, scanner) : null;

  const { matched, completed, counted, pending, mature, matureCompleted } = counts;
  const result: CommonRoutesResult = {
    totals: {
      ...inScopeOfAll(
        projection,
        filter,
        parts.map(({ met: inScope }) => ({ inScope })),
      ),
      ...counts,
      dropped: matched - completed - pending,
      completionRate: ratio(matureCompleted, mature),
      shown,
      shownShare: ratio(shown, counted),
      otherCount,
      otherRoutes: routes.distinct - rows.length,
    },
    routes: rows.map((route, row) =>
      routeResult(
        labels,
        routes.labels(route),
        routes.countOf(route),
        counted,
        new RowDetails(details, row, begins[row]!, wanted.quantiles),
        wanted.examples ? examplesOf(projection, details, row) : [],
        losses?.slice(begins[row]!, begins[row]! + steps[row]!) ?? null,
      ),
    ),
    remarks: {
      settings: {
        from: describeSelector(params.from),
        to: describeSelector(params.to),
        ...describeOptions(options),
        filter: describeFilter(params.filter),
        first,
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings,
    },
  };
  keepLarger(parts, routes);
  return result;
}

/** The entries for the labels of each row. The labels of a row come after those of the previous row. */
async function lossOfRows(
  params: CommonRoutesParams,
  table: RouteTable,
  rows: readonly number[],
  scanner: Scanner,
): Promise<RouteLossResult[]> {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((route, row) => {
    starts[row + 1] = starts[row]! + table.labels(route).length;
  });
  const routes: RouteLabels = { labels: new Uint16Array(starts[rows.length]!), starts };
  rows.forEach((route, row) => {
    routes.labels.set(table.labels(route), starts[row]!);
  });
  return lossOf(routes, await scanner.scan(countLoss, { params, routes }));
}

function totalled(parts: readonly CountedRoutes[]): RouteCounts {
  return Object.fromEntries(
    ROUTE_COUNTS.map((name) => [name, parts.reduce((sum, { counts }) => sum + counts[name], 0)]),
  ) as RouteCounts;
}

/** All routes and, for each part, the new numbers of its routes, or null if its routes keep their numbers. */
function merged([first, ...others]: readonly RouteColumns[]): {
  routes: RouteTable;
  numbers: (Uint32Array | null)[];
} {
  const routes = new RouteTable(first!);
  const last = others.pop();
  const numbers = [null, ...others.map((part) => routes.merge(part)), ...(last ? [routes.append(last)] : [])];
  return { routes, numbers };
}

/**
 * Looks up each index in a table. A loop is used because `Uint32Array.from` with a function takes about 100 ns per
 * route, and there may be a hundred thousand routes.
 */
function looked(table: Int32Array, indices: Uint32Array): Int32Array {
  const found = sharedInt32(indices.length);
  for (let i = 0; i < indices.length; i++) found[i] = table[indices[i]!]!;
  return found;
}

/** The details of one row, combined from all parts. */
class RowDetails {
  readonly #parts: readonly ShownRoutes[];
  readonly #row: number;
  readonly #steps: number;
  readonly #quantiles: boolean;

  constructor(parts: readonly ShownRoutes[], row: number, steps: number, quantiles: boolean) {
    this.#parts = parts;
    this.#row = row;
    this.#steps = steps;
    this.#quantiles = quantiles;
  }

  get customers(): number {
    return this.#sum(({ customers }) => customers[this.#row]!);
  }

  get value(): number | null {
    return this.#parts.some(({ valueKnown }) => valueKnown[this.#row] === 1)
      ? amountToNumber(this.#sum(({ value }) => value[this.#row]!))
      : null;
  }

  duration(journeys: number): WaitStats {
    return this.#quantiles
      ? waitStats(concatenated(this.#parts.map(({ durations }) => durations[this.#row]!)))
      : meanWait(
          journeys,
          this.#sum(({ duration }) => duration[this.#row]!),
        );
  }

  wait(step: number, journeys: number): WaitStats {
    const i = this.#steps + step;
    return this.#quantiles
      ? waitStats(concatenated(this.#parts.map(({ waits }) => waits[i]!)))
      : meanWait(
          journeys,
          this.#sum(({ waited }) => waited[i]!),
        );
  }

  #sum(of: (part: ShownRoutes) => number): number {
    return this.#parts.reduce((sum, part) => sum + of(part), 0);
  }
}

function examplesOf(projection: Projection, details: readonly ShownRoutes[], row: number): JourneyKey[] {
  const examples = new Examples();
  for (const part of details) examples.addPart(projection, part.examples[row]!);
  return examples.keys();
}

function routeResult(
  labels: Labels,
  codes: Uint16Array,
  journeys: number,
  counted: number,
  details: RowDetails,
  examples: readonly JourneyKey[],
  losses: readonly RouteLossResult[] | null,
): RouteResult {
  return {
    label: Array.from(codes, (code) => labels.names[code]!).join(" → "),
    steps: Array.from(codes, (code, i) => ({
      ...labelOf(labels, code),
      wait: i === 0 ? NO_WAITS : details.wait(i, journeys),
      isHandoff: i === 0 ? null : isHandoff(labels, codes[i - 1]!, code),
      loss: losses?.[i] ?? null,
    })),
    journeys,
    customers: details.customers,
    share: journeys / counted,
    duration: details.duration(journeys),
    value: details.value,
    examples,
  };
}

export const question: Question<CommonRoutesParams, CommonRoutesResult, RouteRow> = {
  tasks: [countRoutes, gatherRoutes, countLoss],
  run: commonRoutes,
  drilldown,
  warmUp: ({ from, to, first }) =>
    [COUNTS_ALONE, EVERYTHING].map((wanted) => ({
      from,
      to,
      options: DEFAULT_PATH_OPTIONS,
      first,
      wanted: { ...wanted, loss: wanted === EVERYTHING },
    })),
};
