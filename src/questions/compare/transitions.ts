// Do journeys continue differently on side B than on side A? The question counts what transitions counts, once with the
// filter of each side. It compares the probability of each pair, which is the share of all exits of its first label
// that lead to its second label. docs/definitions.md has the definition. The question takes one pass over the journeys,
// which takes about three times as long as the transitions of one side, because the tests also need the counts of each
// customer.

import { labelSettingsOf } from "../../engine/label.js";
import { recordOf, sumOf } from "../../engine/parts.js";
import { describeSelector, firstOf } from "../../engine/totals.js";
import { formatDuration } from "../../model/time.js";
import { answering, type Question } from "../question.js";
import { PairNumbers } from "../transitions/edges.js";
import { endsOf, isChosen, type TransitionsParams, transitionsPlan } from "../transitions/plan.js";
import { countComparedEdges, TRANSITION_COUNTS } from "./countTransitions.js";
import { transitionsDrilldown } from "./drilldown.js";
import { ComparedRows } from "./rates.js";
import type { CompareTransitionsResult } from "./result.js";
import { comparedTotals, countInBoth, describeSides, type Sides, sidesOf, warningsOf } from "./sides.js";
import { mergedSums } from "./tally.js";

export type CompareTransitionsParams = Omit<TransitionsParams, "wanted"> & Sides;

export const compareTransitions = answering<CompareTransitionsParams, CompareTransitionsResult>(
  async (projection, params, scanner) => {
    const { options, adjacency, previous, from, to, filter, first } = params;
    const { filters, warnings } = sidesOf(projection, params);
    const asked: TransitionsParams = { options, adjacency, previous, from, to, filter, first };
    const plan = transitionsPlan(projection, asked);
    const parts = await scanner.scan(countComparedEdges, { params: asked, filters });
    const edges = new PairNumbers(plan.width);
    const numbers = parts.map((part) =>
      part.from.map((code, row) => edges.findOrAdd(code * plan.width + part.to[row]!)),
    );
    const sums = mergedSums(
      parts.map((part) => part.sums),
      numbers,
      edges.size,
      plan.width,
    );
    const all = new ComparedRows(sums, (edge) => edges.from[edge]!);
    const chosen = Array.from({ length: edges.size }, (_, edge) => edge).filter((edge) =>
      isChosen(plan, edges.from[edge]!, edges.to[edge]!),
    );
    const byLabels = (x: number, y: number): number => edges.from[x]! - edges.from[y]! || edges.to[x]! - edges.to[y]!;
    const rows = firstOf(chosen, first, (x, y) => all.compare(x, y) || byLabels(x, y));

    const totals = await comparedTotals(params, filters, scanner, (side) => {
      const counts = recordOf(TRANSITION_COUNTS, (name) => sumOf(parts, (part) => part.counts[side]![name]));
      // All journeys that have interactions left after `hide` are matched, completed and counted.
      const { counted } = counts;
      return { ...counts, matched: counted, completed: counted, mature: counted, matureCompleted: counted, pending: 0 };
    });
    return {
      totals,
      edges: rows.map((edge) => ({
        ...endsOf(plan, edges.from[edge]!, edges.to[edge]!),
        probability: all.rate(edge),
      })),
      otherEdges: edges.size - rows.length,
      remarks: {
        settings: {
          ...describeSides(params),
          adjacency: adjacency ?? "DIRECTLY",
          previous: describeSelector(previous),
          ...labelSettingsOf(options),
          repeats: options.repeats,
          hide: options.hide,
          from: describeSelector(from),
          to: describeSelector(to),
          first,
          journeyGap: formatDuration(projection.journeyGap),
        },
        warnings: warningsOf(totals, [...plan.warnings, ...warnings]),
      },
    };
  },
);

export const question: Question<CompareTransitionsParams, CompareTransitionsResult> = {
  tasks: [countComparedEdges, countInBoth],
  run: compareTransitions,
  drilldown: transitionsDrilldown,
};
