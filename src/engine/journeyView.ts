// A journey as path questions see it: the interactions left after `hide`. If nothing is hidden and no outcome matters,
// the view points into the block's own columns. Otherwise, it is a copy without the hidden interactions, in which a
// failed interaction has the code of its touchpoint + `touchpoints`. Tables by code therefore also tell which
// interactions reach a goal.
import type { Block } from "../projection/projection.js";
import { type CompiledSelector, hasFailed, UNLESS_FAILED, YES } from "./selector.js";

/** The columns of a block that a journey view reads. */
export type ViewedBlock = Pick<Block, "offsets" | "touchpoint" | "at"> & {
  readonly columns: Pick<Block["columns"], "outcome">;
};

export class JourneyView {
  /** Tables by code have twice as many entries as there are touchpoints. */
  readonly tableSize: number;
  codes: Uint16Array | Uint32Array = new Uint16Array(0);
  times: Float64Array = new Float64Array(0);
  /** The journey is positions begin … end − 1 of `codes` and `times`. */
  begin = 0;
  end = 0;
  /** Index in the block of each position; null: the position itself. */
  indices: Uint32Array | null = null;
  readonly #touchpoints: number;
  readonly #hidden: Uint32Array | null;
  readonly #outcomes: boolean;
  #codes: Uint16Array | Uint32Array = new Uint16Array(0);
  #times = new Float64Array(0);
  #indices = new Uint32Array(0);

  /** `others` are the selectors that will be looked up in tables. If one of them names a goal, outcomes are needed. */
  constructor(touchpoints: number, hide: CompiledSelector | null, others: readonly CompiledSelector[]) {
    this.#touchpoints = touchpoints;
    this.tableSize = touchpoints * 2;
    this.#hidden = hide === null ? null : tableOf([[hide, 1]], touchpoints);
    this.#outcomes = [...(hide === null ? [] : [hide]), ...others].some(({ byTouchpoint }) =>
      byTouchpoint.includes(UNLESS_FAILED),
    );
  }

  /**
   * Whether the block's own columns are used unchanged, from each journey's offset to the next. Callers then need not
   * call `enter`.
   */
  isPlain({ columns: { outcome } }: Pick<ViewedBlock, "columns">): boolean {
    return this.#hidden === null && !(this.#outcomes && outcome !== null);
  }

  enter(block: ViewedBlock, journey: number): void {
    const from = block.offsets[journey]!;
    const to = block.offsets[journey + 1]!;
    if (this.isPlain(block)) {
      this.codes = block.touchpoint;
      this.times = block.at;
      this.begin = from;
      this.end = to;
      this.indices = null;
      return;
    }
    if (to - from > this.#codes.length) {
      const length = (to - from) * 2;
      // The same array type as in the blocks, if the codes fit, because loops over a single kind of array are faster.
      this.#codes = this.tableSize <= 1 << 16 ? new Uint16Array(length) : new Uint32Array(length);
      this.#times = new Float64Array(length);
      this.#indices = new Uint32Array(length);
    }
    let n = 0;
    for (let i = from; i < to; i++) {
      const code = block.touchpoint[i]! + (this.#outcomes && hasFailed(block, i) ? this.#touchpoints : 0);
      if (this.#hidden !== null && this.#hidden[code] !== 0) continue;
      this.#codes[n] = code;
      this.#times[n] = block.at[i]!;
      this.#indices[n] = i;
      n++;
    }
    this.codes = this.#codes;
    this.times = this.#times;
    this.indices = this.#indices;
    this.begin = 0;
    this.end = n;
  }

  /** Extends a table by touchpoint code to the codes of failed interactions. */
  table(byTouchpoint: Uint16Array): Uint16Array {
    const table = new Uint16Array(this.tableSize);
    table.set(byTouchpoint);
    table.set(byTouchpoint, this.#touchpoints);
    return table;
  }
}

/** The bits of all selectors by code; the codes of failed interactions come after the others. */
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
