// The name of a row of an answer: base64url of the question, what it was asked with and the row, all by keys and names, so that
// it holds for other versions of the data too, and says nothing that was not asked. Who gives it back as `filter.behind`
// gets the journeys that the row counts, in the version at hand.

import { ThroughlineError } from "../model/errors.js";
import { type AnyQuestion, type DrilldownParams, isCut } from "../questions/drilldown.js";
import type { Reference } from "../questions/question.js";
import { ASKABLE } from "../questions/registry.js";
import type { AskedFilter } from "./arguments.js";
import type { AskedBreakdown } from "./asked.js";
import { isAskedOfRow } from "./behindShape.js";

export type { Reference } from "../questions/question.js";

/** Which questions have rows that open. */
type Opened = DrilldownParams<typeof ASKABLE>["question"];

/** A reference whose question and row have been checked. */
export interface ReadReference extends Reference {
  readonly question: Opened;
  readonly args: AskedOfRow;
  readonly side: AskedFilter | null;
}
export interface AskedOfRow {
  readonly filter?: AskedFilter | null;
  readonly breakdown?: AskedBreakdown | null;
}

/**
 * Characters of a name: a filter of some hundred customers fits, and so does what is narrowed three times; a thousand rows
 * that are named stay within some megabytes.
 */
export const MAX_BEHIND_LENGTH = 8_192;
/** A question narrowed to a row of one that is narrowed to a row, and so on: each is a question of its own to work out. */
const MAX_NESTED = 3;

/** QUERY_TOO_EXPENSIVE if it would be too long to be given back. */
export function writeBehind({ question, args, side, row }: Reference): string {
  const { choosesRows = [], onlyWith, shown } = drilldownOf(question)!;
  const chooses = isCut(row) && shown !== undefined ? [] : choosesRows;
  const matters = Object.entries({ ...args, side }).filter(([name]) => {
    const part = onlyWith?.[name];
    return !chooses.includes(name) && (part === undefined || Object.hasOwn(row as object, part));
  });
  const plain = JSON.stringify(Object.fromEntries(matters), (_, value: unknown) => value ?? undefined);
  const which = JSON.stringify(row);
  const name = Buffer.from(`[${JSON.stringify(question)},${plain},${which}]`).toString("base64url");
  if (name.length <= MAX_BEHIND_LENGTH) return name;
  throw new ThroughlineError(
    "QUERY_TOO_EXPENSIVE",
    `\`behind\` would be ${name.length} characters long; ${MAX_BEHIND_LENGTH} is the most.`,
    {
      at: "behind",
      remedy:
        which.length > plain.length
          ? "Show fewer rows (`first`, `rowsPerStep`): Other is named by all that are shown."
          : "Ask with a shorter filter: save what it narrows to as a segment, and name that.",
    },
  );
}

/** BAD_ARGUMENT if it is not the name of a row, or leads through too many. `nested`: rows it was reached through. */
export function readBehind(name: string, at: string, nested = 0): ReadReference {
  if (nested === MAX_NESTED)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` leads through more than ${MAX_NESTED} rows.`, {
      at,
      remedy: "Save one of them as the rule of a segment, and ask about that segment.",
    });
  let parts: unknown = null;
  if (name.length <= MAX_BEHIND_LENGTH)
    try {
      parts = JSON.parse(Buffer.from(name, "base64url").toString());
    } catch {
      // Said below.
    }
  const [question, asked, row] = Array.isArray(parts) && parts.length === 3 ? (parts as unknown[]) : [];
  const drilldown = typeof question === "string" ? drilldownOf(question) : undefined;
  if (drilldown?.isRow(row) && isAskedOfRow(question as Opened, asked, isCut(row) && drilldown.shown !== undefined)) {
    const { side = null, ...args } = asked as AskedOfRow & { readonly side?: AskedFilter | null };
    const read = { question: question as Opened, args, side, row };
    for (const { behind } of filtersOf(read)) if (behind) readBehind(behind, at, nested + 1);
    return read;
  }
  throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` does not name a row of an answer.`, {
    at,
    remedy: "Give what the field `behind` of a row says, as it is.",
  });
}

function drilldownOf(question: string): AnyQuestion["drilldown"] {
  return Object.hasOwn(ASKABLE, question) ? (ASKABLE as Record<string, AnyQuestion>)[question]!.drilldown : undefined;
}

function filtersOf({ args: { filter }, side }: ReadReference): AskedFilter[] {
  return [filter ?? {}, side ?? {}];
}

/** What is wrong with the question within, said of the argument that names it. */
export function withinBehind(error: unknown, at: string): unknown {
  if (!(error instanceof ThroughlineError) || error.at === undefined || error.at.startsWith(at)) return error;
  return new ThroughlineError(error.code, `${error.message} (In the question that \`${at}\` names.)`, {
    at,
    remedy: error.remedy ?? "Ask that question anew.",
    ...(error.allowed === undefined ? {} : { allowed: error.allowed }),
    cause: error,
  });
}

/** Segments that a filter names, those of the questions within its `behind` included, with the path of each. */
export function segmentsNamed(filter: AskedFilter, at: string): { readonly key: string; readonly at: string }[] {
  const own = (filter.segments ?? []).map((key, i) => ({ key, at: `${at}.segments[${i}]` }));
  if (filter.behind === null || filter.behind === undefined) return own;
  const place = `${at}.behind`;
  const read = readBehind(filter.behind, place);
  const within = [
    ...filtersOf(read).flatMap((one) => segmentsNamed(one, place).map(({ key }) => key)),
    ...(read.args.breakdown?.segments ?? []),
  ];
  return [...own, ...within.map((key) => ({ key, at: place }))];
}

/** How many questions are to be worked out for a filter: that of its `behind`, and those within that one's filters. */
export function questionsBehind(filter: AskedFilter | null | undefined): number {
  if (filter?.behind === null || filter?.behind === undefined) return 0;
  try {
    const read = readBehind(filter.behind, "filter.behind");
    return filtersOf(read).reduce((sum, one) => sum + questionsBehind(one), 1);
  } catch (error) {
    // Names no row, and will be refused as such: none is worked out.
    if (error instanceof ThroughlineError) return 0;
    throw error;
  }
}
