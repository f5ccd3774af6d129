// Example journeys of a row of an answer: the latest by start, then by key. The types whose rows have them are listed where the
// questions are declared (schema/askings.ts); two take an argument more.
import { Arg, Args, type ClassType, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ASKINGS } from "../schema/askings.js";
import { HandoffReasonEnum } from "../schema/enums.js";
import { FunnelStepType } from "../schema/funnel.js";
import { HandoffType } from "../schema/handoffs.js";
import { JourneyType } from "../schema/journey.js";
import { ExamplesArgs } from "../schema/pages.js";
import { examples } from "../service/examples.js";
import type { Context } from "./context.js";

const BEHIND_THE_ROW = "Journeys behind the row, the latest by start, then by key.";

function examplesOf(type: ClassType, description = BEHIND_THE_ROW) {
  @Resolver(() => type)
  class ExamplesResolver {
    @FieldResolver(() => [JourneyType], { description })
    exampleJourneys(
      @Ctx() { scope }: Context,
      @Root() row: { readonly examples: readonly string[] },
      @Args(() => ExamplesArgs) { first }: ExamplesArgs,
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
    @Args(() => ExamplesArgs) { first }: ExamplesArgs,
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
    @Args(() => ExamplesArgs) { first }: ExamplesArgs,
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

const listed = new Map(
  Object.values(ASKINGS).flatMap((asking) => asking.examples.map((one) => [one.type, one.description] as const)),
);

export const EXAMPLE_RESOLVERS = [
  HandoffExamplesResolver,
  FunnelStepExamplesResolver,
  ...[...listed].map(([type, description]) => examplesOf(type, description)),
] as const;
