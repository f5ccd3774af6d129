// A scan visits all live journeys of a projection, range by range. A range is a run of neighbouring journeys in one
// block. It ends between two customers, so the numbers of customers of different ranges can be added.
//
// A question describes a scan as a ScanTask. A Scanner runs this task over all ranges, on one thread or on several
// threads that share the memory of the projection. Each thread creates a scan from plain arguments, visits the ranges
// that it takes, and returns its result as plain data, called a part. The question then merges the parts. Which thread
// takes which range varies from run to run, so no answer may depend on it.
import { setImmediate } from "node:timers/promises";
import { endOf } from "../projection/blocks.js";
import type { Block, Projection } from "../projection/projection.js";

/** The number of interactions in a range, which take a few milliseconds. */
export const RANGE_INTERACTIONS = 1 << 17;
/**
 * After this many milliseconds, a scan lets the event loop run. The event loop therefore waits at most this long, plus
 * the time for one range.
 */
const TURN = 12;

/** Whether a journey counts. The block is given by its index in the projection. */
export type JourneyPredicate = (blockIndex: number, journey: number) => boolean;

export interface JourneyRange {
  /** Index of the block. */
  readonly block: number;
  /** The range has the journeys `from` to `to` − 1 of the block. */
  readonly from: number;
  readonly to: number;
}

/**
 * The number of ranges at the end that are divided into quarters, so that all threads finish at about the same time.
 */
const LAST_RANGES = 4;

export function rangesOf({ blocks }: Projection, interactions: number = RANGE_INTERACTIONS): JourneyRange[] {
  const ranges: JourneyRange[] = [];
  let left = blocks.reduce((sum, { block }) => sum + block.interactions, 0);
  blocks.forEach(({ block: { offsets, customer, journeys } }, s) => {
    let from = 0;
    while (from < journeys) {
      const end = offsets[from]! + Math.ceil(left > LAST_RANGES * interactions ? interactions : interactions / 4);
      // A binary search finds the last journey that begins before position `until`. The range then extends to the last
      // journey of the same customer.
      let low = from + 1;
      let high = journeys;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (offsets[middle]! < end) low = middle + 1;
        else high = middle;
      }
      while (low < journeys && customer[low] === customer[low - 1]) low++;
      ranges.push({ block: s, from, to: low });
      left -= offsets[low]! - offsets[from]!;
      from = low;
    }
  });
  return ranges;
}

export interface Scan<Part> {
  visit(range: JourneyRange): void;
  /** Parts are numbers and typed arrays, because they may come from another thread. */
  finish(): Part;
}

/** A class whose fields are made from the plan of its question, so that each field is declared once. */
export abstract class Planned<Plan> {
  protected readonly plan: Plan;

  constructor(plan: Plan) {
    this.plan = plan;
  }
}

/** A scan whose fields are made from the plan and the parameters of its question. */
export abstract class PlannedScan<Plan, Params> extends Planned<Plan> {
  protected readonly params: Params;

  constructor(plan: Plan, params: Params) {
    super(plan);
    this.params = params;
  }
}

/** A scan for drill-down: visits ranges, and reports each journey that a row counts exactly once. */
export interface JourneyFinder {
  visit(range: JourneyRange): void;
}
export type AddJourney = (journey: number) => void;

export interface ScanTask<Args, Part> {
  /** A name of the form `question.pass`, by which threads find the task (questions/registry.ts). */
  readonly name: string;
  /**
   * Creates a scan from `args`, which are plain data. The question has checked `args` before, so this method throws no
   * error about them.
   */
  begin(projection: Projection, args: Args): Scan<Part>;
}

/** What a thread returns for a scan. */
export type PartOf<Task> = Task extends ScanTask<never, infer Part> ? Part : never;

export interface Scanner {
  /**
   * Runs the task, and returns at least one part. Each range is visited once, and every scan of a projection has the
   * same ranges. If the question is aborted, the promise rejects with the reason.
   */
  scan<Args, Part>(task: ScanTask<Args, Part>, args: Args): Promise<Part[]>;
  /** Visits all ranges in order on this thread. */
  each(visit: (range: JourneyRange) => void): Promise<void>;
  /** Lets other work run between two steps of long work. */
  turn(): Promise<void>;
}

/** Scans on this thread, in slices between which the event loop runs. */
export function scannerOf(projection: Projection, signal?: AbortSignal): Scanner {
  return {
    async scan(task, args) {
      const work = task.begin(projection, args);
      await scan(projection, (range) => work.visit(range), signal);
      return [work.finish()];
    },
    each: (visit) => scan(projection, visit, signal),
    async turn() {
      await setImmediate();
      signal?.throwIfAborted();
    },
  };
}

/** Calls `visit` for each range in order. Rejects with the signal's reason once it is aborted. */
export async function scan(
  projection: Projection,
  visit: (range: JourneyRange) => void,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  let turn = performance.now();
  for (const range of rangesOf(projection)) {
    visit(range);
    if (performance.now() - turn > TURN) {
      await setImmediate();
      signal?.throwIfAborted();
      turn = performance.now();
    }
  }
}

/** Calls `visit` for each live journey of the range that passes. */
export function eachJourney(
  projection: Projection,
  range: JourneyRange,
  test: JourneyPredicate | null,
  visit: (block: Block, journey: number, begin: number, end: number) => void,
): void {
  const { block, live } = projection.blocks[range.block]!;
  const { offsets } = block;
  for (let j = range.from; j < range.to; j++) {
    if (live !== null && live[j] === 0) continue;
    if (test !== null && !test(range.block, j)) continue;
    visit(block, j, offsets[j]!, offsets[j + 1]!);
  }
}

/**
 * Whether all journeys from 32 · word to 32 · word + 31 ended at least `gap` milliseconds before the newest interaction
 * of the store. With the default `gap`, which is the journey gap, this means that none of them is open.
 */
export function areClosed(
  { journeyGap, newest }: Projection,
  { index }: Block,
  word: number,
  gap: number = journeyGap,
): boolean {
  return index.newest[word]! + gap <= newest!;
}

/**
 * Whether the journey is open: it may continue, because its last interaction + the gap is after the newest interaction
 * of the store.
 */
export function isOpen(projection: Projection, block: Block, journey: number): boolean {
  return projection.newest !== null && endOf(block, journey) + projection.journeyGap > projection.newest;
}
