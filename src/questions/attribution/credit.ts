// Divides the credit of one conversion among its touches, as each model defines. Credit is counted in whole units, so
// that sums do not depend on the order in which threads add them. The units of a conversion always add up to one
// conversion.
//
// FIRST and LAST give all credit to one touch. LINEAR gives the same credit to every touch. POSITION gives 40 % to the
// first touch, 40 % to the last and 20 % to those in between. If there are only two touches, each gets half. TIME_DECAY
// gives a touch a weight of 2^(−t / half-life), where t is the time from the touch to the conversion, and normalizes
// the weights.
//
// SHAPLEY gives the same credit to every distinct label. In terms of game theory, a coalition of labels is worth one
// conversion if it contains all labels of that conversion, and nothing otherwise. The Shapley value of such a game
// divides the worth equally among these labels (L. S. Shapley, "A value for n-person games", in "Contributions to the
// Theory of Games II", 1953; K. Zhao, S. H. Mahboobi, S. R. Bagheri, "Shapley value methods for attribution modeling in
// online advertising", 2018, arXiv:1804.05327). The sum over conversions is therefore exact for any number of labels.
import type { Elapsed } from "../../projection/columns.js";
import type { AttributionModel } from "./plan.js";

/**
 * Units of one conversion. Credit is exact to 1.5e-8 of a conversion, and a double can hold the units of 134 million
 * conversions.
 */
export const UNIT = 2 ** 26;

/** The models that divide each conversion separately. MARKOV needs all paths (markov.ts). */
export type TouchModel = Exclude<AttributionModel, "MARKOV">;

/** Returns the weight of each touch of a conversion. The touches are at the positions `from` to `at` − 1. */
type Weights = (elapsed: Elapsed, from: number, at: number, halfLife: number) => Float64Array;

const WEIGHTS: Readonly<Record<Exclude<TouchModel, "SHAPLEY">, Weights>> = {
  FIRST: (_, from, at) => weights(at - from, (i) => (i === 0 ? 1 : 0)),
  LAST: (_, from, at) => weights(at - from, (i) => (i === at - from - 1 ? 1 : 0)),
  LINEAR: (_, from, at) => weights(at - from, () => 1),
  POSITION: (_, from, at) => {
    const touches = at - from;
    return weights(touches, (i) => (touches <= 2 ? 1 : i === 0 || i === touches - 1 ? 0.4 : 0.2 / (touches - 2)));
  },
  TIME_DECAY: (elapsed, from, at, halfLife) =>
    // Only the ratios of weights matter, so time is counted from the last touch and not from the conversion. If the
    // conversion comes very late, all weights would otherwise be rounded to 0.
    weights(at - from, (i) => 2 ** -((elapsed[at - 1]! - elapsed[from + i]!) / halfLife)),
};

function weights(touches: number, of: (touch: number) => number): Float64Array {
  return Float64Array.from({ length: touches }, (_, i) => of(i));
}

/** Divides one conversion among its touches. `labelAt` returns the label of a position. `give` receives whole units. */
export function divide(
  model: TouchModel,
  elapsed: Elapsed,
  from: number,
  at: number,
  halfLife: number,
  labelAt: (position: number) => number,
  give: (label: number, units: number) => void,
): void {
  if (model === "SHAPLEY") {
    const labels = new Set<number>();
    for (let i = from; i < at; i++) labels.add(labelAt(i));
    const distinct = [...labels].sort((a, b) => a - b);
    inUnits(new Float64Array(distinct.length).fill(1), (i, units) => give(distinct[i]!, units));
    return;
  }
  inUnits(WEIGHTS[model](elapsed, from, at, halfLife), (i, units) => give(labelAt(from + i), units));
}

/**
 * Converts parts of a conversion to whole units. It rounds the running sum instead of each part, so that the units add
 * up to UNIT.
 */
function inUnits(parts: Float64Array, give: (part: number, units: number) => void): void {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  let given = 0;
  parts.forEach((part, i) => {
    sum += part;
    const upTo = i === parts.length - 1 ? UNIT : Math.round((sum / whole) * UNIT);
    give(i, upTo - given);
    given = upTo;
  });
}
