// Defines the meaning of the columns of a log: the mapping that the user gives, and the mapping that results from it
// and from the header (recognise.ts). If the mapping names a column that the file does not have, the error is
// BAD_MAPPING, with the nearest names.
//
// `=text` instead of a column gives every row this text: `channel: =web` for the log of a website. `=` alone switches
// the field off: no column is used for it. For the field `at`, `A + B` names a column of dates and a column of times of
// day.
import { ThroughlineError } from "../../model/errors.js";
import type { EpochUnit } from "../../model/instant.js";
import type { Initiator } from "../../model/interaction.js";
import { nearest } from "../../model/keys.js";
import type { DecimalMark } from "../amounts.js";
import { STATEMENT } from "../segment.js";
import type { RowRule } from "./rowRules.js";

export const FIELDS = [
  "customer",
  "anonymous",
  "identity",
  "touchpoint",
  "at",
  "channel",
  "stage",
  "value",
  "cost",
  "journey",
  "id",
  "sequence",
  "caseId",
  "initiatedBy",
  "outcome",
  "resolved",
  "intendedChannel",
  "contextCarried",
  "repeatedInfo",
  "referredBy",
] as const;
export type Field = (typeof FIELDS)[number];
/** Columns that only answers have. */
export const ANSWER_ONLY = ["interaction", "csat", "nps", "ces", "emotion", "comment"] as const;
export const REQUIRED = ["customer", "touchpoint", "at"] as const;
/** Fields that cannot have the same text in all rows. */
export const NEVER_CONSTANT: readonly Field[] = ["customer", "anonymous", "identity", "at", "id", "sequence"];
/** This name in `attributes` means that no column becomes a property. */
export const NO_ATTRIBUTES = "none";
/** A field with this text instead of a column is switched off: no column is used for it. */
export const OFF = "=";
/** The number of rows at the beginning of a file by which the content of a column is judged. */
export const SAMPLE_ROWS = 1_000;

/** The user's mapping. Column names are written as in the file. */
export interface Mapping {
  readonly columns: Readonly<Partial<Record<Field, string>>>;
  /**
   * The columns that become properties of the interaction. If the list is empty, all columns that belong to no field
   * become properties. The single name NO_ATTRIBUTES means that no column becomes a property.
   */
  readonly attributes: readonly string[];
  /** The columns that only files of feedback answers have, and files of interactions do not. */
  readonly answers: Readonly<Partial<Record<(typeof ANSWER_ONLY)[number], string>>>;
  /** Rules that give rows other names. */
  readonly rules: readonly RowRule[];
  /** For an initiator, patterns for the kinds that this initiator starts. */
  readonly initiators: Readonly<Partial<Record<Initiator, readonly string[]>>>;
  /** IANA name of the zone for times without an offset. */
  readonly zone: string;
  /** The delimiter; null if it must be detected. */
  readonly delimiter: string | null;
  /** A format for `parseDateFormat`. If it is null, only times with a single meaning are read. */
  readonly dateFormat: string | null;
  /** The unit of times that are numbers. If it is null, the unit of each number follows from its size. */
  readonly epoch: EpochUnit | null;
  /** The decimal mark of amounts. If it is null, only plain numbers with a decimal point are read. */
  readonly decimal: DecimalMark | null;
  /**
   * Set if the mapping was saved at an earlier import of files with this name. Rows that contradict it are reported.
   */
  readonly saved: boolean;
  /**
   * For each field that has a column with its own name: whether an earlier import of a file of this name used the
   * column for the field (TAKEN), or found that the column has another meaning (LEFT_OUT).
   */
  readonly decided: Readonly<Partial<Record<Field, "TAKEN" | "LEFT_OUT">>>;
}

export const EMPTY_MAPPING: Mapping = {
  columns: {},
  attributes: [],
  answers: {},
  rules: [],
  initiators: {},
  zone: "UTC",
  delimiter: null,
  dateFormat: null,
  epoch: null,
  decimal: null,
  saved: false,
  decided: {},
};

/** The place of a field's values: the index of a column, or a text that all rows have. */
export type Place = { readonly column: number } | { readonly constant: string };

/** A decision about a file, or a fact about the file that the user should know. */
export interface Remark {
  readonly code: RemarkCode;
  readonly message: string;
}

export type RemarkCode =
  // about how the file was read
  | "DELIMITER"
  | "ENCODING"
  | "LINE_ENDS"
  | "COMMENTS"
  | "DOCUMENT"
  | "SKIPPED_FILE"
  // about the columns of the file
  | "CASE_LOG"
  | "DATE_AND_TIME"
  | "SETTLED_COLUMN"
  | "OTHER_CANDIDATE"
  | "COLUMN_LEFT_OUT"
  | "SAVED_MAPPING"
  | "CONTRADICTS_SAVED"
  // about the rows of the file
  | "TRIMMED_CUSTOMERS"
  | "CASES_CUT"
  | "MOSTLY_ALONE"
  | "ONE_TIME"
  | "EARLY_TIMES"
  | "MERGED_NAMES"
  | "NO_SUCH_KIND";

export interface ResolvedMapping {
  readonly places: Readonly<Partial<Record<Field, Place>>>;
  /** The column of the time of day, if the column of `at` contains only dates; otherwise −1. */
  readonly timeColumn: number;
  readonly attributes: readonly { readonly name: string; readonly column: number }[];
  /** Column with a JSON object of attributes; −1 if there is none. */
  readonly attributesColumn: number;
  /** The column with the members of a JSON object that the header does not have (OTHERS); −1 if there is none. */
  readonly othersColumn: number;
  /**
   * The column of statements about identities (segment.ts); −1 if there is none. A row with a statement has no
   * interaction.
   */
  readonly statementColumn: number;
  /** Field → column name or `=text`, for reports and for the source. */
  readonly names: Readonly<Record<string, string>>;
  /** Field → column that has the name of the field but another meaning. The column is kept as a property. */
  readonly leftOut: Readonly<Record<string, string>>;
  readonly unused: readonly string[];
  readonly remarks: readonly Remark[];
}

/** Column names in the form in which they are compared: `Case ID`, `case-id` and `case_id` are the same. */
export function plain(name: string): string {
  return name
    .trim()
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

/**
 * Fields that JSON objects may omit if the value is unknown, so that the first objects of a file may lack them. Id and
 * sequence are not among them, because a row without them would be an error.
 */
const MAY_COME_LATER = FIELDS.filter((field) => field !== "id" && field !== "sequence");

/**
 * Adds to the header of a file with JSON objects the names of the fields that none of the first objects has, because a
 * later object may have them.
 */
export function withOwnNames(header: readonly string[], { attributes }: Mapping): string[] {
  const names = [...header, ...[...MAY_COME_LATER, "attributes"].filter((name) => !header.includes(name))];
  // Events of Segment have all their members in `attributes`.
  return attributes.length > 0 || header.includes(STATEMENT) ? names : [...names, OTHERS];
}

/** The name of the column with the members that no other column has, as one JSON object. No member has this name. */
export const OTHERS = "\u0000others";

/**
 * Adds the fields that later objects may contain to a mapping that was resolved with the first `known` columns of the
 * header.
 */
export function mayComeLater(
  resolved: ResolvedMapping,
  header: readonly string[],
  known: number,
  { columns, attributes }: Mapping,
): ResolvedMapping {
  const places = { ...resolved.places };
  const later = (name: string) => header.indexOf(name, known);
  for (const field of MAY_COME_LATER)
    if (
      places[field] === undefined &&
      later(field) >= 0 &&
      columns[field] !== OFF &&
      resolved.leftOut[field] === undefined
    )
      places[field] = { column: later(field) };
  const { attributesColumn, leftOut } = resolved;
  const mayBeRead = attributes.length === 0 && leftOut.attributes === undefined;
  return {
    ...resolved,
    places,
    othersColumn: header.indexOf(OTHERS),
    attributesColumn: attributesColumn < 0 && mayBeRead ? later("attributes") : attributesColumn,
  };
}

/** Whether the rows of a sample are the same in both columns, apart from blanks at the ends. */
export function sameCells(rows: readonly (readonly string[])[], a: number, b: number): boolean {
  return rows.every((row) => (row[a] ?? "").trim() === (row[b] ?? "").trim());
}

/** Finds a column by its exact name, or else the only column whose name differs from it in case or blanks. */
export function columnOf(
  name: string,
  field: string,
  header: readonly string[],
  file: string,
  rows: readonly (readonly string[])[] = [],
): number {
  const exact = header.indexOf(name);
  const column = exact >= 0 ? exact : header.findIndex((candidate) => plain(candidate) === plain(name));
  if (column < 0) {
    const near = nearest(name, header);
    const listed = near.length > 0 ? `The nearest: ${near.join(", ")}.` : `It has: ${header.slice(0, 20).join(", ")}.`;
    throw new ThroughlineError("BAD_MAPPING", `${file} has no column "${name}" (for ${field}).`, {
      at: field,
      remedy: listed,
      allowed: near.length > 0 ? near : header.slice(0, 20),
    });
  }
  const same = header.flatMap((candidate, index) =>
    (exact >= 0 ? candidate === name : plain(candidate) === plain(name)) ? [index] : [],
  );
  if (same.length > 1 && (rows.length === 0 || !same.every((other) => sameCells(rows, column, other))))
    throw new ThroughlineError(
      "AMBIGUOUS_MAPPING",
      `${file} has ${same.length} columns "${name}" (for ${field}), and they differ.`,
      { at: field, remedy: "Give each column a name of its own in the file's first line." },
    );
  return column;
}
