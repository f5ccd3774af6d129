// The answer of pathMatches.

import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { PathMatchesParams } from "../questions/pathMatches/index.js";
import type {
  PathMatchesResult,
  PathMatchesStepResult,
  PathMatchesTotalsResult,
} from "../questions/pathMatches/result.js";
import { AnswerType } from "./answer.js";
import { asking } from "./asking.js";
import { MatchesPartEnum } from "./enums.js";
import { FILTER, JourneyFilterInput } from "./filter.js";

@ObjectType("PathMatchesTotals", { simpleResolvers: true, description: "How many journeys match, and of how many." })
export class PathMatchesTotalsType implements PathMatchesTotalsResult {
  @Field(() => Int, { description: "Journeys in scope: those that pass the filter." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys that match the pattern." })
  readonly matched!: number;
  @Field(() => Int, { description: "Customers of the journeys that match." })
  readonly matchedCustomers!: number;
  @Field(() => Int, { description: "Journeys that match and are open: more may still come." })
  readonly open!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`matched` of the journeys in scope, from 0 to 1; null over nothing.",
  })
  readonly share!: number | null;
}

@ObjectType("PathMatchesStep", { simpleResolvers: true, description: "A step of the pattern, and who got through it." })
export class PathMatchesStepType implements PathMatchesStepResult {
  @Field(() => String, { description: "The step, as written." })
  readonly step!: string;
  @Field(() => Int, {
    description: "Journeys in which the pattern matches up to here, this step included, whatever comes after.",
  })
  readonly journeys!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`journeys` of the journeys in scope, from 0 to 1; null over nothing.",
  })
  readonly share!: number | null;
}

@ObjectType("PathMatches", {
  simpleResolvers: true,
  description: "The journeys that take a course, and how far the others got on it.",
})
export class PathMatchesType implements Omit<PathMatchesResult, "remarks"> {
  @Field(() => PathMatchesTotalsType, { description: "How many journeys match, and of how many." })
  readonly totals!: PathMatchesTotalsType;
  @Field(() => [PathMatchesStepType], { description: "The steps of the pattern, in order." })
  readonly steps!: readonly PathMatchesStepType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ArgsType()
export class PathMatchesArgs {
  @Field(() => String, {
    description:
      'Steps and what stands between them. A step: a touchpoint, `channel:x`, `stage:x`, `kind:x` or `goal:x`; `[a|b]` is any of these, `[^a|b]` one that is none of them. Between two steps: `->` nothing, `.*` anything or nothing, `[^a|b]*` any number that are none of these. `start` and `end` are the ends of the journey; without them the pattern matches anywhere. Names with other characters than letters, digits, `-`, `_` and `/` stand in double quotes: `channel:"Call centre"`. Unknown names are refused.',
  })
  readonly pattern!: string;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

export const pathMatches = asking<PathMatchesArgs, PathMatchesParams>({
  type: PathMatchesType,
  description:
    "Which journeys take a course? On touchpoints, repeats kept; `journeys(filter: { matches })` lists them, and `matches` narrows any question to them.",
  args: PathMatchesArgs,
  read: {
    pattern: (pattern) => pattern,
    filter: (_, __, { filter }) => filter,
  },
  rows: () => 1,
  opens: [{ type: PathMatchesTotalsType, parts: MatchesPartEnum, otherwise: "MATCHED" }, { type: PathMatchesStepType }],
  examples: [{ type: PathMatchesType, description: "Journeys that match, the latest by start, then by key." }],
});
