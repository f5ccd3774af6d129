// flow: where do journeys go after a point, or what led to it?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import type { FlowParams, FlowWanted } from "../questions/flow/plan.js";
import {
  DEFAULT_ROWS_PER_STEP,
  DEFAULT_STEPS,
  MAX_ROWS_PER_STEP,
  MAX_STEPS,
  MIN_STEPS,
} from "../questions/flow/plan.js";
import type { FlowDirection, FlowEdgeResult, FlowNodeResult, FlowStepResult } from "../questions/flow/result.js";
import { asking } from "./asking/asking.js";
import { AnswerType, TotalsType, WaitStatsType } from "./shared/answer.js";
import { FlowDirectionEnum } from "./shared/enums.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { FlowPointType } from "./shared/labels.js";
import { PathOptionsInput, readPathOptions } from "./shared/options.js";
import { FlowNodePartEnum, TotalsPartEnum } from "./shared/partEnums.js";
import { IsCount } from "./shared/rules.js";
import { PointSelectorInput } from "./shared/selector.js";
import { UnitArgs } from "./shared/unit.js";

const DROP_OFF =
  "Journeys of this row whose path ends here, because the journey itself ends. A path that continues beyond the last step shown does not count.";
const DROP_OFF_OPEN =
  "Journeys of `dropOff` that are open, so that their path may still continue. Always 0 with BACKWARD.";

@ObjectType("FlowNode", {
  simpleResolvers: true,
  description: "A label at one step of the paths, or Other, which combines several labels.",
})
export class FlowNodeType implements FlowNodeResult {
  @Field(() => FlowPointType, { description: "The label." })
  readonly point!: Label;
  @Field(() => Int, {
    description: "Journeys whose path has this label at this step. A journey is on at most one node of each step.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
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
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Int, { description: DROP_OFF })
  readonly dropOff!: number;
  @Field(() => Int, { description: DROP_OFF_OPEN })
  readonly dropOffOpen!: number;
  @Field(() => [FlowNodeType], {
    description:
      "The nodes of the step: at most `rowsPerStep` labels, most journeys first, and ties sorted by label. If there are more labels, a node Other comes last.",
  })
  readonly nodes!: readonly FlowNodeType[];
  @Field(() => Int, { description: "Number of labels that the node Other of this step combines." })
  readonly otherLabels!: number;
}

@ObjectType("FlowEdge", {
  simpleResolvers: true,
  description: "A connection from a node of one step to a node of the next step.",
})
export class FlowEdgeType implements FlowEdgeResult {
  @Field(() => Int, { description: "Number of the step that the edge leaves. The edge leads to the next step." })
  readonly step!: number;
  @Field(() => FlowPointType, { description: "The label at `step`." })
  readonly from!: Label;
  @Field(() => FlowPointType, {
    description: "The label at `step` + 1. With BACKWARD, this is the label that comes earlier in the journey.",
  })
  readonly to!: Label;
  @Field(() => Int, { description: "Journeys whose path has both labels at these steps." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, {
    description:
      "Share of the journeys on the node `from` that take this edge, from 0 to 1. The probabilities of the edges that leave a node add up to 1 minus the share of the journeys whose path ends there.",
  })
  readonly probability!: number;
  @Field(() => WaitStatsType, { description: "Time from the earlier of the two labels to the later one." })
  readonly wait!: WaitStats;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the two labels are on different channels. Null if `grain` is KIND, STAGE or PROPERTY, or if one of the labels is Other or a group.",
  })
  readonly isHandoff!: boolean | null;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Flow", {
  simpleResolvers: true,
  description:
    "The paths of journeys from an anchor, step by step, forward or backward. Each journey with the anchor has one path.",
})
export class FlowType {
  @Field(() => TotalsType, {
    description:
      "Counts of the journeys that the answer is based on. All journeys with the anchor are matched, completed and counted. `otherCount` counts the journeys that are on the node Other at one or more steps. `otherRoutes` counts the labels that are not shown, over all steps.",
  })
  readonly totals!: TotalsType;
  @Field(() => [FlowStepType], { description: "The steps that at least one path reaches, in order." })
  readonly steps!: readonly FlowStepType[];
  @Field(() => [FlowEdgeType], {
    description:
      "The edges between consecutive steps, in order of the steps. Within a step, edges with the most journeys come first, then in order of their labels, with Other last.",
  })
  readonly edges!: readonly FlowEdgeType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class FlowArgs extends UnitArgs {
  @Field(() => PointSelectorInput, { description: "The interactions at which paths start. The anchor is step 1." })
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
    description: `Labels shown at each step, 1 to ${MAX_ROWS_PER_STEP}. The node Other combines the remaining labels.`,
  })
  @IsCount(1, MAX_ROWS_PER_STEP)
  readonly rowsPerStep?: number | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "How interactions become labels. Only `grain`, `property`, `groups`, `repeats` and `hide` apply. The query refuses any other option whose value is not its default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

export const flow = asking<FlowArgs, FlowParams>({
  type: FlowType,
  description:
    "Where do journeys go after a given point, or how did they get there? Each journey that contains the anchor has one path. With FORWARD, the path starts at the first interaction of `anchor`. With BACKWARD, the path starts at the last interaction of `anchor` and is read in reverse.",
  args: FlowArgs,
  read: {
    anchor: (anchor) => anchor,
    direction: (direction) => direction ?? "FORWARD",
    steps: (steps) => steps ?? DEFAULT_STEPS,
    rowsPerStep: (rowsPerStep) => rowsPerStep ?? DEFAULT_ROWS_PER_STEP,
    options: (options) => readPathOptions(options),
    filter: (_, __, { filter }) => filter,
  },
  wanted: (selection): FlowWanted => ({ ...selection.wanted(), edges: selection.selects("Flow", "edges") }),
  // The number of rows is the largest possible number of edges, which is greater than that of nodes. The node Other
  // counts as one more label per step.
  rows: ({ steps, rowsPerStep }) => (steps ?? DEFAULT_STEPS) * ((rowsPerStep ?? DEFAULT_ROWS_PER_STEP) + 1) ** 2,
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: FlowStepType, parts: FlowNodePartEnum, otherwise: "JOURNEYS" },
    { type: FlowNodeType, parts: FlowNodePartEnum, otherwise: "JOURNEYS" },
    { type: FlowEdgeType },
  ],
  examples: [{ type: FlowNodeType }, { type: FlowEdgeType }],
});
