// flow.
import type { GraphQLResolveInfo } from "graphql";
import { Args, ArgsType, Ctx, Field, Info, Int, Query, Resolver } from "type-graphql";
import { FlowDirectionEnum } from "../schema/enums.js";
import { FlowType } from "../schema/flow.js";
import { JourneyFilterInput, PathOptionsInput, PointSelectorInput } from "../schema/question.js";
import type { FlowDirection } from "../service/asked.js";
import { FILTER } from "./args.js";
import type { Context } from "./context.js";
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
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

@Resolver()
export class FlowResolver {
  @Query(() => FlowType, {
    description:
      "Where do journeys go from a point on, or what led to it? One path a journey: from its first interaction in `anchor`; backward from its last, read in reverse.",
  })
  flow(@Ctx() { service, scope }: Context, @Args(() => FlowArgs) asked: FlowArgs, @Info() info: GraphQLResolveInfo) {
    return service.questions.answer("flow", asked, wantedOf(info), scope.signal);
  }
}
