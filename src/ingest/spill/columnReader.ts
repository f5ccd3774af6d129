// Reads the spilled rows of one customer into columns (model/rowColumns.ts). Rows that columns cannot hold are unpacked
// one by one instead (packedRow.ts).
import { ROW_ID_LENGTH } from "../../model/keys.js";
import type { RowColumns } from "../../model/rowColumns.js";
import {
  ANONYMOUS,
  ATTRIBUTES,
  CASE_ID,
  CONTEXT_CARRIED,
  COST,
  FIXED_BYTES,
  ID,
  INITIATED_BY,
  INTENDED_CHANNEL,
  JOURNEY,
  OUTCOME,
  REFERRED_BY,
  REPEATED_INFO,
  RESOLVED,
  SEQUENCE,
  VALUE,
  WIDE_SEQUENCE,
} from "./packedRow.js";
import { CUSTOMER_LENGTH_AT, HEAD_BYTES, NUMBER_AT } from "./spill.js";

const FIRST_BEYOND_ASCII = 128;
/**
 * These lists have the fields that few logs have, one list for each type of value. The column of such a field is filled
 * only if a row has a value.
 */
const CHOICES = [
  [INITIATED_BY, "initiatedBy"],
  [OUTCOME, "outcome"],
] as const;
const YES_NO = [
  [RESOLVED, "resolved"],
  [CONTEXT_CARRIED, "contextCarried"],
  [REPEATED_INFO, "repeatedInfo"],
] as const;
const TEXTS = [
  [CASE_ID, "caseId"],
  [INTENDED_CHANNEL, "intendedChannel"],
  [REFERRED_BY, "referredBy"],
  [ATTRIBUTES, "attributes"],
] as const;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

export class ColumnReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /** The ids of all rows, if the records do not contain them. */
  readonly #ids: Uint8Array | null;
  #known = new Int32Array(0);
  #columns: Writable<RowColumns> = emptyColumns(0);
  /** Space for columns that few logs have. */
  #value = new Float64Array(0);
  #cost = new Float64Array(0);
  /** For each row, the position of its first value that has not been read yet. */
  #rest = new Uint32Array(0);
  #idSpace = new Uint8Array(1 << 10);

  constructor(bytes: Buffer, ids: Uint8Array | null) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#ids = ids;
  }

  /**
   * Reads the `count` records that start at places[from] and the following places. The first of them is row `index` of
   * the batch. Returns null if columns cannot hold the records.
   */
  read(places: Uint32Array, from: number, count: number, index: number): RowColumns | null {
    if (this.#known.length < count) this.#grow(2 * count);
    const view = this.#view;
    const columns = this.#columns;
    const { at, sequence, origin, idEnds } = columns;
    const known = this.#known;
    const start = places[from]!;
    const customerBytes = view.getUint16(start + CUSTOMER_LENGTH_AT, true);
    columns.customer = this.#bytes.subarray(start + HEAD_BYTES, start + HEAD_BYTES + customerBytes);
    columns.count = count;
    let all = 0;
    let idLength = 0;
    for (let i = 0; i < count; i++) {
      const record = places[from + i]!;
      const packed = record + HEAD_BYTES + view.getUint16(record + CUSTOMER_LENGTH_AT, true);
      const bits = view.getUint32(packed + 12, true);
      if ((bits & (WIDE_SEQUENCE | ANONYMOUS)) !== 0) return null;
      at[i] = view.getFloat64(packed, true);
      origin[i] = view.getUint32(packed + 8, true);
      known[i] = bits;
      all |= bits;
      let place = packed + FIXED_BYTES;
      if ((bits & ID) !== 0) {
        idLength = this.#id(place, idLength);
        if (idLength < 0) return null;
        place += 2 + view.getUint16(place, true);
      }
      idEnds[i] = idLength;
      if ((bits & SEQUENCE) !== 0) {
        sequence[i] = view.getFloat64(place, true);
        place += 8;
      } else sequence[i] = view.getUint32(record + NUMBER_AT, true);
      if ((bits & VALUE) !== 0) {
        this.#value[i] = view.getFloat64(place, true);
        place += 8;
      } else this.#value[i] = Number.NaN;
      if ((bits & COST) !== 0) {
        this.#cost[i] = view.getFloat64(place, true);
        place += 8;
      } else this.#cost[i] = Number.NaN;
      this.#rest[i] = place;
    }
    if (this.#ids === null) {
      columns.ids = this.#idSpace;
    } else {
      columns.ids = this.#ids.subarray(index * ROW_ID_LENGTH, (index + count) * ROW_ID_LENGTH);
      for (let i = 0; i < count; i++) idEnds[i] = (i + 1) * ROW_ID_LENGTH;
    }
    columns.value = (all & VALUE) !== 0 ? this.#value : null;
    columns.cost = (all & COST) !== 0 ? this.#cost : null;
    return this.#unusual(all) ? columns : null;
  }

  /** Copies the id at `place`. Returns the length of all ids so far, or −1 if the id is not ASCII. */
  #id(place: number, before: number): number {
    const bytes = this.#bytes;
    const length = this.#view.getUint16(place, true);
    if (this.#idSpace.length < before + length) {
      const longer = new Uint8Array(2 * (before + length));
      longer.set(this.#idSpace);
      this.#idSpace = longer;
    }
    const space = this.#idSpace;
    let to = before;
    for (let from = place + 2, end = from + length; from < end; from++) {
      const byte = bytes[from]!;
      if (byte >= FIRST_BEYOND_ASCII) return -1;
      space[to++] = byte;
    }
    return to;
  }

  /** Fills the other columns. Returns false if the rows have different journey keys. */
  #unusual(all: number): boolean {
    const columns = this.#columns;
    for (const [bit, field] of CHOICES) columns[field] = (all & bit) !== 0 ? this.#choices(bit) : null;
    for (const [bit, field] of YES_NO) columns[field] = (all & bit) !== 0 ? this.#yesNo(bit) : null;
    columns.journey = null;
    if ((all & JOURNEY) !== 0) {
      const journeys = this.#texts(JOURNEY);
      const [first] = journeys;
      if (first === null || first === undefined || journeys.some((journey) => journey !== first)) return false;
      columns.journey = first;
    }
    for (const [bit, field] of TEXTS) columns[field] = (all & bit) !== 0 ? this.#texts(bit) : null;
    return true;
  }

  /** Must be called for one bit after another, in ascending order, because the values of a row are in this order. */
  #choices(bit: number): Uint8Array {
    const { count } = this.#columns;
    const column = new Uint8Array(count);
    for (let i = 0; i < count; i++) if ((this.#known[i]! & bit) !== 0) column[i] = 1 + this.#bytes[this.#rest[i]!++]!;
    return column;
  }

  #yesNo(bit: number): Uint8Array {
    const { count } = this.#columns;
    const column = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const known = this.#known[i]!;
      if ((known & bit) !== 0) column[i] = (known & (2 * bit)) !== 0 ? 2 : 1;
    }
    return column;
  }

  /** Like `#choices`. */
  #texts(bit: number): (string | null)[] {
    const { count } = this.#columns;
    const column = new Array<string | null>(count).fill(null);
    let before: string | null = null;
    let beforeStart = 0;
    let beforeLength = -1;
    for (let i = 0; i < count; i++) {
      if ((this.#known[i]! & bit) === 0) continue;
      const length = this.#view.getUint16(this.#rest[i]!, true);
      const start = this.#rest[i]! + 2;
      this.#rest[i] = start + length;
      // A customer's rows often have the same text, as in a log of cases.
      if (length !== beforeLength || !this.#same(beforeStart, start, length))
        before = this.#bytes.toString("utf8", start, start + length);
      column[i] = before;
      beforeStart = start;
      beforeLength = length;
    }
    return column;
  }

  #same(a: number, b: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (this.#bytes[a + i] !== this.#bytes[b + i]) return false;
    return true;
  }

  #grow(size: number): void {
    this.#known = new Int32Array(size);
    this.#rest = new Uint32Array(size);
    this.#value = new Float64Array(size);
    this.#cost = new Float64Array(size);
    this.#columns = emptyColumns(size);
  }
}

function emptyColumns(size: number): RowColumns {
  return {
    customer: new Uint8Array(0),
    first: 0,
    count: 0,
    at: new Float64Array(size),
    sequence: new Float64Array(size),
    origin: new Uint32Array(size),
    ids: new Uint8Array(0),
    idEnds: new Uint32Array(size),
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
