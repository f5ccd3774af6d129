// Filters: which journeys is a question about?
import { Field, InputType, Int } from "type-graphql";
import type { JourneyFilter } from "../engine/terms.js";
import { MAX_FIRST } from "../engine/totals.js";
import { HasMembers, IsDuration, IsInstant } from "./rules.js";
import { DateTime, Duration } from "./scalars.js";
import { MAX_NAMES, MAX_SELECTORS, PointSelectorInput } from "./selector.js";
import { readDuration, readInstant } from "./texts.js";

@InputType("AttributeFilter", { description: "A condition on one attribute of the customer." })
export class AttributeFilterInput {
  @Field(() => String, { description: "The attribute's key." })
  readonly key!: string;
  @Field(() => [String], { description: "The customer's value is one of these." })
  @HasMembers(1, MAX_NAMES)
  readonly in!: string[];
}

@InputType("JourneyFilter", {
  description:
    "Which journeys are looked at. All given conditions must hold; whole journeys are judged, before `hide`.",
})
export class JourneyFilterInput {
  @Field(() => DateTime, {
    nullable: true,
    description:
      "Journeys whose first interaction is at this time or later. A date, such as 2026-01-31, means its beginning in UTC.",
  })
  @IsInstant()
  readonly startedFrom?: string | null;
  @Field(() => DateTime, {
    nullable: true,
    description:
      "Journeys whose first interaction is before this time. A date means its beginning in UTC, so the day itself is left out.",
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
  @HasMembers(1, MAX_NAMES)
  readonly segments?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Journeys of these customers, by key." })
  @HasMembers(1, MAX_FIRST)
  readonly customers?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Journeys that a row of an answer counts: what the row's `behind` says. They are worked out in the data as it is now.",
  })
  readonly behind?: string | null;
  @Field(() => [AttributeFilterInput], {
    nullable: true,
    description: "Attributes of the customer; every one must hold.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly attributes?: AttributeFilterInput[] | null;
  @Field(() => [PointSelectorInput], { nullable: true, description: "The journey touches every one of these." })
  @HasMembers(0, MAX_SELECTORS)
  readonly touches?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], { nullable: true, description: "The journey touches none of these." })
  @HasMembers(0, MAX_SELECTORS)
  readonly avoids?: PointSelectorInput[] | null;
  @Field(() => String, {
    nullable: true,
    description: "Key of a goal that the journey reaches, by an interaction that did not FAIL.",
  })
  readonly reachedGoal?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "A pattern that the journey matches, such as `channel:search .* [web/checkout|app/checkout] [^channel:phone]* goal:purchase`; `pathMatches` says what patterns are.",
  })
  readonly matches?: string | null;
  @Field(() => Int, { nullable: true, description: "The journey has at least this many interactions." })
  readonly minInteractions?: number | null;
  @Field(() => Int, { nullable: true, description: "The journey has at most this many interactions." })
  readonly maxInteractions?: number | null;
}

/** What a filter names, looked up for the data at hand. */
export type FoundByFilter = Pick<JourneyFilter, "memberOf" | "behindWords" | "customerNumbers">;

/** By field: what it is to the engine. A field that is added to the input and forgotten here does not compile. */
const FILTER_FIELDS: {
  readonly [K in keyof Required<JourneyFilterInput>]: (value: JourneyFilterInput[K], at: string) => JourneyFilter;
} = {
  startedFrom: (text, at) => ({ startedFrom: readInstant(text, at) }),
  startedBefore: (text, at) => ({ startedBefore: readInstant(text, at) }),
  startedWithin: (text, at) => ({ startedWithin: readDuration(text, at) }),
  // Looked up: `memberOf` says who belongs, `behindWords` which journeys, `customerNumbers` who they are.
  segments: (segments) => ({ segments }),
  behind: (behind) => ({ behind }),
  customers: () => ({}),
  attributes: (attributes) => ({ attributes }),
  touches: (touches) => ({ touches }),
  avoids: (avoids) => ({ avoids }),
  reachedGoal: (reachedGoal) => ({ reachedGoal }),
  matches: (matches) => ({ matches }),
  minInteractions: (minInteractions) => ({ minInteractions }),
  maxInteractions: (maxInteractions) => ({ maxInteractions }),
};

export function readFilter(given: JourneyFilterInput, at: string, found: FoundByFilter): JourneyFilter {
  const fields = Object.entries(FILTER_FIELDS).map(([name, read]) =>
    (read as (value: unknown, at: string) => JourneyFilter)(given[name as keyof JourneyFilterInput], `${at}.${name}`),
  );
  return Object.assign({}, ...fields, found) as JourneyFilter;
}

/** How the argument `filter` of a question is declared. */
export const FILTER = { nullable: true, description: "Which journeys are looked at; all without it." } as const;
