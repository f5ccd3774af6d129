// Where is it worth improving? Gaps are measured for the six strategies that make touchpoints better: personalisation,
// consistency, timeliness, accessibility, empathy and omnichannel (plan.ts has their definitions). Each gap compares a
// rate at one place with the same rate at other places. All tests of all strategies are corrected together, so that in
// the long run at most 5 % of the findings are false. Findings are ranked by the number of customers affected times the
// effect. Notes are facts that were not tested. A finding says where something is worse than elsewhere, but not why.
// The question takes one pass over the journeys, which takes about twice as long as touchpointPerformance, and it also
// runs the question handoffs.

import { sumsOf } from "../../engine/parts.js";
import { COUNTS_ALONE } from "../../engine/selection.js";
import { describeFilter, describeGoal, MAX_FIRST } from "../../engine/totals.js";
import { compareKeys } from "../../model/keys.js";
import { formatDuration } from "../../model/time.js";
import { DEFAULT_HANDOFF_SETTINGS, handoffs } from "../handoffs/index.js";
import { answering, type Question } from "../question.js";
import { countGaps } from "./count.js";
import { drilldown, type OpportunityRow } from "./drilldown.js";
import { type Gap, judge } from "./judge.js";
import { notesOf } from "./notes.js";
import { type OpportunitiesParams, opportunitiesPlan } from "./plan.js";
import { type OpportunitiesResult, type OpportunityResult, STRATEGIES } from "./result.js";
import { told } from "./sentences.js";

export type { OpportunitiesParams } from "./plan.js";
export type { OpportunitiesResult } from "./result.js";

export const opportunities = answering<OpportunitiesParams, OpportunitiesResult>(
  async (projection, params, scanner) => {
    const { goal, within, filter, first } = params;
    const plan = opportunitiesPlan(projection, params);
    const parts = await scanner.scan(countGaps, params);
    const settings = { ...DEFAULT_HANDOFF_SETTINGS, goal: goal ?? null };
    const asked = { settings, filter: filter ?? null, first: MAX_FIRST, wanted: COUNTS_ALONE };
    const pairs = await handoffs(projection, asked, scanner);
    const { tested, found } = judge(plan, parts, pairs.handoffs);
    const rows = found
      .map((gap) => rowOf(gap))
      .sort(
        (a, b) =>
          b.impact - a.impact ||
          STRATEGIES.indexOf(a.strategy) - STRATEGIES.indexOf(b.strategy) ||
          compareKeys(a.key, b.key),
      );
    return {
      totals: {
        ...sumsOf(["journeys", "customers", "goalJourneys"], parts),
        tested,
        found: rows.length,
        otherOpportunities: Math.max(0, rows.length - first),
      },
      opportunities: rows.slice(0, first),
      notes: notesOf(projection, plan, parts),
      remarks: {
        settings: {
          goal: describeGoal(projection, goal),
          within: formatDuration(within),
          segments: plan.segments.map(({ key }) => key),
          filter: describeFilter(filter),
          first,
          journeyGap: formatDuration(projection.journeyGap),
        },
        warnings: [
          ...plan.warnings,
          // The settings that these warnings name are those of handoffs, with their defaults.
          ...pairs.remarks.warnings
            .filter((warning) => !plan.warnings.includes(warning))
            .map((warning) => `About the handoffs: ${warning}`),
        ],
      },
    };

    function rowOf(gap: Gap): OpportunityResult {
      const { strategy, key, sentence, asks } = told(projection, params, plan, gap);
      const effect = gap.count / gap.of - gap.baseline;
      return {
        strategy,
        key,
        sentence,
        count: gap.count,
        of: gap.of,
        rate: gap.count / gap.of,
        baseline: gap.baseline,
        effect,
        interval: gap.interval,
        pValue: gap.pValue,
        customers: gap.customers,
        // The value is rounded to six decimals, so that the order does not depend on rounding errors.
        impact: Math.round(gap.customers * effect * 1e6) / 1e6,
        asks,
        handoff: gap.handoff === null ? null : { from: gap.handoff.from, to: gap.handoff.to },
      };
    }
  },
);

export const question: Question<OpportunitiesParams, OpportunitiesResult, OpportunityRow> = {
  tasks: [countGaps],
  run: opportunities,
  drilldown,
};
