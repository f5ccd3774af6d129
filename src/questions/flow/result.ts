// The shape of flow's answer. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, Totals, WaitStats } from "../../engine/terms.js";

export const FLOW_DIRECTIONS = ["FORWARD", "BACKWARD"] as const;
export type FlowDirection = (typeof FLOW_DIRECTIONS)[number];

export interface FlowResult {
  readonly totals: Totals;
  /** The steps that a path reaches, the anchor first. */
  readonly steps: readonly FlowStepResult[];
  /** By step, then by journeys, then by labels; Other after all labels. */
  readonly edges: readonly FlowEdgeResult[];
  readonly remarks: Remarks;
}

export interface FlowStepResult {
  /** From 1. */
  readonly step: number;
  /** Journeys whose path reaches the step. */
  readonly journeys: number;
  readonly customers: number;
  /** Journeys whose path ends here; of those, open ones. */
  readonly dropOff: number;
  readonly dropOffOpen: number;
  /** By journeys, then by label; Other is the last, and there only where labels are left out. */
  readonly nodes: readonly FlowNodeResult[];
  /** Labels that are in Other. */
  readonly otherLabels: number;
}

export interface FlowNodeResult {
  readonly point: Label;
  readonly journeys: number;
  readonly customers: number;
  /** Of counted. */
  readonly share: number;
  readonly dropOff: number;
  readonly dropOffOpen: number;
  readonly examples: readonly JourneyKey[];
}

export interface FlowEdgeResult {
  /** Of the label left. */
  readonly step: number;
  readonly from: Label;
  readonly to: Label;
  readonly journeys: number;
  readonly customers: number;
  /** Of the journeys of the node left. */
  readonly probability: number;
  /** From the earlier to the later of the two. */
  readonly wait: WaitStats;
  /** Null at grains that have no channel, and where one end is Other. */
  readonly isHandoff: boolean | null;
  readonly examples: readonly JourneyKey[];
}
