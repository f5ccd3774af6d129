// Example journeys of a row: latest start first, and ties sorted by key. The question declarations list the types whose
// rows have this field (schema/asking/askings.ts). For two types, this field has an additional argument.
import { Arg, Args, type ClassType, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ASKINGS } from "../schema/asking/askings.js";
import { FunnelStepType } from "../schema/funnel.js";
import { HandoffType } from "../schema/handoffs.js";
import { JourneyType } from "../schema/journey.js";
import { HandoffReasonEnum } from "../schema/shared/enums.js";
import { DEFAULT_EXAMPLES, ExamplesArgs } from "../schema/shared/pages.js";
import type { RequestScope } from "../service/scope.js";
import type { LoadedJourney } from "../service/views.js";
import type { Context } from "./context.js";

const BEHIND_THE_ROW = "Example journeys that the row counts, latest start first, and ties sorted by key.";

/** Loads the journeys from the store by key. A journey that was erased or split again in the meantime is left out. */
async function examples(
  scope: RequestScope,
  keys: readonly string[],
  first: number | null | undefined,
): Promise<LoadedJourney[]> {
  const found = await Promise.all(keys.slice(0, first ?? DEFAULT_EXAMPLES).map((key) => scope.journeys.load(key)));
  return found.filter((journey) => journey !== null);
}

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
      description: "Lists only journeys in which this reason applies to a settled handoff of the pair.",
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
    description:
      "Example journeys that completed the step, latest start first, and ties sorted by key. With `dropped`, these are journeys that dropped at the step.",
  })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() step: FunnelStepType,
    @Args(() => ExamplesArgs) { first }: ExamplesArgs,
    @Arg("dropped", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: "Lists the journeys that dropped at this step instead of those that completed it.",
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
