// Makes the errors for a field whose column the user must name. Each error names the field, and shows what the possible
// columns contain, so that the user can choose.
import { type ErrorCode, type ErrorDetails, ThroughlineError } from "../../model/errors.js";

const MOST_SAMPLES = 3;
const MOST_NAMES = 20;

export interface CandidateColumn {
  /** The place of the column in the file, counted from 1. */
  readonly number: number;
  readonly name: string;
  /** The first distinct values. */
  readonly samples: readonly string[];
}

/** The error of a field whose column the user must name. The detail `at` is the field. */
export class MappingError extends ThroughlineError {
  constructor(
    code: ErrorCode,
    message: string,
    details: ErrorDetails,
    /** Every column that could be the field, in the order of the file. */
    readonly candidates: readonly CandidateColumn[],
  ) {
    super(code, message, details);
  }
}

type Rows = readonly (readonly string[])[];

/**
 * The error if no column is recognised as a required field. `columns` are the columns that are not used for another
 * required field.
 */
export function noColumn(
  field: string,
  file: string,
  header: readonly string[],
  rows: Rows,
  columns: readonly number[],
): MappingError {
  const names = header.slice(0, MOST_NAMES);
  return new MappingError(
    "BAD_MAPPING",
    `${file}: no column is recognised as the ${wordOf(field)}.`,
    {
      at: field,
      remedy: `Say which with ${flagOf(field)} COLUMN. The file has: ${names.join(", ")}.`,
      allowed: names,
    },
    candidatesOf(header, rows, columns),
  );
}

/** The error if several columns could be the field, and their values differ. */
export function severalColumns(
  field: string,
  file: string,
  header: readonly string[],
  rows: Rows,
  columns: readonly number[],
): MappingError {
  const names = columns.map((index) => header[index]!);
  return new MappingError(
    "AMBIGUOUS_MAPPING",
    `${file}: several columns could be the ${wordOf(field)}, and they differ: ${names.map((name) => `"${name}"`).join(", ")}.`,
    {
      at: field,
      remedy:
        new Set(names).size < names.length
          ? "Give each column a name of its own in the file's first line."
          : `Say which with ${flagOf(field)} COLUMN, such as ${flagOf(field)} "${names[0]}".`,
      allowed: names.slice(0, MOST_NAMES),
    },
    candidatesOf(header, rows, columns),
  );
}

/** The name of a field within a sentence. */
export function wordOf(field: string): string {
  return field === "at" ? "time" : field;
}

/** The option that names the column of a field. */
export function flagOf(field: string): string {
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function candidatesOf(header: readonly string[], rows: Rows, columns: readonly number[]): CandidateColumn[] {
  return columns.map((index) => ({ number: index + 1, name: header[index]!, samples: samplesOf(rows, index) }));
}

function samplesOf(rows: Rows, column: number): string[] {
  const samples = new Set<string>();
  for (const row of rows) {
    const text = (row[column] ?? "").trim();
    if (text !== "") samples.add(text.length > 40 ? `${text.slice(0, 37)}…` : text);
    if (samples.size === MOST_SAMPLES) break;
  }
  return [...samples];
}
