// funnel: how many journeys get through a list of steps, and where are the others lost?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { FunnelParams, FunnelWanted } from "../questions/funnel/plan.js";
import { DEFAULT_ROWS_PER_STEP, MAX_ROWS_PER_STEP } from "../questions/funnel/plan.js";
import type {
  FunnelGroupResult,
  FunnelLabelResult,
  FunnelStepCounts,
  FunnelStepResult,
} from "../questions/funnel/result.js";
import { type Asking, asking } from "./asking/asking.js";
import { FunnelMatchArgs, READ_MATCH } from "./funnelMatch.js";
import { AnswerType, TotalsType, WaitStatsType } from "./shared/answer.js";
import {
  BREAKDOWN,
  BREAKDOWN_TIME_ZONE,
  BreakdownInput,
  GroupType,
  OTHER_GROUPS,
  readBreakdown,
} from "./shared/breakdown.js";
import { TransitionEndType } from "./shared/labels.js";
import { FunnelStepPartEnum, TotalsPartEnum } from "./shared/partEnums.js";
import { IsCount, IsPageSize } from "./shared/rules.js";

@ObjectType("FunnelLabel", {
  simpleResolvers: true,
  description:
    "A label that occurs between two steps of a funnel, or directly after the last step that a journey reached.",
})
export class FunnelLabelType implements FunnelLabelResult {
  @Field(() => TransitionEndType, { description: "The label. END is the end of the journey." })
  readonly point!: Label;
  @Field(() => Int, { description: "Number of journeys." })
  readonly journeys!: number;
  @Field(() => Float, {
    description: "`journeys` divided by the step's `completed` (in `between`) or `dropped` (in `after`), from 0 to 1.",
  })
  readonly share!: number;
}

@ObjectType("FunnelStepCounts", {
  simpleResolvers: true,
  description:
    "One step of a funnel, counted for one group of journeys. `completed` + `skipped` + `pending` + `dropped` = `entered`.",
})
export class FunnelStepCountsType implements FunnelStepCounts {
  @Field(() => Int, { description: "Number of the step, from 1." })
  readonly step!: number;
  @Field(() => String, { description: "Name of the step." })
  readonly name!: string;
  @Field(() => Boolean, { description: "Whether the step is optional." })
  readonly isOptional!: boolean;
  @Field(() => Int, {
    description:
      "Journeys that could take this step, because their match contains every earlier step that is not optional. On the first step, this equals `completed`.",
  })
  readonly entered!: number;
  @Field(() => Int, { description: "Journeys whose match contains this step." })
  readonly completed!: number;
  @Field(() => Int, { description: "Customers of the journeys that completed the step." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys whose match contains a later step but not this one." })
  readonly skipped!: number;
  @Field(() => Int, {
    description:
      "Journeys of `entered` that can still reach this step or a later one: the journey is open, and its time limits are not over.",
  })
  readonly pending!: number;
  @Field(() => Int, {
    description: "Journeys of `entered` that have reached neither this step nor a later one, and no longer can.",
  })
  readonly dropped!: number;
  @Field(() => Float, {
    nullable: true,
    description:
      "`completed` / `completed` of the first step, from 0 to 1; null if no journey completed the first step.",
  })
  readonly shareOfFirst!: number | null;
  @Field(() => Float, { nullable: true, description: "`completed` / `entered`, from 0 to 1; null if `entered` is 0." })
  readonly shareOfPrevious!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: "`completed` / `totals.journeys`, from 0 to 1; null if no journey is in scope.",
  })
  readonly shareOfAll!: number | null;
  @Field(() => Int, { description: "Mature journeys that completed the step." })
  readonly matureCompleted!: number;
  @Field(() => Float, {
    nullable: true,
    description:
      "`matureCompleted` / `totals.mature`, from 0 to 1. Journeys that still have time to complete do not lower this rate. Null if `totals.mature` is 0.",
  })
  readonly completionRate!: number | null;
  @Field(() => WaitStatsType, { description: "Time from the previous step of the match to this one." })
  readonly wait!: WaitStats;
  @Field(() => Int, {
    description: "Journeys that completed the step without any other interaction since the previous step of the match.",
  })
  readonly directly!: number;
}

@ObjectType("FunnelStep", { simpleResolvers: true, description: "One step of a funnel." })
export class FunnelStepType extends FunnelStepCountsType implements FunnelStepResult {
  @Field(() => [FunnelLabelType], {
    description:
      "Labels that occur after the previous step of the match and before this step, most journeys first, and ties sorted by label. The list has at most `rowsPerStep` rows. A journey may be on several rows.",
  })
  readonly between!: readonly FunnelLabelType[];
  @Field(() => [FunnelLabelType], {
    description:
      "What the journeys that dropped at this step did instead: the labels that come directly after the last step of their match, most journeys first, and ties sorted by label. The list has at most `rowsPerStep` rows.",
  })
  readonly after!: readonly FunnelLabelType[];
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
  readonly droppedExamples!: readonly string[];
}

@ObjectType("FunnelGroup", { simpleResolvers: true, description: "A group of the breakdown." })
export class FunnelGroupType extends GroupType implements FunnelGroupResult {
  @Field(() => TotalsType, { description: "Counts of the journeys of the group." })
  readonly totals!: TotalsType;
  @Field(() => [FunnelStepCountsType], { description: "The steps, in order." })
  readonly steps!: readonly FunnelStepCountsType[];
  @Field(() => WaitStatsType, { description: "Time from the first step to the last step of completed journeys." })
  readonly duration!: WaitStats;
}

@ObjectType("Funnel", {
  simpleResolvers: true,
  description:
    "How many journeys complete a list of steps, and at which step the others stop. Each journey has at most one match.",
})
export class FunnelType {
  @Field(() => TotalsType, {
    description:
      "Counts of the journeys that the answer is based on. Journeys in `matched` have the first step in their match, and journeys in `completed` have the last step in their match.",
  })
  readonly totals!: TotalsType;
  @Field(() => [FunnelStepType], { description: "The steps, in order." })
  readonly steps!: readonly FunnelStepType[];
  @Field(() => WaitStatsType, { description: "Time from the first step to the last step of completed journeys." })
  readonly duration!: WaitStats;
  @Field(() => [FunnelGroupType], {
    description:
      "The groups of the breakdown, most journeys in scope first, and ties sorted by key. Periods are in chronological order instead. Other comes last. Groups by segment may overlap, so they need not add up to `totals`. The list is empty if there is no breakdown.",
  })
  readonly groups!: readonly FunnelGroupType[];
  @Field(() => Int, OTHER_GROUPS)
  readonly otherGroups!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class FunnelArgs extends FunnelMatchArgs {
  @Field(() => BreakdownInput, BREAKDOWN)
  readonly breakdown?: BreakdownInput | null;
  @Field(() => String, BREAKDOWN_TIME_ZONE)
  readonly timeZone?: string | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_ROWS_PER_STEP,
    description: `Labels shown between steps and after each step, 1 to ${MAX_ROWS_PER_STEP}.`,
  })
  @IsCount(1, MAX_ROWS_PER_STEP)
  readonly rowsPerStep?: number | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "Groups of the breakdown shown, 1 to 1,000. The group Other combines the remaining groups.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

export const funnel: Asking<FunnelArgs, FunnelParams> = asking<FunnelArgs, FunnelParams>({
  type: FunnelType,
  description:
    "How many journeys complete a list of steps, and at which step do the others stop? The match of a journey is the assignment of interactions to steps that reaches the furthest step. If several assignments reach this step, the match is the one with the earliest first step, then the earliest second step, and so on.",
  args: FunnelArgs,
  wanted: (selection): FunnelWanted => ({
    ...selection.wanted(),
    labels: selection.selects("FunnelStep", "between", "after"),
  }),
  read: {
    ...READ_MATCH,
    breakdown: readBreakdown,
    timeZone: (timeZone) => timeZone ?? null,
    rowsPerStep: (rowsPerStep) => rowsPerStep ?? DEFAULT_ROWS_PER_STEP,
    first: (first) => first ?? DEFAULT_FIRST,
  },
  // The number of steps, multiplied by the number of labels or of groups, whichever is larger.
  rows: ({ steps, first, rowsPerStep }) =>
    steps.length * Math.max(first ?? DEFAULT_FIRST, rowsPerStep ?? DEFAULT_ROWS_PER_STEP),
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: FunnelStepType, parts: FunnelStepPartEnum, otherwise: "COMPLETED" },
    { type: FunnelStepCountsType, parts: FunnelStepPartEnum, otherwise: "COMPLETED" },
    { type: FunnelLabelType },
    { type: FunnelGroupType },
  ],
});
