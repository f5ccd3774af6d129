// Finds the journeys that pathMatches counts: the journeys that match, and the journeys that get through the first
// steps of the pattern.

import { compileFilter } from "../../engine/filter.js";
import { findInScope, findWhere } from "../../engine/inScope.js";
import { compilePattern } from "../../engine/patternAutomaton.js";
import { isOpen } from "../../engine/scan.js";
import { opening } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { count, either, oneOf, record } from "../shape.js";
import type { PathMatchesParams } from "./plan.js";
import type { PathMatchesResult } from "./result.js";

export const MATCHES_PARTS = ["JOURNEYS", "MATCHED", "OPEN"] as const;
export type MatchesPart = (typeof MATCHES_PARTS)[number];

/** A part of the totals, or the journeys of a step. Steps are counted from 1. */
export type MatchesRow = { readonly of: MatchesPart } | { readonly step: number };

export const drilldown: Drilldown<PathMatchesParams, PathMatchesResult, MatchesRow> = {
  isRow: either(record({ of: oneOf(...MATCHES_PARTS) }), record({ step: count })),
  rows: opening<PathMatchesResult, MatchesRow>("pathMatches", {
    totals: () => ({ of: "MATCHED" }),
    steps: (_, i) => ({ step: i + 1 }),
  }),
  find(projection, params, row, add) {
    const { run, steps } = compilePattern(projection, params.pattern, "pattern");
    const { test } = compileFilter(projection, params.filter, "filter");
    if ("of" in row && row.of === "JOURNEYS") return findInScope(projection, test, add);
    const step = "step" in row ? row.step : steps + 1;
    // A step beyond the pattern has no journeys. The bit after those of the steps means that the whole pattern matches.
    const bit = "step" in row && (step < 1 || step > steps) ? 0 : 1 << step;
    const open = "of" in row && row.of === "OPEN";
    return findWhere(
      projection,
      test,
      add,
      (block, journey) => (run(block, journey) & bit) !== 0 && (!open || isOpen(projection, block, journey)),
    );
  },
};
