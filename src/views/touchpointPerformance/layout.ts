// The positions of the ranked touchpoints, and the axis that they share.
import { scaleLinear } from "d3-scale";
import { milliseconds } from "../format.js";
import { type Answer, type Row, settingsOf } from "./answer.js";
import { type Changed, changed } from "./change.js";
import { MEASURES, type Measure, type Measured } from "./measures.js";

/** The number of touchpoints that are drawn. The table has all of them. */
const MOST_ROWS = 30;
const MOST_ROWS_NARROW = 15;
/** In a drawing that is narrower than this (in pixels), the bar is below the name. */
const WIDE = 760;
const HEAD = 36;
export const ROW = 38;
export const ROW_NARROW = 66;
export const NAME = 230;
/** The width of the column with the value. */
export const VALUE = 230;
/** The width of the column with the change. */
export const CHANGE = 132;
export const GAP = 16;

export interface DrawnRow {
  readonly row: Row;
  readonly measured: Measured;
  readonly changed: Changed | null;
  readonly top: number;
}

export interface Layout {
  readonly measure: Measure;
  readonly wide: boolean;
  readonly width: number;
  readonly rows: readonly DrawnRow[];
  readonly beyond: number;
  readonly hasChange: boolean;
  readonly plotLeft: number;
  readonly plotRoom: number;
  readonly x: (value: number) => number;
  /** The position of the value 0, where bars begin. */
  readonly zero: number;
  readonly height: number;
}

/** The value as a number. A duration is converted to milliseconds. */
export const numberOf = (value: Measured["value"]): number | null =>
  typeof value === "string" ? milliseconds(value) : value;

export function layoutOf(answer: Answer, width: number): Layout {
  const { orderBy, changedAt } = settingsOf(answer);
  const measure = MEASURES[orderBy];
  const wide = width >= WIDE;
  const hasChange = changedAt !== null && measure.change !== null;
  const row = (wide ? ROW : ROW_NARROW) + (hasChange && !wide ? 22 : 0);
  // Touchpoints without a value come last, because they have no bar.
  const ranked = answer.touchpoints.filter((one) => measure.of(one).value !== null);
  const rows = ranked.slice(0, wide ? MOST_ROWS : MOST_ROWS_NARROW).map(
    (one, i): DrawnRow => ({
      row: one,
      measured: measure.of(one),
      changed: hasChange && measure.change !== null ? changed(one.change, measure.change, milliseconds) : null,
      top: HEAD + i * row,
    }),
  );
  const values = rows.flatMap(({ measured, changed }) => [
    numberOf(measured.value) ?? 0,
    measured.interval?.low ?? 0,
    measured.interval?.high ?? 0,
    ...(changed === null ? [] : [changed.before, changed.after]),
  ]);
  const plotLeft = wide ? NAME + GAP : 0;
  const plotRoom = wide ? width - plotLeft - VALUE - GAP - (hasChange ? CHANGE + GAP : 0) : width;
  const scale = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(measure.kind === "rate" ? 0.01 : 1e-9, ...values)])
    .range([plotLeft + 2, plotLeft + plotRoom - 6]);
  const beyond = answer.touchpoints.length - rows.length + answer.totals.otherTouchpoints;
  return {
    measure,
    wide,
    width,
    rows,
    beyond,
    hasChange,
    plotLeft,
    plotRoom,
    x: (value) => scale(value),
    zero: scale(0),
    height: HEAD + rows.length * row + (beyond > 0 ? 34 : 6),
  };
}
