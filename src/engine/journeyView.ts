// Shows the part of a journey that path questions read: the interactions that are left after `hide`. If nothing is
// hidden and no outcome matters, the view refers to the columns of the block. Otherwise, it is a copy without the
// hidden interactions. In this copy, the code of a failed interaction is the code of its touchpoint plus the number of
// touchpoints. A table by code can then also tell which interactions reach a goal, because a failed interaction never
// does.
import type { Elapsed } from "../projection/columns.js";
import type { Block } from "../projection/projection.js";
import type { Codes } from "./kernels/paths.js";
import { type CompiledSelector, hasFailed, UNLESS_FAILED, YES } from "./selector.js";

/** The columns of a block that a journey view reads. */
export type ViewedBlock = Pick<Block, "offsets" | "touchpoint" | "start" | "elapsed"> & {
  readonly columns: Pick<Block["columns"], "outcome">;
};

export class JourneyView {
  /**
   * The length of tables that are indexed by code. It is twice the number of touchpoints, even if outcomes do not
   * matter.
   */
  readonly tableSize: number;
  /** Every code in the view is less than this number. */
  readonly codeCount: number;
  codes: Codes = new Uint8Array(0);
  /**
   * For each position, the milliseconds since the start of the journey. The start is that of the whole journey, even if
   * its first interaction is hidden.
   */
  elapsed: Elapsed = new Uint32Array(0);
  /** The start of the journey in UTC milliseconds. */
  start = 0;
  /** The journey is positions begin … end − 1 of `codes` and `elapsed`. */
  begin = 0;
  end = 0;
  /** The index in the block of the interaction at each position; null if it equals the position. */
  indices: Uint32Array | null = null;
  readonly #touchpoints: number;
  readonly #hidden: Uint32Array | null;
  readonly #outcomes: boolean;
  #codes: Codes = new Uint8Array(0);
  #elapsed: Elapsed = new Uint32Array(0);
  #indices = new Uint32Array(0);

  /**
   * `others` are the other selectors for which the caller makes tables by code. Outcomes matter if one of them names a
   * goal.
   */
  constructor(touchpoints: number, hide: CompiledSelector | null, others: readonly CompiledSelector[]) {
    this.#touchpoints = touchpoints;
    this.tableSize = touchpoints * 2;
    this.#hidden = hide === null ? null : tableOf([[hide, 1]], touchpoints);
    this.#outcomes = [...(hide === null ? [] : [hide]), ...others].some(({ byTouchpoint }) =>
      byTouchpoint.includes(UNLESS_FAILED),
    );
    this.codeCount = this.#outcomes ? this.tableSize : touchpoints;
  }

  /**
   * Whether the view of every journey is the unchanged columns of the block. Callers can then read the columns and need
   * not call `enter` for each journey.
   */
  isPlain({ columns: { outcome } }: Pick<ViewedBlock, "columns">): boolean {
    return this.#hidden === null && !(this.#outcomes && outcome !== null);
  }

  enter(block: ViewedBlock, journey: number): void {
    const from = block.offsets[journey]!;
    const to = block.offsets[journey + 1]!;
    this.start = block.start[journey]!;
    if (this.isPlain(block)) {
      this.codes = block.touchpoint;
      this.elapsed = block.elapsed;
      this.begin = from;
      this.end = to;
      this.indices = null;
      return;
    }
    const isWide = block.elapsed instanceof Float64Array;
    if (to - from > this.#codes.length || isWide !== this.#elapsed instanceof Float64Array) {
      const length = (to - from) * 2;
      // If possible, the arrays have the same types as the columns of the blocks, because a loop is faster if it always
      // reads the same type of array.
      this.#codes = new (this.tableSize <= 1 << 8 ? Uint8Array : this.tableSize <= 1 << 16 ? Uint16Array : Uint32Array)(
        length,
      );
      this.#elapsed = new (isWide ? Float64Array : Uint32Array)(length);
      this.#indices = new Uint32Array(length);
    }
    let n = 0;
    for (let i = from; i < to; i++) {
      const code = block.touchpoint[i]! + (this.#outcomes && hasFailed(block, i) ? this.#touchpoints : 0);
      if (this.#hidden !== null && this.#hidden[code] !== 0) continue;
      this.#codes[n] = code;
      this.#elapsed[n] = block.elapsed[i]!;
      this.#indices[n] = i;
      n++;
    }
    this.codes = this.#codes;
    this.elapsed = this.#elapsed;
    this.indices = this.#indices;
    this.begin = 0;
    this.end = n;
  }

  /** The index in the block of the interaction at this position. */
  indexOf(position: number): number {
    return this.indices === null ? position : this.indices[position]!;
  }

  /** Extends a table that is indexed by touchpoint code with entries for the codes of failed interactions. */
  table(byTouchpoint: Uint16Array): Uint16Array {
    const table = new Uint16Array(this.tableSize);
    table.set(byTouchpoint);
    table.set(byTouchpoint, this.#touchpoints);
    return table;
  }
}

/**
 * Returns a table by code with a bit for every selector that selects the code. The codes of failed interactions come
 * last.
 */
export function tableOf(
  selectors: readonly (readonly [CompiledSelector | null, number])[],
  touchpoints: number,
): Uint32Array {
  const table = new Uint32Array(touchpoints * 2);
  for (const [selector, bit] of selectors)
    selector?.byTouchpoint.forEach((byte, code) => {
      if (byte !== 0) table[code]! |= bit;
      if (byte === YES) table[code + touchpoints]! |= bit;
    });
  return table;
}
