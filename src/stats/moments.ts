// Defines the sums on which the statistics of this folder are based. A customer has many occurrences, such as visits,
// which resemble each other more than those of other customers. The statistics therefore treat customers as the units,
// and not single occurrences. All values are sums of whole numbers over customers, which are exact in any order up to
// 2^53.

/**
 * n trials and f failures of a set of customers, and the sums over customers c of the squares and products of n_c and
 * f_c.
 */
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

/** Sums over customers of products of counts of two sets of trials. x is the first set, y the second. */
export interface CrossMoments {
  readonly nxny: number;
  readonly nxfy: number;
  readonly fxny: number;
  readonly fxfy: number;
}

/** Σ_c (N·f_c − F·n_c)², a whole number: N² times the sum of squared deviations from the rate F/N. */
export function squaresAbout(N: bigint, F: bigint, { nn, fn, ff }: TrialMoments): bigint {
  return N * N * BigInt(ff) - 2n * N * F * BigInt(fn) + F * F * BigInt(nn);
}

/**
 * Σ_c (N·f_c − F·n_c)·(M·g_c − G·m_c), a whole number. Customer c has n_c trials and f_c failures in the set x, and m_c
 * trials and g_c failures in the set y.
 */
export function productsAbout(N: bigint, F: bigint, M: bigint, G: bigint, cross: CrossMoments): bigint {
  const { nxny, nxfy, fxny, fxfy } = cross;
  return N * M * BigInt(fxfy) - N * G * BigInt(fxny) - F * M * BigInt(nxfy) + F * G * BigInt(nxny);
}
