// The texts about a pair of channels or touchpoints in the list, the matrix and the panel of a pair: its mark, its
// verdict, its difference from the baseline and the names of reasons and baselines.
import { format, NOTHING } from "../format.js";
import type { HandoffReason, HandoffsPairViewFragment, HandoffsViewFragment } from "../generated/graphql.js";
import { FEWEST_FOR_RATE } from "../look.js";
import { type Opening, opening } from "../view.js";

export type Answer = HandoffsViewFragment;
export type Pair = HandoffsPairViewFragment;

/** The key of a pair's mark, which is also the value of `~select` in an address. */
export const pairMark = (from: string, to: string): string => `${from}→${to}`;

export const markOf = ({ from, to }: Pick<Pair, "from" | "to">): string => pairMark(from.key, to.key);

export const nameOf = ({ from, to }: Pick<Pair, "from" | "to">): string => `${from.label} → ${to.label}`;

/** Whether a pair has too few settled handoffs, or handoffs of too few customers, to show its rate. */
export const isTooFew = ({ ranked, settled }: Pick<Pair, "ranked" | "settled">): boolean =>
  !ranked || settled < FEWEST_FOR_RATE;

export type Verdict = "broken" | "too few" | null;

/** The verdict on a pair. "Broken" means that it fails significantly more often than its comparison group. */
export function verdictOf(pair: Pick<Pair, "ranked" | "settled" | "significant">): Verdict {
  if (pair.significant === true) return "broken";
  return isTooFew(pair) ? "too few" : null;
}

/** Fail rate minus baseline; null if there is nothing to compare with, or too few handoffs. */
export function excessOf(pair: Pair): number | null {
  if (isTooFew(pair) || pair.failRate === null || pair.baseline === null) return null;
  return pair.failRate - pair.baseline;
}

/**
 * The differences at which the colour changes, as shares from 0 to 1. They do not depend on the answer, so that a
 * colour has the same meaning under each filter. A difference below the first is not called significant by default
 * (`minEffect`), and has no colour.
 */
export const DIFFERENCE_BOUNDS = [0.02, 0.05, 0.15] as const;

/** Returns the number of bounds that the difference exceeds, with the sign of the difference: −3 to 3. */
export function differenceStep(difference: number): number {
  const size = DIFFERENCE_BOUNDS.filter((bound) => Math.abs(difference) >= bound).length;
  return difference < 0 ? 0 - size : size;
}

export function stepColour(step: number): string {
  if (step === 0) return "var(--tl-difference-0)";
  return step < 0 ? `var(--tl-less-${-step})` : `var(--tl-more-${step})`;
}

/** The colour of text on the colour of a step. */
export function stepInk(step: number): string {
  if (step === -3) return "var(--tl-on-less-3)";
  return step === 3 ? "var(--tl-on-more-3)" : "var(--tl-ink)";
}

/** An interval as a text: "35.7 % to 39.0 %". */
export function intervalText(interval: Pair["failRateInterval"]): string {
  return interval === null ? NOTHING : `${format.percent(interval.low)} to ${format.percent(interval.high)}`;
}

const tenths = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Excess failures as a text with one decimal, such as "932.3", so that the numbers of a column can be compared. */
export const excessText = (excess: number): string => tenths.format(excess);

/** The texts about a pair in its tip and for screen readers. */
export function detailsOf(pair: Pair): readonly string[] {
  const verdict = verdictOf(pair);
  const lines = [`${format.rate(pair.failed, pair.settled)} failed`];
  if (verdict === "broken") lines.unshift("broken: it fails more often than what it is compared with");
  if (isTooFew(pair)) lines.unshift("too few to judge");
  else if (pair.failRateInterval !== null) lines.push(`95 % interval ${intervalText(pair.failRateInterval)}`);
  if (pair.baseline !== null) lines.push(`baseline ${format.percent(pair.baseline)}`);
  if (pair.excessFailures !== null) lines.push(`${excessText(pair.excessFailures)} excess failures`);
  lines.push(format.plural(pair.pending, "pending handoff"));
  return lines;
}

/** A text such as "1,291 failures in 1,152 journeys". */
export const failuresText = ({ failed, failedJourneys }: Pair): string =>
  `${format.plural(failed, "failure")} in ${format.plural(failedJourneys, "journey")}`;

export const handoffsText = ({ count, journeys }: Pair): string =>
  `${format.plural(count, "handoff")} in ${format.plural(journeys, "journey")}`;

export const failuresOpening = (pair: Pair): Opening | null =>
  opening(`${failuresText(pair)}: ${nameOf(pair)}`, pair.failedJourneys, pair.behindFailed);

export const handoffsOpening = (pair: Pair): Opening | null =>
  opening(`${handoffsText(pair)}: ${nameOf(pair)}`, pair.journeys, pair.behindCount);

export const pendingOpening = (pair: Pair): Opening | null =>
  pair.pending === 0
    ? null
    : opening(`${format.plural(pair.pending, "pending handoff")}: ${nameOf(pair)}`, null, pair.behindPending);

export interface ReasonText {
  readonly name: string;
  readonly what: string;
}

/** Short explanations of the reasons, in the terms of docs/handoffs.md. The handoff leaves A and reaches B. */
export const REASONS: Readonly<Record<HandoffReason, ReasonText>> = {
  NEVER_ARRIVED: { name: "Never arrived", what: "The customer was sent there, and went on elsewhere." },
  STALLED: { name: "Stalled", what: "The wait was longer than its limit." },
  ABANDONED: { name: "Abandoned", what: "Nothing followed, and nothing was achieved." },
  BOUNCED_BACK: { name: "Bounced back", what: "The customer soon returned, and nothing was achieved." },
  REPEATED: { name: "Repeated", what: "The customer had to raise the same case again." },
  UNRESOLVED: { name: "Unresolved", what: "No goal was reached and nothing was resolved in time." },
};

export type BaselineBy = "ALL" | "TARGET" | "EARLIER";

/** The comparison of a pair's fail rate, as the words after "compared with". */
export function comparedWith(baselineBy: BaselineBy, pair: Pair | null): string {
  if (baselineBy === "EARLIER") return "the same pair in the span before the period";
  if (baselineBy === "TARGET")
    return `the other handoffs into ${pair === null ? "the same channel" : (pair.to.channel?.name ?? pair.to.label)}`;
  return "all other handoffs, without those of broken pairs";
}

/** A short form of the same, after "2 of 59 pairs fail more often than". */
export function thanWhat(baselineBy: BaselineBy): string {
  if (baselineBy === "EARLIER") return "in the span before";
  return baselineBy === "TARGET" ? "other handoffs into the same channel" : "the others";
}

export interface AskedSettings {
  readonly grain: "CHANNEL" | "TOUCHPOINT";
  readonly baselineBy: BaselineBy;
  readonly failureReasons: readonly HandoffReason[];
  /** Whether `from` or `to` restricts the rows. The totals then count pairs that the rows cannot show. */
  readonly isChosen: boolean;
  readonly first: number;
}

/**
 * The settings that had an effect, including defaults. If the store answers the question itself, there is no baseline.
 */
export function settingsOf({ answer }: Answer): AskedSettings {
  const settings = answer.settings as Partial<AskedSettings> & { readonly from?: unknown; readonly to?: unknown };
  return {
    grain: settings.grain ?? "CHANNEL",
    baselineBy: settings.baselineBy ?? "ALL",
    failureReasons: settings.failureReasons ?? [],
    isChosen: (settings.from ?? settings.to ?? null) !== null,
    first: settings.first ?? Number.POSITIVE_INFINITY,
  };
}

export interface Sum {
  readonly pairs: number;
  readonly count: number;
  readonly settled: number;
  readonly failed: number;
}

/**
 * Adds up counts of several pairs. Counts of handoffs can be added, because a handoff belongs to one pair. Counts of
 * journeys and customers cannot.
 */
export function sumOf(pairs: readonly Pair[]): Sum {
  const sum = (field: "count" | "settled" | "failed") => pairs.reduce((total, pair) => total + pair[field], 0);
  return { pairs: pairs.length, count: sum("count"), settled: sum("settled"), failed: sum("failed") };
}

/**
 * The number of pairs that are not among the rows of the answer. Null if `from` and `to` chose rows, because the totals
 * do not say how many pairs they chose.
 */
export function pairsBeyond(answer: Answer): number | null {
  const { isChosen, first } = settingsOf(answer);
  if (answer.handoffs.length < first) return 0;
  return isChosen ? null : answer.totals.pairs - answer.handoffs.length;
}

/**
 * The handoffs of pairs that are not among the rows of the answer; 0 if there are none, null if their number is not
 * known.
 */
export function handoffsBeyond(answer: Answer): number | null {
  const { isChosen, first } = settingsOf(answer);
  if (answer.handoffs.length < first) return 0;
  return isChosen ? null : answer.totals.handoffs - sumOf(answer.handoffs).count;
}
