// pathMatches: which journeys follow a path?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { MatchesWanted, PathMatchesParams } from "../questions/pathMatches/plan.js";
import type {
  PathMatchesResult,
  PathMatchesStepResult,
  PathMatchesTotalsResult,
} from "../questions/pathMatches/result.js";
import { asking } from "./asking/asking.js";
import { AnswerType } from "./shared/answer.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { MatchesPartEnum } from "./shared/partEnums.js";
import { UnitArgs } from "./shared/unit.js";

@ObjectType("PathMatchesTotals", {
  simpleResolvers: true,
  description: "Counts of the journeys that match, and of all journeys in scope.",
})
export class PathMatchesTotalsType implements PathMatchesTotalsResult {
  @Field(() => Int, { description: "Journeys in scope: those that satisfy the filter." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys that match the pattern." })
  readonly matched!: number;
  @Field(() => Int, { description: "Customers of the matching journeys." })
  readonly matchedCustomers!: number;
  @Field(() => Int, {
    description: "Matching journeys that are open, so that further interactions can still belong to them.",
  })
  readonly open!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`matched` divided by the journeys in scope, from 0 to 1; null if there are none.",
  })
  readonly share!: number | null;
}

@ObjectType("PathMatchesStep", {
  simpleResolvers: true,
  description: "A step of the pattern, and the journeys that reached it.",
})
export class PathMatchesStepType implements PathMatchesStepResult {
  @Field(() => String, { description: "The step, as written in the pattern." })
  readonly step!: string;
  @Field(() => Int, {
    description: "Journeys that match the pattern up to and including this step, no matter how they continue.",
  })
  readonly journeys!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`journeys` divided by the journeys in scope, from 0 to 1; null if there are none.",
  })
  readonly share!: number | null;
}

@ObjectType("PathMatches", {
  simpleResolvers: true,
  description: "Counts of the journeys that match a pattern, and of those that match its first steps.",
})
export class PathMatchesType implements Omit<PathMatchesResult, "remarks"> {
  @Field(() => PathMatchesTotalsType, {
    description: "Counts of the journeys that match, and of all journeys in scope.",
  })
  readonly totals!: PathMatchesTotalsType;
  @Field(() => [PathMatchesStepType], { description: "The steps of the pattern, in order." })
  readonly steps!: readonly PathMatchesStepType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ArgsType()
export class PathMatchesArgs extends UnitArgs {
  @Field(() => String, {
    description:
      'The steps of the pattern, and what may come between the steps. A step is a touchpoint, `channel:x`, `stage:x`, `kind:x`, `goal:x` or `property:key=value`; `[a|b]` is an interaction that is one of the listed steps, `[a&b]` an interaction that is all of them, and `[^a|b]` an interaction that is none of them. Between two steps, `->` allows no other interaction, `.*` allows any number of interactions, and `[^a|b]*` allows any number of interactions that are none of the listed steps. `start` and `end` are the ends of the journey. A pattern without them matches anywhere in a journey. Put a name in double quotes if it contains characters other than letters, digits, `-`, `_` and `/`: `channel:"Call centre"`. Unknown names are refused.',
  })
  readonly pattern!: string;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

export const pathMatches = asking<PathMatchesArgs, PathMatchesParams>({
  type: PathMatchesType,
  description:
    "Which journeys match a pattern of steps? The pattern is applied to the touchpoints of each journey, including repeated ones. To list the matching journeys, use the query `journeys` with `filter.matches`. The same filter limits any other question to them.",
  args: PathMatchesArgs,
  wanted: (selection): MatchesWanted => ({ ...selection.wanted(), steps: selection.selects("PathMatches", "steps") }),
  read: {
    pattern: (pattern) => pattern,
    filter: (_, __, { filter }) => filter,
  },
  rows: () => 1,
  opens: [{ type: PathMatchesTotalsType, parts: MatchesPartEnum, otherwise: "MATCHED" }, { type: PathMatchesStepType }],
  examples: [
    { type: PathMatchesType, description: "Journeys that match, latest start first, and ties sorted by key." },
  ],
});
