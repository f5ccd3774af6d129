// The arguments of ends, checked and compiled for one projection.

import { compileFilter } from "../../engine/filter.js";
import { labelsOf } from "../../engine/label.js";
import type { Wanted } from "../../engine/selection.js";
import { anyOf, compileSelectors } from "../../engine/selector.js";
import type { JourneyFilter, PathOptions } from "../../engine/terms.js";
import { checkFirst, refuseOptions } from "../../engine/totals.js";
import type { Projection } from "../../projection/projection.js";

export interface EndsParams {
  /** `grain` and `hide`; the others must be left at their defaults. */
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
  /** Rows of each list, 1 to MAX_FIRST. */
  readonly first: number;
  /** Everything without it. */
  readonly wanted?: Wanted;
}

const REFUSED = ["repeats", "within", "startAt", "minSteps", "maxSteps", "via", "exclude"] as const;
export function endsPlan(projection: Projection, { options, filter, first }: EndsParams) {
  checkFirst(first);
  refuseOptions(options, REFUSED, "ends");
  const hide = anyOf(compileSelectors(projection, options.hide, "options.hide"));
  const { test, warnings } = compileFilter(projection, filter, "filter");
  return {
    test,
    hide,
    labels: labelsOf(projection, options.grain),
    warnings: [...new Set([...(hide?.warnings ?? []), ...warnings])],
  };
}
