// The scan of pathMatches: runs each journey in scope through the pattern once.

import { Examples } from "../../engine/examples.js";
import { compileFilter } from "../../engine/filter.js";
import { compilePattern } from "../../engine/patternAutomaton.js";
import { eachJourney, isOpen, type Scan, type ScanTask } from "../../engine/scan.js";
import { EVERYTHING } from "../../engine/selection.js";
import type { PathMatchesParams } from "./plan.js";

interface Counted {
  readonly journeys: number;
  readonly customers: number;
  readonly matched: number;
  readonly matchedCustomers: number;
  readonly open: number;
  /** For each step, the number of journeys that match the pattern up to this step. */
  readonly reached: Uint32Array;
  readonly examples: Uint32Array;
}

export const countMatches: ScanTask<PathMatchesParams, Counted> = {
  name: "pathMatches.count",
  begin(projection, { pattern, filter, wanted = EVERYTHING }): Scan<Counted> {
    const { run, steps } = compilePattern(projection, pattern, "pattern");
    const { test } = compileFilter(projection, filter, "filter");
    const whole = 1 << (steps + 1);
    const counts = { journeys: 0, customers: 0, matched: 0, matchedCustomers: 0, open: 0 };
    const reached = new Uint32Array(steps + 1);
    const examples = new Examples();
    return {
      visit(range) {
        let lastCustomer = -1;
        let lastMatched = -1;
        eachJourney(projection, range, test, (block, journey) => {
          const customer = block.customer[journey]!;
          counts.journeys++;
          if (customer !== lastCustomer) {
            lastCustomer = customer;
            counts.customers++;
          }
          const states = run(block, journey);
          for (let step = 0; step <= steps; step++) if ((states & (1 << step)) !== 0) reached[step]!++;
          if ((states & whole) === 0) return;
          counts.matched++;
          if (isOpen(projection, block, journey)) counts.open++;
          if (customer !== lastMatched) {
            lastMatched = customer;
            counts.matchedCustomers++;
          }
          if (wanted.examples) examples.add(block, journey);
        });
      },
      finish: () => ({ ...counts, reached, examples: examples.part(projection) }),
    };
  },
};
