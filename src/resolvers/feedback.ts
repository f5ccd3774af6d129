import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Mutation, Resolver, Root } from "type-graphql";
import type { Touchpoint } from "../model/catalogue.js";
import type { CustomerHistory } from "../model/journey.js";
import { SourceType } from "../schema/catalogue.js";
import { FeedbackInput, FeedbackReportType } from "../schema/changes/answers.js";
import { CustomerType } from "../schema/customer.js";
import { FeedbackConnection, FeedbackPageArgs, FeedbackType } from "../schema/feedback.js";
import { InteractionType } from "../schema/interaction.js";
import { MAX_COMMENTS, PainPointType } from "../schema/mapParts.js";
import { PageArgs } from "../schema/shared/pages.js";
import { IsPageSize } from "../schema/shared/rules.js";
import { TouchpointType } from "../schema/touchpoint.js";
import type { LoadedAnswer } from "../service/feedback.js";
import type { LoadedInteraction } from "../service/views.js";
import { changed } from "./changes.js";
import type { Context } from "./context.js";

@ArgsType()
class AnswersArgs {
  @Field(() => Int, {
    nullable: true,
    description: "The largest number of answers, 1 to 1,000. Without it, all are listed.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

@Resolver(() => FeedbackType)
export class FeedbackResolver {
  @Mutation(() => FeedbackReportType, {
    description:
      "Records answers of customers. Valid rows are recorded even if others are rejected. Each rejected row is returned with a reason. Recording the same rows again changes nothing. An answer may be recorded before or after the interaction to which it belongs.",
  })
  recordFeedback(
    @Ctx() context: Context,
    @Arg("feedback", () => [FeedbackInput], { description: "The rows, 1 to 10,000." }) feedback: FeedbackInput[],
    @Arg("replace", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        "What happens to a row whose id already exists with other content. With `true`, the row replaces that content. With `false`, the row is reported as a conflict and changes nothing.",
    })
    replace?: boolean | null,
    @Arg("createNames", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        "What happens to a row with an unknown touchpoint. With `true`, missing touchpoints, channels and stages are created, as in a file import. With `false`, the row is rejected.",
    })
    createNames?: boolean | null,
  ) {
    return changed(context, ({ changes }) =>
      changes.recordFeedback(feedback, { replace: replace ?? false, createNames: createNames ?? false }),
    );
  }

  @FieldResolver(() => CustomerType, { description: "The customer who gave the answer." })
  customer(@Root() { customer }: LoadedAnswer) {
    return customer;
  }

  @FieldResolver(() => TouchpointType, {
    nullable: true,
    description:
      "The touchpoint of the interaction that the answer belongs to, or else the touchpoint that the answer names. Null if the answer only names an interaction that is not recorded.",
  })
  touchpoint(@Ctx() { service, scope }: Context, @Root() { joined: { touchpoint } }: LoadedAnswer) {
    return touchpoint === null ? null : service.graph.touchpoint(scope, touchpoint);
  }

  @FieldResolver(() => InteractionType, {
    nullable: true,
    description:
      "The interaction that the answer belongs to. It is the interaction that the answer names, or else the customer's latest interaction at the answer's touchpoint, at most seven days before the answer. Null if there is none.",
  })
  interaction(@Ctx() { service }: Context, @Root() answer: LoadedAnswer) {
    return service.feedback.interactionOf(answer);
  }

  @FieldResolver(() => [SourceType], { description: "The sources that recorded the answer." })
  sources(@Ctx() { service, scope }: Context, @Root() answer: LoadedAnswer) {
    return service.feedback.sourcesOf(scope, answer);
  }
}

@Resolver(() => CustomerType)
export class CustomerFeedbackResolver {
  @FieldResolver(() => FeedbackConnection, { description: "What the customer answered, newest first." })
  feedback(@Ctx() { service }: Context, @Root() customer: CustomerHistory, @Args(() => PageArgs) page: PageArgs) {
    return service.feedback.ofCustomer(customer, page);
  }
}

@Resolver(() => InteractionType)
export class InteractionFeedbackResolver {
  @FieldResolver(() => [FeedbackType], { description: "The answers that belong to the interaction, newest first." })
  feedback(
    @Ctx() { service, scope }: Context,
    @Root() interaction: LoadedInteraction,
    @Args(() => AnswersArgs) { first }: AnswersArgs,
  ) {
    return service.feedback.ofInteraction(scope, interaction, first);
  }
}

@Resolver(() => PainPointType)
export class PainPointCommentsResolver {
  @FieldResolver(() => [FeedbackType], {
    description: `The comments of the lowest-scored answers, latest first if scores are equal; at most ${MAX_COMMENTS}. Empty unless \`kind\` is LOW_SCORE.`,
  })
  comments(@Ctx() { service, scope }: Context, @Root() { label, comments }: PainPointType) {
    return service.feedback.atPlaces(scope, label.key, comments);
  }
}

@Resolver(() => TouchpointType)
export class TouchpointFeedbackResolver {
  @FieldResolver(() => FeedbackConnection, {
    description: "The answers about the touchpoint, including answers that belong to no interaction.",
  })
  feedback(
    @Ctx() { service, scope }: Context,
    @Root() { key }: Touchpoint,
    @Args(() => FeedbackPageArgs) page: FeedbackPageArgs,
  ) {
    return service.feedback.ofTouchpoint(scope, key, page);
  }
}
