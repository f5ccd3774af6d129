// The breakdown of a question: its arguments, and the fields that the groups of all questions have.
import { Field, InputType, ObjectType } from "type-graphql";
import { type Breakdown, MAX_BREAKDOWN_SEGMENTS } from "../../engine/breakdown.js";
import type { Period } from "../../engine/periods.js";
import type { GroupResult } from "../../questions/groupRows.js";
import { DEFAULT_GROUPS, MAX_GROUPS } from "../../questions/groups.js";
import type { LookedUp } from "../asking/asking.js";
import { PeriodEnum } from "./enums.js";

@InputType("Breakdown", {
  description:
    "Divides the journeys into groups that are counted separately. Set exactly one field. Groups are formed from whole journeys, before `hide` removes any interactions, except for groups by a property.",
})
export class BreakdownInput {
  @Field(() => String, {
    nullable: true,
    description:
      "Groups journeys by the value of this attribute of the customer. The group `(none)` contains the journeys of customers without a value.",
  })
  readonly attribute?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "`true` groups by the channel of the journey's first interaction. `false` is refused.",
  })
  readonly firstChannel?: boolean | null;
  @Field(() => PeriodEnum, {
    nullable: true,
    description:
      "Groups journeys by the month, week, day of the week or hour of the day in which they started, in the time zone of the question.",
  })
  readonly started?: Period | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Groups by the value of this property at one interaction of the journey: in funnel and timeToConvert, at the interaction that starts the match; in ends, at the first or last interaction, as `groupedBy` says; in interactionsToGoal, at the interaction that reaches the goal; in handoffs, at the last interaction before the handoff. The group `(none)` contains the journeys (in handoffs, the handoffs) for which this interaction has no value. A journey without such an interaction is in no group.",
  })
  readonly property?: string | null;
  @Field(() => [String], {
    nullable: true,
    description: `Groups journeys by these segments of their customers: 1 to ${MAX_BREAKDOWN_SEGMENTS} keys or names, each once. A customer may be in several segments, so groups may overlap and need not add up. The group \`(none)\` contains the journeys of customers in none of the segments. Each segment is a group, even if no journey is in it.`,
  })
  readonly segments?: readonly string[] | null;
}

@ObjectType("BreakdownGroup", { simpleResolvers: true, description: "A group of a breakdown." })
export class GroupType implements GroupResult {
  @Field(() => String, {
    description:
      "The key of the group: the value of the attribute or property, the key of the channel, the period (such as `2026-01`, `2026-W05`, `Monday` or `09:00`), or the key of the segment. `OTHER` is the key of the group that combines the groups not shown (see `isOther`), and `(none)` is the key of the group without a value or segment (see `isNone`).",
  })
  readonly key!: string;
  @Field(() => String, { description: "Name of the group." })
  readonly label!: string;
  @Field(() => Boolean, {
    description:
      "Whether this is Other, which combines all groups that are not shown. In a breakdown by segments, Other contains all journeys of the segments that are not shown. Some of these journeys may also belong to a segment that is shown.",
  })
  readonly isOther!: boolean;
  @Field(() => Boolean, {
    description:
      "Whether this is the group `(none)`. It contains what has no value or segment: journeys without a value of the attribute or property, or in none of the segments. In `handoffs` by a property, it contains handoffs without a value.",
  })
  readonly isNone!: boolean;
}

/** The argument `timeZone` of questions that group by time. */
export const TIME_ZONE = {
  nullable: true,
  description:
    "IANA name of the time zone by which time is divided into months, weeks, days of the week and hours, such as `Europe/Berlin`. If omitted, the setting `timeZone` of the store applies, which is UTC by default. Durations and time limits do not depend on it.",
} as const;

export const BREAKDOWN_TIME_ZONE = {
  nullable: true,
  description: `${TIME_ZONE.description} It only applies to a breakdown by time.`,
} as const;

export const BREAKDOWN = {
  nullable: true,
  description: "Divides the journeys into groups and counts each group separately. If omitted, there are no groups.",
} as const;

export const FIRST_GROUPS = {
  nullable: true,
  defaultValue: DEFAULT_GROUPS,
  description: `Groups of the breakdown shown, 1 to ${MAX_GROUPS}. The group Other combines the remaining groups.`,
} as const;

export const GROUPS = {
  description:
    "The groups of the breakdown, most journeys in scope first, and ties sorted by key. Periods are in chronological order instead. Other comes last. Groups by segment may overlap, so they need not add up to the whole. The list is empty if there is no breakdown.",
} as const;

export const OTHER_GROUPS = { description: "Number of groups that Other combines." } as const;

interface BreakdownArgs {
  readonly breakdown?: BreakdownInput | null;
  readonly timeZone?: string | null;
  readonly firstGroups?: number | null;
}

export function readBreakdown(
  breakdown: BreakdownInput | null | undefined,
  _: string,
  { memberBits }: LookedUp,
): Breakdown | null {
  return breakdown === null || breakdown === undefined ? null : { ...breakdown, memberBits };
}

/** The readers of the arguments that all questions with groups share. */
export const READ_BREAKDOWN = {
  breakdown: readBreakdown,
  timeZone: (timeZone: string | null | undefined) => timeZone ?? null,
  firstGroups: (firstGroups: number | null | undefined) => firstGroups ?? DEFAULT_GROUPS,
};

/**
 * The number of answers that a question with a breakdown contains: one for the whole, one for each group, and one for
 * Other.
 */
export function answersIn({ breakdown, firstGroups }: BreakdownArgs): number {
  return breakdown === null || breakdown === undefined ? 1 : 2 + (firstGroups ?? DEFAULT_GROUPS);
}
