// Computes the 95 % interval of the difference of two rates, if the occurrences of one customer resemble each other and
// a customer may have occurrences on both sides. On side A, F of N occurrences count, so the rate is p = F/N. On side
// B, G of M occurrences count, so the rate is q = G/M. The difference is d = q − p. With an index c for the part of
// customer c, the variance V of d is estimated from the customers:
//   u_c = (g_c − q·m_c)/M − (f_c − p·n_c)/N,   V = C/(C−1) · Σu_c²   (C: customers of the side with fewer customers).
//
// The linearised interval is d ± t·√V, where t is the quantile of Student's t with the fewer degrees of freedom of the
// two sides (interval.ts). It is too narrow if few customers of a side, or none, have occurrences that count, because V
// cannot be estimated well then.
//
// For these cases, the square-and-add interval combines the Wilson intervals of the two sides, p in [l, u] and q in
// [w, x]:
//   d − k·√((q−w)² + (u−p)²)  …  d + k·√((x−q)² + (p−l)²),   k² = V / (V of A alone + V of B alone).
// The factor k makes it narrower if the sides share customers. This second interval is too narrow for rates near 1 if
// customers differ much.
//
// Each end of the result is therefore taken from the interval that is wider there. In simulated data with such
// customers, the result contains the true difference in 94–97 % of cases (test/questions/compare.simulation.test.ts).
// Cost: constant.
//
// Sources: for the linearised ratio with clusters, the chapters on ratio estimators and on single-stage cluster
// sampling in "Sampling Techniques", W. G. Cochran, 3rd edition, Wiley, 1977. Square-and-add is method 10 of "Interval
// estimation for the difference between independent proportions: comparison of eleven methods", R. G. Newcombe,
// Statistics in Medicine 17 (8), 873–890, 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
import { type Bounds, clusteredWilson, degreesOfFreedom, UPPER_TAIL } from "./interval.js";
import { type ClusterMoments, type CrossMoments, productsAbout, squaresAbout } from "./moments.js";
import { studentTQuantile } from "./studentT.js";

/**
 * The interval of the rate of `b` minus the rate of `a`, within [−1, 1]. In `cross`, x is side `a`, and y is side `b`.
 * Null if a side has no trials.
 */
export function clusteredDifference(a: ClusterMoments, b: ClusterMoments, cross: CrossMoments): Bounds | null {
  const ofA = clusteredWilson(a);
  const ofB = clusteredWilson(b);
  if (ofA === null || ofB === null) return null;
  const p = a.f / a.n;
  const q = b.f / b.n;
  const { together, apart } = variances(a, b, cross);
  const t = studentTQuantile(UPPER_TAIL, Math.min(degreesOfFreedom(a), degreesOfFreedom(b)));
  const linear = t * Math.sqrt(together);
  const k = apart === 0 ? 1 : Math.sqrt(together / apart);
  return {
    low: Math.max(-1, q - p - Math.max(linear, k * Math.hypot(q - ofB.low, ofA.high - p))),
    high: Math.min(1, q - p + Math.max(linear, k * Math.hypot(ofB.high - q, p - ofA.low))),
  };
}

/**
 * Returns V, and the value that V would have if no customer were on both sides. Both are 0 if a side has a single
 * customer.
 */
function variances(a: ClusterMoments, b: ClusterMoments, cross: CrossMoments): { together: number; apart: number } {
  const customers = Math.min(a.customers, b.customers);
  if (customers === 1) return { together: 0, apart: 0 };
  const [N, F, M, G] = [BigInt(a.n), BigInt(a.f), BigInt(b.n), BigInt(b.f)];
  // Everything is multiplied by N⁴·M⁴, so that the terms are whole numbers and equal sides give exactly 0.
  const apart = M ** 4n * squaresAbout(N, F, a) + N ** 4n * squaresAbout(M, G, b);
  const shared = 2n * N ** 2n * M ** 2n * productsAbout(N, F, M, G, cross);
  const unit = customers / ((customers - 1) * Number(N ** 4n * M ** 4n));
  return { together: Number(apart - shared) * unit, apart: Number(apart) * unit };
}
