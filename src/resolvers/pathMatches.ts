// Journeys that take a course.
import type { GraphQLResolveInfo } from "graphql";
import { Args, ArgsType, Ctx, Field, Info, Query, Resolver } from "type-graphql";
import { PathMatchesType } from "../schema/pathMatches.js";
import { JourneyFilterInput } from "../schema/question.js";
import { FILTER } from "./args.js";
import type { Context } from "./context.js";
import { wantedOf } from "./wanted.js";

@ArgsType()
class PathMatchesArgs {
  @Field(() => String, {
    description:
      'Steps and what stands between them. A step: a touchpoint, `channel:x`, `stage:x`, `kind:x` or `goal:x`; `[a|b]` is any of these, `[^a|b]` one that is none of them. Between two steps: `->` nothing, `.*` anything or nothing, `[^a|b]*` any number that are none of these. `start` and `end` are the ends of the journey; without them the pattern matches anywhere. Names with other characters than letters, digits, `-`, `_` and `/` stand in double quotes: `channel:"Call centre"`. Unknown names are refused.',
  })
  readonly pattern!: string;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

@Resolver()
export class PathMatchesResolver {
  @Query(() => PathMatchesType, {
    description:
      "Which journeys take a course? On touchpoints, repeats kept; `journeys(filter: { matches })` lists them, and `matches` narrows any question to them.",
  })
  pathMatches(
    @Ctx() { service, scope }: Context,
    @Args(() => PathMatchesArgs) asked: PathMatchesArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("pathMatches", asked, wantedOf(info), scope.signal);
  }
}
