// Checks and compiles the arguments of questions with labels for one projection. Some of them list labels (visits,
// ends, loops), others also count their order.

import { formatDuration } from "../model/time.js";
import type { Projection } from "../projection/projection.js";
import { type CompiledFilter, compileFilter } from "./filter.js";
import { type Labels, labelSettingsOf, labelsOf, refuseLists } from "./label.js";
import type { Wanted } from "./selection.js";
import { anyOf, type CompiledSelector, compileSelectors } from "./selector.js";
import type { JourneyFilter, PathOptions } from "./terms.js";
import { checkFirst, describeFilter, type OptionUse, refuseOptions } from "./totals.js";

export interface LabelParams {
  /** Options that LABEL_OPTIONS (below) marks as "refused" must have their default values. */
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
  /** The number of rows of each list, from 1 to MAX_FIRST. */
  readonly first: number;
  /** The selected details. By default, everything is computed. */
  readonly wanted?: Wanted;
}

/**
 * What a question with labels has compiled. Plans name these fields one by one, because V8 reads the fields of an
 * object with many fields slowly if it was made by spreading another object.
 */
export interface LabelPlan {
  readonly projection: Projection;
  readonly filter: CompiledFilter;
  readonly hide: CompiledSelector | null;
  readonly labels: Labels;
  readonly warnings: readonly string[];
}

/** The options of questions that count labels. Questions about the order of labels use `repeats` too. */
export const LABEL_OPTIONS: OptionUse = {
  grain: "used",
  property: "used",
  groups: "used",
  repeats: "refused",
  hide: "used",
  exclude: "refused",
  via: "refused",
  within: "refused",
  startAt: "refused",
  minSteps: "refused",
  maxSteps: "refused",
};

/** Checks and compiles the arguments. `question` is the name of the question, for error messages. */
export function labelPlan(
  projection: Projection,
  { options, filter, first }: LabelParams,
  question: string,
): LabelPlan {
  checkFirst(first);
  refuseOptions(options, LABEL_OPTIONS, question);
  return compileLabels(projection, options, filter);
}

/**
 * Compiles what is hidden, the filter and the labels. The plan also has the warnings of `selectors`, which the question
 * has compiled before.
 */
export function compileLabels(
  projection: Projection,
  options: PathOptions,
  journeys: JourneyFilter | null | undefined,
  selectors: readonly (CompiledSelector | null)[] = [],
): LabelPlan {
  const hide = anyOf(compileSelectors(projection, options.hide, "options.hide"));
  const filter = compileFilter(projection, journeys, "filter");
  const labels = labelsOf(projection, options);
  refuseLists(projection, options, labels, hide, filter.test);
  const warnings = [...selectors, hide, filter, labels].flatMap((part) => part?.warnings ?? []);
  return { projection, filter, hide, labels, warnings: [...new Set(warnings)] };
}

/** The settings that the answer reports. */
export function labelSettings(
  { journeyGap }: Projection,
  { options, filter, first }: LabelParams,
): Readonly<Record<string, unknown>> {
  return {
    ...labelSettingsOf(options),
    hide: options.hide,
    filter: describeFilter(filter),
    first,
    journeyGap: formatDuration(journeyGap),
  };
}
