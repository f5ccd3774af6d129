// Which touchpoints do customers meet, stage by stage, how do they perform, and how does this compare with the design?
// The map can be of a persona, a segment or any other journeys. It has the stages in order. Each stage has the measures
// of touchpointPerformance, the steps of a blueprint with their conformance, the touchpoints that are not in the
// design, and pain points with evidence. If the two sides of a comparison are given, the measures of both are shown
// next to each other, with the interval of their difference. Every number comes from another question, so the map never
// contradicts that question. The cost is two passes of touchpointPerformance, one more for two sides, and one of
// conformance if there is a blueprint. Pain points, if they are selected, add handoffs, loops and passes over the
// answers to surveys.

import { labelsOf } from "../../engine/label.js";
import { type Scanner } from "../../engine/scan.js";
import { COUNTS_ALONE } from "../../engine/selection.js";
import type { Label } from "../../engine/terms.js";
import { describeFilter, describeGoal, MAX_FIRST } from "../../engine/totals.js";
import type { Touchpoint } from "../../model/catalogue.js";
import { compareKeys, NO_STAGE } from "../../model/keys.js";
import { formatDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { conformance } from "../conformance/index.js";
import type { ConformanceResult } from "../conformance/result.js";
import { answering, type Question } from "../question.js";
import { CASE_LOG_WARNING } from "../touchpointPerformance/caseLog.js";
import { measured } from "../touchpointPerformance/index.js";
import { changesOf } from "../touchpointPerformance/performances.js";
import { chooseComments } from "./comments.js";
import { drilldown } from "./drilldown.js";
import { chosen, lateStep, painPointsOf } from "./painPoints.js";
import { type JourneyMapParams, type JourneyMapPlan, journeyMapPlan } from "./plan.js";
import type { JourneyMapResult, MapStageResult, MapStepResult, PainPointResult } from "./result.js";

export type { JourneyMapParams } from "./plan.js";
export type { JourneyMapResult } from "./result.js";

export const journeyMap = answering<JourneyMapParams, JourneyMapResult>(async (projection, params, scanner) => {
  const { first, wanted } = params;
  const plan = journeyMapPlan(projection, params);
  const rowsAt = async (grain: "STAGE" | "TOUCHPOINT") => {
    const params = { ...plan.performance, grain };
    const { plan: own, rows, totals, compared, isCaseLog } = await measured(projection, params, scanner);
    const all = compared === null ? rows.map(({ row }) => row) : changesOf(compared, own.labels, rows);
    return { rows: all, totals, isCaseLog, warnings: [...own.warnings, ...(isCaseLog ? [CASE_LOG_WARNING] : [])] };
  };
  const ofStages = await rowsAt("STAGE");
  const ofTouchpoints = await rowsAt("TOUCHPOINT");
  const designed = wanted?.steps === false ? null : await designOf(projection, params, plan, scanner);
  const pains =
    wanted?.painPoints === false
      ? []
      : await painPointsOf(projection, plan, ofTouchpoints, wanted?.comments !== false, scanner);

  const touchpoints = new Map(projection.catalogue.touchpoints.map((touchpoint) => [touchpoint.key, touchpoint]));
  const stageOf = (key: string): string => touchpoints.get(key)?.stage ?? NO_STAGE;
  const steps = byStage(designed === null ? [] : stepsOf(plan, designed, touchpoints), ({ at }) => stageOf(at));
  const visited = byStage(ofTouchpoints.rows, (row) => stageOf(row.label.key));
  const visits = new Set(ofTouchpoints.rows.map((row) => row.label.key));
  const unmeasured = byStage(
    projection.catalogue.touchpoints.filter(({ key }) => !visits.has(key)),
    ({ key }) => stageOf(key),
  );
  const adHoc = byStage(designed?.adHoc ?? [], (row) => stageOf(row.label.key));
  const found = byStage(pains, ({ label }) => stageOf(label.key));
  const performances = byStage(ofStages.rows, (row) => row.label.key);
  const stages = stageLabels(projection).map((label): MapStageResult => {
    const here = [...visited(label.key)].sort((a, b) => b.visits - a.visits || compareKeys(a.label.key, b.label.key));
    const own = steps(label.key);
    const late = wanted?.painPoints === false ? [] : own.flatMap(({ late: points }) => points);
    return {
      label,
      performance: performances(label.key)[0] ?? null,
      touchpoints: here.slice(0, first),
      otherTouchpoints: Math.max(0, here.length - first),
      unmeasured: unmeasured(label.key).map((touchpoint) => labelOfTouchpoint(touchpoint)),
      steps: own.map(({ step }) => step),
      adHoc: adHoc(label.key).slice(0, first),
      painPoints: chosen([...found(label.key), ...late]),
    };
  });
  const hasContent = ({ label, performance, unmeasured, steps: own }: MapStageResult): boolean =>
    label.key !== NO_STAGE || performance !== null || unmeasured.length > 0 || own.length > 0;
  return {
    totals: ofTouchpoints.totals,
    design:
      plan.blueprint === null
        ? null
        : {
            key: plan.blueprint.key,
            version: plan.blueprint.version,
            name: plan.blueprint.name,
            persona: plan.blueprint.persona,
            fitness: designed?.totals.fitness ?? null,
            conforming: designed?.totals.conforming ?? 0,
            deviating: designed?.totals.deviating ?? 0,
          },
    stages: stages.filter(hasContent),
    remarks: {
      settings: settingsOf(projection, params, plan),
      warnings: [...new Set([...plan.warnings, ...ofTouchpoints.warnings, ...(designed?.remarks.warnings ?? [])])],
    },
  };
});

/** Groups objects by stage. Each stage has its objects in the given order. */
function byStage<T>(all: readonly T[], stageOf: (one: T) => string): (stage: string) => readonly T[] {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const same = found.get(stageOf(one));
    if (same === undefined) found.set(stageOf(one), [one]);
    else same.push(one);
  }
  return (stage) => found.get(stage) ?? [];
}

/** The conformance of the journeys of the map with the blueprint; null if there is no blueprint. */
async function designOf(
  projection: Projection,
  { blueprint, version }: JourneyMapParams,
  { filter }: JourneyMapPlan,
  scanner: Scanner,
): Promise<ConformanceResult | null> {
  if (blueprint === null) return null;
  const wanted = { ...COUNTS_ALONE, variants: false };
  return conformance(projection, { blueprint, version, filter, first: MAX_FIRST, wanted }, scanner);
}

interface PlacedStep {
  /** The preferred touchpoint of the step. The step is shown in the stage of this touchpoint. */
  readonly at: string;
  readonly step: MapStepResult;
  readonly late: readonly PainPointResult[];
}

function stepsOf(
  { blueprint }: JourneyMapPlan,
  { steps }: ConformanceResult,
  touchpoints: ReadonlyMap<string, Touchpoint>,
): PlacedStep[] {
  const labelOf = (key: string): Label => {
    const touchpoint = touchpoints.get(key);
    return touchpoint === undefined ? { key, label: key, kind: "TOUCHPOINT" } : labelOfTouchpoint(touchpoint);
  };
  return blueprint!.steps.map((planned, i): PlacedStep => {
    const actual = steps[i]!;
    const at = planned.at[0]!;
    return {
      at,
      late: lateStep(actual, labelOf(at)),
      step: {
        key: planned.key,
        name: planned.name,
        touchpoints: planned.at.map(labelOf),
        isOptional: planned.optional,
        does: planned.does,
        thinks: planned.thinks,
        feels: planned.feels,
        emotion: planned.emotion,
        painPoints: planned.painPoints,
        owner: planned.owner ?? touchpoints.get(at)?.owner ?? null,
        expectedWait: planned.expectedWait,
        meanWait: actual.meanWait,
        reached: actual.reached,
        missing: actual.missing,
        outOfOrder: actual.outOfOrder,
        failed: actual.failed,
        late: actual.late,
      },
    };
  });
}

function labelOfTouchpoint({ key, name }: Touchpoint): Label {
  return { key, label: name, kind: "TOUCHPOINT" };
}

/** The stages of the catalogue in order, followed by the label of touchpoints without a stage. */
function stageLabels(projection: Projection): Label[] {
  const { keys, names } = labelsOf(projection, { grain: "STAGE", property: null, groups: [] }, null);
  const none = keys.indexOf(NO_STAGE);
  return [
    ...projection.catalogue.stages.map(({ key, name }): Label => ({ key, label: name, kind: "STAGE" })),
    { key: NO_STAGE, label: none < 0 ? NO_STAGE : names[none]!, kind: "STAGE" },
  ];
}

function settingsOf(
  projection: Projection,
  { persona, segment, goal, within, filter, a, b, first }: JourneyMapParams,
  { blueprint }: JourneyMapPlan,
): Record<string, unknown> {
  return {
    persona,
    segment,
    blueprint: blueprint === null ? null : { key: blueprint.key, version: blueprint.version },
    goal: describeGoal(projection, goal),
    within: formatDuration(within),
    filter: describeFilter(filter),
    ...(b === null
      ? {}
      : {
          a: { name: a?.name ?? "A", filter: describeFilter(a?.filter) },
          b: { name: b.name, filter: describeFilter(b.filter) },
        }),
    first,
    journeyGap: formatDuration(projection.journeyGap),
  };
}

export const question: Question<JourneyMapParams, JourneyMapResult> = {
  tasks: [chooseComments],
  run: journeyMap,
  drilldown,
};
