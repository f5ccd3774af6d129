// The arguments of visits, checked and compiled for one projection.

import { compileFilter, type JourneyPredicate } from "../../engine/filter.js";
import { JourneyView } from "../../engine/journeyView.js";
import { type Labels, labelsOf } from "../../engine/label.js";
import type { Wanted } from "../../engine/selection.js";
import { anyOf, type CompiledSelector, compileSelectors } from "../../engine/selector.js";
import type { JourneyFilter, PathOptions } from "../../engine/terms.js";
import { checkFirst, type OptionUse, refuseOptions } from "../../engine/totals.js";
import type { Block, Projection } from "../../projection/projection.js";

export interface VisitsParams {
  /** Only `grain` and `hide`; all others must have their defaults. */
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
  /** Rows, 1 to MAX_FIRST. */
  readonly first: number;
  /** Default: everything. */
  readonly wanted?: VisitsWanted;
}

export interface VisitsWanted extends Wanted {
  /** The counts of journeys and of customers by label. */
  readonly journeys: boolean;
}

const OPTIONS: OptionUse = {
  grain: "used",
  repeats: "refused",
  hide: "used",
  exclude: "refused",
  via: "refused",
  within: "refused",
  startAt: "refused",
  minSteps: "refused",
  maxSteps: "refused",
};

export interface VisitsPlan {
  readonly projection: Projection;
  readonly test: JourneyPredicate | null;
  readonly hide: CompiledSelector | null;
  readonly labels: Labels;
  readonly warnings: readonly string[];
}

export function visitsPlan(projection: Projection, { options, filter, first }: VisitsParams): VisitsPlan {
  checkFirst(first);
  refuseOptions(options, OPTIONS, "visits");
  const hide = anyOf(compileSelectors(projection, options.hide, "options.hide"));
  const { test, warnings } = compileFilter(projection, filter, "filter");
  return {
    projection,
    test,
    hide,
    labels: labelsOf(projection, options.grain),
    warnings: [...new Set([...(hide?.warnings ?? []), ...warnings])],
  };
}

/** Reads the labels of one journey after another: what visits counts are the labels `labelOf[view.codes[i]]`. */
export class JourneyVisits {
  readonly view: JourneyView;
  readonly labelOf: Uint16Array;

  constructor({ projection, hide, labels }: VisitsPlan) {
    this.view = new JourneyView(projection.dictionary.touchpoints.length, hide, []);
    this.labelOf = this.view.table(labels.ofTouchpoint);
  }

  /** False if nothing is left of the journey. */
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
