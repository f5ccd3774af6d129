// flow and the journeys behind its nodes and edges.
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Query, Resolver, Root } from "type-graphql";
import { FlowDirectionEnum } from "../schema/enums.js";
import { FlowEdgeType, FlowNodeType, FlowType } from "../schema/flow.js";
import { JourneyType } from "../schema/journey.js";
import { JourneyFilterInput, PathOptionsInput, PointSelectorInput } from "../schema/question.js";
import { examples } from "../service/examples.js";
import type { FlowDirection } from "../service/questions.js";
import type { Context } from "./context.js";
import { EXAMPLE_JOURNEYS, HOW_MANY } from "./examples.js";
import { wantedOf } from "./wanted.js";

@ArgsType()
class FlowArgs {
  @Field(() => PointSelectorInput, { description: "Where paths start; step 1." })
  readonly anchor!: PointSelectorInput;
  @Field(() => FlowDirectionEnum, {
    nullable: true,
    defaultValue: "FORWARD",
    description: "Which way they are followed.",
  })
  readonly direction?: FlowDirection | null;
  @Field(() => Int, { nullable: true, defaultValue: 5, description: "Steps, the anchor included: 2 to 20." })
  readonly steps?: number | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: 5,
    description: "Labels shown at each step, 1 to 20; the journeys on the others are counted as Other.",
  })
  readonly rowsPerStep?: number | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`grain`, `repeats` and `hide`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, {
    nullable: true,
    description: "Which journeys are looked at; all without it.",
  })
  readonly filter?: JourneyFilterInput | null;
}

@Resolver()
export class FlowResolver {
  @Query(() => FlowType, {
    description:
      "Where do journeys go from a point on, or what led to it? One path a journey: from its first interaction in `anchor`; backward from its last, read in reverse.",
  })
  flow(@Ctx() { service, scope }: Context, @Args(() => FlowArgs) asked: FlowArgs, @Info() info: GraphQLResolveInfo) {
    return service.questions.flow(asked, wantedOf(info), scope.signal);
  }
}

@Resolver(() => FlowNodeType)
export class FlowNodeResolver {
  @FieldResolver(() => [JourneyType], { description: EXAMPLE_JOURNEYS })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() node: FlowNodeType,
    @Arg("first", () => Int, { nullable: true, defaultValue: 3, description: HOW_MANY }) first?: number | null,
  ) {
    return examples(scope, node.examples, first);
  }
}

@Resolver(() => FlowEdgeType)
export class FlowEdgeResolver {
  @FieldResolver(() => [JourneyType], { description: EXAMPLE_JOURNEYS })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() edge: FlowEdgeType,
    @Arg("first", () => Int, { nullable: true, defaultValue: 3, description: HOW_MANY }) first?: number | null,
  ) {
    return examples(scope, edge.examples, first);
  }
}
