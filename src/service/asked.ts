// What questions are asked with, as it comes from a client: texts of times and durations, nulls that mean "not given"
// (read by questionParams.ts), and what the client wants of the answer.
import type { Breakdown } from "../engine/breakdown.js";
import type { Period } from "../engine/periods.js";
import type { Wanted } from "../engine/selection.js";
import type { Adjacency } from "../engine/terms.js";
import type { PointSelector } from "../model/catalogue.js";
import type { FlowDirection } from "../questions/flow/result.js";
import type { FunnelWanted } from "../questions/funnel/index.js";
import type { AskedFilter, AskedFunnelMatch, AskedHandoffSettings, AskedPathOptions } from "./arguments.js";

export type { Period } from "../engine/periods.js";
export type { Wanted } from "../engine/selection.js";
export type { Adjacency, TotalsPart } from "../engine/terms.js";
export type { SideRatePart } from "../questions/compare/result.js";
export type { EndPart } from "../questions/ends/drilldown.js";
export type { FlowNodePart } from "../questions/flow/drilldown.js";
export type { FlowDirection } from "../questions/flow/result.js";
export type { HandoffPart } from "../questions/handoffs/drilldown.js";
export type { LoopLabelPart, LoopTotalsPart } from "../questions/loops/drilldown.js";
export type { MatchesPart } from "../questions/pathMatches/drilldown.js";

interface AskedRows {
  readonly from?: PointSelector | null;
  readonly to?: PointSelector | null;
  readonly filter?: AskedFilter | null;
  readonly first?: number | null;
}
export interface AskedPaths extends AskedRows {
  readonly options?: AskedPathOptions | null;
}
export interface AskedTransitions extends AskedPaths {
  readonly adjacency?: Adjacency | null;
  readonly previous?: PointSelector | null;
}
export interface AskedFlow {
  readonly anchor: PointSelector;
  readonly direction?: FlowDirection | null;
  readonly steps?: number | null;
  readonly rowsPerStep?: number | null;
  readonly options?: AskedPathOptions | null;
  readonly filter?: AskedFilter | null;
}
export interface AskedLabels {
  readonly options?: AskedPathOptions | null;
  readonly filter?: AskedFilter | null;
  readonly first?: number | null;
}
export interface AskedToGoal {
  readonly goal?: PointSelector | null;
  readonly hide?: readonly PointSelector[] | null;
  readonly upTo?: number | null;
  readonly filter?: AskedFilter | null;
}
export type AskedBreakdown = Omit<Breakdown, "memberBits">;
export interface AskedFunnel extends AskedFunnelMatch {
  readonly breakdown?: AskedBreakdown | null;
  readonly filter?: AskedFilter | null;
  readonly rowsPerStep?: number | null;
  readonly first?: number | null;
}
export interface AskedTimeToConvert extends AskedFunnelMatch {
  readonly by?: Period | null;
  readonly filter?: AskedFilter | null;
}
export interface AskedHandoffs extends AskedRows {
  readonly settings?: AskedHandoffSettings | null;
}

export interface AskedPathMatches {
  readonly pattern: string;
  readonly filter?: AskedFilter | null;
}

export interface AskedSide {
  readonly name?: string | null;
  readonly filter?: AskedFilter | null;
}
/** Two sides of the same question. */
export interface AskedSides {
  readonly a: AskedSide;
  readonly b: AskedSide;
}
export type AskedCompareFunnel = AskedFunnelMatch & AskedSides & { readonly filter?: AskedFilter | null };

/** The questions a client can ask, by name. */
export interface AskedOf {
  readonly commonRoutes: AskedPaths;
  readonly compareFunnel: AskedCompareFunnel;
  readonly compareRoutes: AskedPaths & AskedSides;
  readonly compareTransitions: AskedTransitions & AskedSides;
  readonly ends: AskedLabels;
  readonly flow: AskedFlow;
  readonly funnel: AskedFunnel;
  readonly handoffs: AskedHandoffs;
  readonly interactionsToGoal: AskedToGoal;
  readonly loops: AskedLabels;
  readonly pathMatches: AskedPathMatches;
  readonly timeToConvert: AskedTimeToConvert;
  readonly transitions: AskedTransitions;
}
export type AskedName = keyof AskedOf;
export type WantedOf<Q extends AskedName> = Q extends "funnel" ? FunnelWanted : Wanted;
