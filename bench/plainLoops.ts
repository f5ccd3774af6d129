// Plain loops for six questions over the columns of the projection, on one thread. A programmer who needs only these
// counts would write them like this. bench/loops.ts compares them with the product. The product does more than these
// loops, because it also counts open journeys and merges the counts of its threads.
import type { Block, Projection } from "../src/projection/projection.js";

/**
 * Journeys that start before this time, in UTC milliseconds, are counted. Infinity means all journeys; their starts are
 * then not read.
 */
type Before = number;

/** Calls `visit` for each block. No journey is masked in a projection that was just built. */
function eachBlock({ blocks }: Projection, visit: (block: Block) => void): void {
  for (const { block } of blocks) visit(block);
}

const CODES = 256;

/** Counts journeys by their first code, and by their last code. */
export function ends(projection: Projection, before: Before): [Uint32Array, Uint32Array] {
  const entries = new Uint32Array(CODES);
  const exits = new Uint32Array(CODES);
  eachBlock(projection, (block) => {
    const { offsets, touchpoint, start, journeys } = block;
    for (let j = 0; j < journeys; j++) {
      if (before !== Number.POSITIVE_INFINITY && start[j]! >= before) continue;
      entries[touchpoint[offsets[j]!]!]!++;
      exits[touchpoint[offsets[j + 1]! - 1]!]!++;
    }
  });
  return [entries, exits];
}

/** The codes for the start and for the end of a journey. No touchpoint has them. */
export const START = 254;
export const END = 255;

/**
 * Counts pairs of neighbouring codes. The count of a code and the next code is at the index code × 256 + next code.
 */
export function transitions(projection: Projection, before: Before): Uint32Array {
  const counts = new Uint32Array(CODES * CODES);
  eachBlock(projection, (block) => {
    const { offsets, touchpoint, start, journeys } = block;
    for (let j = 0; j < journeys; j++) {
      if (before !== Number.POSITIVE_INFINITY && start[j]! >= before) continue;
      let last = START;
      const end = offsets[j + 1]!;
      for (let i = offsets[j]!; i < end; i++) {
        const code = touchpoint[i]!;
        counts[(last << 8) | code]!++;
        last = code;
      }
      counts[(last << 8) | END]!++;
    }
  });
  return counts;
}

/** Counts the journeys with the code a, and the code b at a later position. */
export function pattern(projection: Projection, before: Before, a: number, b: number): number {
  let found = 0;
  eachBlock(projection, (block) => {
    const { offsets, touchpoint, start, journeys } = block;
    for (let j = 0; j < journeys; j++) {
      if (before !== Number.POSITIVE_INFINITY && start[j]! >= before) continue;
      let i = offsets[j]!;
      const end = offsets[j + 1]!;
      while (i < end && touchpoint[i] !== a) i++;
      if (i++ >= end) continue;
      while (i < end && touchpoint[i] !== b) i++;
      if (i < end) found++;
    }
  });
  return found;
}

/**
 * Counts the journeys that have each code at each step. Step 0 is the first interaction with the code `anchor`, and the
 * next interactions are the next steps. The count is at the index step × 256 + code.
 */
export function flow(projection: Projection, before: Before, anchor: number, steps: number): Uint32Array {
  const counts = new Uint32Array(steps * CODES);
  eachBlock(projection, (block) => {
    const { offsets, touchpoint, start, journeys } = block;
    for (let j = 0; j < journeys; j++) {
      if (before !== Number.POSITIVE_INFINITY && start[j]! >= before) continue;
      let i = offsets[j]!;
      const end = offsets[j + 1]!;
      while (i < end && touchpoint[i] !== anchor) i++;
      const stop = Math.min(end, i + steps);
      for (let row = 0; i < stop; i++, row += CODES) counts[row + touchpoint[i]!]!++;
    }
  });
  return counts;
}

/** Counts the journeys that reach the first code, then the second one at a later position, and so on. */
export function funnel(projection: Projection, before: Before, codes: readonly number[]): Uint32Array {
  const [a, b, c, d] = codes as [number, number, number, number];
  const reached = new Uint32Array(4);
  eachBlock(projection, (block) => {
    const { offsets, touchpoint, start, journeys } = block;
    for (let j = 0; j < journeys; j++) {
      if (before !== Number.POSITIVE_INFINITY && start[j]! >= before) continue;
      let i = offsets[j]!;
      const end = offsets[j + 1]!;
      while (i < end && touchpoint[i] !== a) i++;
      if (i++ >= end) continue;
      reached[0]!++;
      while (i < end && touchpoint[i] !== b) i++;
      if (i++ >= end) continue;
      reached[1]!++;
      while (i < end && touchpoint[i] !== c) i++;
      if (i++ >= end) continue;
      reached[2]!++;
      while (i < end && touchpoint[i] !== d) i++;
      if (i < end) reached[3]!++;
    }
  });
  return reached;
}

/**
 * Returns the most frequent routes, each with the number of its journeys. The route of a journey begins at its first
 * interaction with one of the codes `from`, and ends at the next interaction with the code `to`. The routes are in a
 * hash table, which stores for each route the position where it occurred first.
 */
export function routes(
  projection: Projection,
  before: Before,
  from: readonly number[],
  to: number,
  first: number,
): { route: number[]; journeys: number }[] {
  const isFrom = new Uint8Array(CODES);
  for (const code of from) isFrom[code] = 1;
  const size = 1 << 19;
  const counts = new Uint32Array(size);
  const places = new Uint32Array(size);
  const lengths = new Uint16Array(size);
  const blockOf = new Uint16Array(size);
  const columns = projection.blocks.map(({ block }) => block.touchpoint);
  columns.forEach((touchpoint, s) => {
    const { offsets, start, journeys } = projection.blocks[s]!.block;
    for (let j = 0; j < journeys; j++) {
      if (before !== Number.POSITIVE_INFINITY && start[j]! >= before) continue;
      let i = offsets[j]!;
      const end = offsets[j + 1]!;
      while (i < end && isFrom[touchpoint[i]!] === 0) i++;
      if (i === end) continue;
      const begin = i;
      let hash = (0x811c9dc5 ^ touchpoint[i]!) | 0;
      for (i++; i < end; i++) {
        const code = touchpoint[i]!;
        hash = Math.imul(hash ^ code, 0x01000193);
        if (code === to) break;
      }
      if (i === end) continue;
      const length = i + 1 - begin;
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
      let slot = (hash ^ (hash >>> 13)) & (size - 1);
      search: for (; counts[slot] !== 0; slot = (slot + 1) & (size - 1)) {
        if (lengths[slot] !== length) continue;
        const place = places[slot]!;
        const theirs = columns[blockOf[slot]!]!;
        for (let k = 0; k < length; k++) if (theirs[place + k] !== touchpoint[begin + k]) continue search;
        break;
      }
      if (counts[slot]!++ > 0) continue;
      places[slot] = begin;
      lengths[slot] = length;
      blockOf[slot] = s;
    }
  });
  // `best` is ordered by count, largest first. It has at most `first` routes: a route with a count that is too small is
  // removed from its end.
  const best: { route: number[]; journeys: number }[] = [];
  let least = 0;
  for (let slot = 0; slot < size; slot++) {
    if (counts[slot]! <= least) continue;
    const route = [...columns[blockOf[slot]!]!.subarray(places[slot]!, places[slot]! + lengths[slot]!)];
    best.push({ route, journeys: counts[slot]! });
    best.sort((x, y) => y.journeys - x.journeys);
    if (best.length <= first) continue;
    best.pop();
    least = best.at(-1)!.journeys;
  }
  return best;
}
