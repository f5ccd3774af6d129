// The positions of the cells of routes. A cell shows one label of a route. All cells are equally wide, so that the same
// step of several routes is in one column. A route of more than 8 labels is folded: it shows its first five labels, the
// number of labels left out, and its last two labels. Selecting the fold unfolds the route.

/** The largest number of cells of a row that is not folded. */
const MOST_CELLS = 8;
const BEFORE_FOLD = 5;
const AFTER_FOLD = 2;

/** The least width of a cell. In a narrower cell, a name of usual length would not fit on two lines. */
const LEAST_CELL = 84;
const WIDEST_CELL = 150;
/** The space for the wait between two cells, such as "23 h 59 min". */
export const BETWEEN = 72;

/** A label of the route, given by its index, or a fold of the labels `from` … `to` − 1. */
export type Item =
  | { readonly kind: "cell"; readonly place: number }
  | { readonly kind: "fold"; readonly from: number; readonly to: number };

export function itemsOf(labels: number, unfolded: boolean): readonly Item[] {
  const cells = (from: number, to: number): Item[] =>
    Array.from({ length: to - from }, (_, i) => ({ kind: "cell", place: from + i }));
  if (labels <= MOST_CELLS || unfolded) return cells(0, labels);
  const to = labels - AFTER_FOLD;
  return [...cells(0, BEFORE_FOLD), { kind: "fold", from: BEFORE_FOLD, to }, ...cells(to, labels)];
}

export interface Grid {
  readonly columns: number;
  readonly cell: number;
}

/**
 * The columns that fit `room` pixels, for rows of at most `longest` items whose labels need at most `wanted` pixels.
 */
export function gridOf(room: number, longest: number, wanted: number): Grid {
  const fit = Math.floor((room + BETWEEN) / (LEAST_CELL + BETWEEN));
  const columns = Math.max(2, Math.min(MOST_CELLS, longest, fit));
  const most = Math.max(LEAST_CELL, Math.min(WIDEST_CELL, wanted));
  return { columns, cell: Math.floor(Math.min(most, (room - (columns - 1) * BETWEEN) / columns)) };
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * If a route needs several lines, all but the first begin in the second column, because the wait before their first
 * cell needs space.
 */
export function placesOf(items: number, columns: number): readonly Place[] {
  return Array.from({ length: items }, (_, i) => {
    if (i < columns) return { line: 0, column: i };
    const after = i - columns;
    return { line: 1 + Math.floor(after / (columns - 1)), column: 1 + (after % (columns - 1)) };
  });
}
