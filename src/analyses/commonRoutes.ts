// Which routes lead from one point to another? One match a journey (commonRoutesScan.ts); equal sequences of labels are
// one route; rows by journeys, then by labels. Labels are worked out in this order: hide, grain, repeats, count.
//
// Two passes: the first counts all routes, the second goes over the journeys on the routes that are shown, for what only
// they need: customers, waits, values, examples. Cost: one look at each interaction, and the shown journeys once more.
import { amountToNumber } from "../model/amount.js";
import type { PointSelector } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { formatDuration } from "../model/time.js";
import type { Projection, Segment } from "../projection/projection.js";
import { MAX_VIA, type RoutePlan, RouteScan } from "./commonRoutesScan.js";
import { Examples } from "./examples.js";
import { compileFilter } from "./filter.js";
import { isHandoff, type Labels, labelOf, labelsOf } from "./label.js";
import type { JourneyFilter, PathOptions } from "./question.js";
import type { CommonRoutesResult, RouteResult } from "./results.js";
import { type Scanner, scannerOf } from "./scan.js";
import { anyOf, compileSelector, compileSelectors } from "./selector.js";
import {
  checkFirst,
  checkPathOptions,
  describeFilter,
  describeOptions,
  describeSelector,
  firstRows,
  gapWarning,
  optionDoesNotApply,
  ratio,
} from "./totals.js";
import { NO_WAITS, waitStats } from "./waits.js";
import type { Walk } from "./walk.js";
import type { Wanted } from "./wanted.js";

export interface CommonRoutesParams {
  /** Null: from the journey's first interaction on. */
  readonly from?: PointSelector | null;
  /** Null: to the journey's last interaction. */
  readonly to?: PointSelector | null;
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
  /** Rows, 1 to MAX_FIRST. */
  readonly first: number;
  /** Everything without it. */
  readonly wanted?: Wanted;
}

/** Hits of the second pass between two looks at the clock. */
const HITS_AT_ONCE = 1 << 14;

export async function commonRoutes(
  projection: Projection,
  params: CommonRoutesParams,
  scanner: Scanner = scannerOf(projection),
): Promise<CommonRoutesResult> {
  const { options, first } = params;
  checkFirst(first);
  checkPathOptions(options);
  const from = params.from ? compileSelector(projection, params.from, "from") : null;
  const to = params.to ? compileSelector(projection, params.to, "to") : null;
  if (to === null && options.within !== null)
    throw optionDoesNotApply(
      "within",
      "Without `to` there is nothing for `within` to wait for.",
      "Give `to`, or leave `within` out.",
    );
  const hide = anyOf(compileSelectors(projection, options.hide, "options.hide"));
  const exclude = anyOf(compileSelectors(projection, options.exclude, "options.exclude"));
  const via = compileSelectors(projection, options.via, "options.via");
  if (via.length > MAX_VIA)
    throw new ThroughlineError("BAD_ARGUMENT", `\`options.via\` has ${via.length} selectors.`, {
      at: "options.via",
      remedy: `Give at most ${MAX_VIA}.`,
    });
  const filter = compileFilter(projection, params.filter, "filter");
  const labels = labelsOf(projection, options.grain);
  const plan: RoutePlan = {
    projection,
    test: filter.test,
    from,
    to,
    hide,
    exclude,
    via,
    labelOfTouchpoint: labels.ofTouchpoint,
    collapse: options.repeats === "COLLAPSE",
    within: options.within,
    last: options.startAt === "LAST",
    minSteps: options.minSteps ?? 0,
    maxSteps: options.maxSteps ?? Number.POSITIVE_INFINITY,
  };

  const found = new RouteScan(plan);
  await scanner.each((range) => found.visit(range));
  const { routes } = found;
  const shown = firstRows(routes.size, first, (a, b) => routes.compare(a, b));
  const rows = shown.map((route) => new Row(routes.labels(route), routes.countOf(route)));
  await gather(projection, found, shown, rows, plan.collapse, scanner);

  const isShown = new Uint8Array(routes.size);
  for (const route of shown) isShown[route] = 1;
  const counts = { shown: 0, otherCount: 0, otherRoutes: 0 };
  for (let route = 0; route < routes.size; route++) {
    if (isShown[route] === 1) counts.shown += routes.countOf(route);
    else {
      counts.otherCount += routes.countOf(route);
      counts.otherRoutes++;
    }
  }
  const { journeys, customers, matched, completed, counted, pending, open, mature, matureCompleted } = found;
  return {
    totals: {
      journeys,
      customers,
      matched,
      completed,
      counted,
      dropped: matched - completed - pending,
      pending,
      open,
      completionRate: ratio(matureCompleted, mature),
      mature,
      matureCompleted,
      ...counts,
      shownShare: ratio(counts.shown, counted),
    },
    routes: rows.map((row) => row.result(labels, counted)),
    remarks: {
      settings: {
        from: describeSelector(params.from),
        to: describeSelector(params.to),
        ...describeOptions(options),
        filter: describeFilter(params.filter),
        first,
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings: [
        ...new Set([
          ...[from, to, hide, exclude, ...via].flatMap((selector) => selector?.warnings ?? []),
          ...filter.warnings,
          ...gapWarning(projection, options.within, "`within`"),
        ]),
      ],
    },
  };
}

/** The second pass: each journey on a shown route is entered again. */
async function gather(
  projection: Projection,
  found: RouteScan,
  shown: readonly number[],
  rows: readonly Row[],
  collapse: boolean,
  scanner: Scanner,
): Promise<void> {
  const { hits, walk, labels } = found;
  const rowOf = new Int32Array(found.routes.size).fill(-1);
  shown.forEach((route, i) => {
    rowOf[route] = i;
  });
  for (let from = 0; from < hits.size; from += HITS_AT_ONCE) {
    const to = Math.min(hits.size, from + HITS_AT_ONCE);
    for (let i = from; i < to; i++) {
      const row = rowOf[hits.route[i]!]!;
      if (row < 0) continue;
      const { segment } = projection.segments[hits.segment[i]!]!;
      const journey = hits.journey[i]!;
      walk.enter(segment, journey);
      rows[row]!.add(
        segment,
        journey,
        walk,
        walk.begin + hits.start[i]!,
        walk.begin + hits.end[i]!,
        collapse ? labels : null,
      );
    }
    await scanner.turn();
  }
}

class Row {
  readonly #labels: Uint16Array;
  readonly #journeys: number;
  readonly #durations: Float64Array;
  /** By step, from the second on. */
  readonly #waits: readonly Float64Array[];
  readonly #examples = new Examples();
  #n = 0;
  #customers = 0;
  #lastCustomer = -1;
  #value = 0;
  #valueKnown = false;

  constructor(labels: Uint16Array, journeys: number) {
    this.#labels = labels;
    this.#journeys = journeys;
    this.#durations = new Float64Array(journeys);
    this.#waits = Array.from({ length: labels.length - 1 }, () => new Float64Array(journeys));
  }

  /** `collapsed`: labels by code if equal neighbours are one; its last time is where the next wait begins. */
  add(segment: Segment, journey: number, walk: Walk, start: number, end: number, collapsed: Uint16Array | null): void {
    const { times, codes, indices } = walk;
    const k = this.#n++;
    // Journeys of a customer are neighbours, so a change of customer is a new one.
    if (segment.customer[journey] !== this.#lastCustomer) {
      this.#lastCustomer = segment.customer[journey]!;
      this.#customers++;
    }
    this.#durations[k] = times[end]! - times[start]!;
    let step = 0;
    for (let i = start + 1; i <= end; i++) {
      if (collapsed !== null && collapsed[codes[i]!] === collapsed[codes[i - 1]!]) continue;
      this.#waits[step++]![k] = times[i]! - times[i - 1]!;
    }
    const { value } = segment.columns;
    if (value !== null)
      for (let i = start; i <= end; i++) {
        const units = value[indices === null ? i : indices[i]!]!;
        if (Number.isNaN(units)) continue;
        this.#value += units;
        this.#valueKnown = true;
      }
    this.#examples.add(segment, journey);
  }

  result(labels: Labels, counted: number): RouteResult {
    const codes = this.#labels;
    return {
      label: Array.from(codes, (code) => labels.names[code]!).join(" → "),
      steps: Array.from(codes, (code, i) => ({
        ...labelOf(labels, code),
        wait: i === 0 ? NO_WAITS : waitStats(this.#waits[i - 1]!),
        isHandoff: i === 0 ? null : isHandoff(labels, codes[i - 1]!, code),
      })),
      journeys: this.#journeys,
      customers: this.#customers,
      share: this.#journeys / counted,
      duration: waitStats(this.#durations),
      value: this.#valueKnown ? amountToNumber(this.#value) : null,
      examples: this.#examples.keys(),
    };
  }
}
