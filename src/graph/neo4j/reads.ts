// Point and page reads, with one statement for all keys. A journey that is being written may be read with lists of
// unequal length. The read is then repeated, and finally done under the lock.
import type { CustomerHistory, Journey } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";
import type { JourneyOfCustomer, JourneyPosition } from "../store.js";
import { type Connection, int, type Parameters, type Row } from "./connection.js";
import { decodeHistory, decodeJourney, TornRead } from "./encode.js";
import * as cypher from "./statements.js";

/** A number greater than any number or instant, and a key greater than that of every journey. */
const LAST = { number: Number.MAX_SAFE_INTEGER, start: Number.MAX_SAFE_INTEGER, key: "\uffff" } as const;
const TRIES = 3;
/** Customers per step of `histories`. */
const STEP = 200;

export async function readCustomers(
  connection: Connection,
  keys: readonly string[],
): Promise<(CustomerHistory | null)[]> {
  if (keys.length === 0) return [];
  return read(connection, cypher.LOAD_CUSTOMERS, { keys }, historyOf);
}

export async function readCustomersByNumber(
  connection: Connection,
  numbers: readonly number[],
): Promise<(CustomerHistory | null)[]> {
  if (numbers.length === 0) return [];
  return read(connection, cypher.LOAD_CUSTOMERS_BY_NUMBER, { numbers: numbers.map((n) => int(n)) }, historyOf);
}

export async function readIdentities(connection: Connection, key: string): Promise<string[]> {
  const [row] = await connection.run(cypher.IDENTITIES, { key });
  const { root, aliases, found } = row as unknown as { root: string; aliases: string[]; found: boolean };
  return found || aliases.length > 0 ? [root, ...aliases.sort(compareKeys)] : [];
}

export async function readJourneys(
  connection: Connection,
  keys: readonly string[],
): Promise<(JourneyOfCustomer | null)[]> {
  if (keys.length === 0) return [];
  return read(connection, cypher.LOAD_JOURNEYS, { keys }, (row) => (row.customer === null ? null : journeyOf(row)));
}

export async function readCustomerPage(
  connection: Connection,
  limit: number,
  before: number | null,
): Promise<CustomerHistory[]> {
  return read(
    connection,
    cypher.PAGE_OF_CUSTOMERS,
    { limit: int(limit), before: int(before ?? LAST.number) },
    (row) => historyOf(row)!,
  );
}

export async function readJourneyPage(
  connection: Connection,
  limit: number,
  before: JourneyPosition | null,
): Promise<JourneyOfCustomer[]> {
  const { start, key } = before ?? LAST;
  return read(connection, cypher.PAGE_OF_JOURNEYS, { limit: int(limit), start: int(start), key }, journeyOf);
}

export async function* readHistories(connection: Connection): AsyncIterable<CustomerHistory> {
  for (let after = -1; ; ) {
    const step = await read(
      connection,
      cypher.CUSTOMERS_AFTER,
      { after: int(after), limit: int(STEP) },
      (row) => historyOf(row)!,
    );
    yield* step;
    if (step.length < STEP) return;
    after = step[step.length - 1]!.number;
  }
}

function historyOf(row: Row): CustomerHistory | null {
  return row.customer === null ? null : decodeHistory(row.customer as Row, row.journeys as Row[]);
}

function journeyOf(row: Row): { customer: string; journey: Journey } {
  return { customer: row.customer as string, journey: decodeJourney(row.journey as Row) };
}

async function read<T>(
  connection: Connection,
  statement: string,
  parameters: Parameters,
  decode: (row: Row) => T,
): Promise<T[]> {
  for (let tries = 1; tries <= TRIES; tries++)
    try {
      return (await connection.run(statement, parameters)).map(decode);
    } catch (error) {
      if (!(error instanceof TornRead)) throw error;
    }
  return connection.transact(async (tx) => {
    await tx.run(cypher.LOCK_TO_READ);
    return { commit: false, result: (await tx.run(statement, parameters)).map(decode) };
  });
}
