// The arguments of ends. They are checked, and compiled for one projection: names become codes, and selectors become
// tables by code.

import { JourneyView } from "../../engine/journeyView.js";
import { type LabelParams, type LabelPlan, labelPlan } from "../../engine/labelPlan.js";
import type { Block, Projection } from "../../projection/projection.js";
import type { BreakdownParams } from "../groups.js";

/**
 * The interaction whose property decides the group of a journey in a breakdown by property: the first or the last one
 * left after `hide`.
 */
export const JOURNEY_ENDS = ["FIRST", "LAST"] as const;
export type JourneyEnd = (typeof JOURNEY_ENDS)[number];

export interface EndsParams extends LabelParams, BreakdownParams {
  /** FIRST by default. It only applies to a breakdown by property. */
  readonly groupedBy?: JourneyEnd;
}

export type EndsPlan = LabelPlan;

export function endsPlan(projection: Projection, params: EndsParams): EndsPlan {
  return labelPlan(projection, params, "ends");
}

/** Reads the entry and the exit of one journey after another. This is the counting rule of ends. */
export class JourneyEnds {
  /** Codes of the labels of the journey that was read last. */
  entry = 0;
  exit = 0;
  readonly view: JourneyView;
  readonly #labelOf: Uint16Array;

  constructor({ projection, hide, labels }: EndsPlan) {
    this.view = new JourneyView(projection.dictionary.touchpoints.length, hide, []);
    this.#labelOf = this.view.table(labels.ofTouchpoint);
  }

  /** Returns false if the journey has no interactions left. */
  read(block: Block, journey: number): boolean {
    this.view.enter(block, journey);
    const { codes, begin, end } = this.view;
    if (begin === end) return false;
    this.entry = this.#labelOf[codes[begin]!]!;
    this.exit = this.#labelOf[codes[end - 1]!]!;
    return true;
  }
}
