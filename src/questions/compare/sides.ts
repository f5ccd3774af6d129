// The two sides of a comparison. Each side is a filter that applies in addition to the common filter. Segments, periods
// and the journeys behind rows are therefore compared in the same way. The scan in this file counts the journeys on
// both sides.

import { compileFilter } from "../../engine/filter.js";
import { bitCount, lowestBit } from "../../engine/kernels/bits.js";
import { sumsOf } from "../../engine/parts.js";
import type { Scanner, ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { InScope, JourneyFilter } from "../../engine/terms.js";
import { describeFilter, ratio } from "../../engine/totals.js";
import type { Projection } from "../../projection/projection.js";
import type { ComparedSideResult, ComparedTotalsResult } from "./result.js";
import { SIDES, type Side } from "./tally.js";

export interface CompareSide {
  /** The name of the side in the answer. */
  readonly name: string;
  /** The filter of the side; null if the side has all journeys that satisfy the common filter. */
  readonly filter: JourneyFilter | null;
}

export interface Sides {
  readonly a: CompareSide;
  readonly b: CompareSide;
  /** The common filter of both sides. */
  readonly filter?: JourneyFilter | null;
}

export interface CompiledSides {
  /** For each side, its own filter combined with the common one. */
  readonly filters: BothFilters;
  readonly warnings: readonly string[];
}

export type BothFilters = readonly [a: JourneyFilter | null, b: JourneyFilter | null];

/** Throws a ThroughlineError that names the path of the argument. */
export function sidesOf(projection: Projection, { a, b, filter }: Sides): CompiledSides {
  // Each filter is first compiled by itself, so that an error names its path. Combining the filters then causes no
  // error.
  const compiled = [
    compileFilter(projection, filter, "filter"),
    compileFilter(projection, a.filter, "a.filter"),
    compileFilter(projection, b.filter, "b.filter"),
  ];
  return {
    filters: [narrowed(filter, a.filter), narrowed(filter, b.filter)],
    warnings: compiled.flatMap(({ warnings }) => warnings),
  };
}

/** The filter of a side: a journey must satisfy the side's own filter and the common one. */
export function narrowed(filter: JourneyFilter | null | undefined, side: JourneyFilter | null): JourneyFilter | null {
  if (side === null) return filter ?? null;
  return filter == null ? side : { ...side, also: filter };
}

export const countInBoth: ScanTask<BothFilters, InScope> = {
  name: "compare.inBoth",
  begin(projection, filters) {
    const [a, b] = filters.map((filter) => new Scope(projection, compileFilter(projection, filter, "filter")));
    let journeys = 0;
    let customers = 0;
    return {
      visit(range) {
        a!.enter(range, null);
        b!.enter(range, null);
        const { customer } = projection.blocks[range.block]!.block;
        // The last customer seen on side A, the last one on side B, and the last one on both. A customer is on both
        // sides if one of the customer's journeys is on A and one is on B; they may be the same journey.
        let [lastA, lastB, lastBoth] = [-1, -1, -1];
        for (let w = a!.firstWord; w < a!.endWord; w++) {
          const inA = a!.words[w - a!.firstWord]!;
          const inB = b!.words[w - a!.firstWord]!;
          journeys += bitCount(inA & inB);
          for (let bits = inA | inB; bits !== 0; bits &= bits - 1) {
            const bit = bits & -bits;
            const number = customer[(w << 5) + lowestBit(bits)]!;
            if ((inA & bit) !== 0) lastA = number;
            if ((inB & bit) !== 0) lastB = number;
            if (lastA !== number || lastB !== number || lastBoth === number) continue;
            lastBoth = number;
            customers++;
          }
        }
      },
      finish: () => ({ journeys, customers }),
    };
  },
};

/** The counts of a side, from which its other counts follow. */
export type CountsOfSide = Omit<ComparedSideResult, "name" | "dropped" | "completionRate">;

/** The totals of a comparison. `countsOf` returns the counts of a side. */
export async function comparedTotals(
  { a, b }: Sides,
  filters: BothFilters,
  scanner: Scanner,
  countsOf: (side: Side) => CountsOfSide,
): Promise<ComparedTotalsResult> {
  const [ofA, ofB] = SIDES.map((side): ComparedSideResult => {
    const counts = countsOf(side);
    const { matched, completed, pending, mature, matureCompleted } = counts;
    const derived = { dropped: matched - completed - pending, completionRate: ratio(matureCompleted, mature) };
    return { name: [a, b][side]!.name, ...counts, ...derived };
  });
  const inBoth = sumsOf(["journeys", "customers"], await scanner.scan(countInBoth, filters));
  return { a: ofA!, b: ofB!, inBoth };
}

/** The sides as an answer reports them. */
export function describeSides({ a, b, filter }: Sides): Record<string, unknown> {
  const side = ({ name, filter: own }: CompareSide) => ({ name, filter: describeFilter(own) });
  return { a: side(a), b: side(b), filter: describeFilter(filter) };
}

/** Warnings about the sides; `others` are the warnings of the question and its filters. */
export function warningsOf({ a, b, inBoth }: ComparedTotalsResult, others: readonly string[]): string[] {
  const warnings = [...new Set(others)];
  for (const [letter, { name, journeys, matched, pending }] of [
    ["A", a],
    ["B", b],
  ] as const) {
    const side = `Side ${letter} (${name})`;
    if (journeys === 0) warnings.push(`${side} has no journeys.`);
    if (pending > 0)
      warnings.push(
        `${side}: ${pending} of ${matched} matched journeys are pending: not completed yet, but still open. With \`within\`, \`completionRate\` leaves out journeys whose window is not over.`,
      );
  }
  if (inBoth.journeys > 0)
    warnings.push(
      inBoth.journeys === 1
        ? "1 journey is on both sides. It is counted on each side, which makes the sides more alike."
        : `${inBoth.journeys} journeys are on both sides. They are counted on each side, which makes the sides more alike.`,
    );
  return warnings;
}
