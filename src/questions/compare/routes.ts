// Do customers take other routes on side B than on side A, and do they complete as often? The question counts what
// commonRoutes counts, once with the filter of each side. For each route, it compares its share of the counted
// journeys. docs/definitions.md has the definition. The question takes twice as long as commonRoutes, plus a constant
// time for each journey, in which the journey is added to the counts of its customer. The tests need these counts.
import { labelOf } from "../../engine/label.js";
import { recordOf, sumOf } from "../../engine/parts.js";
import { RouteTable } from "../../engine/routeTable.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { describeOptions, describeSelector, firstRows } from "../../engine/totals.js";
import { formatDuration } from "../../model/time.js";
import { ROUTE_COUNTS } from "../commonRoutes/count.js";
import { type CommonRoutesParams, routePlan } from "../commonRoutes/plan.js";
import { answering, type Question } from "../question.js";
import { COUNTED, type ComparedRoutes, countComparedRoutes } from "./countRoutes.js";
import { routesDrilldown } from "./drilldown.js";
import { ComparedRows } from "./rates.js";
import type { CompareRoutesResult } from "./result.js";
import { comparedTotals, countInBoth, describeSides, type Sides, sidesOf, warningsOf } from "./sides.js";
import { type ComparedSums, mergedSums } from "./tally.js";

export type CompareRoutesParams = Omit<CommonRoutesParams, "wanted"> & Sides;

export const compareRoutes = answering<CompareRoutesParams, CompareRoutesResult>(
  async (projection, params, scanner) => {
    const { from, to, options, first } = params;
    const { filters, warnings } = sidesOf(projection, params);
    const [a, b] = filters.map((filter): CommonRoutesParams => ({ from, to, options, filter, first }));
    const plans = [routePlan(projection, a!), routePlan(projection, b!)];
    const { labels } = plans[0]!;
    const parts = await scanner.scan(countComparedRoutes, { a: a!, b: b! });
    const { routes, sums } = merged(parts);
    const shares = new ComparedRows(sums, () => COUNTED);
    const completion = new ComparedRows(
      mergedSums(
        parts.map((part) => part.completion),
        null,
        1,
        1,
      ),
      () => 0,
    );
    const rows = firstRows(routes.size, first, (x, y) => shares.compare(x, y) || routes.compare(x, y));

    const totals = await comparedTotals(params, filters, scanner, (side) => {
      const met = parts.map((part) => ({ inScope: part.met[side]! }));
      const counts = recordOf(ROUTE_COUNTS, (name) => sumOf(parts, (part) => part.counts[side]![name]));
      return { ...inScopeOfAll(projection, plans[side]!.filter, met), ...counts };
    });
    return {
      totals,
      completionRate: completion.rate(0),
      routes: rows.map((route) => {
        const codes = routes.labels(route);
        return {
          label: Array.from(codes, (code) => labels.names[code]!).join(" → "),
          steps: Array.from(codes, (code) => labelOf(labels, code)),
          share: shares.rate(route),
        };
      }),
      otherRoutes: routes.size - rows.length,
      remarks: {
        settings: {
          ...describeSides(params),
          from: describeSelector(from),
          to: describeSelector(to),
          ...describeOptions(options),
          first,
          journeyGap: formatDuration(projection.journeyGap),
        },
        warnings: warningsOf(totals, [...plans[0]!.warnings, ...warnings]),
      },
    };
  },
);

function merged([first, ...others]: readonly ComparedRoutes[]): { routes: RouteTable; sums: ComparedSums } {
  const routes = new RouteTable(first!.routes);
  const numbers = [
    Uint32Array.from({ length: first!.routes.size }, (_, route) => route),
    ...others.map((part) => routes.merge(part.routes)),
  ];
  return {
    routes,
    sums: mergedSums(
      [first!, ...others].map(({ sums }) => sums),
      numbers,
      routes.size,
      1,
    ),
  };
}

export const question: Question<CompareRoutesParams, CompareRoutesResult> = {
  tasks: [countComparedRoutes, countInBoth],
  run: compareRoutes,
  drilldown: routesDrilldown,
};
