// Where do journeys begin and end? The entry of a journey is the first label left after `hide`, and its exit is the
// last one. Each journey with interactions left has one entry and one exit. Other journeys are not counted. The exit of
// an open journey may not be final, so `open` is counted separately. Rows are ordered by journeys, then by label. The
// counts equal those of the transitions out of START and into END. Cost: one pass, and a second one if some rows are
// not shown and `shown` is selected.

import { examplesByRow } from "../../engine/examples.js";
import { labelOf } from "../../engine/label.js";
import { labelSettings } from "../../engine/labelPlan.js";
import { type Scanner, scannerOf } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { EVERYTHING } from "../../engine/selection.js";
import { firstRows, ratio } from "../../engine/totals.js";
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

export async function ends(
  projection: Projection,
  params: EndsParams,
  scanner: Scanner = scannerOf(projection),
): Promise<EndsResult> {
  return {
    ...(await answer(projection, params, scanner)),
    ...(await GROUPING.answer(projection, params, scanner, (ofGroup) => answer(projection, ofGroup, scanner))),
  };
}

/** The answer without a breakdown. */
async function answer(
  projection: Projection,
  params: EndsParams,
  scanner: Scanner,
): Promise<Omit<EndsResult, keyof GroupsResult<unknown>>> {
  const { first, wanted = EVERYTHING } = params;
  const { labels, filter, warnings } = endsPlan(projection, params);
  const parts = await scanner.scan(countEnds, params);
  const total = (name: "counted" | "open"): number => parts.reduce((n, part) => n + part[name], 0);
  const sum = (column: "journeys" | "customers" | "openJourneys", at: number): number =>
    parts.reduce((n, part) => n + part[column][at]!, 0);
  const counted = total("counted");

  const otherRows: number[] = [];
  const shownOf = (side: number): number[] => {
    const met: number[] = [];
    for (let label = 0; label < labels.count; label++)
      if (sum("journeys", side * labels.count + label) > 0) met.push(label);
    const journeys = met.map((label) => sum("journeys", side * labels.count + label));
    const shown = firstRows(met.length, first, (a, b) => journeys[b]! - journeys[a]! || a - b);
    otherRows.push(met.length - shown.length);
    return shown.map((i) => met[i]!);
  };
  const shown = [shownOf(0), shownOf(1)] as const;
  const examplesAt = examplesByRow(
    projection,
    parts.map(({ examples }) => examples),
  );
  const rowsOf = (side: 0 | 1): EndPointResult[] =>
    shown[side].map((label) => {
      const at = side * labels.count + label;
      return {
        label: labelOf(labels, label),
        journeys: sum("journeys", at),
        customers: sum("customers", at),
        share: sum("journeys", at) / counted,
        open: sum("openJourneys", at),
        examples: examplesAt(at),
      };
    });

  const otherRoutes = otherRows[0]! + otherRows[1]!;
  const on =
    otherRoutes === 0
      ? counted
      : !wanted.shown
        ? 0
        : (await scanner.scan(countBothEnds, { params, entries: shown[0], exits: shown[1] })).reduce(
            (n, on) => n + on,
            0,
          );
  return {
    totals: {
      ...inScopeOfAll(projection, filter, parts),
      matched: counted,
      completed: counted,
      counted,
      dropped: 0,
      pending: 0,
      open: total("open"),
      completionRate: ratio(counted, counted),
      mature: counted,
      matureCompleted: counted,
      shown: on,
      shownShare: ratio(on, counted),
      otherRoutes,
      otherCount: counted - on,
    },
    entries: rowsOf(0),
    exits: rowsOf(1),
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

export const question: Question<EndsParams, EndsResult, EndsRow> = {
  tasks: [GROUPING.task, countEnds, countBothEnds],
  run: ends,
  drilldown,
};
