// Determines the column of each field in a file of answers. An option of the command line names the column of a field,
// or gives all rows the same text (`=text`). Without this option, a column is recognised by its name. If several
// columns could be the same field, the one with the field's own name is used. If none has this name, the error is
// AMBIGUOUS_MAPPING.
import { ThroughlineError } from "../../model/errors.js";
import { SCORE_KINDS } from "../../model/feedback.js";
import { columnOf, OFF, plain } from "../mapping/mapping.js";

export const ANSWER_COLUMNS = [
  "customer",
  "identity",
  "touchpoint",
  "channel",
  "stage",
  "interaction",
  "at",
  "id",
  "csat",
  "nps",
  "ces",
  "emotion",
  "comment",
] as const;
export type AnswerColumn = (typeof ANSWER_COLUMNS)[number];

/** Other names by which a column is recognised, in the form of `plain`. */
const USUAL: Readonly<Partial<Record<AnswerColumn, readonly string[]>>> = {
  customer: ["customer_id", "customerid", "client_id", "user", "user_id", "userid"],
  touchpoint: ["activity", "event"],
  interaction: ["interaction_id"],
  at: ["timestamp", "time", "date", "datetime", "date_time", "created_at", "submitted_at", "response_date"],
  id: ["answer_id", "response_id"],
  csat: ["satisfaction"],
  ces: ["effort"],
  comment: ["comments", "verbatim"],
};

/** Fields that can have the same text in all rows. */
const MAY_BE_CONSTANT: readonly AnswerColumn[] = ["touchpoint", "channel", "stage"];

/** For each field: its column, a text for all rows, or null. */
export type AnswerPlaces = Readonly<Record<AnswerColumn, number | string | null>>;

export function answerPlaces(
  header: readonly string[],
  given: Readonly<Partial<Record<AnswerColumn, string>>>,
  file: string,
): AnswerPlaces {
  const places = Object.fromEntries(
    ANSWER_COLUMNS.map((field) => [field, placeOf(field, header, given[field], file)]),
  ) as AnswerPlaces;
  const lacking = (at: AnswerColumn, what: string, remedy: string) =>
    new ThroughlineError(
      "BAD_MAPPING",
      `${file} has no column for ${what}. It has: ${header.slice(0, 20).join(", ")}.`,
      {
        at,
        remedy,
        allowed: header.slice(0, 20),
      },
    );
  if (places.customer === null && places.identity === null)
    throw lacking("customer", "the customer", "Name it with --customer COLUMN.");
  if (places.at === null) throw lacking("at", "the time", "Name it with --at COLUMN.");
  if (places.touchpoint === null && places.interaction === null)
    throw lacking(
      "touchpoint",
      "the touchpoint or the interaction",
      "Name one with --touchpoint COLUMN or --interaction COLUMN, or give all rows one touchpoint: --touchpoint =survey.",
    );
  if (places.comment === null && SCORE_KINDS.every((kind) => places[kind] === null))
    throw lacking(
      "csat",
      "a score or a comment",
      "Name at least one with --csat, --nps, --ces, --emotion or --comment COLUMN.",
    );
  return places;
}

function placeOf(
  field: AnswerColumn,
  header: readonly string[],
  given: string | undefined,
  file: string,
): number | string | null {
  if (given === OFF) return null;
  if (given?.startsWith(OFF)) {
    if (!MAY_BE_CONSTANT.includes(field))
      throw new ThroughlineError("BAD_MAPPING", `The ${field} cannot be the same text in all rows.`, {
        at: field,
        remedy: `Name a column with --${field}.`,
      });
    return given.slice(OFF.length);
  }
  if (given !== undefined) return columnOf(given, field, header, file);
  if (header.some((name) => plain(name) === field)) return columnOf(field, field, header, file);
  const found = header.flatMap((name, column) => (USUAL[field]?.includes(plain(name)) ? [column] : []));
  if (found.length > 1)
    throw new ThroughlineError(
      "AMBIGUOUS_MAPPING",
      `${file} has several columns that may be the ${field}: ${found.map((column) => header[column]).join(", ")}.`,
      { at: field, remedy: `Name one with --${field}.`, allowed: found.map((column) => header[column]!) },
    );
  return found[0] ?? null;
}

/** Field → column name or `=text`, for reports and for the source. */
export function placeNames(places: AnswerPlaces, header: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    ANSWER_COLUMNS.flatMap((field) => {
      const place = places[field];
      return place === null ? [] : [[field, typeof place === "number" ? header[place]! : `${OFF}${place}`]];
    }),
  );
}
