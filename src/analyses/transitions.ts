// What happens next? Pairs of neighbouring labels, START before the first and END after the last; the END of an open
// journey counts, and `open` says how many there are. Unfiltered, at touchpoint grain with repeats kept, the counts are
// those of the TRANSITIONS_TO edges.
//
// Two passes: the first counts all edges, the second collects waits and examples of the edges that are shown.
// `from` and `to` choose rows by label (a label that holds any touchpoint meant) and change no number.
import type { PointSelector } from "../model/catalogue.js";
import { formatDuration } from "../model/time.js";
import type { Projection } from "../projection/projection.js";
import { compileFilter } from "./filter.js";
import { END, isHandoff, type Labels, labelOf, labelsOf, START } from "./label.js";
import type { JourneyFilter, JourneyKey, PathOptions, WaitStats } from "./question.js";
import type { TransitionResult, TransitionsResult } from "./results.js";
import { scan } from "./scan.js";
import { anyOf, type CompiledSelector, compileSelector, compileSelectors } from "./selector.js";
import { checkFirst, describeFilter, describeSelector, firstRows, ratio, refuseOptions } from "./totals.js";
import {
  type Edges,
  gatherEdges,
  START_CODE,
  shownEdges,
  type TransitionPlan,
  TransitionScan,
} from "./transitionsScan.js";
import { waitStats } from "./waits.js";

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
  const rows = chosenEdges(edges, first, from && chosenCodes(from, labels), to && chosenCodes(to, labels));
  const shown = shownEdges(edges, rows);
  await scan(projection, (range) => gatherEdges(plan, found, range, shown), signal);

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
      shown: shown.on,
      shownShare: ratio(shown.on, counted),
      otherCount: shown.off,
      otherRoutes: edges.size - rows.length,
    },
    edges: rows.map((edge, row) => {
      const waits = shown.waits.subarray(shown.begins[row], shown.ends[row]);
      return resultOf(edges, edge, waitStats(waits), shown.examples[row]!.keys(), labels, exits);
    }),
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

function chosenEdges(
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

function resultOf(
  edges: Edges,
  edge: number,
  wait: WaitStats,
  examples: readonly JourneyKey[],
  labels: Labels,
  exits: Float64Array,
): TransitionResult {
  const { from, to, count, journeys, customers, endings, width } = edges;
  const start = from[edge] === START_CODE;
  const end = to[edge] === width - 1;
  return {
    from: start ? START : labelOf(labels, from[edge]! - 1),
    to: end ? END : labelOf(labels, to[edge]! - 1),
    count: count[edge]!,
    journeys: journeys[edge]!,
    customers: customers[edge]!,
    probability: count[edge]! / exits[from[edge]!]!,
    wait,
    dropAfter: end ? null : endings[edge]! / count[edge]!,
    // START and END are on no channel.
    isHandoff: labels.channels === null ? null : !start && !end && isHandoff(labels, from[edge]! - 1, to[edge]! - 1),
    examples,
  };
}
