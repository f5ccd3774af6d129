// The answer of timeToConvert as a distribution of durations.
import { type Distribution, type Middle, type Range, withoutEmptyEnds } from "../distribution/distribution.js";
import { journeysThat, outcomeOf } from "../distribution/outcomeOf.js";
import { format, milliseconds } from "../format.js";
import type { TimeToConvertViewFragment } from "../generated/graphql.js";
import { keyOfGroup, nameOfGroup } from "../groupName.js";

export type Answer = TimeToConvertViewFragment;

export type Bucket = Answer["histogram"][number];

/** The number of periods that are drawn. The latest ones are drawn. */
export const MOST_PERIODS = 24;

const PERIODS: Readonly<Record<string, string>> = {
  MONTH: "month",
  WEEK: "week",
  WEEKDAY: "day of the week",
  HOUR_OF_DAY: "hour of the day",
};

/** The name of a bucket in words. */
export function nameOfBucket({ from, upTo }: Bucket): string {
  if (upTo === null) return `longer than ${format.duration(from)}`;
  return milliseconds(from) === 0
    ? `at most ${format.duration(upTo)}`
    : `longer than ${format.duration(from)}, up to ${format.duration(upTo)}`;
}

/** The name of a bucket on the axis, such as "1–6 h" or "15 min–1 h". */
export function shortNameOf({ from, upTo }: Bucket): string {
  if (upTo === null) return `> ${format.duration(from)}`;
  if (milliseconds(from) === 0) return `≤ ${format.duration(upTo)}`;
  const [start, unit] = format.duration(from).split("\u00a0");
  const [end, endUnit] = format.duration(upTo).split("\u00a0");
  return unit === endUnit ? `${start}–${end}\u00a0${unit}` : `${start}\u00a0${unit}–${end}\u00a0${endUnit}`;
}

const middleOf = ({ duration, quartiles }: Pick<Answer, "duration" | "quartiles">): Middle => ({
  lower: millisecondsOf(quartiles.lower),
  median: millisecondsOf(duration.median),
  upper: millisecondsOf(quartiles.upper),
  p90: millisecondsOf(duration.p90),
});

const millisecondsOf = (duration: string | null): number | null => (duration === null ? null : milliseconds(duration));

export function distributionOf(answer: Answer): Distribution {
  const { totals, histogram, periods, groups, otherGroups, duration, answer: metadata } = answer;
  const { by = "MONTH" } = metadata.settings as { readonly by?: string };
  const shown = withoutEmptyEnds(histogram);
  const first = shown[0] === undefined ? 0 : histogram.indexOf(shown[0]);
  const bins = shown.map((bucket) => ({
    key: bucket.from,
    label: shortNameOf(bucket),
    name: `Took ${nameOfBucket(bucket)}`,
    journeys: bucket.journeys,
    share: bucket.share ?? 0,
    shareUpTo: bucket.shareUpTo ?? 0,
    opening: journeysThat(bucket.journeys, `took ${nameOfBucket(bucket)}`, bucket.behind),
  }));
  const isYoung = totals.completed - totals.counted;
  return {
    label: `Time to convert: ${format.plural(duration.n, "journey")}, median ${format.duration(duration.median)}.`,
    outcomeTitle: `What became of ${format.plural(totals.matched, "journey")} that took the first step`,
    outcome: outcomeOf(
      totals,
      isYoung > 0
        ? [
            `${format.count(isYoung)} of them ${isYoung === 1 ? "is" : "are"} not measured yet: the time limit is not over`,
          ]
        : [],
    ),
    title: "Journeys by the time that they took",
    curveTitle: "Share of the conversions that took at most this long; band: middle half, dashed: median",
    bins,
    middle: middleOf(answer),
    exactMedian: duration.median,
    counted: duration.n,
    opening: journeysThat(duration.n, "converted and are measured", totals.behind),
    at: (value) => placeOf(value, histogram) - first,
    text: format.duration,
    sections: [
      {
        title: `By ${PERIODS[by] ?? "period"} of the start`,
        hint: "Does it change? Bar: the middle half; tick: the median; thin line: to the time within which nine in ten converted.",
        beyond: Math.max(0, periods.length - MOST_PERIODS),
        ranges: periods.slice(-MOST_PERIODS).map(
          (period): Range => ({
            id: `period/${period.name}`,
            name: period.name,
            isOther: false,
            middle: middleOf(period),
            counted: period.duration.n,
            opening: journeysThat(period.duration.n, `converted, started ${period.name}`, period.behind),
            converted: { count: period.matureCompleted, of: period.mature },
            bins: null,
          }),
        ),
      },
      {
        title: `By group: ${format.plural(groups.length, "group")}`,
        hint: "Small columns: the journeys of the group by the time that they took.",
        beyond: 0,
        ranges: groups.map((group): Range => {
          const name = nameOfGroup(group, otherGroups);
          return {
            id: `group/${keyOfGroup(group)}`,
            name,
            isOther: group.isOther,
            middle: middleOf(group),
            counted: group.duration.n,
            opening: journeysThat(group.duration.n, `converted: ${name}`, group.totals.behind),
            converted: { count: group.totals.matureCompleted, of: group.totals.mature },
            bins: group.histogram.slice(first, first + bins.length).map(({ journeys }) => journeys),
          };
        }),
      },
    ],
  };
}

/**
 * The position of a duration among the buckets: its bucket, and how far it is in this bucket on a logarithmic scale.
 * The first bucket has a linear scale, and the last one, which has no end, is drawn as if it ended at twice its
 * beginning.
 */
export function placeOf(duration: number, buckets: readonly Pick<Bucket, "from" | "upTo">[]): number {
  const found = buckets.findIndex(({ upTo }) => upTo === null || duration <= milliseconds(upTo)!);
  if (found < 0) return buckets.length;
  const { from, upTo } = buckets[found]!;
  const low = milliseconds(from)!;
  const high = upTo === null ? 2 * low : milliseconds(upTo)!;
  return found + (low === 0 ? duration / high : Math.min(1, Math.log(duration / low) / Math.log(high / low)));
}
