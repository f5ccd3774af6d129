// Builds blocks, one after another. Rows are appended to growing columns, and `finish` copies them to the columns of a
// block. The columns of a block are shared between threads, and are only as long and as wide as needed. The growing
// columns are used again for the next block. A sparse column is created when the first interaction has a value in it.
// Times that span more than 49.7 days need a wide column. The customer of such a journey can be moved to another block
// while the customer's journeys are appended, so that one long journey does not make the times of all others wide. If
// journeys have ten interactions, an interaction takes 7.8 bytes, plus at most 4 bytes in the index, plus 8, 4, 2 or 1
// bytes in each sparse column.

import type { VisitedColumn } from "../graph/store.js";
import type { AnswerContent } from "../model/feedback.js";
import { INITIATORS, OUTCOMES } from "../model/interaction.js";
import { JOURNEY_HASH_BYTES } from "../model/keys.js";
import { AnswersBuilder } from "./answers.js";
import {
  type Column,
  copied,
  grown,
  grownCapacity,
  sharedFloat64,
  sharedUint8,
  sharedUint16,
  sharedUint32,
  type TouchpointCodes,
} from "./columns.js";
import { journeyIndex } from "./journeyIndex.js";
import type { Block, Columns } from "./projection.js";
import { finishedColumn, SPARSE, SPARSE_COLUMNS, type SparseColumn } from "./sparse.js";

/** The initial capacity, which keeps small refreshes small. After twelve doublings, it is four million. */
const INITIAL = 1_024;

/** The largest touchpoint code and the longest time since the start that fit in the narrow columns. */
const NARROW_CODE = 255;
const NARROW_ELAPSED = 2 ** 32 - 1;

/** Returns the function that creates arrays of the same type as this column. */
export function codesLike(column: TouchpointCodes): (length: number) => TouchpointCodes {
  return column instanceof Uint8Array ? sharedUint8 : sharedUint16;
}

/**
 * The growing columns are not shared. V8 counts their memory, and collects the arrays that longer ones have replaced.
 * It does not count shared memory. When the growing columns were shared, reading 100 million interactions left 3 GB of
 * replaced arrays in memory.
 */
export class BlockBuilder {
  journeys = 0;
  interactions = 0;
  #offsets = new Uint32Array(INITIAL);
  #customer = new Uint32Array(INITIAL);
  #key = new Uint8Array(INITIAL * JOURNEY_HASH_BYTES);
  #start = new Float64Array(INITIAL);
  #touchpoint = new Uint16Array(INITIAL);
  #elapsed = new Float64Array(INITIAL);
  readonly #sparse = new Map<SparseColumn, Column>();
  #answers: AnswersBuilder | null = null;

  journey(customer: number, key: string): void {
    const journey = this.#append(customer);
    writeKeyHash(key, this.#key, journey * JOURNEY_HASH_BYTES);
  }

  /** Begins a journey, whose key must be written afterwards. Returns its index. */
  #append(customer: number): number {
    const used = this.journeys;
    if (used === this.#start.length) {
      const capacity = grownCapacity(used, used + 1);
      this.#offsets = grown(this.#offsets, capacity);
      this.#customer = grown(this.#customer, capacity);
      this.#start = grown(this.#start, capacity);
      this.#key = grown(this.#key, capacity * JOURNEY_HASH_BYTES);
    }
    this.#offsets[used] = this.interactions;
    this.#customer[used] = customer;
    return this.journeys++;
  }

  interaction(touchpointCode: number, at: number): void {
    const i = this.interactions;
    const journey = this.journeys - 1;
    if (i === this.#touchpoint.length) this.#grow();
    if (i === this.#offsets[journey]) this.#start[journey] = at;
    this.#touchpoint[i] = touchpointCode;
    this.#elapsed[i] = at - this.#start[journey]!;
    this.interactions = i + 1;
  }

  /** Whether an interaction at this time would fit in a narrow column if it were appended to the last journey. */
  fitsNarrow(at: number): boolean {
    const journey = this.journeys - 1;
    return this.interactions === this.#offsets[journey] || at - this.#start[journey]! <= NARROW_ELAPSED;
  }

  /** Moves the journey `first` and all later ones to the end of another block. None of them may have answers yet. */
  moveTo(other: BlockBuilder, first: number): void {
    const end = this.interactions;
    for (let j = first; j < this.journeys; j++) {
      const key = this.#key.subarray(j * JOURNEY_HASH_BYTES, (j + 1) * JOURNEY_HASH_BYTES);
      const moved = other.#append(this.#customer[j]!);
      other.#key.set(key, moved * JOURNEY_HASH_BYTES);
      for (let i = this.#offsets[j]!; i < (j + 1 < this.journeys ? this.#offsets[j + 1]! : end); i++) {
        other.interaction(this.#touchpoint[i]!, this.#start[j]! + this.#elapsed[i]!);
        for (const [name, column] of this.#sparse) {
          const { unknown } = SPARSE[name];
          if (!Object.is(column[i], unknown)) other.#column(name)[other.interactions - 1] = column[i]!;
          column[i] = unknown;
        }
      }
    }
    this.interactions = this.#offsets[first]!;
    this.journeys = first;
  }

  /**
   * Sets the value of a sparse column for the interaction appended last. The values of `intendedChannel` and `caseId`
   * are codes.
   */
  known(column: VisitedColumn, value: number | string | boolean): void {
    this.#column(column)[this.interactions - 1] = encoded(column, value);
  }

  /** Adds an answer. `interaction` is an index in the block, or UNJOINED. `journey` is the customer's first journey. */
  answer(journey: number, interaction: number, touchpoint: number, ordinal: number, content: AnswerContent): void {
    this.#answers ??= new AnswersBuilder();
    this.#answers.add(journey, interaction, touchpoint, ordinal, content);
  }

  /** Returns the block, and begins a new one. */
  finish(): Block {
    const n = this.interactions;
    const j = this.journeys;
    const offsets = copied(this.#offsets, j, sharedUint32(j + 1));
    offsets[j] = n;
    const columns = Object.fromEntries(
      SPARSE_COLUMNS.map((name) => {
        const values = this.#sparse.get(name)?.subarray(0, n);
        const { unknown } = SPARSE[name];
        const isEmpty = values === undefined || values.every((value) => Object.is(value, unknown));
        const column = isEmpty ? null : finishedColumn(name, values);
        values?.fill(unknown);
        return [name, column];
      }),
    ) as unknown as Columns;
    const rows = {
      journeys: j,
      interactions: n,
      offsets,
      customer: copied(this.#customer, j, sharedUint32(j)),
      key: copied(this.#key, j * JOURNEY_HASH_BYTES, sharedUint8(j * JOURNEY_HASH_BYTES)),
      touchpoint: copied(
        this.#touchpoint,
        n,
        largest(this.#touchpoint, n) > NARROW_CODE ? sharedUint16(n) : sharedUint8(n),
      ),
      start: copied(this.#start, j, sharedFloat64(j)),
      elapsed: copied(
        this.#elapsed,
        n,
        largest(this.#elapsed, n) > NARROW_ELAPSED ? sharedFloat64(n) : sharedUint32(n),
      ),
      columns,
    };
    const answers = this.#answers?.block(offsets) ?? null;
    this.journeys = 0;
    this.interactions = 0;
    this.#answers = null;
    return { ...rows, index: journeyIndex(rows), ...(answers !== null && { answers }) };
  }

  #grow(): void {
    const used = this.interactions;
    const capacity = grownCapacity(used, used + 1);
    this.#touchpoint = grown(this.#touchpoint, capacity);
    this.#elapsed = grown(this.#elapsed, capacity);
    for (const [name, array] of this.#sparse) {
      const next = grown(array, capacity);
      next.fill(SPARSE[name].unknown, used);
      this.#sparse.set(name, next);
    }
  }

  #column(name: SparseColumn): Column {
    let array = this.#sparse.get(name);
    if (array === undefined) {
      const { make, unknown } = SPARSE[name];
      array = grown<Column>(make(0), this.#touchpoint.length);
      array.fill(unknown);
      this.#sparse.set(name, array);
    }
    return array;
  }
}

function largest(array: Uint16Array | Float64Array, used: number): number {
  let found = 0;
  for (let i = 0; i < used; i++) if (array[i]! > found) found = array[i]!;
  return found;
}

function encoded(column: VisitedColumn, value: number | string | boolean): number {
  switch (column) {
    case "initiatedBy":
      return 1 + INITIATORS.indexOf(value as (typeof INITIATORS)[number]);
    case "outcome":
      return 1 + OUTCOMES.indexOf(value as (typeof OUTCOMES)[number]);
    case "resolved":
    case "contextCarried":
    case "repeatedInfo":
      return value === true ? 2 : 1;
    default:
      return value as number;
  }
}

/** The 12 bytes of a key `j-` + 24 hexadecimal digits. */
export function writeKeyHash(key: string, into: Uint8Array, offset: number): void {
  for (let b = 0; b < JOURNEY_HASH_BYTES; b++)
    into[offset + b] = (hexDigit(key.charCodeAt(2 + 2 * b)) << 4) | hexDigit(key.charCodeAt(3 + 2 * b));
}

function hexDigit(code: number): number {
  return code <= 57 ? code - 48 : code - 87;
}
