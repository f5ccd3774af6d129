// Tests the sentences that pages of the explorer make from several counts. They were written by hand.
import { describe, expect, it } from "vitest";
import { countedRoutes, failuresOf } from "../../src/explorer/pages/sentences.js";

const TOTALS = {
  matched: 200,
  completed: 120,
  dropped: 50,
  pending: 30,
  counted: 100,
  otherRoutes: 35,
  otherCount: 39,
};

describe("the summary of routes", () => {
  it("with a target, has the share of journeys that arrived, and says what is not counted", () => {
    expect(countedRoutes(TOTALS, 5, true)).toEqual({
      rate: "60.0\u00a0% (120 of 200)",
      text: "of the journeys that started arrived. 50 journeys dropped off. 30 journeys can still arrive. Because of the settings, 20 journeys that arrived are not counted. The 5 of 40 routes that are shown cover 61.0\u00a0% (61 of 100) of the counted journeys.",
    });
  });

  it("without a target, has the share of journeys that are counted", () => {
    const totals = { ...TOTALS, completed: 200, dropped: 0, pending: 0, counted: 199, otherRoutes: 0, otherCount: 0 };
    expect(countedRoutes(totals, 5, false)).toEqual({
      rate: "99.5\u00a0% (199 of 200)",
      text: "of the journeys that started are counted. Because of the settings, 1 journey is not counted.",
    });
  });
});

describe("the failed handoffs of a journey", () => {
  const [failed, settled] = [{ verdict: "FAILED" }, { verdict: "SUCCEEDED" }];

  it("are counted, and left out if there are none", () => {
    expect(failuresOf({ nodes: [failed, settled, failed], totalCount: 3 })).toBe("2 failed handoffs");
    expect(failuresOf({ nodes: [settled], totalCount: 1 })).toBeNull();
  });

  it("are those of the first handoffs, if not all were requested", () => {
    expect(failuresOf({ nodes: [failed, settled], totalCount: 1_200 })).toBe(
      "1 failed handoff among the first 2 handoffs",
    );
  });
});
