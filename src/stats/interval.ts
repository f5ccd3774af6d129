// Computes the 95 % interval of a rate p = f/n: f of n occurrences count, the occurrences are those of many customers,
// and occurrences of one customer resemble each other. It is Wilson's interval with two changes. First, the number of
// occurrences is replaced by the effective number n / max(1, D). D is the design effect. If there are C customers, and
// customer c has n_c occurrences, of which f_c count, it is
//   D = Σ_c (f_c − p·n_c)² · C/(C−1) / (n·p·(1−p)).
// Second, 1.96 is replaced by the quantile of Student's t with max(1, n²/Σn_c² − 1) degrees of freedom. If p is 0 or 1,
// or there is a single customer, D is undefined, and the effective number is the number of customers. Cost: constant.
// Sources: "Probable inference, the law of succession, and statistical inference", E. B. Wilson, Journal of the
// American Statistical Association 22 (158), 209–212, 1927, doi:10.1080/01621459.1927.10502953. The effective number:
// "Confidence intervals for proportions with small expected number of positive counts estimated from survey data", E.
// L. Korn and B. I. Graubard, Survey Methodology 24 (2), 193–201, 1998. Its use in Wilson's interval: "Evaluating
// confidence interval methods for binomial proportions in clustered surveys", N. Dean and M. Pagano, Journal of Survey
// Statistics and Methodology 3 (4), 484–503, 2015, doi:10.1093/jssam/smv024.
import { effectiveCustomers } from "./effectiveCustomers.js";
import { type ClusterMoments, squaresAbout } from "./moments.js";
import { studentTQuantile } from "./studentT.js";

/** The probability of the upper quantile of a 95 % interval. */
export const UPPER_TAIL = 0.975;

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The interval of f/n, within [0, 1]; null if n is 0. */
export function clusteredWilson(counts: ClusterMoments): Bounds | null {
  const { n, f } = counts;
  if (n === 0) return null;
  const p = f / n;
  const size = effectiveSize(counts);
  const t = studentTQuantile(UPPER_TAIL, degreesOfFreedom(counts));
  const t2 = t * t;
  const middle = (p + t2 / (2 * size)) / (1 + t2 / size);
  const half = (t / (1 + t2 / size)) * Math.sqrt((p * (1 - p)) / size + t2 / (4 * size * size));
  // If p is 0 or 1, one end is exactly p. The formula would give it with a rounding error.
  return { low: f === 0 ? 0 : Math.max(0, middle - half), high: f === n ? 1 : Math.min(1, middle + half) };
}

/** The effective number of customers minus one, and at least 1. */
export function degreesOfFreedom(counts: ClusterMoments): number {
  return Math.max(1, effectiveCustomers(counts) - 1);
}

function effectiveSize(counts: ClusterMoments): number {
  const { customers, n, f } = counts;
  if (f === 0 || f === n || customers === 1) return customers;
  const [N, F] = [BigInt(n), BigInt(f)];
  const design = (Number(squaresAbout(N, F, counts)) * customers) / ((customers - 1) * Number(N * F * (N - F)));
  return n / Math.max(1, design);
}
