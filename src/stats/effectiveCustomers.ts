// Computes the effective number of customers. It is the number of equally busy customers that would give the same
// amount of information as the given customers. It is n²/Σn_c², where customer c has n_c of the n occurrences. If all
// customers are equally busy, it is the number of customers. If one customer has nearly all occurrences, it is about 1.
// Cost: constant. Source: "Weighting for unequal Pᵢ", L. Kish, Journal of Official Statistics 8 (2), 183–200, 1992 (for
// weights).
import type { TrialMoments } from "./moments.js";

/** Requires n > 0. */
export function effectiveCustomers({ n, nn }: Pick<TrialMoments, "n" | "nn">): number {
  return (n * n) / nn;
}
