// ends and the journeys behind its rows.
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Query, Resolver, Root } from "type-graphql";
import { EndPointType, EndsType } from "../schema/ends.js";
import { JourneyType } from "../schema/journey.js";
import { JourneyFilterInput, PathOptionsInput } from "../schema/question.js";
import { examples } from "../service/examples.js";
import type { Context } from "./context.js";
import { EXAMPLE_JOURNEYS, HOW_MANY } from "./examples.js";
import { wantedOf } from "./wanted.js";

@ArgsType()
class EndsArgs {
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
export class EndsResolver {
  @Query(() => EndsType, {
    description: "Where do journeys begin, and where do they end?",
  })
  ends(@Ctx() { service, scope }: Context, @Args(() => EndsArgs) asked: EndsArgs, @Info() info: GraphQLResolveInfo) {
    return service.questions.ends(asked, wantedOf(info), scope.signal);
  }
}

@Resolver(() => EndPointType)
export class EndPointResolver {
  @FieldResolver(() => [JourneyType], { description: EXAMPLE_JOURNEYS })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() row: EndPointType,
    @Arg("first", () => Int, { nullable: true, defaultValue: 3, description: HOW_MANY }) first?: number | null,
  ) {
    return examples(scope, row.examples, first);
  }
}
