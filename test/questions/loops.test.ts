import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import { MINUTE } from "../../src/model/time.js";
import { type LoopsParams, loops } from "../../src/questions/loops/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { filters, logs, transitionOptions } from "../support/logs.js";
import { oracleLoops } from "../support/oracleLoops.js";
import { quantile } from "../support/oraclePaths.js";
import { journeysFor, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function ask(rows: readonly Row[], params: Partial<LoopsParams> = {}) {
  return loops(projectionOf(rows), { options: DEFAULT_PATH_OPTIONS, first: 1_000, ...params });
}

/** The question loops keeps repeats. */
const loopOptions = transitionOptions.map((options): PathOptions => ({ ...options, repeats: "KEEP" }));

// ana has a a b a, then c and b again. bob has a b, and cyd has a a.
const THREE = journeysFor({
  ana: "web/a@09:00 web/a@09:05 app/b@09:10 web/a@09:30 c@10:00 app/b@10:10",
  bob: "web/a@09:00 app/b@09:10",
  cyd: "web/a@09:00 web/a@09:01",
});

describe("loops", () => {
  it("counts self-loops, repeats and returns", async () => {
    const { labels, returns, totals } = await ask(THREE);
    expect(
      labels.map((l) => [
        l.label.key,
        l.journeys,
        l.again,
        l.selfLoops,
        l.repeats,
        l.selfLoopJourneys,
        l.repeatJourneys,
        l.againJourneys,
        l.againCustomers,
        l.share,
      ]),
    ).toEqual([
      // Six visits in three journeys: ana's second a follows itself, her third comes after b, and cyd's second follows
      // itself.
      ["web/a", 3, 3, 2, 1, 2, 1, 2, 2, 2 / 3],
      ["app/b", 2, 1, 0, 1, 0, 1, 1, 1, 0.5],
    ]);
    // b → a → c → b is not a return, because two labels came between. Of two passages from a to b, one came back, from
    // 09:05 to 09:30.
    expect(
      returns.map((r) => [
        r.from.key,
        r.via.key,
        r.count,
        r.journeys,
        r.customers,
        r.share,
        r.wait.median,
        r.isHandoff,
      ]),
    ).toEqual([["web/a", "app/b", 1, 1, 1, 0.5, 25 * MINUTE, true]]);
    expect(totals).toEqual({
      journeys: 3,
      customers: 3,
      counted: 3,
      open: 3,
      selfLoopJourneys: 2,
      repeatJourneys: 1,
      returnJourneys: 1,
      againJourneys: 2,
      againShare: 2 / 3,
      otherLabels: 0,
      otherReturns: 0,
    });
  });

  it("counts a repeated change between two labels in both directions", async () => {
    const { returns } = await ask(journeysFor({ ana: "a@09:00 b@09:10 a@09:20 b@09:30 a@09:40" }));
    expect(returns.map((r) => [r.from.key, r.via.key, r.count, r.journeys, r.share])).toEqual([
      ["web/a", "web/b", 2, 1, 1],
      ["web/b", "web/a", 1, 1, 0.5],
    ]);
  });

  it("answers for empty data, and for one interaction", async () => {
    expect(await ask([])).toMatchObject({ labels: [], returns: [], totals: { counted: 0, againShare: null } });
    expect(await ask(journeysFor({ ana: "a@09:00" }))).toMatchObject({
      labels: [],
      returns: [],
      totals: { againShare: 0 },
    });
  });

  it.each([
    ["repeats", { repeats: "COLLAPSE" as const }],
    ["within", { within: 1 }],
    ["via", { via: [{ any: true }] }],
  ])("refuses %s", async (name, given) => {
    await expect(ask([], { options: { ...DEFAULT_PATH_OPTIONS, ...given } })).rejects.toMatchObject({
      code: "OPTION_DOES_NOT_APPLY",
      at: `options.${name}`,
    });
  });

  it("computes only selected details, and leaves out rows without changing totals", async () => {
    const wanted = { quantiles: false, examples: false, shown: false };
    const { labels, returns, totals } = await ask(THREE, { wanted, first: 1 });
    expect(labels).toHaveLength(1);
    expect(returns[0]).toMatchObject({ wait: { n: 1, mean: 25 * MINUTE, median: null }, examples: [] });
    expect(totals).toMatchObject({ againJourneys: 2, otherLabels: 1, otherReturns: 0 });
  });

  it("equals the oracle", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        loopOptions,
        filters,
        fc.constantFrom(1, 2, 1_000),
        fc.constantFrom(1, 1_000),
        async (log, options, filter, first, block) => {
          const expected = oracleLoops(log, options, filter);
          const actual = await loops(projectionOfLog(log, block), { options, filter, first });
          expect(actual.totals).toMatchObject(expected.totals);
          expect(actual.totals.otherLabels).toBe(Math.max(0, expected.labels.length - first));
          expect(actual.totals.otherReturns).toBe(Math.max(0, expected.returns.length - first));
          expect(actual.labels.map(({ label, ...row }) => ({ key: label.key, ...row }))).toEqual(
            expected.labels.slice(0, first),
          );
          expect(
            actual.returns.map(({ from, via, wait, isHandoff: _, ...row }) => ({
              ...row,
              from: from.key,
              via: via.key,
              wait: [wait.n, wait.median, wait.p90, wait.p95],
            })),
          ).toEqual(
            expected.returns.slice(0, first).map(({ waits, ...row }) => ({
              ...row,
              wait: [waits.length, quantile(waits, 0.5), quantile(waits, 0.9), quantile(waits, 0.95)],
            })),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it("counts every passage if there are more pairs than the initial capacity", async () => {
    const journeys = Array.from({ length: 600 }, (_, i) => [`c${i}`, `web/a${i}@09:00 app/b@09:10 web/a${i}@09:20`]);
    const { returns } = await ask(journeysFor(Object.fromEntries(journeys)));
    expect(returns).toHaveLength(600);
    expect(returns.every(({ share }) => share === 1)).toBe(true);
  });

  it("is the same for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        loopOptions,
        fc.constantFrom(1, 1_000),
        fc.infiniteStream(fc.nat(2)),
        async (log, options, first, deal) => {
          const projection = projectionOfLog(log, 3);
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await loops(projection, { options, first }, scanner)).toEqual(
            await loops(projection, { options, first }),
          );
        },
      ),
    );
  });

  it("agrees with transitions", async () => {
    await fc.assert(
      fc.asyncProperty(logs, filters, async (log, filter) => {
        const projection = projectionOfLog(log);
        const asked = { options: DEFAULT_PATH_OPTIONS, filter, first: 1_000 };
        const { labels, returns } = await loops(projection, asked);
        const { edges } = await transitions(projection, asked);
        const visits = (key: string): number =>
          edges.filter((e) => e.from.key === key).reduce((n, e) => n + e.count, 0);
        for (const { label, again, journeys, selfLoops, selfLoopJourneys } of labels) {
          expect(again + journeys).toBe(visits(label.key));
          const self = edges.find((e) => e.from.key === label.key && e.to.key === label.key);
          expect([selfLoops, selfLoopJourneys]).toEqual([self?.count ?? 0, self?.journeys ?? 0]);
        }
        for (const { from, via, count, journeys, customers } of returns) {
          const after = await transitions(projection, {
            ...asked,
            options: { ...DEFAULT_PATH_OPTIONS, repeats: "COLLAPSE" },
            previous: { touchpoints: [from.key] },
          });
          expect(after.edges.find((e) => e.from.key === via.key && e.to.key === from.key)).toMatchObject({
            count,
            journeys,
            customers,
          });
        }
      }),
    );
  });
});
