// Computes the numbers of each label from the parts of the scan, and the differences of two sides.

import { recordOf } from "../../engine/parts.js";
import { ratio } from "../../engine/totals.js";
import { concatenated, waitStats } from "../../engine/waits.js";
import { AMOUNT_UNIT } from "../../model/amount.js";
import { clusteredWilson } from "../../stats/interval.js";
import { ComparedRows } from "../compare/rates.js";
import { type ComparedSums, countsOf, mergedSums, rowsBetween } from "../compare/tally.js";
import { NO_COMPARED_SCORES } from "../feedback/compared.js";
import type { ComparedScores } from "../feedback/result.js";
import type { CountedPerformance, PerformanceCount } from "./count.js";
import { comparedMean } from "./means.js";
import { CHANGED_RATES, RATES, type RateName, WAITS, type WaitName } from "./plan.js";
import type { MeasuredRateResult, PerformanceResult, ScoresResult } from "./result.js";
import { baseOf, type CountedSides } from "./sides.js";

/** The counts of all parts together. Each table has an entry for each label. */
export class Performances {
  readonly journeys: number;
  readonly #parts: readonly CountedPerformance[];
  readonly #labels: number;
  readonly #rates: ComparedSums;

  constructor(parts: readonly CountedPerformance[], labels: number) {
    this.#parts = parts;
    this.#labels = labels;
    this.journeys = parts.reduce((n, part) => n + part.journeys, 0);
    const rows = RATES.length * labels;
    this.#rates = mergedRows(
      parts.map(({ rates }) => rates),
      rows,
    );
  }

  count(name: PerformanceCount, label: number): number {
    return this.#parts.reduce((n, { counts }) => n + counts[name][label]!, 0);
  }

  rate(name: RateName, label: number): MeasuredRateResult {
    const row = RATES.indexOf(name) * this.#labels + label;
    const { a, having } = countsOf(this.#rates, row, baseOf(RATES, this.#labels, name, label));
    return {
      count: a.f,
      of: a.n,
      rate: ratio(a.f, a.n),
      interval: clusteredWilson(a),
      customers: having[0],
      ofCustomers: a.customers,
    };
  }

  row(label: PerformanceResult["label"], code: number, scores: ScoresResult): PerformanceResult {
    const count = (name: PerformanceCount): number => this.count(name, code);
    const wait = (name: WaitName) =>
      waitStats(concatenated(this.#parts.map(({ waits }) => waits[WAITS.indexOf(name) * this.#labels + code]!)));
    const [visits, customers] = [count("visits"), count("customers")];
    return {
      label,
      visits,
      journeys: count("journeys"),
      customers,
      entries: count("entries"),
      entryShare: count("entries") / this.journeys,
      exits: count("exits"),
      exitShare: count("exits") / this.journeys,
      engagement: visits / customers,
      ...recordOf(RATES, (name) => this.rate(name, code)),
      assistedConversions: count("assisted"),
      lastTouchConversions: count("last"),
      requests: count("requests"),
      wait: wait("wait"),
      responseTime: wait("responseTime"),
      cases: count("cases"),
      resolutionTime: wait("resolutionTime"),
      cost: this.#amount("cost", "costs", code),
      value: this.#amount("value", "values", code),
      scores,
      change: null,
    };
  }

  #amount(name: "cost" | "value", known: "costs" | "values", label: number): number | null {
    if (this.#parts.every((part) => part[known][label] === 0)) return null;
    return this.#parts.reduce((sum, part) => sum + part[name][label]!, 0) / AMOUNT_UNIT;
  }
}

/** The counts of two sides. */
export interface Comparison {
  readonly parts: readonly CountedSides[];
  /** The compared scores, by the key of the label; empty if they are not selected. */
  readonly scores: ReadonlyMap<string, ComparedScores>;
}

/**
 * Adds the differences of two sides to rows. For each rate, the tests of all labels are corrected together, whether or
 * not the labels are shown.
 */
export function changesOf(
  { parts, scores }: Comparison,
  labels: number,
  rows: readonly { readonly row: PerformanceResult; readonly label: number }[],
): PerformanceResult[] {
  const sums = mergedRows(
    parts.map(({ rates }) => rates),
    CHANGED_RATES.length * labels,
  );
  const compared = recordOf(CHANGED_RATES, (name) => {
    const first = CHANGED_RATES.indexOf(name) * labels;
    const ofRate = rowsBetween(sums, first, first + labels);
    return new ComparedRows(ofRate, (label) => baseOf(CHANGED_RATES, labels, name, label));
  });
  const means = parts.map((part) => part.means);
  return rows.map(({ row, label }) => ({
    ...row,
    change: {
      ...recordOf(CHANGED_RATES, (name) => compared[name].rate(label)),
      responseTime: comparedMean(means, label),
      resolutionTime: comparedMean(means, labels + label),
      ...(scores.get(row.label.key) ?? NO_COMPARED_SCORES),
    },
  }));
}

/**
 * Adds up the parts. Each row has a base with the number of the row. One more base, that of `reach`, comes after these.
 */
function mergedRows(sums: readonly ComparedSums[], rows: number): ComparedSums {
  return mergedSums(sums, null, rows, rows + 1);
}
