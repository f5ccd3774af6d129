// Tests of the period in the filter bar: quarters, and the last day that is shown for the time before which journeys
// start.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayAfter, lastDay, quarterOf } from "../../src/explorer/state/days.js";

describe("the period of the filter bar", () => {
  it("has the quarter of the newest interaction", () => {
    expect(quarterOf("2026-10-31T23:59:59.999Z")).toEqual({ startedFrom: "2026-10-01", startedBefore: "2027-01-01" });
    expect(quarterOf("2026-03-31T23:59:59.999Z")).toEqual({ startedFrom: "2026-01-01", startedBefore: "2026-04-01" });
    expect(quarterOf("2024-04-01T00:00:00Z")).toEqual({ startedFrom: "2024-04-01", startedBefore: "2024-07-01" });
  });

  it("includes its last day: it ends before the day after, and the filter's end is read back as the last day", () => {
    expect(dayAfter("2024-02-28")).toBe("2024-02-29");
    expect(lastDay("2026-01-01")).toBe("2025-12-31");
    expect(lastDay("2026-01-01T10:00:00Z")).toBe("2026-01-01");
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1971-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(lastDay(dayAfter(day))).toBe(day);
        },
      ),
    );
  });
});
