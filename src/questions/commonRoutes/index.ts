// Which routes lead from one point to another? Each journey has at most one match, which leads from a start to a target
// (count.ts). Two routes are the same if their sequences of labels are equal. Rows are ordered by journeys, then by
// labels. `hide`, `grain` and `repeats` are applied in this order before routes are counted.
//
// The first scan counts all routes. The second scan reads the journeys on the routes shown once more, to collect what
// is needed for these rows only: customers, waits, values and examples. A third scan runs if the client selects the
// loss at each label (loss.ts). It reads each journey that has a start once more.
import { endLease } from "../../engine/bufferLease.js";
import { examplesByRow } from "../../engine/examples.js";
import { isHandoff, labelOf } from "../../engine/label.js";
import { recordOf, sumOf, sumOfColumns } from "../../engine/parts.js";
import { type RouteColumns, RouteTable } from "../../engine/routeTable.js";
import { type Scanner } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { COUNTS_ALONE, EVERYTHING } from "../../engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../../engine/terms.js";
import { describeFilter, describeOptions, describeSelector, firstRows, totalsOf } from "../../engine/totals.js";
import { NO_WAITS, waitsByRow } from "../../engine/waits.js";
import { amountToNumber } from "../../model/amount.js";
import { formatDuration } from "../../model/time.js";
import { sharedInt32 } from "../../projection/columns.js";
import { answering, type Question } from "../question.js";
import { type CountedRoutes, countRoutes, keepLarger, ROUTE_COUNTS } from "./count.js";
import { drilldown, type RouteRow } from "./drilldown.js";
import { gatherRoutes, stepsOf } from "./gather.js";
import { countLoss, lossOf } from "./loss.js";
import type { RouteLabels } from "./pathTree.js";
import { type CommonRoutesParams, type RoutePlan, routePlan } from "./plan.js";
import type { CommonRoutesResult, RouteLossResult, RouteResult } from "./result.js";

export type { CommonRoutesParams } from "./plan.js";

export const commonRoutes = answering<CommonRoutesParams, CommonRoutesResult>(async (projection, params, scanner) => {
  const plan = routePlan(projection, params);
  const parts = await scanner.scan(countRoutes, params);
  try {
    return await answer(plan, params, parts, scanner);
  } finally {
    for (const { lease } of parts) endLease(lease);
  }
});

async function answer(
  { projection, labels, filter, warnings }: RoutePlan,
  params: CommonRoutesParams,
  parts: readonly CountedRoutes[],
  scanner: Scanner,
): Promise<CommonRoutesResult> {
  const { options, first, wanted = { ...EVERYTHING, loss: true } } = params;
  const counts = recordOf(ROUTE_COUNTS, (name) => sumOf(parts, (part) => part.counts[name]));
  const { routes, numbers } = merged(parts.map((part) => part.routes));
  // The route table may have duplicate entries with a count of 0. They come after all routes, and are not among the
  // first `routes.distinct` rows.
  const rows = firstRows(routes.size, Math.min(first, routes.distinct), (a, b) => routes.compare(a, b));
  const rowOf = sharedInt32(routes.size).fill(-1);
  rows.forEach((route, row) => {
    rowOf[route] = row;
  });
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
  const losses = wanted.loss === true ? await lossOfRows(params, routes, rows, begins, scanner) : null;

  const customers = sumOfColumns(details.map((part) => part.customers));
  const value = sumOfColumns(details.map((part) => part.value));
  const waited = sumOfColumns(details.map((part) => part.waited));
  const waitAt = waitsByRow(wanted, details);
  const examplesAt = examplesByRow(projection, details);
  const result: CommonRoutesResult = {
    totals: totalsOf(inScopeOfAll(projection, filter, parts), {
      ...counts,
      shown: sumOf(rows, (route) => routes.countOf(route)),
      otherRoutes: routes.distinct - rows.length,
    }),
    routes: rows.map((route, row): RouteResult => {
      const codes = routes.labels(route);
      const journeys = routes.countOf(route);
      const begin = begins[row]!;
      return {
        label: Array.from(codes, (code) => labels.names[code]!).join(" → "),
        steps: Array.from(codes, (code, i) => ({
          ...labelOf(labels, code),
          wait: i === 0 ? NO_WAITS : waitAt(begin + i, journeys, waited[begin + i]!),
          isHandoff: i === 0 ? null : isHandoff(labels, codes[i - 1]!, code),
          loss: losses?.[begin + i] ?? null,
        })),
        journeys,
        customers: customers[row]!,
        share: journeys / counts.counted,
        duration: waitAt(begin, journeys, waited[begin]!),
        value: details.some(({ valueKnown }) => valueKnown[row] === 1) ? amountToNumber(value[row]!) : null,
        examples: examplesAt(row),
      };
    }),
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

/**
 * Returns the loss at each label of each row: first all labels of the first row, then those of the second row, and so
 * on.
 */
async function lossOfRows(
  params: CommonRoutesParams,
  table: RouteTable,
  rows: readonly number[],
  starts: Uint32Array,
  scanner: Scanner,
): Promise<RouteLossResult[]> {
  const routes: RouteLabels = { labels: new Uint16Array(starts[rows.length]!), starts };
  rows.forEach((route, row) => {
    routes.labels.set(table.labels(route), starts[row]!);
  });
  return lossOf(routes, await scanner.scan(countLoss, { params, routes }));
}

/**
 * Merges the route tables of all parts. Also returns, for each part, the new numbers of its routes, or null if they
 * keep their numbers.
 */
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
