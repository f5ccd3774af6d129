// Reads the whole store for the projection: everything once, then the changes.
//
// Reads in Neo4j are not snapshots: a commit becomes visible piece by piece. `streamAll` therefore first reads the
// version under the lock, and `readChanges` later reads everything that was committed after this version. `readChanges`
// holds the lock, so it sees only whole commits. Other processes cannot write in the meantime, so `readChanges` gives
// up if the feed is long (LONG_FEED). The caller then streams again.

import type { CustomerHistory } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";
import { visitAnswers } from "../history/feedback.js";
import type { AttributesVisitor, HistoryVisitor, ReadProgress } from "../store.js";
import { type Connection, int, type Row } from "./connection.js";
import { decodeAttributes, decodeHistory, fromAmount, fromFlag, TornRead } from "./encode.js";
import { lockToRead } from "./meta.js";
import * as cypher from "./statements/index.js";

/**
 * If the feed has more than this many customers, and also more than a quarter of all customers, reading the feed is
 * slower than streaming everything again.
 */
const LONG_FEED = 50_000;
/**
 * The number of customers per statement, and the number of statements that run at a time. The server reads for one
 * statement while this process decodes the result of the other. Customers therefore arrive in no particular order.
 * Sorting the rows would take a third more time here.
 */
const RANGE = 10_000;
const STREAMS = 2;
/** The number of customers between two calls of `progress`. */
const PROGRESS_EVERY = 1_000;

export async function streamAll(
  connection: Connection,
  visitor: HistoryVisitor,
  progress?: ReadProgress,
): Promise<{ version: number }> {
  const meta = await connection.transact(async (tx) => ({ commit: false, result: await lockToRead(tx) }));
  let read = 0;
  let next = 0;
  const readRanges = async (): Promise<void> => {
    while (next < meta.nextNumber) {
      const from = next;
      next += RANGE;
      const range = { from: int(from), to: int(Math.min(next, meta.nextNumber)) };
      await connection.each(cypher.STREAM_RANGE, range, (values) => {
        visit(values, visitor, true);
        if (++read % PROGRESS_EVERY === 0) progress?.(Math.min(read, meta.customers), meta.customers);
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: STREAMS }, readRanges));
  } finally {
    // After a failure, the other running statement ends after its current range.
    next = meta.nextNumber;
  }
  progress?.(meta.customers, meta.customers);
  return { version: meta.version };
}

export async function readChanges(
  connection: Connection,
  version: number,
  visitor: HistoryVisitor,
): Promise<{ version: number } | null> {
  // The read is not retried once the visitor has received data, because the visitor would receive the same data twice.
  let seen = false;
  return connection.transact(async (tx) => {
    const meta = await lockToRead(tx);
    const answer = (result: { version: number } | null) => ({ commit: false, result });
    if (version === meta.version) return answer({ version });
    // Either the database was restored to an older state, or the feed no longer reaches back to this version.
    if (version > meta.version || version < meta.floor) return answer(null);
    const after = { after: int(version) };
    const [count] = await tx.run(cypher.COUNT_CHANGED, after);
    const changed = count!.changed as number;
    if (changed > LONG_FEED && changed > meta.customers / 4) return answer(null);
    if (seen) return answer(null);
    seen = true;
    await tx.each(cypher.GONE_CUSTOMERS, after, ([number]) => visitor.gone(number as number));
    await tx.each(cypher.CHANGED_CUSTOMERS, after, (values) => visit(values, visitor, false));
    return answer({ version: meta.version });
  });
}

export async function streamAttributes(
  connection: Connection,
  visitor: AttributesVisitor,
  progress?: ReadProgress,
): Promise<void> {
  const meta = await connection.transact(async (tx) => ({ commit: false, result: await lockToRead(tx) }));
  let read = 0;
  for (let from = 0; from < meta.nextNumber; from += RANGE) {
    const range = { from: int(from), to: int(Math.min(from + RANGE, meta.nextNumber)) };
    await connection.each(cypher.STREAM_ATTRIBUTES, range, ([number, list]) => {
      visitAttributes(number as number, list as AttributeColumns[], visitor);
      if (++read % PROGRESS_EVERY === 0) progress?.(Math.min(read, meta.customers), meta.customers);
    });
  }
}

type AttributeColumns = readonly [key: string, start: number, length: number, attributes: readonly string[] | null];

function visitAttributes(number: number, journeys: AttributeColumns[], visitor: AttributesVisitor): void {
  if (journeys.length > 1) journeys.sort((a, b) => a[1] - b[1] || compareKeys(a[0], b[0]));
  visitor.customer(
    number,
    journeys.reduce((sum, [, , length]) => sum + length, 0),
  );
  let i = 0;
  for (const [, , length, attributes] of journeys) {
    if (attributes !== null)
      for (let k = 0; k < length; k++) if (attributes[k]) visitor.attributes(i + k, attributes[k]!);
    i += length;
  }
}

type Columns = readonly [
  key: string,
  route: readonly string[],
  times: readonly number[],
  caseIds: readonly string[] | null,
  values: readonly number[] | null,
  costs: readonly number[] | null,
  initiatedBy: readonly string[] | null,
  outcomes: readonly string[] | null,
  resolved: readonly number[] | null,
  intended: readonly string[] | null,
  contextCarried: readonly number[] | null,
  repeatedInfo: readonly number[] | null,
];

/**
 * Passes a customer to the visitor, with the journeys in order of start, then key. A journey that is being written is
 * left out if `readAgain` is true, because it will be read again.
 */
function visit([number, attributes, list, whole]: unknown[], visitor: HistoryVisitor, readAgain: boolean): void {
  const journeys = (list as Columns[]).filter((columns) => {
    const whole = isWhole(columns);
    if (!whole && !readAgain) throw new TornRead("journey");
    return whole;
  });
  if (journeys.length > 1) journeys.sort((a, b) => a[2][0]! - b[2][0]! || compareKeys(a[0], b[0]));
  visitor.customer(number as number, decodeAttributes(attributes as string[] | null));
  for (const journey of journeys) visitJourney(journey, visitor);
  if (whole === null || whole === undefined) return;
  // If the journeys in `whole` differ from those in `list`, the customer is being written.
  const history = historyOf(whole as [Row, Row[]], readAgain);
  if (history?.journeys.map(({ key }) => key).join() !== journeys.map(([key]) => key).join()) return;
  if (history.journeys.every(({ interactions }, j) => interactions.length === journeys[j]![1].length))
    visitAnswers(history, visitor);
}

/** The history; null if the customer is being written and will be read again. */
function historyOf([customer, journeys]: [Row, Row[]], readAgain: boolean): CustomerHistory | null {
  try {
    return decodeHistory(customer, journeys);
  } catch (error) {
    if (!readAgain || !(error instanceof TornRead)) throw error;
    return null;
  }
}

function visitJourney(columns: Columns, visitor: HistoryVisitor): void {
  const [
    key,
    route,
    times,
    caseIds,
    values,
    costs,
    initiatedBy,
    outcomes,
    resolved,
    intended,
    contextCarried,
    repeatedInfo,
  ] = columns;
  visitor.journey(key);
  if (columns.every((column, place) => place < FIRST_KNOWN || column === null)) {
    for (let i = 0; i < route.length; i++) visitor.interaction(route[i]!, times[i]!);
    return;
  }
  for (let i = 0; i < route.length; i++) {
    visitor.interaction(route[i]!, times[i]!);
    if (caseIds?.[i]) visitor.known("caseId", caseIds[i]!);
    if (values !== null) amount(visitor, "value", values[i]!);
    if (costs !== null) amount(visitor, "cost", costs[i]!);
    if (initiatedBy?.[i]) visitor.known("initiatedBy", initiatedBy[i]!);
    if (outcomes?.[i]) visitor.known("outcome", outcomes[i]!);
    if (intended?.[i]) visitor.known("intendedChannel", intended[i]!);
    if (resolved !== null) flag(visitor, "resolved", resolved[i]!);
    if (contextCarried !== null) flag(visitor, "contextCarried", contextCarried[i]!);
    if (repeatedInfo !== null) flag(visitor, "repeatedInfo", repeatedInfo[i]!);
  }
}

function amount(visitor: HistoryVisitor, column: "value" | "cost", given: number): void {
  const units = fromAmount(given);
  if (units !== null) visitor.known(column, units);
}

function flag(visitor: HistoryVisitor, column: "resolved" | "contextCarried" | "repeatedInfo", given: number): void {
  const known = fromFlag(given);
  if (known !== null) visitor.known(column, known);
}

/** From this index on, columns may be absent. */
const FIRST_KNOWN = 3;

function isWhole(columns: Columns): boolean {
  const length = columns[1]?.length;
  if (length === undefined || length === 0 || columns[2]?.length !== length) return false;
  for (let place = FIRST_KNOWN; place < columns.length; place++) {
    const column = columns[place];
    if (column !== null && column!.length !== length) return false;
  }
  return true;
}
