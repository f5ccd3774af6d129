// Tests of the sentence that says whether a change helped, with expected sentences written by hand.
import { describe, expect, it } from "vitest";
import { milliseconds } from "../../src/views/format.js";
import { CHANGE_KEYS, changed } from "../../src/views/touchpointPerformance/change.js";

const rate = (before: number | null, after: number | null, low: number, high: number, significant: boolean) => ({
  a: { count: 0, of: 0, rate: before },
  b: { count: 0, of: 0, rate: after },
  difference: before === null || after === null ? null : after - before,
  interval: { low, high },
  significant,
});

const mean = (before: string | null, after: string | null, difference: number | null, low: number, high: number) => ({
  before,
  after,
  beforeCount: 10,
  afterCount: 10,
  difference,
  interval: { low, high },
});

const score = (before: number | null, after: number | null, low: number, high: number, significant: boolean) => ({
  a: { answers: 9, value: before },
  b: { answers: 9, value: after },
  difference: before === null || after === null ? null : after - before,
  interval: { low, high },
  significant,
});

const CHANGE = {
  reach: rate(0.2, 0.3, 0.05, 0.15, true),
  dropOff: rate(0.2, 0.3, 0.05, 0.15, true),
  conversion: rate(0.1, 0.125, 0.01, 0.04, true),
  failure: rate(0.1, 0.11, -0.02, 0.04, false),
  repeatContact: rate(null, 0.1, 0, 0, false),
  responseTime: mean("PT2H", "PT1H", -3600, -5400, -1800),
  resolutionTime: mean("P1D", "P1DT1H", 3600, -7200, 14_400),
  csat: score(0.5, 0.75, 0.1, 0.4, true),
  nps: score(0.25, -0.25, -0.75, -0.2, true),
  ces: score(4.5, 4.75, -0.5, 1, false),
  emotion: score(null, 1, 0, 0, false),
};

const of = (key: (typeof CHANGE_KEYS)[number]) => changed(CHANGE as never, key, milliseconds);

describe("what changed after a date", () => {
  it("says both sides, the difference with its interval, and whether chance explains it", () => {
    expect(of("conversion")?.sentence).toBe(
      "Conversion was 10.0\u00a0% before and 12.5\u00a0% after: +2.5\u00a0pp (95 % interval +1.0\u00a0pp to +4.0\u00a0pp). This is more than chance explains; it does not show the cause.",
    );
    expect(of("failure")?.sentence).toContain("Chance alone can explain this.");
    expect(of("csat")?.sentence).toMatch(
      /^Satisfaction \(CSAT\) was 50\.0\u00a0% before and 75\.0\u00a0% after: \+25\.0\u00a0pp \(/,
    );
    expect(of("ces")?.sentence).toBe(
      "Ease (CES) was 4.5 before and 4.75 after: +0.25 (95 % interval −0.5 to +1). Chance alone can explain this.",
    );
    expect(of("nps")?.sentence).toBe(
      "Recommendation (NPS) was +25 before and −25 after: −50 (95 % interval −75 to −20). This is more than chance explains; it does not show the cause.",
    );
    expect(of("responseTime")?.sentence).toBe(
      "Response time was 2\u00a0h before and 1\u00a0h after: −1\u00a0h (95 % interval −1\u00a0h\u00a030\u00a0min to −30\u00a0min). This is more than chance explains; it does not show the cause.",
    );
  });

  it("knows of which measures less is better, and does not judge reach", () => {
    expect(CHANGE_KEYS.map((key) => [key, of(key)?.verdict])).toEqual([
      ["reach", "different"],
      ["dropOff", "worse"],
      ["conversion", "better"],
      ["failure", "no clear change"],
      ["repeatContact", undefined],
      ["responseTime", "better"],
      ["resolutionTime", "no clear change"],
      ["csat", "better"],
      ["nps", "worse"],
      ["ces", "no clear change"],
      ["emotion", undefined],
    ]);
  });

  it("says nothing without a date", () => {
    expect(changed(null, "conversion", milliseconds)).toBeNull();
  });
});
