// What the pictures of timeToConvert and interactionsToGoal draw: how a number, such as a duration, is distributed over
// the journeys that reach a goal. The ranges of the answer are drawn side by side with equal widths.
import { TEXT, widthOf } from "../text.js";
import type { Opening } from "../view.js";

/** A range of the answer, such as "1 to 6 h", and the journeys in it. */
export interface Bin {
  readonly key: string;
  /** The short name, for the axis. */
  readonly label: string;
  /** The name in words: "longer than 1 h, up to 6 h". */
  readonly name: string;
  readonly journeys: number;
  readonly share: number;
  /** The share of the journeys in this range and in all ranges before it. */
  readonly shareUpTo: number;
  readonly opening: Opening | null;
}

/** Where the middle of some values lies; null if there are no values. */
export interface Middle {
  readonly lower: number | null;
  readonly median: number | null;
  readonly upper: number | null;
  readonly p90: number | null;
}

/** What became of the journeys that could reach the goal. */
export interface OutcomePart {
  readonly key: "completed" | "dropped" | "pending";
  readonly name: string;
  readonly journeys: number;
  readonly details: readonly string[];
  readonly opening: Opening | null;
}

/** A group or a period: its middle, and its journeys in the same ranges if the answer has them. */
export interface Range {
  readonly id: string;
  readonly name: string;
  readonly isOther: boolean;
  readonly middle: Middle;
  /** The number of journeys that are measured. A click opens them. */
  readonly counted: number;
  readonly opening: Opening | null;
  /** The journeys that reached the goal, and those that could. */
  readonly converted: { readonly count: number; readonly of: number };
  /** The journeys of each bin; null if the answer does not have them. */
  readonly bins: readonly number[] | null;
}

export interface Section {
  readonly title: string;
  readonly hint: string;
  readonly ranges: readonly Range[];
  /** The number of ranges that only the table has. */
  readonly beyond: number;
}

export interface Distribution {
  /** The picture in a sentence. */
  readonly label: string;
  readonly outcomeTitle: string;
  readonly outcome: readonly OutcomePart[];
  /** The title of the histogram, and of the curve above it. */
  readonly title: string;
  readonly curveTitle: string;
  /** The ranges from the first to the last one that has a journey. */
  readonly bins: readonly Bin[];
  readonly middle: Middle;
  /** The value of the mark for the middle, exactly as in the answer. */
  readonly exactMedian: string | number | null;
  readonly counted: number;
  readonly opening: Opening | null;
  /** The position of a value on the axis, in widths of a bin from the first bin. */
  at(value: number): number;
  text(value: number): string;
  readonly sections: readonly Section[];
}

/** The least width of the wide layout. */
const WIDE = 760;
/** The column of the names of groups, and of the facts beside the histogram. */
const NAMES = 226;
/** The columns at the right of groups: the median, and how many converted. */
export const MEDIAN = 96;
export const CONVERTED = 176;
const MOST_CELL = 120;

export interface Layout {
  readonly wide: boolean;
  readonly width: number;
  /** Where the axis begins, and the width of a bin. */
  readonly left: number;
  readonly cell: number;
  x(value: number): number;
}

export function layoutOf(distribution: Distribution, width: number): Layout {
  const { bins, sections } = distribution;
  const hasRanges = sections.some(({ ranges }) => ranges.length > 0);
  const count = Math.max(1, bins.length);
  const room = width - NAMES - (hasRanges ? MEDIAN + CONVERTED : 24);
  const own = Math.min(MOST_CELL, room / count);
  const widest = Math.max(0, ...bins.map(({ label }) => widthOf(label, { size: TEXT })));
  const wide = width >= WIDE && widest + 6 <= own;
  const left = wide ? NAMES : 0;
  const cell = wide ? own : width / count;
  return { wide, width, left, cell, x: (value) => left + distribution.at(value) * cell };
}

/** The bins from the first to the last one that is not empty. */
export function withoutEmptyEnds<B extends { readonly journeys: number }>(bins: readonly B[]): readonly B[] {
  const first = bins.findIndex(({ journeys }) => journeys > 0);
  return first < 0 ? [] : bins.slice(first, bins.findLastIndex(({ journeys }) => journeys > 0) + 1);
}
