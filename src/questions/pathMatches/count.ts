// The scan of pathMatches applies the pattern to the journeys in scope that can match it.

import { candidates } from "../../engine/candidates.js";
import { ExampleRows } from "../../engine/examples.js";
import { compileFilter } from "../../engine/filter.js";
import { countRuns, countSelected, eachBackward, keepAmong } from "../../engine/kernels/bits.js";
import { keepAccepted } from "../../engine/kernels/paths.js";
import { compilePattern } from "../../engine/patternAutomaton.js";
import type { ScanTask } from "../../engine/scan.js";
import { openWords, Scope } from "../../engine/scope.js";
import { EVERYTHING } from "../../engine/selection.js";
import { Sequences } from "../../engine/sequences.js";
import type { PathMatchesParams } from "./plan.js";

export const countMatches = {
  name: "pathMatches.count",
  begin(projection, { pattern, filter, wanted = { ...EVERYTHING, steps: true } }) {
    const { automaton, selectors, steps, touched } = compilePattern(projection, pattern, "pattern");
    const counts = { matched: 0, matchedCustomers: 0, open: 0 };
    const reached = wanted.steps === false ? null : new Uint32Array(steps + 1);
    // A journey that matches has an interaction of every step, so only such journeys are read. If the journeys of each
    // step are counted too, all journeys with an interaction of the first step must be read.
    const touching = candidates(projection, { all: reached === null ? touched : touched.slice(0, 1), none: [] });
    const scope = new Scope(projection, compileFilter(projection, filter, "filter"), wanted.customers);
    const sequences = new Sequences(projection.dictionary.touchpoints.length, null, selectors);
    const examples = new ExampleRows(1);
    return {
      visit(range) {
        const { block } = projection.blocks[range.block]!;
        scope.enter(range, touching(range.block).words);
        sequences.enter(block, scope);
        keepAccepted(scope, sequences.offsets, sequences.codes, automaton, reached);
        counts.matched += countSelected(scope);
        if (wanted.customers !== false) counts.matchedCustomers += countRuns(scope, block.customer);
        if (wanted.examples) eachBackward(scope, (journey) => examples.add(0, block, journey));
        keepAmong(scope, openWords(projection, range.block));
        counts.open += countSelected(scope);
      },
      finish: () => ({
        inScope: scope.met,
        ...counts,
        /** For each step, the number of journeys that match the pattern up to this step. */
        reached: reached ?? new Uint32Array(steps + 1),
        examples: examples.parts(projection),
      }),
    };
  },
} satisfies ScanTask<PathMatchesParams, unknown>;
