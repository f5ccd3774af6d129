// feedback: what did customers answer about each label? Also the answers themselves.
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import { ANSWER_ORDERS, type AnswerOrder } from "../questions/answers/index.js";
import type { FeedbackParams, FeedbackWanted } from "../questions/feedback/plan.js";
import type { FeedbackTotalsResult, LabelFeedbackResult, LowScores, Score } from "../questions/feedback/result.js";
import { asking } from "./asking/asking.js";
import { CES, CSAT, EMOTION, LOW, LowScoresType, NPS, ScoreType } from "./measures.js";
import { AnswerType } from "./shared/answer.js";
import { connectionOf } from "./shared/connection.js";
import { enumeration } from "./shared/enums.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { TransitionEndType } from "./shared/labels.js";
import { PathOptionsInput, readPathOptions } from "./shared/options.js";
import { PageArgs } from "./shared/pages.js";
import { FeedbackTotalsPartEnum } from "./shared/partEnums.js";
import { IsPageSize } from "./shared/rules.js";
import { DateTime } from "./shared/scalars.js";

@ObjectType("FeedbackTotals", {
  simpleResolvers: true,
  description:
    "Counts of journeys and answers, and the scores over all labels together. An answer counts if the interaction that it belongs to is in a journey in scope and is not hidden. Without a filter, an answer that belongs to no interaction counts too, for the label of its touchpoint.",
})
export class FeedbackTotalsType implements FeedbackTotalsResult {
  @Field(() => Int, { description: "Journeys in scope: those that satisfy the filter." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys in scope with at least one answered interaction that is not hidden." })
  readonly counted!: number;
  @Field(() => Int, { description: "Customers who gave an answer that counts." })
  readonly answeringCustomers!: number;
  @Field(() => Int, { description: "Answers that count: the sum over all labels, shown or not." })
  readonly answers!: number;
  @Field(() => Int, {
    description:
      "Answers that belong to no interaction, and are counted for the label of their touchpoint. They are not counted if their touchpoint is hidden or unknown. They belong to no journey, so with a filter this is 0, and a warning says how many answers belong to no interaction.",
  })
  readonly unjoined!: number;
  @Field(() => Int, { description: "Answers with a comment." })
  readonly comments!: number;
  @Field(() => ScoreType, { description: CSAT })
  readonly csat!: Score;
  @Field(() => ScoreType, { description: NPS })
  readonly nps!: Score;
  @Field(() => ScoreType, { description: CES })
  readonly ces!: Score;
  @Field(() => ScoreType, { description: EMOTION })
  readonly emotion!: Score;
  @Field(() => LowScoresType, { description: LOW })
  readonly low!: LowScores;
  @Field(() => Int, { description: "Number of labels that have answers but no row." })
  readonly otherLabels!: number;
  @Field(() => Int, { description: "Answers with the labels that have no row." })
  readonly otherAnswers!: number;
}

@ObjectType("LabelFeedback", { simpleResolvers: true, description: "What customers answered about a label." })
export class LabelFeedbackType implements LabelFeedbackResult {
  @Field(() => TransitionEndType, { description: "The label." })
  readonly label!: Label;
  @Field(() => Int, { description: "Answers with the label. Each answer has one label." })
  readonly answers!: number;
  @Field(() => Int, { description: "Answers with the label that belong to no interaction. With a filter, this is 0." })
  readonly unjoined!: number;
  @Field(() => Int, { description: "Interactions with the label that have at least one answer." })
  readonly answered!: number;
  @Field(() => Int, { description: "Interactions with the label in the journeys in scope." })
  readonly interactions!: number;
  @Field(() => Float, {
    nullable: true,
    description:
      "`answered` / `interactions`, from 0 to 1; null without interactions. It is a share of interactions, not a share of invitations to answer.",
  })
  readonly responseRate!: number | null;
  @Field(() => Int, {
    description:
      "Journeys with at least one answered interaction of this label. A journey may count on the rows of several labels.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers who gave these answers." })
  readonly customers!: number;
  @Field(() => Int, { description: "Answers with a comment." })
  readonly comments!: number;
  @Field(() => ScoreType, { description: CSAT })
  readonly csat!: Score;
  @Field(() => ScoreType, { description: NPS })
  readonly nps!: Score;
  @Field(() => ScoreType, { description: CES })
  readonly ces!: Score;
  @Field(() => ScoreType, { description: EMOTION })
  readonly emotion!: Score;
  @Field(() => LowScoresType, { description: LOW })
  readonly low!: LowScores;
}

@ObjectType("FeedbackSummary", {
  simpleResolvers: true,
  description:
    "The scores of each label's answers. Labels with the most answers come first, and labels with equally many are in order of their keys.",
})
export class FeedbackSummaryType {
  @Field(() => FeedbackTotalsType, {
    description: "Counts of journeys and answers, and the scores over all labels together.",
  })
  readonly totals!: FeedbackTotalsType;
  @Field(() => [LabelFeedbackType], { description: "The rows of labels with answers, at most `first` of them." })
  readonly labels!: readonly LabelFeedbackType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

/** There is no argument `unit`, because answers belong to stored journeys. */
@ArgsType()
export class FeedbackArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "How interactions become labels. Only `grain`, `property`, `groups` and `hide` apply. The query refuses any other option whose value is not its default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "Number of rows, 1 to 1,000. The answer also counts the remaining rows.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

export const feedback = asking<FeedbackArgs, FeedbackParams>({
  type: FeedbackSummaryType,
  description:
    "What did customers answer about each touchpoint, kind, channel or stage: satisfaction, recommendation, effort, emotion? An answer counts for the label of the interaction that it belongs to.",
  args: FeedbackArgs,
  read: {
    options: (options) => readPathOptions(options),
    filter: (_, __, { filter }) => filter,
    first: (first) => first ?? DEFAULT_FIRST,
  },
  wanted: (selection): FeedbackWanted => ({
    ...selection.wanted(),
    interactions: selection.selects("LabelFeedback", "interactions", "responseRate"),
  }),
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: [
    { type: FeedbackTotalsType, parts: FeedbackTotalsPartEnum, otherwise: "COUNTED" },
    { type: LabelFeedbackType },
    { type: ScoreType },
    { type: LowScoresType },
  ],
});

@ObjectType("Feedback", {
  simpleResolvers: true,
  description:
    "What a customer answered about an interaction or a touchpoint. At least one score or the comment is known.",
})
export class FeedbackType {
  @Field(() => String, { description: "The id of the answer, unique within its identity." })
  readonly key!: string;
  @Field(() => String, { description: "The key under which the answer was recorded." })
  readonly identity!: string;
  @Field(() => DateTime, { description: "Time of the answer." })
  readonly at!: number;
  @Field(() => Int, { nullable: true, description: "Satisfaction, 1 to 5; null if unknown." })
  readonly csat!: number | null;
  @Field(() => Int, { nullable: true, description: "Likelihood to recommend, 0 to 10; null if unknown." })
  readonly nps!: number | null;
  @Field(() => Int, { nullable: true, description: "Ease, 1 (hard) to 7 (easy); null if unknown." })
  readonly ces!: number | null;
  @Field(() => Int, { nullable: true, description: "Emotion, −2 to 2; null if unknown." })
  readonly emotion!: number | null;
  @Field(() => String, {
    nullable: true,
    description: "The comment, which may contain personal data; null if there is none.",
  })
  readonly comment!: string | null;
}

export const FeedbackConnection = connectionOf("Feedback", "answers", () => FeedbackType, "newest first");

export const FeedbackOrderEnum = enumeration(ANSWER_ORDERS, "FeedbackOrder", "The order of answers.", {
  NEWEST: "Newest first.",
  LOWEST:
    "By the lowest score of the answer, relative to its scale, then newest first. Answers without a score come last.",
});

@ArgsType()
export class FeedbackPageArgs extends PageArgs {
  @Field(() => FeedbackOrderEnum, { nullable: true, defaultValue: "NEWEST", description: "The order of the answers." })
  readonly order?: AnswerOrder | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "With `true`, only answers with a comment are listed.",
  })
  readonly comments?: boolean | null;
}
