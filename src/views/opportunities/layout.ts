// The positions of the findings, and the axis of differences that all of them share.
import { scaleLinear } from "d3-scale";
import { LINE, wrap } from "../text.js";
import type { Answer, Finding } from "./finding.js";

/** The number of findings that are drawn. The table has all of them. */
const MOST_ROWS = 20;
const MOST_ROWS_NARROW = 10;
/** The least width of the wide layout. With less space, the parts of a finding are below each other. */
const WIDE = 860;
export const GAP = 20;
export const RANK = 30;
/** The widths of the columns on the right. */
export const COUNTS = 150;
export const CUSTOMERS = 120;
const HEAD = 44;
export const DOT = 4.5;

export interface Row {
  readonly finding: Finding;
  readonly top: number;
  readonly lines: readonly string[];
  readonly height: number;
}

export interface Layout {
  readonly wide: boolean;
  readonly width: number;
  readonly head: number;
  readonly rows: readonly Row[];
  /** The number of findings that are not drawn, including those that are not in the answer. */
  readonly beyond: number;
  readonly textRoom: number;
  readonly plotLeft: number;
  readonly plotRoom: number;
  readonly x: (effect: number) => number;
  readonly ticks: readonly number[];
  readonly most: number;
  readonly height: number;
}

export function layoutOf({ opportunities, totals }: Answer, width: number): Layout {
  const wide = width >= WIDE;
  const drawn = opportunities.slice(0, wide ? MOST_ROWS : MOST_ROWS_NARROW);
  const textRoom = wide ? Math.round(Math.min(560, width * 0.4)) - RANK : width - RANK;
  const plotLeft = wide ? RANK + textRoom + GAP : RANK;
  const plotRoom = wide ? width - plotLeft - COUNTS - CUSTOMERS - 2 * GAP : width - RANK - 76;
  const ends = drawn.flatMap(({ interval }) => [interval.low, interval.high]);
  const scale = scaleLinear()
    .domain([Math.min(0, ...ends), Math.max(0.02, ...ends)])
    .range([DOT, plotRoom - DOT])
    .nice(5);
  const head = wide ? HEAD : 26;
  let top = head;
  const rows = drawn.map((finding): Row => {
    const lines = wrap(finding.sentence, textRoom, {}, 6);
    const height = wide ? Math.max(58, 36 + lines.length * LINE) : 104 + lines.length * LINE;
    const row = { finding, top, lines, height };
    top += height;
    return row;
  });
  const beyond = opportunities.length - drawn.length + totals.otherOpportunities;
  return {
    wide,
    width,
    head,
    rows,
    beyond,
    textRoom,
    plotLeft,
    plotRoom,
    x: (effect) => plotLeft + scale(effect),
    ticks: scale.ticks(Math.max(2, Math.min(6, Math.floor(plotRoom / 85)))),
    most: Math.max(1, ...drawn.map(({ customers }) => customers)),
    height: Math.max(40, top + (beyond > 0 ? 34 : 4)),
  };
}
