// What the mutations return.
import { Field, Int, ObjectType } from "type-graphql";
import { JoiningType } from "../customer.js";
import { Duration } from "../shared/scalars.js";

export const VERSION =
  "Version of the data after this change. The answers to all later questions reflect at least this version.";

@ObjectType("Rejection", { simpleResolvers: true, description: "Why a row was not recorded." })
export class RejectionType {
  @Field(() => Int, { description: "Index of the row in the request, from 0." })
  readonly index!: number;
  @Field(() => String, { nullable: true, description: "The field with the error." })
  readonly field!: string | null;
  @Field(() => String, { description: "A stable code that programs can rely on, such as UNKNOWN_TOUCHPOINT." })
  readonly code!: string;
  @Field(() => String, { description: "An explanation for people." })
  readonly message!: string;
}

@ObjectType("CreatedNames", { simpleResolvers: true, description: "Entries of the catalogue that rows created." })
export class CreatedNamesType {
  @Field(() => [String], { description: "Keys of touchpoints." })
  readonly touchpoints!: readonly string[];
  @Field(() => [String], { description: "Keys of channels." })
  readonly channels!: readonly string[];
  @Field(() => [String], { description: "Keys of stages." })
  readonly stages!: readonly string[];
}

@ObjectType("RecordedIdentities", { simpleResolvers: true, description: "What rows say about identities." })
export class RecordedIdentitiesType {
  @Field(() => Int, { description: "Number of pairs of an anonymous key and a customer that the rows declare." })
  readonly declared!: number;
  @Field(() => Int, {
    description:
      "Number of `duplicates` that repeat an interaction under another key: it was recorded earlier under the anonymous key and is now recorded under the customer's key, or the other way round.",
  })
  readonly named!: number;
  @Field(() => [String], {
    description:
      "The shared devices among the anonymous keys in the rows. A shared device is declared for two or more customers, and therefore belongs to none of them.",
  })
  readonly shared!: readonly string[];
}

@ObjectType("RecordReport", {
  simpleResolvers: true,
  description: "Result of recording rows. Every row of the request is counted in exactly one field.",
})
export class RecordReportType {
  @Field(() => Int, { description: "Rows that were new and have been recorded." })
  readonly accepted!: number;
  @Field(() => Int, { description: "Rows that already existed with the same content. They changed nothing." })
  readonly duplicates!: number;
  @Field(() => Int, {
    description: "Rows that already existed with other content and have replaced it, because `replace` is true.",
  })
  readonly replaced!: number;
  @Field(() => [RejectionType], {
    description: "Rows that already existed with other content. The existing content was kept.",
  })
  readonly conflicts!: readonly RejectionType[];
  @Field(() => [RejectionType], { description: "Rows that were refused, each with a reason." })
  readonly rejected!: readonly RejectionType[];
  @Field(() => CreatedNamesType, {
    description: "The catalogue entries that the rows created. Empty unless `createNames` is true.",
  })
  readonly created!: CreatedNamesType;
  @Field(() => RecordedIdentitiesType, { description: "What the rows say about identities." })
  readonly identities!: RecordedIdentitiesType;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("DeclareReport", { simpleResolvers: true, description: "Result of declaring identities." })
export class DeclareReportType {
  @Field(() => Int, { description: "Declarations that changed anything." })
  readonly changed!: number;
  @Field(() => [String], {
    description: "Anonymous keys that are declared for two or more customers, and therefore belong to none of them.",
  })
  readonly shared!: readonly string[];
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("UnlinkReport", { simpleResolvers: true, description: "Result of removing a link." })
export class UnlinkReportType {
  @Field(() => Boolean, { description: "Whether the link existed." })
  readonly found!: boolean;
  @Field(() => Int, { description: "Number of customers changed." })
  readonly customers!: number;
  @Field(() => Int, { description: "Number of interactions whose customer has another key now." })
  readonly interactions!: number;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("LinkReport", { simpleResolvers: true, description: "Result of linking identities." })
export class LinkReportType {
  @Field(() => Int, { description: "Number of customers changed." })
  readonly customers!: number;
  @Field(() => Int, { description: "Number of interactions moved." })
  readonly interactions!: number;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("EraseReport", { simpleResolvers: true, description: "Result of erasing a customer." })
export class EraseReportType {
  @Field(() => Boolean, { description: "Whether the customer existed." })
  readonly found!: boolean;
  @Field(() => Int, { description: "Number of interactions removed." })
  readonly interactions!: number;
  @Field(() => Int, { description: "Number of answers removed." })
  readonly answers!: number;
  @Field(() => [JoiningType], { description: "Shared devices that now belong to only one customer." })
  readonly joining!: readonly JoiningType[];
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("ForgetReport", { simpleResolvers: true, description: "Result of undoing an import." })
export class ForgetReportType {
  @Field(() => Boolean, { description: "Whether the source existed." })
  readonly found!: boolean;
  @Field(() => Int, { description: "Number of customers changed." })
  readonly customers!: number;
  @Field(() => Int, {
    description: "Number of interactions removed. Interactions that another source recorded as well are kept.",
  })
  readonly interactions!: number;
  @Field(() => Int, {
    description: "Number of answers removed. Answers that another source recorded as well are kept.",
  })
  readonly answers!: number;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("Settings", { simpleResolvers: true, description: "Settings of the store." })
export class SettingsType {
  @Field(() => Duration, {
    description:
      "The longest time between two consecutive interactions of one journey. It applies to interactions without a journey key: wherever the time between two of them is longer, a new journey begins.",
  })
  readonly journeyGap!: number;
  @Field(() => String, {
    description:
      "IANA name of the time zone that questions use to divide time into months, weeks, days of the week and hours, and to name these periods. A question may use another time zone. The default is UTC.",
  })
  readonly timeZone!: string;
  @Field(() => Boolean, { description: "Whether the store holds generated demo data." })
  readonly synthetic!: boolean;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}
