// Masks journeys in a block: marks them as no longer live, because their customer was removed or changed. Also updates
// the counts of the block.

import { answerBytes } from "./answers.js";
import { sharedUint8 } from "./columns.js";
import type { Block, LiveCounts, MaskedBlock } from "./projection.js";
import { SPARSE_COLUMNS } from "./sparse.js";

export function wholeBlock(block: Block): MaskedBlock {
  return { block, live: null, liveCounts: liveCounts(block, null) };
}

export function maskedBy(block: Block, live: Uint8Array | null): MaskedBlock {
  return { block, live, liveCounts: liveCounts(block, live) };
}

/**
 * `gone[n]` is 1 if customer number n was removed. Returns `masked` itself if the block has no live journeys of removed
 * customers.
 */
export function maskedBlock(masked: MaskedBlock, gone: Uint8Array): MaskedBlock {
  const { block, live } = masked;
  const { customer, journeys } = block;
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
  return next === null ? masked : { block, live: next, liveCounts: liveCounts(block, next) };
}

/** Returns the block with these journeys masked as well. */
export function maskedJourneys(masked: MaskedBlock, journeys: readonly number[]): MaskedBlock {
  if (journeys.length === 0) return masked;
  const { block, live } = masked;
  const next = sharedUint8(block.journeys);
  if (live === null) next.fill(1);
  else next.set(live);
  for (const j of journeys) next[j] = 0;
  return { block, live: next, liveCounts: liveCounts(block, next) };
}

function liveCounts(block: Block, live: Uint8Array | null): LiveCounts {
  const { offsets, customer } = block;
  let journeys = 0;
  let interactions = 0;
  let customers = 0;
  let newest = Number.NEGATIVE_INFINITY;
  let last = -1;
  for (let j = 0; j < block.journeys; j++) {
    if (live !== null && live[j] === 0) continue;
    const end = offsets[j + 1]!;
    journeys++;
    interactions += end - offsets[j]!;
    if (customer[j] !== last) {
      customers++;
      last = customer[j]!;
    }
    const until = endOf(block, j);
    if (until > newest) newest = until;
  }
  return { journeys, interactions, customers, newest };
}

/** The end of a journey in UTC milliseconds. A journey is ordered by time, so its last interaction is its newest. */
export function endOf(
  { start, elapsed, offsets }: Pick<Block, "start" | "elapsed" | "offsets">,
  journey: number,
): number {
  return start[journey]! + elapsed[offsets[journey + 1]! - 1]!;
}

export function blockBytes({
  offsets,
  customer,
  key,
  touchpoint,
  start,
  elapsed,
  columns,
  index,
  answers,
}: Block): number {
  let bytes = offsets.byteLength + customer.byteLength + key.byteLength + touchpoint.byteLength;
  bytes += start.byteLength + elapsed.byteLength;
  bytes += index.begins.byteLength + index.ends.byteLength + index.words.byteLength + index.newest.byteLength;
  for (const name of SPARSE_COLUMNS) bytes += columns[name]?.byteLength ?? 0;
  return bytes + answerBytes(answers);
}
