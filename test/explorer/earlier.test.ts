// Tests which two periods the overview compares to find what has become worse: the period of the filter and the one
// before it, or else the two halves of the time that is shown.
import { describe, expect, it } from "vitest";
import { comparedWithEarlier } from "../../src/explorer/state/earlier.js";

const OLDEST = "2026-01-01T10:00:00.000Z";
const NEWEST = "2026-04-11T09:00:00.000Z";
const compared = (filter: object) => comparedWithEarlier(filter, OLDEST, NEWEST);

describe("the period in which something may have got worse", () => {
  it("is the period before that of the filter, relative or not, if the data reach back so far", () => {
    const filter = { startedWithin: "P30D", segments: ["vip"] };
    expect(compared(filter)).toEqual({
      filter,
      from: "2026-03-12T09:00:00.000Z",
      before: "2026-02-10T09:00:00.000Z",
      isHalf: false,
    });
    const month = { startedFrom: "2026-03-01", startedBefore: "2026-04-01" };
    expect(compared(month)).toMatchObject({ filter: month, before: "2026-01-29T00:00:00.000Z", isHalf: false });
  });

  it("is the later half of the data where there is no period, and keeps the other conditions", () => {
    expect(compared({ segments: ["vip"] })).toEqual({
      filter: { segments: ["vip"], startedFrom: "2026-02-21T00:00:00.000Z" },
      from: "2026-02-21T00:00:00.000Z",
      before: "2026-01-02T15:00:00.000Z",
      isHalf: true,
    });
  });

  it("is the later half of a period that begins with the data", () => {
    expect(compared({ startedBefore: "2026-03-01" })).toMatchObject({
      filter: { startedFrom: "2026-01-31T00:00:00.000Z", startedBefore: "2026-03-01" },
      isHalf: true,
    });
    expect(compared({ startedWithin: "P90D" })?.filter).toEqual({ startedFrom: "2026-02-26T00:00:00.000Z" });
  });

  it("does not exist without data, within two days, or after the data", () => {
    expect(comparedWithEarlier({}, null, null)).toBeNull();
    expect(comparedWithEarlier({}, OLDEST, "2026-01-02T23:00:00.000Z")).toBeNull();
    expect(compared({ startedFrom: "2027-01-01" })).toBeNull();
    expect(compared({ startedFrom: "2026-04-11", startedBefore: "2026-04-12" })?.isHalf).toBe(false);
  });
});
