// Which journeys take a course (pattern.ts)? On touchpoints with repeats kept and nothing hidden; a pattern matches anywhere
// in a journey unless it says `start` or `end`. Beside the journeys that match, how many got through the first steps of
// the pattern: those in which these steps match, whatever comes after. One look at the journeys in scope.

import { Examples } from "../../engine/examples.js";
import { compileFilter } from "../../engine/filter.js";
import { compilePattern } from "../../engine/patternAutomaton.js";
import { eachJourney, isOpen, type Scan, type Scanner, type ScanTask, scannerOf } from "../../engine/scan.js";
import { EVERYTHING, type Wanted } from "../../engine/selection.js";
import type { JourneyFilter } from "../../engine/terms.js";
import { describeFilter, ratio } from "../../engine/totals.js";
import { formatDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import type { PathMatchesResult } from "../results.js";

export interface PathMatchesParams {
  readonly pattern: string;
  readonly filter?: JourneyFilter | null;
  /** Everything without it. */
  readonly wanted?: Wanted;
}

interface Counted {
  readonly journeys: number;
  readonly customers: number;
  readonly matched: number;
  readonly matchedCustomers: number;
  readonly open: number;
  /** Journeys by how many steps they got through. */
  readonly reached: Uint32Array;
  readonly examples: Uint32Array;
}

/** Rejects with a ThroughlineError that names the argument's path, or with the scanner's reason. */
export async function pathMatches(
  projection: Projection,
  params: PathMatchesParams,
  scanner: Scanner = scannerOf(projection),
): Promise<PathMatchesResult> {
  const { pattern, steps, warnings } = compilePattern(projection, params.pattern, "pattern");
  const filter = compileFilter(projection, params.filter, "filter");
  const totals = { journeys: 0, customers: 0, matched: 0, matchedCustomers: 0, open: 0 };
  const reached = new Uint32Array(steps + 1);
  const examples = new Examples();
  for (const part of await scanner.scan(countMatches, params)) {
    for (const name of ["journeys", "customers", "matched", "matchedCustomers", "open"] as const)
      totals[name] += part[name];
    part.reached.forEach((journeys, step) => {
      reached[step]! += journeys;
    });
    examples.addPart(projection, part.examples);
  }
  return {
    totals: { ...totals, share: ratio(totals.matched, totals.journeys) },
    steps: pattern.steps.map(({ text }, step) => ({
      step: text,
      journeys: reached[step + 1]!,
      share: ratio(reached[step + 1]!, totals.journeys),
    })),
    examples: examples.keys(),
    remarks: {
      settings: {
        pattern: params.pattern,
        filter: describeFilter(params.filter),
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings: [...new Set([...warnings, ...filter.warnings])],
    },
  };
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
        eachJourney(projection, range, test, (segment, journey) => {
          const customer = segment.customer[journey]!;
          counts.journeys++;
          if (customer !== lastCustomer) {
            lastCustomer = customer;
            counts.customers++;
          }
          const states = run(segment, journey);
          for (let step = 0; step <= steps; step++) if ((states & (1 << step)) !== 0) reached[step]!++;
          if ((states & whole) === 0) return;
          counts.matched++;
          if (isOpen(projection, segment, journey)) counts.open++;
          if (customer !== lastMatched) {
            lastMatched = customer;
            counts.matchedCustomers++;
          }
          if (wanted.examples) examples.add(segment, journey);
        });
      },
      finish: () => ({ ...counts, reached, examples: examples.part(projection) }),
    };
  },
};
