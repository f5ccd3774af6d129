// Which journeys does a row of an answer count? Each question finds them with the plan and the walk that it counts with
// (NAMEBehind.ts), so that the two numbers are one. Journeys are bits by segment, in shared memory: they hold for this
// projection alone, and any question can be narrowed to them (filter.ts). Cost: one pass of the question.

import { type JourneyRange, type Scanner, type ScanTask, scannerOf } from "../engine/scan.js";
import { CUT_PARTS, type CutPart } from "../engine/terms.js";
import { sharedUint32 } from "../projection/columns.js";
import { wordsFor } from "../projection/journeyIndex.js";
import type { Projection } from "../projection/projection.js";
import { type RouteBehind, routesBehind } from "./commonRoutes/drilldown.js";
import type { CommonRoutesParams } from "./commonRoutes/plan.js";
import { type EndsBehind, endsBehind } from "./ends/drilldown.js";
import type { EndsParams } from "./ends/index.js";
import { type FlowBehind, flowBehind } from "./flow/drilldown.js";
import type { FlowParams } from "./flow/plan.js";
import { type FunnelBehind, type FunnelBehindParams, funnelBehind } from "./funnel/drilldown.js";
import { type HandoffBehind, handoffsBehind } from "./handoffs/drilldown.js";
import type { HandoffsParams } from "./handoffs/plan.js";
import { type ToGoalBehind, toGoalBehind } from "./interactionsToGoal/drilldown.js";
import type { InteractionsToGoalParams } from "./interactionsToGoal/index.js";
import { type LoopsBehind, loopsBehind } from "./loops/drilldown.js";
import type { LoopsParams } from "./loops/plan.js";
import { type MatchesBehind, matchesBehind } from "./pathMatches/drilldown.js";
import type { PathMatchesParams } from "./pathMatches/index.js";
import { allCounted, type CutParams, type FoundOrCut, rowsShown } from "./shownRows.js";
import { type TimeToConvertBehind, timeToConvertBehind } from "./timeToConvert/drilldown.js";
import type { TimeToConvertParams } from "./timeToConvert/index.js";
import { type TransitionBehind, transitionsBehind } from "./transitions/drilldown.js";
import type { TransitionsParams } from "./transitions/plan.js";

/** Visits ranges and says which of their journeys are counted, each once. */
export interface BehindScan {
  visit(range: JourneyRange): void;
}
export type AddJourney = (journey: number) => void;

/** `params` are those of the question; what only chooses rows (`first`) matters to what is shown alone. */
export type BehindParams = FoundOrCut;

/** Those of which each journey says by itself whether it is counted. */
export type FoundParams =
  | { readonly question: "commonRoutes"; readonly params: CommonRoutesParams; readonly row: RouteBehind }
  | { readonly question: "ends"; readonly params: EndsParams; readonly row: EndsBehind }
  | { readonly question: "interactionsToGoal"; readonly params: InteractionsToGoalParams; readonly row: ToGoalBehind }
  | { readonly question: "flow"; readonly params: FlowParams; readonly row: FlowBehind }
  | { readonly question: "funnel"; readonly params: FunnelBehindParams; readonly row: FunnelBehind }
  | { readonly question: "handoffs"; readonly params: HandoffsParams; readonly row: HandoffBehind }
  | { readonly question: "loops"; readonly params: LoopsParams; readonly row: LoopsBehind }
  | { readonly question: "pathMatches"; readonly params: PathMatchesParams; readonly row: MatchesBehind }
  | { readonly question: "timeToConvert"; readonly params: TimeToConvertParams; readonly row: TimeToConvertBehind }
  | { readonly question: "transitions"; readonly params: TransitionsParams; readonly row: TransitionBehind };

export interface BehindResult {
  /** By segment: bit j & 31 of word j >>> 5 is journey j. */
  readonly words: readonly Uint32Array[];
  readonly journeys: number;
}

/** Rejects with a ThroughlineError that names the path of the question's argument, or with the scanner's reason. */
export async function behind(
  projection: Projection,
  params: BehindParams,
  scanner: Scanner = scannerOf(projection),
): Promise<BehindResult> {
  if (!isCut(params)) return find(projection, params as FoundParams, scanner);
  const shown = await find(projection, await rowsShown(projection, params, scanner), scanner);
  if (params.row.of === "SHOWN") return shown;
  const counted = await find(projection, allCounted(params), scanner);
  // All shown are counted.
  counted.words.forEach((bits, s) => {
    for (let w = 0; w < bits.length; w++) bits[w]! &= ~shown.words[s]![w]!;
  });
  return { words: counted.words, journeys: counted.journeys - shown.journeys };
}

function isCut(params: BehindParams): params is CutParams {
  return "of" in params.row && CUT_PARTS.includes(params.row.of as CutPart);
}

async function find(projection: Projection, params: FoundParams, scanner: Scanner): Promise<BehindResult> {
  scanOf(projection, params, () => {});
  const words = projection.segments.map(({ segment }) => sharedUint32(wordsFor(segment.journeys)));
  let journeys = 0;
  for (const part of await scanner.scan(findBehind, params))
    for (const { segment, found } of part) {
      const bits = words[segment]!;
      journeys += found.length;
      for (const j of found) bits[j >>> 5]! |= 1 << (j & 31);
    }
  return { words, journeys };
}

interface Found {
  readonly segment: number;
  readonly found: Uint32Array;
}

export const findBehind: ScanTask<FoundParams, readonly Found[]> = {
  name: "behind.find",
  begin(projection, params) {
    const parts: Found[] = [];
    let numbers = new Uint32Array(1_024);
    let n = 0;
    const work = scanOf(projection, params, (journey) => {
      if (n === numbers.length) {
        const more = new Uint32Array(n * 2);
        more.set(numbers);
        numbers = more;
      }
      numbers[n++] = journey;
    });
    return {
      visit(range) {
        n = 0;
        work.visit(range);
        if (n > 0) parts.push({ segment: range.segment, found: numbers.slice(0, n) });
      },
      finish: () => parts,
    };
  },
};

function scanOf(projection: Projection, asked: FoundParams, add: AddJourney): BehindScan {
  switch (asked.question) {
    case "commonRoutes":
      return routesBehind(projection, asked.params, asked.row, add);
    case "ends":
      return endsBehind(projection, asked.params, asked.row, add);
    case "interactionsToGoal":
      return toGoalBehind(projection, asked.params, asked.row, add);
    case "flow":
      return flowBehind(projection, asked.params, asked.row, add);
    case "funnel":
      return funnelBehind(projection, asked.params, asked.row, add);
    case "handoffs":
      return handoffsBehind(projection, asked.params, asked.row, add);
    case "loops":
      return loopsBehind(projection, asked.params, asked.row, add);
    case "pathMatches":
      return matchesBehind(projection, asked.params, asked.row, add);
    case "timeToConvert":
      return timeToConvertBehind(projection, asked.params, asked.row, add);
    case "transitions":
      return transitionsBehind(projection, asked.params, asked.row, add);
  }
}
