// Keeps the example journeys of a row: the latest journeys, at most MAX_EXAMPLES. Like pages of journeys, they are
// ordered by start, then by key, both descending. They are stored in a heap with the oldest on top, so that an even
// older journey is rejected with one comparison.
import { compareJourneyKeys, journeyKeyOf } from "../projection/journeys.js";
import type { Block, Projection } from "../projection/projection.js";
import type { JourneyKey } from "./terms.js";

/** The number of examples kept for each row. A page shows fewer of them by default. */
export const MAX_EXAMPLES = 50;

interface Example {
  readonly start: number;
  readonly block: Block;
  readonly journey: number;
}

/**
 * Keeps the latest of the journeys that are added. A journey that is added several times in succession is kept only
 * once.
 */
export class Examples {
  readonly #heap: Example[] = [];
  readonly #most: number;
  #lastBlock: Block | null = null;
  #lastJourney = -1;

  constructor(most: number = MAX_EXAMPLES) {
    this.#most = most;
  }

  /** Journeys that start before this time are rejected. */
  get oldest(): number {
    return this.#heap.length < this.#most ? Number.NEGATIVE_INFINITY : this.#heap[0]!.start;
  }

  add(block: Block, journey: number): void {
    if (journey === this.#lastJourney && block === this.#lastBlock) return;
    this.#lastBlock = block;
    this.#lastJourney = journey;
    const heap = this.#heap;
    const start = block.start[journey]!;
    if (heap.length < this.#most) {
      heap.push({ start, block, journey });
      this.#rise(heap.length - 1);
    } else if (start >= heap[0]!.start) {
      const example = { start, block, journey };
      if (compare(example, heap[0]!) > 0) this.#replaceOldest(example);
    }
  }

  /** The kept journeys as plain data for another thread, in pairs: the index of the block, and the journey. */
  part({ blocks }: Projection): Uint32Array {
    const indexOf = new Map(blocks.map(({ block }, i) => [block, i]));
    return Uint32Array.from(this.#heap.flatMap(({ block, journey }) => [indexOf.get(block)!, journey]));
  }

  addPart({ blocks }: Projection, part: Uint32Array): void {
    for (let i = 0; i < part.length; i += 2) this.add(blocks[part[i]!]!.block, part[i + 1]!);
  }

  /** The kept journeys, latest first. */
  keys(): JourneyKey[] {
    return [...this.#heap].sort((a, b) => compare(b, a)).map(({ block, journey }) => journeyKeyOf(block, journey));
  }

  #rise(from: number): void {
    const heap = this.#heap;
    const moved = heap[from]!;
    let i = from;
    for (; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (compare(heap[parent]!, moved) <= 0) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = moved;
  }

  /** Puts the example in place of the oldest one. */
  #replaceOldest(moved: Example): void {
    const heap = this.#heap;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && compare(heap[child + 1]!, heap[child]!) < 0) child++;
      if (compare(moved, heap[child]!) <= 0) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = moved;
  }
}

/** Examples of many rows as plain data for another thread; rows without examples are left out. */
export type ExampleParts = readonly (readonly [row: number, part: Uint32Array])[];

/** Keeps the latest journeys of each row. */
export class ExampleRows {
  readonly #rows: (Examples | undefined)[];
  /** The start of the oldest kept journey of each row, so that most older journeys are rejected by one comparison. */
  readonly #oldest: Float64Array;

  constructor(rows: number) {
    this.#rows = new Array(rows);
    this.#oldest = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  }

  add(row: number, block: Block, journey: number): void {
    if (block.start[journey]! < this.#oldest[row]!) return;
    const examples = this.#rows[row] ?? new Examples();
    this.#rows[row] = examples;
    examples.add(block, journey);
    this.#oldest[row] = examples.oldest;
  }

  parts(projection: Projection): ExampleParts {
    const parts: (readonly [number, Uint32Array])[] = [];
    this.#rows.forEach((examples, row) => {
      if (examples !== undefined) parts.push([row, examples.part(projection)]);
    });
    return parts;
  }
}

/**
 * The list of all rows without examples. It is the same object for all of them, so that a thread sends it only once.
 */
export const NO_EXAMPLES: readonly JourneyKey[] = [];

/** Returns the examples of each row from all parts, latest first. */
export function examplesByRow(
  projection: Projection,
  parts: readonly { readonly examples: ExampleParts }[],
): (row: number) => readonly JourneyKey[] {
  const found = new Map<number, Examples>();
  for (const part of parts)
    for (const [row, journeys] of part.examples) {
      const examples = found.get(row) ?? new Examples();
      found.set(row, examples);
      examples.addPart(projection, journeys);
    }
  return (row) => found.get(row)?.keys() ?? NO_EXAMPLES;
}

/** The examples of one row from all parts, latest first. */
export function examplesOf(projection: Projection, parts: readonly Uint32Array[]): JourneyKey[] {
  const examples = new Examples();
  for (const part of parts) examples.addPart(projection, part);
  return examples.keys();
}

/** Returns a negative number if a is older than b. */
function compare(a: Example, b: Example): number {
  return a.start - b.start || compareJourneyKeys(a.block, a.journey, b.block, b.journey);
}
