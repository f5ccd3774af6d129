// The shipped demo has a fault for each of the six strategies, and opportunities ranks it first for its strategy. Without
// faults, there is nothing to find. For many seeds, see test/verify/demoAlarms.verify.test.ts.
import { describe, expect, it } from "vitest";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import { STRATEGIES, type Strategy } from "../../src/questions/opportunities/result.js";
import { demoOpportunities, PLANTED_IN_DEMO } from "../support/demoOpportunities.js";

describe("opportunities on the demo", () => {
  it("ranks each planted fault first for its strategy", async () => {
    const { opportunities: found } = await demoOpportunities(DEFAULT_DEMO);
    const first = STRATEGIES.map((strategy): [Strategy, string | undefined] => [
      strategy,
      found.find((row) => row.strategy === strategy)?.key,
    ]);
    expect(Object.fromEntries(first)).toEqual(PLANTED_IN_DEMO);
  });

  it("finds nothing without faults", async () => {
    const { totals, opportunities: found } = await demoOpportunities({ ...DEFAULT_DEMO, faults: [] });
    expect(found).toEqual([]);
    expect(totals.tested).toBeGreaterThan(150);
  });
});
