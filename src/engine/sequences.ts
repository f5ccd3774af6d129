// Provides the columns of codes and times that kernels read. They are like journey views (journeyView.ts), but for all
// selected journeys of a range at once. If nothing is hidden and no outcome matters, they are the columns of the block.
// Otherwise, they are a copy without the hidden interactions, in which failed interactions have codes of their own.
import type { Elapsed } from "../projection/columns.js";
import type { Block } from "../projection/projection.js";
import { JourneyView } from "./journeyView.js";
import { keepIf, type Selection } from "./kernels/bits.js";
import type { Codes } from "./kernels/paths.js";
import type { CompiledSelector } from "./selector.js";

export class Sequences {
  codes: Codes = new Uint8Array(0);
  elapsed: Elapsed = new Uint32Array(0);
  /** If journey j of the block is selected, its interactions are at positions offsets[j] to offsets[j + 1] − 1. */
  offsets: Uint32Array = new Uint32Array(0);
  /** Whether these are the block's own columns. */
  isPlain = true;
  readonly view: JourneyView;
  #codes: Codes = new Uint8Array(0);
  #elapsed: Elapsed = new Uint32Array(0);
  #offsets = new Uint32Array(0);

  constructor(touchpoints: number, hide: CompiledSelector | null, others: readonly CompiledSelector[]) {
    this.view = new JourneyView(touchpoints, hide, others);
  }

  /**
   * Provides the columns for the journeys of `selection`, which are in `block`. Journeys whose interactions are all
   * hidden are removed from `selection`.
   */
  enter(block: Block, selection: Selection): void {
    const { view } = this;
    this.isPlain = view.isPlain(block);
    if (this.isPlain) {
      this.codes = block.touchpoint;
      this.elapsed = block.elapsed;
      this.offsets = block.offsets;
      return;
    }
    const last = Math.min(block.journeys, selection.endWord << 5);
    const room = block.offsets[last]! - block.offsets[selection.firstWord << 5]!;
    const offsets = block.journeys < this.#offsets.length ? this.#offsets : new Uint32Array(block.journeys + 1);
    let { codes, elapsed } = { codes: this.#codes, elapsed: this.#elapsed };
    let n = 0;
    keepIf(selection, (journey) => {
      view.enter(block, journey);
      if (n === 0 && (room > codes.length || elapsed.constructor !== view.elapsed.constructor)) {
        codes = new (view.codes.constructor as new (length: number) => Codes)(room);
        elapsed = new (view.elapsed.constructor as new (length: number) => Elapsed)(room);
      }
      offsets[journey] = n;
      for (let i = view.begin; i < view.end; i++) {
        codes[n] = view.codes[i]!;
        elapsed[n++] = view.elapsed[i]!;
      }
      offsets[journey + 1] = n;
      return view.begin < view.end;
    });
    this.codes = this.#codes = codes;
    this.elapsed = this.#elapsed = elapsed;
    this.offsets = this.#offsets = offsets;
  }
}
