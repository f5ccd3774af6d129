// The shape of flow's answer. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, Totals, WaitStats } from "../../engine/terms.js";

export const FLOW_DIRECTIONS = ["FORWARD", "BACKWARD"] as const;
export type FlowDirection = (typeof FLOW_DIRECTIONS)[number];

export interface FlowResult {
  readonly totals: Totals;
  /** The steps that at least one path reaches, beginning with the anchor. */
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
  /** Journeys whose path ends here, and the open ones among them. */
  readonly dropOff: number;
  readonly dropOffOpen: number;
  /** By journeys, then by label. If there are labels that are not shown, Other is last. */
  readonly nodes: readonly FlowNodeResult[];
  /** Number of labels in Other. */
  readonly otherLabels: number;
}

export interface FlowNodeResult {
  readonly point: Label;
  readonly journeys: number;
  readonly customers: number;
  /** Share of the counted journeys. */
  readonly share: number;
  readonly dropOff: number;
  readonly dropOffOpen: number;
  readonly examples: readonly JourneyKey[];
}

export interface FlowEdgeResult {
  /** The step of the label that the edge leaves. */
  readonly step: number;
  readonly from: Label;
  readonly to: Label;
  readonly journeys: number;
  readonly customers: number;
  /** Share of the journeys of the node that the edge leaves. */
  readonly probability: number;
  /** From the earlier label to the later one. */
  readonly wait: WaitStats;
  /** Null at grains without a channel, and if one end is Other. */
  readonly isHandoff: boolean | null;
  readonly examples: readonly JourneyKey[];
}
