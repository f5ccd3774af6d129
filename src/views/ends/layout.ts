// The positions of the two lists, which are beside each other if there is space, and of the groups below them.

import { format } from "../format.js";
import { GROUP_ROW_NARROW, GROUP_ROW_WIDE } from "../groupRow.js";
import { LINE, SMALL, widthOf, wrap } from "../text.js";
import { type Answer, type EndPoint, SIDES, type Side } from "./answer.js";

/** The number of labels that a list draws. The table has all of them. */
const MOST = 20;
const MOST_NARROW = 10;
const WIDE = 760;
const BETWEEN = 48;
export const HEAD = 46;
export const ROW = 30;
export const ROW_NARROW = 42;
export const BAR = 14;
/** The sizes of the groups: their names, and a cell that is wide enough for "100.0 %". */
export const NAMES = 200;
const GROUPS_HEAD = 50;
const LEAST_CELL = 96;
const MOST_COLUMNS = 6;

export interface List {
  readonly side: Side;
  readonly x: number;
  readonly y: number;
  readonly points: readonly EndPoint[];
}

export interface GroupsLayout {
  readonly side: Side;
  readonly top: number;
  readonly wide: boolean;
  /** The labels that have a column: those with which the most journeys begin or end. */
  readonly columns: readonly { readonly key: string; readonly lines: readonly string[] }[];
  readonly left: number;
  readonly cell: number;
  readonly row: number;
  /** The height of the title, the hint and the names of the columns. */
  readonly head: number;
}

export interface Layout {
  readonly wide: boolean;
  /** The width of a list, and of its parts. */
  readonly room: number;
  readonly labelRoom: number;
  readonly barRoom: number;
  readonly row: number;
  /** The journeys that have the longest bar. */
  readonly most: number;
  readonly lists: readonly List[];
  readonly groups: readonly GroupsLayout[];
  readonly height: number;
}

export function layoutOf(answer: Answer, width: number): Layout {
  const wide = width >= WIDE;
  const room = wide ? (width - BETWEEN) / 2 : width;
  const row = wide ? ROW : ROW_NARROW;
  const drawn = SIDES.map((side) => answer[side].slice(0, wide ? MOST : MOST_NARROW));
  const points = drawn.flat();
  const numberRoom = Math.max(
    0,
    ...points.map(({ journeys, share }) =>
      widthOf(`${format.count(journeys)} (${format.percent(share)})`, { size: SMALL }),
    ),
  );
  const labelRoom = Math.min(260, room * 0.36);
  const lists: List[] = [];
  let y = 0;
  for (const [i, side] of SIDES.entries()) {
    const own = drawn[i]!;
    lists.push({ side, x: wide ? i * (room + BETWEEN) : 0, y: wide ? 0 : y, points: own });
    const height = HEAD + own.length * row + 24;
    y = wide ? Math.max(y, height) : y + height;
  }
  const groups: GroupsLayout[] = [];
  if (answer.groups.length > 0)
    for (const side of SIDES) {
      const own = groupsOf(answer, side, width, wide, y);
      groups.push(own);
      y += own.head + answer.groups.length * own.row + 24;
    }
  return {
    wide,
    room,
    labelRoom,
    barRoom: wide ? Math.max(20, room - labelRoom - numberRoom - 28) : room,
    row,
    most: Math.max(1, ...points.map(({ journeys }) => journeys)),
    lists,
    groups,
    height: y,
  };
}

function groupsOf(answer: Answer, side: Side, width: number, wide: boolean, top: number): GroupsLayout {
  const left = wide ? NAMES : 0;
  const most = Math.max(1, Math.min(MOST_COLUMNS, Math.floor((width - left) / LEAST_CELL)));
  const labels = answer[side].slice(0, most);
  const cell = (width - left) / Math.max(1, labels.length);
  const columns = labels.map(({ label }) => ({ key: label.key, lines: wrap(label.label, cell - 8, { size: SMALL }) }));
  return {
    side,
    top,
    wide,
    left,
    cell,
    row: wide ? GROUP_ROW_WIDE : GROUP_ROW_NARROW,
    head: GROUPS_HEAD + LINE * Math.max(1, ...columns.map(({ lines }) => lines.length)),
    columns,
  };
}
