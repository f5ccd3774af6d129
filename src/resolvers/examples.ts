// Example journeys of a row of an answer: the latest by start, then by key.
import { Arg, type ClassType, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { RouteType } from "../schema/commonRoutes.js";
import { EndPointType } from "../schema/ends.js";
import { HandoffReasonEnum } from "../schema/enums.js";
import { FlowEdgeType, FlowNodeType } from "../schema/flow.js";
import { FunnelStepType } from "../schema/funnel.js";
import { HandoffType } from "../schema/handoffs.js";
import { HistogramRowType } from "../schema/interactionsToGoal.js";
import { JourneyType } from "../schema/journey.js";
import { LoopLabelType, LoopReturnType } from "../schema/loops.js";
import { PathMatchesType } from "../schema/pathMatches.js";
import { TransitionType } from "../schema/transitions.js";
import { examples } from "../service/examples.js";
import type { Context } from "./context.js";

const FIRST = {
  nullable: true,
  defaultValue: 3,
  description: "How many, 1 to 1,000; a row keeps at most 50.",
} as const;
const BEHIND_THE_ROW = "Journeys behind the row, the latest by start, then by key.";

function examplesOf(type: ClassType, description = BEHIND_THE_ROW) {
  @Resolver(() => type)
  class ExamplesResolver {
    @FieldResolver(() => [JourneyType], { description })
    exampleJourneys(
      @Ctx() { scope }: Context,
      @Root() row: { readonly examples: readonly string[] },
      @Arg("first", () => Int, FIRST) first?: number | null,
    ) {
      return examples(scope, row.examples, first);
    }
  }
  return ExamplesResolver;
}

@Resolver(() => HandoffType)
class HandoffExamplesResolver {
  @FieldResolver(() => [JourneyType], { description: BEHIND_THE_ROW })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() handoff: HandoffType,
    @Arg("first", () => Int, FIRST) first?: number | null,
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

@Resolver(() => FunnelStepType)
class FunnelStepExamplesResolver {
  @FieldResolver(() => [JourneyType], {
    description: "Journeys that completed the step, or were dropped there; the latest by start, then by key.",
  })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() step: FunnelStepType,
    @Arg("first", () => Int, FIRST) first?: number | null,
    @Arg("dropped", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: "Those that were dropped here in place of those that completed it.",
    })
    dropped?: boolean | null,
  ) {
    return examples(scope, dropped ? step.droppedExamples : step.examples, first);
  }
}

export const EXAMPLE_RESOLVERS = [
  examplesOf(RouteType),
  examplesOf(TransitionType),
  HandoffExamplesResolver,
  examplesOf(FlowNodeType),
  examplesOf(FlowEdgeType),
  FunnelStepExamplesResolver,
  examplesOf(LoopLabelType),
  examplesOf(LoopReturnType),
  examplesOf(EndPointType),
  examplesOf(HistogramRowType),
  examplesOf(PathMatchesType, "Journeys that match, the latest by start, then by key."),
] as const;
