// Recording what customers answered: the rows, and what the mutation returns.
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { DateTime } from "../shared/scalars.js";
import { CreatedNamesType, RejectionType, VERSION } from "./reports.js";

@InputType("FeedbackInput", {
  description:
    "One answer to record: at least one score or a comment, about a touchpoint or an interaction. A field that is omitted or null is unknown.",
})
export class FeedbackInput {
  @Field(() => String, {
    nullable: true,
    description:
      "The id of the answer, unique within its customer. A row whose id already exists is recognized as a repetition. If omitted, the id is derived from all fields, and from the number of equal rows that come earlier in the request.",
  })
  readonly id?: string | null;
  @Field(() => String, {
    description: "Key of the customer, or of one of its identities. A new key creates a customer.",
  })
  readonly customer!: string;
  @Field(() => String, {
    nullable: true,
    description:
      "Key of a touchpoint of the catalogue, or the name of a kind if `channel` is given. Required unless `interaction` is given. Without an interaction, the answer belongs to the customer's latest interaction at this touchpoint, at most seven days before the answer. An unknown touchpoint is rejected with UNKNOWN_TOUCHPOINT, unless `createNames` is set.",
  })
  readonly touchpoint?: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Name or key of the channel. `touchpoint` is then the name of a kind on this channel, as in a file.",
  })
  readonly channel?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Name of the touchpoint's stage. It is accepted only if `createNames` is set. Otherwise, the row is rejected.",
  })
  readonly stage?: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Id of the interaction that the answer is about. The interaction may be recorded later.",
  })
  readonly interaction?: string | null;
  @Field(() => DateTime, { description: "Time of the answer, at most a day in the future." })
  readonly at!: string;
  @Field(() => Int, { nullable: true, description: "Satisfaction, 1 to 5." })
  readonly csat?: number | null;
  @Field(() => Int, { nullable: true, description: "Likelihood to recommend, 0 to 10." })
  readonly nps?: number | null;
  @Field(() => Int, { nullable: true, description: "Ease, 1 (hard) to 7 (easy)." })
  readonly ces?: number | null;
  @Field(() => Int, { nullable: true, description: "Emotion, −2 to 2." })
  readonly emotion?: number | null;
  @Field(() => String, { nullable: true, description: "A comment of at most 16,384 bytes." })
  readonly comment?: string | null;
}

@ObjectType("FeedbackReport", {
  simpleResolvers: true,
  description: "Result of recording answers. Every row of the request is counted in exactly one field.",
})
export class FeedbackReportType {
  @Field(() => Int, { description: "Answers that were new and have been recorded." })
  readonly accepted!: number;
  @Field(() => Int, { description: "Answers that already existed with the same content. They changed nothing." })
  readonly duplicates!: number;
  @Field(() => Int, {
    description: "Answers that already existed with other content and have been replaced, because `replace` is true.",
  })
  readonly replaced!: number;
  @Field(() => [RejectionType], {
    description: "Answers that already existed with other content. The existing content was kept.",
  })
  readonly conflicts!: readonly RejectionType[];
  @Field(() => [RejectionType], { description: "Rows that were refused, each with a reason." })
  readonly rejected!: readonly RejectionType[];
  @Field(() => CreatedNamesType, {
    description: "The catalogue entries that the rows created. Empty unless `createNames` is true.",
  })
  readonly created!: CreatedNamesType;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}
