// The number of equally busy customers who would carry as much information as these: n²/Σn_c², if customer c has n_c of
// the n occurrences. It is the number of customers if all are equally busy, and 1 if one customer has nearly everything.
// Cost: constant.
// Source: "Weighting for unequal Pᵢ", L. Kish, Journal of Official Statistics 8 (2), 183–200, 1992 (for weights).
import type { TrialMoments } from "./moments.js";

/** Requires n > 0. */
export function effectiveCustomers({ n, nn }: Pick<TrialMoments, "n" | "nn">): number {
  return (n * n) / nn;
}
