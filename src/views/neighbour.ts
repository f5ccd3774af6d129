// Finds the mark to which a key moves. With an arrow key, this is the nearest mark in that direction.

export const MARKS = "[data-mark]";

type MarkElement = SVGElement & { dataset: { mark?: string } };

export function marksOf(svg: SVGSVGElement | null): readonly MarkElement[] {
  return svg === null ? [] : [...svg.querySelectorAll<MarkElement>(MARKS)];
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The weight of a distance across the direction of the arrow. A distance along this direction has weight 1. */
const OFF_AXIS = 3;

/** A mark in the same row or column is preferred to any other mark that is less than this many pixels nearer. */
const BESIDE = 200;

/**
 * The weight of the sideways distance between the middles of two marks. Of marks at the same distance, the mark closest
 * to the direction of the arrow is therefore chosen, so that an arrow leads from a row to a row, and from a count to a
 * count.
 */
const ASIDE = 0.01;

/**
 * Returns the mark to which a key moves: the nearest in the direction of an arrow, the first (Home) or the last (End).
 */
export function neighbour(key: string, marks: readonly MarkElement[], from: Element | null): MarkElement | null {
  if (key === "Home") return marks[0] ?? null;
  if (key === "End") return marks.at(-1) ?? null;
  const direction = DIRECTIONS[key];
  const start = marks.find((mark) => mark === from);
  if (direction === undefined || start === undefined) return null;
  const [dx, dy] = direction;
  const own = start.getBoundingClientRect();
  let best: MarkElement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    if (mark === start) continue;
    const box = mark.getBoundingClientRect();
    const along = dx === 0 ? dy * (middle(box, "y") - middle(own, "y")) : dx * (middle(box, "x") - middle(own, "x"));
    if (along <= 1) continue;
    const off =
      dx === 0 ? apart(own.left, own.right, box.left, box.right) : apart(own.top, own.bottom, box.top, box.bottom);
    const aside = Math.abs(dx === 0 ? middle(box, "x") - middle(own, "x") : middle(box, "y") - middle(own, "y"));
    const distance = along + off * OFF_AXIS + (off > 0 ? BESIDE : 0) + aside * ASIDE;
    if (distance < least) {
      least = distance;
      best = mark;
    }
  }
  return best;
}

export const middle = (box: DOMRect, axis: "x" | "y"): number =>
  axis === "x" ? (box.left + box.right) / 2 : (box.top + box.bottom) / 2;

/** The distance between two ranges; 0 if they overlap. */
const apart = (a: number, b: number, c: number, d: number): number => Math.max(0, c - b, a - d);
