// The positions of the rows of routes, in the wide picture and in the list of a narrow page, and the sizes of their
// parts.
import { LINE, SMALL, widthOf } from "../text.js";
import { type Route, routeKey, type Totals } from "./answer.js";
import { type Grid, gridOf, type Item, itemsOf, placesOf } from "./grid.js";
import { LOSS_HEIGHT, lossWidth, showsLoss } from "./loss.js";

export const HEAD = 34;
/** The additional space above the rows for the legend of losses. */
const LOSS_HEAD = 22;
const LOSS_HEAD_NARROW = 40;
export const SHARE = 164;
export const CELL = 44;
export const LINE_GAP = 14;
const ROW_GAP = 22;
/**
 * The width of the strip at the left edge of a cell that has the colour of the channel. Channels without a colour of
 * their own have a code of two letters, for which the strip is wider.
 */
export const BAND = 4;
export const BAND_CODE = 20;

export interface RowLayout {
  /** The route of the row; null for Other. */
  readonly route: Route | null;
  readonly top: number;
  readonly items: readonly Item[];
}

export interface Layout {
  readonly rows: readonly RowLayout[];
  readonly grid: Grid;
  readonly height: number;
  /** Whether the cells show losses. */
  readonly loss: boolean;
}

const isUnfolded = (route: Route, selected: string | null): boolean => selected === `${routeKey(route)}/fold`;

export function wideLayout(routes: readonly Route[], totals: Totals, width: number, selected: string | null): Layout {
  const folded = routes.map((route) => itemsOf(route.steps.length, isUnfolded(route, selected)));
  const longest = Math.max(1, ...folded.map((items) => items.length));
  const labels = routes.flatMap(({ steps }) => steps.map(({ label }) => widthOf(label, { size: SMALL })));
  const loss = showsLoss(routes);
  const grid = gridOf(
    width - SHARE,
    longest,
    Math.max(Math.max(0, ...labels) + BAND_CODE + 18, loss ? lossWidth(routes) : 0),
  );
  let top = HEAD + (loss ? LOSS_HEAD : 0);
  const cell = CELL + (loss ? LOSS_HEIGHT : 0);
  const rows = routes.map((route, i): RowLayout => {
    const items = folded[i]!;
    const lines = 1 + Math.max(...placesOf(items.length, grid.columns).map(({ line }) => line));
    const row = { route, top, items };
    top += lines * cell + (lines - 1) * LINE_GAP + ROW_GAP;
    return row;
  });
  return withOther({ rows, grid, loss, height: top }, totals, CELL);
}

const ITEM = 29;
export const NARROW_HEAD = 42;

export function narrowLayout(routes: readonly Route[], totals: Totals, selected: string | null): Layout {
  const loss = showsLoss(routes);
  let top = HEAD + (loss ? LOSS_HEAD_NARROW : 0);
  const rows = routes.map((route): RowLayout => {
    const items = itemsOf(route.steps.length, isUnfolded(route, selected));
    const row = { route, top, items };
    top += NARROW_HEAD + items.length * itemHeight(loss) + 28;
    return row;
  });
  return withOther({ rows, grid: { columns: 1, cell: 0 }, loss, height: top }, totals, NARROW_HEAD);
}

export const itemHeight = (loss: boolean): number => ITEM + (loss ? LOSS_HEIGHT + 4 : 0);

/** Other comes last. `room` is the space that its row needs. */
function withOther(layout: Layout, { otherCount }: Totals, room: number): Layout {
  const { rows, height } = layout;
  if (otherCount === 0) return { ...layout, height: Math.max(HEAD + LINE, height - 12) };
  return { ...layout, rows: [...rows, { route: null, top: height, items: [] }], height: height + room + 4 };
}
