// Defines the type of a question's declaration. The declaration says how a client asks the question. A question has two
// halves. questions/NAME counts. schema/NAME.ts has the declaration, which is used only on the main thread. A
// declaration holds the arguments with their rules, the conversion of arguments to the parameters of the question, and
// the price of the answer. asking/askings.ts lists all declarations. The parts of the API that concern a question are
// derived from that list: the query, the fields `behind` and `exampleJourneys` of its rows, its price, and the
// references to its rows.
import type { ClassType } from "type-graphql";
import type { Wanted } from "../../engine/selection.js";
import type { JourneyFilter } from "../../engine/terms.js";
import type { SegmentMembers } from "../../questions/opportunities/cells.js";
import type { JourneyFilterInput } from "../shared/filter.js";
import type { UnitArgs } from "../shared/unit.js";
import type { Selected } from "./selection.js";

export interface Asking<Args extends object, Params> {
  /** The type of the answer. */
  readonly type: ClassType<object>;
  readonly description: string;
  /** The class that declares type, description, default and rules of every argument. */
  readonly args: ClassType<Args>;
  /** Whether the members of all segments are looked up. */
  readonly needsSegments?: boolean;
  /** Returns the details of the answer that the query selects. Only these are computed. */
  wanted(selection: Selected): Wanted;
  /**
   * Converts validated arguments to parameters, in two steps. `check` runs before the customers, segments and other
   * things that the arguments name are looked up. The function that it returns runs afterwards, and completes the
   * parameters.
   */
  check(args: Args, wanted: Wanted): (found: LookedUp) => Params;
  /** The largest number of rows that the answer can have. Each row costs as much as the fields selected on it. */
  rows(args: Args): number;
  /** Types whose rows have the field `behind`. */
  readonly opens: readonly Opening[];
  /** Types whose rows have the field `exampleJourneys` with `first` as its only argument. */
  readonly examples: readonly Examples[];
}

export interface Opening {
  readonly type: ClassType<object>;
  /** Only for a row with several counts: the counts that the argument `of` of `behind` can name. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly otherwise?: string;
}

export interface Examples {
  readonly type: ClassType<object>;
  readonly description?: string;
}

/** The arguments, shared by several questions, that name things such as customers and segments. */
export interface NamingArgs extends Pick<UnitArgs, "unit"> {
  readonly filter?: JourneyFilterInput | null;
  readonly breakdown?: { readonly segments?: readonly string[] | null } | null;
  readonly a?: { readonly filter?: JourneyFilterInput | null } | null;
  readonly b?: { readonly filter?: JourneyFilterInput | null } | null;
  /** The persona and the segment of a journey map, which narrow `filter`. */
  readonly persona?: string | null;
  readonly segment?: string | null;
}

/**
 * The things that arguments name, such as customers and segments, after they were looked up in the store or in the
 * current projection.
 */
export interface LookedUp {
  readonly filter: JourneyFilter | null;
  /** The filters of the sides of a comparison. */
  readonly a: JourneyFilter | null;
  readonly b: JourneyFilter | null;
  /**
   * The segments of a breakdown to which each customer belongs, by customer number. Bit i is set if the customer
   * belongs to the i-th segment.
   */
  readonly memberBits: Uint16Array | null;
  /** All segments with their members, if the question needs them; otherwise empty. */
  readonly everySegment: readonly SegmentMembers[];
}

/**
 * A reader for each field: a function that converts the field of `Given` to the field of `Read` with the same name. If
 * a field is added to either type and its reader is forgotten, the code does not compile. `at` is the path of the
 * value. The argument `unit` has no reader, because it chooses the projection and is not a parameter of the question.
 */
export type Readers<Given, Read, More = undefined> = {
  readonly [K in Exclude<keyof Required<Given>, keyof UnitArgs>]: (
    value: Given[K],
    at: string,
    more: More,
  ) => K extends keyof Read ? Read[K] : never;
} & { readonly [K in Exclude<keyof Read, keyof Given | "wanted">]: never };

/** `at` is the path of `given`; empty for the arguments themselves. */
export function readFields<Given extends object, Read, More = undefined>(
  readers: Readers<Given, Read, More>,
  given: Given | null | undefined,
  at: string,
  more: More,
): Read {
  const read = Object.entries(readers).map(([name, reader]) => [
    name,
    (reader as (value: unknown, at: string, more: More) => unknown)(
      given?.[name as keyof Given],
      at === "" ? name : `${at}.${name}`,
      more,
    ),
  ]);
  return Object.fromEntries(read) as Read;
}

/** Makes a question from its declaration. `read` says how each argument becomes the parameter of the same name. */
export function asking<Args extends object, Params>(
  declared: Pick<Asking<Args, Params>, "type" | "description" | "args" | "rows"> &
    Partial<Pick<Asking<Args, Params>, "wanted" | "opens" | "examples">> & {
      readonly read: Readers<Args, Params, LookedUp>;
    },
): Asking<Args, Params> {
  const { read, wanted = (selection: Selected) => selection.wanted(), opens = [], examples = [], ...rest } = declared;
  return {
    ...rest,
    wanted,
    opens,
    examples,
    check: (args, details) => (found) => ({
      ...readFields<Args, Params, LookedUp>(read, args, "", found),
      wanted: details,
    }),
  };
}
