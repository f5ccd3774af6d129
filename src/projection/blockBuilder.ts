// Builds one block: rows are appended to growing columns, and `finish` cuts the columns to size. A sparse column is
// created when the first interaction has a value in it. Touchpoint codes and times begin in narrow columns, and are
// copied into wider ones at the first value that does not fit. Times that span more than 49.7 days need a wide column.
// The customer of such a journey can be moved to another block while the customer's journeys are appended, so that one
// long journey does not make the times of all others wide. If journeys have ten interactions, an interaction takes 7.8
// bytes, plus at most 4 bytes in the index, plus 8, 4, 2 or 1 bytes in each sparse column.

import type { VisitedColumn } from "../graph/store.js";
import type { AnswerContent } from "../model/feedback.js";
import { INITIATORS, OUTCOMES } from "../model/interaction.js";
import { JOURNEY_HASH_BYTES } from "../model/keys.js";
import { AnswersBuilder } from "./answers.js";
import {
  type Column,
  type Elapsed,
  grownCapacity,
  resized,
  sharedFloat64,
  sharedUint8,
  sharedUint16,
  sharedUint32,
  type TouchpointCodes,
} from "./columns.js";
import { journeyIndex } from "./journeyIndex.js";
import type { Block, Columns } from "./projection.js";

/** The initial capacity, which keeps small refreshes small. After twelve doublings, it is four million. */
const INITIAL = 1_024;

/** The largest touchpoint code and the longest time since the start that fit in the narrow columns. */
const NARROW_CODE = 255;
const NARROW_ELAPSED = 2 ** 32 - 1;

/** Returns the function that creates arrays of the same type as this column. */
export function codesLike(column: TouchpointCodes): (length: number) => TouchpointCodes {
  return column instanceof Uint8Array ? sharedUint8 : sharedUint16;
}

export function elapsedLike(column: Elapsed): (length: number) => Elapsed {
  return column instanceof Uint32Array ? sharedUint32 : sharedFloat64;
}

export type SparseColumn = keyof Columns;

/** The constructor of each sparse column and its value for "unknown". */
export const SPARSE: {
  readonly [C in SparseColumn]: {
    readonly make: (length: number) => NonNullable<Columns[C]>;
    readonly unknown: number;
  };
} = {
  value: { make: sharedFloat64, unknown: Number.NaN },
  cost: { make: sharedFloat64, unknown: Number.NaN },
  initiatedBy: { make: sharedUint8, unknown: 0 },
  outcome: { make: sharedUint8, unknown: 0 },
  resolved: { make: sharedUint8, unknown: 0 },
  contextCarried: { make: sharedUint8, unknown: 0 },
  repeatedInfo: { make: sharedUint8, unknown: 0 },
  intendedChannel: { make: sharedUint16, unknown: 0 },
  caseId: { make: sharedUint32, unknown: 0 },
};
export const SPARSE_COLUMNS = Object.keys(SPARSE) as SparseColumn[];

export class BlockBuilder {
  journeys = 0;
  interactions = 0;
  #offsets = sharedUint32(INITIAL);
  #customer = sharedUint32(INITIAL);
  #key = sharedUint8(INITIAL * JOURNEY_HASH_BYTES);
  #journeyCapacity = INITIAL;
  #start = sharedFloat64(INITIAL);
  #touchpoint: TouchpointCodes = sharedUint8(INITIAL);
  #elapsed: Elapsed = sharedUint32(INITIAL);
  #capacity = INITIAL;
  readonly #sparse = new Map<SparseColumn, Column>();
  /** Whether journeys were moved to another block. A sparse column may then have no values left. */
  #hasMoved = false;
  #answers: AnswersBuilder | null = null;

  journey(customer: number, key: string): void {
    const journey = this.#append(customer);
    writeKeyHash(key, this.#key, journey * JOURNEY_HASH_BYTES);
  }

  /** Begins a journey, whose key must be written afterwards. Returns its index. */
  #append(customer: number): number {
    if (this.journeys === this.#journeyCapacity) {
      const capacity = grownCapacity(this.#journeyCapacity, this.journeys + 1);
      this.#offsets = resized(this.#offsets, this.journeys, capacity, sharedUint32);
      this.#customer = resized(this.#customer, this.journeys, capacity, sharedUint32);
      this.#start = resized(this.#start, this.journeys, capacity, sharedFloat64);
      this.#key = resized(this.#key, this.journeys * JOURNEY_HASH_BYTES, capacity * JOURNEY_HASH_BYTES, sharedUint8);
      this.#journeyCapacity = capacity;
    }
    this.#offsets[this.journeys] = this.interactions;
    this.#customer[this.journeys] = customer;
    return this.journeys++;
  }

  interaction(touchpointCode: number, at: number): void {
    const i = this.interactions;
    const journey = this.journeys - 1;
    if (i === this.#capacity) this.#grow();
    if (i === this.#offsets[journey]) this.#start[journey] = at;
    const elapsed = at - this.#start[journey]!;
    if (touchpointCode > NARROW_CODE && this.#touchpoint instanceof Uint8Array)
      this.#touchpoint = resized<TouchpointCodes>(this.#touchpoint, i, this.#capacity, sharedUint16);
    if (elapsed > NARROW_ELAPSED && this.#elapsed instanceof Uint32Array)
      this.#elapsed = resized<Elapsed>(this.#elapsed, i, this.#capacity, sharedFloat64);
    this.#touchpoint[i] = touchpointCode;
    this.#elapsed[i] = elapsed;
    this.interactions = i + 1;
  }

  /** Whether this time fits in a narrow column, if it is in the journey appended last. */
  fitsNarrow(at: number): boolean {
    const journey = this.journeys - 1;
    return this.interactions === this.#offsets[journey] || at - this.#start[journey]! <= NARROW_ELAPSED;
  }

  /** Moves the journeys from `first` on to the end of another block. None of them may have answers yet. */
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
    this.#hasMoved = true;
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

  finish(): Block {
    const n = this.interactions;
    const j = this.journeys;
    const offsets = resized(this.#offsets, j, j + 1, sharedUint32);
    offsets[j] = n;
    const columns = Object.fromEntries(
      SPARSE_COLUMNS.map((name) => {
        const array = this.#sparse.get(name);
        const { make, unknown } = SPARSE[name];
        const isEmpty =
          array === undefined || (this.#hasMoved && array.subarray(0, n).every((value) => Object.is(value, unknown)));
        return [name, isEmpty ? null : resized(array, n, n, make as (length: number) => Column)];
      }),
    ) as unknown as Columns;
    const rows = {
      journeys: j,
      interactions: n,
      offsets,
      customer: resized(this.#customer, j, j, sharedUint32),
      key: resized(this.#key, j * JOURNEY_HASH_BYTES, j * JOURNEY_HASH_BYTES, sharedUint8),
      touchpoint: resized(this.#touchpoint, n, n, codesLike(this.#touchpoint)),
      start: resized(this.#start, j, j, sharedFloat64),
      elapsed: resized(this.#elapsed, n, n, elapsedLike(this.#elapsed)),
      columns,
    };
    const answers = this.#answers?.block(offsets) ?? null;
    return { ...rows, index: journeyIndex(rows), ...(answers !== null && { answers }) };
  }

  #grow(): void {
    const used = this.interactions;
    const capacity = grownCapacity(this.#capacity, used + 1);
    this.#touchpoint = resized(this.#touchpoint, used, capacity, codesLike(this.#touchpoint));
    this.#elapsed = resized(this.#elapsed, used, capacity, elapsedLike(this.#elapsed));
    for (const [name, array] of this.#sparse) {
      const { make, unknown } = SPARSE[name];
      const next = resized(array, used, capacity, make as (length: number) => Column);
      if (unknown !== 0) next.fill(unknown, used);
      this.#sparse.set(name, next);
    }
    this.#capacity = capacity;
  }

  #column(name: SparseColumn): Column {
    let array = this.#sparse.get(name);
    if (array === undefined) {
      const { make, unknown } = SPARSE[name];
      array = make(this.#capacity);
      if (unknown !== 0) array.fill(unknown);
      this.#sparse.set(name, array);
    }
    return array;
  }
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
