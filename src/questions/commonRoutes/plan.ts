// The arguments of commonRoutes. They are checked, and compiled for one projection: names become codes, and selectors
// become tables by code.

import { type Candidates, candidates } from "../../engine/candidates.js";
import { compileFilter } from "../../engine/filter.js";
import { JourneyView } from "../../engine/journeyView.js";
import { labelsOf, refuseLists } from "../../engine/label.js";
import type { Wanted } from "../../engine/selection.js";
import { anyOf, compileSelector, compileSelectors, YES } from "../../engine/selector.js";
import type { JourneyFilter, PathOptions } from "../../engine/terms.js";
import { checkFirst, checkPathOptions, gapWarning, optionDoesNotApply } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { Projection } from "../../projection/projection.js";

export interface CommonRoutesParams {
  /** The start of routes. Null if they start at the first interaction of the journey. */
  readonly from?: PointSelector | null;
  /** The target of routes. Null if they lead to the last interaction of the journey. */
  readonly to?: PointSelector | null;
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
  /** The number of rows in the answer, 1 to MAX_FIRST. */
  readonly first: number;
  /** The details that the client selected. By default, all of them are computed. */
  readonly wanted?: RoutesWanted;
}

export interface RoutesWanted extends Wanted {
  /** Whether to count the loss at each label of the routes shown (loss.ts). The default is false. */
  readonly loss?: boolean;
}

/**
 * The largest number of selectors in `via`. Each takes one bit of a 32-bit word, which also has bits for `from`, `to`
 * and `exclude`.
 */
const MAX_VIA = 28;

export function routePlan(projection: Projection, params: CommonRoutesParams) {
  const { options } = params;
  checkFirst(params.first);
  checkPathOptions(options);
  const from = params.from ? compileSelector(projection, params.from, "from") : null;
  const to = params.to ? compileSelector(projection, params.to, "to") : null;
  if (to === null && options.within !== null)
    throw optionDoesNotApply(
      "within",
      "Without `to`, there is no target that `within` could limit.",
      "Give `to`, or leave `within` out.",
    );
  const hide = anyOf(compileSelectors(projection, options.hide, "options.hide"));
  const exclude = anyOf(compileSelectors(projection, options.exclude, "options.exclude"));
  const via = compileSelectors(projection, options.via, "options.via");
  if (via.length > MAX_VIA)
    throw new ThroughlineError("BAD_ARGUMENT", `\`options.via\` has ${via.length} selectors.`, {
      at: "options.via",
      remedy: `Give at most ${MAX_VIA}.`,
    });
  const filter = compileFilter(projection, params.filter, "filter");
  const labels = labelsOf(projection, options);
  refuseLists(projection, options, labels, hide, filter.test);
  return {
    projection,
    filter,
    from,
    to,
    hide,
    exclude,
    via,
    labels,
    collapse: options.repeats === "COLLAPSE",
    within: options.within,
    last: options.startAt === "LAST",
    minSteps: options.minSteps ?? 0,
    maxSteps: options.maxSteps ?? Number.POSITIVE_INFINITY,
    warnings: [
      ...new Set([
        ...[from, to, hide, exclude, ...via].flatMap((selector) => selector?.warnings ?? []),
        ...filter.warnings,
        ...labels.warnings,
        ...gapWarning(projection, options.within, "`within`"),
      ]),
    ],
  };
}

export type RoutePlan = Readonly<ReturnType<typeof routePlan>>;

/** The journeys that a scan must visit, according to the indexes of the blocks. */
export interface RouteCandidates {
  /** For each block, the journeys that may have a start. If the result is exact, all of them have one. */
  readonly starts: (block: number) => Candidates;
  /** Journeys that may have a target. */
  readonly targets: (block: number) => Candidates;
}

export function routeCandidates({ projection, from, to, hide }: RoutePlan): RouteCandidates {
  // Without `from`, every journey with interactions left has a start.
  const any = { byTouchpoint: new Uint8Array(projection.dictionary.touchpoints.length).fill(YES) };
  return {
    starts: candidates(projection, { all: [from ?? any], none: [], hide }),
    targets: candidates(projection, { all: to === null ? [] : [to], none: [], hide }),
  };
}

/** A view of the interactions left after `hide`, and the label for each code of the view. */
export function routeView(plan: RoutePlan): { view: JourneyView; labelOf: Uint16Array } {
  const { projection, from, to, hide, exclude, via, labels } = plan;
  const others = [from, to, exclude, ...via].filter((selector) => selector !== null);
  const view = new JourneyView(projection.dictionary.touchpoints.length, hide, others);
  return { view, labelOf: view.table(labels.ofTouchpoint) };
}
