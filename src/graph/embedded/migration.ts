// The definition of a migration of the embedded store, and the refusal of a store that another release has migrated.
import { ThroughlineError } from "../../model/errors.js";
import type { Databases, Meta } from "./databases.js";
import type { Dictionary } from "./dictionary.js";
import { FORMAT } from "./format.js";
import type { CatalogueCache } from "./transaction.js";

export interface Migration {
  /** The format to which the migration converts a store of the previous format. */
  readonly to: number;
  readonly name: string;
  /** A sentence that says what the migration will do to a store. */
  readonly effect?: (meta: Meta) => string;
  /** Runs in a write transaction. The caller raises the format. */
  readonly run: (dbs: Databases) => void;
  /**
   * Runs after `run`, in separate write transactions. Each call changes some customers, beginning with the number
   * `from`. It returns the number from which to continue, or null when all customers are done.
   */
  readonly step?: (dbs: Databases, from: number, process: MigratingProcess) => number | null;
}

/** State that a process keeps between the steps. */
export interface MigratingProcess {
  readonly dictionary: Dictionary;
  readonly cache: CatalogueCache;
}

/** Throws FORMAT_UNKNOWN if a process of a newer release has migrated the store since this process opened it. */
export function checkFormat({ format }: Meta): void {
  if (format !== FORMAT) throw tooNew(format, FORMAT);
}

/** The error for a store that a newer release wrote. */
export function tooNew(format: number, known: number): ThroughlineError {
  return new ThroughlineError(
    "FORMAT_UNKNOWN",
    `The store has format ${format}; this program knows formats up to ${known}.`,
    { remedy: "Use the version of Throughline that wrote it, or a newer one." },
  );
}
