// flow: where do journeys go from a point on, or what led to it?

import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import type { FlowParams } from "../questions/flow/plan.js";
import {
  DEFAULT_ROWS_PER_STEP,
  DEFAULT_STEPS,
  MAX_ROWS_PER_STEP,
  MAX_STEPS,
  MIN_STEPS,
} from "../questions/flow/plan.js";
import type { FlowDirection, FlowEdgeResult, FlowNodeResult, FlowStepResult } from "../questions/flow/result.js";
import { AnswerType, TotalsType, WaitStatsType } from "./answer.js";
import { asking } from "./asking.js";
import { FlowDirectionEnum, FlowNodePartEnum, TotalsPartEnum } from "./enums.js";
import { FILTER, JourneyFilterInput } from "./filter.js";
import { FlowPointType } from "./labels.js";
import { PathOptionsInput, readPathOptions } from "./options.js";
import { IsCount } from "./rules.js";
import { PointSelectorInput } from "./selector.js";

const DROP_OFF = "Of these, journeys whose path ends here. One that is cut at `steps` does not.";
const DROP_OFF_OPEN = "Of those that drop off, open journeys: more may come. 0 backward.";

@ObjectType("FlowNode", { simpleResolvers: true, description: "A label at a step, or Other." })
export class FlowNodeType implements FlowNodeResult {
  @Field(() => FlowPointType, { description: "The label." })
  readonly point!: Label;
  @Field(() => Int, { description: "Journeys whose path is here at this step; each is at one node a step." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` of `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => Int, { description: DROP_OFF })
  readonly dropOff!: number;
  @Field(() => Int, { description: DROP_OFF_OPEN })
  readonly dropOffOpen!: number;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ObjectType("FlowStep", { simpleResolvers: true, description: "Where the paths are after as many labels." })
export class FlowStepType implements FlowStepResult {
  @Field(() => Int, { description: "Its number; the anchor is step 1." })
  readonly step!: number;
  @Field(() => Int, { description: "Journeys whose path reaches this step." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly customers!: number;
  @Field(() => Int, { description: DROP_OFF })
  readonly dropOff!: number;
  @Field(() => Int, { description: DROP_OFF_OPEN })
  readonly dropOffOpen!: number;
  @Field(() => [FlowNodeType], {
    description:
      "The most journeys first, then by label; at most `rowsPerStep` labels, then Other where more are left.",
  })
  readonly nodes!: readonly FlowNodeType[];
  @Field(() => Int, { description: "Labels of this step that are in Other." })
  readonly otherLabels!: number;
}

@ObjectType("FlowEdge", { simpleResolvers: true, description: "Two neighbouring labels of paths, Other included." })
export class FlowEdgeType implements FlowEdgeResult {
  @Field(() => Int, { description: "The step left; the other label is at the next." })
  readonly step!: number;
  @Field(() => FlowPointType, { description: "The label at `step`." })
  readonly from!: Label;
  @Field(() => FlowPointType, { description: "The label at `step` + 1; backward it is the earlier of the two." })
  readonly to!: Label;
  @Field(() => Int, { description: "Journeys whose path has both." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly customers!: number;
  @Field(() => Float, {
    description: "`journeys` of those of the node left, from 0 to 1; what is missing to 1 drops off there.",
  })
  readonly probability!: number;
  @Field(() => WaitStatsType, { description: "Time from the earlier of the two labels to the later." })
  readonly wait!: WaitStats;
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the two are on two channels; null at grains that have no channel, and where one is Other.",
  })
  readonly isHandoff!: boolean | null;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ObjectType("Flow", {
  simpleResolvers: true,
  description: "Where journeys go from an anchor on, or where they came from, step by step; one path a journey.",
})
export class FlowType {
  @Field(() => TotalsType, {
    description:
      "How many journeys this is about: all that meet the anchor are matched, completed and counted; `otherCount` are those that are in Other at some step, `otherRoutes` the nodes not shown.",
  })
  readonly totals!: TotalsType;
  @Field(() => [FlowStepType], { description: "The steps that a path reaches, in order." })
  readonly steps!: readonly FlowStepType[];
  @Field(() => [FlowEdgeType], {
    description: "By step, then the most journeys first, then by label; Other after all labels.",
  })
  readonly edges!: readonly FlowEdgeType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class FlowArgs {
  @Field(() => PointSelectorInput, { description: "Where paths start; step 1." })
  readonly anchor!: PointSelectorInput;
  @Field(() => FlowDirectionEnum, {
    nullable: true,
    defaultValue: "FORWARD",
    description: "Which way they are followed.",
  })
  readonly direction?: FlowDirection | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_STEPS,
    description: `Steps, the anchor included: ${MIN_STEPS} to ${MAX_STEPS}.`,
  })
  @IsCount(MIN_STEPS, MAX_STEPS)
  readonly steps?: number | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_ROWS_PER_STEP,
    description: `Labels shown at each step, 1 to ${MAX_ROWS_PER_STEP}; the journeys on the others are counted as Other.`,
  })
  @IsCount(1, MAX_ROWS_PER_STEP)
  readonly rowsPerStep?: number | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`grain`, `repeats` and `hide`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

export const flow = asking<FlowArgs, FlowParams>({
  type: FlowType,
  description:
    "Where do journeys go from a point on, or what led to it? One path a journey: from its first interaction in `anchor`; backward from its last, read in reverse.",
  args: FlowArgs,
  read: {
    anchor: (anchor) => anchor,
    direction: (direction) => direction ?? "FORWARD",
    steps: (steps) => steps ?? DEFAULT_STEPS,
    rowsPerStep: (rowsPerStep) => rowsPerStep ?? DEFAULT_ROWS_PER_STEP,
    options: (options) => readPathOptions(options),
    filter: (_, __, { filter }) => filter,
  },
  // The edges it can have, which are more than its nodes; Other is a label more.
  rows: ({ steps, rowsPerStep }) => (steps ?? DEFAULT_STEPS) * ((rowsPerStep ?? DEFAULT_ROWS_PER_STEP) + 1) ** 2,
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: FlowStepType, parts: FlowNodePartEnum, otherwise: "JOURNEYS" },
    { type: FlowNodeType, parts: FlowNodePartEnum, otherwise: "JOURNEYS" },
    { type: FlowEdgeType },
  ],
  examples: [{ type: FlowNodeType }, { type: FlowEdgeType }],
});
