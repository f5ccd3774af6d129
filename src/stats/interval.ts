// How sure is a fail rate? Wilson's 95 % interval with the number of handoffs that the data are worth, since those of one
// customer resemble each other: effective n = n / max(1, D) with the design effect
//   D = Σ_c (f_c − p·n_c)² · C/(C−1) / (n·p·(1−p)),
// and Student's t with max(1, n²/Σn_c² − 1) degrees of freedom in place of 1.96. With p = 0 or 1, or a single customer,
// D says nothing, and the effective n is the number of customers. Sources: Wilson 1927; Korn and Graubard 1998 (effective
// sample size); Dean and Pagano 2015 (the Wilson form of it). Cost: constant.
import quantile from "@stdlib/stats-base-dists-t-quantile";
import { type ClusterMoments, squaresAbout } from "./moments.js";

/** Of a 95 % interval. */
export const UPPER_TAIL = 0.975;

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The interval of f/n, within [0, 1]; null over nothing. */
export function clusteredWilson(counts: ClusterMoments): Bounds | null {
  const { n, f } = counts;
  if (n === 0) return null;
  const p = f / n;
  const size = effectiveSize(counts);
  const t = quantile(UPPER_TAIL, degreesOfFreedom(counts));
  const t2 = t * t;
  const middle = (p + t2 / (2 * size)) / (1 + t2 / size);
  const half = (t / (1 + t2 / size)) * Math.sqrt((p * (1 - p)) / size + t2 / (4 * size * size));
  // At p = 0 and p = 1 one end is exact, which rounding would miss by a hair.
  return { low: f === 0 ? 0 : Math.max(0, middle - half), high: f === n ? 1 : Math.min(1, middle + half) };
}

/** One less than the customers there would be if all were equally busy; at least 1. */
export function degreesOfFreedom({ n, nn }: ClusterMoments): number {
  return Math.max(1, (n * n) / nn - 1);
}

function effectiveSize(counts: ClusterMoments): number {
  const { customers, n, f } = counts;
  if (f === 0 || f === n || customers === 1) return customers;
  const [N, F] = [BigInt(n), BigInt(f)];
  const design = (Number(squaresAbout(N, F, counts)) * customers) / ((customers - 1) * Number(N * F * (N - F)));
  return n / Math.max(1, design);
}
