// Do fewer journeys get through the steps on side B than on side A, and at which step? The question counts what the
// funnel counts, once with the filter of each side, and compares the shares of each step. docs/definitions.md has the
// definition. The question takes one pass over the journeys, which takes about three times as long as the funnel of one
// side, because the tests also need the counts of each customer.
import { LABEL_OPTIONS } from "../../engine/labelPlan.js";
import { recordOf, sumOf } from "../../engine/parts.js";
import { type OptionUse, refuseOptions } from "../../engine/totals.js";
import { formatDuration } from "../../model/time.js";
import { funnelPlan } from "../funnel/plan.js";
import { describeFunnel, type FunnelShape } from "../funnel/shape.js";
import { answering, type Question } from "../question.js";
import { baseOf, basesOf, countComparedFunnel, FUNNEL_COUNTS, FUNNEL_RATES } from "./countFunnel.js";
import { funnelDrilldown } from "./drilldown.js";
import { ComparedRows } from "./rates.js";
import type { CompareFunnelResult } from "./result.js";
import { comparedTotals, countInBoth, describeSides, type Sides, sidesOf, warningsOf } from "./sides.js";
import { mergedSums, rowsBetween } from "./tally.js";

export type CompareFunnelParams = FunnelShape & Sides;

/**
 * The options that a comparison refuses in addition to those that a funnel refuses. It refuses the grain, because it
 * shows no labels.
 */
const OPTIONS: OptionUse = { ...LABEL_OPTIONS, grain: "refused", property: "refused", groups: "refused" };

export const compareFunnel = answering<CompareFunnelParams, CompareFunnelResult>(
  async (projection, params, scanner) => {
    const { steps, within, exclude, options, filter } = params;
    refuseOptions(options, OPTIONS, "compareFunnel");
    const { filters, warnings } = sidesOf(projection, params);
    const shape: FunnelShape = { steps, within, exclude, options, filter };
    const plan = funnelPlan(projection, shape);
    const parts = await scanner.scan(countComparedFunnel, { shape, filters });
    const rows = FUNNEL_RATES.length * plan.steps;
    const sums = mergedSums(
      parts.map((part) => part.sums),
      null,
      rows,
      basesOf(plan.steps),
    );
    const rates = recordOf(FUNNEL_RATES, (rate) => {
      const first = FUNNEL_RATES.indexOf(rate) * plan.steps;
      return new ComparedRows(rowsBetween(sums, first, first + plan.steps), (step) => baseOf(rate, step));
    });

    const totals = await comparedTotals(params, filters, scanner, (side) => {
      const counts = recordOf(FUNNEL_COUNTS, (name) => sumOf(parts, (part) => part.counts[side]![name]));
      return { ...counts, counted: counts.completed };
    });
    return {
      totals,
      steps: plan.names.map((name, k) => ({
        step: k + 1,
        name,
        isOptional: plan.optional[k]!,
        ...recordOf(FUNNEL_RATES, (rate) => rates[rate].rate(k)),
      })),
      remarks: {
        settings: {
          ...describeSides(params),
          ...describeFunnel(shape),
          journeyGap: formatDuration(projection.journeyGap),
        },
        warnings: warningsOf(totals, [...plan.warnings, ...warnings]),
      },
    };
  },
);

export const question: Question<CompareFunnelParams, CompareFunnelResult> = {
  tasks: [countComparedFunnel, countInBoth],
  run: compareFunnel,
  drilldown: funnelDrilldown,
};
