// The migration of the graph to format 2, which changed keys (history/rekey.ts). One transaction gives origins,
// declarations and the catalogue's nodes their new keys. The customers get theirs afterwards, in transactions of
// bounded size. Each of these records the progress on the Meta node (`rekeyAfter`), so that the next process that opens
// the store can continue there.
//
// A touchpoint without origins is removed at once, with its edges. Until all customers are done, the counters of the
// new touchpoints contain only the customers that have been re-keyed. To re-key a customer, its journeys are removed
// under the former keys and added under the new ones. The removal changes no counter, because the counters of the
// former touchpoints no longer exist. When the last customer is done, edges and counters are therefore exact.
import { planRekeying, type Rekeying, type RekeyPlan, rekeyedJourneys } from "../history/rekey.js";
import { type Connection, int, type Row } from "./connection.js";
import { graphGone } from "./errors.js";
import type { Meta } from "./meta.js";
import { namesOf, resaveNames } from "./names.js";
import { partOf, type Size } from "./people.js";
import { MAX_CUSTOMERS } from "./record.js";
import * as cypher from "./statements/index.js";
import type { Write } from "./write.js";
import { Writer } from "./writer.js";

export const REKEYED_FORMAT = 2;

/**
 * `customers` is the largest number of customers of a step; `stepped` is called after each step. Both are for tests.
 */
export async function rekey(
  connection: Connection,
  { customers = MAX_CUSTOMERS, stepped }: { readonly customers?: number; readonly stepped?: () => void } = {},
): Promise<void> {
  const writer = new Writer(connection);
  await writer.change(begin);
  for (;;) {
    const [row] = await connection.run(cypher.READ_META);
    if (row === undefined) throw graphGone();
    const after = (row.meta as Meta).rekeyAfter ?? null;
    if (after === null) return writer.idle();
    const sizes = await connection.run(cypher.SIZES_AFTER, { after: int(after), limit: int(customers) });
    const { numbers, size } = partOf(sizes as unknown as Size[], 0);
    const last = numbers.length === sizes.length && sizes.length < customers;
    await writer.change((write) => step(write, after, numbers, last), size);
    stepped?.();
  }
}

/** Does nothing if this step is already done. */
async function begin(write: Write): Promise<void> {
  const { meta, names, tx, version } = write;
  if (meta.format >= REKEYED_FORMAT) return;
  const plan = planRekeying(names.declared, names.origins);
  const others = meta.interactions > 0 ? { formerRowIds: true } : {};
  write.setMeta({ format: int(REKEYED_FORMAT), ...others });
  if (!plan.changesAnything) return;
  await saveCatalogue(write, plan);
  write.setMeta({
    namesVersion: int(version),
    catalogueVersion: int(version),
    rekeyAfter: int(0),
    rekeyChannels: JSON.stringify([...plan.channels]),
  });
  await tx.settled();
}

async function saveCatalogue({ tx, names, version }: Write, { origins, declared }: RekeyPlan): Promise<void> {
  const after = namesOf(version, { ...declared, version }, origins, names.interactions);
  const [keys] = await tx.run(cypher.READ_NAME_KEYS);
  const there = keys as Row & Record<"channels" | "stages" | "touchpoints", readonly string[]>;
  tx.send(cypher.REMOVE_GOALS_AND_LEVELS, {});
  const gone = resaveNames(tx, there, after);
  tx.send(cypher.REKEY_ORIGINS, {
    rows: [...origins].map(([number, { touchpoint }]) => ({ number: int(number), touchpoint })),
  });
  tx.send(cypher.REMOVE, { journeys: [], customers: [], origins: [], ...gone, version: int(version) });
}

/**
 * Re-keys the customers `numbers`. `after` is the value of `rekeyAfter` when the numbers were looked up. If it has
 * changed, another process has already processed these customers, and nothing is done.
 */
async function step(write: Write, after: number, numbers: readonly number[], last: boolean): Promise<void> {
  const { meta } = write;
  if (meta.rekeyAfter !== after) return;
  const rekeying: Rekeying = {
    origins: write.names.origins,
    channels: new Map(JSON.parse(meta.rekeyChannels ?? "[]") as [string, string][]),
  };
  for (const person of await write.loadByNumber(numbers)) {
    const journeys = rekeyedJourneys(person.key, person.journeys, rekeying, meta.journeyGap);
    if (journeys !== null) write.setJourneys(person, journeys);
  }
  write.setMeta(last ? { rekeyAfter: null, rekeyChannels: null } : { rekeyAfter: int(numbers[numbers.length - 1]!) });
}
