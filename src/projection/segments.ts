// What stands of a segment, and what of it is left when customers go.
import { sharedUint8 } from "./columns.js";
import type { MaskedSegment, Segment, Standing } from "./projection.js";
import { SPARSE_COLUMNS } from "./segmentBuilder.js";

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

/** These journeys are masked too. */
export function maskedJourneys(masked: MaskedSegment, journeys: readonly number[]): MaskedSegment {
  if (journeys.length === 0) return masked;
  const { segment, live } = masked;
  const next = sharedUint8(segment.journeys);
  if (live === null) next.fill(1);
  else next.set(live);
  for (const j of journeys) next[j] = 0;
  return { segment, live: next, standing: standing(segment, next) };
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

export function segmentBytes({ offsets, customer, key, touchpoint, at, columns, index }: Segment): number {
  let bytes = offsets.byteLength + customer.byteLength + key.byteLength + touchpoint.byteLength + at.byteLength;
  bytes += index.begins.byteLength + index.ends.byteLength + index.words.byteLength + index.newest.byteLength;
  for (const name of SPARSE_COLUMNS) bytes += columns[name]?.byteLength ?? 0;
  return bytes;
}
