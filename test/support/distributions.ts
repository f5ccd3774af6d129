// The two distributions that the oracles use, computed only from their densities. Areas are found by numerical
// integration, and quantiles by bisection. The functions are slow and obvious, and share no code with src/stats.

/**
 * The area below f from a to b, by the trapezoidal rule after substituting x = tanh(π/2 · sinh u), which allows
 * singular ends. Source: "Double exponential formulas for numerical integration", H. Takahasi and M. Mori, Publications
 * of RIMS 9 (3), 721–741, 1974, doi:10.2977/prims/1195192451.
 */
function area(f: (x: number) => number, a: number, b: number): number {
  const STEP = 1 / 32;
  let sum = 0;
  for (let k = -4 / STEP; k <= 4 / STEP; k++) {
    const u = k * STEP;
    const v = (Math.PI / 2) * Math.sinh(u);
    const weight = ((Math.PI / 2) * Math.cosh(u)) / Math.cosh(v) ** 2;
    sum += weight * f((a + b) / 2 + ((b - a) / 2) * Math.tanh(v));
  }
  return (sum * STEP * (b - a)) / 2;
}

/** P(Z ≤ z) of a standard normal Z. */
export function normalCdf(z: number): number {
  const inside = area((x) => Math.exp((-x * x) / 2), 0, Math.min(Math.abs(z), 40)) / Math.sqrt(2 * Math.PI);
  return z < 0 ? 0.5 - inside : 0.5 + inside;
}

/** The t with P(T ≤ t) = p, for p ≥ 0.5. With t = √ν·tan θ the density is proportional to cos(θ)^(ν − 1). */
export function tQuantile(p: number, degrees: number): number {
  const density = (angle: number): number => Math.cos(angle) ** (degrees - 1);
  const half = area(density, 0, Math.PI / 2);
  let [low, high] = [0, Math.PI / 2];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (0.5 + area(density, 0, middle) / (2 * half) < p) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan(low);
}
