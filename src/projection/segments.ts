// What stands of a segment, and segments made of others: rows that were masked are left behind.
import { JOURNEY_HASH_BYTES } from "../model/keys.js";
import { type Column, sharedFloat64, sharedUint8, sharedUint16, sharedUint32 } from "./columns.js";
import type { Columns, MaskedSegment, Segment, Standing } from "./projection.js";
import { SPARSE, SPARSE_COLUMNS } from "./segmentBuilder.js";

export function wholeSegment(segment: Segment): MaskedSegment {
  return { segment, live: null, standing: standing(segment, null) };
}

/** `gone`: 1 by customer number. The same object if no journey of theirs stands in it. */
export function maskedSegment(masked: MaskedSegment, gone: Uint8Array): MaskedSegment {
  const { segment, live } = masked;
  const { customer, journeys } = segment;
  let next: Uint8Array | null = null;
  for (let j = 0; j < journeys; j++) {
    if (gone[customer[j]!] !== 1 || (live !== null && live[j] === 0)) continue;
    if (next === null) {
      next = sharedUint8(journeys);
      if (live === null) next.fill(1);
      else next.set(live);
    }
    next[j] = 0;
  }
  return next === null ? masked : { segment, live: next, standing: standing(segment, next) };
}

function standing(segment: Segment, live: Uint8Array | null): Standing {
  const { offsets, customer, at } = segment;
  let journeys = 0;
  let interactions = 0;
  let customers = 0;
  let newest = Number.NEGATIVE_INFINITY;
  let last = -1;
  for (let j = 0; j < segment.journeys; j++) {
    if (live !== null && live[j] === 0) continue;
    const end = offsets[j + 1]!;
    journeys++;
    interactions += end - offsets[j]!;
    if (customer[j] !== last) {
      customers++;
      last = customer[j]!;
    }
    // A journey is in order of time, so its last is its newest.
    if (at[end - 1]! > newest) newest = at[end - 1]!;
  }
  return { journeys, interactions, customers, newest };
}

/** One segment of all that stands in several, in their order. */
export function mergedSegment(parts: readonly MaskedSegment[]): MaskedSegment {
  let journeys = 0;
  let interactions = 0;
  for (const { standing } of parts) {
    journeys += standing.journeys;
    interactions += standing.interactions;
  }
  const offsets = sharedUint32(journeys + 1);
  const customer = sharedUint32(journeys);
  const key = sharedUint8(journeys * JOURNEY_HASH_BYTES);
  const touchpoint = sharedUint16(interactions);
  const at = sharedFloat64(interactions);
  const sparse = new Map<keyof Columns, Column>();
  for (const name of SPARSE_COLUMNS)
    if (parts.some(({ segment }) => segment.columns[name] !== null)) {
      const column: Column = SPARSE[name].make(interactions);
      if (SPARSE[name].unknown !== 0) column.fill(SPARSE[name].unknown);
      sparse.set(name, column);
    }

  let j = 0;
  let i = 0;
  for (const { segment, live } of parts) {
    // Runs of standing journeys are copied at once.
    for (let from = 0; from < segment.journeys; ) {
      if (live !== null && live[from] === 0) {
        from++;
        continue;
      }
      let to = from + 1;
      while (to < segment.journeys && (live === null || live[to] === 1)) to++;
      const first = segment.offsets[from]!;
      const end = segment.offsets[to]!;
      for (let k = from; k < to; k++) offsets[j + k - from] = segment.offsets[k]! - first + i;
      customer.set(segment.customer.subarray(from, to), j);
      key.set(segment.key.subarray(from * JOURNEY_HASH_BYTES, to * JOURNEY_HASH_BYTES), j * JOURNEY_HASH_BYTES);
      touchpoint.set(segment.touchpoint.subarray(first, end), i);
      at.set(segment.at.subarray(first, end), i);
      for (const [name, column] of sparse) {
        const source = segment.columns[name];
        if (source !== null)
          column.set(source.subarray(first, end) as Float64Array & Uint32Array & Uint16Array & Uint8Array, i);
      }
      j += to - from;
      i += end - first;
      from = to;
    }
  }
  offsets[journeys] = interactions;
  const columns = Object.fromEntries(
    SPARSE_COLUMNS.map((name) => [name, sparse.get(name) ?? null]),
  ) as unknown as Columns;
  return wholeSegment({ journeys, interactions, offsets, customer, key, touchpoint, at, columns });
}

export function segmentBytes({ offsets, customer, key, touchpoint, at, columns }: Segment): number {
  let bytes = offsets.byteLength + customer.byteLength + key.byteLength + touchpoint.byteLength + at.byteLength;
  for (const name of SPARSE_COLUMNS) bytes += columns[name]?.byteLength ?? 0;
  return bytes;
}
