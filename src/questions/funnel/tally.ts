// The scan of a funnel without constraints and without a breakdown, if neither labels nor examples are selected. It is
// faster than count.ts, because it is composed of kernels. The index of a block shows the furthest step that each
// journey can reach. Journeys are grouped by this step, so that no later step is searched for. Journeys that can reach
// only the first step are not read at all.
import { countRuns, countSelected, keepAmong, keepApart, type Selection } from "../../engine/kernels/bits.js";
import { addReached } from "../../engine/kernels/steps.js";
import { PendingWaits } from "../../engine/pendingWaits.js";
import { type JourneyRange, PlannedScan } from "../../engine/scan.js";
import { openWords, Scope } from "../../engine/scope.js";
import { Sequences } from "../../engine/sequences.js";
import { Waits } from "../../engine/waits.js";
import { emptyCounts, type FunnelArgs, listsFor, listsOf } from "./counts.js";
import type { FunnelPlan } from "./plan.js";

/** Whether this scan can be used for these arguments. */
export function isTally({ windows, total, directly, optional, after }: FunnelPlan, args: FunnelArgs): boolean {
  const { examples, labels } = args.detail;
  const isFree = [total, ...windows].every((window) => window === Number.POSITIVE_INFINITY) && after.length === 0;
  return isFree && ![...directly, ...optional, examples, labels, args.breakdown !== null].includes(true);
}

export class FunnelTally extends PlannedScan<FunnelPlan, FunnelArgs> {
  readonly #touchpoints = this.plan.projection.dictionary.touchpoints.length;
  readonly #customers = this.params.detail.customers !== false;
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, this.#customers);
  readonly #sequences = new Sequences(this.#touchpoints, this.plan.hide, this.plan.selectors);
  readonly #counts = emptyCounts(1, this.plan.steps, 0);
  readonly #lists = listsFor(this.params.detail.quantiles ? this.plan.steps + 1 : 0, Waits);
  readonly #waits = this.params.detail.waits === false ? null : new PendingWaits(this.#counts.sums, this.#lists);
  /** For each step, the number of open journeys that reach it. */
  readonly #open = new Uint32Array(this.plan.steps);
  /**
   * For each step, the selection (engine/kernels/bits.ts) of the journeys that reach it. The selection that is being
   * read follows after these.
   */
  #words = new Uint32Array(0);

  visit(range: JourneyRange): void {
    const { projection, touching, steps, table } = this.plan;
    const { block } = projection.blocks[range.block]!;
    const scope = this.#scope;
    const touched = touching.map((of) => of(range.block));
    scope.enter(range, touched[0]!.words);
    this.#sequences.enter(block, scope);
    const { offsets, codes, elapsed } = this.#sequences;
    const { firstWord, endWord } = scope;
    const size = endWord - firstWord;
    if (this.#words.length < (steps + 1) * size) this.#words = new Uint32Array((steps + 1) * size);
    const selection = (step: number): Selection => ({
      words: this.#words.subarray(step * size, (step + 1) * size),
      firstWord,
      endWord,
    });
    const reached = this.#words.subarray(0, steps * size).fill(0);
    const read = selection(steps);
    for (let bound = steps; bound > 0; bound--) {
      read.words.set(scope.words.subarray(0, size));
      const [inner, outer] = [touched[bound - 1]!.words, bound === steps ? undefined : touched[bound]!.words];
      // Every journey can reach the next step, so no journey ends here.
      if (outer === null) continue;
      if (inner !== null) keepAmong(read, inner);
      if (outer !== undefined) keepApart(read, outer);
      if (bound === 1 && touched[0]!.exact) for (let w = 0; w < size; w++) reached[w]! |= read.words[w]!;
      else
        addReached(read, offsets, codes, elapsed, table, bound, {
          reached,
          directly: this.#counts.directly,
          waits: this.#waits,
        });
    }
    this.#waits?.flush(elapsed);
    const open = openWords(projection, range.block);
    const { met, metCustomers } = this.#counts;
    for (let step = 0; step < steps; step++) {
      const journeys = selection(step);
      met[step]! += countSelected(journeys);
      if (this.#customers) metCustomers[step]! += countRuns(journeys, block.customer);
      keepAmong(journeys, open);
      this.#open[step]! += countSelected(journeys);
    }
  }

  finish() {
    const { steps } = this.plan;
    const { sums, ...counts } = this.#counts;
    const { met, metMature, metCustomers, ended, canReach } = counts;
    const open = this.#open;
    counts.open[0] = open[0]!;
    counts.mature[0] = met[0]!;
    metMature.set(met);
    for (let k = 0; k < steps; k++) {
      ended[k] = met[k]! - (met[k + 1] ?? 0);
      // Without a constraint, an open journey can still reach the last step.
      if (k < steps - 1) canReach[k * steps + steps - 1] = open[k]! - open[k + 1]!;
    }
    return {
      ...counts,
      stepCustomers: metCustomers,
      inScope: this.#scope.met,
      ...listsOf(this.#lists, steps),
      examples: [],
      droppedExamples: [],
    };
  }
}
