// Kernels that read the interactions of selected journeys. The interactions of journey j are at positions offsets[j] to
// offsets[j + 1] − 1 of the columns. Each kernel is one loop over typed arrays, without a function call or an access to
// an object for each journey. It adds its results to tables by touchpoint code. The caller then adds up the codes that
// have the same label.
import type { Elapsed } from "../../projection/columns.js";
import type { Block } from "../../projection/projection.js";
import { differ, type Selection } from "./bits.js";

export type Codes = Uint8Array | Uint16Array | Uint32Array;

const endPairs = new WeakMap<Block, Uint16Array>();

/**
 * For each journey of a block, its first code << 8 plus its last code. Computed once for each block and thread. Null if
 * codes take more than one byte.
 */
export function endPairsOf(block: Block): Uint16Array | null {
  const { touchpoint, offsets, journeys } = block;
  if (!(touchpoint instanceof Uint8Array)) return null;
  let pairs = endPairs.get(block);
  if (pairs === undefined) {
    pairs = new Uint16Array(journeys);
    for (let j = 0; j < journeys; j++) pairs[j] = (touchpoint[offsets[j]!]! << 8) | touchpoint[offsets[j + 1]! - 1]!;
    endPairs.set(block, pairs);
  }
  return pairs;
}

/** Counts the first and the last code of each journey. */
export function addEnds(
  { words, firstWord, endWord }: Selection,
  offsets: Uint32Array,
  codes: Codes,
  entries: Uint32Array,
  exits: Uint32Array,
): void {
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
      const j = (w << 5) + 31 - Math.clz32(bits & -bits);
      entries[codes[offsets[j]!]!]!++;
      exits[codes[offsets[j + 1]! - 1]!]!++;
    }
}

/**
 * Counts the distinct owners (customers) of journeys, by the row of a journey's first code and by the row of its last
 * code. The rows of last codes begin at the index `exits`. Journeys of one owner are neighbours, so it is enough to
 * remember the last owner: `seen` has 1 + its number for each row.
 */
export function addOwnersOfEnds(
  { words, firstWord, endWord }: Selection,
  offsets: Uint32Array,
  codes: Codes,
  owner: Uint32Array,
  rowOf: Uint16Array,
  exits: number,
  counts: Uint32Array,
  seen: Float64Array,
): void {
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
      const j = (w << 5) + 31 - Math.clz32(bits & -bits);
      const number = owner[j]! + 1;
      const entry = rowOf[codes[offsets[j]!]!]!;
      const exit = exits + rowOf[codes[offsets[j + 1]! - 1]!]!;
      counts[entry]! += Number(seen[entry] !== number);
      counts[exit]! += Number(seen[exit] !== number);
      seen[entry] = number;
      seen[exit] = number;
    }
}

/**
 * Counts the pairs of neighbouring codes. The pair (a, b) is counted in cell (a << shift) + b. The code `edge`
 * represents the start and the end of a journey.
 */
export function addPairs(
  { words, firstWord, endWord }: Selection,
  offsets: Uint32Array,
  codes: Codes,
  edge: number,
  shift: number,
  counts: Uint32Array,
): void {
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
      const j = (w << 5) + 31 - Math.clz32(bits & -bits);
      const end = offsets[j + 1]!;
      let row = edge << shift;
      for (let i = offsets[j]!; i < end; i++) {
        const code = codes[i]!;
        counts[row + code]!++;
        row = code << shift;
      }
      counts[row + edge]!++;
    }
}

/** Adds the milliseconds between neighbouring interactions to the cell of their pair of codes. */
export function addPairWaits(
  { words, firstWord, endWord }: Selection,
  offsets: Uint32Array,
  codes: Codes,
  elapsed: Elapsed,
  shift: number,
  sums: Float64Array,
): void {
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
      const j = (w << 5) + 31 - Math.clz32(bits & -bits);
      const end = offsets[j + 1]!;
      const begin = offsets[j]!;
      let row = codes[begin]! << shift;
      let before = elapsed[begin]!;
      for (let i = begin + 1; i < end; i++) {
        const code = codes[i]!;
        const at = elapsed[i]!;
        sums[row + code]! += at - before;
        row = code << shift;
        before = at;
      }
    }
}

/**
 * Follows each journey from its first code in `anchor` for at most `steps` steps. The number of a node is step × width
 * + label. Counts the journeys on each node of the first step, the journeys that end after each node, and the journeys
 * from each node to each next label (at index node × width + next label). The nodes of later steps are sums of these
 * (`addNodes`). Returns the number of journeys with an anchor.
 */
export function addSteps(
  { words, firstWord, endWord }: Selection,
  offsets: Uint32Array,
  codes: Codes,
  anchor: Uint32Array,
  labelOf: Uint16Array,
  steps: number,
  width: number,
  { nodes, edges, ends }: StepTables,
): number {
  let found = 0;
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
      const j = (w << 5) + 31 - Math.clz32(bits & -bits);
      const end = offsets[j + 1]!;
      let i = offsets[j]!;
      while (i < end && anchor[codes[i]!] === 0) i++;
      if (i === end) continue;
      found++;
      let node = labelOf[codes[i]!]!;
      nodes[node]!++;
      const stop = Math.min(end, i + steps);
      for (let base = width; ++i < stop; base += width) {
        const label = labelOf[codes[i]!]!;
        edges[node * width + label]!++;
        node = base + label;
      }
      if (i === end) ends[node]!++;
    }
  return found;
}

/** Counts the journeys on the nodes of the steps after the first, once all journeys are followed. */
export function addNodes({ nodes, edges }: StepTables, width: number): void {
  for (let node = 0; node + width < nodes.length; node++) {
    const next = node - (node % width) + width;
    for (let label = 0; label < width; label++) nodes[next + label]! += edges[node * width + label]!;
  }
}

export interface StepTables {
  readonly nodes: Uint32Array;
  readonly edges: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * Runs each journey through an automaton (patternAutomaton.ts), and keeps those that reach a state of `accepting`. With
 * `stop`, each journey is read only until it reaches such a state; otherwise, it is read to its end. `reached` counts
 * the journeys that reach each state, unless it is null.
 */
export function keepAccepted(
  { words, firstWord, endWord }: Selection,
  offsets: Uint32Array,
  codes: Codes,
  { enter, stay, accepting, stop }: Automaton,
  reached: Uint32Array | null,
): void {
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
      const bit = bits & -bits;
      const j = (w << 5) + 31 - Math.clz32(bit);
      const end = offsets[j + 1]!;
      let states = 1;
      let all = 1;
      for (let i = offsets[j]!; i < end; i++) {
        const code = codes[i]!;
        states = ((states & enter[code]!) << 1) | (states & stay[code]!);
        all |= states;
        if (states === 0 || (states & stop) !== 0) break;
      }
      words[w - firstWord]! &= ~(bit & -differ(states & accepting, accepting));
      if (reached !== null) for (let s = 0; s < reached.length; s++) reached[s]! += (all >>> s) & 1;
    }
}

export interface Automaton {
  /**
   * Two sets of states as bits, by code: the states from which the code leads to the next state, and (in `stay`) the
   * states that stay active after it.
   */
  readonly enter: Uint32Array;
  readonly stay: Uint32Array;
  /** The bit of the last state. */
  readonly accepting: number;
  /** The bit of the last state if no further interaction can change the result, otherwise 0. */
  readonly stop: number;
}
