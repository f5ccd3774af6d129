// Computes the ratio Γ(a + ½) / Γ(a), which scales the density of the t distribution, from an asymptotic series. With
// w = a − ¼,
//   ln(Γ(a + ½) / Γ(a)) = ln(w)/2 + 1/(64·w²) − 5/(2048·w⁴) + 61/(49152·w⁶) − …
// For w ≥ 12, the first term left out is below 3·10⁻¹⁷. A smaller a is first increased by means of
//   Γ(a + ½) / Γ(a) = a/(a + ½) · Γ(a + 3/2) / Γ(a + 1).
// If two logarithms of Γ were subtracted instead, the digits that they have in common would be lost. Cost: constant.
// Source: the series is formula 5.11.8 of the "NIST Digital Library of Mathematical Functions", F. W. J. Olver and
// others (editors), 2010, https://dlmf.nist.gov, at h = ¾ less the same at h = ¼.

const SERIES_FROM = 12.25;
/** Coefficients of w⁻², w⁻⁴, … */
const COEFFICIENTS = [
  1 / 64,
  -5 / 2_048,
  61 / 49_152,
  -1_385 / 1_048_576,
  50_521 / 20_971_520,
  -2_702_765 / 402_653_184,
];

/** The ratio for a > 0. */
export function gammaRatio(a: number): number {
  let raised = a;
  let scale = 1;
  for (; raised < SERIES_FROM; raised++) scale *= raised / (raised + 0.5);
  const w = raised - 0.25;
  const square = 1 / (w * w);
  let sum = 0;
  for (let i = COEFFICIENTS.length - 1; i >= 0; i--) sum = (sum + COEFFICIENTS[i]!) * square;
  return scale * Math.sqrt(w) * Math.exp(sum);
}
