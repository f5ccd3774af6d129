// The migrations of a store, as people see them: what it needs before this release can use it, and what of that it has.
// Each adapter has its own list; applying them is part of opening a store, unless it is opened for reading only.
import { ThroughlineError } from "../model/errors.js";

export interface MigrationStatus {
  /** The format that it makes. */
  readonly number: number;
  readonly name: string;
  readonly applied: boolean;
  /** UTC milliseconds; null: not applied, or by a release that did not note the time. */
  readonly appliedAt: number | null;
}

/** What a process meets that may not write, where something is still to be applied. */
export function migrationNeeded(location: string): ThroughlineError {
  return new ThroughlineError(
    "MIGRATION_NEEDED",
    `The store in ${location} is not prepared for this release, and READ_ONLY forbids to do it.`,
    {
      at: "READ_ONLY",
      remedy: "Run `throughline migrate` once without READ_ONLY, then start this process again.",
    },
  );
}
