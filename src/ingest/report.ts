// The report of an import about a file, on the terminal, as JSON and through GraphQL.
import type { MergedName } from "../graph/store.js";
import type { FileFacts } from "./facts.js";
import type { LeftOutValues } from "./leftOut.js";
import type { Remark } from "./mapping.js";

export interface ImportReport {
  readonly file: string;
  readonly format: "csv" | "ndjson" | "json";
  readonly dryRun: boolean;
  /** Null: nothing was recorded. */
  readonly source: number | null;
  /** The same file had been imported with the same mapping before. */
  readonly sourceKnown: boolean;
  readonly rows: number;
  /** New interactions; in a dry run, those that would be. rows = accepted + duplicates + replaced + conflicts + rejectedRows. */
  readonly accepted: number;
  readonly duplicates: number;
  readonly replaced: number;
  readonly conflicts: number;
  /** Code → rows; conflicts stand here too, as CONFLICT. */
  readonly rejected: Readonly<Record<string, number>>;
  /** Rows that cannot be read or recorded; conflicts are none of them. */
  readonly rejectedRows: number;
  readonly rejectsFile: string | null;
  /** Keys; in a dry run, those that the store lacks. */
  readonly created: {
    readonly touchpoints: readonly string[];
    readonly channels: readonly string[];
    readonly stages: readonly string[];
  };
  /** Names that share a slug with another and so are one thing; those that this file has a part in. */
  readonly mergedNames: readonly NamesOfRows[];
  /** What is new, with the rows of the file that bring it. */
  readonly createdRows: readonly KeyOfRows[];
  /** When the good rows are, whose, and how they form journeys. */
  readonly facts: FactsReport;
  /** Times without an offset, read in the zone; those that occurred twice (the earlier was taken), or never. */
  readonly localTimes: {
    readonly zone: string;
    readonly read: number;
    readonly occurredTwice: number;
    readonly nonexistent: number;
  };
  /** Field → column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly unusedColumns: readonly string[];
  /** Optional values that could not be read; their rows are kept without them. */
  readonly leftOutValues: readonly LeftOutValues[];
  /** What was decided about the file, and what a reader should know before trusting its numbers. */
  readonly remarks: readonly Remark[];
  readonly dataVersion: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

/** As an import's report shows them: times in ISO 8601, and the share of rows that are alone in their journey. */
export interface FactsReport extends Omit<FileFacts, "first" | "last"> {
  readonly first: string | null;
  readonly last: string | null;
  readonly aloneShare: number | null;
}

/** `rows` of the file by name, in the order of the names. */
export interface NamesOfRows extends MergedName {
  readonly rows: readonly number[];
}

export interface KeyOfRows {
  readonly of: "touchpoint" | "channel" | "stage";
  readonly key: string;
  readonly rows: number;
}
