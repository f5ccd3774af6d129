// The positions of the rows and columns of the list of handoffs, and the axis that all rows share.
import { scaleLinear } from "d3-scale";
import { format } from "../format.js";
import { LINE, SMALL, widthOf } from "../text.js";
import { type Answer, handoffsBeyond, isTooFew, type Pair } from "./pair.js";

/** The number of rows that are drawn. The table has all rows. */
const MOST_ROWS = 20;
const MOST_ROWS_NARROW = 10;
/** The least width of the wide layout. With less space, the parts of a row are below each other. */
const WIDE = 780;
const HEAD = 44;
export const ROW = 42;
const ROW_NARROW = 88;
/** The widths of the columns on the right, and of the space between columns. */
const VERDICT = 78;
export const RATE = 158;
const EXCESS = 62;
const LEAST_VOLUME = 118;
export const GAP = 18;
export const DOT = 4.5;
/** The width of the text of a tick. */
const TICK = 44;
/** The side of the square with the colour of a channel. */
export const SWATCH = 9;

export interface ListLayout {
  readonly wide: boolean;
  readonly width: number;
  readonly rows: readonly Pair[];
  readonly others: readonly Pair[];
  readonly name: number;
  readonly plotLeft: number;
  readonly plotRoom: number;
  /** The width of the column with the handoffs. */
  readonly volume: number;
  readonly x: (rate: number) => number;
  readonly ticks: readonly number[];
  readonly head: number;
  /** The position where each row begins. The last entry is the end of the last row. */
  readonly tops: readonly number[];
  readonly row: number;
  readonly hasOther: boolean;
  readonly height: number;
}

export function listLayout(answer: Answer, width: number): ListLayout {
  const wide = width >= WIDE;
  const most = wide ? MOST_ROWS : MOST_ROWS_NARROW;
  const rows = answer.handoffs.slice(0, most);
  const others = answer.handoffs.slice(most);
  const name = wide ? Math.round(Math.min(300, Math.max(140, width * 0.22))) : width - VERDICT;
  const plotLeft = wide ? name + VERDICT + GAP : 0;
  const volume = Math.max(
    LEAST_VOLUME,
    ...rows.map(({ count, pending }) => smallWidth(format.count(count)) + smallWidth(pendingText(pending)) + 16),
  );
  const plotRoom = wide ? width - plotLeft - RATE - EXCESS - volume - 3 * GAP : width;
  // The axis ends at the greatest upper end of an interval of a judged pair.
  const ends = rows.flatMap((pair) =>
    isTooFew(pair) ? [] : [pair.failRateInterval?.high ?? pair.failRate ?? 0, pair.baseline ?? 0],
  );
  const scale = scaleLinear()
    .domain([0, Math.min(1, Math.max(0.02, ...ends))])
    .range([0, plotRoom - 2 * DOT])
    .nice(5);
  const hasOther = others.length > 0 || handoffsBeyond(answer) !== 0;
  const [head, row] = wide ? [HEAD, ROW] : [24, ROW_NARROW];
  const tops = [head];
  for (const pair of rows) tops.push(tops.at(-1)! + row + (!wide && !fitsOneLine(pair, name) ? LINE : 0));
  return {
    wide,
    width,
    rows,
    others,
    name,
    plotLeft,
    plotRoom,
    volume,
    x: (rate) => plotLeft + DOT + scale(rate),
    ticks: rows.some((pair) => !isTooFew(pair)) ? ticksIn(scale.ticks(5), plotRoom) : [],
    head,
    row,
    hasOther,
    tops,
    height: tops.at(-1)! + (hasOther ? ROW + (wide ? 0 : 8) : 0),
  };
}

/** Returns all ticks, or every second or third tick, so that there is space for their texts. */
function ticksIn(ticks: readonly number[], room: number): readonly number[] {
  const step = Math.max(1, Math.ceil((ticks.length * TICK) / Math.max(1, room)));
  return ticks.filter((_, i) => i % step === 0);
}

/** The positions where the columns to the right of the axis end. */
export const columns = ({ width, volume }: ListLayout): readonly [number, number] => [
  width - volume - EXCESS - 2 * GAP,
  width - volume - GAP,
];

export const pendingText = (pending: number): string => `${format.count(pending)} pending`;
export const smallWidth = (text: string): number => widthOf(text, { size: SMALL });
export const NAME_FONT = { weight: 600 };

export const fitsOneLine = ({ from, to }: Pair, room: number): boolean =>
  2 * (SWATCH + 6) + [from.label, " → ", to.label].reduce((sum, text) => sum + widthOf(text, NAME_FONT), 0) <= room;
