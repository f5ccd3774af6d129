// Makes the report of the import of one file, which is shown on the terminal, as JSON and through GraphQL.
import type { MergedName } from "../graph/store.js";
import type { LeftOutValues } from "./leftOut.js";
import type { Remark } from "./mapping/mapping.js";
import type { FirstRejected } from "./rejects.js";
import type { FileFacts } from "./spill/facts.js";

export interface ImportReport {
  readonly file: string;
  readonly format: "csv" | "ndjson" | "json";
  readonly dryRun: boolean;
  /** The number of the source; null if nothing was recorded. */
  readonly source: number | null;
  /** Whether the same file had been imported with the same mapping before. */
  readonly sourceKnown: boolean;
  readonly rows: number;
  /**
   * The number of new interactions; in a dry run, of those that would be new. rows = accepted + duplicates + replaced +
   * conflicts + statements + rejectedRows.
   */
  readonly accepted: number;
  readonly duplicates: number;
  readonly replaced: number;
  readonly conflicts: number;
  /** The number of rows that have no interaction, but declare or describe an identity. */
  readonly statements: number;
  /**
   * The number of pairs of an anonymous key and a customer that interactions declare, plus the further pairs that
   * statements add.
   */
  readonly declarations: number;
  /**
   * The number of rows that repeat an interaction which was recorded earlier under an anonymous key. The interaction
   * now belongs to the customer.
   */
  readonly named: number;
  /** Anonymous keys of the file that are declared for several customers, and therefore belong to none of them. */
  readonly sharedDevices: readonly string[];
  /** The number of rows for each code. Conflicts are included as CONFLICT. */
  readonly rejected: Readonly<Record<string, number>>;
  /**
   * The first rejected row of each code. The reasons may quote values of the row, so they are not part of the report
   * that is stored with the source.
   */
  readonly firstRejected: readonly FirstRejected[];
  /** Rows that cannot be read or recorded. Conflicts are not included. */
  readonly rejectedRows: number;
  readonly rejectsFile: string | null;
  /** The keys that the import created. In a dry run, the keys that the store lacks. */
  readonly created: {
    readonly touchpoints: readonly string[];
    readonly channels: readonly string[];
    readonly stages: readonly string[];
  };
  /**
   * Different names that have the same slug and are therefore treated as one, if this file contains at least one of
   * them.
   */
  readonly mergedNames: readonly NamesOfRows[];
  /** New channels, stages and touchpoints, with the number of rows of the file that contain each. */
  readonly createdRows: readonly KeyOfRows[];
  /** The times of the good rows, their customers, and how they form journeys. */
  readonly facts: FactsReport;
  /**
   * Times without an offset: the zone in which they were read, and their number. `occurredTwice` and `nonexistent`
   * count local times that occur twice (the earlier time was used) or never, because clocks were set.
   */
  readonly localTimes: {
    readonly zone: string;
    readonly read: number;
    readonly occurredTwice: number;
    readonly nonexistent: number;
  };
  /** The column of each field. */
  readonly columns: Readonly<Record<string, string>>;
  readonly unusedColumns: readonly string[];
  /** Optional values that could not be read. Their rows are kept without them. */
  readonly leftOutValues: readonly LeftOutValues[];
  /** Decisions about the file, and facts that users should know before they trust its numbers. */
  readonly remarks: readonly Remark[];
  readonly dataVersion: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

/**
 * The facts as the report of an import shows them: times in ISO 8601, and the share of rows that are alone in their
 * journey.
 */
export interface FactsReport extends Omit<FileFacts, "first" | "last"> {
  readonly first: string | null;
  readonly last: string | null;
  readonly aloneShare: number | null;
}

/** The number of rows of the file by name, in the order of the names. */
export interface NamesOfRows extends MergedName {
  readonly rows: readonly number[];
}

export interface KeyOfRows {
  readonly of: "touchpoint" | "channel" | "stage";
  readonly key: string;
  readonly rows: number;
}
