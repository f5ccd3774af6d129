// Which touchpoints get the credit for conversions? A conversion is an interaction that reaches the goal and did not
// fail. Its touches are the interactions of the same journey before it, after the previous conversion, and at most
// `within` before it. A conversion without a touch is `(direct)`. Each model divides every conversion among its touches
// (credit.ts). MARKOV divides all conversions with a touch by removal effects (markov.ts). The credits of a model
// therefore add up to the conversions. Closed journeys without a conversion are the null paths of MARKOV; open journeys
// without a conversion may still convert and are left out. No model shows what caused a conversion. Rows are ordered by
// conversions, then by label; `(direct)` is last. The cost is one pass.

import { examplesByRow } from "../../engine/examples.js";
import { DIRECT } from "../../engine/labelKeys.js";
import { sumOf, sumOfColumns } from "../../engine/parts.js";
import { type PartOf } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { describeFilter, describeSelector, firstOf, ratio } from "../../engine/totals.js";
import { formatDuration } from "../../model/time.js";
import { answering, type Question } from "../question.js";
import { countCredit } from "./count.js";
import { UNIT } from "./credit.js";
import { type AttributionRow, drilldown } from "./drilldown.js";
import { removalEffects } from "./markov.js";
import { type AttributionModel, type AttributionParams, attributionPlan, DEFAULT_HALF_LIFE_MS } from "./plan.js";
import type { AttributionResult, AttributionRowResult, ModelCredit } from "./result.js";

export type { AttributionParams } from "./plan.js";

export const attribution = answering<AttributionParams, AttributionResult>(async (projection, params, scanner) => {
  const { models, first } = params;
  const { filter, labels, warnings } = attributionPlan(projection, params);
  const parts = await scanner.scan(countCredit, params);
  const sum = (of: (part: PartOf<typeof countCredit>) => number): number => sumOf(parts, of);
  const direct = labels.count;
  const conversions = sum((part) => part.conversions);
  const touched = (row: number): number => sum((part) => part.touched[row]!);
  const credit = creditsOf(models, parts, labels.count, conversions - touched(direct));
  const creditsAt = (rows: readonly number[]): ModelCredit[] =>
    models.map((model, m) => {
      const given = rows.reduce((n, row) => n + credit[m]![row]!, 0);
      return { model, credit: given, share: ratio(given, conversions) };
    });

  // A label that no conversion touched may have credit too: MARKOV gives it credit if its paths lead to labels that
  // convert.
  const hasCredit = (label: number): boolean => credit.some((ofModel) => ofModel[label]! > 0);
  const met = labels.keys.flatMap((_, label) => (touched(label) > 0 || hasCredit(label) ? [label] : []));
  if (touched(direct) > 0) met.push(direct);
  const isDirect = (row: number): number => (row === direct ? 1 : 0);
  const shown = firstOf(met, first, (a, b) => isDirect(a) - isDirect(b) || touched(b) - touched(a) || a - b);
  const isShown = new Set(shown);
  const left = met.filter((row) => !isShown.has(row));
  const examplesAt = examplesByRow(projection, parts);
  return {
    totals: {
      ...inScopeOfAll(projection, filter, parts),
      conversions,
      convertedJourneys: sum((part) => part.converted),
      directConversions: touched(direct),
      nullJourneys: sum((part) => part.nullJourneys),
      pendingJourneys: sum((part) => part.pending),
    },
    rows: shown.map(
      (row): AttributionRowResult => ({
        key: row === direct ? DIRECT : labels.keys[row]!,
        label: row === direct ? DIRECT : labels.names[row]!,
        isDirect: row === direct,
        conversions: touched(row),
        journeys: sum((part) => part.journeys[row]!),
        customers: sum((part) => part.customers[row]!),
        credits: creditsAt([row]),
        examples: examplesAt(row),
      }),
    ),
    otherRows: left.length,
    otherCredits: creditsAt(left),
    remarks: {
      settings: {
        goal: describeSelector(params.goal),
        models,
        by: params.by,
        ...(params.property == null ? {} : { property: params.property }),
        within: params.within === null ? null : formatDuration(params.within),
        halfLife: models.includes("TIME_DECAY") ? formatDuration(params.halfLife) : null,
        filter: describeFilter(params.filter),
        first,
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings,
    },
  };
});

/**
 * Returns the credit of each row by each model, as a number of conversions. `withTouch` is the number of conversions
 * with a touch, which MARKOV divides.
 */
function creditsOf(
  models: readonly AttributionModel[],
  parts: readonly PartOf<typeof countCredit>[],
  labels: number,
  withTouch: number,
): Float64Array[] {
  return models.map((model, m) => {
    if (model !== "MARKOV") return sumOfColumns(parts.map(({ units }) => units[m]!)).map((units) => units / UNIT);
    const effects = removalEffects({ labels, counts: sumOfColumns(parts.map(({ chain }) => chain!.counts)) });
    const whole = effects.reduce((n, effect) => n + effect, 0);
    const credits = new Float64Array(labels + 1);
    effects.forEach((effect, label) => {
      credits[label] = whole === 0 ? 0 : (effect / whole) * withTouch;
    });
    credits[labels] = sumOf(parts, ({ touched }) => touched[labels]!);
    return credits;
  });
}

export const question: Question<AttributionParams, AttributionResult, AttributionRow> = {
  tasks: [countCredit],
  run: attribution,
  drilldown,
  warmUp: ({ to, first }) => [
    { goal: to, models: ["LINEAR", "MARKOV"], by: "CHANNEL", within: null, halfLife: DEFAULT_HALF_LIFE_MS, first },
  ],
};
