// funnel.
import type { GraphQLResolveInfo } from "graphql";
import { Args, ArgsType, Ctx, Field, Info, Int, Query, Resolver } from "type-graphql";
import { BreakdownInput, FunnelType } from "../schema/funnel.js";
import { FunnelMatchArgs } from "./args.js";
import type { Context } from "./context.js";
import { selects, wantedOf } from "./wanted.js";

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
