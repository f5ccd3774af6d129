// Changes of customers other than recording: attributes, linking, erasing, taking an import back, another journey gap.
// Changes that may affect every customer run in steps of at most MAX_CUSTOMERS per transaction. Each step leaves every
// customer consistent, and an interrupted change can simply be run again.
import { type Interaction, MAX_INTERACTIONS_PER_CUSTOMER } from "../../model/interaction.js";
import { assembleJourneys } from "../history/assemble.js";
import { changeAttributes, joinAttributes } from "../history/attributes.js";
import { joinHistories, withoutOrigins } from "../history/change.js";
import type { ChangeOutcome, CustomerAttributes, LinkOutcome, ReadProgress } from "../store.js";
import { int } from "./connection.js";
import { graphGone } from "./errors.js";
import { MAX_CUSTOMERS, MAX_ROWS } from "./record.js";
import * as cypher from "./statements.js";
import type { Meta, Person, Write } from "./write.js";
import type { Writer } from "./writer.js";

/** A change of a single customer may fill a whole transaction. */
const WHOLE_CUSTOMER = MAX_INTERACTIONS_PER_CUSTOMER / MAX_ROWS;

export async function setAttributes(
  writer: Writer,
  rows: readonly CustomerAttributes[],
  currentVersion: () => Promise<number>,
): Promise<ChangeOutcome> {
  let version: number | null = null;
  let customers = 0;
  for (let from = 0; from < rows.length; from += MAX_CUSTOMERS) {
    const part = rows.slice(from, from + MAX_CUSTOMERS);
    const written = await writer.change(async (write) => {
      const people = await write.load([...new Set(part.map((row) => row.customer))]);
      const changed = new Set<Person>();
      for (const row of part) {
        const person = people.get(row.customer)!;
        const attributes = changeAttributes(person.attributes, row.attributes);
        if (attributes === null) continue;
        write.setAttributes(person, attributes);
        changed.add(person);
      }
      return changed.size;
    }, part.length / MAX_CUSTOMERS);
    version = written.version;
    customers += written.result;
  }
  return { version: version ?? (await currentVersion()), customers, interactions: 0 };
}

export async function link(writer: Writer, from: readonly string[], into: string): Promise<LinkOutcome> {
  const { version, result } = await writer.change(async (write) => {
    const people = await write.load([...new Set([...from, into])]);
    const target = people.get(into)!;
    let [interactions, conflicts] = [0, 0];
    const joined = new Set<Person>();
    for (const key of from) {
      const person = people.get(key)!;
      if (person === target || joined.has(person)) continue;
      joined.add(person);
      const moved = countInteractions(person);
      if (moved > 0) {
        const history = joinHistories(target.key, target.journeys, person.journeys, write.meta.journeyGap);
        write.setJourneys(person, []);
        write.setJourneys(target, history.journeys);
        interactions += moved;
        conflicts += history.conflicts;
      }
      if (Object.keys(person.attributes).length > 0) {
        write.setAttributes(target, joinAttributes(target.attributes, person.attributes));
        write.setAttributes(person, {});
      }
    }
    const roots = [...joined].map((person) => person.key);
    if (roots.length > 0) {
      write.setMeta({});
      write.tx.send(cypher.MOVE_ALIASES, { from: roots, into: target.key });
      write.tx.send(cypher.SAVE_ALIASES, { keys: roots, into: target.key });
    }
    const customers = [...joined, target].filter((person) => person.changed).length;
    return { customers, interactions, conflicts };
  }, WHOLE_CUSTOMER);
  return { version, ...result };
}

export async function erase(writer: Writer, customer: string): Promise<ChangeOutcome & { found: boolean }> {
  const { version, result } = await writer.change(async (write) => {
    const person = (await write.load([customer])).get(customer)!;
    const interactions = countInteractions(person);
    if (person.number !== null) {
      write.setJourneys(person, []);
      write.setAttributes(person, {});
    }
    const [row] = await write.tx.run(cypher.REMOVE_ALIASES, { into: person.key });
    const aliases = row!.removed as number;
    if (aliases > 0) write.setMeta({});
    return { found: person.number !== null || aliases > 0, customers: person.number === null ? 0 : 1, interactions };
  }, WHOLE_CUSTOMER);
  return { version, ...result };
}

export async function forget(
  writer: Writer,
  source: number,
  progress?: ReadProgress,
): Promise<ChangeOutcome & { found: boolean }> {
  let [customers, interactions, done] = [0, 0, 0];
  for (;;) {
    const rows = await writer.connection.run(cypher.CUSTOMERS_OF_SOURCE, { source: int(source) });
    const sizes = (rows as unknown as Size[]).sort((a, b) => a.number - b.number);
    const all = done + sizes.length;
    for (let from = 0; from < sizes.length; ) {
      const { numbers, size } = partOf(sizes, from);
      const { result } = await writer.change((write) => forgetPart(write, source, numbers), size);
      customers += result.customers;
      interactions += result.interactions;
      done += numbers.length;
      from += numbers.length;
      progress?.(done, all);
    }
    if (all === 0) progress?.(0, 0);
    // The source is removed with its last interaction, unless another process is still recording some of it. Those
    // interactions are then removed too.
    const { version, result } = await writer.change(async (write) => {
      const [found] = await write.tx.run(cypher.SOURCE_EXISTS, { number: int(source) });
      if (found === undefined) return "unknown";
      if (found.used === true) return sizes.length > 0 ? "used" : "stuck";
      if (source > 0) {
        write.setMeta({});
        write.tx.send(cypher.REMOVE_SOURCE, { number: int(source) });
      }
      return "gone";
    });
    if (result === "used") continue;
    return { version, customers, interactions, found: customers > 0 || (result === "gone" && source > 0) };
  }
}

async function forgetPart(
  write: Write,
  source: number,
  numbers: readonly number[],
): Promise<{ customers: number; interactions: number }> {
  const origins = new Set<number>();
  for (const [number, origin] of write.names.origins) if (origin.source === source) origins.add(number);
  let [customers, interactions] = [0, 0];
  for (const person of await write.loadByNumber(numbers)) {
    const journeys = withoutOrigins(person.key, person.journeys, origins, write.meta.journeyGap);
    if (journeys === null) continue;
    const before = countInteractions(person);
    write.setJourneys(person, journeys);
    customers++;
    interactions += before - countInteractions(person);
  }
  return { customers, interactions };
}

/** A customer, with its number of interactions when it was looked up. */
export interface Size {
  readonly number: number;
  readonly interactions: number;
}

/**
 * Returns as many customers from `from` on as fit into one transaction, but at least one, and the share of a
 * transaction that they fill.
 */
export function partOf(sizes: readonly Size[], from: number): { numbers: number[]; size: number } {
  const numbers: number[] = [];
  let interactions = 0;
  for (const { number, interactions: more } of sizes.slice(from, from + MAX_CUSTOMERS)) {
    if (numbers.length > 0 && interactions + more > MAX_ROWS) break;
    numbers.push(number);
    interactions += more;
  }
  return { numbers, size: Math.max(1, interactions / MAX_ROWS) };
}

/**
 * Splits all journeys again by the store's gap, continuing where it stopped (see `splitAfter` on Meta). Each
 * transaction splits a limited part. Customers recorded in the meantime are already split by the new gap. Several
 * processes may do this at the same time.
 */
export async function splitAnew(writer: Writer): Promise<number> {
  for (;;) {
    const [row] = await writer.connection.run(cypher.READ_META);
    if (row === undefined) throw graphGone();
    const { splitAfter: after = null, version } = row.meta as Meta;
    if (after === null) return version;
    const sizes = (await writer.connection.run(cypher.SIZES_AFTER, {
      after: int(after),
      limit: int(MAX_CUSTOMERS),
    })) as unknown as Size[];
    const { numbers, size } = partOf(sizes, 0);
    // New customers have greater numbers, and their journeys are split by the new gap from the start.
    const last = numbers.length === sizes.length && sizes.length < MAX_CUSTOMERS;
    await writer.change((write) => splitPart(write, after, numbers, last), size);
  }
}

/**
 * `after` is the position at which `numbers` were looked up. If another process has already processed these customers,
 * nothing is done.
 */
async function splitPart(write: Write, after: number, numbers: readonly number[], last: boolean): Promise<void> {
  if (write.meta.splitAfter !== after) return;
  for (const person of await write.loadByNumber(numbers)) {
    const all = person.journeys.flatMap((journey): readonly Interaction[] => journey.interactions);
    const journeys = assembleJourneys(person.key, [...all], write.meta.journeyGap);
    if (!sameSplit(person.journeys, journeys)) write.setJourneys(person, journeys);
  }
  write.setMeta({ splitAfter: last ? null : int(numbers[numbers.length - 1]!) });
}

function sameSplit(a: Person["journeys"], b: Person["journeys"]): boolean {
  return (
    a.length === b.length &&
    a.every((journey, i) => journey.key === b[i]!.key && journey.interactions.length === b[i]!.interactions.length)
  );
}

function countInteractions(person: Person): number {
  return person.journeys.reduce((n, journey) => n + journey.interactions.length, 0);
}
