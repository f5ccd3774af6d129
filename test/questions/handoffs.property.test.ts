// The analysis against the slow, literal oracle, on small random logs in which everything that can matter happens often.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waitStats } from "../../src/engine/waits.js";
import { INITIATORS } from "../../src/model/interaction.js";
import { DAY, HOUR } from "../../src/model/time.js";
import { type HandoffSettings, handoffs } from "../../src/questions/handoffs/index.js";
import type { HandoffsResult } from "../../src/questions/handoffs/result.js";
import { BASELINES, HANDOFF_GRAINS, HANDOFF_REASONS } from "../../src/questions/handoffs/settings.js";
import { handoffOracle, type OracleAnswer } from "../support/handoffOracle.js";
import { logOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const ZERO = Date.UTC(2020, 0, 1);
const CHANNELS = ["web", "store", "phone", undefined];
const KINDS = ["look", "ask", "buy", "news"];

const rows = fc.array(
  fc.record(
    {
      customer: fc.constantFrom("ana", "bob", "cyd", "dan"),
      touchpoint: fc.constantFrom(...KINDS),
      channel: fc.constantFrom(...CHANNELS),
      at: fc
        .oneof(
          { weight: 3, arbitrary: fc.integer({ min: 0, max: 12 }) },
          { weight: 2, arbitrary: fc.integer({ min: 0, max: 120 }) },
        )
        .map((step) => ZERO + step * 12 * HOUR),
      journey: fc.option(fc.constantFrom("1", "2"), { nil: undefined, freq: 3 }),
      intended: fc.option(fc.constantFrom("web", "store", "phone", "mail"), { nil: undefined, freq: 2 }),
      caseId: fc.option(fc.constantFrom("7", "8"), { nil: undefined, freq: 2 }),
      initiatedBy: fc.option(fc.constantFrom(...INITIATORS), { nil: undefined, freq: 2 }),
      outcome: fc.option(fc.constantFrom("SUCCEEDED" as const, "FAILED" as const), { nil: undefined, freq: 2 }),
      resolved: fc.option(fc.boolean(), { nil: undefined, freq: 1 }),
    },
    { requiredKeys: ["customer", "touchpoint", "channel", "at"] },
  ),
  { minLength: 1, maxLength: 60, size: "max" },
);

const window = (...days: number[]) => fc.constantFrom(...days).map((d) => d * DAY);

const settings: fc.Arbitrary<HandoffSettings> = fc.record({
  grain: fc.constantFrom(...HANDOFF_GRAINS),
  goal: fc.constantFrom({ kinds: ["buy"] }, { goal: "bought" }, { touchpoints: ["web/buy"] }, null),
  stallAfter: fc.option(window(0, 1, 3), { nil: null, freq: 2 }),
  bounceWithin: window(0, 0.5, 1, 3),
  repeatWithin: window(0, 1, 7),
  resolveWithin: window(0, 1, 7),
  minSupport: fc.constantFrom(1, 2, 3),
  minEffect: fc.constantFrom(0, 0.02, 0.3),
  baselineBy: fc.constantFrom(...BASELINES),
  failureReasons: fc.subarray([...HANDOFF_REASONS], { minLength: 1 }),
  includeBrandSent: fc.boolean(),
});

const world = fc.record({
  rows,
  journeyGap: window(2, 10, 30),
  serviceLevels: fc.uniqueArray(
    fc.record({
      from: fc.constantFrom("web", "store", "web/look", "store/ask"),
      to: fc.constantFrom("phone", "store", "web", "phone/ask", "mail"),
      wait: window(0, 1, 2),
    }),
    { selector: ({ from, to }) => `${from} ${to}`, maxLength: 4 },
  ),
  span: fc.record({
    startedFrom: fc.integer({ min: 0, max: 30 }).map((d) => ZERO + d * DAY),
    days: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
  }),
  blockInteractions: fc.constantFrom(4, 1_000),
});

const goal = { key: "bought", name: "Bought", selector: { kinds: ["buy"] }, isDefault: true };
/** So that the touchpoints and channels that questions name are always there. */
const touchpoint = (key: string) => {
  const [channel, kind] = key.split("/") as [string, string];
  return { key, name: null, kind, channel, stage: null, description: null, initiatedBy: null, owner: null };
};

function logOfWorld({
  rows: some,
  journeyGap,
  serviceLevels,
}: {
  rows: readonly Row[];
  journeyGap: number;
  serviceLevels: readonly { from: string; to: string; wait: number }[];
}) {
  return logOf(some, {
    journeyGap,
    brand: ["news"],
    declared: { goals: [goal], serviceLevels, touchpoints: [touchpoint("web/buy")] },
  });
}

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

describe("handoffs and the oracle", () => {
  it("agree on random logs", async () => {
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

  it("are the same however the journeys are dealt to threads", async () => {
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

  it("work out only what is wanted", async () => {
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
