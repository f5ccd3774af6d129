// Which of many tests to believe, so that at most 5 % of those believed are false in the long run. Benjamini–Hochberg:
// with p-values in ascending order, all up to the last one with p_(i) ≤ rate·i/m. A test that could not be made (null) is never
// believed, yet counts in m: it was asked. Source: Benjamini and Hochberg 1995. Cost: m log m.

export const FALSE_DISCOVERY_RATE = 0.05;

/** Per p-value: believed or not. Equal p-values fare alike. */
export function benjaminiHochberg(pValues: readonly (number | null)[], rate = FALSE_DISCOVERY_RATE): boolean[] {
  const sorted = pValues.filter((p): p is number => p !== null).sort((a, b) => a - b);
  let limit = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < sorted.length; i++) if (sorted[i]! <= (rate * (i + 1)) / pValues.length) limit = sorted[i]!;
  return pValues.map((p) => p !== null && p <= limit);
}
