import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PERIODS, periodName, periodOf, periodStart } from "../../src/engine/periods.js";

const times = fc.integer({ min: Date.UTC(-400, 0, 1), max: Date.UTC(3000, 0, 1) });

describe("periods", () => {
  it("are the months of Date", () => {
    fc.assert(
      fc.property(times, (at) => {
        const date = new Date(at);
        expect(periodOf("MONTH", at)).toBe((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
      }),
      { numRuns: 2_000 },
    );
  });

  it("contain the times from their start to before the start of the next one", () => {
    fc.assert(
      fc.property(times, fc.constantFrom(...PERIODS), (at, period) => {
        const number = periodOf(period, at);
        expect(periodStart(period, number)).toBeLessThanOrEqual(at);
        expect(periodStart(period, number + 1)).toBeGreaterThan(at);
      }),
    );
  });

  it.each([
    ["WEEK", "2020-12-31", "2020-W53", "2020-12-28"],
    ["WEEK", "2021-01-03", "2020-W53", "2020-12-28"],
    ["WEEK", "2021-01-04", "2021-W01", "2021-01-04"],
    ["WEEK", "2024-12-30", "2025-W01", "2024-12-30"],
    ["WEEK", "1970-01-01", "1970-W01", "1969-12-29"],
    ["MONTH", "2024-02-29", "2024-02", "2024-02-01"],
    ["MONTH", "1969-12-31", "1969-12", "1969-12-01"],
  ] as const)("%s of %s is %s, from %s", (period, day, name, start) => {
    const number = periodOf(period, Date.parse(`${day}T12:00:00Z`));
    expect(periodName(period, number)).toBe(name);
    expect(new Date(periodStart(period, number)).toISOString().slice(0, 10)).toBe(start);
  });
});
