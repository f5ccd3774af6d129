// Checks the arguments of questions that list labels (visits, ends, loops), and compiles them for one projection.

import { formatDuration } from "../model/time.js";
import type { Projection } from "../projection/projection.js";
import { type CompiledFilter, compileFilter } from "./filter.js";
import { type Labels, labelSettingsOf, labelsOf, refuseLists } from "./label.js";
import type { JourneyPredicate } from "./scan.js";
import type { Wanted } from "./selection.js";
import { anyOf, type CompiledSelector, compileSelectors } from "./selector.js";
import type { JourneyFilter, PathOptions } from "./terms.js";
import { checkFirst, describeFilter, type OptionUse, refuseOptions } from "./totals.js";

export interface LabelParams {
  /** Options that OPTIONS (below) marks as "refused" must have their default values. */
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
  /** The number of rows of each list, from 1 to MAX_FIRST. */
  readonly first: number;
  /** The selected details. By default, everything is computed. */
  readonly wanted?: Wanted;
}

export interface LabelPlan {
  readonly projection: Projection;
  readonly filter: CompiledFilter;
  readonly test: JourneyPredicate | null;
  readonly hide: CompiledSelector | null;
  readonly labels: Labels;
  readonly warnings: readonly string[];
}

const OPTIONS: OptionUse = {
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
  refuseOptions(options, OPTIONS, question);
  const hide = anyOf(compileSelectors(projection, options.hide, "options.hide"));
  const compiled = compileFilter(projection, filter, "filter");
  const labels = labelsOf(projection, options);
  refuseLists(projection, options, labels, hide, compiled.test);
  return {
    projection,
    filter: compiled,
    test: compiled.test,
    hide,
    labels,
    warnings: [...new Set([...(hide?.warnings ?? []), ...compiled.warnings, ...labels.warnings])],
  };
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
