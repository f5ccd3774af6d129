// The layout of the matrix of handoffs: its size, and the order of its axes. Channels or touchpoints that do not fit on
// the axes are combined into the last one, Other.
import { format } from "../format.js";
import { LINE, SMALL, widthOf, wrap } from "../text.js";
import { type Answer, DIFFERENCE_BOUNDS, handoffsBeyond, type Pair } from "./pair.js";

/**
 * The largest number of ends (channels or touchpoints) that an axis shows. The others are combined into the end Other.
 */
const MOST_ENDS = 20;
const LEAST_CELL = 31;
const MOST_CELL = 76;
/** A small matrix has larger cells. */
const MOST_CELL_OF_FEW = 110;
const FEW = 7;
export const CELL_HEIGHT = 32;
/** Cells at least this wide have horizontal names above them. Above narrower cells, names are turned. */
const HORIZONTAL_FROM = 58;
const MOST_TURNED = 118;
/** The key of the end Other. No channel and no touchpoint has an empty key. */
export const OTHER = "";
export const SWATCH = 9;
export const LEGEND_ROW = 22;

export interface End {
  readonly key: string;
  readonly label: string;
  readonly channel: string | null;
}

export interface MatrixLayout {
  readonly ends: readonly End[];
  /** All pairs of each cell. A cell has several pairs only if its row or column is Other. */
  readonly cells: ReadonlyMap<string, readonly Pair[]>;
  readonly size: number;
  readonly labels: number;
  readonly turned: boolean;
  readonly names: number;
  readonly intro: readonly string[];
  readonly legend: readonly (readonly LegendItem[])[];
  readonly head: number;
  readonly height: number;
}

export const cellKey = (from: number, to: number): string => `${from}/${to}`;

/** Returns null if the matrix would be so small that the list shows the same just as well. */
export function matrixLayout(answer: Answer, width: number): MatrixLayout | null {
  const pairs = answer.handoffs;
  if (pairs.length < 2) return null;
  const all = endsOf(pairs);
  const labels = Math.round(
    Math.min(
      width < 560 ? 104 : 190,
      Math.max(...all.slice(0, MOST_ENDS).map(({ label }) => widthOf(label, { size: SMALL }))) + SWATCH + 16,
    ),
  );
  const fitting = Math.max(2, Math.min(MOST_ENDS, Math.floor((width - labels) / LEAST_CELL) - 1));
  const isFolded = all.length > fitting && all.length > Math.floor((width - labels) / LEAST_CELL);
  const shown = isFolded || all.length > MOST_ENDS ? all.slice(0, fitting) : all;
  const ends: End[] =
    shown.length < all.length ? [...shown, { key: OTHER, label: "Other", channel: null }] : [...shown];
  const index = new Map(shown.map(({ key }, i) => [key, i]));
  const at = (key: string) => index.get(key) ?? shown.length;
  const cells = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = cellKey(at(pair.from.key), at(pair.to.key));
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [pair]);
    else cell.push(pair);
  }
  const size = Math.min(ends.length <= FEW ? MOST_CELL_OF_FEW : MOST_CELL, Math.floor((width - labels) / ends.length));
  const turned = size < HORIZONTAL_FROM || ends.some(({ label }) => widthOf(label, { size: SMALL }) > size - 4);
  const names = turned
    ? Math.min(MOST_TURNED, Math.max(...ends.map(({ label }) => widthOf(label, { size: SMALL })))) + 10
    : LINE + 4;
  const legend = legendRows(width);
  const intro = wrap(introOf(answer), width, { size: SMALL }, 4);
  const head = 30 + intro.length * LINE + 6 + legend.length * LEGEND_ROW + 14 + names;
  return {
    ends,
    cells,
    size,
    labels,
    turned,
    names,
    intro,
    legend,
    head,
    height: head + ends.length * CELL_HEIGHT + 4,
  };
}

function introOf(answer: Answer): string {
  const among = handoffsBeyond(answer) === 0 ? "" : ` among the first ${format.count(answer.handoffs.length)} pairs`;
  return (
    "Rows hand over to columns. The number is the fail rate, the colour its difference from the baseline. " +
    `An empty cell has no handoffs${among}.`
  );
}

/** The ends of pairs (channels or touchpoints), most handoffs in the answer first. */
function endsOf(pairs: readonly Pair[]): readonly End[] {
  const ends = new Map<string, End & { count: number }>();
  for (const { from, to, count } of pairs)
    for (const { key, label, channel } of [from, to]) {
      const end = ends.get(key) ?? { key, label, channel: channel?.key ?? null, count: 0 };
      end.count += count;
      ends.set(key, end);
    }
  return [...ends.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

interface LegendItem {
  readonly sort: "step" | "broken" | "too few" | "text";
  readonly step?: number;
  readonly text: string;
  readonly x: number;
}

export const BOX = 18;

function legendRows(width: number): readonly (readonly LegendItem[])[] {
  const pp = (share: number) => format.number(share * 100, 0);
  const [small, medium, large] = DIFFERENCE_BOUNDS;
  const items: Omit<LegendItem, "x">[] = [
    { sort: "step", step: -3, text: `−${pp(large)} pp` },
    { sort: "step", step: -2, text: `−${pp(medium)}` },
    { sort: "step", step: -1, text: `−${pp(small)}` },
    { sort: "step", step: 0, text: "as the baseline" },
    { sort: "step", step: 1, text: `+${pp(small)}` },
    { sort: "step", step: 2, text: `+${pp(medium)}` },
    { sort: "step", step: 3, text: `+${pp(large)} pp and more` },
    { sort: "broken", text: "broken" },
    { sort: "too few", text: "too few" },
  ];
  const rows: LegendItem[][] = [[]];
  let x = 0;
  for (const item of items) {
    const room = BOX + 5 + widthOf(item.text, { size: SMALL });
    if (x > 0 && x + room > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)!.push({ ...item, x });
    x += room + 12;
  }
  return rows;
}
