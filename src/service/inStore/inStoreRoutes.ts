// Answers the question commonRoutes in the store itself. The store supports `from`, `to`, `grain`, `repeats`, `within`,
// and filtering by period and by customers.

import { isHandoff, type Labels, labelOf, labelsOf } from "../../engine/label.js";
import { type CompiledSelector, compileSelector } from "../../engine/selector.js";
import {
  checkFirst,
  checkPathOptions,
  describeFilter,
  describeOptions,
  describeSelector,
  gapWarning,
  optionDoesNotApply,
  totalsOf,
} from "../../engine/totals.js";
import { NO_WAITS } from "../../engine/waits.js";
import type { FoundLoss, FoundRoute, RoutesAsked, RoutesFound, StoreAnswer, World } from "../../graph/questions.js";
import { amountToNumber } from "../../model/amount.js";
import { formatDuration } from "../../model/time.js";
import { namesOf } from "../../projection/names.js";
import type { Projection } from "../../projection/projection.js";
import type { CommonRoutesParams } from "../../questions/commonRoutes/index.js";
import type { CommonRoutesResult, RouteLossResult, RouteResult } from "../../questions/commonRoutes/result.js";
import {
  codesOf,
  type InStore,
  inStore,
  labelOfTouchpoint,
  pointsOf,
  scopeOf,
  supportOnly,
  supportPathOptions,
  waitsOf,
} from "./inStore.js";

export function routesInStore(params: CommonRoutesParams): InStore<CommonRoutesResult> {
  return inStore(
    "routes",
    (world) => asked(params, world),
    (answer) => result(params, answer),
  );
}

function asked(params: CommonRoutesParams, world: World): RoutesAsked {
  const { options, first } = params;
  checkFirst(first);
  checkPathOptions(options);
  const names = namesOf(world);
  const { from, to } = ends(params, names);
  if (to === null && options.within !== null)
    throw optionDoesNotApply(
      "within",
      "Without `to`, there is no target that `within` could limit.",
      "Give `to`, or leave `within` out.",
    );
  supportOnly(params, ["from", "to", "options", "filter", "first", "wanted"], {}, "");
  supportPathOptions(options, ["grain", "repeats", "within"]);
  return {
    scope: scopeOf(names, params.filter),
    from: from && pointsOf(names, from),
    to: to && pointsOf(names, to),
    within: options.within,
    labels: labelOfTouchpoint(names, labelsOf(names, options)),
    collapse: options.repeats === "COLLAPSE",
    first,
  };
}

function ends({ from, to }: CommonRoutesParams, names: Projection): Record<"from" | "to", CompiledSelector | null> {
  return {
    from: from ? compileSelector(names, from, "from") : null,
    to: to ? compileSelector(names, to, "to") : null,
  };
}

function result(
  params: CommonRoutesParams,
  { world, found }: StoreAnswer<RoutesAsked, RoutesFound>,
): CommonRoutesResult {
  const { options, first } = params;
  const names = namesOf(world);
  const { from, to } = ends(params, names);
  const labels = labelsOf(names, options);
  const { completed, rows } = found;
  return {
    // Options such as `via` are not supported, so every completed journey is counted.
    totals: totalsOf(found, {
      ...found,
      shown: rows.reduce((sum, row) => sum + row.journeys, 0),
      otherRoutes: found.routes - rows.length,
    }),
    routes: rows.map((row) => routeOf(row, labels, completed)),
    remarks: {
      settings: {
        from: describeSelector(params.from),
        to: describeSelector(params.to),
        ...describeOptions(options),
        filter: describeFilter(params.filter),
        first,
        journeyGap: formatDuration(world.journeyGap),
      },
      warnings: [
        ...new Set([
          ...[from, to].flatMap((selector) => selector?.warnings ?? []),
          ...gapWarning(names, options.within, "`within`"),
        ]),
      ],
    },
  };
}

function lossOf({ completed, dropped, pending }: FoundLoss): RouteLossResult {
  return { reached: completed + dropped + pending, completed, dropped, pending };
}

function routeOf(row: FoundRoute, labels: Labels, counted: number): RouteResult {
  const codes = row.labels.map(codesOf(labels));
  return {
    label: codes.map((code) => labels.names[code]!).join(" → "),
    steps: codes.map((code, i) => ({
      ...labelOf(labels, code),
      wait: i === 0 ? NO_WAITS : waitsOf(row.waits[i - 1]!),
      isHandoff: i === 0 ? null : isHandoff(labels, codes[i - 1]!, code),
      loss: row.losses === null ? null : lossOf(row.losses[i]!),
    })),
    journeys: row.journeys,
    customers: row.customers,
    share: row.journeys / counted,
    duration: waitsOf(row.duration),
    value: row.value === null ? null : amountToNumber(row.value),
    examples: row.examples,
  };
}
