// Functions for sets of journeys that are stored as bits: journey j is bit j & 31 of words[(j >>> 5) − firstWord]. A
// kernel is a function with one tight loop over all journeys of such a set. A scan passes a set from one kernel to the
// next, which avoids a function call for each journey.

/** Returns the position of the lowest bit that is 1. At least one bit must be 1. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x5555_5555);
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** Returns 1 if the numbers differ, and 0 otherwise. Use it where a branch would often be mispredicted. */
export function differ(a: number, b: number): number {
  const bits = a ^ b;
  return (bits | -bits) >>> 31;
}

/**
 * A set of journeys of one range, with a bit for each journey. If the bits of a block are divided into words of 32,
 * `words[0]` is word number `firstWord`: the journeys 32 · `firstWord` to 32 · `firstWord` + 31.
 */
export interface Selection {
  readonly words: Uint32Array;
  readonly firstWord: number;
  /** The number of the word after the last one. */
  readonly endWord: number;
}

export function countSelected({ words, firstWord, endWord }: Selection): number {
  let n = 0;
  for (let w = 0; w < endWord - firstWord; w++) n += bitCount(words[w]!);
  return n;
}

/**
 * Counts the distinct values of a column among the selected journeys. Journeys with equal values must be neighbours, as
 * the journeys of a customer are.
 */
export function countRuns({ words, firstWord, endWord }: Selection, column: Uint32Array): number {
  let n = 0;
  let last = -1;
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
      const value = column[(w << 5) + 31 - Math.clz32(bits & -bits)]!;
      if (value !== last) n++;
      last = value;
    }
  return n;
}

/**
 * If up to this many of 32 journeys are selected, they are visited one by one. If more are selected, all 32 are read.
 */
const FEW = 12;

/**
 * For each selected journey, adds 1 to `counts[v]`, where v is the value of the journey in `column`. If more than FEW
 * of 32 journeys are selected, all 32 are read, and 0 is added for the others, because a branch for each journey would
 * often be mispredicted. Four values are read at a time, so that reading does not wait for the counts before it.
 */
export function countValues({ words, firstWord, endWord }: Selection, column: Uint16Array, counts: Uint32Array): void {
  for (let w = firstWord; w < endWord; w++) {
    let bits = words[w - firstWord]!;
    const first = w << 5;
    if (first + 32 > column.length || bitCount(bits) <= FEW) {
      for (; bits !== 0; bits &= bits - 1) counts[column[first + 31 - Math.clz32(bits & -bits)]!]!++;
      continue;
    }
    for (let j = first; j < first + 32; j += 4) {
      const one = column[j]!;
      const two = column[j + 1]!;
      const three = column[j + 2]!;
      const four = column[j + 3]!;
      counts[one]! += bits & 1;
      counts[two]! += (bits >>> 1) & 1;
      counts[three]! += (bits >>> 2) & 1;
      counts[four]! += (bits >>> 3) & 1;
      bits >>>= 4;
    }
  }
}

/** Writes the selected journeys in ascending order. Returns their number. */
export function listSelected({ words, firstWord, endWord }: Selection, into: Uint32Array): number {
  let n = 0;
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1)
      into[n++] = (w << 5) + 31 - Math.clz32(bits & -bits);
  return n;
}

/** Calls `visit` for each selected journey. */
export function eachSelected({ words, firstWord, endWord }: Selection, visit: (journey: number) => void): void {
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1)
      visit((w << 5) + 31 - Math.clz32(bits & -bits));
}

/** Calls `visit` for each selected journey, the last journey first. */
export function eachBackward({ words, firstWord, endWord }: Selection, visit: (journey: number) => void): void {
  for (let w = endWord - 1; w >= firstWord; w--)
    for (let bits = words[w - firstWord]!; bits !== 0; ) {
      const bit = 31 - Math.clz32(bits);
      bits ^= 1 << bit;
      visit((w << 5) + bit);
    }
}

/** Keeps the journeys that are also in `among`, which has the words of the whole block. */
export function keepAmong({ words, firstWord, endWord }: Selection, among: Uint32Array): void {
  for (let w = firstWord; w < endWord; w++) words[w - firstWord]! &= among[w]!;
}

/** Keeps the journeys that are not in `apart`, which has the words of the whole block. */
export function keepApart({ words, firstWord, endWord }: Selection, apart: Uint32Array): void {
  for (let w = firstWord; w < endWord; w++) words[w - firstWord]! &= ~apart[w]!;
}

/** The earliest and the latest start of each 32 journeys. */
interface StartBounds {
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
}

const startBounds = new WeakMap<Float64Array, StartBounds>();

/** Computed once for each block and thread. */
function startBoundsOf(start: Float64Array): StartBounds {
  let bounds = startBounds.get(start);
  if (bounds === undefined) {
    const words = (start.length + 31) >>> 5;
    bounds = {
      earliest: new Float64Array(words).fill(Number.POSITIVE_INFINITY),
      latest: new Float64Array(words).fill(Number.NEGATIVE_INFINITY),
    };
    const { earliest, latest } = bounds;
    for (let j = 0; j < start.length; j++) {
      const at = start[j]!;
      if (at < earliest[j >>> 5]!) earliest[j >>> 5] = at;
      if (at > latest[j >>> 5]!) latest[j >>> 5] = at;
    }
    startBounds.set(start, bounds);
  }
  return bounds;
}

/**
 * Keeps the journeys that start in [from, before). Customers are numbered in the order in which they were first seen,
 * so most groups of 32 journeys are either inside the period or outside, and their starts are not read.
 */
export function keepStarted(
  { words, firstWord, endWord }: Selection,
  start: Float64Array,
  from: number,
  before: number,
): void {
  const { earliest, latest } = startBoundsOf(start);
  for (let w = firstWord; w < endWord; w++) {
    const first = earliest[w]!;
    const last = latest[w]!;
    if (first >= from && last < before) continue;
    const bits = words[w - firstWord]!;
    if (bits === 0) continue;
    if (last < from || first >= before) {
      words[w - firstWord] = 0;
      continue;
    }
    const earlyEnough = last < before ? ~0 : below(start, w << 5, before);
    const tooEarly = first >= from ? 0 : below(start, w << 5, from);
    words[w - firstWord] = bits & earlyEnough & ~tooEarly;
  }
}

/**
 * Compares 32 values, from `first` on, with a limit. Returns a bit for each: 1 if the value is below the limit.
 * Comparing four values at a time takes about 70 % as long as comparing one at a time, because the four comparisons do
 * not wait for each other.
 */
function below(column: Float64Array, first: number, limit: number): number {
  const n = Math.min(32, column.length - first);
  let bits = 0;
  let b = 0;
  for (; b + 4 <= n; b += 4) {
    const i = first + b;
    const one = Number(column[i]! < limit);
    const two = Number(column[i + 1]! < limit);
    const three = Number(column[i + 2]! < limit);
    const four = Number(column[i + 3]! < limit);
    bits |= (one | (two << 1) | (three << 2) | (four << 3)) << b;
  }
  for (; b < n; b++) bits |= Number(column[first + b]! < limit) << b;
  return bits;
}

/** Keeps the journeys that have `least` to `most` interactions. */
export function keepLengths(
  { words, firstWord, endWord }: Selection,
  offsets: Uint32Array,
  least: number,
  most: number,
): void {
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
      const j = (w << 5) + 31 - Math.clz32(bits & -bits);
      const length = offsets[j + 1]! - offsets[j]!;
      if (length < least || length > most) words[w - firstWord]! &= ~(bits & -bits);
    }
}

/**
 * Keeps the journeys whose code is marked: marks[codes[key[journey]]] is 1. If `codes` has no entry for a key, the
 * code is 0.
 */
export function keepMarked(
  { words, firstWord, endWord }: Selection,
  key: Uint32Array,
  codes: Uint32Array,
  marks: Uint8Array,
): void {
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
      const k = key[(w << 5) + 31 - Math.clz32(bits & -bits)]!;
      if (marks[k < codes.length ? codes[k]! : 0] !== 1) words[w - firstWord]! &= ~(bits & -bits);
    }
}

/** Keeps the journeys that pass a test. This is used for conditions that no column decides. */
export function keepIf({ words, firstWord, endWord }: Selection, passes: (journey: number) => boolean): void {
  for (let w = firstWord; w < endWord; w++)
    for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1)
      if (!passes((w << 5) + 31 - Math.clz32(bits & -bits))) words[w - firstWord]! &= ~(bits & -bits);
}
