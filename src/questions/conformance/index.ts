// Do journeys follow their design? Each journey in scope is aligned with the blueprint (engine/alignment.ts). Three
// kinds of deviations are counted: missing steps, ad hoc interactions and steps out of order. The sum of their costs is
// the cost of the journey. Failed and late steps are counted too, but do not add to the cost. The fitness of a journey
// is 1 − cost / worst cost, from 0 to 1. The worst cost is the cost if no interaction matched a step: the number of
// interactions, plus the number of steps on the shortest way through the blueprint. The totals have the mean fitness of
// all journeys. A variant consists of the journeys with the same sequence of touchpoints; open and closed journeys are
// different variants. Interactions that the brand initiates count too. The question takes one pass over the journeys.
// The time for an interaction is proportional to the number of steps of the blueprint.
import { AD_HOC, Aligner } from "../../engine/alignment.js";
import { labelOf, labelsOf } from "../../engine/label.js";
import { recordOf, sumOf, sumOfColumns, sumsOf } from "../../engine/parts.js";
import { RouteTable } from "../../engine/routeTable.js";
import { DEFAULT_PATH_OPTIONS } from "../../engine/terms.js";
import { describeFilter, firstRows, mostFrequent } from "../../engine/totals.js";
import { formatDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { answering, type Question } from "../question.js";
import { type CountedConformance, countConformance, STEP_COUNTS } from "./count.js";
import { type ConformanceRow, drilldown } from "./drilldown.js";
import { type ConformanceParams, type ConformancePlan, conformancePlan } from "./plan.js";
import type { AdHocResult, ConformanceResult, StepConformanceResult, VariantMove, VariantResult } from "./result.js";

export type { ConformanceParams, ConformanceWanted } from "./plan.js";
export type { ConformanceResult } from "./result.js";

export const conformance = answering<ConformanceParams, ConformanceResult>(async (projection, params, scanner) => {
  const { filter, first } = params;
  const plan = conformancePlan(projection, params);
  const parts = await scanner.scan(countConformance, params);
  const counted = sumsOf(["journeys", "customers", "conforming", "open"], parts);
  const { journeys, conforming } = counted;
  const { fitness, cost } = fitnessOf(parts, journeys);
  const adHoc = adHocOf(projection, parts, first);
  const variants = variantsOf(plan, parts, first, journeys);
  return {
    blueprint: { key: plan.blueprint.key, version: plan.blueprint.version },
    totals: {
      ...counted,
      deviating: journeys - conforming,
      fitness,
      cost,
      otherAdHoc: adHoc.others,
      variants: variants?.distinct ?? null,
      otherVariantJourneys:
        variants === null ? null : variants.rows.reduce((left, { journeys: shown }) => left - shown, journeys),
    },
    steps: plan.compiled.steps.map(({ key, name }, step): StepConformanceResult => {
      const { waits, ...counts } = recordOf(STEP_COUNTS, (name) => sumOf(parts, ({ steps }) => steps[name][step]!));
      const meanWait = waits === 0 ? null : Math.round(sumOf(parts, ({ waited }) => waited[step]!) / waits);
      return { key, name, ...counts, meanWait };
    }),
    adHoc: adHoc.rows,
    variants: variants?.rows ?? [],
    remarks: {
      settings: {
        blueprint: plan.blueprint.key,
        version: plan.blueprint.version,
        filter: describeFilter(filter),
        first,
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings: [...plan.warnings],
    },
  };
});

/**
 * Returns the mean fitness and the total cost. The journeys are summed in order of cost, then of worst cost, so that
 * rounding does not depend on how threads divided the work.
 */
function fitnessOf(parts: readonly CountedConformance[], journeys: number): { fitness: number | null; cost: number } {
  const counts = new Map<string, [cost: number, worst: number, journeys: number]>();
  for (const { costs } of parts)
    for (const [cost, worst, n] of costs) {
      const known = counts.get(`${cost} ${worst}`);
      if (known === undefined) counts.set(`${cost} ${worst}`, [cost, worst, n]);
      else known[2] += n;
    }
  const rows = [...counts.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    fitness: journeys === 0 ? null : rows.reduce((all, [cost, worst, n]) => all + n * (1 - cost / worst), 0) / journeys,
    cost: rows.reduce((all, [cost, , n]) => all + cost * n, 0),
  };
}

function adHocOf(projection: Projection, parts: readonly CountedConformance[], first: number) {
  const labels = labelsOf(projection, { ...DEFAULT_PATH_OPTIONS, grain: "TOUCHPOINT" });
  const interactions = sumOfColumns(parts.map(({ adHoc }) => adHoc));
  const journeys = sumOfColumns(parts.map(({ adHocJourneys }) => adHocJourneys));
  const { shown, others } = mostFrequent(journeys, first);
  const rows = shown.map(
    (label): AdHocResult => ({
      label: labelOf(labels, label),
      interactions: interactions[label]!,
      journeys: journeys[label]!,
    }),
  );
  return { rows, others };
}

function variantsOf(
  plan: ConformancePlan,
  parts: readonly CountedConformance[],
  first: number,
  journeys: number,
): { readonly rows: readonly VariantResult[]; readonly distinct: number } | null {
  const [own, ...others] = parts.flatMap(({ variants }) => variants ?? []);
  if (own === undefined) return null;
  const table = new RouteTable(own);
  for (const other of others) table.merge(other);
  const labels = labelsOf(plan.projection, { ...DEFAULT_PATH_OPTIONS, grain: "TOUCHPOINT" });
  const shown = firstRows(table.size, first, (a, b) => table.compare(a, b)).filter((v) => table.countOf(v) > 0);
  const codeOf = new Uint16Array(labels.count);
  labels.ofTouchpoint.forEach((label, code) => {
    codeOf[label] = code;
  });
  const aligner = new Aligner(plan.compiled);
  return {
    distinct: table.distinct,
    rows: shown.map((variant): VariantResult => {
      const [open, ...route] = table.labels(variant);
      const codes = Uint16Array.from(route, (label) => codeOf[label]!);
      const cost = aligner.align(codes, 0, codes.length, open === 1);
      const touchpoints = route.map((label) => labels.keys[label]!);
      const count = table.countOf(variant);
      return {
        journeys: count,
        share: count / journeys,
        open: open === 1,
        cost,
        fitness: 1 - cost / (plan.compiled.shortestRun + codes.length),
        moves: movesOf(plan, aligner, touchpoints),
        touchpoints,
      };
    }),
  };
}

/**
 * Returns the moves of the journey that was aligned last: its interactions in order and, before each match, the steps
 * that are missing there.
 */
function movesOf(
  { compiled: { steps, missingBetween, gaps } }: ConformancePlan,
  aligner: Aligner,
  touchpoints: readonly string[],
): VariantMove[] {
  const missing = [...aligner.missing];
  const displaced = new Map(aligner.displaced.map((position, i) => [position, aligner.outOfOrder[i]!]));
  const moves: VariantMove[] = [];
  const leaveOut = (from: number, to: number): void => {
    if (gaps[from * (steps.length + 1) + to] === 0) return;
    for (const step of missingBetween(from, to)) {
      if (missing[0] !== step) continue;
      missing.shift();
      moves.push({ move: "MISSING", step: steps[step]!.key, touchpoint: null });
    }
  };
  let state = steps.length;
  for (const [i, touchpoint] of touchpoints.entries()) {
    const step = aligner.matched[i]!;
    const late = displaced.get(i);
    if (step !== AD_HOC) {
      leaveOut(state, step);
      moves.push({ move: "MATCHED", step: steps[step]!.key, touchpoint });
      state = step;
    } else if (late !== undefined) moves.push({ move: "OUT_OF_ORDER", step: steps[late]!.key, touchpoint });
    else moves.push({ move: "AD_HOC", step: null, touchpoint });
  }
  for (const step of missing) moves.push({ move: "MISSING", step: steps[step]!.key, touchpoint: null });
  return moves;
}

export const question: Question<ConformanceParams, ConformanceResult, ConformanceRow> = {
  tasks: [countConformance],
  run: conformance,
  drilldown,
};
