// Compares handoffs with a slow, literal oracle, on small random logs in which all special cases are frequent.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waitStats } from "../../src/engine/waits.js";
import { DAY } from "../../src/model/time.js";
import { handoffs } from "../../src/questions/handoffs/index.js";
import type { HandoffsResult } from "../../src/questions/handoffs/result.js";
import { handoffOracle, type OracleAnswer } from "../support/handoffOracle.js";
import { logOfWorld, handoffSettings as settings, handoffWorlds as world } from "../support/handoffWorlds.js";
import { projectionOfLog } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function expectSame(found: HandoffsResult, wanted: OracleAnswer): void {
  expect(found.totals).toEqual(wanted.totals);
  expect(found.handoffs.length).toBe(wanted.rows.length);
  found.handoffs.forEach((row, i) => {
    const {
      from,
      to,
      reasons,
      waits,
      examples,
      failRateInterval,
      excessFailures,
      baseline,
      pValue,
      failRate,
      ...counts
    } = wanted.rows[i]!;
    expect([row.from.key, row.to.key]).toEqual([from, to]);
    expect(row).toMatchObject(counts);
    expect(Object.fromEntries(row.reasons.filter((r) => r.count > 0).map((r) => [r.reason, r.count]))).toEqual(reasons);
    expect(row.wait).toEqual(waitStats(Float64Array.from(waits)));
    expect(row.examples).toEqual(examples);
    close(row.failRate, failRate);
    close(row.baseline, baseline);
    close(row.pValue, pValue);
    close(row.excessFailures, excessFailures, 1e-6);
    close(row.failRateInterval?.low ?? null, failRateInterval?.[0] ?? null);
    close(row.failRateInterval?.high ?? null, failRateInterval?.[1] ?? null);
    close(
      row.excessRate?.low ?? null,
      failRateInterval === null || baseline === null ? null : failRateInterval[0] - baseline,
    );
  });
}

function close(found: number | null, wanted: number | null, within = 1e-9): void {
  if (found === null || wanted === null) expect(found).toBe(wanted);
  else expect(Math.abs(found - wanted)).toBeLessThanOrEqual(within);
}

describe("handoffs, compared with the oracle,", () => {
  it("are equal on random logs", async () => {
    await fc.assert(
      fc.asyncProperty(world, settings, async (w, asked) => {
        const log = logOfWorld(w);
        const projection = projectionOfLog(log, w.blockInteractions);
        const { startedFrom, days } = w.span;
        const span =
          asked.baselineBy === "EARLIER"
            ? { startedFrom, ...(days === null ? {} : { startedBefore: startedFrom + days * DAY }) }
            : {};
        const found = await handoffs(projection, { settings: asked, from: null, to: null, filter: span, first: 1000 });
        expectSame(found, handoffOracle(log, asked, span));
      }),
      { numRuns: 300 },
    );
  });

  it("compare the last span with the one before, whether it is given as a duration or as a time", async () => {
    await fc.assert(
      fc.asyncProperty(world, settings, fc.integer({ min: 0, max: 40 }), async (w, asked, days) => {
        const projection = projectionOfLog(logOfWorld(w), w.blockInteractions);
        const { newest } = projection;
        fc.pre(newest !== null);
        const question = { settings: { ...asked, baselineBy: "EARLIER" as const }, from: null, to: null, first: 1000 };
        const within = await handoffs(projection, { ...question, filter: { startedWithin: days * DAY } });
        const from = await handoffs(projection, { ...question, filter: { startedFrom: newest! - days * DAY } });
        expect(within.totals).toEqual(from.totals);
        expect(within.handoffs).toEqual(from.handoffs);
      }),
      { numRuns: 100 },
    );
  });

  it("do not depend on the order of customers, to the last bit", async () => {
    await fc.assert(
      fc.asyncProperty(world, settings, async (w, asked) => {
        const log = logOfWorld(w);
        const histories = [...log.histories].reverse().map((history, i) => ({ ...history, number: i + 1 }));
        const question = {
          settings: { ...asked, baselineBy: "ALL" as const },
          from: null,
          to: null,
          filter: {},
          first: 1000,
        };
        const one = await handoffs(projectionOfLog(log), question);
        const other = await handoffs(projectionOfLog({ ...log, histories }), question);
        const exact = (result: HandoffsResult) => ({
          totals: result.totals,
          rows: result.handoffs.map(({ wait, ...row }) => ({ ...row, wait: wait.median })),
        });
        expect(exact(other)).toEqual(exact(one));
      }),
      { numRuns: 150 },
    );
  });

  it("are the same for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(world, settings, fc.infiniteStream(fc.nat(2)), async (w, asked, deal) => {
        const projection = projectionOfLog(logOfWorld(w), 3);
        const { startedFrom } = w.span;
        const question = {
          settings: asked,
          filter: asked.baselineBy === "EARLIER" ? { startedFrom } : {},
          first: 1000,
        };
        const split = await handoffs(
          projection,
          question,
          splitScanner(projection, 3, () => deal.next().value!),
        );
        expect(split).toEqual(await handoffs(projection, question));
      }),
      { numRuns: 200 },
    );
  });

  it("compute only selected details", async () => {
    await fc.assert(
      fc.asyncProperty(world, settings, fc.boolean(), async (w, asked, quantiles) => {
        const projection = projectionOfLog(logOfWorld(w));
        const filter = asked.baselineBy === "EARLIER" ? { startedFrom: w.span.startedFrom } : {};
        const question = { settings: asked, filter, first: 1000 };
        const all = await handoffs(projection, question);
        const some = await handoffs(projection, { ...question, wanted: { quantiles, examples: false, shown: false } });
        expect(some.handoffs).toEqual(
          all.handoffs.map((row) => ({
            ...row,
            wait: quantiles ? row.wait : { ...row.wait, median: null, p90: null, p95: null },
            examples: [],
            reasons: row.reasons.map((reason) => ({ ...reason, examples: [] })),
          })),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("choose rows by from, to and first without changing a number", async () => {
    await fc.assert(
      fc.asyncProperty(world, settings, fc.integer({ min: 1, max: 5 }), async (w, asked, first) => {
        const projection = projectionOfLog(logOfWorld(w));
        fc.pre(projection.catalogue.channels.some((channel) => channel.key === "web"));
        const question = { settings: { ...asked, baselineBy: "TARGET" as const }, filter: {} };
        const all = await handoffs(projection, { ...question, from: null, to: null, first: 1000 });
        const some = await handoffs(projection, { ...question, from: { channels: ["web"] }, to: null, first });
        const onWeb = (key: string): boolean => key === "web" || key.startsWith("web/");
        expect(some.totals).toEqual(all.totals);
        expect(some.handoffs).toEqual(all.handoffs.filter((row) => onWeb(row.from.key)).slice(0, first));
      }),
      { numRuns: 150 },
    );
  });
});
