// funnel.
import type { GraphQLResolveInfo } from "graphql";
import { Args, ArgsType, Ctx, Field, Info, Int, Query, Resolver } from "type-graphql";
import { BreakdownInput, FunnelExclusionInput, FunnelStepInput, FunnelType } from "../schema/funnel.js";
import { JourneyFilterInput, PathOptionsInput } from "../schema/question.js";
import { Duration } from "../schema/scalars.js";
import { FILTER } from "./args.js";
import type { Context } from "./context.js";
import { selects, wantedOf } from "./wanted.js";

/** What a match is. */
@ArgsType()
export class FunnelMatchArgs {
  @Field(() => [FunnelStepInput], { description: "The steps, in order: 2 to 20." })
  readonly steps!: FunnelStepInput[];
  @Field(() => Duration, {
    nullable: true,
    description: "Every step comes at most this long after the first (its end included).",
  })
  readonly within?: string | null;
  @Field(() => [FunnelExclusionInput], { nullable: true, description: "What must not come between steps: at most 10." })
  readonly exclude?: FunnelExclusionInput[] | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`hide` and `grain`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

@ArgsType()
class FunnelArgs extends FunnelMatchArgs {
  @Field(() => BreakdownInput, { nullable: true, description: "Groups of journeys to count apart; none without it." })
  readonly breakdown?: BreakdownInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: 5,
    description: "Labels shown between and after each step, 1 to 50.",
  })
  readonly rowsPerStep?: number | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description: "Groups of the breakdown shown, 1 to 1,000; the others are counted as Other.",
  })
  readonly first?: number | null;
}

@Resolver()
export class FunnelResolver {
  @Query(() => FunnelType, {
    description:
      "How many journeys get through a list of steps, and where are the others lost? A journey's match is the assignment of interactions to steps that reaches deepest; of those the one whose first step is earliest, then the second, and so on.",
  })
  funnel(
    @Ctx() { service, scope }: Context,
    @Args(() => FunnelArgs) asked: FunnelArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const wanted = { ...wantedOf(info), labels: selects(info, ["between", "after"]) };
    return service.questions.answer("funnel", asked, wanted, scope.signal);
  }
}
