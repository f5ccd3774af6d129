// Builds the rows of the answer. Ranked pairs come first. Both ranked and other pairs are in order of excess
// failures, count, and labels in code-point order.

import { examplesByRow } from "../../engine/examples.js";
import type { Wanted } from "../../engine/selection.js";
import { compileSelector } from "../../engine/selector.js";
import type { Label } from "../../engine/terms.js";
import { firstOf, ratio } from "../../engine/totals.js";
import { waitsByRow } from "../../engine/waits.js";
import type { PointSelector } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import { compareLabels } from "../../model/keys.js";
import { resolverOf } from "../../model/resolver.js";
import type { Projection } from "../../projection/projection.js";
import { EXAMPLE_LISTS, type ShownHandoffs } from "./count.js";
import type { HandoffCounts } from "./counts.js";
import type { PairStanding } from "./ranking.js";
import type { HandoffResult } from "./result.js";
import type { HandoffRules } from "./rules.js";
import { HANDOFF_REASONS } from "./settings.js";

/** Tests whether the label on one side of a pair is one that the client wants to see. Null if all labels are. */
export type LabelTest = ((label: number) => boolean) | null;

/**
 * Compiles `from` or `to`, which select labels of pairs. With the grain CHANNEL, only the selectors `channels` and
 * `any` can match. With the grain TOUCHPOINT, the label of a handoff that never arrived is a channel, and only these
 * two selectors match it.
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
      `At grain CHANNEL, \`${at}\` can only choose channels, because the labels of pairs are channels.`,
      {
        at,
        remedy: "Use `channels`, or ask at grain TOUCHPOINT.",
        allowed: ["channels", "any"],
      },
    );
  const { keys } = resolverOf(projection.catalogue, "channels");
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

/** The pairs shown, in order. */
export function shownPairs(
  projection: Projection,
  rules: HandoffRules,
  counts: HandoffCounts,
  standings: readonly PairStanding[],
  { from, to, first }: Shown,
): number[] {
  const labels = labelsOf(projection, rules);
  const { pairs } = counts;
  const keysOf = (pair: number): [string, string] => [labels(pairs.from[pair]!).key, labels(pairs.to[pair]!).key];
  const chosen = standings
    .map((_, pair) => pair)
    .filter(
      (pair) => counts.count[pair]! > 0 && (from?.(pairs.from[pair]!) ?? true) && (to?.(pairs.to[pair]!) ?? true),
    );
  const order = (a: number, b: number): number => {
    const [x, y] = [standings[a]!, standings[b]!];
    return (
      Number(y.ranked) - Number(x.ranked) ||
      y.excessFailures - x.excessFailures ||
      counts.count[b]! - counts.count[a]! ||
      compareLabels(keysOf(a), keysOf(b)) ||
      // If a touchpoint and a channel have the same key, the touchpoint comes first, because its code is smaller.
      pairs.to[a]! - pairs.to[b]!
    );
  };
  return firstOf(chosen, first, order);
}

/** `details` are the parts of the last scan. The list is empty if no details are selected. */
export function handoffRows(
  projection: Projection,
  rules: HandoffRules,
  counts: HandoffCounts,
  standings: readonly PairStanding[],
  shown: readonly number[],
  wanted: Wanted,
  details: readonly ShownHandoffs[],
): HandoffResult[] {
  const labels = labelsOf(projection, rules);
  const { pairs } = counts;
  const examplesAt = examplesByRow(projection, details);
  const waitAt = waitsByRow(wanted, details);
  return shown.map((pair, row): HandoffResult => {
    const { failRateInterval, baseline, excessFailures, pValue, ranked, significant } = standings[pair]!;
    const own = counts.result(pair);
    return {
      from: labels(pairs.from[pair]!),
      to: labels(pairs.to[pair]!),
      ...own,
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
        return { reason, count, rate: ratio(count, own.settled), examples: examplesAt(row * EXAMPLE_LISTS + 1 + r) };
      }),
      wait: waitAt(row, own.observed, counts.waited(pair)),
      examples: examplesAt(row * EXAMPLE_LISTS),
    };
  });
}

/** The labels of pairs, by their codes. */
export function labelsOf(projection: Projection, rules: HandoffRules): (label: number) => Label {
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
