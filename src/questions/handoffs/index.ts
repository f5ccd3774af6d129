// Which changes of channel fail, and why? Every handoff is judged by what happens after it. Handoffs are counted for
// each pair of channels or touchpoints, and the pairs are compared with each other. docs/handoffs.md has the
// definitions. A handoff is pending, and has no verdict yet, while its time limits are not over. A significant pair
// fails more often than the others, which does not prove that the handoff itself is the cause. The question takes one
// pass over the journeys in scope, and a second one if the query selects quantiles or examples. The tests take a time
// that is proportional to the number of customers and of their pairs.

import { endLease } from "../../engine/bufferLease.js";
import { sumOfColumns, sumsOf } from "../../engine/parts.js";
import { type Scanner } from "../../engine/scan.js";
import { COUNTS_ALONE, EVERYTHING } from "../../engine/selection.js";
import { ratio } from "../../engine/totals.js";
import { answering, type Question } from "../question.js";
import { type CountedHandoffs, countHandoffs, gatherHandoffs, sumHandoffs } from "./count.js";
import { HandoffCounts, setOf } from "./counts.js";
import { drilldown, type HandoffRow } from "./drilldown.js";
import { type Evidence, othersOf } from "./evidence.js";
import { GROUPING, handoffGroups } from "./groups.js";
import { type HandoffsParams, handoffsPlan } from "./plan.js";
import { type PairStanding, standPairs } from "./ranking.js";
import { effectiveSettings, gapWarnings, repeatedWarning, unknownChannelWarning } from "./remarks.js";
import type { HandoffsResult, HandoffTotalsResult } from "./result.js";
import { compileLabelTest, handoffRows, shownPairs } from "./rows.js";
import type { HandoffRules } from "./rules.js";
import { DEFAULT_HANDOFF_SETTINGS } from "./settings.js";

export type { HandoffsParams } from "./plan.js";
export { DEFAULT_HANDOFF_SETTINGS, type HandoffSettings } from "./settings.js";

export const handoffs = answering<HandoffsParams, HandoffsResult>(async (projection, params, scanner) => {
  const { settings, first, wanted = EVERYTHING } = params;
  const { rules, warnings } = handoffsPlan(projection, params);
  const from = compileLabelTest(projection, rules, params.from ?? null, "from");
  const to = compileLabelTest(projection, rules, params.to ?? null, "to");

  const parts = await scanner.scan(countHandoffs, params);
  const counts = new HandoffCounts(rules, parts);
  const standings = await standPairs(evidenceOf(rules, counts, parts, scanner), settings).finally(() => {
    for (const { lease } of parts) endLease(lease);
  });
  const shown = shownPairs(projection, rules, counts, standings, { from, to, first });
  const { pairs } = counts;
  const details =
    wanted.quantiles || wanted.examples
      ? await scanner.scan(gatherHandoffs, {
          params,
          from: shown.map((pair) => pairs.from[pair]!),
          to: shown.map((pair) => pairs.to[pair]!),
        })
      : [];
  const rows = handoffRows(projection, rules, counts, standings, shown, wanted, details);
  const shownPair = (pair: number, row: number) => {
    const { from, to } = rows[row]!;
    return { from: pairs.from[pair]!, to: pairs.to[pair]!, labels: [from, to] } as const;
  };
  return {
    totals: totalsOf(parts, counts, standings),
    handoffs: rows,
    ...(await handoffGroups(projection, params, shown.map(shownPair), scanner)),
    remarks: {
      settings: effectiveSettings(projection, params),
      warnings: [
        ...new Set([
          ...warnings,
          ...unknownChannelWarning(parts.some(({ metUnknownChannel }) => metUnknownChannel)),
          ...gapWarnings(projection, settings),
          ...repeatedWarning(settings, rows),
        ]),
      ],
    },
  };
});

/** Each time that pairs are set aside, the threads read the kept rows again. */
function evidenceOf(
  rules: HandoffRules,
  counts: HandoffCounts,
  parts: readonly CountedHandoffs[],
  scanner: Scanner,
): Evidence {
  const own = counts.own();
  if (rules.baselineBy === "EARLIER") return { own, others: async () => counts.earlier() };
  const sets = Uint32Array.from(counts.pairs.to, (to) => setOf(rules, to));
  const rows = parts.map(({ kept }, i) => ({ kept, pairOf: counts.pairOf[i]! }));
  return {
    own,
    async others(aside) {
      if (aside === null) return othersOf(own, counts.cross, sets, null);
      const cross = sumOfColumns(await scanner.scan(sumHandoffs, { rows, setOf: sets, aside }));
      return othersOf(own, cross, sets, aside);
    },
  };
}

function totalsOf(
  parts: readonly CountedHandoffs[],
  counts: HandoffCounts,
  standings: readonly PairStanding[],
): HandoffTotalsResult {
  const sum = (numbers: Uint32Array): number => numbers.reduce((total, x) => total + x, 0);
  const [all, settled, failed] = [sum(counts.count), sum(counts.settled), sum(counts.failed)];
  // Leaves out pairs that occur only in the earlier period, because they have no handoff in scope.
  const own = standings.filter((_, pair) => counts.count[pair]! > 0);
  return {
    ...sumsOf(["journeys", "customers", "multiChannelJourneys"], parts),
    pairs: own.length,
    rankedPairs: own.filter(({ ranked }) => ranked).length,
    handoffs: all,
    settled,
    pending: all - settled,
    failed,
    failRate: ratio(failed, settled),
  };
}

export const question: Question<HandoffsParams, HandoffsResult, HandoffRow> = {
  tasks: [GROUPING.task, countHandoffs, sumHandoffs, gatherHandoffs],
  run: handoffs,
  drilldown,
  warmUp: ({ to, first }) =>
    [COUNTS_ALONE, EVERYTHING].map((wanted) => ({
      settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: to },
      first,
      wanted,
    })),
};
