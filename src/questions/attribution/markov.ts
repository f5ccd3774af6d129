// Computes the removal effects of an absorbing Markov chain of order 1, in closed form.
//
// States are START, the labels, CONVERSION and NULL. The removal effect of a label is the share of conversions that is
// lost if every path that reaches the label ends there instead.
//
// Let Q be the matrix of the probabilities of moving between START and the labels, and N = (I − Q)^−1. The probability
// of reaching label c from START is h = N[start][c] / N[c][c]. Let x[c] be the probability of converting from c.
// Removing c then loses conversions with the probability h · x[c]. The cost is proportional to the cube of the number
// of labels, once.
//
// Sources: E. Anderl, I. Becker, F. von Wangenheim, J. H. Schumann, "Mapping the customer journey: Lessons learned from
// graph-based online attribution modeling", International Journal of Research in Marketing 33(3), 2016,
// doi:10.1016/j.ijresmar.2016.03.001; for the fundamental matrix N, J. G. Kemeny, J. L. Snell, "Finite Markov Chains",
// 1960.

/**
 * Counts of transitions between states. The row is the state before: START (0) or a label (1 … n). The column is the
 * state after: a label (0 … n − 1), CONVERSION (n) or NULL (n + 1). A label that no path visits has an empty row, and
 * its removal effect is 0.
 */
export interface Chain {
  readonly labels: number;
  readonly counts: Float64Array;
}

export function chainOf(labels: number): Chain {
  return { labels, counts: new Float64Array((labels + 1) * (labels + 2)) };
}

/**
 * Returns, for each label, the share of conversions that is lost without the label, from 0 to 1. All values are 0 if
 * there are no conversions.
 */
export function removalEffects({ labels: n, counts }: Chain): Float64Array {
  const width = n + 2;
  const sums = Float64Array.from({ length: n + 1 }, (_, state) => {
    let sum = 0;
    for (let to = 0; to < width; to++) sum += counts[state * width + to]!;
    return sum;
  });
  const chance = (state: number, to: number): number =>
    sums[state] === 0 ? 0 : counts[state * width + to]! / sums[state]!;
  const inverse = invert(n + 1, (i, j) => (i === j ? 1 : 0) - (j === 0 ? 0 : chance(i, j - 1)));
  const converts = Float64Array.from({ length: n + 1 }, (_, state) => {
    let sum = 0;
    for (let via = 0; via <= n; via++) sum += inverse[state * (n + 1) + via]! * chance(via, n);
    return sum;
  });
  const all = converts[0]!;
  return Float64Array.from({ length: n }, (_, label) => {
    const c = label + 1;
    if (all === 0 || sums[c] === 0) return 0;
    const reaches = inverse[c]! / inverse[c * (n + 1) + c]!;
    // Rounding must not make the credit of a label negative.
    return Math.max(0, (reaches * converts[c]!) / all);
  });
}

/**
 * Gauss–Jordan elimination with partial pivoting. `at` returns the entries. The matrix is invertible, because every
 * state can reach CONVERSION or NULL.
 */
function invert(size: number, at: (row: number, column: number) => number): Float64Array {
  const width = 2 * size;
  const rows = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: width }, (_, j) => (j < size ? at(i, j) : j - size === i ? 1 : 0)),
  );
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let i = k + 1; i < size; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    const own = rows[k]!;
    const scale = own[k]!;
    for (let j = 0; j < width; j++) own[j]! /= scale;
    for (let i = 0; i < size; i++) {
      const factor = rows[i]![k]!;
      if (i === k || factor === 0) continue;
      const other = rows[i]!;
      for (let j = k; j < width; j++) other[j]! -= factor * own[j]!;
    }
  }
  const inverse = new Float64Array(size * size);
  rows.forEach((row, i) => {
    inverse.set(row.subarray(size), i * size);
  });
  return inverse;
}
