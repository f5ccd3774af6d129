// Filters: which journeys does a question count?
import { Field, Float, InputType, Int } from "type-graphql";
import type { JourneyFilter } from "../../engine/terms.js";
import { MAX_FIRST } from "../../engine/totals.js";
import { HasMembers, IsDuration, IsInstant } from "./rules.js";
import { DateTime, Duration } from "./scalars.js";
import { MAX_NAMES, MAX_SELECTORS, PointSelectorInput } from "./selector.js";
import { readDuration, readInstant } from "./texts.js";

/** The largest number of attributes in one filter. Each of them is checked for every customer. */
const MAX_CONDITIONS = 20;
/** The largest number of segments in one filter. Finding the members of a ruled segment costs as much as a question. */
const MAX_SEGMENTS = 50;

@InputType("AttributeFilter", {
  description:
    "A condition on one attribute of the customer. All conditions that you give must hold. Give at least one besides `key`.",
})
export class AttributeFilterInput {
  @Field(() => String, { description: "The attribute's key." })
  readonly key!: string;
  @Field(() => [String], { nullable: true, description: "The attribute has one of these values." })
  @HasMembers(1, MAX_NAMES)
  readonly in?: string[] | null;
  @Field(() => [String], { nullable: true, description: "The attribute has a value, but none of these." })
  @HasMembers(1, MAX_NAMES)
  readonly notIn?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: "The attribute has a value like this text, in which `*` matches any text, such as `gold*`.",
  })
  readonly like?: string | null;
  @Field(() => Float, { nullable: true, description: "The attribute is a number that is at least this large." })
  readonly atLeast?: number | null;
  @Field(() => Float, { nullable: true, description: "The attribute is a number that is at most this large." })
  readonly atMost?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "`true`: the customer has a value of the attribute. `false`: the customer has none.",
  })
  readonly known?: boolean | null;
}

@InputType("ConformsFilter", { description: "Whether journeys follow a blueprint." })
export class ConformsFilterInput {
  @Field(() => String, { description: "Key of the blueprint." })
  readonly blueprint!: string;
  @Field(() => Int, { nullable: true, description: "Version of the blueprint. By default, the latest one." })
  readonly version?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "`false` selects the journeys that conform: they have no missing step, no ad hoc interaction and no step out of order. `true` selects the journeys that deviate.",
  })
  readonly deviating?: boolean | null;
}

@InputType("JourneyFilter", {
  description:
    "Selects the journeys that satisfy all given conditions. The conditions are applied to whole journeys, before `hide` removes any interactions.",
})
export class JourneyFilterInput {
  @Field(() => DateTime, {
    nullable: true,
    description:
      "Journeys whose first interaction is at this time or later. A date, such as 2026-01-31, means the beginning of that day in UTC.",
  })
  @IsInstant()
  readonly startedFrom?: string | null;
  @Field(() => DateTime, {
    nullable: true,
    description:
      "Journeys whose first interaction is before this time. A date means the beginning of that day in UTC, so journeys that start on the day itself are excluded.",
  })
  @IsInstant()
  readonly startedBefore?: string | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "Journeys whose first interaction is at most this long before the newest interaction of the store, such as P30D.",
  })
  @IsDuration()
  readonly startedWithin?: string | null;
  @Field(() => [String], {
    nullable: true,
    description: "Journeys of customers who belong to any of these segments, by key or name.",
  })
  @HasMembers(1, MAX_SEGMENTS)
  readonly segments?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Journeys of customers who have this persona, by key or name. A customer has the first persona, in order of position, whose rule holds.",
  })
  readonly persona?: string | null;
  @Field(() => [String], { nullable: true, description: "Journeys of the customers with these keys." })
  @HasMembers(1, MAX_FIRST)
  readonly customers?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description:
      "The journeys that a row of an answer counts. Pass the `behind` of that row. The filter finds these journeys in the current data, which may have changed since that answer.",
  })
  readonly behind?: string | null;
  @Field(() => [AttributeFilterInput], {
    nullable: true,
    description: "Journeys whose customer satisfies all of these conditions on attributes.",
  })
  @HasMembers(0, MAX_CONDITIONS)
  readonly attributes?: AttributeFilterInput[] | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Journeys in which each of these selectors selects at least one interaction.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly touches?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Journeys in which none of these selectors selects an interaction.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly avoids?: PointSelectorInput[] | null;
  @Field(() => String, {
    nullable: true,
    description: "Journeys that reach the goal with this key. Interactions with the outcome FAILED do not count.",
  })
  readonly reachedGoal?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Journeys that match this pattern, such as `channel:search .* [web/checkout|app/checkout] [^channel:phone]* goal:purchase`. The argument `pattern` of `pathMatches` describes the syntax.",
  })
  readonly matches?: string | null;
  @Field(() => ConformsFilterInput, {
    nullable: true,
    description: "Journeys that conform to a blueprint, or that deviate from it, as `conformance` counts them.",
  })
  readonly conforms?: ConformsFilterInput | null;
  @Field(() => Int, { nullable: true, description: "Journeys with at least this many interactions." })
  readonly minInteractions?: number | null;
  @Field(() => Int, { nullable: true, description: "Journeys with at most this many interactions." })
  readonly maxInteractions?: number | null;
}

/** What a filter names, such as customers and segments, after it was looked up in the current data. */
export type FoundByFilter = Pick<JourneyFilter, "memberOf" | "behindWords" | "customerNumbers">;

/**
 * Converts each field to the form that the engine uses. If a field is added to the input and forgotten here, the code
 * does not compile.
 */
const FILTER_FIELDS: {
  readonly [K in keyof Required<JourneyFilterInput>]: (value: JourneyFilterInput[K], at: string) => JourneyFilter;
} = {
  startedFrom: (text, at) => ({ startedFrom: readInstant(text, at) }),
  startedBefore: (text, at) => ({ startedBefore: readInstant(text, at) }),
  startedWithin: (text, at) => ({ startedWithin: readDuration(text, at) }),
  // The next fields are only for display. What they name is looked up, and is in `memberOf` (members of the segments
  // and of the persona), `behindWords` (journeys of a reference) and `customerNumbers`.
  segments: (segments) => ({ segments }),
  persona: () => ({}),
  behind: (behind) => ({ behind }),
  customers: () => ({}),
  attributes: (attributes) => ({ attributes }),
  touches: (touches) => ({ touches }),
  avoids: (avoids) => ({ avoids }),
  reachedGoal: (reachedGoal) => ({ reachedGoal }),
  matches: (matches) => ({ matches }),
  conforms: (given) =>
    given === null || given === undefined
      ? {}
      : {
          conforms: {
            blueprint: given.blueprint,
            version: given.version ?? null,
            deviating: given.deviating ?? false,
          },
        },
  minInteractions: (minInteractions) => ({ minInteractions }),
  maxInteractions: (maxInteractions) => ({ maxInteractions }),
};

export function readFilter(given: JourneyFilterInput, at: string, found: FoundByFilter): JourneyFilter {
  const fields = Object.entries(FILTER_FIELDS).map(([name, read]) =>
    (read as (value: unknown, at: string) => JourneyFilter)(given[name as keyof JourneyFilterInput], `${at}.${name}`),
  );
  return Object.assign({}, ...fields, found) as JourneyFilter;
}

/** How a question declares its argument `filter`. */
export const FILTER = {
  nullable: true,
  description: "Counts only journeys that satisfy this filter. If omitted, all journeys are counted.",
} as const;
