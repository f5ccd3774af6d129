// Where do journeys begin and end? The entry of a journey is the first label left after `hide`, and its exit is the
// last one. Each journey with interactions left has one entry and one exit. Other journeys are not counted. The exit of
// an open journey may not be final, so `open` is counted separately. Rows are ordered by journeys, then by label. The
// counts equal those of the transitions out of START and into END. The question takes one pass over the journeys, and a
// second one if some rows are not shown and the query selects `shown`.

import { examplesByRow } from "../../engine/examples.js";
import { labelOf } from "../../engine/label.js";
import { labelSettings } from "../../engine/labelPlan.js";
import { sumOf, sumOfColumns, sumsOf } from "../../engine/parts.js";
import type { Scanner } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { EVERYTHING } from "../../engine/selection.js";
import { mostFrequent, totalsOfAll } from "../../engine/totals.js";
import type { Projection } from "../../projection/projection.js";
import { describeGroups, type GroupsResult } from "../groups.js";
import type { Question } from "../question.js";
import { countBothEnds, countEnds } from "./count.js";
import { drilldown, type EndsRow } from "./drilldown.js";
import { GROUPING } from "./groups.js";
import { type EndsParams, endsPlan } from "./plan.js";
import type { EndPointResult, EndsResult } from "./result.js";

export type { EndsParams } from "./plan.js";
export type { EndCounts, EndPointResult, EndsResult } from "./result.js";

/** The answer without a breakdown. */
async function answer(
  projection: Projection,
  params: EndsParams,
  scanner: Scanner,
): Promise<Omit<EndsResult, keyof GroupsResult<unknown>>> {
  const { first, wanted = EVERYTHING } = params;
  const { labels, filter, warnings } = endsPlan(projection, params);
  const parts = await scanner.scan(countEnds, params);
  const { counted, open } = sumsOf(["counted", "open"], parts);
  const [journeys, customers, openJourneys] = (["journeys", "customers", "openJourneys"] as const).map((name) =>
    sumOfColumns(parts.map((part) => part[name])),
  );
  const sides = [0, labels.count].map((from) => ({
    from,
    ...mostFrequent(journeys!.subarray(from, from + labels.count), first),
  }));
  const examplesAt = examplesByRow(projection, parts);
  const [entries, exits] = sides.map(({ from, shown }) =>
    shown.map((label): EndPointResult => {
      const at = from + label;
      return {
        label: labelOf(labels, label),
        journeys: journeys![at]!,
        customers: customers![at]!,
        share: journeys![at]! / counted,
        open: openJourneys![at]!,
        examples: examplesAt(at),
      };
    }),
  );
  const otherRoutes = sumOf(sides, ({ others }) => others);
  const rows = { params, entries: sides[0]!.shown, exits: sides[1]!.shown };
  const again = otherRoutes > 0 && wanted.shown;
  const both = again ? sumOf(await scanner.scan(countBothEnds, rows), (onBoth) => onBoth) : 0;
  const shown = otherRoutes === 0 ? counted : both;
  return {
    totals: totalsOfAll(inScopeOfAll(projection, filter, parts), counted, open, { shown, otherRoutes }),
    entries: entries!,
    exits: exits!,
    remarks: {
      settings: {
        ...labelSettings(projection, params),
        ...describeGroups(projection, params),
        ...(params.breakdown?.property == null ? {} : { groupedBy: params.groupedBy ?? "FIRST" }),
      },
      warnings,
    },
  };
}

export const ends = GROUPING.asked(answer);

export const question: Question<EndsParams, EndsResult, EndsRow> = {
  tasks: [GROUPING.task, countEnds, countBothEnds],
  run: ends,
  drilldown,
};
