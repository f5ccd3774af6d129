// commonRoutes: which routes lead from a start to a target?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { WaitStats } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { CommonRoutesParams, RoutesWanted } from "../questions/commonRoutes/plan.js";
import type { RouteResult, RouteStepResult } from "../questions/commonRoutes/result.js";
import { asking, type LookedUp, type Readers } from "./asking/asking.js";
import { AnswerType, TotalsType, WaitStatsType } from "./shared/answer.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { RouteLossType, RouteStepType } from "./shared/labels.js";
import { PathOptionsInput, ROWS, readPathOptions } from "./shared/options.js";
import { RouteLossPartEnum, TotalsPartEnum } from "./shared/partEnums.js";
import { IsPageSize } from "./shared/rules.js";
import { PointSelectorInput } from "./shared/selector.js";
import { UnitArgs } from "./shared/unit.js";

@ObjectType("Route", {
  simpleResolvers: true,
  description:
    "A sequence of labels that counted journeys took from start to target. The labels of start and target are included.",
})
export class RouteType implements RouteResult {
  @Field(() => String, { description: "Names of the labels, joined by ` → `." })
  readonly label!: string;
  @Field(() => [RouteStepType], { description: "The labels in order." })
  readonly steps!: readonly RouteStepResult[];
  @Field(() => Int, { description: "Journeys that took this route. Each counted journey takes one route." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` / `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => WaitStatsType, { description: "Time from start to target." })
  readonly duration!: WaitStats;
  @Field(() => Float, {
    nullable: true,
    description: "Sum of the known values from start to target, in the unit of the log; null if none is known.",
  })
  readonly value!: number | null;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("CommonRoutes", {
  simpleResolvers: true,
  description: "The routes from start to target, most journeys first, and ties sorted by label.",
})
export class CommonRoutesType {
  @Field(() => TotalsType, { description: "Counts of the journeys that the answer is based on." })
  readonly totals!: TotalsType;
  @Field(() => [RouteType], { description: "The rows of the answer, at most `first` of them." })
  readonly routes!: readonly RouteType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class CommonRoutesArgs extends UnitArgs {
  @Field(() => PointSelectorInput, {
    nullable: true,
    description: "The interactions at which routes start. If omitted, routes start at the beginning of the journey.",
  })
  readonly from?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "The interactions at which routes end. If omitted, routes lead to the end of the journey, and every matched journey is completed.",
  })
  readonly to?: PointSelectorInput | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "How interactions become labels, and which paths are counted.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: DEFAULT_FIRST, description: ROWS })
  @IsPageSize()
  readonly first?: number | null;
}

export const READ_ROUTES: Readers<CommonRoutesArgs, CommonRoutesParams, LookedUp> = {
  from: (from) => from,
  to: (to) => to,
  options: (options) => readPathOptions(options),
  filter: (_, __, { filter }) => filter,
  first: (first) => first ?? DEFAULT_FIRST,
};

export const commonRoutes = asking<CommonRoutesArgs, CommonRoutesParams>({
  type: CommonRoutesType,
  description:
    "Which routes do journeys take from a start to a target? A route is the sequence of labels on the way. Each journey has at most one match. The match starts at the earliest interaction of `from` for which the next interaction of `to` comes within the time `options.within`.",
  args: CommonRoutesArgs,
  wanted: (selection): RoutesWanted => ({ ...selection.wanted(), loss: selection.selects("RouteStep", "loss") }),
  read: READ_ROUTES,
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: RouteType },
    { type: RouteLossType, parts: RouteLossPartEnum, otherwise: "REACHED" },
  ],
  examples: [{ type: RouteType }],
});
