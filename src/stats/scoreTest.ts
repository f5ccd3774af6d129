// Tests whether a pair of channels fails more often than the other pairs. This is the one-sided score test of equal
// fail rates, in which customers are clusters: handoffs of one customer are not independent. The pair has f failures in
// n trials, and the others have g failures in m trials. The sums are F = f + g and N = n + m, and the common fail rate
// is p = F/N. With an index c for the part of customer c,
//   u_c = f_c − p·n_c − (n/N)·((f_c + g_c) − p·(n_c + m_c)),   z = Σu_c / √Σu_c²,   p-value = 1 − Φ(z).
// N²·u_c = m·(N·f_c − F·n_c) − n·(N·g_c − F·m_c) is a whole number, so Σu_c² can be computed exactly from whole-number
// sums over customers. The p-value is therefore exactly the same in any order of customers. A plain two-proportion test
// would treat the many occurrences of one busy customer as independent. Cost: constant.
// Sources: the score test of generalised estimating equations, "Hypothesis testing of regression parameters in
// semiparametric generalized linear models for cluster correlated data", A. Rotnitzky and N. P. Jewell, Biometrika 77
// (3), 485–497, 1990, doi:10.1093/biomet/77.3.485; "On generalized score tests", D. D. Boos, The American Statistician
// 46 (4), 327–333, 1992, doi:10.2307/2685328.
import { type CrossMoments, productsAbout, squaresAbout, type TrialMoments } from "./moments.js";
import { normalCdf } from "./normal.js";

/**
 * The p-value of the hypothesis that the pair fails no more often than the others. `cross` has sums over customers of
 * products of a customer's counts on the pair (x) and on the others (y). Returns null if the pair or the others have no
 * trials, and 1 if all u_c are 0.
 */
export function clusteredScoreTest(pair: TrialMoments, others: TrialMoments, cross: CrossMoments): number | null {
  if (pair.n === 0 || others.n === 0) return null;
  const [n, m, f, g] = [BigInt(pair.n), BigInt(others.n), BigInt(pair.f), BigInt(others.f)];
  const [N, F] = [n + m, f + g];
  // Below, a_c = N·f_c − F·n_c on the pair, and b_c = N·g_c − F·m_c on the others.
  const aa = squaresAbout(N, F, pair);
  const bb = squaresAbout(N, F, others);
  const ab = productsAbout(N, F, N, F, cross);
  const squares = m * m * aa - 2n * m * n * ab + n * n * bb;
  if (squares === 0n) return 1;
  const z = Number(N * (m * f - g * n)) / Math.sqrt(Number(squares));
  return normalCdf(-z);
}

/**
 * The two-sided p-value of the hypothesis that both fail equally often. It is computed from the smaller of the two
 * one-sided p-values, which keeps its precision even if it is tiny.
 */
export function clusteredScoreTestOfBoth(x: TrialMoments, y: TrialMoments, cross: CrossMoments): number | null {
  const { nxny, nxfy, fxny, fxfy } = cross;
  const more = clusteredScoreTest(x, y, cross);
  const fewer = clusteredScoreTest(y, x, { nxny, nxfy: fxny, fxny: nxfy, fxfy });
  return more === null || fewer === null ? null : Math.min(1, 2 * Math.min(more, fewer));
}
