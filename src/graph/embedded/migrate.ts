// Brings the store to the current format. A new folder gets the current format, an older store is converted step by
// step, and a newer store is refused. The first transaction of a migration makes the changes that cannot be divided,
// and raises the format, so that older releases refuse the store from then on. Customers are then changed in steps.
// Each step is a transaction that also records the progress, so that the next process that opens the store can continue
// an interrupted migration. Several processes may take part.
import { ThroughlineError } from "../../model/errors.js";
import { identitiesEffect, type MigrationStatus, migrationNeeded } from "../migrations.js";
import { DEFAULT_JOURNEY_GAP } from "../store.js";
import { type Databases, type Meta, type Migrated, transact } from "./databases.js";
import { Dictionary } from "./dictionary.js";
import { FORMAT } from "./format.js";
import { type MigratingProcess, type Migration, tooNew } from "./migration.js";
import { rekeying } from "./rekey.js";

/**
 * Format 3 adds identities. Its databases are created when the folder is opened. A record of format 2 is a valid record
 * of format 3, in which all interactions have the customer's key as their identity. Keys that were linked in format 2
 * remain aliases of that identity.
 */
const identities: Migration = {
  to: 3,
  name: "identities that can be undone, and a place for feedback",
  effect: ({ customers, aliases }) => identitiesEffect(customers, aliases),
  run() {},
};

/** There is no migration to format 1, which was the first format. */
export const MIGRATIONS: readonly Migration[] = [rekeying(), identities];

const FIRST = { number: 1, name: "the folder and its databases" };

const NEW_STORE: Omit<Meta, "format"> = {
  version: 0,
  catalogueVersion: 0,
  floor: 0,
  nextNumber: 1,
  nextOrigin: 1,
  nextSource: 1,
  nextCode: 0,
  aliases: 0,
  customers: 0,
  journeys: 0,
  interactions: 0,
  journeyGap: DEFAULT_JOURNEY_GAP,
  synthetic: false,
};

/**
 * Lists the migrations of a store without changing it. `dbs` is null if there is no store yet. Throws FORMAT_UNKNOWN.
 */
export function migrationStatus(dbs: Databases | null): MigrationStatus[] {
  const meta = dbs?.meta.get("meta") as Meta | undefined;
  const format = meta?.format ?? 0;
  if (format > FORMAT) throw tooNew(format, FORMAT);
  const at = (dbs?.meta.get("migrated") as Migrated | undefined) ?? {};
  const unfinished = meta?.migrating?.to;
  const isApplied = (number: number): boolean => number <= format && number !== unfinished;
  const effectOf = (number: number) => MIGRATIONS.find(({ to }) => to === number)?.effect;
  return [FIRST, ...MIGRATIONS.map(({ to, name }) => ({ number: to, name }))].map(({ number, name }) => ({
    number,
    name,
    applied: isApplied(number),
    appliedAt: isApplied(number) ? (at[number] ?? null) : null,
    effect: isApplied(number) || meta === undefined ? null : (effectOf(number)?.(meta) ?? null),
  }));
}

/** Checks the format for callers that may not write. Throws FORMAT_UNKNOWN or MIGRATION_NEEDED. */
export function checkMigrated(dbs: Databases | null, folder: string): void {
  if (migrationStatus(dbs).some(({ applied }) => !applied)) throw migrationNeeded(folder);
}

/**
 * Applies the missing migrations, and returns their formats. Several processes may do this at the same time. Throws
 * FORMAT_UNKNOWN.
 */
export function migrate(
  dbs: Databases,
  migrations: readonly Migration[] = MIGRATIONS,
  format: number = FORMAT,
  now: () => number = Date.now,
): number[] {
  const passed: number[] = [];
  const process: MigratingProcess = { dictionary: new Dictionary(dbs), cache: { catalogue: null } };
  const note = (to: number): void => {
    const before = dbs.meta.get("migrated") as Migrated | undefined;
    dbs.meta.putSync("migrated", { ...before, [to]: now() });
  };
  for (;;) {
    const done = transact(dbs, () => {
      const meta = dbs.meta.get("meta") as Meta | undefined;
      if (meta === undefined) {
        // An earlier release that was killed at its first start left empty databases.
        if (dbs.customers.getKeysCount({ limit: 1 }) > 0) throw new Error("it has customers and no state");
        dbs.meta.putSync("meta", { ...NEW_STORE, format });
        for (let to = 1; to <= format; to++) note(to);
        return true;
      }
      if (meta.migrating !== undefined) {
        const { to, next } = meta.migrating;
        const left = migrations.find((m) => m.to === to)!.step!(dbs, next, process);
        const { migrating: _, ...after } = dbs.meta.get("meta") as Meta;
        dbs.meta.putSync("meta", left === null ? after : { ...after, migrating: { to, next: left } });
        if (left !== null) return false;
        dbs.meta.removeSync("migration");
        note(to);
        passed.push(to);
        return false;
      }
      if (meta.format === format) return true;
      if (meta.format > format) throw tooNew(meta.format, format);
      const step = migrations.find((m) => m.to === meta.format + 1);
      if (step === undefined)
        throw new ThroughlineError(
          "FORMAT_UNKNOWN",
          `The store has format ${meta.format}, which cannot be converted to format ${format}.`,
          {
            remedy: "Export it with the version of Throughline that wrote it, and import it here.",
          },
        );
      step.run(dbs);
      const after = { ...(dbs.meta.get("meta") as Meta), format: step.to };
      const steps = step.step !== undefined && after.nextNumber > 1;
      dbs.meta.putSync("meta", steps ? { ...after, migrating: { to: step.to, next: 1 } } : after);
      if (steps) return false;
      note(step.to);
      passed.push(step.to);
      return false;
    });
    if (done) return passed;
  }
}
