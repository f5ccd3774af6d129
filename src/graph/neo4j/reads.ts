// Reads single objects and pages, with one statement for all keys. If a journey is being written at the same time, its
// lists may be read with unequal lengths. The read is then repeated, and the last attempt is made under the lock.
import type { CustomerHistory, Journey } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";
import { person } from "../history/person.js";
import { Relations } from "../history/relations.js";
import type { Joining, JourneyOfCustomer, JourneyPosition, Person } from "../store.js";
import { type Connection, int, type Parameters, type Row } from "./connection.js";
import { decodeHistory, decodeJourney, TornRead } from "./encode.js";
import { readOwners, readRelations } from "./relations.js";
import * as cypher from "./statements/index.js";

/** A number greater than any number or instant, and a key greater than that of every journey. */
const LAST = { number: Number.MAX_SAFE_INTEGER, start: Number.MAX_SAFE_INTEGER, key: "\uffff" } as const;
const TRIES = 3;
/** The number of customers per step of `histories`. */
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

interface Found {
  readonly customer: string;
  readonly members: readonly string[];
  readonly names: readonly { readonly name: string; readonly identity: string }[];
}

/** Returns the customer to whom a key belongs, or null if nothing is known about the key. */
async function findCustomer(connection: Connection, key: string): Promise<Found | null> {
  const [row] = await connection.run(cypher.CUSTOMER_OF, { key });
  const {
    customer,
    found,
    members: others,
  } = row as unknown as { customer: string; found: boolean; members: string[] };
  const members = [...new Set([customer, ...others])];
  const names = (await connection.run(cypher.NAMES_OF, { identities: members })) as unknown as Found["names"];
  return found || members.length > 1 || others.length > 0 || names.length > 0 ? { customer, members, names } : null;
}

export async function readIdentities(connection: Connection, key: string): Promise<string[]> {
  const found = await findCustomer(connection, key);
  if (found === null) return [];
  const { customer, members, names } = found;
  return [customer, ...[...members.slice(1), ...names.map(({ name }) => name)].sort(compareKeys)];
}

export async function readPerson(connection: Connection, key: string): Promise<Person | null> {
  const found = await findCustomer(connection, key);
  if (found === null) return null;
  const relations = new Relations();
  const names = found.names
    .map(({ name, identity }) => ({ name, identity }))
    .sort((a, b) => compareKeys(a.identity, b.identity) || compareKeys(a.name, b.name));
  const work = person(found.customer, found.members, names, relations);
  for (let step = work.next(); ; step = work.next()) {
    if (!step.done) {
      const need = step.value;
      if ("owners" in need) relations.knowOwners(need.owners, await readOwners(connection, need.owners));
      else for (const [one, related] of await readRelations(connection, need.relations)) relations.know(one, related);
      continue;
    }
    const { joining, ...rest } = step.value;
    const joins: Joining[] = [];
    for (const { anonymous, owner } of joining) {
      const [of] = await connection.run(cypher.CUSTOMER_OF, { key: owner });
      joins.push({ anonymous, customer: of!.customer as string });
    }
    return { ...rest, joining: joins };
  }
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

export async function readCustomersStartingWith(
  connection: Connection,
  prefix: string,
  limit: number,
  after: string | null,
): Promise<CustomerHistory[]> {
  return read(
    connection,
    cypher.PAGE_OF_KEYS,
    {
      from: after === null || compareKeys(after, prefix) < 0 ? prefix : `${after}\0`,
      end: endOf(prefix),
      limit: int(limit),
    },
    (row) => historyOf(row)!,
  );
}

/**
 * Returns a text that is greater than every key that starts with the prefix. It is the prefix with its last code point
 * increased.
 */
function endOf(prefix: string): string {
  const points = [...prefix];
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0)!;
    if (point === LAST_POINT) continue;
    // U+D800 to U+DFFF are surrogates, which no valid text contains as code points, so the one after U+D7FF is U+E000.
    return points.join("") + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
  }
  return String.fromCodePoint(LAST_POINT).repeat(LONGEST_KEY);
}

const LAST_POINT = 0x10ffff;
/** The length of the longest key, in code points. */
const LONGEST_KEY = 2000;

export async function readCountStartingWith(connection: Connection, prefix: string): Promise<number> {
  const [row] = await connection.run(cypher.COUNT_OF_KEYS, { prefix });
  return Number(row!.customers);
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
  return { customer: row.customer as string, journey: decodeJourney(row.journey as Row, row.customer as string) };
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
