// Computes the 95 % interval of a mean, if the values of one customer resemble each other. Customer c gives n_c values
// with the sum x_c. All C customers together give n values with the mean m. The variance V of the mean is estimated
// from the customers, as that of a ratio of two sums:
//   V = C/(C−1) · Σ_c (x_c − m·n_c)² / n².
// The interval is m ± t·√V, where t is the quantile of Student's t with max(1, n²/Σn_c² − 1) degrees of freedom. It is
// null for fewer than two customers, because their variation is then unknown. Cost: constant.
// Source: "Sampling Techniques", W. G. Cochran, 3rd edition, Wiley, 1977, section 9A.2 (estimates from clusters of
// unequal sizes).
import { effectiveCustomers } from "./effectiveCustomers.js";
import { type Bounds, UPPER_TAIL } from "./interval.js";
import { studentTQuantile } from "./studentT.js";

/** Sums over customers. All of them are whole numbers. */
export interface ValueMoments {
  readonly customers: number;
  /** Number of values, and their sum. */
  readonly n: number;
  readonly s: number;
  /** Σ n_c², Σ x_c·n_c, Σ x_c². */
  readonly nn: number;
  readonly sn: number;
  readonly ss: number;
}

export function clusteredMean(moments: ValueMoments): Bounds | null {
  const { customers, n, s, nn, sn, ss } = moments;
  if (customers < 2) return null;
  // This is n²·Σ(x_c − m·n_c)². It is a whole number, so only the division rounds.
  const [N, S] = [BigInt(n), BigInt(s)];
  const squares = Number(N * N * BigInt(ss) - 2n * N * S * BigInt(sn) + S * S * BigInt(nn));
  const error = Math.sqrt((squares * customers) / (customers - 1)) / (n * n);
  const half = studentTQuantile(UPPER_TAIL, Math.max(1, effectiveCustomers(moments) - 1)) * error;
  return { low: s / n - half, high: s / n + half };
}
