// The migrations of a store, as users see them: the steps that the store needs before this release can use it, and
// which of these have been applied. Each adapter has its own list. Opening a store applies them, unless it is opened
// for reading only.
import { ThroughlineError } from "../model/errors.js";

export interface MigrationStatus {
  /** The resulting format. */
  readonly number: number;
  readonly name: string;
  readonly applied: boolean;
  /**
   * The time in UTC milliseconds; null if the migration was not applied, or was applied by a release that did not
   * record the time.
   */
  readonly appliedAt: number | null;
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
