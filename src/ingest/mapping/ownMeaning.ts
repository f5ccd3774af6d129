// Decides whether a column that has the name of a field has another meaning, such as an `outcome` with the value
// "Escalated", or an `id` that is a ticket number. The first rows of the file decide this. A column that the user
// assigned to the field is not checked.
import { INITIATORS, OUTCOMES } from "../../model/interaction.js";
import { readSequence } from "../../model/sequence.js";
import { jsonAttributes } from "../rowProperties.js";
import { readBoolean } from "../rows.js";
import type { Field, Place } from "./mapping.js";

type Rows = readonly (readonly string[])[];

/**
 * If more than this share of a column's values are none of the values that the field can have, the column has another
 * meaning.
 */
const MOST_FOREIGN = 0.5;
/**
 * If more than this share of the rows repeat an id of an earlier row of the same customer, with other content, the
 * column does not identify rows.
 */
const MOST_REPEATED = 0.01;

const choice =
  (allowed: readonly string[]) =>
  (text: string): boolean =>
    allowed.includes(text.toUpperCase());
const boolean = (text: string): boolean => readBoolean(text) !== null;

const READS: Readonly<Partial<Record<Field | "attributes", (text: string) => boolean>>> = {
  initiatedBy: choice(INITIATORS),
  outcome: choice(OUTCOMES),
  resolved: boolean,
  contextCarried: boolean,
  repeatedInfo: boolean,
  sequence: (text) => readSequence(text) !== null,
  attributes: (text) => {
    const read = jsonAttributes(text);
    return read === null || !("code" in read);
  },
};

/** The reason why the column is not the field, as part of a sentence. Null if it can be the field. */
export function meansSomethingElse(field: Field | "attributes", column: number, rows: Rows): string | null {
  const reads = READS[field];
  if (reads === undefined) return null;
  const known = rows.map((row) => (row[column] ?? "").trim()).filter((text) => text !== "");
  const foreign = known.filter((text) => !reads(text));
  if (foreign.length <= MOST_FOREIGN * known.length) return null;
  const example = foreign[0]!.length > 40 ? `${foreign[0]!.slice(0, 37)}…` : foreign[0]!;
  return `${foreign.length} of its first ${known.length} values are not known to Throughline, such as "${example}"`;
}

/** The reason why the column is not the id of the rows. Null if it can be. */
export function idRepeats(column: number, places: Readonly<Partial<Record<Field, Place>>>, rows: Rows): string | null {
  // The identity under which a row is recorded.
  const identities = [places.identity, places.customer, places.anonymous].flatMap((place) =>
    place !== undefined && "column" in place ? [place.column] : [],
  );
  if (identities.length === 0) return null;
  const contents = new Map<string, string>();
  let known = 0;
  let repeated = 0;
  let example = "";
  for (const row of rows) {
    const id = row[column] ?? "";
    if (id.trim() === "") continue;
    known++;
    const key = `${identities.map((of) => (row[of] ?? "").trim()).find((text) => text !== "") ?? ""}\u0000${id}`;
    const content = row.join("\u0001");
    const before = contents.get(key);
    if (before === undefined) contents.set(key, content);
    else if (before !== content) {
      repeated++;
      example ||= id;
    }
  }
  if (repeated <= MOST_REPEATED * rows.length) return null;
  return `${repeated} of its first ${known} values repeat an earlier value of the same customer, but with other content, such as "${example.slice(0, 40)}"`;
}
