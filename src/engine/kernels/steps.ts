// The kernel of a funnel whose steps have no constraints of their own. In each selected journey, it finds the first
// interaction of step 0, then the next interaction of step 1, and so on.
import type { Elapsed } from "../../projection/columns.js";
import type { PendingWaits } from "../pendingWaits.js";
import { differ, type Selection } from "./bits.js";
import type { Codes } from "./paths.js";

/** The results of `addReached`. */
export interface ReachedSteps {
  /**
   * The journeys that reach each step, as bits: the words of the selection for step 0, then those for step 1, and so
   * on.
   */
  readonly reached: Uint32Array;
  /** For each step, the number of journeys in which it directly follows the previous step. */
  readonly directly: Uint32Array;
  /**
   * The waits of each step since the previous step, followed by the times from the first step to the last. Null if no
   * times are needed.
   */
  readonly waits: PendingWaits | null;
}

/**
 * Adds the results for the selected journeys. `steps` is a table by code: bit k is set if an interaction with this code
 * can be step k. Steps from `bound` on cannot be reached.
 */
export function addReached(
  { words, firstWord, endWord }: Selection,
  offsets: Uint32Array,
  codes: Codes,
  elapsed: Elapsed,
  steps: Uint32Array,
  bound: number,
  { reached, directly, waits }: ReachedSteps,
): void {
  const size = endWord - firstWord;
  const all = directly.length;
  for (let w = 0; w < size; w++)
    for (let bits = words[w]!; bits !== 0; bits &= bits - 1) {
      const bit = bits & -bits;
      const j = ((firstWord + w) << 5) + 31 - Math.clz32(bit);
      const end = offsets[j + 1]!;
      let step = 0;
      let first = 0;
      let before = -2;
      for (let i = offsets[j]!; i < end; i++) {
        if ((steps[codes[i]!]! & (1 << step)) === 0) continue;
        reached[step * size + w]! |= bit;
        directly[step]! += 1 - differ(i, before + 1);
        if (step === 0) first = i;
        else if (waits !== null) waits.add(elapsed, before, i, step);
        before = i;
        if (++step === bound) break;
      }
      if (step === all && waits !== null) waits.add(elapsed, first, before, all);
    }
}
