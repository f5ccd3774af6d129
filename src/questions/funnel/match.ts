// Finds the match of one journey in a funnel: the position of each step. The match is the assignment of positions to
// steps that reaches the furthest step. If several assignments do, it is the one with the earliest first step. If
// several of these are left, it is the one with the earliest second step, and so on. An assignment that skips a step
// comes after all that do not skip it.
//
// In most journeys, it is enough to take the next interaction that each step selects. If the result violates a window,
// an adjacency or an exclusion, the following two passes are needed.
//
// The forward pass finds the furthest step. It relies on this property: if there are two valid assignments of the steps
// up to k, then taking for each required step the later of its two positions gives a valid assignment too. (The
// distance to an optional step that follows only becomes shorter.) For each step, it is therefore enough to store the
// latest position at which the step can be reached, and the latest positions of the earlier steps to which its
// constraints refer. At the end of the journey, these positions also show which steps later interactions could reach.
//
// The backward pass reads the journey from its end, starting with the furthest step. In the same way, it stores
// earliest positions. It marks each position of a step from which all later steps up to the furthest one can be
// reached. The first marked position of the first step belongs to the match, then the next marked position of the
// second step, and so on.
//
// Earliest positions cannot be combined in this way if a funnel has optional steps and also an exclusion or a window of
// the whole funnel. The marks then ignore exclusions and the window of the whole funnel, and a forward pass checks each
// marked position, from the earliest on.
//
// Each pass costs the number of interactions times the number of steps that select the same touchpoint. With the check,
// there is one more pass for each position that fails it. A test compares the result with an enumeration of all
// assignments (test/support/oracleFunnel.ts).
import type { Codes } from "../../engine/kernels/paths.js";
import { Planned } from "../../engine/scan.js";
import type { Elapsed } from "../../projection/columns.js";
import type { FunnelPlan } from "./plan.js";

export class FunnelMatcher extends Planned<FunnelPlan> {
  /** For each step, its position in the match; −1 if the match does not contain the step. */
  readonly at = new Int32Array(this.plan.steps);
  /** Position of the journey's first interaction that the first step selects. */
  start = 0;
  readonly #steps = this.plan.steps;
  readonly #exclusions = this.plan.after.length;
  readonly #total = this.plan.total;
  readonly #table = this.plan.table;
  readonly #stepBits = (1 << this.#steps) - 1;
  readonly #windows = Float64Array.from(this.plan.windows);
  readonly #directly = Uint8Array.from(this.plan.directly, Number);
  readonly #optional = Uint8Array.from(this.plan.optional, Number);
  /** Whether no step is optional. */
  readonly #plain = !this.plan.optional.includes(true);
  readonly #spanning = this.#exclusions > 0 || Number.isFinite(this.#total);
  /** Whether windows, adjacencies or exclusions can rule out an assignment. */
  readonly constrained = this.#spanning || this.plan.directly.includes(true) || this.plan.windows.some(Number.isFinite);
  /**
   * Whether positions that the backward pass marks need no further check: there are no optional steps, or no
   * constraints that span more than neighbouring steps.
   */
  readonly #settled = this.#plain || !this.#spanning;
  /**
   * In the forward pass, the latest position at which each step can be reached. In the backward pass, the earliest
   * position of each step from which the remaining steps can be reached. The value is −1 if there is none.
   */
  readonly #reached = new Int32Array(this.#steps);
  /**
   * For each step: in the forward pass, the latest position of the first step among the assignments that end at the
   * position in `#reached`. In the backward pass, the earliest position of the furthest step among the assignments that
   * begin at the position in `#reached`.
   */
  readonly #end = new Int32Array(this.#steps);
  /**
   * For each step and exclusion, among the same assignments as in `#end`: in the forward pass, the latest position of
   * the step that the exclusion names as `after`. In the backward pass, the earliest position of the step that it names
   * as `before`.
   */
  readonly #bound = new Int32Array(this.#steps * this.#exclusions);
  /**
   * For each exclusion, the excluded position nearest to the current position: before the current position in the
   * forward pass, and after it in the backward pass. The value is −1 if there is none.
   */
  readonly #excluded = new Int32Array(this.#exclusions);
  #marks = new Uint32Array(64);

  /**
   * Finds the match of a journey. Returns its furthest step, counted from 0, or −1 if there is no match. The caller
   * guarantees that the journey cannot reach the steps from `bound` on, and says in `optionals` whether it can reach an
   * optional step.
   */
  match(
    codes: Codes,
    elapsed: Elapsed,
    begin: number,
    end: number,
    bound: number = this.#steps,
    optionals = !this.#plain,
  ): number {
    const table = this.#table;
    const at = this.at;
    for (let k = 0; k < at.length; k++) at[k] = -1;
    let p = begin;
    if (!optionals) {
      let next = 0;
      let deepest = -1;
      for (; p < end; p++) {
        if ((table[codes[p]!]! & (1 << next)) === 0) continue;
        at[next] = p;
        deepest = next++;
        while (this.#optional[next] === 1) next++;
        if (next >= bound) break;
      }
      if (deepest < 0) return -1;
      this.start = at[0]!;
      if (!this.constrained || this.#holds(codes, elapsed, deepest)) return deepest;
      for (let k = 0; k < at.length; k++) at[k] = -1;
    } else {
      while (p < end && (table[codes[p]!]! & 1) === 0) p++;
      if (p === end) return -1;
      this.start = p;
    }
    const deepest = this.#forward(codes, elapsed, this.start, end, -1, bound - 1);
    this.#backward(codes, elapsed, this.start, end, deepest);
    this.#choose(codes, elapsed, end, deepest);
    return deepest;
  }

  /**
   * Returns the last step that an open journey could still reach with interactions after `newest`, or `deepest` if it
   * can reach none. The journey must not have reached the last step. `newest` is in milliseconds from the start of the
   * journey.
   */
  canReach(codes: Codes, elapsed: Elapsed, end: number, deepest: number, newest: number): number {
    const last = this.#steps - 1;
    if (!this.constrained) return last;
    const { after, before, total } = this.plan;
    const optional = this.#optional;
    this.#forward(codes, elapsed, this.start, end, -1, last);
    let furthest = deepest;
    for (let j = 0; j < last; j++) {
      const p = this.#reached[j]!;
      if (p < 0 || elapsed[this.#end[j]!]! + total <= newest) continue;
      for (let k = j + 1; k <= last; k++) {
        const open =
          (this.#directly[k] === 0 || p === end - 1) &&
          elapsed[p]! + this.#windows[k]! > newest &&
          !this.#blocked(j, k);
        if (open) {
          let reach = last;
          for (let e = 0; e < after.length; e++)
            if (after[e]! <= j && before[e]! > k && this.#isExcluded(e, j)) reach = Math.min(reach, before[e]! - 1);
          furthest = Math.max(furthest, reach);
        }
        if (optional[k] === 0) break;
      }
    }
    return furthest;
  }

  /** Whether all constraints hold if each step up to `deepest` gets the next position that it selects. */
  #holds(codes: Codes, elapsed: Elapsed, deepest: number): boolean {
    const at = this.at;
    let before = at[0]!;
    for (let k = 1; k <= deepest; k++) {
      const p = at[k]!;
      if (p < 0) continue;
      if (this.#directly[k] === 1 && p !== before + 1) return false;
      if (elapsed[p]! - elapsed[before]! > this.#windows[k]!) return false;
      before = p;
    }
    if (elapsed[before]! - elapsed[at[0]!]! > this.#total) return false;
    if (this.#exclusions === 0) return true;
    const { after, before: until } = this.plan;
    for (let e = 0; e < after.length; e++) {
      if (until[e]! > deepest) continue;
      const bit = 1 << (this.#steps + e);
      const last = at[until[e]!]!;
      for (let p = at[after[e]!]! + 1; p < last; p++) if ((this.#table[codes[p]!]! & bit) !== 0) return false;
    }
    return true;
  }

  /**
   * Computes which steps can be reached after step `seed`; if `seed` is −1, from any interaction of the first step.
   * Returns the furthest of these steps. Stops early when step `enough` is reached.
   */
  #forward(codes: Codes, elapsed: Elapsed, from: number, end: number, seed: number, enough: number): number {
    const table = this.#table;
    const steps = this.#steps;
    const stepBits = this.#stepBits;
    const reached = this.#reached;
    for (let k = 0; k < steps; k++) if (k !== seed) reached[k] = -1;
    if (seed < 0) for (let e = 0; e < this.#exclusions; e++) this.#excluded[e] = -1;
    let deepest = seed;
    for (let p = from; p < end; p++) {
      const bits = table[codes[p]!]!;
      if (bits === 0) continue;
      // The loop goes from the last step down, so that one position is not assigned to two consecutive steps.
      for (let rest = bits & stepBits; rest !== 0; ) {
        const k = 31 - Math.clz32(rest);
        if (k <= seed) break;
        rest ^= 1 << k;
        if (this.#arrive(elapsed, p, k) && k > deepest) deepest = k;
      }
      if (deepest === enough) break;
      if (bits >>> steps !== 0) this.#meetExcluded(bits, p);
    }
    return deepest;
  }

  #arrive(elapsed: Elapsed, p: number, k: number): boolean {
    const reached = this.#reached;
    const ends = this.#end;
    const exclusions = this.#exclusions;
    if (k === 0) ends[0] = p;
    else {
      const total = this.#total;
      let any = false;
      let first = -1;
      for (let j = k - 1; j >= 0; j--) {
        const q = reached[j]!;
        if (
          q >= 0 &&
          (this.#directly[k] === 0 || q === p - 1) &&
          elapsed[p]! - elapsed[q]! <= this.#windows[k]! &&
          elapsed[p]! - elapsed[ends[j]!]! <= total &&
          !this.#blocked(j, k)
        ) {
          for (let e = 0; e < exclusions; e++) {
            const bound = this.#bound[j * exclusions + e]!;
            if (!any || bound > this.#bound[k * exclusions + e]!) this.#bound[k * exclusions + e] = bound;
          }
          if (ends[j]! > first) first = ends[j]!;
          any = true;
        }
        if (this.#optional[j] === 0) break;
      }
      if (!any) return false;
      ends[k] = first;
    }
    reached[k] = p;
    if (exclusions > 0) {
      const { after } = this.plan;
      for (let e = 0; e < exclusions; e++) if (after[e] === k) this.#bound[k * exclusions + e] = p;
    }
    return true;
  }

  /** Whether an exclusion forbids step k at the current position, if the previous step of the assignment is j. */
  #blocked(j: number, k: number): boolean {
    if (this.#exclusions === 0) return false;
    const { before } = this.plan;
    for (let e = 0; e < before.length; e++) if (before[e] === k && this.#isExcluded(e, j)) return true;
    return false;
  }

  #isExcluded(exclusion: number, j: number): boolean {
    return this.#excluded[exclusion]! > this.#bound[j * this.#exclusions + exclusion]!;
  }

  #meetExcluded(bits: number, p: number): void {
    for (let e = 0; e < this.#exclusions; e++) if ((bits & (1 << (this.#steps + e))) !== 0) this.#excluded[e] = p;
  }

  /** Marks, by position, the steps from which `deepest` can be reached. */
  #backward(codes: Codes, elapsed: Elapsed, from: number, end: number, deepest: number): void {
    const table = this.#table;
    const stepBits = this.#stepBits;
    if (end - from > this.#marks.length) this.#marks = new Uint32Array((end - from) * 2);
    const marks = this.#marks;
    for (let k = 0; k < this.#steps; k++) this.#reached[k] = -1;
    for (let e = 0; e < this.#exclusions; e++) this.#excluded[e] = -1;
    for (let p = end - 1; p >= from; p--) {
      const bits = table[codes[p]!]!;
      let marked = 0;
      // The loop goes from the first step up, so that one position is not assigned to two consecutive steps.
      for (let rest = bits & stepBits; rest !== 0; rest &= rest - 1) {
        const k = 31 - Math.clz32(rest & -rest);
        if (k > deepest) break;
        if (this.#leave(elapsed, p, k, deepest)) marked |= 1 << k;
      }
      marks[p - from] = marked;
      if (bits >>> this.#steps !== 0) this.#meetExcluded(bits, p);
    }
  }

  #leave(elapsed: Elapsed, p: number, k: number, deepest: number): boolean {
    const total = this.#total;
    const { after, before } = this.plan;
    const reached = this.#reached;
    const ends = this.#end;
    const exclusions = this.#exclusions;
    if (k === deepest) ends[k] = p;
    else {
      let any = false;
      let last = -1;
      for (let j = k + 1; j <= deepest; j++) {
        const q = reached[j]!;
        if (
          q >= 0 &&
          (this.#directly[j] === 0 || q === p + 1) &&
          elapsed[q]! - elapsed[p]! <= this.#windows[j]! &&
          (!this.#settled || ((k > 0 || elapsed[ends[j]!]! - elapsed[p]! <= total) && !this.#cutOff(k, j, deepest)))
        ) {
          for (let e = 0; e < exclusions; e++) {
            const bound = this.#bound[j * exclusions + e]!;
            if (!any || bound < this.#bound[k * exclusions + e]!) this.#bound[k * exclusions + e] = bound;
          }
          if (last < 0 || ends[j]! < last) last = ends[j]!;
          any = true;
        }
        if (this.#optional[j] === 0) break;
      }
      if (!any) return false;
      ends[k] = last;
    }
    reached[k] = p;
    for (let e = 0; e < after.length; e++) if (before[e] === k) this.#bound[k * exclusions + e] = p;
    return true;
  }

  /** Whether an exclusion that begins at step k forbids step j as the next step. */
  #cutOff(k: number, j: number, deepest: number): boolean {
    if (this.#exclusions === 0) return false;
    const { after, before } = this.plan;
    for (let e = 0; e < after.length; e++) {
      if (after[e] !== k || before[e]! > deepest) continue;
      const excluded = this.#excluded[e]!;
      if (excluded >= 0 && excluded < this.#bound[j * this.#exclusions + e]!) return true;
    }
    return false;
  }

  #choose(codes: Codes, elapsed: Elapsed, end: number, deepest: number): void {
    const at = this.at;
    for (let k = -1, p = this.start - 1; k < deepest; ) {
      let next = k;
      let q = -1;
      // If the next step has no position, it must be optional, and the step after it is tried.
      while (q < 0 && next < deepest) q = this.#candidate(codes, elapsed, end, k, p, ++next, deepest);
      if (q < 0) throw new Error("A step that was reached has no position.");
      at[next] = q;
      p = q;
      k = next;
    }
  }

  /**
   * The earliest position of step `next`, after step k at p, from which `deepest` can still be reached; −1 if there is
   * none.
   */
  #candidate(codes: Codes, elapsed: Elapsed, end: number, k: number, p: number, next: number, deepest: number): number {
    const marks = this.#marks;
    const bit = 1 << next;
    for (let q = p + 1; q < end; q++) {
      if (k >= 0 && ((this.#directly[next] === 1 && q > p + 1) || elapsed[q]! - elapsed[p]! > this.#windows[next]!))
        return -1;
      if ((marks[q - this.start]! & bit) === 0) continue;
      if (this.#settled || this.#stillReaches(codes, elapsed, end, next, q, deepest)) return q;
    }
    return -1;
  }

  /**
   * Whether `deepest` can be reached from `step` at p, given the steps already chosen. Overwrites the state of the
   * forward pass.
   */
  #stillReaches(codes: Codes, elapsed: Elapsed, end: number, step: number, p: number, deepest: number): boolean {
    const { after, total } = this.plan;
    const exclusions = this.#exclusions;
    const first = step === 0 ? p : this.at[0]!;
    if (elapsed[p]! - elapsed[first]! > total) return false;
    this.#excluded.fill(-1);
    for (let q = first + 1; q < p; q++) this.#meetExcluded(this.#table[codes[q]!]!, q);
    for (let e = 0; e < exclusions; e++)
      this.#bound[step * exclusions + e] = after[e]! < step ? this.at[after[e]!]! : p;
    if (this.#blocked(step, step)) return false;
    if (step === deepest) return true;
    this.#meetExcluded(this.#table[codes[p]!]!, p);
    this.#reached[step] = p;
    this.#end[step] = first;
    return this.#forward(codes, elapsed, p + 1, end, step, deepest) >= deepest;
  }
}
