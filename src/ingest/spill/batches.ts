// The first half of pass 2 of an import (ingest.ts): reads the spill files, in which pass 1 grouped the rows by
// customer (spill.ts), and makes batches of whole customers. Consecutive rows of the log would make bad batches,
// because a log is in order of time, and such a batch would have nearly as many customers as rows.
//
// Batches are made in the thread of pass 1, so that one core prepares the next batch while another core records the
// current one. A batch is sent as the bytes of its spilled records in shared memory, because sending objects would cost
// more than creating them.
//
// A row without an id gets one here, from its fields and from the number of equal rows before it. Equal rows have the
// same customer, so it is enough to count the rows of one customer at a time.
import { ROW_ID_LENGTH } from "../../model/keys.js";
import type { RecordFormat } from "../recordFormat.js";
import { type BatchColumns, BatchColumnsWriter, NOT_IN_COLUMNS } from "./batchColumns.js";
import { FactsCounter, type FileFacts } from "./facts.js";
import { RowIds } from "./rowIds.js";
import { MAX_SPILL_BYTES, MAX_SPILL_DEPTH, removeSpill, type SpillFile, spreadAgain } from "./spill.js";
import { SpillReader } from "./spillReader.js";

export interface BatchSize {
  /**
   * A batch ends at this number of customers or at this number of rows. It should be small enough that transactions,
   * for which other processes wait, are short, and large enough that many rows share the updates of edges and the flush
   * to disk.
   */
  readonly customers: number;
  readonly rows: number;
  /** The largest factor by which the batches of a large import may exceed this size. The default is 1. */
  readonly largest?: number;
  /** A batch is enlarged only as far as recording it is expected to take less than this time. */
  readonly milliseconds?: number;
}

/** Enlarges batches as far as they are recorded in the time of their `BatchSize`. */
export class Pace {
  readonly #size: BatchSize;
  /** By how much the next batch may exceed the usual size; at least 1. */
  factor = 1;

  constructor(size: BatchSize) {
    this.#size = size;
  }

  /** Reports that a batch of this many rows was recorded in this time. */
  recorded(rows: number, milliseconds: number): void {
    const { rows: usual, largest = 1, milliseconds: most = 0 } = this.#size;
    this.factor = Math.max(1, Math.min(largest, (rows * most) / (milliseconds * usual)));
  }
}

export interface BatchJob {
  readonly spills: readonly SpillFile[];
  readonly format: RecordFormat;
  /** Whether a column of the file gives the ids. */
  readonly hasIds: boolean;
  /** Whether the store may hold rows under the ids that format 1 of the store gave them (rowIds.ts). */
  readonly formerIds?: boolean;
  readonly size: BatchSize;
  /** The gap with which the store splits journeys, in milliseconds. */
  readonly journeyGap: number;
}

/** Customers one after another, with their rows in the order of the log. */
export interface SpilledBatch {
  readonly customers: readonly string[];
  /** Number of rows of each customer. */
  readonly counts: readonly number[];
  /** For each customer, whether the ids of all rows differ. */
  readonly distinct: readonly boolean[];
  /** For each customer, what the columns hold of its rows (batchColumns.ts). */
  readonly held: readonly number[];
  readonly columns: BatchColumns;
  /** The records of these customers, as one part for each spill file. */
  readonly parts: readonly BatchPart[];
  /** The ids of all rows one after another, ROW_ID_LENGTH ASCII bytes each. Null if the records contain them. */
  readonly ids: Uint8Array<ArrayBuffer> | null;
  /**
   * The ids that the rows had in format 1, stored in the same way. Null if the store cannot hold such ids, or if no id
   * differs.
   */
  readonly formerIds: Uint8Array<ArrayBuffer> | null;
}

/** The records (spill.ts) of several customers of one spill file. */
export interface BatchPart {
  /** The whole file. Threads share its memory, so that nothing is copied. */
  readonly bytes: Uint8Array;
  /** The position in `bytes` at which each record starts. */
  readonly places: Uint32Array<ArrayBuffer>;
  readonly customers: number;
}

/** A customer with more rows than this is sent in parts, because the store also accepts a part of a customer's rows. */
const MAX_BATCH_ROWS = 50_000;
/**
 * If a file has several batches, the first one ends at this number of rows, and each of the following ones at GROWTH
 * times as many, up to the usual size. The recording thread therefore starts early, and its code is compiled after
 * fewer rows.
 */
const FIRST_BATCH_ROWS = 2_000;
const GROWTH = 4;
/** Batches are enlarged only as far as the file has this many of them, because otherwise a thread might wait. */
const LEAST_BATCHES = 12;

/**
 * Removes each spill file after reading it. Returns the facts of all rows. The caller may pass the factor of a `Pace` to
 * `next`.
 */
export function* batches({
  spills,
  format,
  hasIds,
  formerIds = false,
  size,
  journeyGap,
}: BatchJob): Generator<SpilledBatch, FileFacts, number | undefined> {
  const facts = new FactsCounter(journeyGap);
  const ids = hasIds ? null : new RowIds(format);
  const former = formerIds && ids?.differFromFormer === true;
  // The batch goes on with the next spill file, because otherwise many small files would make many small batches.
  const total = spills.reduce((sum, { rows }) => sum + rows, 0);
  let mostRows = total > size.rows ? Math.min(FIRST_BATCH_ROWS, size.rows) : total;
  let batch = new Batch(ids, former, mostRows);
  const waiting = [...spills];
  const largest = Math.max(1, total / (LEAST_BATCHES * size.rows));
  let mostCustomers = size.customers;
  const enlarge = (factor = 1): void => {
    const most = Math.min(factor, largest);
    mostRows = Math.min(GROWTH * mostRows, Math.round(size.rows * most));
    mostCustomers = Math.round(size.customers * most);
  };
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (file.bytes > MAX_SPILL_BYTES && file.depth < MAX_SPILL_DEPTH) {
      waiting.unshift(...spreadAgain(file));
      continue;
    }
    const reader = new SpillReader(file);
    removeSpill(file);
    batch.beginFile(reader);
    for (let c = 0, from = 0; c < reader.customers.length; from = reader.ends[c++]!) {
      const end = reader.ends[c]!;
      const places = reader.places.subarray(from, end);
      if (batch.rows > 0 && (batch.customers.length >= mostCustomers || batch.rows + places.length > mostRows)) {
        enlarge(yield batch.take());
        batch = new Batch(ids, former, mostRows, reader);
      }
      if (places.length <= MAX_BATCH_ROWS) {
        batch.addWhole(c, from, end, facts);
        continue;
      }
      const distinct = facts.add(reader.bytes, places);
      // The ids of all parts are computed at once, because an id depends on the number of equal rows in earlier parts.
      const whole = new Batch(ids, former, mostRows, reader);
      whole.addIds(places);
      for (let part = 0; part < places.length; part += MAX_BATCH_ROWS) {
        if (part > 0) {
          yield batch.take();
          batch = new Batch(ids, former, mostRows, reader);
        }
        const partEnd = Math.min(part + MAX_BATCH_ROWS, places.length);
        batch.add(c, from + part, from + partEnd, distinct);
        batch.copyIds(whole, part, partEnd);
      }
    }
    batch.endFile();
  }
  if (batch.rows > 0) yield batch.take();
  return facts.result();
}

class Batch {
  readonly customers: string[] = [];
  rows = 0;
  readonly #counts: number[] = [];
  readonly #distinct: boolean[] = [];
  readonly #held: number[] = [];
  readonly #columns: BatchColumnsWriter;
  readonly #parts: BatchPart[] = [];
  readonly #rowIds: RowIds | null;
  readonly #former: boolean;
  #ids = new Uint8Array(0);
  #formerIds = new Uint8Array(0);
  #idRows = 0;
  #file: SpillReader | null;
  /**
   * These three fields describe the records of the current file that are in this batch: the index of the first place
   * (−1 if there is none), the index after the last place, and the index in the batch of the first customer.
   */
  #firstPlace = -1;
  #endPlace = 0;
  #firstCustomer = 0;

  /** `ids` is null if the records contain their ids. `rows` is the expected number of rows. */
  constructor(ids: RowIds | null, former: boolean, rows: number, file: SpillReader | null = null) {
    this.#columns = new BatchColumnsWriter(ids === null ? 0 : rows);
    this.#rowIds = ids;
    this.#former = former;
    this.#file = file;
  }

  beginFile(file: SpillReader): void {
    this.#file = file;
  }

  /** Adds all records of customer `c` of the file, and counts them. */
  addWhole(c: number, from: number, end: number, facts: FactsCounter): void {
    const { bytes, view, places: all } = this.#file!;
    const places = all.subarray(from, end);
    const first = this.rows;
    const held = this.#rowIds === null ? NOT_IN_COLUMNS : this.#columns.add(view, places, first);
    if (held === NOT_IN_COLUMNS) this.add(c, from, end, facts.add(bytes, places));
    else {
      facts.addTimes(this.#columns.columns.at, first, first + places.length);
      this.add(c, from, end, true, held);
    }
    this.addIds(places);
  }

  /**
   * Adds the records of customer `c` of the file between two indexes of `places`. They must directly follow the records
   * added before.
   */
  add(c: number, from: number, end: number, distinct: boolean, held = NOT_IN_COLUMNS): void {
    if (this.#firstPlace < 0) {
      this.#firstPlace = from;
      this.#firstCustomer = this.customers.length;
    }
    this.#endPlace = end;
    this.customers.push(this.#file!.customers[c]!);
    this.#counts.push(end - from);
    this.#distinct.push(distinct);
    this.#held.push(held);
    this.rows += end - from;
  }

  /** Computes the ids of all records of one customer. */
  addIds(places: Uint32Array): void {
    if (this.#rowIds === null) return;
    const at = this.#idRows * ROW_ID_LENGTH;
    this.#growIds(places.length);
    const { bytes } = this.#file!;
    this.#rowIds.write(bytes, places, this.#ids, at);
    if (this.#former) this.#rowIds.write(bytes, places, this.#formerIds, at, true);
  }

  copyIds(other: Batch, from: number, end: number): void {
    if (this.#rowIds === null) return;
    const at = this.#idRows * ROW_ID_LENGTH;
    this.#growIds(end - from);
    const part = (ids: Uint8Array) => ids.subarray(from * ROW_ID_LENGTH, end * ROW_ID_LENGTH);
    this.#ids.set(part(other.#ids), at);
    if (this.#former) this.#formerIds.set(part(other.#formerIds), at);
  }

  endFile(): void {
    if (this.#firstPlace >= 0)
      this.#parts.push({
        bytes: this.#file!.bytes,
        places: this.#file!.places.slice(this.#firstPlace, this.#endPlace),
        customers: this.customers.length - this.#firstCustomer,
      });
    this.#firstPlace = -1;
    this.#file = null;
  }

  take(): SpilledBatch {
    this.endFile();
    const used = this.#idRows * ROW_ID_LENGTH;
    return {
      customers: this.customers,
      counts: this.#counts,
      distinct: this.#distinct,
      held: this.#held,
      columns: this.#columns.columns,
      parts: this.#parts,
      ids: this.#rowIds === null ? null : this.#ids.slice(0, used),
      formerIds: this.#former ? this.#formerIds.slice(0, used) : null,
    };
  }

  #growIds(rows: number): void {
    this.#idRows += rows;
    this.#ids = grown(this.#ids, this.#idRows * ROW_ID_LENGTH);
    if (this.#former) this.#formerIds = grown(this.#formerIds, this.#idRows * ROW_ID_LENGTH);
  }
}

/** Returns a buffer of at least `length` bytes that begins with `bytes`. */
function grown(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (bytes.length >= length) return bytes;
  const longer = new Uint8Array(Math.max(length, 2 * bytes.length));
  longer.set(bytes);
  return longer;
}
