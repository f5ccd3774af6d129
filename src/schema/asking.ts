// How a client asks a question: the other half of questions/NAME, on the main thread only. One declaration holds the arguments
// with their rules, how they become the question's parameters, and what the answer costs; schema/askings.ts lists them all, and
// the query, its rows' `behind` and `exampleJourneys`, its price and its reference derive from that list.
import type { ClassType } from "type-graphql";
import type { Wanted } from "../engine/selection.js";
import type { JourneyFilter } from "../engine/terms.js";
import type { JourneyFilterInput } from "./filter.js";
import type { Selected } from "./selection.js";

export interface Asking<Args extends object, Params> {
  /** The type of the answer, and what the question is, for the schema. */
  readonly type: ClassType<object>;
  readonly description: string;
  /** Declares type, description, default and rules of every argument. */
  readonly args: ClassType<Args>;
  /** What of the answer is selected, so that only that is worked out. */
  wanted(selection: Selected): Wanted;
  /** Reads arguments whose rules hold. The parameters are complete once what the arguments name has been looked up. */
  check(args: Args, wanted: Wanted): (found: LookedUp) => Params;
  /** Rows that the answer can have at most: each costs as much as what is selected of it. */
  rows(args: Args): number;
  /** Types whose rows name the journeys they count: `behind` is added to each. */
  readonly opens: readonly Opening[];
  /** Types whose rows list example journeys, where the field takes no more arguments than `first`. */
  readonly examples: readonly Examples[];
}

export interface Opening {
  readonly type: ClassType<object>;
  /** Where a row counts several things: what they are, and which one is meant unless another is asked for. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly otherwise?: string;
}

export interface Examples {
  readonly type: ClassType<object>;
  readonly description?: string;
}

/** Arguments that name what has to be looked up: those that questions share. */
export interface NamingArgs {
  readonly filter?: JourneyFilterInput | null;
  readonly breakdown?: { readonly segments?: readonly string[] | null } | null;
  readonly a?: { readonly filter?: JourneyFilterInput | null };
  readonly b?: { readonly filter?: JourneyFilterInput | null };
}

/** What arguments name, looked up in the store or in the projection at hand. */
export interface LookedUp {
  readonly filter: JourneyFilter | null;
  /** Filters of the sides of a comparison. */
  readonly a: JourneyFilter | null;
  readonly b: JourneyFilter | null;
  /** Who belongs to the segments of a breakdown: by customer number, bit i is the i-th segment. */
  readonly memberBits: Uint16Array | null;
}

/**
 * A reader for every field that `Given` declares and for every field of `Read`: a field that is added to either and forgotten
 * here does not compile. `at` is the path of the value.
 */
export type Readers<Given, Read, More = undefined> = {
  readonly [K in keyof Required<Given>]: (
    value: Given[K],
    at: string,
    more: More,
  ) => K extends keyof Read ? Read[K] : never;
} & { readonly [K in Exclude<keyof Read, keyof Given | "wanted">]: never };

/** `at` is the path of `given`, empty for arguments. */
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

/** A question by its declaration; `read` says how each argument becomes the parameter of the same name. */
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
