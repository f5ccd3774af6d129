// Tests whether intervals of differences contain the true difference as often as promised. Seeded worlds have customers
// who differ in how busy they are and in how often they convert. Some customers are on both sides. The counts go
// directly into the statistics.
import { describe, expect, it } from "vitest";
import { ComparedRows } from "../../src/questions/compare/rates.js";
import { CompareTally, type Side } from "../../src/questions/compare/tally.js";
import { busyness, ownRate, seeded } from "../support/worlds.js";

const WORLDS = 400;

interface World {
  readonly customers: number;
  /** Averages over all customers. */
  readonly rate: number;
  /** Share of customers who are on both sides, and share of first sides that are A. */
  readonly both: number;
  readonly inA: number;
}

/** Counts, in worlds in which both sides are equal, the intervals that contain 0 and the significant rows. */
function simulate({ customers, rate, both, inA }: World) {
  let covered = 0;
  let significant = 0;
  for (let world = 0; world < WORLDS; world++) {
    const random = seeded(world * 7_919 + 13);
    const tally = new CompareTally();
    const visit = (side: Side, own: number): void => {
      for (let n = Math.min(30, busyness(random)); n > 0; n--) {
        tally.among(0, side);
        if (random() < own) tally.count(0, 0, side);
      }
    };
    for (let customer = 0; customer < customers; customer++) {
      const own = ownRate(random, rate);
      const again = random() < both;
      const first = random() < inA ? 0 : 1;
      visit(first, own);
      if (again) visit(first === 0 ? 1 : 0, own);
      tally.endCustomer();
    }
    const compared = new ComparedRows(tally.finish(1, 1), () => 0).rate(0);
    if (compared.interval!.low <= 0 && 0 <= compared.interval!.high) covered++;
    if (compared.significant) significant++;
  }
  return { covered: covered / WORLDS, significant: significant / WORLDS };
}

describe("the interval of a difference, simulated", () => {
  // Measured: covered in 94.3, 95.0, 95.8, 96.0, 94.5 and 96.8 %, significant in 5.0, 4.8, 4.0, 3.8, 4.5 and 2.5 %.
  for (const [name, world, least] of [
    ["all customers on both sides", { customers: 150, rate: 0.2, both: 1, inA: 0.5 }, 0.93],
    ["none on both", { customers: 150, rate: 0.2, both: 0, inA: 0.5 }, 0.93],
    ["a rare route", { customers: 600, rate: 0.02, both: 0.5, inA: 0.5 }, 0.93],
    ["nearly all get there", { customers: 150, rate: 0.9, both: 0.5, inA: 0.5 }, 0.93],
    ["a segment of one in twenty", { customers: 1_500, rate: 0.2, both: 0, inA: 0.95 }, 0.93],
    ["a segment of one in twenty, a rare route", { customers: 1_500, rate: 0.05, both: 0, inA: 0.95 }, 0.93],
  ] as const)
    it(`covers: ${name}`, () => {
      const { covered, significant } = simulate(world);
      expect(covered).toBeGreaterThanOrEqual(least);
      expect(covered).toBeLessThanOrEqual(0.98);
      expect(significant).toBeLessThanOrEqual(0.065);
    });
});
