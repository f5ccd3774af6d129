// The arguments of conformance. They are checked, and compiled for one projection: names become codes, and selectors
// become tables by code.
import { Aligner, type CompiledBlueprint, compileBlueprint } from "../../engine/alignment.js";
import { compileFilter } from "../../engine/filter.js";
import { isOpen, Planned } from "../../engine/scan.js";
import type { Wanted } from "../../engine/selection.js";
import { hasFailed } from "../../engine/selector.js";
import type { JourneyFilter } from "../../engine/terms.js";
import { checkFirst } from "../../engine/totals.js";
import { blueprintNamed } from "../../model/blueprint.js";
import type { Block, Projection } from "../../projection/projection.js";

export interface ConformanceParams {
  /** The key of the blueprint. */
  readonly blueprint: string;
  /** The number of the version; null for the latest one. */
  readonly version: number | null;
  readonly filter?: JourneyFilter | null;
  /** The largest number of variants, 1 to MAX_FIRST. */
  readonly first: number;
  readonly wanted?: ConformanceWanted;
}

export interface ConformanceWanted extends Wanted {
  /** Whether to compute the variants, which takes a table of all distinct journeys. */
  readonly variants: boolean;
}

export function conformancePlan(projection: Projection, { blueprint: key, version, filter, first }: ConformanceParams) {
  checkFirst(first);
  const blueprint = blueprintNamed(projection.catalogue, key, version, "blueprint");
  const { test, warnings } = compileFilter(projection, filter, "filter");
  const compiled = compileBlueprint(blueprint, projection.dictionary.touchpoints);
  return { projection, blueprint, compiled, test, warnings: [...warnings, ...unmet(projection, compiled)] };
}

export type ConformancePlan = Readonly<ReturnType<typeof conformancePlan>>;

/**
 * Returns a warning that names the steps at whose touchpoints the store has no interaction; an empty list if there are
 * none.
 */
function unmet({ interactions }: Projection, { steps, stepsAt }: CompiledBlueprint): string[] {
  if (interactions === 0) return [];
  const met = new Set(stepsAt.flat());
  const names = steps.filter((_, step) => !met.has(step)).map(({ key }) => `"${key}"`);
  if (names.length === 0) return [];
  return [
    names.length === 1
      ? `The step ${names[0]} cannot be matched, because the store has no interaction at its touchpoints.`
      : `The steps ${names.join(", ")} cannot be matched, because the store has no interaction at their touchpoints.`,
  ];
}

/** Aligns one journey after another, and reports the deviations at each step and at each touchpoint. */
export class JourneyConformance extends Planned<ConformancePlan> {
  cost = 0;
  /**
   * The cost of the journey if no interaction matched a step: the number of interactions, plus the number of steps of
   * the shortest run (engine/alignment.ts).
   */
  worst = 0;
  open = false;
  readonly aligner = new Aligner(this.plan.compiled);
  /** For each step, the longest expected wait before it in milliseconds; −1 if no wait is expected. */
  readonly #expected = Float64Array.from(this.plan.compiled.steps, ({ expectedWait }) => expectedWait ?? -1);

  read(block: Block, journey: number): void {
    const from = block.offsets[journey]!;
    const to = block.offsets[journey + 1]!;
    this.open = isOpen(this.plan.projection, block, journey);
    this.cost = this.aligner.align(block.touchpoint, from, to, this.open);
    this.worst = this.plan.compiled.shortestRun + to - from;
  }

  /**
   * Calls `found` for each interaction that matches a step, with its wait in milliseconds (−1 if it is the first
   * match), and with whether it was late or failed. Late and failed interactions are no deviations, and have no cost.
   */
  eachMatch(
    block: Block,
    journey: number,
    found: (step: number, wait: number, isLate: boolean, hasFailed: boolean) => void,
  ): void {
    const { matched } = this.aligner;
    const { elapsed, offsets } = block;
    const from = offsets[journey]!;
    const length = offsets[journey + 1]! - from;
    let before = -1;
    let stepBefore = -1;
    for (let i = 0; i < length; i++) {
      const step = matched[i]!;
      if (step < 0) continue;
      const wait = before < 0 ? -1 : elapsed[from + i]! - elapsed[from + before]!;
      const expected = this.#expected[step]!;
      // If a step occurs several times in a row, only its first occurrence can be late.
      const isLate = wait >= 0 && step !== stepBefore && expected >= 0 && wait > expected;
      found(step, wait, isLate, hasFailed(block, from + i));
      before = i;
      stepBefore = step;
    }
  }
}
