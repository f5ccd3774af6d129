// Which journeys follow a path that a pattern describes (engine/pattern.ts)? Patterns are applied to all touchpoints of
// a journey, including repeated ones, and match anywhere in a journey unless they contain `start` or `end`. For each
// step, the answer also counts the journeys that match the pattern up to that step, no matter how they continue. Open
// journeys are counted too. The cost is one pass over the journeys in scope.

import { examplesByRow } from "../../engine/examples.js";
import { compileFilter } from "../../engine/filter.js";
import { sumOfColumns, sumsOf } from "../../engine/parts.js";
import { compilePattern } from "../../engine/patternAutomaton.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { COUNTS_ALONE, EVERYTHING } from "../../engine/selection.js";
import { describeFilter, ratio } from "../../engine/totals.js";
import { formatDuration } from "../../model/time.js";
import { answering, type Question } from "../question.js";
import { countMatches } from "./count.js";
import { drilldown, type MatchesRow } from "./drilldown.js";
import type { PathMatchesParams } from "./plan.js";
import type { PathMatchesResult } from "./result.js";

export type { PathMatchesParams } from "./plan.js";

export const pathMatches = answering<PathMatchesParams, PathMatchesResult>(async (projection, params, scanner) => {
  const { pattern, warnings } = compilePattern(projection, params.pattern, "pattern");
  const filter = compileFilter(projection, params.filter, "filter");
  const parts = await scanner.scan(countMatches, params);
  const inScope = inScopeOfAll(projection, filter, parts);
  const totals = { ...inScope, ...sumsOf(["matched", "matchedCustomers", "open"], parts) };
  const reached = sumOfColumns(parts.map((part) => part.reached));
  return {
    totals: { ...totals, share: ratio(totals.matched, totals.journeys) },
    steps: pattern.steps.map(({ text }, step) => ({
      step: text,
      journeys: reached[step + 1]!,
      share: ratio(reached[step + 1]!, totals.journeys),
    })),
    examples: examplesByRow(projection, parts)(0),
    remarks: {
      settings: {
        pattern: params.pattern,
        filter: describeFilter(params.filter),
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings: [...new Set([...warnings, ...filter.warnings])],
    },
  };
});

export const question: Question<PathMatchesParams, PathMatchesResult, MatchesRow> = {
  tasks: [countMatches],
  run: pathMatches,
  drilldown,
  warmUp: ({ from, to }) =>
    [COUNTS_ALONE, EVERYTHING].map((wanted) => ({
      pattern: `channel:"${from.channels![0]}" .* channel:"${to.channels![0]}"`,
      wanted,
    })),
};
