// All changes of customers except the recording of interactions: setting attributes, recording statements, linking
// identities, erasing customers, removing an import, and changing the journey gap. Changes that may affect every
// customer run in steps of at most MAX_CUSTOMERS per transaction. Each step leaves every customer consistent, and an
// interrupted change can simply be run again.
import { type Interaction, MAX_INTERACTIONS_PER_CUSTOMER } from "../../model/interaction.js";
import { compareKeys } from "../../model/keys.js";
import { assembleJourneys } from "../history/assemble.js";
import { changeAttributes } from "../history/attributes.js";
import { withoutOrigins } from "../history/change.js";
import { People } from "../history/people.js";
import { changedBy } from "../history/settle.js";
import { linkedBefore } from "../migrations.js";
import type {
  ChangeOutcome,
  CustomerAttributes,
  EraseOutcome,
  ForgetOutcome,
  LinkOutcome,
  ReadProgress,
  Statement,
  StatementBatch,
  StatementOutcome,
} from "../store.js";
import { int } from "./connection.js";
import { graphGone } from "./errors.js";
import type { Meta } from "./meta.js";
import type { Person } from "./person.js";
import { MAX_CUSTOMERS, MAX_ROWS } from "./record.js";
import * as cypher from "./statements/index.js";
import type { Write } from "./write.js";
import type { Writer } from "./writer.js";

/** The share of a transaction that the largest possible customer fills. */
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
      const keys = [...new Set(part.map((row) => row.customer))];
      if (write.hasRelations) return giveAttributes(write, keys, part);
      const people = await write.load(keys);
      const changed = new Set<Person>();
      // If customers have attributes from rows, these are kept separately from the values that a client sets.
      if ([...people.values()].some(({ kept }) => kept !== undefined)) return giveAttributes(write, keys, part);
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

async function giveAttributes(
  write: Write,
  keys: readonly string[],
  rows: readonly CustomerAttributes[],
): Promise<number> {
  const names = await write.identitiesOf(keys);
  const people = new People();
  await write.perform(people, people.preload(keys.map((key) => names.get(key) ?? key)));
  for (const { customer, attributes } of rows)
    await write.perform(people, people.give(names.get(customer) ?? customer, attributes));
  return changedBy(await write.settle(people)).customers;
}

/** The number of statements per transaction. Each may load and save two customers. */
const STATEMENTS = 500;

export async function declare(
  writer: Writer,
  { source, statements }: StatementBatch,
  currentVersion: () => Promise<number>,
): Promise<StatementOutcome> {
  let version: number | null = null;
  let [changed, declared] = [0, 0];
  const shared = new Set<string>();
  for (let from = 0; from < statements.length; from += STATEMENTS) {
    const part = statements.slice(from, from + STATEMENTS);
    const written = await writer.change((write) => declarePart(write, source, part));
    version = written.version;
    changed += written.result.changed;
    declared += written.result.declared;
    for (const anonymous of written.result.shared) shared.add(anonymous);
  }
  return {
    version: version ?? (await currentVersion()),
    changed,
    declared,
    shared: [...shared].sort(compareKeys),
  };
}

async function declarePart(
  write: Write,
  source: number,
  statements: readonly Statement[],
): Promise<Omit<StatementOutcome, "version">> {
  const keys = [...new Set(statements.flatMap(({ customer, anonymous }) => [customer ?? [], anonymous ?? []].flat()))];
  const names = await write.identitiesOf(keys);
  const identityOf = (key: string | null): string | null => (key === null ? null : (names.get(key) ?? key));
  const people = new People();
  await write.perform(people, people.preload([...new Set(keys.map((key) => names.get(key) ?? key))]));
  let changed = 0;
  for (const statement of statements) {
    const { customer, anonymous } = statement;
    const stated = { ...statement, customer: identityOf(customer), anonymous: identityOf(anonymous) };
    if (await write.perform(people, people.state(stated, source))) changed++;
  }
  const { declared, shared } = await write.perform(people, people.declared());
  await write.settle(people);
  return { changed, declared, shared };
}

export async function link(writer: Writer, from: readonly string[], into: string): Promise<LinkOutcome> {
  const { version, result } = await writer.change(async (write) => {
    const names = await write.identitiesOf([...new Set([...from, into])]);
    const target = names.get(into) ?? into;
    const people = new People();
    // One request for all relations, and one for all customers. Otherwise, each key would need requests of its own.
    await write.perform(people, people.preload([...from.map((key) => names.get(key) ?? key), target]));
    for (const key of from) {
      const identity = names.get(key) ?? key;
      // An alias already means the identity that it is linked into.
      if (identity === target && key !== into) continue;
      await write.perform(people, people.link(identity, target));
    }
    return changedBy(await write.settle(people));
  }, WHOLE_CUSTOMER);
  return { version, ...result };
}

/** Throws LINKED_BEFORE. */
export async function unlink(
  writer: Writer,
  from: string,
  into: string,
): Promise<LinkOutcome & { readonly found: boolean }> {
  const { version, result } = await writer.change(async (write) => {
    const names = await write.identitiesOf([from, into]);
    if (names.has(from)) throw linkedBefore(from, names.get(from)!);
    const people = new People();
    const found = await write.perform(people, people.unlink(from, names.get(into) ?? into));
    return { ...changedBy(await write.settle(people)), found };
  }, WHOLE_CUSTOMER);
  return { version, ...result };
}

export async function erase(writer: Writer, customer: string): Promise<EraseOutcome> {
  const { version, result } = await writer.change(async (write) => {
    const [row] = await write.tx.run(cypher.CUSTOMER_OF, { key: customer });
    const key = row!.customer as string;
    const members = [...new Set([key, ...(row!.members as string[])])];
    const people = new People();
    const joining = await write.perform(people, people.relations.joiningWithout(new Set(members)));
    const { found, customers, interactions, answers } = await write.perform(people, people.erase(key));
    await write.settle(people);
    const [names] = await write.tx.run(cypher.REMOVE_ALIASES, { identities: members });
    const removed = names!.removed as number;
    if (removed > 0) write.setMeta({});
    const after = new Map<string, string>();
    for (const { owner } of joining) {
      const [of] = await write.tx.run(cypher.CUSTOMER_OF, { key: owner });
      after.set(owner, of!.customer as string);
    }
    return {
      found: found || removed > 0,
      customers,
      interactions,
      answers,
      joining: joining.map(({ anonymous, owner }) => ({ anonymous, customer: after.get(owner)! })),
    };
  }, WHOLE_CUSTOMER);
  return { version, ...result };
}

export async function forget(writer: Writer, source: number, progress?: ReadProgress): Promise<ForgetOutcome> {
  let [customers, interactions, answers, done] = [0, 0, 0, 0];
  for (;;) {
    const rows = await writer.connection.run(cypher.CUSTOMERS_OF_SOURCE, { source: int(source) });
    const sizes = (rows as unknown as Size[]).sort((a, b) => a.number - b.number);
    const all = done + sizes.length;
    for (let from = 0; from < sizes.length; ) {
      const { numbers, size } = partOf(sizes, from);
      const { result } = await writer.change((write) => forgetPart(write, source, numbers), size);
      customers += result.customers;
      interactions += result.interactions;
      answers += result.answers;
      done += numbers.length;
      from += numbers.length;
      progress?.(done, all);
    }
    if (all === 0) progress?.(0, 0);
    const stated = await forgetStatements(writer, source);
    // The source is removed in the same transaction as its last interaction. If another process has recorded more rows
    // of the source in the meantime, they are removed too.
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
    const found = customers > 0 || stated > 0 || (result === "gone" && source > 0);
    return { version, customers, interactions, answers, found };
  }
}

/** Removes the statements of a source. Returns their number. */
async function forgetStatements(writer: Writer, source: number): Promise<number> {
  for (let taken = 0; ; ) {
    const { result } = await writer.change(async (write) => {
      if (!write.hasRelations) return 0;
      const rows = await write.tx.run(cypher.STATEMENTS_OF_SOURCE, { source: int(source), limit: int(STATEMENTS) });
      const people = new People();
      await write.perform(
        people,
        people.preload([...new Set(rows.flatMap((row) => [row.anonymous as string, row.customer as string]))]),
      );
      for (const { anonymous, customer } of rows)
        await write.perform(people, people.retract(anonymous as string, customer as string, source));
      await write.settle(people);
      return rows.length;
    });
    if (result === 0) return taken;
    taken += result;
  }
}

async function forgetPart(
  write: Write,
  source: number,
  numbers: readonly number[],
): Promise<{ customers: number; interactions: number; answers: number }> {
  const origins = new Set<number>();
  for (const [number, origin] of write.names.origins) if (origin.source === source) origins.add(number);
  let customers = 0;
  const before = write.interactionsAdded;
  const answersBefore = write.answersAdded;
  const people = new People({ source, origins });
  for (const person of await write.loadByNumber(numbers)) {
    if (write.hasRelations || person.kept !== undefined) {
      if (await write.perform(people, people.forget(person.key))) customers++;
      continue;
    }
    const journeys = withoutOrigins(person.key, person.journeys, origins, write.meta.journeyGap);
    if (journeys === null) continue;
    write.setJourneys(person, journeys);
    customers++;
  }
  await write.settle(people);
  return { customers, interactions: before - write.interactionsAdded, answers: answersBefore - write.answersAdded };
}

/** A customer, with its number of interactions when it was looked up. */
export interface Size {
  readonly number: number;
  readonly interactions: number;
}

/**
 * Returns the customers for the next transaction: beginning at the index `from`, as many as fit, but at least one. Also
 * returns the share of a transaction that they fill, which is at least 1.
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
 * Splits the journeys of the customers `numbers`. `after` is the value of `splitAfter` when the numbers were looked up.
 * If it has changed, another process has already processed these customers, and nothing is done.
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
