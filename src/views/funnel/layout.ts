// The positions of the steps of a funnel, and the sizes of their parts.
import { LINE, wrap } from "../text.js";
import type { After, Step } from "./answer.js";

/** The number of labels shown under the largest loss. */
const MOST_AFTER = 5;
/** The least width of the wide layout. With less space, names are written above the bars. */
const WIDE = 720;
export const BAR = 26;
export const BAR_NARROW = 20;
export const AFTER_ROW = 24;
/** The least width of a part, so that a single journey out of a million can be seen and focused. */
export const LEAST_BAR = 2;

export interface Row {
  readonly step: Step;
  readonly top: number;
  readonly name: readonly string[];
  readonly after: readonly After[];
  readonly height: number;
}

export interface Layout {
  readonly wide: boolean;
  /** The position where bars begin, and the length of the longest bar. */
  readonly left: number;
  readonly room: number;
  readonly rows: readonly Row[];
  readonly height: number;
}

export const COLUMN = 124;
const HEAD = 40;

export function layoutOf(steps: readonly Step[], width: number): Layout {
  const wide = width >= WIDE;
  const left = wide ? Math.round(Math.min(240, Math.max(150, width * 0.22))) : 0;
  const room = wide ? width - left - 2 * COLUMN - 24 : width;
  const worst = largestLoss(steps);
  let top = wide ? HEAD : 32;
  const rows = steps.map((step): Row => {
    const name = wrap(nameOf(step), wide ? left - 24 : width, { weight: 600 });
    const after = step === worst ? step.after.slice(0, MOST_AFTER) : [];
    const below = after.length === 0 ? 0 : 30 + after.length * AFTER_ROW + 4;
    const own = wide ? BAR + 22 : name.length * LINE + 6 + BAR_NARROW + 22 + (step.step === 1 ? 0 : 2 * LINE);
    const row = { step, top, name, after, height: own + below };
    top += row.height + (wide ? 20 : 24);
    return row;
  });
  return { wide, left, room, rows, height: Math.max(0, top - 12) };
}

/** The name of a step with its number. An en space separates them, because SVG collapses two spaces into one. */
const nameOf = ({ step, name }: Step): string => `${step}\u2002${name}`;

/** The step that loses the most journeys; null if no step loses any. */
export function largestLoss(steps: readonly Step[]): Step | null {
  return steps.reduce<Step | null>((worst, step) => (step.dropped > (worst?.dropped ?? 0) ? step : worst), null);
}
