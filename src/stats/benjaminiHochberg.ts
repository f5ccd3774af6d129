// Decides which of many tests are significant, so that in the long run at most 5 % of the significant results are
// false. This is the Benjamini–Hochberg procedure. There are m tests. Their p-values are put in ascending order, p_1 to
// p_m. Let i be the largest index with p_i ≤ rate·i/m. Then the tests with p_1 to p_i are significant. A test that
// could not be made (null) is never significant, but it counts in m. Cost: m log m. Source: "Controlling the false
// discovery rate: a practical and powerful approach to multiple testing", Y. Benjamini and Y. Hochberg, Journal of the
// Royal Statistical Society B 57 (1), 289–300, 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.

export const FALSE_DISCOVERY_RATE = 0.05;

/** For each p-value, whether it is significant. Equal p-values have the same result. */
export function benjaminiHochberg(pValues: readonly (number | null)[], rate = FALSE_DISCOVERY_RATE): boolean[] {
  const sorted = pValues.filter((p): p is number => p !== null).sort((a, b) => a - b);
  let limit = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < sorted.length; i++) if (sorted[i]! <= (rate * (i + 1)) / pValues.length) limit = sorted[i]!;
  return pValues.map((p) => p !== null && p <= limit);
}
