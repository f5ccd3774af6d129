// Whole reads for the projection: everything once, then what has changed.
//
// Reads are no snapshots here: a commit becomes visible piece by piece. So `streamAll` starts from a version read under
// the lock, and what commits while it reads is found again by `readChanges`; that one holds the lock, so it sees whole
// commits only. While it holds the lock nobody writes, so a feed that would name most customers is not answered: the
// caller streams again.

import { compareKeys } from "../../model/keys.js";
import type { HistoryVisitor, ReadProgress } from "../store.js";
import { type Connection, int } from "./connection.js";
import { decodeAttributes, fromAmount, fromFlag, TornRead } from "./encode.js";
import * as cypher from "./statements.js";
import { lockToRead } from "./write.js";

/** A feed with more customers than this, and more than a quarter of all, is slower than streaming anew. */
const LONG_FEED = 50_000;
/** Customers between two calls of the progress. */
const PROGRESS_EVERY = 1_000;

export async function streamAll(
  connection: Connection,
  visitor: HistoryVisitor,
  progress?: ReadProgress,
): Promise<{ version: number }> {
  const meta = await connection.transact(async (tx) => ({ commit: false, result: await lockToRead(tx) }));
  let read = 0;
  await connection.each(cypher.STREAM_RANGE, { from: int(0), to: int(meta.nextNumber) }, (values) => {
    visit(values, visitor, true);
    if (++read % PROGRESS_EVERY === 0) progress?.(Math.min(read, meta.customers), meta.customers);
  });
  progress?.(meta.customers, meta.customers);
  return { version: meta.version };
}

export async function readChanges(
  connection: Connection,
  version: number,
  visitor: HistoryVisitor,
): Promise<{ version: number } | null> {
  // Not retried once the visitor has seen something: it would see it twice.
  let seen = false;
  return connection.transact(async (tx) => {
    const meta = await lockToRead(tx);
    const answer = (result: { version: number } | null) => ({ commit: false, result });
    if (version === meta.version) return answer({ version });
    // Newer than the store: the database was put back to an older state.
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

/** Journeys by start, then by key. One that is being written at this moment is left out where it will be read again. */
function visit([number, attributes, list]: unknown[], visitor: HistoryVisitor, readAgain: boolean): void {
  const journeys = (list as Columns[]).filter((columns) => {
    const whole = isWhole(columns);
    if (!whole && !readAgain) throw new TornRead("journey");
    return whole;
  });
  if (journeys.length > 1) journeys.sort((a, b) => a[2][0]! - b[2][0]! || compareKeys(a[0], b[0]));
  visitor.customer(number as number, decodeAttributes(attributes as string[] | null));
  for (const journey of journeys) visitJourney(journey, visitor);
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
  const known = KNOWN.some((column) => columns[column] !== null);
  for (let i = 0; i < route.length; i++) {
    visitor.interaction(route[i]!, times[i]!);
    if (!known) continue;
    if (caseIds?.[i]) visitor.known("caseId", caseIds[i]!);
    const value = fromAmount(values?.[i]);
    if (value !== null) visitor.known("value", value);
    const cost = fromAmount(costs?.[i]);
    if (cost !== null) visitor.known("cost", cost);
    if (initiatedBy?.[i]) visitor.known("initiatedBy", initiatedBy[i]!);
    if (outcomes?.[i]) visitor.known("outcome", outcomes[i]!);
    const isResolved = fromFlag(resolved?.[i]);
    if (isResolved !== null) visitor.known("resolved", isResolved);
    if (intended?.[i]) visitor.known("intendedChannel", intended[i]!);
    const carried = fromFlag(contextCarried?.[i]);
    if (carried !== null) visitor.known("contextCarried", carried);
    const repeated = fromFlag(repeatedInfo?.[i]);
    if (repeated !== null) visitor.known("repeatedInfo", repeated);
  }
}

/** Places of the columns that may be absent. */
const KNOWN = [3, 4, 5, 6, 7, 8, 9, 10, 11] as const;

function isWhole(columns: Columns): boolean {
  const length = columns[1]?.length;
  if (length === undefined || length === 0 || columns[2]?.length !== length) return false;
  return KNOWN.every((column) => columns[column] === null || columns[column].length === length);
}
