// Adds up the parts of a funnel's scan, and makes the steps and groups of the answer.
import { labelOf } from "../../engine/label.js";
import { END } from "../../engine/labelKeys.js";
import { inScopeOfAll } from "../../engine/scope.js";
import type { InScope, Totals, WaitStats } from "../../engine/terms.js";
import { firstRows, ratio, totalsOf } from "../../engine/totals.js";
import { concatenated, meanWait, waitStats } from "../../engine/waits.js";
import type { CountedFunnel } from "./count.js";
import type { FunnelPlan } from "./plan.js";
import type { FunnelLabelResult, FunnelStepCounts } from "./result.js";

/** The sums over all parts, for one group or for several groups together. */
export class Counts {
  /** The indexes of all groups. */
  readonly all: readonly number[];
  readonly #plan: FunnelPlan;
  readonly #parts: readonly CountedFunnel[];
  readonly #quantiles: boolean;

  constructor(plan: FunnelPlan, parts: readonly CountedFunnel[], quantiles: boolean) {
    this.#plan = plan;
    this.#parts = parts;
    this.#quantiles = quantiles;
    this.all = Array.from(parts[0]!.journeys, (_, group) => group);
  }

  totals(groups: readonly number[]): Totals {
    const last = this.#plan.steps - 1;
    const matched = this.#atStep("met", groups, 0);
    const completed = this.#atStep("met", groups, last);
    const mature = this.#ofGroups("mature", groups);
    const matureCompleted = this.#atStep("metMature", groups, last);
    const pending = this.#pending(groups, last, 0);
    const open = this.#ofGroups("open", groups);
    return totalsOf(this.#inScope(groups), { matched, completed, pending, open, mature, matureCompleted });
  }

  steps(groups: readonly number[]): FunnelStepCounts[] {
    const { names, optional, required } = this.#plan;
    const { journeys: inScope } = this.#inScope(groups);
    const first = this.#atStep("met", groups, 0);
    const mature = this.#ofGroups("mature", groups);
    return names.map((name, k): FunnelStepCounts => {
      const completed = this.#atStep("met", groups, k);
      const entered = k === 0 ? completed : this.#deeperThan(groups, required[k]! - 1);
      const beyond = this.#deeperThan(groups, k);
      const endedHere = this.#atStep("ended", groups, k);
      // A match skips a step if it contains a later step but not this one. Skipped = (journeys whose furthest step is
      // this one or a later one) − (journeys that completed this step).
      const skipped = beyond + endedHere - completed;
      const pending = k === 0 ? 0 : this.#pending(groups, k, required[k]!);
      const matureCompleted = this.#atStep("metMature", groups, k);
      return {
        step: k + 1,
        name,
        isOptional: optional[k]!,
        entered,
        completed,
        customers: this.#isAll(groups)
          ? this.#parts.reduce((sum, part) => sum + part.stepCustomers[k]!, 0)
          : this.#atStep("metCustomers", groups, k),
        skipped,
        pending,
        dropped: entered - completed - skipped - pending,
        shareOfFirst: ratio(completed, first),
        shareOfPrevious: ratio(completed, entered),
        shareOfAll: ratio(completed, inScope),
        matureCompleted,
        completionRate: ratio(matureCompleted, mature),
        wait: this.#wait(groups, k, completed),
        directly: this.#atStep("directly", groups, k),
      };
    });
  }

  duration(groups: readonly number[]): WaitStats {
    return this.#quantiles
      ? waitStats(concatenated(this.#parts.flatMap(({ durations }) => groups.map((group) => durations[group]!))))
      : meanWait(this.#atStep("met", groups, this.#plan.steps - 1), this.#ofGroups("duration", groups));
  }

  labels(of: "between" | "afterwards", step: number, rows: number, whole: number): FunnelLabelResult[] {
    const { labels } = this.#plan;
    const width = labels.count + 1;
    if (this.#parts[0]![of].length === 0) return [];
    const counts = new Uint32Array(width);
    for (const part of this.#parts) for (let i = 0; i < width; i++) counts[i]! += part[of][step * width + i]!;
    const met = Array.from(counts.keys()).filter((label) => counts[label]! > 0);
    return firstRows(met.length, rows, (a, b) => counts[met[b]!]! - counts[met[a]!]! || a - b).map((row) => {
      const label = met[row]!;
      return {
        point: label === labels.count ? END : labelOf(labels, label),
        journeys: counts[label]!,
        share: counts[label]! / whole,
      };
    });
  }

  #wait(groups: readonly number[], step: number, completed: number): WaitStats {
    if (step === 0) return meanWait(0, 0);
    if (!this.#quantiles) return meanWait(completed, this.#atStep("waited", groups, step));
    const cells = groups.map((group) => group * this.#plan.steps + step);
    return waitStats(concatenated(this.#parts.flatMap(({ waits }) => cells.map((cell) => waits[cell]!))));
  }

  /** Returns the number of journeys whose furthest step is after `step`. */
  #deeperThan(groups: readonly number[], step: number): number {
    let sum = 0;
    for (let k = step + 1; k < this.#plan.steps; k++) sum += this.#atStep("ended", groups, k);
    return sum;
  }

  /**
   * Returns the number of journeys whose furthest step is `from` or a later one, but before `step`, and that can still
   * reach `step`.
   */
  #pending(groups: readonly number[], step: number, from: number): number {
    const { steps } = this.#plan;
    let sum = 0;
    for (const { canReach } of this.#parts)
      for (const group of groups)
        for (let deepest = from; deepest < step; deepest++)
          for (let reach = step; reach < steps; reach++) sum += canReach[(group * steps + deepest) * steps + reach]!;
    return sum;
  }

  #atStep(
    name: "met" | "metCustomers" | "metMature" | "directly" | "waited" | "ended",
    groups: readonly number[],
    step: number,
  ): number {
    let sum = 0;
    for (const part of this.#parts) for (const group of groups) sum += part[name][group * this.#plan.steps + step]!;
    return sum;
  }

  #inScope(groups: readonly number[]): InScope {
    if (!this.#isAll(groups))
      return { journeys: this.#ofGroups("journeys", groups), customers: this.#ofGroups("customers", groups) };
    const { projection, filter } = this.#plan;
    return inScopeOfAll(projection, filter, this.#parts);
  }

  #ofGroups(name: "journeys" | "customers" | "open" | "mature" | "duration", groups: readonly number[]): number {
    let sum = 0;
    for (const part of this.#parts) for (const group of groups) sum += part[name][group]!;
    return sum;
  }

  /**
   * Whether these are all groups. Counts of customers cannot be added over groups, because a customer may have journeys
   * in several groups. All groups together therefore have a count of their own.
   */
  #isAll(groups: readonly number[]): boolean {
    return groups.length === this.all.length;
  }
}
