// Reads the whole store for the projection, or the customers that changed after a version. Each read uses one snapshot,
// so it is consistent. The event loop gets a turn every few milliseconds.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { CustomerHistory } from "../../model/journey.js";
import type { AttributesVisitor, HistoryVisitor, ReadProgress } from "../store.js";
import { readError, within } from "./databases.js";
import { FEED_NUMBER_AT, feedKey } from "./keys.js";
import { Reading, type ReadState } from "./read.js";
import { visitAttributes, visitRecord } from "./visitRecord.js";

/** The number of customers that are read in one turn of the event loop. With ten interactions each, they take 2 ms. */
const CUSTOMERS_A_TURN = 500;

export async function streamAll(
  state: ReadState,
  visitor: HistoryVisitor,
  progress?: ReadProgress,
): Promise<{ version: number }> {
  const reading = new Reading(state);
  try {
    const { nextNumber, customers, version } = reading.meta;
    let read = 0;
    for (let number = 1; number < nextNumber; number++) {
      const record = reading.record(number);
      if (record !== undefined) {
        visitRecord(number, record, reading.dictionary, visitor);
        read++;
      }
      if (number % CUSTOMERS_A_TURN === 0) {
        progress?.(read, customers);
        await nextTurn();
      }
    }
    progress?.(read, customers);
    return { version };
  } finally {
    reading.done();
  }
}

export async function streamAttributes(
  state: ReadState,
  visitor: AttributesVisitor,
  progress?: ReadProgress,
): Promise<void> {
  const reading = new Reading(state);
  try {
    const { nextNumber, customers } = reading.meta;
    let read = 0;
    for (let number = 1; number < nextNumber; number++) {
      const record = reading.record(number);
      if (record !== undefined) {
        visitAttributes(number, record, visitor);
        read++;
      }
      if (number % CUSTOMERS_A_TURN === 0) {
        progress?.(read, customers);
        await nextTurn();
      }
    }
  } finally {
    reading.done();
  }
}

export async function streamChanges(
  state: ReadState,
  after: number,
  visitor: HistoryVisitor,
): Promise<{ version: number } | null> {
  const reading = new Reading(state);
  try {
    const { version, floor } = reading.meta;
    if (after > version || after < floor) return null;
    if (after === version) return { version };
    for (let last: Uint8Array | null = null; ; ) {
      const start = last ?? feedKey(after + 1, 0);
      const range = { start, exclusiveStart: last !== null, limit: CUSTOMERS_A_TURN };
      const keys: Uint8Array[] = [...state.dbs.feed.getKeys({ ...range, ...within(reading.snapshot) })];
      for (const key of keys) {
        const number = Buffer.from(key.buffer, key.byteOffset, key.length).readUInt32BE(FEED_NUMBER_AT);
        const record = reading.record(number);
        if (record === undefined) visitor.gone(number);
        else visitRecord(number, record, reading.dictionary, visitor);
      }
      if (keys.length < CUSTOMERS_A_TURN) break;
      last = keys.at(-1)!;
      await nextTurn();
    }
    return { version };
  } finally {
    reading.done();
  }
}

export async function* allHistories(state: ReadState): AsyncIterable<CustomerHistory> {
  const reading = new Reading(state);
  try {
    for (let number = 1; number < reading.meta.nextNumber; number++) {
      const history = reading.customerByNumber(number);
      if (history !== null) yield history;
      if (number % CUSTOMERS_A_TURN === 0) await nextTurn();
    }
  } catch (error) {
    // Errors of the consumer are not caught here.
    throw readError(error);
  } finally {
    reading.done();
  }
}
