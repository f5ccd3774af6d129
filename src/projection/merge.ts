// Every refresh adds a small block and masks journeys in others. This file merges small blocks, and leaves out masked
// journeys. As in a log-structured merge tree, eight blocks of one size become one block of the next size. A block is
// rewritten when more than half of its journeys are masked. Blocks with wide times are merged separately, so that the
// times of all other blocks remain narrow.
//
// Merging runs in slices, between which questions and refreshes continue. Journeys that a refresh masks in the meantime
// are then masked in the merged block too, so the merge need not begin again.
import { setImmediate } from "node:timers/promises";
import { JOURNEY_HASH_BYTES } from "../model/keys.js";
import { mergedAnswers } from "./answers.js";
import { maskedJourneys, wholeBlock } from "./blocks.js";
import { projectionOf } from "./build.js";
import { BLOCK_INTERACTIONS } from "./builder.js";
import { type Column, sharedFloat64, sharedUint8, sharedUint16, sharedUint32 } from "./columns.js";
import { journeyIndexInTurns } from "./journeyIndex.js";
import type { Columns, MaskedBlock, Projection } from "./projection.js";
import { columnFor, SPARSE_COLUMNS, setSparse, sparseColumn } from "./sparse.js";

/** Number of blocks of one size that triggers a merge. */
const MERGE_AT = 8;
/**
 * The largest number of interactions of a block of each size. Blocks from the first build may be larger.
 */
const SIZES = [1 << 13, 1 << 16, BLOCK_INTERACTIONS / 2] as const;
/** A block is rewritten when the share of live journeys among its journeys is below this. */
const REWRITE_BELOW = 0.5;
/** The number of interactions that are copied in one turn of the event loop, which takes about one millisecond. */
const INTERACTIONS_AT_ONCE = 1 << 17;
/** The number of journeys that are copied at once. */
const JOURNEYS_AT_ONCE = 1 << 13;

/** Returns the blocks that should be merged into one, or null if there is nothing to merge. */
export function mergeable(blocks: readonly MaskedBlock[]): MaskedBlock[] | null {
  const masked = blocks.find(({ liveCounts, block }) => liveCounts.journeys < block.journeys * REWRITE_BELOW);
  if (masked !== undefined) return [masked];
  for (const limit of SIZES)
    for (const times of [Uint32Array, Float64Array]) {
      const small = blocks.filter(
        ({ block, liveCounts }) => block.elapsed instanceof times && liveCounts.interactions <= limit,
      );
      if (small.length >= MERGE_AT) return small;
    }
  return null;
}

/**
 * Returns the projection with the block `merged` instead of `parts`, the blocks from which it was merged. Journeys that
 * have been masked in `parts` since the merge began are masked in `merged` too.
 */
export function withMerged(projection: Projection, parts: readonly MaskedBlock[], merged: MaskedBlock): Projection {
  const now = new Map(projection.blocks.map((masked) => [masked.block, masked]));
  const gone: number[] = [];
  let row = 0;
  for (const { block, live } of parts) {
    const later = now.get(block);
    for (let j = 0; j < block.journeys; j++) {
      if (live !== null && live[j] === 0) continue;
      if (later === undefined || (later.live !== null && later.live[j] === 0)) gone.push(row);
      row++;
    }
  }
  const replaced = new Set(parts.map(({ block }) => block));
  const kept = projection.blocks.filter(({ block }) => !replaced.has(block));
  const rest = maskedJourneys(merged, gone);
  const { version, catalogue } = projection;
  const blocks = rest.liveCounts.journeys === 0 ? kept : [...kept, rest];
  return projectionOf(version, blocks, projection, catalogue, projection);
}

/** Returns one block with all live journeys of several blocks, in their order. */
export async function mergedBlock(parts: readonly MaskedBlock[]): Promise<MaskedBlock> {
  let journeys = 0;
  let interactions = 0;
  for (const { liveCounts } of parts) {
    journeys += liveCounts.journeys;
    interactions += liveCounts.interactions;
  }
  const offsets = sharedUint32(journeys + 1);
  const customer = sharedUint32(journeys);
  const key = sharedUint8(journeys * JOURNEY_HASH_BYTES);
  const touchpoint = (parts.every(({ block }) => block.touchpoint instanceof Uint8Array) ? sharedUint8 : sharedUint16)(
    interactions,
  );
  const start = sharedFloat64(journeys);
  const elapsed = (parts.every(({ block }) => block.elapsed instanceof Uint32Array) ? sharedUint32 : sharedFloat64)(
    interactions,
  );
  const sparse = new Map<keyof Columns, Column>();
  for (const name of SPARSE_COLUMNS)
    if (parts.some(({ block }) => block.columns[name] !== null)) {
      const sources = parts.map(({ block }) => sparseColumn(block, name));
      sparse.set(name, columnFor(name, sources, interactions));
    }

  let j = 0;
  let i = 0;
  let turn = 0;
  for (const { block, live } of parts) {
    // Copies each run of live journeys in one step.
    for (let from = 0; from < block.journeys; ) {
      if (live !== null && live[from] === 0) {
        from++;
        continue;
      }
      let to = from + 1;
      const most = from + JOURNEYS_AT_ONCE;
      while (to < block.journeys && to < most && (live === null || live[to] === 1)) to++;
      const first = block.offsets[from]!;
      const end = block.offsets[to]!;
      for (let k = from; k < to; k++) offsets[j + k - from] = block.offsets[k]! - first + i;
      customer.set(block.customer.subarray(from, to), j);
      key.set(block.key.subarray(from * JOURNEY_HASH_BYTES, to * JOURNEY_HASH_BYTES), j * JOURNEY_HASH_BYTES);
      touchpoint.set(block.touchpoint.subarray(first, end), i);
      start.set(block.start.subarray(from, to), j);
      elapsed.set(block.elapsed.subarray(first, end), i);
      for (const [name, column] of sparse) setSparse(sparseColumn(block, name), first, end, column, i);
      j += to - from;
      i += end - first;
      if (i - turn > INTERACTIONS_AT_ONCE) {
        turn = i;
        await setImmediate();
      }
      from = to;
    }
  }
  offsets[journeys] = interactions;
  const columns = Object.fromEntries(
    SPARSE_COLUMNS.map((name) => [name, sparse.get(name) ?? null]),
  ) as unknown as Columns;
  const rows = { journeys, interactions, offsets, customer, key, touchpoint, start, elapsed, columns };
  const answers = mergedAnswers(parts, offsets);
  const index = await journeyIndexInTurns(rows);
  return wholeBlock({ ...rows, index, ...(answers !== null && { answers }) });
}
