// Where do journeys repeat themselves? A run is an uninterrupted sequence of equal labels. A self-loop is an occurrence
// of a label directly after itself, within a run. A repeat is a run of a label that already had a run in the same
// journey. A return A→B→A is three neighbouring runs, of which the first and the last have the same label. Labels are
// ordered by how often they occur again, and returns by their count. Open journeys are counted too. Self-loops equal
// the transitions A→A. Returns equal the transitions B→A whose previous label is A, with repeats collapsed.
//
// There are two passes. The first pass counts all labels and pairs. The second pass collects waits and examples of the
// rows shown (count.ts).
import { examplesByRow } from "../../engine/examples.js";
import { isHandoff, labelOf } from "../../engine/label.js";
import { labelSettings } from "../../engine/labelPlan.js";
import { recordOf, sumOf, sumOfColumns } from "../../engine/parts.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { EVERYTHING } from "../../engine/selection.js";
import { firstOf, mostFrequent, ratio } from "../../engine/totals.js";
import { waitsByRow } from "../../engine/waits.js";
import { answering, type Question } from "../question.js";
import { Edges } from "../transitions/edges.js";
import { countLoops, LOOP_COLUMNS, LOOP_TOTALS } from "./count.js";
import { drilldown, type LoopsRow } from "./drilldown.js";
import { gatherLoops } from "./gather.js";
import { type LoopsParams, loopsPlan } from "./plan.js";
import type { LoopLabelResult, LoopReturnResult, LoopsResult } from "./result.js";

export type { LoopsParams } from "./plan.js";

export const loops = answering<LoopsParams, LoopsResult>(async (projection, params, scanner) => {
  const { first, wanted = EVERYTHING } = params;
  const plan = loopsPlan(projection, params);
  const { labels } = plan;
  const parts = await scanner.scan(countLoops, params);
  const totals = recordOf(LOOP_TOTALS, (name) => sumOf(parts, (part) => part.totals[name]));
  const columns = recordOf(LOOP_COLUMNS, (name) => sumOfColumns(parts.map((part) => part.labels[name])));
  const [passages, returns] = (["passages", "returns"] as const).map((name) =>
    Edges.ofAll(
      labels.count,
      projection.interactions,
      parts.map((part) => part[name]),
    ),
  ) as [Edges, Edges];
  const again = sumOfColumns([columns.selfLoops, columns.repeats]);
  const { shown: shownLabels, others: otherLabels } = mostFrequent(again, first);
  const allReturns = returns.all();
  const shownReturns = firstOf(allReturns, first, returns.compare);
  const shown =
    wanted.quantiles || wanted.examples
      ? await scanner.scan(gatherLoops, {
          params,
          labels: shownLabels,
          from: shownReturns.map((edge) => returns.from(edge)),
          via: shownReturns.map((edge) => returns.to(edge)),
        })
      : [];
  const [labelExamples, returnExamples] = (["labels", "returns"] as const).map((kind) =>
    examplesByRow(
      projection,
      shown.map((part) => part[kind]),
    ),
  );
  const waitAt = waitsByRow(wanted, shown);

  return {
    totals: {
      ...inScopeOfAll(projection, plan.filter, parts),
      ...totals,
      againShare: ratio(totals.againJourneys, totals.counted),
      otherLabels,
      otherReturns: allReturns.length - shownReturns.length,
    },
    labels: shownLabels.map(
      (label, row): LoopLabelResult => ({
        label: labelOf(labels, label),
        again: again[label]!,
        ...recordOf(LOOP_COLUMNS, (name) => columns[name][label]!),
        share: columns.againJourneys[label]! / columns.journeys[label]!,
        examples: labelExamples!(row),
      }),
    ),
    returns: shownReturns.map((edge, row): LoopReturnResult => {
      const [from, via, count] = [returns.from(edge), returns.to(edge), returns.count(edge)];
      const passage = passages.edgeOf(from * labels.count + via);
      return {
        from: labelOf(labels, from),
        via: labelOf(labels, via),
        count,
        journeys: returns.journeys(edge),
        customers: returns.customers(edge),
        share: count / passages.count(passage),
        wait: waitAt(row, count, returns.waited(edge)),
        isHandoff: isHandoff(labels, from, via),
        examples: returnExamples!(row),
      };
    }),
    remarks: {
      settings: labelSettings(projection, params),
      warnings: plan.warnings,
    },
  };
});

export const question: Question<LoopsParams, LoopsResult, LoopsRow> = {
  tasks: [countLoops, gatherLoops],
  run: loops,
  drilldown,
};
