import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Period } from "../../src/engine/periods.js";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { DAY, HOUR, MINUTE } from "../../src/model/time.js";
import { funnel } from "../../src/questions/funnel/index.js";
import type { FunnelStep } from "../../src/questions/funnel/shape.js";
import { timeToConvert } from "../../src/questions/timeToConvert/index.js";
import { BUCKET_ENDS, type TimeToConvertParams } from "../../src/questions/timeToConvert/plan.js";
import { completable, funnels } from "../support/funnels.js";
import { logs } from "../support/logs.js";
import { oracleMatches } from "../support/oracleFunnel.js";
import { quantile, scopeOf } from "../support/oraclePaths.js";
import { journeysFor, projectionOf, projectionOfLog } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const step = (kind: string, within: number | null = null): FunnelStep => ({
  at: { kinds: [kind] },
  name: null,
  adjacency: "EVENTUALLY",
  within,
  optional: false,
});
const shape = { within: null, exclude: [], options: DEFAULT_PATH_OPTIONS, filter: null, by: "MONTH" as const };

// The newest interaction is on day 60. eve and fay started in March, and their window of five days is not over. eve was
// quick.
const ROWS = journeysFor({
  ana: "a@0d09:00 b@0d09:01",
  bob: "a@0d b@1d",
  cyd: "a@35d b@38d",
  dan: "a@36d",
  eve: "a@60d09:00 b@60d09:10",
  fay: "a@60d08:00",
});

describe("timeToConvert", () => {
  it("counts mature journeys if there is a window, in total, by bucket, and by month of start", async () => {
    const found = await timeToConvert(projectionOf(ROWS), { ...shape, steps: [step("a"), step("b", 5 * DAY)] });
    expect(found.totals).toMatchObject({ matched: 6, completed: 4, counted: 3, mature: 4, pending: 1, dropped: 1 });
    expect(found.duration).toMatchObject({ n: 3, median: DAY });
    expect(found.quartiles).toEqual({ lower: (MINUTE + DAY) / 2, upper: 2 * DAY });
    expect(found.histogram.filter(({ journeys }) => journeys > 0)).toEqual([
      { from: 0, upTo: MINUTE, journeys: 1, share: 1 / 3, shareUpTo: 1 / 3 },
      { from: 6 * HOUR, upTo: DAY, journeys: 1, share: 1 / 3, shareUpTo: 2 / 3 },
      { from: DAY, upTo: 3 * DAY, journeys: 1, share: 1 / 3, shareUpTo: 1 },
    ]);
    expect(
      found.periods.map((p) => [p.name, p.matched, p.completed, p.mature, p.completionRate, p.duration.n]),
    ).toEqual([
      ["2020-01", 2, 2, 2, 1, 2],
      ["2020-02", 2, 1, 2, 0.5, 1],
      ["2020-03", 2, 1, 0, null, 0],
    ]);
    expect(found.periods[1]).toMatchObject({ from: Date.UTC(2020, 1, 1), before: Date.UTC(2020, 2, 1) });
    expect(found.remarks.warnings).toEqual([]);
  });

  it("counts all completed journeys without a window, with a warning", async () => {
    const found = await timeToConvert(projectionOf(ROWS), { ...shape, steps: [step("a"), step("b")], by: "WEEK" });
    expect(found.totals).toMatchObject({ counted: 4, mature: 6 });
    expect(found.periods.map(({ name, duration }) => [name, duration.n])).toEqual([
      ["2020-W01", 2],
      ["2020-W06", 1],
      ["2020-W09", 1],
    ]);
    expect(found.remarks.warnings).toEqual([expect.stringContaining("look quicker")]);
  });

  // In Sydney, clocks went back at 03:00 on Sunday, 7 April 2024, so the hour from 02:00 came twice. In Berlin, they went
  // forward at 02:00 on Sunday, 31 March 2024, so that hour was missing.
  it("counts by day of the week and by hour of the day, as the clocks of the time zone showed them", async () => {
    const rows = (times: readonly string[]) =>
      times.flatMap((at, i) => [
        { customer: `c${i}`, touchpoint: "a", at },
        { customer: `c${i}`, touchpoint: "b", at: Date.parse(at) + MINUTE },
      ]);
    const of = async (times: readonly string[], by: Period, timeZone: string) =>
      (
        await timeToConvert(projectionOf(rows(times)), { ...shape, steps: [step("a"), step("b")], by, timeZone })
      ).periods.map(({ name, matched, from, before }) => [name, matched, from, before]);
    const sydney = ["2024-04-06T13:59:00Z", "2024-04-06T15:30:00Z", "2024-04-06T16:30:00Z", "2024-04-07T14:00:00Z"];
    expect(await of(sydney, "HOUR_OF_DAY", "Australia/Sydney")).toEqual([
      ["00:00", 2, null, null],
      ["02:00", 2, null, null],
    ]);
    expect(await of(sydney, "WEEKDAY", "Australia/Sydney")).toEqual([
      ["Monday", 1, null, null],
      ["Sunday", 3, null, null],
    ]);
    expect(await of(sydney, "WEEKDAY", "UTC")).toEqual([
      ["Saturday", 3, null, null],
      ["Sunday", 1, null, null],
    ]);
    const berlin = ["2024-03-30T22:59:00Z", "2024-03-31T00:59:00Z", "2024-03-31T01:00:00Z", "2024-03-31T22:00:00Z"];
    expect(await of(berlin, "HOUR_OF_DAY", "Europe/Berlin")).toEqual([
      ["00:00", 1, null, null],
      ["01:00", 1, null, null],
      ["03:00", 1, null, null],
      ["23:00", 1, null, null],
    ]);
    expect(await of(berlin, "MONTH", "Europe/Berlin")).toEqual([
      ["2024-03", 3, Date.parse("2024-02-29T23:00:00Z"), Date.parse("2024-03-31T22:00:00Z")],
      ["2024-04", 1, Date.parse("2024-03-31T22:00:00Z"), Date.parse("2024-04-30T22:00:00Z")],
    ]);
  });

  it("takes the time zone of the store unless the question names one, and moves no duration", async () => {
    const projection = projectionOf(ROWS, { timeZone: "Pacific/Auckland" });
    const steps = [step("a"), step("b", 5 * DAY)];
    const [own, utc] = [
      await timeToConvert(projection, { ...shape, steps }),
      await timeToConvert(projection, { ...shape, steps, timeZone: "UTC" }),
    ];
    expect(own.remarks.settings).toMatchObject({ timeZone: "Pacific/Auckland" });
    expect(utc.remarks.settings).toMatchObject({ timeZone: "UTC" });
    expect(own.periods[1]).toMatchObject({ from: Date.parse("2020-01-31T11:00:00Z") });
    expect(own.histogram).toEqual(utc.histogram);
    expect(own.totals).toEqual(utc.totals);
    await expect(timeToConvert(projection, { ...shape, steps, timeZone: "Auckland" })).rejects.toMatchObject({
      code: "UNKNOWN_NAME",
      at: "timeZone",
      allowed: expect.arrayContaining(["Pacific/Auckland"]),
    });
  });

  it("each month or week has the journeys that start in its span, in every time zone", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.constantFrom("Europe/Berlin", "Pacific/Auckland", "America/St_Johns", "UTC"),
        fc.constantFrom("WEEK", "MONTH"),
        async (log, timeZone, by) => {
          const projection = projectionOfLog(log, 3);
          const steps = [step("a"), step("b")].map((one) => ({ ...one, at: { any: true } }));
          const { periods } = await timeToConvert(projection, { ...shape, steps, by, timeZone });
          for (const { from, before, matched } of periods) {
            const filter = { startedFrom: from, startedBefore: before };
            const inside = await timeToConvert(projection, { ...shape, steps, by, timeZone, filter });
            expect(inside.totals.matched).toBe(matched);
            expect(inside.periods).toHaveLength(1);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("answers for empty data", async () => {
    const any = { ...step("a"), at: { any: true } };
    const found = await timeToConvert(projectionOf([]), { ...shape, steps: [any, any] });
    expect(found).toMatchObject({
      duration: { n: 0, median: null },
      quartiles: { lower: null, upper: null },
      periods: [],
    });
    expect(found.histogram).toHaveLength(BUCKET_ENDS.length + 1);
    expect(found.histogram[0]).toEqual({ from: 0, upTo: MINUTE, journeys: 0, share: null, shareUpTo: null });
  });

  it("equals the oracle, agrees with funnel, and is the same for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(logs, funnels, fc.infiniteStream(fc.nat(2)), async (log, shape, deal) => {
        const drawn = completable(log, shape);
        const projection = projectionOfLog(log, 3);
        const params: TimeToConvertParams = { ...drawn, by: "WEEK" };
        const found = await timeToConvert(projection, params);
        const last = drawn.steps.length - 1;
        const durations = oracleMatches(log, drawn, scopeOf(log, drawn.filter ?? null, drawn.options.hide))
          .filter(({ made, mature }) => mature && made.length > last)
          .map(({ made, scoped: { left } }) => left[made[last]!]!.at - left[made[0]!]!.at);
        const { duration, quartiles } = found;
        expect([duration.n, quartiles.lower, duration.median, quartiles.upper, duration.p90]).toEqual([
          durations.length,
          ...[0.25, 0.5, 0.75, 0.9].map((p) => quantile(durations, p)),
        ]);
        const { counted: _, shown: __, shownShare: ___, ...totals } = found.totals;
        expect((await funnel(projection, { ...drawn, first: 1, rowsPerStep: 1 })).totals).toMatchObject(totals);
        expect(found.histogram.reduce((n, { journeys }) => n + journeys, 0)).toBe(durations.length);
        expect(found.periods.reduce((n, { matched }) => n + matched, 0)).toBe(totals.matched);
        const split = await timeToConvert(
          projection,
          params,
          splitScanner(projection, 3, () => deal.next().value!),
        );
        expect(split).toEqual(found);
      }),
      { numRuns: 200 },
    );
  });
});
