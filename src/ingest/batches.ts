// The first half of pass 2 reads one spill file after another and makes batches of whole customers. A log is in order
// of time, so a batch of consecutive rows would touch nearly as many customers as it has rows.
//
// It runs in the thread of pass 1, so that one core prepares the next batch while the other records the current one. A
// batch is sent as the bytes of its spilled records, because sending objects would cost more than creating them.
//
// A row without an id gets one here, from its fields and from the number of equal rows before it. Equal rows have the
// same customer, so it is enough to count within one customer at a time.
import { rmSync } from "node:fs";
import { ROW_ID_LENGTH } from "../model/keys.js";
import { FactsCounter, type FileFacts } from "./facts.js";
import type { RecordFormat } from "./records.js";
import { RowIds } from "./rowIds.js";
import { MAX_SPILL_BYTES, MAX_SPILL_DEPTH, recordEnd, type SpillFile, SpillReader, spreadAgain } from "./spill.js";

export interface BatchSize {
  /**
   * Small enough that transactions, for which other processes wait, are short. Large enough that many rows share the
   * updates of edges and the flush to disk.
   */
  readonly customers: number;
  readonly rows: number;
}

export interface BatchJob {
  readonly spills: readonly SpillFile[];
  readonly format: RecordFormat;
  /** Whether a column gives the ids. */
  readonly hasIds: boolean;
  /** Whether the store may hold rows under the ids that they had in format 1. */
  readonly formerIds?: boolean;
  readonly size: BatchSize;
  /** Milliseconds. The gap with which the store splits journeys. */
  readonly journeyGap: number;
}

/** Customers one after another, with their rows in the order of the log. */
export interface SpilledBatch {
  readonly customers: readonly string[];
  /** Number of rows of each customer. */
  readonly counts: readonly number[];
  /** For each customer, whether all ids differ. */
  readonly distinct: readonly boolean[];
  /** The records (spill.ts), one after another. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The ids of all rows one after another, ROW_ID_LENGTH ASCII bytes each. Null if the records contain them. */
  readonly ids: Uint8Array<ArrayBuffer> | null;
  /**
   * In the same way, the ids that the rows had in format 1. Null unless the store may hold such ids and they differ.
   */
  readonly formerIds: Uint8Array<ArrayBuffer> | null;
}

/** A customer with more rows than this is sent in parts. The store accepts parts too. */
const MAX_BATCH_ROWS = 50_000;

/** Removes each spill file after reading it. Returns the facts of all rows. */
export function* batches({
  spills,
  format,
  hasIds,
  formerIds = false,
  size,
  journeyGap,
}: BatchJob): Generator<SpilledBatch, FileFacts> {
  const facts = new FactsCounter(journeyGap);
  const ids = hasIds ? null : new RowIds(format);
  const former = formerIds && ids?.differFromFormer === true;
  // A batch may contain customers of several files. Otherwise, many small files would make many small batches.
  let batch = new Batch(hasIds, former);
  const waiting = [...spills];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (file.bytes > MAX_SPILL_BYTES && file.depth < MAX_SPILL_DEPTH) {
      waiting.unshift(...spreadAgain(file));
      continue;
    }
    const reader = new SpillReader(file);
    rmSync(file.path);
    for (const customer of reader.customers) {
      const places = reader.placesOf(customer);
      const distinct = facts.add(reader.bytes, places);
      if (batch.rows > 0 && (batch.customers.length >= size.customers || batch.rows + places.length > size.rows)) {
        yield batch.take();
        batch = new Batch(hasIds, former);
      }
      const rowIds = ids?.ofCustomer(reader.bytes, places) ?? [];
      const formerOf = former ? ids!.ofCustomer(reader.bytes, places, true) : [];
      for (let from = 0; from < places.length; from += MAX_BATCH_ROWS) {
        if (from > 0) {
          yield batch.take();
          batch = new Batch(hasIds, former);
        }
        const end = from + MAX_BATCH_ROWS;
        const part = { bytes: reader.bytes, places: places.slice(from, end), distinct };
        batch.add(customer, part, rowIds.slice(from, end), formerOf.slice(from, end));
      }
    }
  }
  if (batch.rows > 0) yield batch.take();
  return facts.result();
}

/** The records of a customer, by where they start. */
interface Records {
  readonly bytes: Buffer;
  readonly places: readonly number[];
  readonly distinct: boolean;
}

class Batch {
  readonly customers: string[] = [];
  rows = 0;
  readonly #hasIds: boolean;
  readonly #counts: number[] = [];
  readonly #former: boolean;
  readonly #ids: string[] = [];
  readonly #formerIds: string[] = [];
  readonly #records: Records[] = [];

  constructor(hasIds: boolean, former: boolean) {
    this.#hasIds = hasIds;
    this.#former = former;
  }

  add(customer: string, records: Records, ids: readonly string[], formerIds: readonly string[]): void {
    this.customers.push(customer);
    this.#counts.push(records.places.length);
    this.#records.push(records);
    for (const id of ids) this.#ids.push(id);
    for (const id of formerIds) this.#formerIds.push(id);
    this.rows += records.places.length;
  }

  take(): SpilledBatch {
    let length = 0;
    for (const { bytes, places } of this.#records) for (const at of places) length += recordEnd(bytes, at) - at;
    // The batch gets its own memory instead of a part of a shared pool, because the memory is transferred to another
    // thread.
    const target = new Uint8Array(new ArrayBuffer(length));
    let to = 0;
    // The bytes are copied one by one, because creating a slice of a buffer takes longer than copying a few hundred
    // bytes.
    for (const { bytes, places } of this.#records)
      for (const at of places)
        for (let from = at, end = recordEnd(bytes, at); from < end; ) target[to++] = bytes[from++]!;
    const ids = this.#hasIds ? null : idBytes(this.#ids);
    const formerIds = this.#former ? idBytes(this.#formerIds) : null;
    const distinct = this.#records.map((records) => records.distinct);
    return { customers: this.customers, counts: this.#counts, distinct, bytes: target, ids, formerIds };
  }
}

function idBytes(ids: readonly string[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new ArrayBuffer(ids.length * ROW_ID_LENGTH));
  let at = 0;
  for (const id of ids) for (let i = 0; i < ROW_ID_LENGTH; i++) bytes[at++] = id.charCodeAt(i);
  return bytes;
}
