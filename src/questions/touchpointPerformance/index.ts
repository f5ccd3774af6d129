// How does each touchpoint perform? Reach, conversion of its visits, assisted conversions, entries and exits, visits per
// customer, failures, response and resolution of cases, repeated contact, repeat purchase, retention, cost and value.
// Rates have an interval that treats customers as clusters. With `changedAt`, the rates and times before and after that
// date are compared: did the change help? facts.ts has the counting rule. Cost: one pass, which takes about as long as
// three of visits; repeat purchase and retention, and cases, are counted only if they are selected.

import { labelOf } from "../../engine/label.js";
import { type Scanner, scannerOf } from "../../engine/scan.js";
import { describeFilter, describeSelector, firstRows, ratio } from "../../engine/totals.js";
import { concatenated, waitStats } from "../../engine/waits.js";
import { AMOUNT_UNIT } from "../../model/amount.js";
import { formatDuration, formatInstant } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { clusteredWilson } from "../../stats/interval.js";
import { ComparedRows, MIN_SUPPORT } from "../compare/rates.js";
import { type ComparedSums, countsOf, mergedSums, rowsBetween } from "../compare/tally.js";
import type { Question } from "../question.js";
import { baseOf, type CountedPerformance, countPerformance, type PerformanceCount } from "./count.js";
import { drilldown, type PerformanceRow } from "./drilldown.js";
import { comparedMean } from "./means.js";
import {
  CHANGED_RATES,
  type ChangedRate,
  DEFAULT_CONVERSION_WINDOW_MS,
  type PerformanceOrder,
  type PerformanceParams,
  performancePlan,
  RATES,
  type RateName,
  WAITS,
  type WaitName,
} from "./plan.js";
import type { MeasuredRateResult, PerformanceResult, PerformancesResult } from "./result.js";

export type { PerformanceParams } from "./plan.js";
export type { MeasuredRateResult, PerformanceResult, PerformancesResult } from "./result.js";

export async function touchpointPerformance(
  projection: Projection,
  params: PerformanceParams,
  scanner: Scanner = scannerOf(projection),
): Promise<PerformancesResult> {
  const { within, at, changedAt, span, orderBy, first, filter } = params;
  const plan = performancePlan(projection, params);
  const parts = await scanner.scan(countPerformance, params);
  const counted = new Performances(parts, plan.labels);
  const rows = plan.names.keys.flatMap((key, label) =>
    counted.count("visits", label) > 0 ? [{ key, label, row: counted.row(labelOf(plan.names, label), label) }] : [],
  );
  const chosen =
    plan.at === null ? rows : rows.filter(({ label }) => isChosen(plan.at!.byTouchpoint, plan.labelOf, label));
  const measures = chosen.map(({ row }) => measureOf(row, orderBy));
  const shown = firstRows(
    chosen.length,
    first,
    (a, b) =>
      measures[b]! - measures[a]! ||
      chosen[b]!.row.visits - chosen[a]!.row.visits ||
      chosen[a]!.label - chosen[b]!.label,
  ).map((i) => chosen[i]!);
  return {
    totals: {
      journeys: counted.journeys,
      customers: parts.reduce((n, { customers }) => n + customers, 0),
      visits: rows.reduce((n, { row }) => n + row.visits, 0),
      conversions: parts.reduce((n, { conversions }) => n + conversions, 0),
      otherTouchpoints: rows.length - shown.length,
    },
    touchpoints: counted.withChange(shown.map(({ row, label }) => ({ row, label }))),
    remarks: {
      settings: {
        goal: describeSelector(params.goal) ?? {
          goal: projection.catalogue.goals.find(({ isDefault }) => isDefault)!.key,
        },
        within: formatDuration(within),
        at: describeSelector(at),
        changedAt: changedAt === null ? null : formatInstant(changedAt),
        span: span === null ? null : formatDuration(span),
        orderBy,
        timeZone: params.timeZone ?? projection.timeZone,
        filter: describeFilter(filter),
        first,
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings: plan.warnings,
    },
  };
}

function isChosen(byTouchpoint: Uint8Array, labelOfCode: Uint16Array, label: number): boolean {
  return labelOfCode.some((own, code) => own === label && byTouchpoint[code] !== 0);
}

/** What has no value, and rates of fewer than MIN_SUPPORT customers, come last. */
function measureOf(row: PerformanceResult, orderBy: PerformanceOrder): number {
  const rate = ({ rate: own, ofCustomers }: MeasuredRateResult): number =>
    own === null || ofCustomers < MIN_SUPPORT ? -1 : own;
  switch (orderBy) {
    case "VISITS":
      return row.visits;
    case "REACH":
      return row.reach.count;
    case "CONVERSION":
      return rate(row.conversion);
    case "ASSISTED_CONVERSIONS":
      return row.assistedConversions;
    case "ENTRIES":
      return row.entries;
    case "EXITS":
      return row.exits;
    case "ENGAGEMENT":
      return row.engagement;
    case "FAILURE":
      return rate(row.failure);
    case "RESPONSE_TIME":
      return row.responseTime.mean ?? -1;
    case "RESOLUTION_TIME":
      return row.resolutionTime.mean ?? -1;
    case "REPEAT_CONTACT":
      return rate(row.repeatContact);
    case "REPEAT_PURCHASE":
      return rate(row.repeatPurchase);
    case "RETENTION":
      return rate(row.retention);
    case "COST":
      return row.cost ?? Number.NEGATIVE_INFINITY;
    case "VALUE":
      return row.value ?? Number.NEGATIVE_INFINITY;
  }
}

/** The counts of all parts, by label. journeyMap reads them too. */
export class Performances {
  readonly journeys: number;
  readonly #parts: readonly CountedPerformance[];
  readonly #labels: number;
  readonly #rates: ComparedSums;
  readonly #changed: ComparedSums | null;

  constructor(parts: readonly CountedPerformance[], labels: number) {
    this.#parts = parts;
    this.#labels = labels;
    this.journeys = parts.reduce((n, part) => n + part.journeys, 0);
    const rows = RATES.length * labels;
    const changed = CHANGED_RATES.length * labels;
    const merged = (sums: readonly ComparedSums[], size: number): ComparedSums =>
      mergedSums(
        sums,
        sums.map(() => Uint32Array.from({ length: size }, (_, row) => row)),
        size,
        size + 1,
      );
    this.#rates = merged(
      parts.map(({ rates }) => rates),
      rows,
    );
    this.#changed =
      parts[0]!.change === null
        ? null
        : merged(
            parts.map(({ change }) => change!.rates),
            changed,
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

  row(label: PerformanceResult["label"], code: number): PerformanceResult {
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
      ...(Object.fromEntries(RATES.map((name) => [name, this.rate(name, code)])) as Record<
        RateName,
        MeasuredRateResult
      >),
      assistedConversions: count("assisted"),
      lastTouchConversions: count("last"),
      requests: count("requests"),
      responseTime: wait("responseTime"),
      cases: count("cases"),
      resolutionTime: wait("resolutionTime"),
      cost: this.#amount("cost", "costs", code),
      value: this.#amount("value", "values", code),
      change: null,
    };
  }

  /** The rows with what changed. All touchpoints are tested together, rate by rate, shown or not. */
  withChange(rows: readonly { readonly row: PerformanceResult; readonly label: number }[]): PerformanceResult[] {
    const changed = this.#changed;
    if (changed === null) return rows.map(({ row }) => row);
    const compared = CHANGED_RATES.map((name, i): [ChangedRate, ComparedRows] => [
      name,
      new ComparedRows(rowsBetween(changed, i * this.#labels, (i + 1) * this.#labels), (label) =>
        baseOf(CHANGED_RATES, this.#labels, name, label),
      ),
    ]);
    const means = this.#parts.map(({ change }) => change!.means);
    return rows.map(({ row, label }) => ({
      ...row,
      change: {
        ...(Object.fromEntries(compared.map(([name, rates]) => [name, rates.rate(label)])) as Record<
          ChangedRate,
          ReturnType<ComparedRows["rate"]>
        >),
        responseTime: comparedMean(means, label),
        resolutionTime: comparedMean(means, this.#labels + label),
      },
    }));
  }

  #amount(name: "cost" | "value", known: "costs" | "values", label: number): number | null {
    if (this.#parts.every((part) => part[known][label] === 0)) return null;
    return this.#parts.reduce((sum, part) => sum + part[name][label]!, 0) / AMOUNT_UNIT;
  }
}

export const question: Question<PerformanceParams, PerformancesResult, PerformanceRow> = {
  tasks: [countPerformance],
  run: touchpointPerformance,
  drilldown,
  warmUp: ({ to, first }) => [
    {
      goal: to,
      within: DEFAULT_CONVERSION_WINDOW_MS,
      changedAt: null,
      span: null,
      orderBy: "VISITS",
      first,
    },
  ],
};
