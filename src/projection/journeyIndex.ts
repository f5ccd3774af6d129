// Builds the index of a block. For each touchpoint, it has the journeys with an interaction there, so that a question
// visits only journeys that can match. For each group of 32 journeys, it has the newest interaction, so that groups of
// closed journeys need not be read. The journeys of a touchpoint are stored as a bitmap if the touchpoint has at least
// one interaction per 32 journeys, and as a list otherwise. The index therefore takes at most 4 bytes per interaction,
// plus one entry for each touchpoint. Cost: two passes over the touchpoints of all interactions (65 ms for 5 million).
import { setImmediate } from "node:timers/promises";
import { type Elapsed, sharedFloat64, sharedUint32, type TouchpointCodes } from "./columns.js";

export interface JourneyIndex {
  /**
   * The entry of touchpoint code c is words[begins[c]] … words[ends[c] − 1]. A code beyond the last entry occurs in no
   * journey.
   */
  readonly begins: Uint32Array;
  readonly ends: Uint32Array;
  /**
   * An entry that has wordsFor(journeys) words is a bitmap: bit j & 31 of word j >>> 5 is journey j. A shorter entry is
   * a list of journeys in ascending order.
   */
  readonly words: Uint32Array;
  /** By word w: the time of the newest interaction in journeys 32w to 32w + 31, in UTC milliseconds. */
  readonly newest: Float64Array;
}

export function wordsFor(journeys: number): number {
  return (journeys + 31) >>> 5;
}

/** The columns of a block that are indexed (projection.ts). */
interface Rows {
  readonly journeys: number;
  readonly interactions: number;
  readonly offsets: Uint32Array;
  readonly touchpoint: TouchpointCodes;
  readonly start: Float64Array;
  readonly elapsed: Elapsed;
}

export function journeyIndex(rows: Rows): JourneyIndex {
  const steps = journeyIndexInSteps(rows, rows.journeys);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The number of journeys that are indexed in one turn of the event loop. */
const JOURNEYS_A_TURN = 1 << 13;

/** Builds the index in turns of the event loop. */
export async function journeyIndexInTurns(rows: Rows): Promise<JourneyIndex> {
  const steps = journeyIndexInSteps(rows, JOURNEYS_A_TURN);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await setImmediate();
  }
}

/** Builds the index in two passes over the journeys, and yields after every `atOnce` journeys. */
export function* journeyIndexInSteps(rows: Rows, atOnce: number): Generator<undefined, JourneyIndex> {
  const { journeys } = rows;
  const places = yield* placesOf(rows, atOnce);
  const words = sharedUint32(places.length);
  const newest = sharedFloat64(wordsFor(journeys));
  for (let from = 0; from < journeys; from += atOnce) {
    fill(rows, from, Math.min(journeys, from + atOnce), { ...places, words, newest });
    yield;
  }
  return { begins: places.begins, ends: places.ends, words, newest };
}

/**
 * First pass: computes the position of each code's entry. The end of a list is set to its beginning. The second pass
 * fills the list and moves its end.
 */
function* placesOf(
  { journeys, touchpoint, offsets }: Rows,
  atOnce: number,
): Generator<undefined, { begins: Uint32Array; ends: Uint32Array; length: number }> {
  // The number of entries is 1 + the largest code that occurs, so that the index of a small block is small even if the
  // projection has many codes.
  let codes = 0;
  for (let i = 0; i < touchpoint.length; i++) if (touchpoint[i]! >= codes) codes = touchpoint[i]! + 1;
  const times = new Uint32Array(codes);
  for (let from = 0; from < journeys; from += atOnce) {
    const end = offsets[Math.min(journeys, from + atOnce)]!;
    for (let i = offsets[from]!; i < end; i++) times[touchpoint[i]!]!++;
    yield;
  }
  const size = wordsFor(journeys);
  const begins = sharedUint32(codes);
  const ends = sharedUint32(codes);
  let length = 0;
  for (let code = 0; code < codes; code++) {
    const isBitmap = times[code]! >= size;
    begins[code] = length;
    ends[code] = isBitmap ? length + size : length;
    length += isBitmap ? size : times[code]!;
  }
  return { begins, ends, length };
}

function fill(
  { journeys, offsets, touchpoint, start, elapsed }: Rows,
  from: number,
  to: number,
  { begins, ends, words, newest }: JourneyIndex,
): void {
  const size = wordsFor(journeys);
  for (let j = from; j < to; j++) {
    const word = j >>> 5;
    const bit = 1 << (j & 31);
    const end = offsets[j + 1]!;
    // A journey is ordered by time, so its last interaction is its newest.
    const until = start[j]! + elapsed[end - 1]!;
    if ((j & 31) === 0 || until > newest[word]!) newest[word] = until;
    for (let i = offsets[j]!; i < end; i++) {
      const code = touchpoint[i]!;
      const begin = begins[code]!;
      const next = ends[code]!;
      if (next - begin === size) words[begin + word]! |= bit;
      else if (next === begin || words[next - 1] !== j) {
        words[next] = j;
        ends[code] = next + 1;
      }
    }
  }
}
