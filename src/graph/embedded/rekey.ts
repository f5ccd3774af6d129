// The migration of the embedded store to format 2, which changed keys (history/rekey.ts). One transaction gives origins
// and declarations their new keys. The customers get theirs afterwards, in steps.
import type { OriginContent } from "../../model/interaction.js";
import { planRekeying, type Rekeying, rekeyedJourneys } from "../history/rekey.js";
import { rekeyingEffect } from "../migrations.js";
import type { Databases, Meta, StoredOrigin } from "./databases.js";
import { numberValue } from "./keys.js";
import type { Migration } from "./migration.js";
import { contentKey, declaredOf, WriteTransaction } from "./transaction.js";

/**
 * The number of interactions in a step. A step takes a few hundred milliseconds, and other processes can take the lock
 * between two steps.
 */
const STEP_INTERACTIONS = 50_000;
const NO_ORIGINS: ReadonlyMap<number, OriginContent> = new Map();

/** The data that the steps need in addition to the origins. */
interface Kept {
  readonly channels: readonly (readonly [string, string])[];
  /** False if no customer has a key that changes. */
  readonly needed: boolean;
}

/** Tests pass a smaller `stepInteractions`. */
export const rekeying = (stepInteractions: number = STEP_INTERACTIONS): Migration => ({
  to: 2,
  name: "keys that keep signs: C++ and C# are two",
  effect: ({ customers, interactions }) => rekeyingEffect(customers, interactions),
  run(dbs) {
    const meta = dbs.meta.get("meta") as Meta;
    const origins = new Map([...dbs.origins.getRange({})].map(({ value }) => [value.number, value] as const));
    const plan = planRekeying(declaredOf(dbs), origins);
    dbs.meta.putSync("migration", { channels: [...plan.channels], needed: plan.changesAnything } satisfies Kept);
    dbs.meta.putSync("meta", {
      ...meta,
      version: meta.version + 1,
      catalogueVersion: meta.catalogueVersion + 1,
      ...(meta.interactions > 0 ? { formerRowIds: true } : {}),
    });
    if (!plan.changesAnything) return;
    dbs.meta.putSync("declared", plan.declared);
    for (const origin of origins.values()) dbs.originsByContent.removeSync(contentKey(origin));
    for (const [number, content] of plan.origins) {
      const origin: StoredOrigin = { ...origins.get(number)!, touchpoint: content.touchpoint };
      dbs.origins.putSync(number, origin);
      dbs.originsByContent.putSync(contentKey(origin), numberValue(number));
    }
  },
  step(dbs, from, process) {
    const { channels, needed } = dbs.meta.get("migration") as Kept;
    if (!needed) return null;
    const tx = new WriteTransaction(dbs, process.dictionary, process.cache);
    tx.begin();
    const { nextNumber, journeyGap } = tx.meta;
    const rekeying: Rekeying = { origins: originsOf(dbs), channels: new Map(channels) };
    let number = from;
    for (let read = 0; number < nextNumber && read < stepInteractions; number++) {
      const known = tx.customerByNumber(number);
      if (known === null) continue;
      for (const { interactions } of known.journeys) read += interactions.length;
      const journeys = rekeyedJourneys(known.key, known.journeys, rekeying, journeyGap);
      if (journeys !== null) tx.save(known, known.key, known.attributes, journeys);
    }
    tx.settleOrigins(NO_ORIGINS);
    tx.finish();
    return number < nextNumber ? number : null;
  },
});

function originsOf(dbs: Databases): Map<number, OriginContent> {
  return new Map([...dbs.origins.getRange({})].map(({ value }) => [value.number, value] as const));
}
