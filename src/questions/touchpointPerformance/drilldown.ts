// Finds the journeys of the counts and rates of a touchpoint, and the journeys in scope.

import { findInScope } from "../../engine/inScope.js";
import { type AddJourney, eachJourney, type JourneyFinder } from "../../engine/scan.js";
import { SCORE_KINDS, type ScoreKind } from "../../model/feedback.js";
import type { Projection } from "../../projection/projection.js";
import { SIDE_RATE_PARTS, type SideRatePart } from "../compare/result.js";
import { naming } from "../drilldown.js";
import { type FeedbackRow, namedScores } from "../feedback/drilldown.js";
import { eachAnswer } from "../feedback/plan.js";
import type { Drilldown, Named, Reference } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { sidedAnswers } from "./changedScores.js";
import { sideBits } from "./count.js";
import { CustomerJourneys } from "./customerJourneys.js";
import { FAILED, type FactSink, Facts, type JourneyState, UNKNOWN } from "./facts.js";
import {
  CHANGED_RATES,
  type ChangedRate,
  type PerformanceParams,
  type PerformancePlan,
  performancePlan,
  RATES,
  type RateName,
} from "./plan.js";
import type { MeasuredRateResult, PerformanceResult, PerformancesResult } from "./result.js";
import type { SideBits } from "./sides.js";

export const PERFORMANCE_PARTS = [
  "JOURNEYS",
  "ENTRIES",
  "EXITS",
  "ASSISTED",
  "LAST_TOUCH",
  "REQUESTS",
  "CASES",
] as const;
export type PerformancePart = (typeof PERFORMANCE_PARTS)[number];
export const PERFORMANCE_TOTALS_PARTS = ["JOURNEYS", "CONVERSIONS"] as const;
export type PerformanceTotalsPart = (typeof PERFORMANCE_TOTALS_PARTS)[number];
export const CHANGE_SIDES = ["BEFORE", "AFTER"] as const;
export type ChangeSide = (typeof CHANGE_SIDES)[number];

export type PerformanceRow = { readonly of: PerformanceTotalsPart } | LabelRow;
type LabelRow =
  | { readonly label: string; readonly of: PerformancePart }
  | { readonly label: string; readonly rate: RateName; readonly of: SideRatePart }
  | {
      readonly label: string;
      readonly rate: ChangedRate;
      readonly side: ChangeSide;
      readonly of: SideRatePart;
    }
  | ScoreRow;
/** The journeys with an interaction on this side that an answer with this score belongs to. */
interface ScoreRow {
  readonly label: string;
  readonly score: ScoreKind;
  readonly side: ChangeSide;
}

export const drilldown: Drilldown<PerformanceParams, PerformancesResult, PerformanceRow> = {
  choosesRows: ["first", "at", "orderBy"],
  hasSides: true,
  onlyWith: { changedAt: "side", span: "side" },
  isRow: either(
    record({ of: oneOf(...PERFORMANCE_TOTALS_PARTS) }),
    record({ label: text, of: oneOf(...PERFORMANCE_PARTS) }),
    record({ label: text, rate: oneOf(...RATES), of: oneOf(...SIDE_RATE_PARTS) }),
    record({
      label: text,
      rate: oneOf(...CHANGED_RATES),
      side: oneOf(...CHANGE_SIDES),
      of: oneOf(...SIDE_RATE_PARTS),
    }),
    record({ label: text, score: oneOf(...SCORE_KINDS), side: oneOf(...CHANGE_SIDES) }),
  ),
  rows(args, result) {
    const named = naming<PerformanceRow>("touchpointPerformance", args);
    const { grain, filter } = args as { readonly grain?: string | null; readonly filter?: object | null };
    const scored = naming<FeedbackRow>("feedback", { options: { grain }, filter });
    return {
      ...result,
      totals: { ...result.totals, ...named({ of: "JOURNEYS" }) },
      touchpoints: result.touchpoints.map((row) =>
        namedPerformance(row, named, scored, {
          rate: (label, rate, side, of) => named({ label, rate, side, of }).behind,
          score: (label, score, side) => named({ label, score, side }),
        }),
      ),
    };
  },
  find(projection, params, row, add) {
    const plan = performancePlan(projection, params);
    if (!("label" in row))
      return row.of === "JOURNEYS" ? findInScope(projection, plan.test, add) : findConversions(projection, plan, add);
    if ("score" in row) return findAnswers(projection, params, row, add);
    const label = plan.names.keys.indexOf(row.label);
    const customers = new CustomerJourneys();
    const facts = new Facts({ ...plan, ofCustomers: true, ofCases: true });
    const finder = new JourneyPicker(plan, label, row);
    return {
      visit(range) {
        // A label that no longer exists has no journey.
        if (label < 0) return;
        customers.each(projection, range, plan.test, (block, journeys, count) => {
          finder.begin(block.start, block.columns.outcome);
          facts.read(block, journeys, count, finder);
          for (let n = 0; n < count; n++) if (finder.has(journeys[n]!)) add(journeys[n]!);
        });
      },
    };
  },
};

/** Finds the journeys in scope with an interaction that reaches the goal. */
function findConversions(projection: Projection, { test, goal }: PerformancePlan, add: AddJourney): JourneyFinder {
  return {
    visit: (range) =>
      eachJourney(projection, range, test, (block, journey, begin, end) => {
        for (let i = begin; i < end; i++)
          if (goal.byTouchpoint[block.touchpoint[i]!] !== 0 && goal.matches(block, i)) return add(journey);
      }),
  };
}

function findAnswers(
  projection: Projection,
  params: PerformanceParams,
  { label: key, score, side }: ScoreRow,
  add: AddJourney,
): JourneyFinder {
  const { plan, sidesOf } = sidedAnswers(projection, params);
  const only = plan.labels.keys.indexOf(key);
  return {
    visit(range) {
      const { block } = projection.blocks[range.block]!;
      let last = -1;
      eachAnswer(plan, range, (journey, label, answers, a, interaction) => {
        if (journey === last || interaction < 0 || label !== only || answers[score][a] === 0) return;
        const sides = sidesOf(range.block, journey, block.start[journey]! + block.elapsed[interaction]!);
        if (sides !== bitOf(side)) return;
        last = journey;
        add(journey);
      });
    },
  };
}

/** Before the change is side A, and after it is side B. */
function bitOf(side: ChangeSide): SideBits {
  return side === "BEFORE" ? 1 : 2;
}

/** The references of the two sides that a row compares. */
interface SideReferences {
  readonly rate: (label: string, rate: ChangedRate, side: ChangeSide, of: SideRatePart) => Reference;
  readonly score: (label: string, score: ScoreKind, side: ChangeSide) => Named;
}

/**
 * Returns the row with its references. `scored` gives the references of its scores, which are rows of feedback.
 * `sideOf` gives the references of the two sides that the row compares.
 */
export function namedPerformance(
  row: PerformanceResult,
  named: (row: PerformanceRow) => Named,
  scored: (row: FeedbackRow) => Named,
  sideOf: SideReferences,
): PerformanceResult {
  const label = row.label.key;
  const rates = RATES.map((rate): [RateName, MeasuredRateResult] => [
    rate,
    { ...row[rate], ...named({ label, rate, of: "COUNT" }) },
  ]);
  const partsOf = (rate: ChangedRate, side: ChangeSide) => ({
    behind: Object.fromEntries(SIDE_RATE_PARTS.map((of) => [of, sideOf.rate(label, rate, side, of)])) as Record<
      SideRatePart,
      Reference
    >,
  });
  const { change } = row;
  const changes =
    change === null
      ? null
      : CHANGED_RATES.map((rate) => {
          const { a, b } = change[rate];
          const sides = { a: { ...a, ...partsOf(rate, "BEFORE") }, b: { ...b, ...partsOf(rate, "AFTER") } };
          return [rate, { ...change[rate], ...sides }];
        });
  const changedScores =
    change === null
      ? null
      : SCORE_KINDS.map((score) => {
          const { a, b } = change[score];
          const sides = {
            a: { ...a, ...sideOf.score(label, score, "BEFORE") },
            b: { ...b, ...sideOf.score(label, score, "AFTER") },
          };
          return [score, { ...change[score], ...sides }];
        });
  return {
    ...row,
    ...named({ label, of: "JOURNEYS" }),
    ...(Object.fromEntries(rates) as Record<RateName, MeasuredRateResult>),
    scores: namedScores(row.scores, (score) => scored({ label, score })),
    change:
      change === null ? null : { ...change, ...Object.fromEntries(changes!), ...Object.fromEntries(changedScores!) },
  };
}

/** Marks the journeys of the current customer that a row counts. */
class JourneyPicker implements FactSink {
  readonly #plan: PerformancePlan;
  readonly #label: number;
  readonly #row: Exclude<LabelRow, ScoreRow>;
  readonly #side: SideBits | null;
  readonly #found = new Set<number>();
  /** The current customer's journeys with a visit at the label. */
  readonly #visiting: number[] = [];
  readonly #monthsOf = new Map<number, Set<number>>();
  #start: Float64Array = new Float64Array(0);
  #outcome: Uint8Array | null = null;

  constructor(plan: PerformancePlan, label: number, row: Exclude<LabelRow, ScoreRow>) {
    this.#plan = plan;
    this.#label = label;
    this.#row = row;
    this.#side = "side" in row ? bitOf(row.side) : null;
  }

  begin(start: Float64Array, outcome: Uint8Array | null): void {
    this.#start = start;
    this.#outcome = outcome;
    this.#found.clear();
    this.#visiting.length = 0;
    this.#monthsOf.clear();
  }

  has(journey: number): boolean {
    return this.#found.has(journey);
  }

  visited(label: number, journey: number, at: number, isMature: boolean, converts: boolean, index: number): void {
    if (label !== this.#label) return;
    if (this.#visiting.at(-1) !== journey) this.#visiting.push(journey);
    const month = this.#plan.months.of(at);
    const journeys = this.#monthsOf.get(month) ?? new Set<number>();
    this.#monthsOf.set(month, journeys.add(journey));
    this.#part("JOURNEYS", journey);
    if (isMature) this.#trial("conversion", journey, at, converts);
    const outcome = this.#outcome?.[index] ?? UNKNOWN;
    if (outcome !== UNKNOWN) this.#trial("failure", journey, at, outcome === FAILED);
  }

  journey(visited: readonly number[], entry: number, exit: number, journey: number, state: JourneyState): void {
    if (entry === this.#label) this.#part("ENTRIES", journey);
    if (exit === this.#label) this.#part("EXITS", journey);
    const start = this.#start[journey]!;
    const isVisited = visited.includes(this.#label);
    this.#trial("reach", journey, start, isVisited);
    if (isVisited && state.isClosed) this.#trial("dropOff", journey, start, exit === this.#label && !state.reachesGoal);
  }

  arrived(): void {}

  assist(label: number, journey: number): void {
    if (label === this.#label) this.#part("ASSISTED", journey);
  }

  last(label: number, journey: number): void {
    if (label === this.#label) this.#part("LAST_TOUCH", journey);
  }

  request(label: number, journey: number): void {
    if (label === this.#label) this.#part("REQUESTS", journey);
  }

  opened(label: number, journey: number): void {
    if (label === this.#label) this.#part("CASES", journey);
  }

  contact(label: number, journey: number, at: number, isRepeated: boolean): void {
    if (label === this.#label) this.#trial("repeatContact", journey, at, isRepeated);
  }

  customer(label: number, goals: number): void {
    if (label !== this.#label || goals === 0) return;
    for (const journey of this.#visiting) this.#trial("repeatPurchase", journey, 0, goals > 1);
  }

  month(label: number, month: number, isRetained: boolean): void {
    if (label !== this.#label) return;
    for (const journey of this.#monthsOf.get(month) ?? []) this.#trial("retention", journey, 0, isRetained);
  }

  #part(part: PerformancePart, journey: number): void {
    if (!("rate" in this.#row) && this.#row.of === part) this.#found.add(journey);
  }

  #trial(rate: RateName, journey: number, at: number, succeeds: boolean): void {
    const row = this.#row;
    if (!("rate" in row) || row.rate !== rate || !(row.of === "OF" || succeeds)) return;
    if (this.#side === null || sideBits(this.#plan, at) === this.#side) this.#found.add(journey);
  }
}
