// The shape of flow's answer. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, Totals, WaitStats } from "../../engine/terms.js";

export const FLOW_DIRECTIONS = ["FORWARD", "BACKWARD"] as const;
export type FlowDirection = (typeof FLOW_DIRECTIONS)[number];

export interface FlowResult {
  readonly totals: Totals;
  /** The steps that at least one path reaches. The first step is the anchor. */
  readonly steps: readonly FlowStepResult[];
  /** The edges in order of steps, then of journeys, then of labels. Other comes after all labels. */
  readonly edges: readonly FlowEdgeResult[];
  readonly remarks: Remarks;
}

export interface FlowStepResult {
  /** The number of the step, counted from 1. */
  readonly step: number;
  /** The number of journeys whose path reaches the step. */
  readonly journeys: number;
  readonly customers: number;
  /** The number of journeys whose path ends here, and how many of them are open. */
  readonly dropOff: number;
  readonly dropOffOpen: number;
  /** The nodes in order of journeys, then of labels. If some labels are not shown, Other comes last. */
  readonly nodes: readonly FlowNodeResult[];
  /** The number of labels that Other combines. */
  readonly otherLabels: number;
}

export interface FlowNodeResult {
  readonly point: Label;
  readonly journeys: number;
  readonly customers: number;
  /** The share of the counted journeys. */
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
  /** Of the journeys of the node that the edge leaves, the share that takes this edge. */
  readonly probability: number;
  /** The time from the earlier label to the later one. */
  readonly wait: WaitStats;
  /**
   * Whether the two labels are on different channels. Null if one of them is Other, and always null if the grain has no
   * channels.
   */
  readonly isHandoff: boolean | null;
  readonly examples: readonly JourneyKey[];
}
