// The random data of the benchmarks have as many journeys as requested, are in time order, and are the same as CSV and
// as batches.
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { BENCH_TOUCHPOINTS, benchBatches, benchRows, SHAPES, shapeRows, writeCsv } from "../../bench/generate.js";
import { DAY } from "../../src/model/time.js";

const SETTINGS = { journeys: 2_000, seed: 7 };

describe("benchmark data", () => {
  const rows = [...benchRows(SETTINGS)];

  it("has the requested number of journeys, with about ten interactions on 40 touchpoints", () => {
    expect(BENCH_TOUCHPOINTS).toHaveLength(40);
    const last = new Map<string, number>();
    let journeys = 0;
    for (const { customer, at } of rows) {
      if (at - (last.get(customer) ?? Number.NEGATIVE_INFINITY) > 30 * DAY) journeys++;
      last.set(customer, at);
    }
    expect(journeys).toBe(2_000);
    expect(last.size).toBe(1_000);
    expect(rows.length / journeys).toBeGreaterThan(9);
    expect(rows.length / journeys).toBeLessThan(11);
  });

  it("is in time order, with customers interleaved", () => {
    expect(rows.every((row, i) => i === 0 || rows[i - 1]!.at <= row.at)).toBe(true);
    const neighbours = rows.filter((row, i) => i > 0 && rows[i - 1]!.customer === row.customer).length;
    expect(neighbours / rows.length).toBeLessThan(0.1);
  });

  it("has as many rows in every shape, of as many customers as the shape says", () => {
    const customers = { time: 1_000, grouped: 1_000, ten: 2_000, one: rows.length };
    for (const shape of SHAPES) {
      const shaped = [...shapeRows(shape, SETTINGS)];
      expect(shaped).toHaveLength(rows.length);
      expect(new Set(shaped.map(({ customer }) => customer)).size).toBe(customers[shape]);
    }
  });

  it("is the same as CSV and as batches", async () => {
    const out = new PassThrough();
    let text = "";
    out.on("data", (chunk) => {
      text += chunk;
    });
    const { rows: written } = await writeCsv(out, "time", SETTINGS);
    out.end();
    await new Promise((resolve) => out.once("end", resolve));
    const lines = text.trimEnd().split("\n");
    expect(written).toBe(rows.length);
    expect(lines).toHaveLength(rows.length + 1);
    expect(lines[0]).toBe("case_id,activity,timestamp,channel,stage,value");
    const [customer, kind, at] = lines[1]!.split(",");
    expect([customer, kind, Date.parse(at!)]).toEqual([rows[0]!.customer, rows[0]!.kind, rows[0]!.at]);

    const batches = [...benchBatches(SETTINGS, 1, 3_000)];
    expect(batches.flatMap((b) => b.rows.map((row) => row.at))).toEqual(rows.map((row) => row.at));
    expect(new Set(batches.flatMap((b) => b.rows.map((row) => row.id))).size).toBe(rows.length);
  });
});
