// The arguments of visits. They are checked, and compiled for one projection: names become codes, and selectors become
// tables by code.

import { JourneyView } from "../../engine/journeyView.js";
import { type LabelParams, type LabelPlan, labelPlan } from "../../engine/labelPlan.js";
import { Planned } from "../../engine/scan.js";
import type { Wanted } from "../../engine/selection.js";
import type { Block, Projection } from "../../projection/projection.js";

export interface VisitsParams extends LabelParams {
  readonly wanted?: VisitsWanted;
}

export interface VisitsWanted extends Wanted {
  /** Whether to count journeys and customers by label. */
  readonly journeys: boolean;
}

export type VisitsPlan = LabelPlan;

export function visitsPlan(projection: Projection, params: VisitsParams): VisitsPlan {
  return labelPlan(projection, params, "visits");
}

/** Reads the labels of one journey after another. The labels that visits counts are `labelOf[view.codes[i]]`. */
export class JourneyVisits extends Planned<VisitsPlan> {
  readonly view = new JourneyView(this.plan.projection.dictionary.touchpoints.length, this.plan.hide, []);
  readonly labelOf = this.view.table(this.plan.labels.ofTouchpoint);

  /** Returns false if the journey has no interactions left. */
  read(block: Block, journey: number): boolean {
    this.view.enter(block, journey);
    return this.view.begin < this.view.end;
  }

  /** Whether the journey that was read last has the label. */
  has(label: number): boolean {
    const { codes, begin, end } = this.view;
    for (let i = begin; i < end; i++) if (this.labelOf[codes[i]!] === label) return true;
    return false;
  }
}
