// How sure is the difference of two rates, where customers resemble themselves and may count in both? With p = F/N on side A and
// q = G/M on side B, d = q − p, and per customer c
//   u_c = (g_c − q·m_c)/M − (f_c − p·n_c)/N,   V = C/(C−1) · Σu_c²   (C: the customers of the side with fewer),
// a 95 % interval is d ± t·√V, with Student's t and as many degrees of freedom as the side with fewer has (statsInterval.ts). It is
// too narrow where a side has few customers whom the rate counts, or none: then V knows nothing. There another holds, made of the
// sides' own Wilson intervals p in [l, u] and q in [w, x]:
//   d − k·√((q−w)² + (u−p)²)  …  d + k·√((x−q)² + (p−l)²),   k² = V / (V of A alone + V of B alone),
// where k narrows it for what both sides share; and this one is too narrow for rates near 1 of customers who differ much. So each end
// is the wider of the two. In simulated worlds of such customers it covers in 94–97 % (test/questions/compare.simulation.test.ts).
// Sources: linearised ratios with clusters, Cochran 1977; square-and-add, Newcombe 1998 (method 10). Cost: constant.
import quantile from "@stdlib/stats-base-dists-t-quantile";
import { type Bounds, clusteredWilson, degreesOfFreedom, UPPER_TAIL } from "./interval.js";
import { type ClusterMoments, type CrossMoments, productsAbout, squaresAbout } from "./moments.js";

/** Of the rate of b minus that of a, within [−1, 1]; `cross` holds a's as x and b's as y. Null where one has no trials. */
export function clusteredDifference(a: ClusterMoments, b: ClusterMoments, cross: CrossMoments): Bounds | null {
  const ofA = clusteredWilson(a);
  const ofB = clusteredWilson(b);
  if (ofA === null || ofB === null) return null;
  const p = a.f / a.n;
  const q = b.f / b.n;
  const { together, apart } = variances(a, b, cross);
  const t = quantile(UPPER_TAIL, Math.min(degreesOfFreedom(a), degreesOfFreedom(b)));
  const linear = t * Math.sqrt(together);
  const k = apart === 0 ? 1 : Math.sqrt(together / apart);
  return {
    low: Math.max(-1, q - p - Math.max(linear, k * Math.hypot(q - ofB.low, ofA.high - p))),
    high: Math.min(1, q - p + Math.max(linear, k * Math.hypot(ofB.high - q, p - ofA.low))),
  };
}

/** V, and V if the sides' customers had nothing to do with each other; 0 where a single customer is all there is of a side. */
function variances(a: ClusterMoments, b: ClusterMoments, cross: CrossMoments): { together: number; apart: number } {
  const customers = Math.min(a.customers, b.customers);
  if (customers === 1) return { together: 0, apart: 0 };
  const [N, F, M, G] = [BigInt(a.n), BigInt(a.f), BigInt(b.n), BigInt(b.f)];
  // All times N⁴·M⁴, so that they are whole numbers: equal sides leave nothing.
  const apart = M ** 4n * squaresAbout(N, F, a) + N ** 4n * squaresAbout(M, G, b);
  const shared = 2n * N ** 2n * M ** 2n * productsAbout(N, F, M, G, cross);
  const unit = customers / ((customers - 1) * Number(N ** 4n * M ** 4n));
  return { together: Number(apart - shared) * unit, apart: Number(apart) * unit };
}
