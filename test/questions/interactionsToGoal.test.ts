import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { type InteractionsToGoalParams, interactionsToGoal } from "../../src/questions/interactionsToGoal/index.js";
import { filters, logs, selectors } from "../support/logs.js";
import { oracleToGoal } from "../support/oracleEnds.js";
import { quantile } from "../support/oraclePaths.js";
import { journeysFor, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function ask(rows: readonly Row[], params: Partial<InteractionsToGoalParams> = {}) {
  return interactionsToGoal(projectionOf(rows), { goal: { kinds: ["buy"] }, hide: [], upTo: 20, ...params });
}

// One journey reaches the goal at once, one after three interactions (and again later), and one after four. eve's
// journey is pending, and dan's journey is closed without the goal.
const FIVE = journeysFor({
  ana: "buy@60d",
  bob: "ad@60d00:01 site@60d00:02 buy@60d00:03 buy@60d00:04",
  cyd: "ad@60d00:01 site@60d00:02 site@60d00:03 buy@60d00:04",
  dan: "ad@0d",
  eve: "ad@60d site@60d00:01",
});

describe("interactionsToGoal", () => {
  it("counts up to and including the first goal", async () => {
    const { interactions, histogram, totals } = await ask(FIVE);
    expect(interactions).toEqual({ n: 3, mean: 8 / 3, median: 3, p25: 2, p75: 3.5, p90: 3.8, p95: 3.9, max: 4 });
    expect(histogram.map((h) => [h.interactions, h.journeys, h.customers, h.shareUpTo])).toEqual([
      [1, 1, 1, 1 / 3],
      [2, 0, 0, 1 / 3],
      [3, 1, 1, 2 / 3],
      [4, 1, 1, 1],
    ]);
    expect(totals).toMatchObject({
      journeys: 5,
      matched: 5,
      completed: 3,
      pending: 1,
      dropped: 1,
      completionRate: 0.6,
    });
  });

  it("has a row for all greater numbers, which are counted", async () => {
    const { histogram, interactions } = await ask(FIVE, { upTo: 1 });
    expect(histogram.map((h) => [h.interactions, h.orMore, h.journeys, h.share, h.shareUpTo])).toEqual([
      [1, false, 1, 1 / 3, 1 / 3],
      [2, true, 2, 2 / 3, 1],
    ]);
    expect(interactions.max).toBe(4);
  });

  it("hides first, and does not count a failed goal", async () => {
    const hidden = await ask(FIVE, { hide: [{ kinds: ["site"] }] });
    expect(hidden.interactions).toMatchObject({ n: 3, max: 2 });
    const failed = FIVE.map(
      (row): Row => (row.customer === "bob" && row.at === FIVE[3]!.at ? { ...row, outcome: "FAILED" } : row),
    );
    expect((await ask(failed)).histogram.map((h) => h.journeys)).toEqual([1, 0, 0, 2]);
  });

  it("requires a goal, and answers for empty data", async () => {
    await expect(ask(FIVE, { goal: null })).rejects.toMatchObject({ code: "GOAL_REQUIRED", at: "goal" });
    await expect(ask(FIVE, { upTo: 0 })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "upTo" });
    const none = await interactionsToGoal(projectionOf([]), { goal: { any: true }, hide: [], upTo: 5 });
    expect(none).toMatchObject({ histogram: [], interactions: { n: 0, mean: null, max: null } });
    expect(none.totals).toMatchObject({ matched: 0, completionRate: null });
  });

  const hide = fc.oneof(
    fc.constant([]),
    selectors.map((selector) => [selector]),
  );

  it("equals the oracle for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        selectors,
        hide,
        filters,
        fc.constantFrom(1, 3, 20),
        fc.infiniteStream(fc.nat(2)),
        async (log, goal, hide, filter, upTo, deal) => {
          const expected = oracleToGoal(log, goal, hide, filter, upTo);
          const projection = projectionOfLog(log, 3);
          const asked = { goal, hide, filter, upTo };
          const actual = await interactionsToGoal(projection, asked);
          expect(actual.totals).toMatchObject(expected.totals);
          expect(actual.histogram).toEqual(expected.rows);
          const { n, median, p25, p75, p90, p95 } = actual.interactions;
          const { numbers } = expected;
          expect(n).toBe(numbers.length);
          for (const [value, p] of [
            [p25, 0.25],
            [median, 0.5],
            [p75, 0.75],
            [p90, 0.9],
            [p95, 0.95],
          ] as const) {
            const wanted = quantile(numbers, p);
            if (wanted === null) expect(value).toBeNull();
            else expect(value).toBeCloseTo(wanted, 9);
          }
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await interactionsToGoal(projection, asked, scanner)).toEqual(actual);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("equals the lengths of the routes from the start to the goal", async () => {
    await fc.assert(
      fc.asyncProperty(logs, filters, async (log, filter) => {
        const projection = projectionOfLog(log);
        const goal = { goal: "bought" };
        const { histogram, totals } = await interactionsToGoal(projection, { goal, hide: [], filter, upTo: 1_000 });
        const found = await commonRoutes(projection, { to: goal, options: DEFAULT_PATH_OPTIONS, filter, first: 1_000 });
        for (const name of ["matched", "completed", "pending", "dropped", "completionRate"] as const)
          expect(totals[name]).toBe(found.totals[name]);
        for (const { interactions, journeys } of histogram) {
          const routes = found.routes.filter(({ steps }) => steps.length === interactions);
          expect(journeys).toBe(routes.reduce((n, route) => n + route.journeys, 0));
        }
      }),
    );
  });
});
