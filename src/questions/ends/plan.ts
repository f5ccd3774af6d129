// The arguments of ends, checked and compiled for one projection.

import { compileFilter, type JourneyPredicate } from "../../engine/filter.js";
import { JourneyView } from "../../engine/journeyView.js";
import { type Labels, labelsOf } from "../../engine/label.js";
import type { Wanted } from "../../engine/selection.js";
import { anyOf, type CompiledSelector, compileSelectors } from "../../engine/selector.js";
import type { JourneyFilter, PathOptions } from "../../engine/terms.js";
import { checkFirst, type OptionUse, refuseOptions } from "../../engine/totals.js";
import type { Block, Projection } from "../../projection/projection.js";

export interface EndsParams {
  /** Only `grain` and `hide`; all others must have their defaults. */
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
  /** Rows of each list, 1 to MAX_FIRST. */
  readonly first: number;
  /** Default: everything. */
  readonly wanted?: Wanted;
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

export interface EndsPlan {
  readonly projection: Projection;
  readonly test: JourneyPredicate | null;
  readonly hide: CompiledSelector | null;
  readonly labels: Labels;
  readonly warnings: readonly string[];
}

export function endsPlan(projection: Projection, { options, filter, first }: EndsParams): EndsPlan {
  checkFirst(first);
  refuseOptions(options, OPTIONS, "ends");
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

/** Reads the entry and the exit of one journey after another: the counting rule of ends. */
export class JourneyEnds {
  /** Codes of the labels of the journey that was read last. */
  entry = 0;
  exit = 0;
  readonly #view: JourneyView;
  readonly #labelOf: Uint16Array;

  constructor({ projection, hide, labels }: EndsPlan) {
    this.#view = new JourneyView(projection.dictionary.touchpoints.length, hide, []);
    this.#labelOf = this.#view.table(labels.ofTouchpoint);
  }

  /** False if no interaction is left of the journey. */
  read(block: Block, journey: number): boolean {
    this.#view.enter(block, journey);
    const { codes, begin, end } = this.#view;
    if (begin === end) return false;
    this.entry = this.#labelOf[codes[begin]!]!;
    this.exit = this.#labelOf[codes[end - 1]!]!;
    return true;
  }
}
