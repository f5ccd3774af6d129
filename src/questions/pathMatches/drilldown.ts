// The journeys behind pathMatches: those that match, and those that get through its first steps.

import { compileFilter } from "../../engine/filter.js";
import { scopeBehind } from "../../engine/inScope.js";
import { compilePattern } from "../../engine/patternAutomaton.js";
import { eachJourney, isOpen } from "../../engine/scan.js";
import type { Projection } from "../../projection/projection.js";
import type { AddJourney, BehindScan } from "../drilldown.js";
import type { PathMatchesParams } from "./index.js";

export const MATCHES_PARTS = ["JOURNEYS", "MATCHED", "OPEN"] as const;
export type MatchesPart = (typeof MATCHES_PARTS)[number];

/** Steps from 1. */
export type MatchesBehind = { readonly of: MatchesPart } | { readonly step: number };

export function matchesBehind(
  projection: Projection,
  params: PathMatchesParams,
  row: MatchesBehind,
  add: AddJourney,
): BehindScan {
  const { run, steps } = compilePattern(projection, params.pattern, "pattern");
  const { test } = compileFilter(projection, params.filter, "filter");
  if ("of" in row && row.of === "JOURNEYS") return scopeBehind(projection, test, add);
  const step = "step" in row ? row.step : steps + 1;
  // A step beyond the pattern is met by nothing; the bit of the whole is one further.
  const bit = "step" in row && (step < 1 || step > steps) ? 0 : 1 << step;
  const open = "of" in row && row.of === "OPEN";
  return {
    visit(range) {
      eachJourney(projection, range, test, (segment, journey) => {
        if ((run(segment, journey) & bit) === 0) return;
        if (!open || isOpen(projection, segment, journey)) add(journey);
      });
    },
  };
}
