// loops and the journeys behind its rows.
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Query, Resolver, Root } from "type-graphql";
import { JourneyType } from "../schema/journey.js";
import { LoopLabelType, LoopReturnType, LoopsType } from "../schema/loops.js";
import { JourneyFilterInput, PathOptionsInput } from "../schema/question.js";
import { examples } from "../service/examples.js";
import type { Context } from "./context.js";
import { EXAMPLE_JOURNEYS, HOW_MANY } from "./examples.js";
import { wantedOf } from "./wanted.js";

@ArgsType()
class LoopsArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`grain` and `hide`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, { nullable: true, description: "Which journeys are looked at; all without it." })
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description: "Rows of each list, 1 to 1,000; what they leave out is counted.",
  })
  readonly first?: number | null;
}

@Resolver()
export class LoopsResolver {
  @Query(() => LoopsType, {
    description: "Where do journeys go in circles? Labels that are met again, and returns A→B→A.",
  })
  loops(@Ctx() { service, scope }: Context, @Args(() => LoopsArgs) asked: LoopsArgs, @Info() info: GraphQLResolveInfo) {
    return service.questions.loops(asked, wantedOf(info), scope.signal);
  }
}

@Resolver(() => LoopLabelType)
export class LoopLabelResolver {
  @FieldResolver(() => [JourneyType], { description: EXAMPLE_JOURNEYS })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() row: LoopLabelType,
    @Arg("first", () => Int, { nullable: true, defaultValue: 3, description: HOW_MANY }) first?: number | null,
  ) {
    return examples(scope, row.examples, first);
  }
}

@Resolver(() => LoopReturnType)
export class LoopReturnResolver {
  @FieldResolver(() => [JourneyType], { description: EXAMPLE_JOURNEYS })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() row: LoopReturnType,
    @Arg("first", () => Int, { nullable: true, defaultValue: 3, description: HOW_MANY }) first?: number | null,
  ) {
    return examples(scope, row.examples, first);
  }
}
