// Computes the 95 % interval of the difference of two means, and tests whether the means differ. The values of one
// customer resemble each other, and a customer may have values on both sides. Side A has N values with the sum S and
// the mean m = S/N, and side B has M values with the sum T and the mean k = T/M. The difference is d = k − m. With an
// index c for the part of customer c, the variance V of d is estimated from the customers:
//   u_c = (t_c − k·m_c)/M − (s_c − m·n_c)/N,   V = C/(C−1) · Σu_c²   (C: customers of the side with fewer customers).
// The interval is d ± t·√V, where t is the quantile of Student's t with the fewer degrees of freedom of the two sides
// (interval.ts). The p-value of the hypothesis that the means are equal is the probability that the absolute value of a
// variable with this distribution exceeds |d|/√V, so it is below 0.05 if and only if the interval does not contain 0.
// All sums are whole numbers, which BigInt adds exactly in any order. Cost: constant. Source: the chapters on ratio
// estimators and on single-stage cluster sampling in "Sampling Techniques", W. G. Cochran, 3rd edition, Wiley, 1977.
import { type Bounds, UPPER_TAIL } from "./interval.js";
import { studentTQuantile, studentTTail } from "./studentT.js";

/** Sums over customers of n, s, n², s·n and s², where customer c has n_c values with the sum s_c. */
export interface MeanMoments {
  readonly customers: bigint;
  readonly n: bigint;
  readonly s: bigint;
  readonly nn: bigint;
  readonly sn: bigint;
  readonly ss: bigint;
}

/** Sums over customers of products of both sides. x is side A, and y is side B. */
export interface MeanCrossMoments {
  readonly nxny: bigint;
  readonly nxsy: bigint;
  readonly sxny: bigint;
  readonly sxsy: bigint;
}

/** Returns null if a side has fewer than two customers, because the variation between its customers is then unknown. */
export function clusteredMeanDifference(a: MeanMoments, b: MeanMoments, cross: MeanCrossMoments): Bounds | null {
  const estimate = differenceOf(a, b, cross);
  if (estimate === null) return null;
  const { difference, error, degrees } = estimate;
  const half = studentTQuantile(UPPER_TAIL, degrees) * error;
  return { low: difference - half, high: difference + half };
}

/** Returns the two-sided p-value of the hypothesis that both means are equal; null as for the interval. */
export function clusteredMeanTest(a: MeanMoments, b: MeanMoments, cross: MeanCrossMoments): number | null {
  const estimate = differenceOf(a, b, cross);
  if (estimate === null) return null;
  const { difference, error, degrees } = estimate;
  return difference === 0 ? 1 : Math.min(1, 2 * studentTTail(Math.abs(difference) / error, degrees));
}

/** The difference, its standard error √V, and the degrees of freedom. */
function differenceOf(a: MeanMoments, b: MeanMoments, cross: MeanCrossMoments) {
  if (a.customers < 2n || b.customers < 2n) return null;
  const { n: N, s: S } = a;
  const { n: M, s: T } = b;
  const difference = Number(T * N - S * M) / Number(N * M);
  // Everything is multiplied by N⁴·M⁴, so that the terms are whole numbers.
  const shared = N * M * cross.sxsy - N * T * cross.sxny - S * M * cross.nxsy + S * T * cross.nxny;
  const squares = N ** 4n * squaresOf(b) + M ** 4n * squaresOf(a) - 2n * N ** 2n * M ** 2n * shared;
  const customers = Math.min(Number(a.customers), Number(b.customers));
  const variance = (ratioOf(squares, N ** 4n * M ** 4n) * customers) / (customers - 1);
  return { difference, error: Math.sqrt(Math.max(0, variance)), degrees: Math.min(degreesOf(a), degreesOf(b)) };
}

/** Σ (N·s_c − S·n_c)². */
function squaresOf({ n, s, nn, sn, ss }: MeanMoments): bigint {
  return n * n * ss - 2n * n * s * sn + s * s * nn;
}

function degreesOf({ n, nn }: MeanMoments): number {
  return Math.max(1, Number(n * n) / Number(nn) - 1);
}

/** Returns the quotient of two whole numbers, each of which may be too large for a double. */
function ratioOf(part: bigint, whole: bigint): number {
  const shift = BigInt(Math.max(0, whole.toString(2).length - 500));
  return Number(part >> shift) / Number(whole >> shift);
}
