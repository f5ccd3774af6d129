// Computes the distribution function of the standard normal distribution, Φ(z) = erfc(−z/√2) / 2. The lower tail keeps
// its relative precision: Φ(−10) is 7.6·10⁻²⁴ and not 0. Cost: constant.
// Source: "Handbook of Mathematical Functions", M. Abramowitz and I. A. Stegun (editors), National Bureau of Standards,
// 1964, formula 26.2.29.
import { erfc } from "./erfc.js";

export function normalCdf(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}
