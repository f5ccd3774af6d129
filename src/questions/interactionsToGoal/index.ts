// How many interactions does it take to the goal? Per journey, the number of interactions left after `hide` up to and
// including the first goal; one that FAILED is none. A histogram of the journeys that reach it, a row for each number up to
// `upTo` and one for what is more. Journeys that don't reach it are pending while they are open. One pass; quantiles are
// exact, read off the counts (R type 7).

import { type ExampleParts, ExampleRows, examplesByRow } from "../../engine/examples.js";
import { compileFilter } from "../../engine/filter.js";
import { tableOf, Walk } from "../../engine/journeyView.js";
import { isOpen, type JourneyRange, type Scan, type Scanner, type ScanTask, scannerOf } from "../../engine/scan.js";
import { type Wanted } from "../../engine/selection.js";
import { anyOf, compileGoal, compileSelectors } from "../../engine/selector.js";
import type { JourneyFilter, JourneyKey, Remarks, Totals } from "../../engine/terms.js";
import { checkFirst, describeFilter, describeSelector, ratio } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import { formatDuration } from "../../model/time.js";
import type { Projection, Segment } from "../../projection/projection.js";

export interface InteractionsToGoalParams {
  /** The catalogue's default goal without it. */
  readonly goal?: PointSelector | null;
  readonly hide: readonly PointSelector[];
  readonly filter?: JourneyFilter | null;
  /** Rows, 1 to MAX_FIRST. */
  readonly upTo: number;
  /** Everything without it. */
  readonly wanted?: Wanted;
}

export interface InteractionsToGoalResult {
  readonly totals: Totals;
  readonly interactions: NumberStats;
  readonly histogram: readonly HistogramRowResult[];
  readonly remarks: Remarks;
}

/** Quantiles interpolate linearly; null where n is 0. */
export interface NumberStats {
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

export interface HistogramRowResult {
  /** So many, or so many and more on the last row if `orMore`. */
  readonly interactions: number;
  readonly orMore: boolean;
  readonly journeys: number;
  readonly customers: number;
  /** Of counted. */
  readonly share: number;
  /** Of counted: this row's and those before it. */
  readonly shareUpTo: number;
  readonly examples: readonly JourneyKey[];
}

export function toGoalPlan(projection: Projection, params: InteractionsToGoalParams) {
  checkFirst(params.upTo, "upTo");
  const goal = compileGoal(projection, params.goal, "goal");
  const hide = anyOf(compileSelectors(projection, params.hide, "hide"));
  const { test, warnings } = compileFilter(projection, params.filter, "filter");
  return { test, goal, hide, warnings: [...new Set([...goal.warnings, ...(hide?.warnings ?? []), ...warnings])] };
}

export async function interactionsToGoal(
  projection: Projection,
  params: InteractionsToGoalParams,
  scanner: Scanner = scannerOf(projection),
): Promise<InteractionsToGoalResult> {
  const { upTo } = params;
  const { warnings } = toGoalPlan(projection, params);
  const parts = await scanner.scan(countInteractions, params);
  const total = (name: "inScope" | "inScopeCustomers" | "matched" | "pending" | "open"): number =>
    parts.reduce((n, part) => n + part[name], 0);
  const counts = new Uint32Array(Math.max(...parts.map(({ counts }) => counts.length)));
  for (const part of parts) for (let n = 0; n < part.counts.length; n++) counts[n]! += part.counts[n]!;
  let max = 0;
  let counted = 0;
  let interactions = 0;
  for (let n = 1; n < counts.length; n++) {
    if (counts[n] === 0) continue;
    max = n;
    counted += counts[n]!;
    interactions += n * counts[n]!;
  }
  const matched = total("matched");
  const pending = total("pending");

  const examplesAt = examplesByRow(
    projection,
    parts.map(({ examples }) => examples),
  );
  const histogram: HistogramRowResult[] = [];
  let before = 0;
  for (let n = 1; n <= Math.min(max, upTo + 1); n++) {
    const orMore = n > upTo;
    const journeys = orMore ? counted - before : counts[n]!;
    before += journeys;
    histogram.push({
      interactions: n,
      orMore,
      journeys,
      customers: parts.reduce((sum, { customers }) => sum + customers[n]!, 0),
      share: journeys / counted,
      shareUpTo: before / counted,
      examples: examplesAt(n),
    });
  }
  return {
    totals: {
      journeys: total("inScope"),
      customers: total("inScopeCustomers"),
      matched,
      completed: counted,
      counted,
      dropped: matched - counted - pending,
      pending,
      open: total("open"),
      completionRate: ratio(counted, matched),
      mature: matched,
      matureCompleted: counted,
      // What is more than `upTo` has a row of its own.
      shown: counted,
      shownShare: ratio(counted, counted),
      otherRoutes: 0,
      otherCount: 0,
    },
    interactions: statsOf(counts, counted, interactions, max),
    histogram,
    remarks: {
      settings: {
        goal: describeSelector(params.goal) ?? {
          goal: projection.catalogue.goals.find(({ isDefault }) => isDefault)!.key,
        },
        hide: params.hide,
        upTo,
        filter: describeFilter(params.filter),
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings,
    },
  };
}

function statsOf(counts: Uint32Array, n: number, sum: number, max: number): NumberStats {
  if (n === 0) return { n, mean: null, median: null, p90: null, p95: null, max: null };
  /** The one at this place, from 0, if all stood in order. */
  const at = (place: number): number => {
    let number = 0;
    for (let passed = 0; passed <= place; ) passed += counts[++number]!;
    return number;
  };
  const quantile = (p: number): number => {
    const place = (n - 1) * p;
    const low = at(Math.floor(place));
    return low + (place - Math.floor(place)) * (at(Math.min(n - 1, Math.floor(place) + 1)) - low);
  };
  return { n, mean: sum / n, median: quantile(0.5), p90: quantile(0.9), p95: quantile(0.95), max };
}

interface CountedInteractions {
  readonly inScope: number;
  readonly inScopeCustomers: number;
  readonly matched: number;
  readonly pending: number;
  readonly open: number;
  /** Journeys by number of interactions. */
  readonly counts: Uint32Array;
  /** Customers by row: `upTo` + 1 is what is more. */
  readonly customers: Uint32Array;
  /** By row that has any. */
  readonly examples: ExampleParts;
}

export const countInteractions: ScanTask<InteractionsToGoalParams, CountedInteractions> = {
  name: "interactionsToGoal.count",
  begin: (projection, params) => new InteractionCounter(projection, params),
};

class InteractionCounter implements Scan<CountedInteractions> {
  readonly #projection: Projection;
  readonly #plan: ReturnType<typeof toGoalPlan>;
  readonly #upTo: number;
  readonly #walk: Walk;
  readonly #isGoal: Uint32Array;
  #counts = new Uint32Array(256);
  readonly #customers: Uint32Array;
  readonly #lastCustomer: Uint32Array;
  readonly #examples: ExampleRows | null;
  #inScope = 0;
  #inScopeCustomers = 0;
  #matched = 0;
  #pending = 0;
  #open = 0;

  constructor(projection: Projection, params: InteractionsToGoalParams) {
    const plan = toGoalPlan(projection, params);
    const touchpoints = projection.dictionary.touchpoints.length;
    this.#projection = projection;
    this.#plan = plan;
    this.#upTo = params.upTo;
    this.#walk = new Walk(touchpoints, plan.hide, [plan.goal]);
    this.#isGoal = tableOf([[plan.goal, 1]], touchpoints);
    this.#customers = new Uint32Array(params.upTo + 2);
    this.#lastCustomer = new Uint32Array(params.upTo + 2);
    this.#examples = params.wanted?.examples === false ? null : new ExampleRows(params.upTo + 2);
  }

  visit(range: JourneyRange): void {
    const { test } = this.#plan;
    const { segment, live } = this.#projection.segments[range.segment]!;
    const { customer } = segment;
    const isGoal = this.#isGoal;
    let lastCustomer = -1;
    // Backwards: the latest journeys mostly stand last, and once examples are full of them, older ones cost a comparison.
    for (let j = range.to - 1; j >= range.from; j--) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.segment, j)) continue;
      this.#inScope++;
      if (customer[j] !== lastCustomer) {
        lastCustomer = customer[j]!;
        this.#inScopeCustomers++;
      }
      this.#walk.enter(segment, j);
      const { codes, begin, end } = this.#walk;
      if (begin === end) continue;
      this.#matched++;
      const open = isOpen(this.#projection, segment, j);
      if (open) this.#open++;
      let i = begin;
      while (i < end && isGoal[codes[i]!] === 0) i++;
      if (i < end) this.#reached(i - begin + 1, segment, j);
      else if (open) this.#pending++;
    }
  }

  #reached(number: number, segment: Segment, journey: number): void {
    if (number >= this.#counts.length) {
      const wider = new Uint32Array(number * 2);
      wider.set(this.#counts);
      this.#counts = wider;
    }
    this.#counts[number]!++;
    const row = Math.min(number, this.#upTo + 1);
    // The ordinal of the customer; journeys of a customer are neighbours.
    if (this.#lastCustomer[row] !== this.#inScopeCustomers) {
      this.#lastCustomer[row] = this.#inScopeCustomers;
      this.#customers[row]!++;
    }
    this.#examples?.add(row, segment, journey);
  }

  finish(): CountedInteractions {
    return {
      inScope: this.#inScope,
      inScopeCustomers: this.#inScopeCustomers,
      matched: this.#matched,
      pending: this.#pending,
      open: this.#open,
      counts: this.#counts,
      customers: this.#customers,
      examples: this.#examples?.parts(this.#projection) ?? [],
    };
  }
}
