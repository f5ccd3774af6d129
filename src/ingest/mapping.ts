// Which column of a log is what. From options or a mapping file, else by the headers of well-known logs:
// case_id/activity/timestamp, case:concept:name/concept:name/time:timestamp, user_id/event/time, and this project's own
// names (channel, stage, value, caseId or case_id …). A name that no column has is BAD_MAPPING with the nearest ones.
//
// `=text` in place of a column gives every row that text: `channel: =web` for the log of a website.
import { ThroughlineError } from "../model/errors.js";
import type { Initiator } from "../model/interaction.js";
import { nearest } from "../model/keys.js";

export const FIELDS = [
  "customer",
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
const REQUIRED = ["customer", "touchpoint", "at"] as const;
/** One text for all rows makes no sense here. */
const NEVER_CONSTANT: readonly Field[] = ["customer", "at", "id", "sequence"];

/** What the user says. Names are as in the file. */
export interface Mapping {
  readonly columns: Readonly<Partial<Record<Field, string>>>;
  /** Columns that become attributes of the interaction. */
  readonly attributes: readonly string[];
  /** Patterns of kinds that are not started by the customer. */
  readonly initiators: Readonly<Partial<Record<Initiator, readonly string[]>>>;
  /** IANA name of the zone of times without an offset. */
  readonly zone: string;
  /** Null: found out. */
  readonly delimiter: string | null;
}

export const EMPTY_MAPPING: Mapping = { columns: {}, attributes: [], initiators: {}, zone: "UTC", delimiter: null };

/** Where a field comes from: a column's index, or a text for all rows. */
export type Place = { readonly column: number } | { readonly constant: string };

export interface ResolvedMapping {
  readonly places: Readonly<Partial<Record<Field, Place>>>;
  readonly attributes: readonly { readonly name: string; readonly column: number }[];
  /** Column of a JSON object of attributes, −1 if there is none. */
  readonly attributesColumn: number;
  /** Field → column name or `=text`, for reports and for the source. */
  readonly names: Readonly<Record<string, string>>;
  readonly unused: readonly string[];
}

const RECOGNISED: readonly (readonly [customer: string, touchpoint: string, at: string])[] = [
  ["customer", "touchpoint", "at"],
  ["case_id", "activity", "timestamp"],
  ["case:concept:name", "concept:name", "time:timestamp"],
  ["user_id", "event", "time"],
];

/** Column names as they are compared when recognising: `Case ID`, `case-id` and `case_id` are one. */
function plain(name: string): string {
  return name
    .trim()
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

export function resolveMapping(mapping: Mapping, header: readonly string[], file: string): ResolvedMapping {
  const places: Partial<Record<Field, Place>> = {};
  const names: Record<string, string> = {};
  const taken = new Set<number>();
  const set = (field: Field, column: number) => {
    places[field] = { column };
    names[field] = header[column]!;
    taken.add(column);
  };

  for (const field of FIELDS) {
    const name = mapping.columns[field];
    if (name === undefined) continue;
    if (name.startsWith("=") && !NEVER_CONSTANT.includes(field)) {
      places[field] = { constant: name.slice(1) };
      names[field] = name;
    } else set(field, columnOf(name, field, header, file));
  }
  const attributes = mapping.attributes.map((name) => ({ name, column: columnOf(name, "attributes", header, file) }));
  for (const { column } of attributes) taken.add(column);
  if (attributes.length > 0) names.attributes = attributes.map((a) => a.name).join(",");

  const free = header.map((name, index) => (taken.has(index) ? "" : plain(name)));
  const known = RECOGNISED.find((triple) =>
    REQUIRED.every((field, i) => places[field] !== undefined || free.includes(triple[i]!)),
  );
  REQUIRED.forEach((field, i) => {
    if (places[field] !== undefined) return;
    const column = known === undefined ? loneAlias(field, i, free, header, file) : free.indexOf(known[i]!);
    set(field, column);
    free[column] = "";
  });
  for (const field of FIELDS) {
    const column = free.indexOf(plain(field));
    if (places[field] === undefined && column >= 0) set(field, column);
  }
  const attributesColumn = attributes.length > 0 ? -1 : free.indexOf("attributes");
  if (attributesColumn >= 0) {
    taken.add(attributesColumn);
    names.attributes = header[attributesColumn]!;
  }
  return { places, attributes, attributesColumn, names, unused: header.filter((_, index) => !taken.has(index)) };
}

/** Names that objects leave out where they know nothing; a missing id or sequence would be an error, so not those. */
const MAY_COME_LATER = FIELDS.filter((field) => field !== "id" && field !== "sequence");

/**
 * For NDJSON: own names that none of the first objects has, added to the header, since a later one may have them.
 */
export function addOwnNames(
  resolved: ResolvedMapping,
  header: readonly string[],
): { readonly resolved: ResolvedMapping; readonly header: readonly string[] } {
  const names = [...header];
  const places = { ...resolved.places };
  for (const field of MAY_COME_LATER)
    if (places[field] === undefined) places[field] = { column: names.push(field) - 1 };
  let { attributesColumn } = resolved;
  if (attributesColumn < 0 && resolved.attributes.length === 0) attributesColumn = names.push("attributes") - 1;
  return { resolved: { ...resolved, places, attributesColumn }, header: names };
}

/** A column by its exact name, else by the only one that differs in case or blanks. */
export function columnOf(name: string, field: string, header: readonly string[], file: string): number {
  const exact = header.indexOf(name);
  const column = exact >= 0 ? exact : header.findIndex((candidate) => plain(candidate) === plain(name));
  const same = header.filter((candidate) => (exact >= 0 ? candidate === name : plain(candidate) === plain(name)));
  if (column < 0) {
    const near = nearest(name, header);
    const listed = near.length > 0 ? `The nearest: ${near.join(", ")}.` : `It has: ${header.slice(0, 20).join(", ")}.`;
    throw new ThroughlineError("BAD_MAPPING", `${file} has no column "${name}" (for ${field}).`, {
      at: field,
      remedy: listed,
      allowed: near.length > 0 ? near : header.slice(0, 20),
    });
  }
  if (same.length > 1)
    throw new ThroughlineError("BAD_MAPPING", `${file} has ${same.length} columns "${name}" (for ${field}).`, {
      at: field,
      remedy: "Give each column a name of its own in the file's first line.",
    });
  return column;
}

/** The one column that some well-known log uses for this field. */
function loneAlias(
  field: string,
  position: number,
  free: readonly string[],
  header: readonly string[],
  file: string,
): number {
  const aliases = RECOGNISED.map((triple) => triple[position]!);
  const columns = free.flatMap((name, index) => (aliases.includes(name) ? [index] : []));
  if (columns.length === 1) return columns[0]!;
  const found = columns.map((index) => header[index]!);
  const listed = found.length > 1 ? found : header.slice(0, 20);
  throw new ThroughlineError(
    "BAD_MAPPING",
    found.length > 1
      ? `${file}: several columns could be the ${field}.`
      : `${file}: no column is recognised as the ${field}.`,
    { at: field, remedy: `Say which with --${field} COLUMN. The file has: ${listed.join(", ")}.`, allowed: listed },
  );
}
