// Where do journeys break when they change channel? Every change of channel is judged by what follows it, counted per pair of
// channels or touchpoints, and compared with the others: docs/handoffs.md has the definitions. One pass over the journeys
// in scope, then work in proportion to the handoffs found. A pair that is significant differs from the others; it
// is not proven broken.
import type { PointSelector } from "../model/catalogue.js";
import type { Projection } from "../projection/projection.js";
import { compileFilter } from "./filter.js";
import { countHandoffs } from "./handoffCounts.js";
import { HandoffFinder } from "./handoffEpisodes.js";
import { EARLIER_SPAN, HandoffLog, reasonBit } from "./handoffLog.js";
import { standPairs } from "./handoffRanking.js";
import { effectiveSettings, gapWarnings, unknownChannelWarning } from "./handoffRemarks.js";
import { compileLabelTest, handoffRows } from "./handoffRows.js";
import { handoffRules } from "./handoffRules.js";
import { checkHandoffQuestion, type HandoffSettings } from "./handoffSettings.js";
import type { JourneyFilter } from "./question.js";
import type { HandoffsResult, HandoffTotalsResult } from "./results.js";
import { eachJourney, type Scanner, scannerOf } from "./scan.js";
import { compileGoal } from "./selector.js";
import { ratio } from "./totals.js";
import type { Wanted } from "./wanted.js";

export { DEFAULT_HANDOFF_SETTINGS, type HandoffSettings } from "./handoffSettings.js";

export interface HandoffsParams {
  readonly settings: HandoffSettings;
  /** These choose rows and change no number. */
  readonly from?: PointSelector | null;
  readonly to?: PointSelector | null;
  readonly filter?: JourneyFilter | null;
  /** 1 to 1,000. */
  readonly first: number;
  /** Everything without it. */
  readonly wanted?: Wanted;
}

/** Rejects with a ThroughlineError that names the argument's path, or with the scanner's reason. */
export async function handoffs(
  projection: Projection,
  params: HandoffsParams,
  scanner: Scanner = scannerOf(projection),
): Promise<HandoffsResult> {
  const { settings, first } = params;
  const filter = params.filter ?? {};
  checkHandoffQuestion(settings, filter, first);
  const goal = compileGoal(projection, settings.goal, "settings.goal");
  const rules = handoffRules(projection, settings, goal.byTouchpoint);
  const from = compileLabelTest(projection, rules, params.from ?? null, "from");
  const to = compileLabelTest(projection, rules, params.to ?? null, "to");

  const { test, warnings } = compileFilter(projection, filter, "filter");
  const scope =
    settings.baselineBy === "EARLIER"
      ? compileFilter(projection, withSpanBefore(filter, projection.newest), "filter").test
      : test;
  const spanStart = settings.baselineBy === "EARLIER" ? filter.startedFrom! : Number.NEGATIVE_INFINITY;

  const log = new HandoffLog(rules.labels);
  const finder = new HandoffFinder(rules, log);
  const met = { journeys: 0, customers: 0, multiChannelJourneys: 0 };
  await scanner.each((range) => {
    let lastCustomer = -1;
    eachJourney(projection, range, scope, (segment, journey, begin) => {
      const earlier = segment.at[begin]! < spanStart;
      const episodes = finder.find(segment, journey, earlier ? EARLIER_SPAN : 0);
      log.endJourney(range.segment, journey);
      if (earlier) return;
      met.journeys++;
      if (episodes > 1) met.multiChannelJourneys++;
      if (segment.customer[journey] !== lastCustomer) {
        lastCustomer = segment.customer[journey]!;
        met.customers++;
      }
    });
  });

  await scanner.turn();
  const failure = settings.failureReasons.reduce((bits, reason) => bits | reasonBit(reason), 0);
  const counts = countHandoffs(projection, log, failure);
  const target = log.pairs.to.map((label) =>
    label < rules.firstChannelLabel ? rules.channelOf[label]! : label - rules.firstChannelLabel,
  );
  await scanner.turn();
  const standings = standPairs(counts, target, settings);
  await scanner.turn();
  return {
    totals: totalsOf(met, counts),
    handoffs: handoffRows(projection, rules, log, counts, standings, { from, to, first }),
    remarks: {
      settings: effectiveSettings(projection, params),
      warnings: [
        ...new Set([
          ...goal.warnings,
          ...warnings,
          ...unknownChannelWarning(rules.unknownChannel >= 0 && finder.channelSeen[rules.unknownChannel] !== 0),
          ...gapWarnings(projection, settings),
        ]),
      ],
    },
  };
}

/** The filter with the span just before it, as long as its own, added in front. */
function withSpanBefore(filter: JourneyFilter, newest: number | null): JourneyFilter {
  const start = filter.startedFrom!;
  const length = Math.max(0, (filter.startedBefore ?? newest ?? start) - start);
  return { ...filter, startedFrom: start - length };
}

function totalsOf(
  met: Pick<HandoffTotalsResult, "journeys" | "customers" | "multiChannelJourneys">,
  counts: { readonly count: Uint32Array; readonly settled: Uint32Array; readonly failed: Uint32Array },
): HandoffTotalsResult {
  const sum = (numbers: Uint32Array): number => numbers.reduce((total, x) => total + x, 0);
  const all = sum(counts.count);
  const settled = sum(counts.settled);
  const failed = sum(counts.failed);
  return { ...met, handoffs: all, settled, pending: all - settled, failed, failRate: ratio(failed, settled) };
}
