// timeToConvert.
import type { GraphQLResolveInfo } from "graphql";
import { Args, ArgsType, Ctx, Field, Info, Query, Resolver } from "type-graphql";
import { PeriodEnum } from "../schema/enums.js";
import { TimeToConvertType } from "../schema/timeToConvert.js";
import type { Period } from "../service/asked.js";
import { FunnelMatchArgs } from "./args.js";
import type { Context } from "./context.js";
import { wantedOf } from "./wanted.js";

@ArgsType()
class TimeToConvertArgs extends FunnelMatchArgs {
  @Field(() => PeriodEnum, {
    nullable: true,
    defaultValue: "MONTH",
    description: "The periods by which the course over time is shown.",
  })
  readonly by?: Period | null;
}

@Resolver()
export class TimeToConvertResolver {
  @Query(() => TimeToConvertType, {
    description:
      "How long do journeys take from the first step of a funnel to its last, and does that change? With a whole window only journeys whose window is over are counted.",
  })
  timeToConvert(
    @Ctx() { service, scope }: Context,
    @Args(() => TimeToConvertArgs) asked: TimeToConvertArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("timeToConvert", asked, wantedOf(info), scope.signal);
  }
}
