// The shape of the answer of journeyMap. The GraphQL classes implement these interfaces.
import type { Label, Remarks } from "../../engine/terms.js";
import type { AnswerPlace } from "../answers/index.js";
import type { AdHocResult } from "../conformance/result.js";
import type { PerformanceResult, PerformancesResult } from "../touchpointPerformance/result.js";

export const PAIN_POINTS = ["FAILURE", "REPEATED_CONTACT", "BROKEN_HANDOFF", "LOOP", "LATE_STEP", "LOW_SCORE"] as const;
export type PainPointKind = (typeof PAIN_POINTS)[number];

export interface JourneyMapResult {
  readonly totals: Omit<PerformancesResult["totals"], "otherTouchpoints">;
  /** The blueprint and its conformance; null if there is no blueprint. */
  readonly design: MapDesignResult | null;
  /** The stages in the order of the catalogue. The touchpoints without a stage come last. */
  readonly stages: readonly MapStageResult[];
  readonly remarks: Remarks;
}

export interface MapDesignResult {
  readonly key: string;
  readonly version: number;
  readonly name: string;
  /** Key of the persona whose journey the blueprint designs. */
  readonly persona: string | null;
  readonly fitness: number | null;
  readonly conforming: number;
  readonly deviating: number;
}

export interface MapStageResult {
  readonly label: Label;
  /** The measures of all touchpoints of the stage together; null if no journey in scope visits the stage. */
  readonly performance: PerformanceResult | null;
  /** The touchpoints in order of visits, then of key. */
  readonly touchpoints: readonly PerformanceResult[];
  readonly otherTouchpoints: number;
  /** Touchpoints of the catalogue without a visit in scope, sorted by key. */
  readonly unmeasured: readonly Label[];
  /** The steps of the blueprint in this stage, in the order of the design. */
  readonly steps: readonly MapStepResult[];
  /** The touchpoints that the blueprint does not contain, in order of journeys, then of touchpoints. */
  readonly adHoc: readonly AdHocResult[];
  readonly painPoints: readonly PainPointResult[];
}

export interface MapStepResult {
  readonly key: string;
  readonly name: string;
  readonly touchpoints: readonly Label[];
  readonly isOptional: boolean;
  readonly does: string | null;
  readonly thinks: string | null;
  readonly feels: string | null;
  readonly emotion: number | null;
  readonly painPoints: readonly string[];
  readonly owner: string | null;
  /** The longest expected wait since the previous step, in milliseconds; null if no wait is expected. */
  readonly expectedWait: number | null;
  readonly meanWait: number | null;
  /** The numbers of journeys that reach the step, that miss it, and so on. */
  readonly reached: number;
  readonly missing: number;
  readonly outOfOrder: number;
  readonly failed: number;
  readonly late: number;
}

export interface PainPointResult {
  readonly kind: PainPointKind;
  readonly label: Label;
  /** One sentence with the evidence. */
  readonly sentence: string;
  readonly count: number;
  /** The total of which `count` is a part; null if there is none. */
  readonly of: number | null;
  readonly rate: number | null;
  /** For LOW_SCORE, the comments of the lowest-scored answers; the store has their text. Otherwise empty. */
  readonly comments: readonly AnswerPlace[];
  /** The question and the row whose journeys are the evidence. They are not part of the answer. */
  readonly evidence: { readonly question: string; readonly args: object; readonly row: object };
}
