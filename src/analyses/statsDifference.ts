// How sure is the difference of two rates, where a customer may count in both? The square-and-add interval: each rate has its
// clustered Wilson interval (statsInterval.ts), p in [l, u] of side A and q in [m, v] of side B, and d = q − p lies in
//   d − √((q−m)² − 2ρ(q−m)(u−p) + (u−p)²)  …  d + √((v−q)² − 2ρ(v−q)(p−l) + (p−l)²),
// where ρ, the correlation of the two rates, comes of the customers who are in both:
//   ρ = Σ_c (f_Ac − p·n_Ac)(f_Bc − q·n_Bc) / √(Σ_c (f_Ac − p·n_Ac)² · Σ_c (f_Bc − q·n_Bc)²), 0 where a rate is 0 or 1.
// Unlike d ± t·√Var, it holds near 0 and 1, where most routes are, and never leaves [−1, 1]. Sources: Newcombe 1998 (method 10);
// Zou and Donner 2008 (any two intervals, correlated rates). Cost: constant.
import { type Bounds, clusteredWilson } from "./statsInterval.js";
import { type ClusterMoments, type CrossMoments, productsAbout, squaresAbout } from "./statsMoments.js";

/** Of the rate of b minus that of a; `cross` holds a's as x and b's as y. Null where one has no trials. */
export function clusteredDifference(a: ClusterMoments, b: ClusterMoments, cross: CrossMoments): Bounds | null {
  const ofA = clusteredWilson(a);
  const ofB = clusteredWilson(b);
  if (ofA === null || ofB === null) return null;
  const p = a.f / a.n;
  const q = b.f / b.n;
  const rho = correlation(a, b, cross);
  return {
    low: q - p - together(q - ofB.low, ofA.high - p, rho),
    high: q - p + together(ofB.high - q, p - ofA.low, rho),
  };
}

function together(x: number, y: number, rho: number): number {
  // At ρ = 1 and x = y rounding could leave less than nothing.
  return Math.sqrt(Math.max(0, x * x - 2 * rho * x * y + y * y));
}

function correlation(a: ClusterMoments, b: ClusterMoments, cross: CrossMoments): number {
  const [N, F, M, G] = [BigInt(a.n), BigInt(a.f), BigInt(b.n), BigInt(b.f)];
  const squares = Number(squaresAbout(N, F, a)) * Number(squaresAbout(M, G, b));
  if (squares === 0) return 0;
  return Math.max(-1, Math.min(1, Number(productsAbout(N, F, M, G, cross)) / Math.sqrt(squares)));
}
