// Compares the distributions with published tables, with values that were computed with 40 digits (mpmath 1.3; SciPy
// 1.17 gives the same to 5·10⁻¹³), and with numerical integration.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erfc } from "../../src/stats/erfc.js";
import { gammaRatio } from "../../src/stats/gammaRatio.js";
import { normalCdf } from "../../src/stats/normal.js";
import { studentTQuantile, studentTTail } from "../../src/stats/studentT.js";
import * as slow from "../support/distributions.js";

const offBy = (found: number, wanted: number): number => Math.abs(found - wanted) / wanted;

describe("the normal distribution", () => {
  it.each([
    [-37.5, 4.605353009581955e-308],
    [-30, 4.906713927148187e-198],
    [-20, 2.7536241186062337e-89],
    [-10, 7.619853024160525e-24],
    [-8, 6.220960574271784e-16],
    [-6, 9.86587645037698e-10],
    [-5.5, 1.8989562465887718e-8],
    [-4, 3.1671241833119924e-5],
    [-3, 0.0013498980316300946],
    [-2.5, 0.006209665325776135],
    [-1.959963984540054, 0.025000000000000012],
    [-1, 0.15865525393145705],
    [-0.66, 0.25462691467133614],
    [-0.6, 0.2742531177500736],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.3, 0.6179114221889527],
    [0.7, 0.758036347776927],
    [1, 0.8413447460685429],
    [2, 0.9772498680518208],
    [4, 0.9999683287581669],
    [7, 0.9999999999987201],
  ])("Φ(%d)", (z, wanted) => {
    // z/√2 is rounded, and far from 0 an error in each of its digits counts z² times.
    expect(offBy(normalCdf(z), wanted)).toBeLessThan(1e-15 * Math.max(1, z * z));
  });

  // Abramowitz and Stegun 1964, table 26.1.
  it.each([
    [0.5, 0.691462461],
    [1.28, 0.8997274321],
    [1.64, 0.9494974165],
    [1.96, 0.9750021049],
    [2.58, 0.9950599842],
  ])("has the printed Φ(%d)", (z, printed) => expect(normalCdf(z)).toBeCloseTo(printed, 9));

  it("is 0 and 1 at its ends, and both tails add up to 1", () => {
    expect([Number.NEGATIVE_INFINITY, -40, 40, Number.POSITIVE_INFINITY].map(normalCdf)).toEqual([0, 0, 1, 1]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 40, noNaN: true }), (z) => {
        expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 15);
        expect(normalCdf(-z)).toBeCloseTo(slow.normalCdf(-z), 13);
      }),
    );
  });

  it("never decreases, including where the approximations meet", () => {
    for (const seam of [0.46875, 4])
      for (const sign of [-1, 1]) {
        const around = [-3, -2, -1, 0, 1, 2, 3].map((k) => erfc(sign * seam + k * 1e-13));
        expect(around).toEqual([...around].sort((x, y) => y - x));
      }
  });
});

describe("Student's t", () => {
  it.each([
    [0.75, 1, 1],
    [0.75, 1.3, 0.9095175281352081],
    [0.75, 10, 0.6998120613124317],
    [0.75, 1e6, 0.6744899955310873],
    [0.9, 1, 3.077683537175254],
    [0.9, 3.7, 1.5575658388615077],
    [0.9, 31.4, 1.3091002923988992],
    [0.95, 1, 6.313751514675038],
    [0.95, 2, 2.9199855803537242],
    [0.95, 100, 1.6602343260853392],
    [0.975, 1, 12.706204736174692],
    [0.975, 1.3, 7.500529325562028],
    [0.975, 2, 4.302652729749462],
    [0.975, 3.7, 2.8675207071911886],
    [0.975, 5, 2.5705818356363146],
    [0.975, 10, 2.2281388519862744],
    [0.975, 29, 2.045229642132704],
    [0.975, 31.4, 2.0384609298762677],
    [0.975, 100, 1.9839715185235518],
    [0.975, 1234.5, 1.961887483331345],
    [0.975, 1e6, 1.9599663568141068],
    [0.995, 1, 63.656741162871526],
    [0.995, 29, 2.7563859036706053],
    [0.9995, 1.3, 153.26589277351596],
    [0.9995, 100, 3.3904913111642636],
    [0.9995, 1e6, 3.2905364612487222],
  ])("%d with %d degrees of freedom", (p, degrees, wanted) => {
    expect(offBy(studentTQuantile(p, degrees), wanted)).toBeLessThan(3e-15);
  });

  // Fisher and Yates's table, as printed in Abramowitz and Stegun 1964, table 26.10. 0.975 is 0.05 in both tails.
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [5, 2.571],
    [8, 2.306],
    [12, 2.179],
    [20, 2.086],
    [30, 2.042],
    [40, 2.021],
    [60, 2.0],
    [120, 1.98],
  ])("has the printed 97.5 %% point with %d degrees of freedom", (degrees, printed) =>
    expect(Math.round(studentTQuantile(0.975, degrees) * 1000) / 1000).toBe(printed),
  );

  it("has the closed forms of one and two degrees of freedom", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.6, max: 1 - 1e-6, noNaN: true }), (p) => {
        const q = 1 - p;
        expect(studentTQuantile(p, 1) * Math.tan(Math.PI * q)).toBeCloseTo(1, 13);
        expect(studentTQuantile(p, 2)).toBeCloseTo((1 - 2 * q) / Math.sqrt(2 * q * (1 - q)), 9);
      }),
    );
  });

  it("has tails that lead back from quantiles, and the closed form of one degree of freedom", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 1 - 1e-6, noNaN: true }),
        fc.double({ min: 1, max: 2_000, noNaN: true }),
        (p, degrees) => {
          expect(studentTTail(studentTQuantile(p, degrees), degrees) / (1 - p)).toBeCloseTo(1, 9);
        },
      ),
    );
    expect(studentTTail(2.5, 1)).toBeCloseTo(0.5 - Math.atan(2.5) / Math.PI, 14);
    expect(studentTTail(0, 3)).toBe(0.5);
    expect(studentTTail(Number.POSITIVE_INFINITY, 3)).toBe(0);
    for (const [t, degrees] of [
      [-1, 5],
      [Number.NaN, 5],
      [1, 0.5],
    ] as const)
      expect(() => studentTTail(t, degrees)).toThrow(RangeError);
  });

  it("equals numerical integration, and decreases with the degrees of freedom", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        fc.double({ min: 1, max: 2_000, noNaN: true }),
        (p, degrees) => {
          const t = studentTQuantile(p, degrees);
          expect(t).toBeCloseTo(slow.tQuantile(p, degrees), 8);
          expect(studentTQuantile(p, degrees + 1)).toBeLessThanOrEqual(t);
        },
      ),
    );
  });

  it("refuses arguments without a quantile", () => {
    for (const [p, degrees] of [
      [1, 5],
      [0.4, 5],
      [0.975, 0.5],
      [Number.NaN, 5],
      [0.975, Number.NaN],
    ] as const)
      expect(() => studentTQuantile(p, degrees)).toThrow(RangeError);
    expect(studentTQuantile(0.5, 5)).toBe(0);
  });
});

describe("Γ(a + ½) / Γ(a)", () => {
  it.each([
    [0.5, 0.5641895835477563],
    [1, 0.886226925452758],
    [2.3, 1.4369363853192987],
    [7, 2.5989643136080396],
    [12.2, 3.457255052361882],
    [12.3, 3.4716841530460676],
    [50, 7.053412514876913],
    [1e4, 99.99875000781299],
    [1e8, 9999.9999875],
  ])("at %d", (a, wanted) => expect(offBy(gammaRatio(a), wanted)).toBeLessThan(2e-15));
});
