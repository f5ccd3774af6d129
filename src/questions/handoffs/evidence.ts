// Collects the evidence with which pairs are tested. For each pair, this is its own settled handoffs and those with
// which it is compared, as sums of whole numbers over customers. Each pair belongs to a set of pairs. It is compared
// with the handoffs of the other pairs of the set, except pairs that are set aside (ranking.ts). The sums of a set
// first include the pair's own handoffs, which are then subtracted. With the baseline EARLIER, a pair is compared with
// its own handoffs in the earlier period instead. As long as no pair is set aside, the sums are computed together with
// the counts. Once pairs are set aside, the rows are read again. The time is linear in the handoffs.
import type { ClusterMoments, CrossMoments, TrialMoments } from "../../stats/moments.js";

/** Settled handoffs, sorted by pair and then by customer, so that loops need no table. */
export interface CustomerRows {
  /** The number of customers, at most MOST_CUSTOMERS. Customers are numbered from 0. */
  readonly customers: number;
  /** The pairs that occur. The rows of pairs[i] are rows[firsts[i]] … rows[firsts[i + 1] − 1]. */
  readonly pairs: ArrayLike<number>;
  readonly firsts: Uint32Array;
  /** One row for each handoff. Its value is 2 × the number of the customer, plus 1 if the handoff failed. */
  readonly rows: Uint16Array;
}

/**
 * For each pair, there are four sums of products over customers: nxny, nxfy, fxny and fxfy, where x means the pair and
 * y means its set. n is a customer's number of handoffs, and f the number of those that failed. The sums begin at pair
 * × CROSS.
 */
export const CROSS = 4;

/**
 * The handoffs with which a pair is compared, as sums over customers, and the sums of their products with the pair's
 * own handoffs.
 */
export interface Others {
  readonly moments: TrialMoments;
  readonly cross: CrossMoments;
}

export interface Evidence {
  /** For each pair, the sums of its own settled handoffs. */
  readonly own: readonly ClusterMoments[];
  /**
   * Returns, for each pair, the handoffs with which it is compared. `aside` is 1 for each pair that is set aside; it is
   * null if no pair is.
   */
  others(aside: Uint8Array | null): Promise<readonly Others[]>;
}

/**
 * Computes, for each pair, the sums of the handoffs with which it is compared. It needs only the products of the pairs
 * with their sets (`cross`). The sums of a set include the pair's own handoffs, which are subtracted, unless the pair
 * is set aside. If customer c has n_c handoffs of a pair and N_c handoffs of the set, the sum of squares of the set is
 * the sum of the products of its pairs: Σ_c N_c² = Σ_pairs Σ_c n_c·N_c.
 */
export function othersOf(
  own: readonly ClusterMoments[],
  cross: Float64Array,
  setOf: Uint32Array,
  aside: Uint8Array | null,
): Others[] {
  const sets = new Map<number, { n: number; f: number; nn: number; fn: number; ff: number }>();
  own.forEach(({ n, f }, pair) => {
    const set = sets.get(setOf[pair]!) ?? { n: 0, f: 0, nn: 0, fn: 0, ff: 0 };
    sets.set(setOf[pair]!, set);
    if (aside?.[pair] === 1) return;
    const { nxny, nxfy, fxfy } = crossAt(cross, pair);
    set.n += n;
    set.f += f;
    set.nn += nxny;
    set.fn += nxfy;
    set.ff += fxfy;
  });
  return own.map((mine, pair) => {
    const others = { moments: sets.get(setOf[pair]!)!, cross: crossAt(cross, pair) };
    return aside?.[pair] === 1 ? others : withoutOwn(others, mine);
  });
}

/** The largest number of customers in a chunk of rows. */
export const MOST_CUSTOMERS = 1 << 15;

/**
 * The numbers of the current set for each customer: the number of handoffs at the index 2 × customer, and the number of
 * failed handoffs at the next index. When the next set begins, all are 0. The array is a constant of the module, so
 * that V8 knows its address when it compiles the loops below, which makes them a sixth faster.
 */
const SUMS = new Int32Array(2 * MOST_CUSTOMERS);

/**
 * Adds the products of these rows to `cross`. The pairs must be in order of their sets. For each pair, `setOf` has its
 * set, and `aside` is 1 if the pair is set aside.
 */
export function addCross(cross: Float64Array, all: CustomerRows, setOf: Uint32Array, aside: Uint8Array | null): void {
  const { customers, pairs, firsts, rows } = all;
  for (let first = 0; first < pairs.length; ) {
    let end = first + 1;
    while (end < pairs.length && setOf[pairs[end]!] === setOf[pairs[first]!]) end++;
    for (let i = first; i < end; i++) if (aside?.[pairs[i]!] !== 1) addUp(rows, firsts[i]!, firsts[i + 1]!);
    for (let i = first; i < end; i++) multiply(cross, pairs[i]!, rows, firsts[i]!, firsts[i + 1]!);
    if (firsts[end]! - firsts[first]! >= customers) SUMS.fill(0, 0, 2 * customers);
    else clear(rows, firsts[first]!, firsts[end]!);
    first = end;
  }
}

function addUp(rows: Uint16Array, first: number, end: number): void {
  for (let h = first; h < end; h++) {
    const row = rows[h]!;
    const failed = row & 1;
    SUMS[row - failed]!++;
    SUMS[row - failed + 1]! += failed;
  }
}

function clear(rows: Uint16Array, first: number, end: number): void {
  for (let h = first; h < end; h++) {
    const row = rows[h]!;
    const failed = row & 1;
    SUMS[row - failed] = 0;
    SUMS[row - failed + 1] = 0;
  }
}

/**
 * Adds, for each handoff of the pair, the number of handoffs that its customer has in the set. This is Σ_c n_c·N_c,
 * where customer c has n_c handoffs of the pair and N_c of the set. Bit masks replace branches, which would be
 * mispredicted.
 */
function multiply(cross: Float64Array, pair: number, rows: Uint16Array, first: number, end: number): void {
  let [nxny, nxfy, fxny, fxfy] = [0, 0, 0, 0];
  for (let h = first; h < end; h++) {
    const row = rows[h]!;
    const failed = row & 1;
    const ny = SUMS[row - failed]!;
    const fy = SUMS[row - failed + 1]!;
    nxny += ny;
    nxfy += fy;
    fxny += ny & -failed;
    fxfy += fy & -failed;
  }
  const at = CROSS * pair;
  cross[at]! += nxny;
  cross[at + 1]! += nxfy;
  cross[at + 2]! += fxny;
  cross[at + 3]! += fxfy;
}

export function crossAt(cross: Float64Array, pair: number): CrossMoments {
  const at = CROSS * pair;
  return { nxny: cross[at]!, nxfy: cross[at + 1]!, fxny: cross[at + 2]!, fxfy: cross[at + 3]! };
}

/** Subtracts the pair's own handoffs from its set. The sums of squares and products follow from (set − own)². */
function withoutOwn({ moments: all, cross: shared }: Others, mine: TrialMoments): Others {
  return {
    moments: {
      n: all.n - mine.n,
      f: all.f - mine.f,
      nn: all.nn - 2 * shared.nxny + mine.nn,
      fn: all.fn - shared.nxfy - shared.fxny + mine.fn,
      ff: all.ff - 2 * shared.fxfy + mine.ff,
    },
    cross: {
      nxny: shared.nxny - mine.nn,
      nxfy: shared.nxfy - mine.fn,
      fxny: shared.fxny - mine.fn,
      fxfy: shared.fxfy - mine.ff,
    },
  };
}
