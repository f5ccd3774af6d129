// journeyMap: what do customers meet in each stage, and how does it compare with the design?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import type { AdHocResult } from "../questions/conformance/result.js";
import {
  DEFAULT_STAGE_TOUCHPOINTS,
  type JourneyMapParams,
  type JourneyMapWanted,
  MAX_PAIN_POINTS,
  MAX_STAGE_TOUCHPOINTS,
} from "../questions/journeyMap/plan.js";
import type {
  JourneyMapResult,
  MapDesignResult,
  MapStageResult,
  PainPointResult,
} from "../questions/journeyMap/result.js";
import { DEFAULT_CONVERSION_WINDOW_MS } from "../questions/touchpointPerformance/plan.js";
import { asking } from "./asking/asking.js";
import { CompareSideInput } from "./compare.js";
import { AdHocType } from "./conformance.js";
import { MapStepType, PainPointType } from "./mapParts.js";
import { TouchpointPerformanceType } from "./performance.js";
import { AnswerType } from "./shared/answer.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { TransitionEndType } from "./shared/labels.js";
import { MapDesignPartEnum, PerformanceTotalsPartEnum } from "./shared/measureEnums.js";
import { ConformanceStepPartEnum } from "./shared/partEnums.js";
import { IsCount, IsDuration } from "./shared/rules.js";
import { Duration } from "./shared/scalars.js";
import { PointSelectorInput } from "./shared/selector.js";
import { readDuration } from "./shared/texts.js";
import { CONVERSION_WINDOW, GOAL, PERFORMANCE_WANTED } from "./touchpointPerformance.js";

@ObjectType("MapTotals", {
  simpleResolvers: true,
  description: "Counts of the journeys that the map is based on. With two sides, these are the journeys of side A.",
})
export class MapTotalsType {
  @Field(() => Int, { description: "Journeys in scope: those that satisfy the filter." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Interactions of the journeys in scope." })
  readonly visits!: number;
  @Field(() => Int, { description: "Interactions that reach the goal." })
  readonly conversions!: number;
}

@ObjectType("MapDesign", { simpleResolvers: true, description: "The blueprint with which the map is compared." })
export class MapDesignType implements MapDesignResult {
  @Field(() => String, { description: "Key of the blueprint." })
  readonly key!: string;
  @Field(() => Int, { description: "Its version." })
  readonly version!: number;
  @Field(() => String, { description: "Its name." })
  readonly name!: string;
  @Field(() => String, { nullable: true, description: "Key of the persona whose journey the blueprint designs." })
  readonly persona!: string | null;
  @Field(() => Float, {
    nullable: true,
    description: "Mean fitness of the journeys, as in `conformance`; null if there are none.",
  })
  readonly fitness!: number | null;
  @Field(() => Int, { description: "Journeys that conform, as in `conformance`." })
  readonly conforming!: number;
  @Field(() => Int, { description: "Journeys that deviate, as in `conformance`." })
  readonly deviating!: number;
}

@ObjectType("MapStage", { simpleResolvers: true, description: "A stage of a map, as designed and as measured." })
export class MapStageType implements MapStageResult {
  @Field(() => TransitionEndType, {
    description: "The stage. Touchpoints without a stage are in the last stage of the map, `(none)`.",
  })
  readonly label!: Label;
  @Field(() => TouchpointPerformanceType, {
    nullable: true,
    description:
      "Reach, drop-off, waits and all other measures, for all touchpoints of the stage together. With two sides, its field `change` compares side A with side B. Null if no journey in scope visits the stage.",
  })
  readonly performance!: TouchpointPerformanceType | null;
  @Field(() => [TouchpointPerformanceType], {
    description: "The touchpoints of the stage by visits, at most `first` of them.",
  })
  readonly touchpoints!: readonly TouchpointPerformanceType[];
  @Field(() => Int, { description: "Number of touchpoints with visits that are not shown." })
  readonly otherTouchpoints!: number;
  @Field(() => [TransitionEndType], {
    description:
      "Touchpoints of the stage that are in the catalogue but have no visit in scope, sorted by key. Some, such as television, cannot be measured.",
  })
  readonly unmeasured!: readonly Label[];
  @Field(() => [MapStepType], {
    description:
      "Steps of the blueprint whose preferred touchpoint belongs to the stage, in the order of the design. Without a blueprint, the list is empty.",
  })
  readonly steps!: readonly MapStepType[];
  @Field(() => [AdHocType], {
    description:
      "Touchpoints with interactions that match no step of the design, most journeys first; at most `first` of them. Without a blueprint, the list is empty.",
  })
  readonly adHoc!: readonly AdHocResult[];
  @Field(() => [PainPointType], {
    description: `What goes wrong in the stage, with evidence; at most ${MAX_PAIN_POINTS} of each kind, most frequent first.`,
  })
  readonly painPoints!: readonly PainPointResult[];
}

@ObjectType("JourneyMap", {
  simpleResolvers: true,
  description: "What customers meet in each stage, how well it goes, and how it compares with the design.",
})
export class JourneyMapType {
  @Field(() => MapTotalsType, { description: "Counts of the journeys that the map is based on." })
  readonly totals!: JourneyMapResult["totals"];
  @Field(() => MapDesignType, { nullable: true, description: "The blueprint; null if none is given." })
  readonly design!: MapDesignResult | null;
  @Field(() => [MapStageType], { description: "The stages in the order of the catalogue." })
  readonly stages!: readonly MapStageType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class JourneyMapArgs {
  @Field(() => String, {
    nullable: true,
    description: "Key or name of a persona: only its customers' journeys are in scope.",
  })
  readonly persona?: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Key or name of a segment: only its members' journeys are in scope.",
  })
  readonly segment?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Key of the blueprint with which the map is compared. Without it, the map shows only what was measured.",
  })
  readonly blueprint?: string | null;
  @Field(() => Int, { nullable: true, description: "Version of the blueprint. By default, the latest one." })
  readonly version?: number | null;
  @Field(() => PointSelectorInput, GOAL)
  readonly goal?: PointSelectorInput | null;
  @Field(() => Duration, CONVERSION_WINDOW)
  @IsDuration()
  readonly within?: string | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => CompareSideInput, {
    nullable: true,
    description:
      "Side A of a comparison of two personas, periods or other filters. The map then shows side A. This argument requires `b`.",
  })
  readonly a?: CompareSideInput | null;
  @Field(() => CompareSideInput, {
    nullable: true,
    description:
      "Side B. `change` compares it with the journeys of the map: those of side A or, without `a`, all journeys in scope.",
  })
  readonly b?: CompareSideInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_STAGE_TOUCHPOINTS,
    description: `The largest number of touchpoints shown in each stage, 1 to ${MAX_STAGE_TOUCHPOINTS}.`,
  })
  @IsCount(1, MAX_STAGE_TOUCHPOINTS)
  readonly first?: number | null;
}

/**
 * The price of the query assumes this number of stages, because the actual number is known only when the question has
 * been answered.
 */
const STAGES = 6;

export const journeyMap = asking<JourneyMapArgs, JourneyMapParams>({
  type: JourneyMapType,
  description:
    "What do customers meet in each stage, how well does it go, and how does it compare with the design? The map of a persona, a segment or any other journeys lists the stages in order. A stage has touchpoints, waits, drop-off, pain points with evidence, the steps of a blueprint, and the touchpoints that are not in the design. With `b`, the map compares two personas, two periods or two other filters. Every number equals that of another question.",
  args: JourneyMapArgs,
  read: {
    persona: (persona) => persona ?? null,
    segment: (segment) => segment ?? null,
    blueprint: (blueprint) => blueprint ?? null,
    version: (version) => version ?? null,
    goal: (goal) => goal ?? null,
    within: (within, at) => readDuration(within, at) ?? DEFAULT_CONVERSION_WINDOW_MS,
    filter: (_, __, { filter }) => filter,
    a: (a, _, found) => (a == null ? null : { name: a.name ?? "A", filter: found.a }),
    b: (b, _, found) => (b == null ? null : { name: b.name ?? "B", filter: found.b }),
    first: (first) => first ?? DEFAULT_STAGE_TOUCHPOINTS,
  },
  wanted: (selection): JourneyMapWanted => ({
    ...PERFORMANCE_WANTED(selection),
    // Repeated contact is a pain point, and is found from cases.
    cases: PERFORMANCE_WANTED(selection).cases === true || selection.selects("MapStage", "painPoints"),
    // Low scores are pain points too.
    scores: PERFORMANCE_WANTED(selection).scores === true || selection.selects("MapStage", "painPoints"),
    painPoints: selection.selects("MapStage", "painPoints"),
    comments: selection.selects("PainPoint", "comments"),
    steps:
      selection.selects("MapStage", "steps", "adHoc", "painPoints") ||
      selection.selects("MapDesign", "fitness", "conforming", "deviating"),
  }),
  rows: ({ first }) => STAGES * (1 + (first ?? DEFAULT_STAGE_TOUCHPOINTS)),
  opens: [
    { type: MapTotalsType, parts: PerformanceTotalsPartEnum, otherwise: "JOURNEYS" },
    { type: MapDesignType, parts: MapDesignPartEnum, otherwise: "DEVIATING" },
    { type: MapStepType, parts: ConformanceStepPartEnum, otherwise: "REACHED" },
    { type: PainPointType },
  ],
});
