// The rows of a batch as columns, which pass to the thread that records them. They are filled in the thread that makes
// the batch, which has just read the records to compute ids. In the recording thread, reading the records again would
// take several times as long, because they lie all over the memory that the other thread has used.
//
// Columns hold only the fields of plain rows: customer, touchpoint, time, sequence and amounts. Rows with other fields,
// or with an id of their own, are read from their records (columnReader.ts).
import { ROW_ID_LENGTH } from "../../model/keys.js";
import type { RowColumns } from "../../model/rowColumns.js";
import { COST, FIXED_BYTES, SEQUENCE, VALUE } from "./packedRow.js";
import { CUSTOMER_LENGTH_AT, HEAD_BYTES, NUMBER_AT } from "./spill.js";

/** The columns of all rows of a batch, in its order. They may be longer than the batch. */
export interface BatchColumns {
  readonly at: Float64Array<ArrayBuffer>;
  readonly sequence: Float64Array<ArrayBuffer>;
  readonly origin: Uint32Array<ArrayBuffer>;
  /** NaN if unknown. */
  readonly value: Float64Array<ArrayBuffer>;
  readonly cost: Float64Array<ArrayBuffer>;
}

/** What the columns hold of a customer's rows: nothing, or their fields with or without values and costs. */
export const NOT_IN_COLUMNS = 0;
export const IN_COLUMNS = 1;
export const WITH_VALUES = 2;
export const WITH_COSTS = 4;

/** Without amounts, no space is used for them. */
const NO_AMOUNTS = new Float64Array(0);
const IN_ROWS = SEQUENCE | VALUE | COST;

/** Fills the columns. */
export class BatchColumnsWriter {
  columns: { -readonly [K in keyof BatchColumns]: BatchColumns[K] };

  /** `rows` is the expected number of rows. */
  constructor(rows: number) {
    this.columns = {
      at: new Float64Array(rows),
      sequence: new Float64Array(rows),
      origin: new Uint32Array(rows),
      value: NO_AMOUNTS,
      cost: NO_AMOUNTS,
    };
  }

  /**
   * Reads the records of one customer at these places into the columns, from row `first` on. Returns what the columns
   * then hold of them.
   */
  add(view: DataView, places: Uint32Array, first: number): number {
    if (first + places.length > this.columns.at.length) this.#grow(2 * (first + places.length));
    const { at, sequence, origin } = this.columns;
    let { value, cost } = this.columns;
    let all = 0;
    for (let i = 0; i < places.length; i++) {
      const record = places[i]!;
      const packed = record + HEAD_BYTES + view.getUint16(record + CUSTOMER_LENGTH_AT, true);
      const known = view.getUint32(packed + 12, true);
      if ((known & ~IN_ROWS) !== 0) return NOT_IN_COLUMNS;
      all |= known;
      const row = first + i;
      at[row] = view.getFloat64(packed, true);
      origin[row] = view.getUint32(packed + 8, true);
      let place = packed + FIXED_BYTES;
      if ((known & SEQUENCE) !== 0) {
        sequence[row] = view.getFloat64(place, true);
        place += 8;
      } else sequence[row] = view.getUint32(record + NUMBER_AT, true);
      if ((known & VALUE) !== 0) {
        if (value.length === 0) value = this.columns.value = new Float64Array(at.length).fill(Number.NaN);
        value[row] = view.getFloat64(place, true);
        place += 8;
      }
      if ((known & COST) !== 0) {
        if (cost.length === 0) cost = this.columns.cost = new Float64Array(at.length).fill(Number.NaN);
        cost[row] = view.getFloat64(place, true);
      }
    }
    return IN_COLUMNS | ((all & VALUE) !== 0 ? WITH_VALUES : 0) | ((all & COST) !== 0 ? WITH_COSTS : 0);
  }

  #grow(rows: number): void {
    const { at, sequence, origin, value, cost } = this.columns;
    this.columns = {
      at: longer(at, new Float64Array(rows)),
      sequence: longer(sequence, new Float64Array(rows)),
      origin: longer(origin, new Uint32Array(rows)),
      value: value.length === 0 ? value : longer(value, new Float64Array(rows).fill(Number.NaN)),
      cost: cost.length === 0 ? cost : longer(cost, new Float64Array(rows).fill(Number.NaN)),
    };
  }
}

function longer<A extends Float64Array | Uint32Array>(column: A, into: A): A {
  into.set(column);
  return into;
}

/** The ends of ids that all have the same length. They are the same in each batch. */
let idEnds = new Uint32Array(0);

function idEndsOf(rows: number): Uint32Array {
  if (idEnds.length < rows) idEnds = Uint32Array.from({ length: rows }, (_, row) => (row + 1) * ROW_ID_LENGTH);
  return idEnds;
}

/** Gives the columns of one customer after another. */
export class HeldColumns {
  readonly #columns: BatchColumns;
  readonly #rows: { -readonly [K in keyof RowColumns]: RowColumns[K] };

  constructor({ columns, ids }: { readonly columns: BatchColumns; readonly ids: Uint8Array | null }) {
    this.#columns = columns;
    this.#rows = {
      customer: new Uint8Array(0),
      first: 0,
      count: 0,
      at: columns.at,
      sequence: columns.sequence,
      origin: columns.origin,
      ids: ids ?? new Uint8Array(0),
      idEnds: idEndsOf(ids === null ? 0 : ids.length / ROW_ID_LENGTH),
      journey: null,
      value: null,
      cost: null,
      initiatedBy: null,
      outcome: null,
      resolved: null,
      contextCarried: null,
      repeatedInfo: null,
      caseId: null,
      intendedChannel: null,
      referredBy: null,
      attributes: null,
    };
  }

  /** The customer whose first record starts at `record`, and whose rows are `count` rows of the batch. */
  of(bytes: Buffer, record: number, held: number, first: number, count: number): RowColumns {
    const rows = this.#rows;
    const start = record + HEAD_BYTES;
    const length = bytes[record + CUSTOMER_LENGTH_AT]! + 256 * bytes[record + CUSTOMER_LENGTH_AT + 1]!;
    rows.customer = bytes.subarray(start, start + length);
    rows.first = first;
    rows.count = count;
    rows.value = (held & WITH_VALUES) !== 0 ? this.#columns.value : null;
    rows.cost = (held & WITH_COSTS) !== 0 ? this.#columns.cost : null;
    return rows;
  }
}
