// Writes and reads references to rows of answers, which the field `behind` returns and `filter.behind` takes. A
// reference is the base64url form of the question, its arguments as the client gave them, and the row. It contains keys
// and names instead of codes, so it remains valid when the data change. It reveals nothing that the client did not
// write or see. The arguments of a reference are coerced, instantiated and validated like those of a query.
import { COUNTS_ALONE } from "../engine/selection.js";
import { ThroughlineError } from "../model/errors.js";
import { type AnyQuestion, isCut } from "../questions/drilldown.js";
import type { FunnelWanted } from "../questions/funnel/plan.js";
import type { Reference } from "../questions/question.js";
import { ASKABLE } from "../questions/registry.js";
import type { LookedUp, NamingArgs } from "../schema/asking/asking.js";
import { askingOf } from "../schema/asking/askings.js";
import { fromPlain } from "../schema/asking/plain.js";
import { validated } from "../schema/asking/validate.js";
import { JourneyFilterInput } from "../schema/shared/filter.js";

export type { Named, Reference } from "../questions/question.js";

/**
 * The largest length of a reference, in characters. It is enough for a filter with a few hundred customers, and for a
 * filter with three nested references. An answer with a thousand references then has at most a few megabytes.
 */
export const MAX_REFERENCE_LENGTH = 8_192;
/** The largest depth of nested references. Each level is a question that must be computed. */
const MAX_NESTED = 3;

/**
 * A selection without any details, for a question that is computed only to find out which rows it shows. `labels` is a
 * detail of funnels.
 */
const NOTHING_MORE: FunnelWanted = { ...COUNTS_ALONE, labels: false };

/** A reference whose arguments and row have been checked. */
export interface ReadReference {
  readonly question: string;
  readonly args: NamingArgs;
  readonly side: JourneyFilterInput | null;
  readonly row: unknown;
  /** Returns the parameters of the question. `found` has what the names in its arguments refer to. */
  check(found: LookedUp): unknown;
  readonly needsSegments: boolean;
}

/** Throws QUERY_TOO_EXPENSIVE if the reference would be too long for a client to pass it back. */
export function writeReference({ question, args, side, row }: Reference): string {
  const drilldown = drilldownOf(question)!;
  const leftOut = rowsChosenBy(drilldown, row);
  const matters = Object.entries(args).filter(([name]) => {
    const part = drilldown.onlyWith?.[name];
    return !leftOut.includes(name) && (part === undefined || Object.hasOwn(row as object, part));
  });
  const given = plainText(Object.fromEntries(matters));
  const which = JSON.stringify(row);
  const parts = [JSON.stringify(question), given, which, ...(side ? [plainText(side)] : [])];
  const text = Buffer.from(`[${parts.join(",")}]`).toString("base64url");
  if (text.length <= MAX_REFERENCE_LENGTH) return text;
  throw new ThroughlineError(
    "QUERY_TOO_EXPENSIVE",
    `\`behind\` would be ${text.length} characters long; ${MAX_REFERENCE_LENGTH} is the most.`,
    {
      at: "behind",
      remedy:
        which.length > given.length
          ? "Show fewer rows (`first`, `rowsPerStep`), because a reference to Other lists all rows shown."
          : "Use a shorter filter: save its conditions as the rule of a segment, and name the segment.",
    },
  );
}

/**
 * Throws BAD_ARGUMENT if the text is not a reference to a row, or has too many nested references. `nested` is the
 * number of references around it.
 */
export function readReference(text: string, at: string, nested = 0): ReadReference {
  if (nested === MAX_NESTED)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` has more than ${MAX_NESTED} nested references.`, {
      at,
      remedy: "Save one of them as the rule of a segment, and ask about that segment.",
    });
  const read = readText(text);
  if (read === null)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is not a reference to a row of an answer.`, {
      at,
      remedy: "Pass the value of a row's field `behind`, unchanged.",
    });
  for (const { behind } of filtersOf(read))
    if (behind !== null && behind !== undefined) readReference(behind, at, nested + 1);
  return read;
}

/** Returns null if the text does not have the form of a reference. */
function readText(text: string): ReadReference | null {
  if (text.length > MAX_REFERENCE_LENGTH) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length < 3 || parts.length > 4) return null;
  const [question, args, row, side] = parts as unknown[];
  if (typeof question !== "string") return null;
  const asking = askingOf(question);
  const drilldown = drilldownOf(question);
  if (asking === null || !drilldown?.isRow(row)) return null;
  if (side !== undefined && drilldown.hasSides !== true) return null;
  try {
    const own = fromPlain(asking.args, args);
    if (rowsChosenBy(drilldown, row).some((name) => Object.hasOwn(args as object, name))) return null;
    return {
      question,
      args: validated(own),
      side: side === undefined ? null : validated(fromPlain(JourneyFilterInput, side)),
      row,
      check: asking.check(own, NOTHING_MORE),
      needsSegments: asking.needsSegments === true,
    };
  } catch (error) {
    if (error instanceof ThroughlineError) return null;
    throw error;
  }
}

/** The arguments that do not affect this row, because they only choose which rows are shown. */
function rowsChosenBy({ choosesRows = [], shown }: Opens, row: unknown): readonly string[] {
  return shown !== undefined && isCut(row) ? [] : choosesRows;
}

/** Removes null values, which mean that the argument was not given. */
function plainText(given: object): string {
  return JSON.stringify(given, (_, value: unknown) => value ?? undefined);
}

type Opens = NonNullable<AnyQuestion["drilldown"]>;

function drilldownOf(question: string): Opens | undefined {
  return Object.hasOwn(ASKABLE, question) ? (ASKABLE as Record<string, AnyQuestion>)[question]!.drilldown : undefined;
}

function filtersOf({ args, side }: Pick<ReadReference, "args" | "side">): JourneyFilterInput[] {
  return [args.filter ?? {}, side ?? {}];
}

/** Reports an error in the question of a reference at the argument that contains the reference. */
export function withinReference(error: unknown, at: string): unknown {
  if (!(error instanceof ThroughlineError) || error.at === undefined || error.at.startsWith(at)) return error;
  return new ThroughlineError(error.code, `${error.message} (In the question that \`${at}\` refers to.)`, {
    at,
    remedy: error.remedy ?? "Ask that question again.",
    ...(error.allowed === undefined ? {} : { allowed: error.allowed }),
    cause: error,
  });
}

/**
 * The segments that a filter names, with the path of each. They include the segments that the question in its `behind`
 * names.
 */
export function segmentsNamed(filter: JourneyFilterInput, at: string): { readonly key: string; readonly at: string }[] {
  const own = (filter.segments ?? []).map((key, i) => ({ key, at: `${at}.segments[${i}]` }));
  if (filter.behind === null || filter.behind === undefined) return own;
  const place = `${at}.behind`;
  const read = readReference(filter.behind, place);
  const within = [
    ...filtersOf(read).flatMap((one) => segmentsNamed(one, place).map(({ key }) => key)),
    ...(read.args.breakdown?.segments ?? []),
  ];
  return [...own, ...within.map((key) => ({ key, at: place }))];
}

/** The path of the first persona that a filter names, including the question in its `behind`; null if there is none. */
export function personaNamed(filter: JourneyFilterInput, at: string): string | null {
  if (filter.persona !== null && filter.persona !== undefined) return `${at}.persona`;
  if (filter.behind === null || filter.behind === undefined) return null;
  const place = `${at}.behind`;
  const within = filtersOf(readReference(filter.behind, place));
  return within.some((one) => personaNamed(one, place) !== null) ? place : null;
}

/**
 * The number of questions that must be computed for a filter: the question that its `behind` refers to, and the
 * questions that the filters of that question refer to in turn.
 */
export function questionsBehind(filter: JourneyFilterInput | null | undefined): number {
  if (filter?.behind === null || filter?.behind === undefined) return 0;
  try {
    const read = readReference(filter.behind, "filter.behind");
    return filtersOf(read).reduce((sum, one) => sum + questionsBehind(one), 1);
  } catch (error) {
    // The text is not a reference and will be refused, so no question is computed.
    if (error instanceof ThroughlineError) return 0;
    throw error;
  }
}
