// The rows of the answer: which pairs are shown, in which order, and what is worked out for those only (names, waits,
// examples). Order: ranked pairs first, then excess failures, count, and labels by code point.

import type { PointSelector } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { compareLabels } from "../model/keys.js";
import type { Projection } from "../projection/projection.js";
import { Examples } from "./examples.js";
import type { PairCounts } from "./handoffCounts.js";
import { EARLIER_SPAN, type HandoffLog, SETTLED } from "./handoffLog.js";
import type { PairStanding } from "./handoffRanking.js";
import type { HandoffRules } from "./handoffRules.js";
import type { Label } from "./question.js";
import { HANDOFF_REASONS, type HandoffResult } from "./results.js";
import { compileSelector, resolverOf } from "./selector.js";
import { waitStats } from "./waits.js";

/** Whether a label is on one side of the rows to show; null shows all. */
export type LabelTest = ((label: number) => boolean) | null;

/**
 * `from` or `to`, which match a pair's label. At channel grain only channels (and any) can; at touchpoint grain the label of
 * what never arrived is a channel, which no other choice matches.
 */
export function compileLabelTest(
  projection: Projection,
  rules: HandoffRules,
  selector: PointSelector | null,
  at: string,
): LabelTest {
  if (selector === null) return null;
  const { byTouchpoint } = compileSelector(projection, selector, at);
  if (selector.any === true) return null;
  const names = selector.channels ?? null;
  if (names === null && rules.grain === "CHANNEL")
    throw new ThroughlineError(
      "OPTION_DOES_NOT_APPLY",
      `At grain CHANNEL \`${at}\` can only choose channels: the pairs have no other labels.`,
      {
        at,
        remedy: "Use `channels`, or ask at grain TOUCHPOINT.",
        allowed: ["channels", "any"],
      },
    );
  const { keys } = resolverOf(projection, "channels");
  const channels = new Set((names ?? []).flatMap((name) => keys(name) ?? []));
  return (label) =>
    label < rules.firstChannelLabel
      ? byTouchpoint[label] !== 0
      : channels.has(rules.channels[label - rules.firstChannelLabel]!);
}

export interface Shown {
  readonly from: LabelTest;
  readonly to: LabelTest;
  readonly first: number;
}

export function handoffRows(
  projection: Projection,
  rules: HandoffRules,
  log: HandoffLog,
  counts: PairCounts,
  standings: readonly PairStanding[],
  { from, to, first }: Shown,
): HandoffResult[] {
  const labels = labelsOf(projection, rules);
  const { pairs } = log;
  const keysOf = (pair: number): [string, string] => [labels(pairs.from[pair]!).key, labels(pairs.to[pair]!).key];
  const order = standings
    .map((_, pair) => pair)
    .filter((pair) => counts.count[pair]! > 0 && (from?.(pairs.from[pair]!) ?? true) && (to?.(pairs.to[pair]!) ?? true))
    .sort((a, b) => {
      const [x, y] = [standings[a]!, standings[b]!];
      return (
        Number(y.ranked) - Number(x.ranked) ||
        y.excessFailures - x.excessFailures ||
        counts.count[b]! - counts.count[a]! ||
        compareLabels(keysOf(a), keysOf(b)) ||
        // A touchpoint whose key is that of a channel comes before the channel.
        pairs.to[a]! - pairs.to[b]!
      );
    })
    .slice(0, first);
  const details = detailsOf(projection, log, counts, order);

  return order.map((pair, row): HandoffResult => {
    const { failRateInterval, baseline, excessFailures, pValue, ranked, significant } = standings[pair]!;
    const settled = counts.settled[pair]!;
    const rate = (count: number): number | null => (settled === 0 ? null : count / settled);
    const { waits, examples, byReason } = details[row]!;
    return {
      from: labels(pairs.from[pair]!),
      to: labels(pairs.to[pair]!),
      count: counts.count[pair]!,
      observed: counts.observed[pair]!,
      journeys: counts.journeys[pair]!,
      customers: counts.customers[pair]!,
      pending: counts.count[pair]! - settled,
      settled,
      failed: counts.failed[pair]!,
      failedJourneys: counts.failedJourneys[pair]!,
      failedCustomers: counts.failedCustomers[pair]!,
      failRate: rate(counts.failed[pair]!),
      failRateInterval,
      baseline,
      excessRate:
        failRateInterval === null || baseline === null
          ? null
          : { low: failRateInterval.low - baseline, high: failRateInterval.high - baseline },
      excessFailures,
      pValue,
      ranked,
      significant,
      reasons: HANDOFF_REASONS.map((reason, r) => {
        const count = counts.reasons[pair * HANDOFF_REASONS.length + r]!;
        return { reason, count, rate: rate(count), examples: byReason[r]!.keys() };
      }),
      wait: waitStats(waits),
      examples: examples.keys(),
    };
  });
}

interface Details {
  readonly waits: Float64Array;
  readonly examples: Examples;
  readonly byReason: readonly Examples[];
}

/** Of the shown pairs, by row: one more walk through the log. */
function detailsOf(projection: Projection, log: HandoffLog, counts: PairCounts, shown: readonly number[]): Details[] {
  const details = shown.map((pair) => ({
    waits: new Float64Array(counts.observed[pair]!),
    examples: new Examples(),
    byReason: HANDOFF_REASONS.map(() => new Examples()),
  }));
  const rowOf = new Int32Array(counts.pairs).fill(-1);
  shown.forEach((pair, row) => {
    rowOf[pair] = row;
  });
  const filled = new Uint32Array(shown.length);
  for (let j = 0; j < log.journeys; j++) {
    const { segment } = projection.segments[log.segment[j]!]!;
    const journey = log.journey[j]!;
    for (let h = log.firsts[j]!; h < log.firsts[j + 1]!; h++) {
      const row = rowOf[log.pair[h]!]!;
      const verdict = log.verdict[h]!;
      if (row < 0 || (verdict & EARLIER_SPAN) !== 0) continue;
      const { waits, examples, byReason } = details[row]!;
      const wait = log.wait[h]!;
      if (!Number.isNaN(wait)) waits[filled[row]!++] = wait;
      examples.add(segment, journey);
      if ((verdict & SETTLED) === 0) continue;
      for (let bits = verdict & (SETTLED - 1), r = 0; bits !== 0; bits >>= 1, r++)
        if ((bits & 1) !== 0) byReason[r]!.add(segment, journey);
    }
  }
  return details;
}

function labelsOf(projection: Projection, rules: HandoffRules): (label: number) => Label {
  const touchpointNames = new Map(projection.catalogue.touchpoints.map(({ key, name }) => [key, name]));
  const channelNames = new Map(projection.catalogue.channels.map(({ key, name }) => [key, name]));
  return (label) => {
    if (label < rules.firstChannelLabel) {
      const key = projection.dictionary.touchpoints[label]!;
      return { key, label: touchpointNames.get(key) ?? key, kind: "TOUCHPOINT" };
    }
    const key = rules.channels[label - rules.firstChannelLabel]!;
    return { key, label: channelNames.get(key) ?? key, kind: "CHANNEL" };
  };
}
