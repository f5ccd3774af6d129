import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerOf } from "../../src/engine/scan.js";
import { DAY } from "../../src/model/time.js";
import { runQuestion } from "../../src/questions/executor.js";
import type { SegmentMembers } from "../../src/questions/opportunities/cells.js";
import { type OpportunitiesParams, opportunities } from "../../src/questions/opportunities/index.js";
import { clusteredScoreTest } from "../../src/stats/scoreTest.js";
import { FAULTS, logOfWorld, opportunityWorld, PLANTED, strategyOf, WORLD } from "../support/opportunityWorlds.js";
import { oracleGaps } from "../support/oracleOpportunities.js";
import { type Log, logOf, projectionOfLog } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";
import { seeded } from "../support/worlds.js";

const PARAMS: OpportunitiesParams = { goal: null, within: 30 * DAY, filter: null, first: 100, segments: [] };

/** The customers of a region as a segment. */
function north({ histories }: Log, regions: Readonly<Record<string, string>>): SegmentMembers {
  const members = new Uint8Array(histories.length + 1);
  for (const { key, number } of histories) if (regions[key] === "north") members[number] = 1;
  return { key: "north", name: "North", members };
}

describe("opportunities", () => {
  it.each(FAULTS)("finds a fault of %s, ranked first for its strategy", async (fault) => {
    const world = opportunityWorld(seeded(11), 900, fault);
    const log = logOfWorld(world);
    const { opportunities: found } = await opportunities(projectionOfLog(log), {
      ...PARAMS,
      segments: [north(log, world.regions)],
    });
    const own = found.filter((row) => row.strategy === strategyOf(fault));
    expect(own[0]).toMatchObject({ key: PLANTED[fault] });
    expect(own[0]!.effect).toBeGreaterThan(0.1);
    expect(own[0]!.interval.low).toBeGreaterThan(0);
    expect(own[0]!.impact).toBeCloseTo(own[0]!.customers * own[0]!.effect, 5);
    expect(own[0]!.sentence).toMatch(/^.+ \d+\u00a0%.+\.$/);
    expect(found.map(({ impact }) => impact)).toEqual(found.map(({ impact }) => impact).sort((a, b) => b - a));
  });

  it("tests the gaps of all strategies, and finds nothing in a world without a fault", async () => {
    const world = opportunityWorld(seeded(6), 800, null);
    const log = logOfWorld(world);
    const { totals, opportunities: found } = await opportunities(projectionOfLog(log), {
      ...PARAMS,
      segments: [north(log, world.regions)],
    });
    expect(found).toEqual([]);
    expect(totals).toMatchObject({ found: 0, otherOpportunities: 0 });
    expect(totals.tested).toBeGreaterThan(30);
  });

  it("compares segments at no touchpoint that reaches the goal itself", async () => {
    const world = opportunityWorld(seeded(11), 900, "PERSONALISATION");
    const log = logOfWorld(world);
    const params = { ...PARAMS, segments: [north(log, world.regions)] };
    const keysFor = async (goal: OpportunitiesParams["goal"]) =>
      (await opportunities(projectionOfLog(log), { ...params, goal })).opportunities.map(({ key }) => key);
    expect(await keysFor(null)).toContain("north web/browse");
    expect(await keysFor({ kinds: ["receipt", "browse"] })).not.toContain("north web/browse");
  });

  it("notes broken promises, and what is on one channel only", async () => {
    const { rows } = opportunityWorld(seeded(5), 50, null);
    const { notes } = await opportunities(projectionOfLog(logOf(rows, WORLD)), PARAMS);
    expect(notes.filter(({ strategy }) => strategy === "TIMELINESS").length).toBeGreaterThan(0);
    expect(notes.at(-1)).toEqual({
      strategy: "ACCESSIBILITY",
      sentence: "Only the channel Desk has touchpoints of this kind: help.",
    });
  });

  it("needs support: nothing is tested in a small log, and answers for nothing", async () => {
    const { rows } = opportunityWorld(seeded(5), 20, "CONSISTENCY");
    const { totals } = await opportunities(projectionOfLog(logOf(rows, WORLD)), PARAMS);
    expect(totals).toMatchObject({ tested: 0, found: 0 });
    const none = await opportunities(projectionOfLog(logOf([], WORLD)), PARAMS);
    expect(none).toMatchObject({ totals: { journeys: 0, tested: 0 }, opportunities: [] });
    await expect(opportunities(projectionOfLog(logOf([])), PARAMS)).rejects.toMatchObject({ code: "GOAL_REQUIRED" });
    await expect(opportunities(projectionOfLog(logOf(rows, WORLD)), { ...PARAMS, first: 0 })).rejects.toMatchObject({
      code: "BAD_ARGUMENT",
      at: "first",
    });
  });

  it("equals the oracle, however the journeys are dealt to threads; each finding opens its journeys", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(10_000),
        fc.constantFrom(...FAULTS),
        fc.infiniteStream(fc.nat(2)),
        async (seed, fault, deal) => {
          const world = opportunityWorld(seeded(seed), 150, fault);
          const { regions } = world;
          const log = logOfWorld(world);
          const projection = projectionOfLog(log, 300);
          const params = { ...PARAMS, segments: [north(log, regions)] };
          const answer = await opportunities(projection, params);
          const scanner = splitScanner(projection, 3, () => deal.next().value!, 200);
          expect(await opportunities(projection, params, scanner)).toEqual(answer);
          const gaps = oracleGaps(log, (customer) => regions[customer] === "north");
          for (const { strategy, key, count, of, baseline, pValue, customers } of answer.opportunities) {
            if (strategy === "OMNICHANNEL") continue;
            const gap = gaps.find((one) => one.strategy === strategy && one.key === key)!;
            const { own, others, cross, wronged } = gap.moments();
            expect({ count, of, customers }).toEqual({ count: own.f, of: own.n, customers: wronged });
            expect(baseline).toBe(others.f / others.n);
            expect(pValue).toBe(clusteredScoreTest(own, others, cross));
            const behind = async (part: "COUNT" | "OF"): Promise<number> =>
              (
                await runQuestion(
                  "drilldown",
                  projection,
                  { question: "opportunities", params, row: { strategy, key, of: part } },
                  scannerOf(projection),
                )
              ).journeys;
            expect(await behind("COUNT")).toBe(new Set(gap.trials.filter((t) => t.wrong).map((t) => t.journey)).size);
            expect(await behind("OF")).toBe(new Set(gap.trials.map((t) => t.journey)).size);
          }
        },
      ),
      { numRuns: 4 },
    );
  }, 120_000);
});
