// ends: where do journeys begin and end?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { EndCounts, EndPointResult, EndsParams } from "../questions/ends/index.js";
import type { JourneyEnd } from "../questions/ends/plan.js";
import { MAX_GROUPS } from "../questions/groups.js";
import { asking } from "./asking/asking.js";
import { AnswerType, TotalsType } from "./shared/answer.js";
import {
  answersIn,
  BREAKDOWN,
  BREAKDOWN_TIME_ZONE,
  BreakdownInput,
  FIRST_GROUPS,
  GROUPS,
  GroupType,
  OTHER_GROUPS,
  READ_BREAKDOWN,
} from "./shared/breakdown.js";
import { JourneyEndEnum } from "./shared/enums.js";
import { TransitionEndType } from "./shared/labels.js";
import { LabelsArgs, READ_LABELS } from "./shared/options.js";
import { EndPartEnum, TotalsPartEnum } from "./shared/partEnums.js";
import { IsCount } from "./shared/rules.js";

@ObjectType("EndPoint", {
  simpleResolvers: true,
  description: "A label with which journeys begin (in `entries`) or end (in `exits`).",
})
export class EndPointType implements EndPointResult {
  @Field(() => TransitionEndType, { description: "The label." })
  readonly label!: Label;
  @Field(() => Int, {
    description: "Journeys that begin or end with the label. Each counted journey has one entry and one exit.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` / `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => Int, {
    description:
      "Journeys of this row that are open. An open journey may continue, so its current last label need not be its final one.",
  })
  readonly open!: number;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("EndsGroup", { simpleResolvers: true, description: "A group of the breakdown." })
export class EndsGroupType extends GroupType implements EndCounts {
  @Field(() => TotalsType, { description: "Counts of the journeys of the group." })
  readonly totals!: TotalsType;
  @Field(() => [EndPointType], { description: "The first labels of the journeys of the group." })
  readonly entries!: readonly EndPointType[];
  @Field(() => [EndPointType], { description: "The last labels of the journeys of the group." })
  readonly exits!: readonly EndPointType[];
}

@ObjectType("Ends", {
  simpleResolvers: true,
  description: "Where journeys begin and where they end, most journeys first, and ties sorted by label.",
})
export class EndsType {
  @Field(() => TotalsType, {
    description:
      "Counts of the journeys that the answer is based on. All journeys that have interactions left after `hide` are matched, completed and counted. `shown` counts the journeys whose first and last label are both on rows that the answer shows.",
  })
  readonly totals!: TotalsType;
  @Field(() => [EndPointType], { description: "The first labels of journeys." })
  readonly entries!: readonly EndPointType[];
  @Field(() => [EndPointType], { description: "The last labels of journeys." })
  readonly exits!: readonly EndPointType[];
  @Field(() => [EndsGroupType], GROUPS)
  readonly groups!: readonly EndsGroupType[];
  @Field(() => Int, OTHER_GROUPS)
  readonly otherGroups!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class EndsArgs extends LabelsArgs {
  @Field(() => BreakdownInput, BREAKDOWN)
  readonly breakdown?: BreakdownInput | null;
  @Field(() => JourneyEndEnum, {
    nullable: true,
    defaultValue: "FIRST",
    description:
      "The interaction whose value of the property decides the group of a journey. This argument applies only to a breakdown by property.",
  })
  readonly groupedBy?: JourneyEnd | null;
  @Field(() => String, BREAKDOWN_TIME_ZONE)
  readonly timeZone?: string | null;
  @Field(() => Int, FIRST_GROUPS)
  @IsCount(1, MAX_GROUPS)
  readonly firstGroups?: number | null;
}

export const ends = asking<EndsArgs, EndsParams>({
  type: EndsType,
  description: "Where do journeys begin, and where do they end?",
  args: EndsArgs,
  read: { ...READ_LABELS, ...READ_BREAKDOWN, groupedBy: (groupedBy) => groupedBy ?? "FIRST" },
  rows: (args) => (args.first ?? DEFAULT_FIRST) * answersIn(args),
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: EndPointType, parts: EndPartEnum, otherwise: "JOURNEYS" },
    { type: EndsGroupType },
  ],
  examples: [{ type: EndPointType }],
});
