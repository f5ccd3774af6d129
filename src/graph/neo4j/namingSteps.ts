// Builds the index of the rows that name a shared device (history/namings.ts) in steps. A device may have hundreds of
// thousands of owners, and one transaction that reads all of them would exceed the server's limits of time and memory.
//
// The operation that needs the index is rolled back first, and repeated afterwards. From the first step on, all writers
// enter their changes in the index, so a step can read its owners as they are at that moment. Each step takes the lock,
// and other writers work between the steps. If the process is killed, the next operation that needs the index begins
// again, which does no harm.
//
// Builds of the same index share a name. If the device has no owners for a moment, it loses its index, and later builds
// have another name. An earlier build that is still going on therefore cannot complete an index of a later build.
import { randomUUID } from "node:crypto";
import { holdingOf, namesIdentity } from "../history/base.js";
import { markOf } from "../history/namings.js";
import { type Connection, type Row, type Tx } from "./connection.js";
import { lockToRead } from "./meta.js";
import { historyOf, personOf } from "./person.js";
import { namingKey, readOwners } from "./relations.js";
import * as cypher from "./statements/index.js";

/** The number of owners that are read in one transaction. */
const OWNERS_A_STEP = 500;

/** Thrown within a write transaction if a device needs an index and has none. */
export class UnindexedDevice extends Error {
  constructor(readonly device: string) {
    super("a shared device has no index yet");
  }
}

export async function buildNamingIndex(connection: Connection, device: string): Promise<void> {
  const step = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    connection.transact(async (tx) => {
      await lockToRead(tx);
      return { commit: true, result: await work(tx) };
    });
  const { build, owners } = await step(async (tx) => {
    const [begun] = await tx.run(cypher.BEGIN_INDEX, { device, build: randomUUID() });
    const all = begun === undefined ? [] : [...(await readOwners(tx, device))];
    return { build: begun?.build ?? null, owners: all.flatMap(([owner, { rows }]) => (rows ? owner : [])) };
  });
  for (let from = 0; from < owners.length; from += OWNERS_A_STEP) {
    const some = new Set(owners.slice(from, from + OWNERS_A_STEP));
    await step(async (tx) => {
      const customers = await tx.run(cypher.LOAD_CUSTOMERS_OF, { identities: [...some] });
      tx.send(cypher.ADD_NAMINGS, { rows: customers.flatMap((row) => namingsOf(row, device, some)) });
    });
  }
  await step((tx) => tx.run(cypher.END_INDEX, { device, build }));
}

/** The keys of the entries for the rows of these owners. */
function namingsOf(row: Row, device: string, owners: ReadonlySet<string>): string[] {
  const key = row.key as string;
  const { rows } = holdingOf({ key, members: [key], history: historyOf(personOf(row)) });
  return [...rows].flatMap(([owner, interactions]) =>
    owners.has(owner)
      ? [...interactions.values()]
          .filter((interaction) => namesIdentity(interaction, device))
          .map((interaction) => namingKey({ device, owner, mark: markOf(device, interaction) }))
      : [],
  );
}
