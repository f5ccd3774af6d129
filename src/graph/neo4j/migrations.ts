// Prepares a database before it is used: creates constraints, indexes and the Meta node, and applies later changes of
// the format. Each migration is recorded as a node. Several processes may do this at the same time, because every
// statement can be run twice without harm.
import { ThroughlineError } from "../../model/errors.js";
import { identitiesEffect, type MigrationStatus, migrationNeeded, rekeyingEffect } from "../migrations.js";
import { DEFAULT_JOURNEY_GAP } from "../store.js";
import { type Connection, int, type Row } from "./connection.js";
import { rekey } from "./rekey.js";
import * as cypher from "./statements/index.js";

/** The format that this release reads and writes: the number of the last migration. */
export const FORMAT = 3;

export interface Migration {
  readonly number: keyof typeof cypher.SCHEMA;
  readonly name: string;
  /** A sentence that says what the migration will do to a graph. */
  readonly effect?: (customers: number, interactions: number, names: number) => string;
  /** Changes data, after the schema, in transactions of its own. Continues where an interrupted one stopped. */
  readonly change?: (connection: Connection) => Promise<void>;
}

export const MIGRATIONS: readonly Migration[] = [
  { number: 1, name: "constraints, indexes and the Meta node" },
  {
    number: 2,
    name: "keys that keep signs: C++ and C# are two",
    effect: rekeyingEffect,
    change: (connection) => rekey(connection),
  },
  {
    number: 3,
    name: "identities that can be undone, and a place for feedback",
    effect: (customers, _interactions, names) => identitiesEffect(customers, names),
    change: (connection) => raiseFormat(connection, 3),
  },
];

/** The oldest supported version. Older servers lack features that the statements use, and are no longer maintained. */
const OLDEST_SERVER = [5, 26] as const;
/** Creating the indexes of a large database takes a while the first time. */
const INDEX_TIMEOUT_S = 600;
const WRITER_AGE = 30 * 86_400_000;

/** Checks server and format, and changes nothing. Throws BAD_CONFIG, FORMAT_UNKNOWN or DATABASE_UNAVAILABLE. */
export async function migrationStatus(connection: Connection): Promise<MigrationStatus[]> {
  checkServer(connection.location, await connection.run(cypher.SERVER));
  await checkOwner(connection);
  const applied = new Map(
    (await connection.run(cypher.READ_MIGRATIONS)).map((row) => [row.number as number, row.appliedAt as number]),
  );
  const [size] = await connection.run(cypher.SIZE_TO_MIGRATE);
  const { metas, customers, interactions, names } = size as Record<string, number>;
  return MIGRATIONS.map(({ number, name, effect }) => {
    const appliedAt = applied.get(number) ?? null;
    const shown = appliedAt === null && metas! > 0 ? (effect?.(customers!, interactions!, names!) ?? null) : null;
    return { number, name, applied: appliedAt !== null, appliedAt, effect: shown };
  });
}

/**
 * Checks the format for callers that may not write. Throws MIGRATION_NEEDED, in addition to the errors of
 * `migrationStatus`.
 */
export async function checkMigrated(connection: Connection): Promise<void> {
  if ((await migrationStatus(connection)).some(({ applied }) => !applied)) throw migrationNeeded(connection.location);
}

/** Checks like `migrationStatus`, then applies the missing migrations, and creates the schema that was added later. */
export async function migrate(connection: Connection): Promise<void> {
  for (const { number, applied } of await migrationStatus(connection)) {
    if (applied) continue;
    for (const statement of cypher.SCHEMA[number as keyof typeof cypher.SCHEMA]) await connection.run(statement);
    await connection.run(cypher.AWAIT_INDEXES, { seconds: int(INDEX_TIMEOUT_S) }, INDEX_TIMEOUT_S * 1_000);
    if (number === 1) await createMeta(connection);
    await MIGRATIONS.find((migration) => migration.number === number)!.change?.(connection);
    await recordMigration(connection, number);
  }
  for (const statement of cypher.LATER_SCHEMA) await connection.run(statement);
  await connection.run(cypher.REMOVE_OLD_WRITERS, { age: int(WRITER_AGE) });
}

async function createMeta(connection: Connection): Promise<void> {
  await connection.transact(async (tx) => {
    await tx.run(cypher.CREATE_META, { initial: INITIAL, api: API });
    return { commit: true, result: undefined };
  });
}

async function recordMigration(connection: Connection, number: number): Promise<void> {
  const { name } = MIGRATIONS.find((migration) => migration.number === number)!;
  await connection.transact(async (tx) => {
    await tx.run(cypher.RECORD_MIGRATION, { number: int(number), name });
    return { commit: true, result: undefined };
  });
}

/**
 * Raises the format, and changes no other data. This is enough for format 3: a customer of format 2 is a valid customer
 * of format 3, in which all interactions have the customer's key as their identity. An Alias remains an alias of that
 * identity.
 */
async function raiseFormat(connection: Connection, format: number): Promise<void> {
  await connection.transact(async (tx) => {
    await tx.run(cypher.RAISE_FORMAT, { format: int(format) });
    return { commit: true, result: undefined };
  });
}

const INITIAL = {
  format: int(FORMAT),
  version: int(0),
  catalogueVersion: int(0),
  namesVersion: int(0),
  nextNumber: int(1),
  nextOrigin: int(1),
  nextSource: int(1),
  journeyGap: int(DEFAULT_JOURNEY_GAP),
  synthetic: false,
  floor: int(0),
  customers: int(0),
  journeys: int(0),
  interactions: int(0),
};
const API = { name: "API", hash: "", mapping: "", importedAt: int(0) };

/** `components` has the form that SERVER returns. Throws BAD_CONFIG. */
export function checkServer(location: string, components: readonly Row[]): void {
  const version = String(components.find(({ name }) => name === "Neo4j Kernel")?.version ?? "");
  const numbers = /^(\d+)\.(\d+)/.exec(version);
  const [major, minor] = [Number(numbers?.[1]), Number(numbers?.[2])];
  if (major > OLDEST_SERVER[0] || (major === OLDEST_SERVER[0] && minor >= OLDEST_SERVER[1])) return;
  const what = numbers === null ? "does not identify itself as Neo4j" : `is Neo4j ${version}, which is too old`;
  throw new ThroughlineError("BAD_CONFIG", `The server at ${location} ${what}.`, {
    at: "NEO4J_URI",
    remedy: `Use Neo4j ${OLDEST_SERVER.join(".")} or newer.`,
  });
}

async function checkOwner(connection: Connection): Promise<void> {
  const [row] = await connection.run(cypher.WHOSE);
  const { nodes, metas, format } = row as { nodes: number; metas: number; format: number | null };
  if (metas === 0 && nodes > 0)
    throw new ThroughlineError(
      "BAD_CONFIG",
      `The database "${connection.database}" holds ${nodes} nodes that Throughline did not write.`,
      {
        at: "NEO4J_DATABASE",
        remedy: "Give Throughline a database of its own.",
      },
    );
  if (format !== null && format > FORMAT)
    throw new ThroughlineError(
      "FORMAT_UNKNOWN",
      `The graph has format ${format}; this release knows formats up to ${FORMAT}.`,
      {
        at: "NEO4J_URI",
        remedy: "Use the newer release of Throughline that wrote it.",
      },
    );
}
