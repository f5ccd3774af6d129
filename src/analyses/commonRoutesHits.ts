// Hits: the journeys that were counted and where on them the match stands, so that the second pass only visits those on
// the routes shown. They lie in shared memory: threads pass them on without a copy. 16 bytes a hit.
import { resized, sharedUint32 } from "../projection/columns.js";
import type { JourneyRange } from "./scan.js";

/** A first size: few doublings lead to a hundred thousand. */
const INITIAL = 1 << 13;

const COLUMNS = ["route", "journey", "first", "last"] as const;

export interface HitColumns {
  readonly size: number;
  /** Number in the route table of the same part. */
  readonly route: Uint32Array;
  readonly journey: Uint32Array;
  /** First and last position of the route, counted from the first of what is left of the journey. */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** Hits of one range stand together, by journey: its segment, its first journey and the first of its hits. */
  readonly ranges: readonly { readonly segment: number; readonly from: number; readonly begin: number }[];
}

export class Hits implements HitColumns {
  size = 0;
  route = sharedUint32(INITIAL);
  journey = sharedUint32(INITIAL);
  first = sharedUint32(INITIAL);
  last = sharedUint32(INITIAL);
  readonly ranges: { segment: number; from: number; begin: number }[] = [];

  /** What is added from now on is of this range. */
  enter({ segment, from }: JourneyRange): void {
    this.ranges.push({ segment, from, begin: this.size });
  }

  add(route: number, journey: number, first: number, last: number): void {
    const i = this.size;
    if (i === this.route.length)
      for (const column of COLUMNS) this[column] = resized(this[column], i, i * 2, sharedUint32);
    this.route[i] = route;
    this.journey[i] = journey;
    this.first[i] = first;
    this.last[i] = last;
    this.size = i + 1;
  }

  columns(): HitColumns {
    const { size, route, journey, first, last, ranges } = this;
    return { size, route, journey, first, last, ranges };
  }
}

/** Hits on the rows shown, by segment and journey. */
export interface ShownHits {
  readonly row: Uint32Array;
  readonly journey: Uint32Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** Segments + 1: segment s has hits begins[s] … begins[s + 1] − 1. */
  readonly begins: readonly number[];
}

/** `rowOf`, by part: the row of each of its routes, −1 if it is not shown. `size`: hits on rows shown. */
export function shownHits(
  parts: readonly HitColumns[],
  rowOf: readonly Int32Array[],
  size: number,
  segments: number,
): ShownHits {
  const row = sharedUint32(size);
  const journey = sharedUint32(size);
  const first = sharedUint32(size);
  const last = sharedUint32(size);
  const begins: number[] = [];
  const runs = parts
    .flatMap((hits, part) =>
      hits.ranges.map(({ segment, from, begin }, i) => ({
        hits,
        rows: rowOf[part]!,
        segment,
        from,
        begin,
        end: hits.ranges[i + 1]?.begin ?? hits.size,
      })),
    )
    .sort((a, b) => a.segment - b.segment || a.from - b.from);
  let n = 0;
  for (const { hits, rows, segment, begin, end } of runs) {
    while (begins.length <= segment) begins.push(n);
    for (let i = begin; i < end; i++) {
      const shown = rows[hits.route[i]!]!;
      if (shown < 0) continue;
      row[n] = shown;
      journey[n] = hits.journey[i]!;
      first[n] = hits.first[i]!;
      last[n] = hits.last[i]!;
      n++;
    }
  }
  while (begins.length <= segments) begins.push(n);
  return { row, journey, first, last, begins };
}

/** The first hit of this journey of the segment or of a later one. */
export function firstHitFrom({ journey, begins }: ShownHits, segment: number, from: number): number {
  let low = begins[segment]!;
  let high = begins[segment + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (journey[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
