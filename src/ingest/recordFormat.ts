// The records that files consist of, and how a reader of any format passes them on (records.ts).
import type { ErrorCode } from "../model/errors.js";
import { MAX_LINE_BYTES } from "./lines.js";

/** The sample ends once it has this many characters, even if it has few rows, because it is kept in memory. */
export const SAMPLE_CHARACTERS = 1 << 24;
export const BYTE_ORDER_MARK = "\uFEFF";

export interface RecordFormat {
  /** "ndjson" means every form of JSON, including documents. Each row is one object. */
  readonly format: "csv" | "ndjson";
  readonly delimiter: string;
  readonly header: readonly string[];
}

export interface RecordProblem {
  /** The field; null if the problem concerns the whole row. */
  readonly field: string | null;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface RecordHandler {
  /** Called once, before any record. The returned header is used, so more names can be requested for NDJSON. */
  header(format: RecordFormat): readonly string[];
  /** `raw` is the record as written in the file. `number` counts records, good and bad, from 1; `line` counts lines. */
  record(fields: readonly string[], raw: string, number: number, line: number): void;
  bad(problem: RecordProblem, raw: string, number: number, line: number): void;
  /**
   * An optional, faster way to read CSV: this method reads lines as bytes, starting at `at`. Each line that it reads is
   * a record. `number` and `line` belong to the previous record. It returns the position of the first line that it did
   * not read, and the number of rows. Null means that all remaining lines of these bytes must be read as text.
   */
  takeLines?(bytes: Buffer, at: number, number: number, line: number): { at: number; rows: number } | null;
}

export interface ReadOptions {
  readonly file: string;
  /** The delimiter; null if it is detected from the header. */
  readonly delimiter: string | null;
  /** Names that an NDJSON header contains whether or not the first objects have them. */
  readonly names: readonly string[];
}

export const TOO_LONG: RecordProblem = {
  field: null,
  code: "LONG_LINE",
  message: `The row has more than ${MAX_LINE_BYTES >> 20} MiB; only its beginning is kept.`,
};

export const NOT_UTF8 = "The row is not UTF-8. Save the file as UTF-8 (in Excel: CSV UTF-8) and import it again.";
