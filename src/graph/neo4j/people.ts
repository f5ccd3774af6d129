// Changes of customers beside recording: attributes, linking, erasing, taking an import back, another journey gap.
// Those that may touch every customer go in steps of at most MAX_CUSTOMERS a transaction; each step leaves every customer whole,
// and what was cut off is simply run again.
import { type Interaction, MAX_INTERACTIONS_PER_CUSTOMER } from "../../model/interaction.js";
import { assembleJourneys } from "../history/assemble.js";
import { changeAttributes, joinAttributes } from "../history/attributes.js";
import { joinHistories, withoutOrigins } from "../history/change.js";
import type { ChangeOutcome, CustomerAttributes, LinkOutcome, ReadProgress } from "../store.js";
import { int } from "./connection.js";
import { MAX_CUSTOMERS, MAX_ROWS } from "./record.js";
import * as cypher from "./statements.js";
import type { Person, Write } from "./write.js";
import type { Writer } from "./writer.js";

/** A customer may be as large as a customer can be. */
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
    const numbers = rows.map((row) => row.number as number).sort((a, b) => a - b);
    const all = done + numbers.length;
    for (let from = 0; from < numbers.length; from += MAX_CUSTOMERS) {
      const part = numbers.slice(from, from + MAX_CUSTOMERS);
      const { result } = await writer.change((write) => forgetPart(write, source, part));
      customers += result.customers;
      interactions += result.interactions;
      done += part.length;
      progress?.(done, all);
    }
    if (all === 0) progress?.(0, 0);
    // The source goes with its last interaction, unless another process is still bringing some: then those go too.
    const { version, result } = await writer.change(async (write) => {
      const [found] = await write.tx.run(cypher.SOURCE_EXISTS, { number: int(source) });
      if (found === undefined) return "unknown";
      if (found.used === true) return numbers.length > 0 ? "used" : "stuck";
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

/** Splits everything anew by the store's gap, from where it was left; see `splitAfter` on Meta. */
export async function splitAnew(writer: Writer): Promise<number> {
  for (;;) {
    const { version, result } = await writer.change(async (write) => {
      const after = write.meta.splitAfter;
      if (after === undefined || after === null) return "done";
      const people = await write.loadAfter(after, MAX_CUSTOMERS);
      for (const person of people) {
        const all = person.journeys.flatMap((journey): readonly Interaction[] => journey.interactions);
        const journeys = assembleJourneys(person.key, [...all], write.meta.journeyGap);
        if (!sameSplit(person.journeys, journeys)) write.setJourneys(person, journeys);
      }
      const last = people[people.length - 1];
      const done = people.length < MAX_CUSTOMERS;
      write.setMeta({ splitAfter: done ? null : int(last!.number!) });
      return done ? "done" : "more";
    });
    if (result === "done") return version;
  }
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
