// Assigns the moves of a variant to the columns of the picture: to the steps of the design, and to the gaps between two
// steps.
import type { Step, Variant } from "./answer.js";

export interface Cell {
  /** Interactions that match the step. */
  readonly matched: number;
  readonly isMissing: boolean;
}

export interface Gap {
  /** Interactions that match no step, without those that are out of order. */
  readonly adHoc: number;
  /** Interactions that match no step, but at the touchpoint of a step that is missing elsewhere (out of order). */
  readonly outOfOrder: number;
}

export interface Aligned {
  /** One per step, in the order of the design. */
  readonly cells: readonly Cell[];
  /** What happened before the first step, between two steps, and after the last one: one more than there are steps. */
  readonly gaps: readonly Gap[];
}

export function alignedOf({ moves }: Pick<Variant, "moves">, steps: readonly Pick<Step, "key">[]): Aligned {
  const place = new Map(steps.map(({ key }, i) => [key, i]));
  const cells = steps.map(() => ({ matched: 0, isMissing: false }));
  const gaps = Array.from({ length: steps.length + 1 }, () => ({ adHoc: 0, outOfOrder: 0 }));
  let gap = 0;
  for (const { move, step } of moves) {
    const at = step === null ? undefined : place.get(step);
    if (move === "AD_HOC") gaps[gap]!.adHoc++;
    else if (move === "OUT_OF_ORDER") gaps[gap]!.outOfOrder++;
    else if (at !== undefined) {
      if (move === "MATCHED") cells[at]!.matched++;
      else cells[at]!.isMissing = true;
      gap = at + 1;
    }
  }
  return { cells, gaps };
}

/** At most this many moves are written out. */
const MOST_WRITTEN = 12;

const WORDS: Readonly<Record<Variant["moves"][number]["move"], (step: string, touchpoint: string) => string>> = {
  MATCHED: (step) => `${step}: present`,
  MISSING: (step) => `${step}: missing`,
  AD_HOC: (_, touchpoint) => `ad hoc: ${touchpoint}`,
  OUT_OF_ORDER: (_, touchpoint) => `out of order: ${touchpoint}`,
};

/** The moves in words: "Order: present", "pick-up: missing", "ad hoc: store/kiosk". */
export function movesText(
  { moves }: Pick<Variant, "moves">,
  nameOfStep: (key: string) => string,
  nameOfTouchpoint: (key: string) => string,
): readonly string[] {
  const words = moves.map(({ move, step, touchpoint }) =>
    WORDS[move](nameOfStep(step ?? ""), nameOfTouchpoint(touchpoint ?? "")),
  );
  return words.length <= MOST_WRITTEN
    ? words
    : [...words.slice(0, MOST_WRITTEN), `and ${words.length - MOST_WRITTEN} more`];
}
