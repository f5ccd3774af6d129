// Where do journeys begin and end? Entries by the first label of what is left after `hide`, exits by the last: each journey
// with something left has one of each. Of open journeys the exit may not be the end, so they are counted beside. Rows by
// journeys, then by label. Equal to the transitions out of START and into END. One pass.

import { type ExampleParts, ExampleRows, examplesByRow } from "../../engine/examples.js";
import { compileFilter } from "../../engine/filter.js";
import { Walk } from "../../engine/journeyView.js";
import { labelOf, labelsOf } from "../../engine/label.js";
import { isOpen, type JourneyRange, type Scan, type Scanner, type ScanTask, scannerOf } from "../../engine/scan.js";
import { EVERYTHING, type Wanted } from "../../engine/selection.js";
import { anyOf, compileSelectors } from "../../engine/selector.js";
import type { JourneyFilter, JourneyKey, Label, PathOptions, Remarks, Totals } from "../../engine/terms.js";
import { checkFirst, describeFilter, firstRows, ratio, refuseOptions } from "../../engine/totals.js";
import { formatDuration } from "../../model/time.js";
import type { Projection, Segment } from "../../projection/projection.js";

export interface EndsParams {
  /** `grain` and `hide`; the others must be left at their defaults. */
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
  /** Rows of each list, 1 to MAX_FIRST. */
  readonly first: number;
  /** Everything without it. */
  readonly wanted?: Wanted;
}

export interface EndsResult {
  /** `shown`: journeys whose entry and exit are both on rows shown. */
  readonly totals: Totals;
  readonly entries: readonly EndPointResult[];
  readonly exits: readonly EndPointResult[];
  readonly remarks: Remarks;
}

export interface EndPointResult {
  readonly label: Label;
  readonly journeys: number;
  readonly customers: number;
  /** Of counted. */
  readonly share: number;
  readonly open: number;
  readonly examples: readonly JourneyKey[];
}

const REFUSED = ["repeats", "within", "startAt", "minSteps", "maxSteps", "via", "exclude"] as const;
/** Entries, then exits. */
const SIDES = 2;

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

export async function ends(
  projection: Projection,
  params: EndsParams,
  scanner: Scanner = scannerOf(projection),
): Promise<EndsResult> {
  const { options, first, wanted = EVERYTHING } = params;
  const { labels, warnings } = endsPlan(projection, params);
  const parts = await scanner.scan(countEnds, params);
  const total = (name: "inScope" | "inScopeCustomers" | "counted" | "open"): number =>
    parts.reduce((n, part) => n + part[name], 0);
  const sum = (column: "journeys" | "customers" | "openJourneys", at: number): number =>
    parts.reduce((n, part) => n + part[column][at]!, 0);
  const counted = total("counted");

  const otherRows: number[] = [];
  const shownOf = (side: number): number[] => {
    const met: number[] = [];
    for (let label = 0; label < labels.count; label++)
      if (sum("journeys", side * labels.count + label) > 0) met.push(label);
    const journeys = met.map((label) => sum("journeys", side * labels.count + label));
    const shown = firstRows(met.length, first, (a, b) => journeys[b]! - journeys[a]! || a - b);
    otherRows.push(met.length - shown.length);
    return shown.map((i) => met[i]!);
  };
  const shown = [shownOf(0), shownOf(1)] as const;
  const examplesAt = examplesByRow(
    projection,
    parts.map(({ examples }) => examples),
  );
  const rowsOf = (side: 0 | 1): EndPointResult[] =>
    shown[side].map((label) => {
      const at = side * labels.count + label;
      return {
        label: labelOf(labels, label),
        journeys: sum("journeys", at),
        customers: sum("customers", at),
        share: sum("journeys", at) / counted,
        open: sum("openJourneys", at),
        examples: examplesAt(at),
      };
    });

  const otherRoutes = otherRows[0]! + otherRows[1]!;
  const on =
    otherRoutes === 0
      ? counted
      : !wanted.shown
        ? 0
        : (await scanner.scan(countBothEnds, { params, entries: shown[0], exits: shown[1] })).reduce(
            (n, on) => n + on,
            0,
          );
  return {
    totals: {
      journeys: total("inScope"),
      customers: total("inScopeCustomers"),
      matched: counted,
      completed: counted,
      counted,
      dropped: 0,
      pending: 0,
      open: total("open"),
      completionRate: ratio(counted, counted),
      mature: counted,
      matureCompleted: counted,
      shown: on,
      shownShare: ratio(on, counted),
      otherRoutes,
      otherCount: counted - on,
    },
    entries: rowsOf(0),
    exits: rowsOf(1),
    remarks: {
      settings: {
        grain: options.grain,
        hide: options.hide,
        filter: describeFilter(params.filter),
        first,
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings,
    },
  };
}

interface CountedEnds {
  readonly inScope: number;
  readonly inScopeCustomers: number;
  /** Journeys with something left. */
  readonly counted: number;
  readonly open: number;
  /** By label of the entry, then by label of the exit. */
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  readonly openJourneys: Uint32Array;
  /** By the same, where there are any. */
  readonly examples: ExampleParts;
}

export const countEnds: ScanTask<EndsParams, CountedEnds> = {
  name: "ends.count",
  begin: (projection, params) => new EndsCounter(projection, params),
};

/** Journeys whose entry and exit are both among these labels. */
export const countBothEnds: ScanTask<
  { readonly params: EndsParams; readonly entries: readonly number[]; readonly exits: readonly number[] },
  number
> = {
  name: "ends.both",
  begin(projection, { params, entries, exits }) {
    const { test, hide, labels } = endsPlan(projection, params);
    const walk = new Walk(projection.dictionary.touchpoints.length, hide, []);
    const labelOf = walk.table(labels.ofTouchpoint);
    const isEntry = new Uint8Array(labels.count);
    const isExit = new Uint8Array(labels.count);
    for (const label of entries) isEntry[label] = 1;
    for (const label of exits) isExit[label] = 1;
    let on = 0;
    return {
      visit({ segment: s, from, to }) {
        const { segment, live } = projection.segments[s]!;
        for (let j = from; j < to; j++) {
          if (live !== null && live[j] === 0) continue;
          if (test !== null && !test(s, j)) continue;
          walk.enter(segment, j);
          const { codes, begin, end } = walk;
          if (begin < end) on += isEntry[labelOf[codes[begin]!]!]! & isExit[labelOf[codes[end - 1]!]!]!;
        }
      },
      finish: () => on,
    };
  },
};

class EndsCounter implements Scan<CountedEnds> {
  readonly #projection: Projection;
  readonly #plan: ReturnType<typeof endsPlan>;
  readonly #walk: Walk;
  readonly #labelOf: Uint16Array;
  readonly #journeys: Uint32Array;
  readonly #customers: Uint32Array;
  readonly #open: Uint32Array;
  readonly #lastCustomer: Uint32Array;
  readonly #examples: ExampleRows | null;
  #inScope = 0;
  #inScopeCustomers = 0;
  #counted = 0;
  #openAll = 0;

  constructor(projection: Projection, params: EndsParams) {
    this.#projection = projection;
    this.#plan = endsPlan(projection, params);
    const { hide, labels } = this.#plan;
    const rows = labels.count * SIDES;
    this.#walk = new Walk(projection.dictionary.touchpoints.length, hide, []);
    this.#labelOf = this.#walk.table(labels.ofTouchpoint);
    this.#journeys = new Uint32Array(rows);
    this.#customers = new Uint32Array(rows);
    this.#open = new Uint32Array(rows);
    this.#lastCustomer = new Uint32Array(rows);
    this.#examples = params.wanted?.examples === false ? null : new ExampleRows(rows);
  }

  visit(range: JourneyRange): void {
    const { test, labels } = this.#plan;
    const { segment, live } = this.#projection.segments[range.segment]!;
    const { customer } = segment;
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
      this.#counted++;
      const open = isOpen(this.#projection, segment, j) ? 1 : 0;
      this.#openAll += open;
      this.#met(this.#labelOf[codes[begin]!]!, open, segment, j);
      this.#met(labels.count + this.#labelOf[codes[end - 1]!]!, open, segment, j);
    }
  }

  #met(row: number, open: number, segment: Segment, journey: number): void {
    this.#journeys[row]!++;
    this.#open[row]! += open;
    // The ordinal of the customer; journeys of a customer are neighbours.
    if (this.#lastCustomer[row] !== this.#inScopeCustomers) {
      this.#lastCustomer[row] = this.#inScopeCustomers;
      this.#customers[row]!++;
    }
    this.#examples?.add(row, segment, journey);
  }

  finish(): CountedEnds {
    return {
      inScope: this.#inScope,
      inScopeCustomers: this.#inScopeCustomers,
      counted: this.#counted,
      open: this.#openAll,
      journeys: this.#journeys,
      customers: this.#customers,
      openJourneys: this.#open,
      examples: this.#examples?.parts(this.#projection) ?? [],
    };
  }
}
