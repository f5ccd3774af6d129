// Describes the changes at a touchpoint after a date, in one plain sentence for each measure.
import { format, NOTHING } from "../format.js";
import type { Row } from "./answer.js";
import type { ChangeKey } from "./measures.js";

export const CHANGE_NAMES: Readonly<Record<ChangeKey, string>> = {
  reach: "Reach",
  dropOff: "Drop-off",
  conversion: "Conversion",
  failure: "Failure",
  repeatContact: "Repeat contact",
  responseTime: "Response time",
  resolutionTime: "Resolution time",
  csat: "Satisfaction (CSAT)",
  nps: "Recommendation (NPS)",
  ces: "Ease (CES)",
  emotion: "Emotion",
};

export const CHANGE_KEYS = Object.keys(CHANGE_NAMES) as readonly ChangeKey[];

/** Measures for which a lower value is better. For reach, this depends on the touchpoint. */
const LESS_IS_BETTER: ReadonlySet<ChangeKey> = new Set([
  "dropOff",
  "failure",
  "repeatContact",
  "responseTime",
  "resolutionTime",
]);

export interface Changed {
  readonly name: string;
  /** The values are rates from 0 to 1, milliseconds, or scores. */
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Whether chance alone does not explain the difference. */
  readonly isClear: boolean;
  readonly verdict: "better" | "worse" | "different" | "no clear change";
  readonly sentence: string;
}

const SECOND = 1000;

type Write = (value: number) => string;

/** How values and differences are written for scores whose scale has 0 in the middle. */
const SIGNED_SCORES: Partial<Record<ChangeKey, Write>> = { nps: format.nps, emotion: format.signed };

/** Null if a side has nothing to compare. */
export function changed(
  change: Row["change"],
  key: ChangeKey,
  inMillis: (iso: string) => number | null,
): Changed | null {
  if (change === null) return null;
  const one = change[key];
  if (one.difference === null) return null;
  if ("a" in one) {
    const [before, after] = [one.a, one.b].map((side) => ("rate" in side ? side.rate : side.value));
    if (before == null || after == null) return null;
    const isShare = "rate" in one.a || key === "csat";
    const text = isShare ? format.percent : (SIGNED_SCORES[key] ?? format.number);
    const signed = isShare ? format.points : (SIGNED_SCORES[key] ?? format.signed);
    return told(key, before, after, one.difference, one.interval, one.significant, text, signed);
  }
  const [before, after] = [one.before, one.after].map((iso) => (iso === null ? null : inMillis(iso)));
  if (before == null || after == null) return null;
  const { interval } = one;
  const isClear = interval !== null && (interval.low > 0 || interval.high < 0);
  const scaled = interval === null ? null : { low: interval.low * SECOND, high: interval.high * SECOND };
  const signed = (millis: number | null) =>
    millis === null ? NOTHING : `${millis < 0 ? "−" : "+"}${format.duration(Math.abs(millis))}`;
  return told(key, before, after, one.difference * SECOND, scaled, isClear, format.duration, signed);
}

function told(
  key: ChangeKey,
  before: number,
  after: number,
  difference: number,
  interval: Changed["interval"],
  isClear: boolean,
  text: Write,
  signed: Write,
): Changed {
  const verdict = !isClear
    ? "no clear change"
    : key === "reach"
      ? "different"
      : difference < 0 === LESS_IS_BETTER.has(key)
        ? "better"
        : "worse";
  const within = interval === null ? "" : ` (95 % interval ${signed(interval.low)} to ${signed(interval.high)})`;
  const end = isClear
    ? "This is more than chance explains; it does not show the cause."
    : "Chance alone can explain this.";
  return {
    name: CHANGE_NAMES[key],
    before,
    after,
    difference,
    interval,
    isClear,
    verdict,
    sentence: `${CHANGE_NAMES[key]} was ${text(before)} before and ${text(after)} after: ${signed(difference)}${within}. ${end}`,
  };
}
