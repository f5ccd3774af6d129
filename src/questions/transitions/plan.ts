// The arguments of transitions. They are checked, and compiled for one projection: names become codes, and selectors
// become tables by code. In this folder, START has the code 0, a label has 1 + its own code, and END has the number of
// labels + 1, so that codes sort like rows.

import { JourneyView } from "../../engine/journeyView.js";
import { isHandoff, type Labels, labelOf, labelsOf } from "../../engine/label.js";
import { END, START } from "../../engine/labelKeys.js";
import { compileLabels, LABEL_OPTIONS } from "../../engine/labelPlan.js";
import type { Wanted } from "../../engine/selection.js";
import { compileSelector } from "../../engine/selector.js";
import type { Adjacency, JourneyFilter, Label, PathOptions } from "../../engine/terms.js";
import { checkFirst, type OptionUse, refuseOptions } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import { namesOf } from "../../projection/names.js";
import type { Projection } from "../../projection/projection.js";

/** The default number of rows. It is larger than elsewhere, because there are many more pairs than labels. */
export const DEFAULT_EDGES = 100;

export interface TransitionsParams {
  /** Options that OPTIONS (below) marks as "refused" must have their default values. */
  readonly options: PathOptions;
  /** The default is DIRECTLY. */
  readonly adjacency?: Adjacency | null;
  /** An occurrence of A→B is counted only if the label before A is one of these. Cannot be combined with EVENTUALLY. */
  readonly previous?: PointSelector | null;
  /**
   * `from` and `to` choose which rows are shown, and change no number. They choose a label if one of its touchpoints in
   * the catalogue is selected.
   */
  readonly from?: PointSelector | null;
  readonly to?: PointSelector | null;
  readonly filter?: JourneyFilter | null;
  /** The number of rows in the answer, 1 to MAX_FIRST. */
  readonly first: number;
  /** The details that the client selected. By default, all of them are computed. */
  readonly wanted?: TransitionsWanted;
}

export interface TransitionsWanted extends Wanted {
  /** Whether to count the distinct journeys of each row. The default is true. */
  readonly journeys?: boolean;
  /** Whether to count the occurrences after which the journey ends. The default is true. */
  readonly dropAfter?: boolean;
}

export const START_CODE = 0;

const OPTIONS: OptionUse = { ...LABEL_OPTIONS, repeats: "used" };

export function transitionsPlan(projection: Projection, params: TransitionsParams) {
  const { options, first } = params;
  checkFirst(first);
  refuseOptions(options, OPTIONS, "transitions");
  const eventually = params.adjacency === "EVENTUALLY";
  if (eventually && params.previous)
    throw new ThroughlineError("OPTION_DOES_NOT_APPLY", "`previous` does not apply to EVENTUALLY.", {
      at: "previous",
      remedy: "Leave it out, or ask DIRECTLY.",
    });
  const previous = params.previous ? compileSelector(projection, params.previous, "previous") : null;
  const from = params.from ? compileSelector(projection, params.from, "from") : null;
  const to = params.to ? compileSelector(projection, params.to, "to") : null;
  const { filter, hide, labels, warnings } = compileLabels(projection, options, params.filter, [previous, from, to]);
  return {
    projection,
    filter,
    hide,
    labels,
    warnings,
    /** Number of codes, including START and END; END is the last. */
    width: labels.count + 2,
    collapse: options.repeats === "COLLAPSE",
    eventually,
    /**
     * The entry for a code is 1 if `previous` selects the label. Null if any label is accepted. START contains no
     * touchpoint, so it is never selected.
     */
    previous: chosenCodes(projection, params.previous, "previous", labels),
    /**
     * The entry for a code is 1 if `from` (or `to`) chooses the label. Null if all labels are chosen. START and END
     * contain no touchpoint, so they are never chosen.
     */
    from: chosenCodes(projection, params.from, "from", labels),
    to: chosenCodes(projection, params.to, "to", labels),
  };
}

export type TransitionsPlan = Readonly<ReturnType<typeof transitionsPlan>>;

/** A view of the interactions left after `hide`, and 1 + the label for each code of the view. */
export function viewOf({ projection, hide, labels }: TransitionsPlan): { view: JourneyView; codeOf: Uint16Array } {
  const view = new JourneyView(projection.dictionary.touchpoints.length, hide, []);
  return { view, codeOf: view.table(labels.ofTouchpoint.map((label) => label + 1)) };
}

/** Whether `from` and `to` choose the pair of these codes. */
export function isChosen(plan: TransitionsPlan, from: number, to: number): boolean {
  return (plan.from === null || plan.from[from] === 1) && (plan.to === null || plan.to[to] === 1);
}

/** The labels of a pair by its codes, and whether they are on different channels. */
export function endsOf(
  { labels, width }: TransitionsPlan,
  from: number,
  to: number,
): { readonly from: Label; readonly to: Label; readonly isHandoff: boolean | null } {
  const start = from === START_CODE;
  const end = to === width - 1;
  return {
    from: start ? START : labelOf(labels, from - 1),
    to: end ? END : labelOf(labels, to - 1),
    // START and END are on no channel.
    isHandoff: labels.channels === null ? null : !start && !end && isHandoff(labels, from - 1, to - 1),
  };
}

/**
 * The codes of the labels that a selector chooses. The catalogue decides whether a label contains a selected
 * touchpoint, except for values and groups.
 */
function chosenCodes(
  projection: Projection,
  selector: PointSelector | null | undefined,
  at: string,
  labels: Labels,
): Uint8Array | null {
  if (selector === null || selector === undefined) return null;
  // For values and groups, the interactions themselves decide.
  const byData = labels.grain === "PROPERTY" || labels.isGroup.includes(1);
  const names = byData ? projection : namesOf(projection);
  const { byTouchpoint } = compileSelector(names, selector, at);
  const { keys, ofTouchpoint } = byData ? labels : labelsOf(names, { grain: labels.grain, property: null, groups: [] });
  const meant = new Set(Array.from(ofTouchpoint, (label, code) => (byTouchpoint[code] === 0 ? null : keys[label]!)));
  return Uint8Array.from([0, ...labels.keys.map((key) => (meant.has(key) ? 1 : 0)), 0]);
}
