// flow: where do journeys go after a point, or what led to it?

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

const DROP_OFF =
  "Journeys of this row whose path ends here. A path that is cut off after `steps` steps does not count.";
const DROP_OFF_OPEN = "Journeys of `dropOff` that are open and may continue. It is 0 with BACKWARD.";

@ObjectType("FlowNode", { simpleResolvers: true, description: "A label at a step, or Other." })
export class FlowNodeType implements FlowNodeResult {
  @Field(() => FlowPointType, { description: "The label." })
  readonly point!: Label;
  @Field(() => Int, { description: "Journeys whose path is here at this step. Each journey is at one node per step." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` / `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => Int, { description: DROP_OFF })
  readonly dropOff!: number;
  @Field(() => Int, { description: DROP_OFF_OPEN })
  readonly dropOffOpen!: number;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("FlowStep", { simpleResolvers: true, description: "One step of the paths." })
export class FlowStepType implements FlowStepResult {
  @Field(() => Int, { description: "Number of the step. The anchor is step 1." })
  readonly step!: number;
  @Field(() => Int, { description: "Journeys whose path reaches this step." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of these journeys." })
  readonly customers!: number;
  @Field(() => Int, { description: DROP_OFF })
  readonly dropOff!: number;
  @Field(() => Int, { description: DROP_OFF_OPEN })
  readonly dropOffOpen!: number;
  @Field(() => [FlowNodeType], {
    description:
      "The nodes, most journeys first, then by label. At most `rowsPerStep` labels, then Other if more are left.",
  })
  readonly nodes!: readonly FlowNodeType[];
  @Field(() => Int, { description: "Number of labels of this step that are in Other." })
  readonly otherLabels!: number;
}

@ObjectType("FlowEdge", { simpleResolvers: true, description: "Two neighbouring labels of paths, including Other." })
export class FlowEdgeType implements FlowEdgeResult {
  @Field(() => Int, { description: "The step that the edge leaves. It leads to the next step." })
  readonly step!: number;
  @Field(() => FlowPointType, { description: "The label at `step`." })
  readonly from!: Label;
  @Field(() => FlowPointType, {
    description: "The label at `step` + 1. With BACKWARD, it is the earlier label of the two.",
  })
  readonly to!: Label;
  @Field(() => Int, { description: "Journeys whose path has both labels at these steps." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, {
    description:
      "`journeys` divided by the journeys of the node that the edge leaves, from 0 to 1. The edges that leave a node add up to 1 minus the share that drops off there.",
  })
  readonly probability!: number;
  @Field(() => WaitStatsType, { description: "Time from the earlier of the two labels to the later one." })
  readonly wait!: WaitStats;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the two labels are on different channels; null at grains without a channel, and if one of them is Other.",
  })
  readonly isHandoff!: boolean | null;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Flow", {
  simpleResolvers: true,
  description: "Where journeys go after an anchor, or where they came from, step by step. Each journey has one path.",
})
export class FlowType {
  @Field(() => TotalsType, {
    description:
      "Counts of the journeys behind the answer. All journeys with the anchor are matched, completed and counted. `otherCount` counts the journeys that are in Other at some step; `otherRoutes` counts the nodes that are not shown.",
  })
  readonly totals!: TotalsType;
  @Field(() => [FlowStepType], { description: "The steps that at least one path reaches, in order." })
  readonly steps!: readonly FlowStepType[];
  @Field(() => [FlowEdgeType], {
    description: "The edges, by step, then most journeys first, then by label. Other comes after all labels.",
  })
  readonly edges!: readonly FlowEdgeType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class FlowArgs {
  @Field(() => PointSelectorInput, { description: "Where paths start. The anchor is step 1." })
  readonly anchor!: PointSelectorInput;
  @Field(() => FlowDirectionEnum, {
    nullable: true,
    defaultValue: "FORWARD",
    description: "Whether paths are followed forward or backward.",
  })
  readonly direction?: FlowDirection | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_STEPS,
    description: `Number of steps, including the anchor: ${MIN_STEPS} to ${MAX_STEPS}.`,
  })
  @IsCount(MIN_STEPS, MAX_STEPS)
  readonly steps?: number | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_ROWS_PER_STEP,
    description: `Labels shown at each step, 1 to ${MAX_ROWS_PER_STEP}. The journeys on the remaining labels are counted as Other.`,
  })
  @IsCount(1, MAX_ROWS_PER_STEP)
  readonly rowsPerStep?: number | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "Uses `grain`, `repeats` and `hide`. The other options do not apply and are refused unless they have their default value.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

export const flow = asking<FlowArgs, FlowParams>({
  type: FlowType,
  description:
    "Where do journeys go after a point, or what led to it? Each journey has one path: FORWARD from its first interaction in `anchor`, BACKWARD from its last one, read in reverse.",
  args: FlowArgs,
  read: {
    anchor: (anchor) => anchor,
    direction: (direction) => direction ?? "FORWARD",
    steps: (steps) => steps ?? DEFAULT_STEPS,
    rowsPerStep: (rowsPerStep) => rowsPerStep ?? DEFAULT_ROWS_PER_STEP,
    options: (options) => readPathOptions(options),
    filter: (_, __, { filter }) => filter,
  },
  // The largest possible number of edges, which exceeds the number of nodes. Other counts as one more label.
  rows: ({ steps, rowsPerStep }) => (steps ?? DEFAULT_STEPS) * ((rowsPerStep ?? DEFAULT_ROWS_PER_STEP) + 1) ** 2,
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: FlowStepType, parts: FlowNodePartEnum, otherwise: "JOURNEYS" },
    { type: FlowNodeType, parts: FlowNodePartEnum, otherwise: "JOURNEYS" },
    { type: FlowEdgeType },
  ],
  examples: [{ type: FlowNodeType }, { type: FlowEdgeType }],
});
