// What happens next? Pairs of neighbouring labels, START before the first and END after the last; the END of an open
// journey counts, and `open` says how many there are. Unfiltered, at touchpoint grain with repeats kept, the counts are
// those of the TRANSITIONS_TO edges.
//
// Two passes: the first counts all edges, the second collects waits and examples of the edges that are shown.
// `from` and `to` choose rows by label (a label that holds any touchpoint meant) and change no number.
import type { PointSelector } from "../model/catalogue.js";
import { formatDuration } from "../model/time.js";
import type { Projection } from "../projection/projection.js";
import { Examples } from "./examples.js";
import { compileFilter } from "./filter.js";
import { END, isHandoff, type Labels, labelOf, labelsOf, START } from "./label.js";
import type { JourneyFilter, Label, PathOptions } from "./question.js";
import type { TransitionResult, TransitionsResult } from "./results.js";
import { eachJourney, type JourneyRange, scan } from "./scan.js";
import { anyOf, type CompiledSelector, compileSelector, compileSelectors } from "./selector.js";
import { checkFirst, describeFilter, describeSelector, firstRows, ratio, refuseOptions } from "./totals.js";
import { type Edges, START_CODE, type TransitionPlan, TransitionScan } from "./transitionsScan.js";
import { NO_WAITS, waitStats } from "./waits.js";

export interface TransitionsParams {
  /** `grain`, `repeats` and `hide`; the others must be left at their defaults. */
  readonly options: PathOptions;
  readonly from?: PointSelector | null;
  readonly to?: PointSelector | null;
  readonly filter?: JourneyFilter | null;
  /** Rows, 1 to MAX_FIRST. */
  readonly first: number;
}

const REFUSED = ["within", "startAt", "minSteps", "maxSteps", "via", "exclude"] as const;

export async function transitions(
  projection: Projection,
  params: TransitionsParams,
  signal?: AbortSignal,
): Promise<TransitionsResult> {
  const { options, first } = params;
  checkFirst(first);
  refuseOptions(options, REFUSED, "transitions");
  const from = params.from ? compileSelector(projection, params.from, "from") : null;
  const to = params.to ? compileSelector(projection, params.to, "to") : null;
  const hide = anyOf(compileSelectors(projection, options.hide, "options.hide"));
  const filter = compileFilter(projection, params.filter, "filter");
  const labels = labelsOf(projection, options.grain);
  const plan: TransitionPlan = {
    projection,
    test: filter.test,
    hide,
    labelOfTouchpoint: labels.ofTouchpoint,
    labels: labels.count,
    collapse: options.repeats === "COLLAPSE",
  };

  const found = new TransitionScan(plan);
  await scan(projection, (range) => found.visit(range), signal);
  const { edges } = found;
  const exits = new Float64Array(edges.width);
  for (let edge = 0; edge < edges.size; edge++) exits[edges.from[edge]!]! += edges.count[edge]!;
  const shown = shownEdges(edges, first, from && chosenCodes(from, labels), to && chosenCodes(to, labels));
  const rows = shown.map((edge) => new Row(edges, edge));
  const onShown = await gather(plan, found, shown, rows, signal);

  const { journeys, customers, counted, open } = found;
  return {
    totals: {
      journeys,
      customers,
      matched: counted,
      completed: counted,
      counted,
      dropped: 0,
      pending: 0,
      open,
      completionRate: ratio(counted, counted),
      mature: counted,
      matureCompleted: counted,
      shown: onShown.shown,
      shownShare: ratio(onShown.shown, counted),
      otherCount: onShown.others,
      otherRoutes: edges.size - shown.length,
    },
    edges: rows.map((row) => row.result(labels, exits)),
    remarks: {
      settings: {
        adjacency: "DIRECTLY",
        grain: options.grain,
        repeats: options.repeats,
        hide: options.hide,
        from: describeSelector(params.from),
        to: describeSelector(params.to),
        filter: describeFilter(params.filter),
        first,
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings: [...new Set([...[from, to, hide].flatMap((selector) => selector?.warnings ?? []), ...filter.warnings])],
    },
  };
}

/** By code: 1 where the label holds a touchpoint that the selector means. START and END hold none. */
function chosenCodes({ byTouchpoint }: CompiledSelector, { ofTouchpoint, count }: Labels): Uint8Array {
  const chosen = new Uint8Array(count + 2);
  byTouchpoint.forEach((byte, touchpoint) => {
    if (byte !== 0) chosen[1 + ofTouchpoint[touchpoint]!] = 1;
  });
  return chosen;
}

function shownEdges(
  { size, from, to, count }: Edges,
  first: number,
  chosenFrom: Uint8Array | null,
  chosenTo: Uint8Array | null,
): number[] {
  const candidates: number[] = [];
  for (let edge = 0; edge < size; edge++)
    if ((chosenFrom === null || chosenFrom[from[edge]!] === 1) && (chosenTo === null || chosenTo[to[edge]!] === 1))
      candidates.push(edge);
  const order = (a: number, b: number): number => count[b]! - count[a]! || from[a]! - from[b]! || to[a]! - to[b]!;
  return firstRows(candidates.length, first, (a, b) => order(candidates[a]!, candidates[b]!)).map(
    (i) => candidates[i]!,
  );
}

/** The second pass; journeys on a shown edge, and journeys that are counted but on none. */
async function gather(
  { projection, test, collapse }: TransitionPlan,
  { edges, walk, codes: codeOf }: TransitionScan,
  shown: readonly number[],
  rows: readonly Row[],
  signal?: AbortSignal,
): Promise<{ shown: number; others: number }> {
  const rowOf = new Int32Array(edges.size).fill(-1);
  shown.forEach((edge, i) => {
    rowOf[edge] = i;
  });
  const onShown = { shown: 0, others: 0 };
  const end = edges.width - 1;
  const visit = (range: JourneyRange): void =>
    eachJourney(projection, range, test, (segment, journey) => {
      walk.enter(segment, journey);
      if (walk.begin === walk.end) return;
      const { codes, times } = walk;
      let before = START_CODE;
      let any = false;
      for (let i = walk.begin; i <= walk.end; i++) {
        const code = i === walk.end ? end : codeOf[codes[i]!]!;
        if (collapse && code === before) continue;
        const row = rowOf[edges.edge(before, code)]!;
        if (row >= 0) {
          any = true;
          if (before !== START_CODE && code !== end) rows[row]!.wait(times[i]! - times[i - 1]!);
          rows[row]!.examples.add(segment, journey);
        }
        before = code;
      }
      if (any) onShown.shown++;
      else onShown.others++;
    });
  await scan(projection, visit, signal);
  return onShown;
}

class Row {
  readonly examples = new Examples();
  readonly #edges: Edges;
  readonly #edge: number;
  readonly #waits: Float64Array;
  #n = 0;

  constructor(edges: Edges, edge: number) {
    this.#edges = edges;
    this.#edge = edge;
    const waits = edges.from[edge] !== START_CODE && edges.to[edge] !== edges.width - 1;
    this.#waits = new Float64Array(waits ? edges.count[edge]! : 0);
  }

  wait(milliseconds: number): void {
    this.#waits[this.#n++] = milliseconds;
  }

  result(labels: Labels, exits: Float64Array): TransitionResult {
    const { from, to, count, journeys, customers, endings } = this.#edges;
    const edge = this.#edge;
    const start = from[edge] === START_CODE;
    const end = to[edge] === labels.count + 1;
    return {
      from: start ? START : labelOf(labels, from[edge]! - 1),
      to: end ? END : labelOf(labels, to[edge]! - 1),
      count: count[edge]!,
      journeys: journeys[edge]!,
      customers: customers[edge]!,
      probability: count[edge]! / exits[from[edge]!]!,
      wait: this.#n === 0 ? NO_WAITS : waitStats(this.#waits, this.#n),
      dropAfter: end ? null : endings[edge]! / count[edge]!,
      isHandoff: this.#isHandoff(labels, start || end),
      examples: this.examples.keys(),
    };
  }

  /** START and END are on no channel. */
  #isHandoff(labels: Labels, open: boolean): boolean | null {
    if (!open) return isHandoff(labels, this.#edges.from[this.#edge]! - 1, this.#edges.to[this.#edge]! - 1);
    return labels.channels === null ? null : false;
  }
}
