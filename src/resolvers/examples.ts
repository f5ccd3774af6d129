// Example journeys of a row of an answer: the latest by start, then by key.
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { RouteType } from "../schema/commonRoutes.js";
import { HandoffReasonEnum } from "../schema/enums.js";
import { HandoffType } from "../schema/handoffs.js";
import { JourneyType } from "../schema/journey.js";
import { TransitionType } from "../schema/transitions.js";
import { examples } from "../service/examples.js";
import type { Context } from "./context.js";

export const HOW_MANY = "How many, 1 to 1,000; a row keeps at most 50.";
export const EXAMPLE_JOURNEYS = "Journeys behind the row, the latest by start, then by key.";

@Resolver(() => RouteType)
export class RouteResolver {
  @FieldResolver(() => [JourneyType], { description: EXAMPLE_JOURNEYS })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() route: RouteType,
    @Arg("first", () => Int, { nullable: true, defaultValue: 3, description: HOW_MANY }) first?: number | null,
  ) {
    return examples(scope, route.examples, first);
  }
}

@Resolver(() => TransitionType)
export class TransitionResolver {
  @FieldResolver(() => [JourneyType], { description: EXAMPLE_JOURNEYS })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() transition: TransitionType,
    @Arg("first", () => Int, { nullable: true, defaultValue: 3, description: HOW_MANY }) first?: number | null,
  ) {
    return examples(scope, transition.examples, first);
  }
}

@Resolver(() => HandoffType)
export class HandoffResolver {
  @FieldResolver(() => [JourneyType], { description: EXAMPLE_JOURNEYS })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() handoff: HandoffType,
    @Arg("first", () => Int, { nullable: true, defaultValue: 3, description: HOW_MANY }) first?: number | null,
    @Arg("reason", () => HandoffReasonEnum, {
      nullable: true,
      description: "Only journeys with a settled handoff of this reason.",
    })
    reason?: HandoffType["reasons"][number]["reason"] | null,
  ) {
    const found = handoff.reasons.find((counted) => counted.reason === reason);
    return examples(scope, reason === null || reason === undefined ? handoff.examples : (found?.examples ?? []), first);
  }
}
