// The positions of the parts of the picture of conformance: the totals, the designed steps with their counts, the
// variants under the same columns, and the ad hoc touchpoints, which are not in the design.
import { LINE, SMALL, wrap } from "../text.js";
import { type AdHoc, type Answer, PARTS, type Step, type Variant } from "./answer.js";
import { type Aligned, alignedOf } from "./moves.js";

/** The least width of a column with a name and counts. If there is less space, the steps are below each other. */
const LEAST_COLUMN = 76;
/** The columns on the left and on the right of the steps. */
const LABEL = 172;
const FITNESS = 64;
/** The number of variants and of ad hoc touchpoints that are drawn. The table has all of the answer. */
const MOST_VARIANTS = 12;
const MOST_AD_HOC = 10;
export const COUNT_ROW = 30;
export const VARIANT_ROW = 38;
export const VARIANT_ROW_NARROW = 62;
export const AD_HOC_ROW = 30;
export const AD_HOC_ROW_NARROW = 46;
export const TOTALS = 62;
const STEP_ITEM = 74;
const HEAD = 30;

export interface VariantRow {
  readonly variant: Variant;
  readonly aligned: Aligned;
  readonly top: number;
}

export interface Layout {
  readonly wide: boolean;
  readonly width: number;
  /** Where the columns begin, and the width of each. */
  readonly left: number;
  readonly column: number;
  readonly right: number;
  readonly names: readonly (readonly string[])[];
  readonly stepsTop: number;
  /** Where the counts of the first step begin. */
  readonly countsTop: number;
  readonly variantsTop: number;
  readonly variants: readonly VariantRow[];
  readonly otherVariantsTop: number | null;
  readonly adHocTop: number;
  readonly adHoc: readonly AdHoc[];
  readonly height: number;
}

export const columnCentre = ({ left, column }: Layout, i: number): number => left + (i + 0.5) * column;

export function layoutOf(answer: Answer, width: number): Layout {
  const { steps, totals } = answer;
  const count = Math.max(1, steps.length);
  const wide = (width - LABEL - FITNESS) / count >= LEAST_COLUMN;
  const left = wide ? LABEL : 8;
  const right = wide ? FITNESS : 8;
  const column = (width - left - right) / count;
  const names = steps.map(({ name }: Step) =>
    wrap(name, wide ? column - 10 : width - 40, wide ? { size: SMALL } : { weight: 600 }, 3),
  );
  const lines = Math.max(1, ...names.map(({ length }) => length));
  const stepsTop = TOTALS + HEAD;
  const countsTop = stepsTop + (wide ? 40 + lines * LINE : 0);
  // The row after the counts has the mean waits.
  const stepsEnd = wide ? countsTop + (PARTS.length + 1) * COUNT_ROW : countsTop + steps.length * STEP_ITEM;
  const variantsTop = stepsEnd + 48;
  const row = wide ? VARIANT_ROW : VARIANT_ROW_NARROW;
  const firstVariant = variantsTop + (wide ? 12 : 72);
  const variants = answer.variants.slice(0, MOST_VARIANTS).map((variant, i) => ({
    variant,
    aligned: alignedOf(variant, steps),
    top: firstVariant + i * row,
  }));
  const variantsEnd = firstVariant + variants.length * row;
  const hasOther = (totals.variants ?? 0) > variants.length;
  const adHocTop = variantsEnd + (hasOther ? 34 : 10) + 24;
  const adHoc = answer.adHoc.slice(0, MOST_AD_HOC);
  const adHocRow = wide ? AD_HOC_ROW : AD_HOC_ROW_NARROW;
  return {
    wide,
    width,
    left,
    column,
    right,
    names,
    stepsTop,
    countsTop,
    variantsTop,
    variants,
    otherVariantsTop: hasOther ? variantsEnd + 24 : null,
    adHocTop,
    adHoc,
    height: adHocTop + (adHoc.length === 0 ? 0 : 14 + adHoc.length * adHocRow + 28),
  };
}

/** The top of a step in the list of a narrow page. */
export const itemTop = ({ countsTop }: Layout, i: number): number => countsTop + i * STEP_ITEM;
