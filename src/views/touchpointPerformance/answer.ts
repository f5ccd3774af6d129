// The data that the picture and the table of the performance of touchpoints read, and the arguments of the question.
import type { TouchpointPerformanceRowViewFragment, TouchpointPerformanceViewFragment } from "../generated/graphql.js";

export type Answer = TouchpointPerformanceViewFragment;
export type Row = TouchpointPerformanceRowViewFragment;

/** The measure by which touchpoints are ranked. */
export type MeasureKey =
  | "VISITS"
  | "REACH"
  | "CONVERSION"
  | "ASSISTED_CONVERSIONS"
  | "ENTRIES"
  | "EXITS"
  | "ENGAGEMENT"
  | "FAILURE"
  | "RESPONSE_TIME"
  | "RESOLUTION_TIME"
  | "REPEAT_CONTACT"
  | "REPEAT_PURCHASE"
  | "RETENTION"
  | "COST"
  | "VALUE"
  | "CSAT"
  | "NPS"
  | "CES"
  | "EMOTION";

interface Settings {
  readonly orderBy: MeasureKey;
  readonly changedAt: string | null;
}

export function settingsOf({ answer }: Pick<Answer, "answer">): Settings {
  const { orderBy, changedAt = null } = answer.settings as { orderBy?: MeasureKey; changedAt?: string | null };
  return { orderBy: orderBy ?? "VISITS", changedAt };
}

/** The key of a touchpoint's mark, which is also the value of `~select` in an address. */
export const markOf = ({ label }: Row): string => label.key;

export const nameOf = ({ label }: Row): string => label.label;
