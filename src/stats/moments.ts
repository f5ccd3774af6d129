// The sums that the statistics of this folder work on. Occurrences come in clusters: one customer makes many of them,
// and customers differ, so the unit is the customer and never the occurrence. All are sums over customers of whole
// numbers, which are exact in any order up to 2^53.

/** n trials and f failures of a set of customers, with the sums over customers c of their squares and products. */
export interface TrialMoments {
  readonly n: number;
  readonly f: number;
  /** Σ n_c², Σ f_c·n_c, Σ f_c². */
  readonly nn: number;
  readonly fn: number;
  readonly ff: number;
}

export interface ClusterMoments extends TrialMoments {
  /** Customers with at least one trial. */
  readonly customers: number;
}

/** Σ over customers of products between two sets of trials, x the first and y the second. */
export interface CrossMoments {
  readonly nxny: number;
  readonly nxfy: number;
  readonly fxny: number;
  readonly fxfy: number;
}

/** Σ_c (N·f_c − F·n_c)², a whole number: N² times the squares about the rate F/N. */
export function squaresAbout(N: bigint, F: bigint, { nn, fn, ff }: TrialMoments): bigint {
  return N * N * BigInt(ff) - 2n * N * F * BigInt(fn) + F * F * BigInt(nn);
}

/** Σ_c (N·f_c − F·n_c)·(M·g_c − G·m_c), a whole number: f of n are x, g of m are y. */
export function productsAbout(N: bigint, F: bigint, M: bigint, G: bigint, cross: CrossMoments): bigint {
  const { nxny, nxfy, fxny, fxfy } = cross;
  return N * M * BigInt(fxfy) - N * G * BigInt(fxny) - F * M * BigInt(nxfy) + F * G * BigInt(nxny);
}
