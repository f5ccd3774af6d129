// For the synthetic retailer, the same settings give the same rows, byte for byte, and the rows match the catalogue.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HISTORY } from "../../src/demo/clock.js";
import { Company } from "../../src/demo/company.js";
import { syntheticCustomer } from "../../src/demo/customer.js";
import { demoBatches, demoOrigins, syntheticCustomers } from "../../src/demo/generate.js";
import { Random } from "../../src/demo/random.js";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import { assembleJourneys } from "../../src/graph/history/assemble.js";
import { DEFAULT_JOURNEY_GAP } from "../../src/graph/store.js";
import { DAY } from "../../src/model/time.js";

const SMALL = { ...DEFAULT_DEMO, customers: 1_000 };

function hashOf(settings: typeof SMALL): string {
  const hash = createHash("sha256");
  for (const customer of syntheticCustomers(settings)) hash.update(JSON.stringify(customer));
  return hash.digest("hex");
}

describe("the synthetic retailer", () => {
  it("is the same every time, byte for byte", () => {
    expect(hashOf(SMALL)).toBe(hashOf(SMALL));
    // Every answer shown in the documentation depends on this. If it changes, write these answers again.
    expect(hashOf(SMALL)).toBe("c5ce12b4d81dc81a6dd77770e832d3556fb3907ab34dc761d42b8ec2b19ab24c");
  });

  it("differs by seed", () => {
    expect(hashOf(SMALL)).not.toBe(hashOf({ ...SMALL, seed: 8 }));
  });

  it("has the same customer 17 whatever the number of customers", () => {
    const company = new Company(SMALL.seed, SMALL.unevenness, SMALL.faults);
    const alone = syntheticCustomer(17, { ...SMALL, customers: 18 }, company);
    expect([...syntheticCustomers(SMALL)][17]).toEqual(alone);
  });

  it("returns the requested customers, in batches of one source", () => {
    const batches = [...demoBatches({ ...DEFAULT_DEMO, customers: 4_500 }, 3)];
    expect(batches.map((b) => b.customers)).toEqual([2_000, 4_000, 4_500]);
    const rows = batches.flatMap((b) => b.batch.rows);
    const origins = demoOrigins(3);
    expect(rows.every((row) => origins[row.origin]!.touchpoint === row.touchpoint)).toBe(true);
    expect(new Set(rows.map((row) => row.touchpoint)).size).toBe(origins.length);
    expect(rows.length).toBeGreaterThan(4_500 * 15);
    expect(rows.length).toBeLessThan(4_500 * 25);
  });

  it("keeps ids unique within a customer, times within the year, amounts whole", () => {
    const wrong: string[] = [];
    for (const { key, rows } of syntheticCustomers(SMALL)) {
      if (new Set(rows.map((row) => row.id)).size !== rows.length) wrong.push(`${key}: ids`);
      for (const { at, value, cost } of rows) {
        if (!Number.isInteger(at) || at >= SMALL.end || at < SMALL.end - HISTORY) wrong.push(`${key}: ${at}`);
        if (value !== null && !(Number.isInteger(value) && value > 0)) wrong.push(`${key}: value ${value}`);
        if (cost !== null && !(Number.isInteger(cost) && cost > 0)) wrong.push(`${key}: cost ${cost}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("has private journeys that the default gap separates, and projects of trade customers with keys", () => {
    const lengths: number[] = [];
    for (const { key, attributes, rows } of syntheticCustomers(SMALL)) {
      const trade = attributes.persona === "trade";
      expect(rows.every((row) => (row.journey !== null) === trade)).toBe(true);
      const journeys = assembleJourneys(
        key,
        rows.map((row) => ({ ...row, identity: key, named: null, origins: [1], sequences: [row.sequence] })),
        DEFAULT_JOURNEY_GAP,
      );
      for (const { interactions } of journeys) lengths.push((interactions.at(-1)!.at - interactions[0]!.at) / DAY);
    }
    expect(Math.max(...lengths)).toBeLessThan(120);
    expect(lengths.length).toBeGreaterThan(2_500);
  });

  it("follows seasons, weekdays and hours", () => {
    const perMonth = new Array<number>(12).fill(0);
    const perHour = new Array<number>(24).fill(0);
    for (const { rows } of syntheticCustomers({ ...SMALL, customers: 4_000 }))
      for (const { at } of rows) {
        perMonth[new Date(at).getUTCMonth()]!++;
        perHour[new Date(at).getUTCHours()]!++;
      }
    expect(perMonth[11]!).toBeGreaterThan(perMonth[6]! * 1.1);
    expect(perHour[19]!).toBeGreaterThan(perHour[3]! * 4);
  });

  it("generates about a million interactions a second", () => {
    const started = performance.now();
    let rows = 0;
    for (const customer of syntheticCustomers({ ...DEFAULT_DEMO, customers: 5_000 })) rows += customer.rows.length;
    // The limit is fifty times the duration on an idle machine, so only a mistake can be that slow.
    expect((performance.now() - started) / rows).toBeLessThan(0.05);
  });
});

describe("Random", () => {
  it("is sfc32 with streams that do not overlap", () => {
    const first = Array.from({ length: 5 }, (_, i) => new Random(7, 1, i).next());
    expect(new Set(first).size).toBe(5);
    expect(new Random(1, 2).next()).not.toBe(new Random(2, 1).next());
    expect(first).toEqual(Array.from({ length: 5 }, (_, i) => new Random(7, 1, i).next()));
  });

  it("draws with the stated probabilities", () => {
    const random = new Random(99);
    const mean = (draw: () => number): number =>
      Array.from({ length: 40_000 }, draw).reduce((a, b) => a + b, 0) / 40_000;
    expect(mean(() => random.next())).toBeCloseTo(0.5, 1);
    expect(mean(() => random.gamma(0.9))).toBeCloseTo(1, 1);
    expect(mean(() => random.gamma(25))).toBeCloseTo(1, 1);
    expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1);
    expect(mean(() => random.exponential(3))).toBeCloseTo(3, 0);
    expect(
      mean(() =>
        Number(
          random.pick([
            ["a", 1],
            ["b", 3],
          ]) === "b",
        ),
      ),
    ).toBeCloseTo(0.75, 1);
    expect(random.pick([["a", 1]], "a")).toBeNull();
    expect(new Set(Array.from({ length: 200 }, () => random.integer(2, 4)))).toEqual(new Set([2, 3, 4]));
  });
});
