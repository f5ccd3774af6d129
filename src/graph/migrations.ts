// Describes the migrations of a store to users: the steps that the store needs before this release can use it, and
// which of these have been applied. Each adapter has its own list. Opening a store applies them, unless it is opened
// for reading only.
import { ThroughlineError } from "../model/errors.js";

export interface MigrationStatus {
  /** The format to which the migration converts a store. */
  readonly number: number;
  readonly name: string;
  readonly applied: boolean;
  /**
   * The time in UTC milliseconds; null if the migration was not applied, or was applied by a release that did not
   * record the time.
   */
  readonly appliedAt: number | null;
  /**
   * A sentence that says what the migration will do to this store. Null if it was applied, or if there is no store yet.
   */
  readonly effect: string | null;
}

/** The number with separators, as in `1,234`. */
function counted(value: number): string {
  return value.toLocaleString("en-US");
}

/** What the migration to format 2 does, on both stores. In format 2, keys keep signs such as + and #. */
export function rekeyingEffect(customers: number, interactions: number): string {
  return `Reads ${counted(customers)} customers with ${counted(interactions)} interactions in steps, and writes those whose touchpoints get another key. It can be interrupted, and continues where it stopped.`;
}

/** What the migration to format 3 does, on both stores. In format 3, interactions have identities. */
export function identitiesEffect(customers: number, names: number): string {
  const linked =
    names === 0
      ? ""
      : ` ${counted(names)} ${names === 1 ? "key that was linked stays a further name" : "keys that were linked stay further names"}, and cannot be unlinked.`;
  return `Takes a moment: no customer is rewritten. The interactions of ${counted(customers)} ${customers === 1 ? "customer get" : "customers get"} the customer's key as their identity.${linked}`;
}

/** The error for a process that may not write, if some migration has not been applied. */
export function migrationNeeded(location: string): ThroughlineError {
  return new ThroughlineError(
    "MIGRATION_NEEDED",
    `The store in ${location} must be migrated for this release, which READ_ONLY forbids.`,
    {
      at: "READ_ONLY",
      remedy: "Run `throughline migrate` once without READ_ONLY, then start this process again.",
    },
  );
}

/** The error for a key that was linked in format 2, in which a link could not be undone. */
export function linkedBefore(name: string, identity: string): ThroughlineError {
  return new ThroughlineError(
    "LINKED_BEFORE",
    `The key "${name}" was linked into "${identity}" by an earlier release, and what was recorded under the two cannot be told apart.`,
    {
      at: "from",
      remedy: `Erase the customer, or take its imports back, and import the log again. "${name}" stays a further name of "${identity}".`,
    },
  );
}
