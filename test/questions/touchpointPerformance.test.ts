import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerOf } from "../../src/engine/scan.js";
import { COUNTS_ALONE } from "../../src/engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { DAY, HOUR, MINUTE } from "../../src/model/time.js";
import { attribution } from "../../src/questions/attribution/index.js";
import { runQuestion } from "../../src/questions/executor.js";
import { CASE_LOG_WARNING } from "../../src/questions/touchpointPerformance/caseLog.js";
import { type PerformanceParams, touchpointPerformance } from "../../src/questions/touchpointPerformance/index.js";
import { CHANGED_RATES, RATES } from "../../src/questions/touchpointPerformance/plan.js";
import type { ScoresResult } from "../../src/questions/touchpointPerformance/result.js";
import type { PerformanceRow } from "../../src/questions/touchpointPerformance/rows.js";
import { clusteredWilson } from "../../src/stats/interval.js";
import { answered, expectClose, givenAnswers } from "../support/answeredLogs.js";
import { handoffWorlds, logOfWorld } from "../support/handoffWorlds.js";
import { CATALOGUE_GRAINS, filters, logs, selectors } from "../support/logs.js";
import { oracleFeedback } from "../support/oracleFeedback.js";
import { momentsOf, oraclePerformance } from "../support/oraclePerformance.js";
import {
  journeysFor,
  type LogOptions,
  logOf,
  projectionOf,
  projectionOfLog,
  type Row,
} from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const PARAMS: PerformanceParams = {
  goal: { kinds: ["buy"] },
  within: 10 * DAY,
  grain: "TOUCHPOINT",
  changedAt: null,
  span: null,
  orderBy: "VISITS",
  first: 50,
};

function ask(rows: readonly Row[], params: Partial<PerformanceParams> = {}, options: LogOptions = {}) {
  return touchpointPerformance(projectionOf(rows, options), { ...PARAMS, ...params });
}

// ana sees an ad, then the site twice, and buys; eleven days later she looks at the site again. bob sees the site and an
// ad, and buys after eleven days. cyd's visit is on the last day, so it is not mature. Newest: day 40.
const SHOP = journeysFor({
  ana: "ad@0d site@1d site@2d buy@3d site@14d",
  bob: "site@0d ad@1d buy@11d",
  cyd: "site@40d",
});

describe("touchpointPerformance", () => {
  it("counts reach, entries, exits, conversion and assisted conversions", async () => {
    const { totals, touchpoints } = await ask(SHOP);
    expect(totals).toEqual({ journeys: 3, customers: 3, visits: 9, conversions: 2, otherTouchpoints: 0 });
    expect(touchpoints.map(({ label }) => label.key)).toEqual(["web/site", "web/ad", "web/buy"]);
    const [site, ad, buy] = touchpoints;
    expect(site).toMatchObject({ visits: 5, journeys: 3, customers: 3, entries: 2, entryShare: 2 / 3, exits: 2 });
    expect(site).toMatchObject({ engagement: 5 / 3, reach: { count: 3, of: 3, rate: 1 }, cost: null, value: null });
    // Four visits are mature. ana's first two lead to the purchase; bob's purchase is eleven days after his visit.
    expect(site!.conversion).toMatchObject({ count: 2, of: 4, rate: 0.5, customers: 1, ofCustomers: 2 });
    expect(ad!.conversion).toMatchObject({ count: 2, of: 2, rate: 1 });
    // The touches of ana's purchase are ad, site, site: the ad and the first site assist, the second site is the last.
    // bob's site is too early to be a touch, so his ad is the only touch.
    expect([site!.assistedConversions, site!.lastTouchConversions]).toEqual([1, 1]);
    expect([ad!.assistedConversions, ad!.lastTouchConversions]).toEqual([1, 1]);
    expect([buy!.assistedConversions, buy!.lastTouchConversions]).toEqual([0, 0]);
    expect(buy!.conversion).toMatchObject({ count: 0, of: 2 });
    // Before the site: a day after the ad, and eleven days after the purchase. Only bob's journey is closed.
    expect(site!.wait).toMatchObject({ n: 2, mean: 6 * DAY });
    expect(site!.dropOff).toMatchObject({ count: 0, of: 0, rate: null });
  });

  it("counts cases: response, resolution and repeated contact", async () => {
    const at = (hours: number): number => Date.UTC(2020, 0, 1) + hours * HOUR;
    const one = { customer: "ana", channel: "chat", touchpoint: "ask", caseId: "1" };
    const rows: Row[] = [
      // Two requests, one answer for both, a second contact after two hours, resolved after three.
      { ...one, at: at(0) },
      { ...one, at: at(2) },
      { ...one, channel: "mail", touchpoint: "reply", at: at(3), initiatedBy: "BRAND", resolved: true },
      // Another case: never answered, the next contact is too late to be a repeated one.
      { ...one, customer: "bob", caseId: "2", at: at(0), outcome: "FAILED" },
      { ...one, customer: "bob", caseId: "2", at: at(8 * 24), outcome: "SUCCEEDED" },
      // The seven days of this case are not over, because the newest interaction is on day 20.
      { ...one, customer: "cyd", caseId: "3", at: at(18 * 24) },
      { customer: "dan", touchpoint: "site", channel: "web", at: at(20 * 24) },
    ];
    const [asking] = (await ask(rows, { goal: { any: true } })).touchpoints;
    expect(asking).toMatchObject({ requests: 5, cases: 3 });
    expect(asking!.responseTime).toMatchObject({ n: 2, mean: 2 * HOUR });
    expect(asking!.resolutionTime).toMatchObject({ n: 1, mean: 3 * HOUR, median: 3 * HOUR });
    expect(asking!.repeatContact).toMatchObject({ count: 1, of: 2, rate: 0.5 });
    expect(asking!.failure).toMatchObject({ count: 1, of: 2, rate: 0.5 });
  });

  it("warns if case ids name whole journeys, whose repeated contacts mean nothing", async () => {
    const log = (journeys: number): Row[] =>
      Array.from({ length: journeys }, (_, j): Row[] =>
        [0, 1].map((hour) => ({
          customer: `c${j}`,
          channel: "chat",
          touchpoint: "ask",
          caseId: `${j}`,
          at: Date.UTC(2020, 0, 1) + hour * HOUR,
        })),
      ).flat();
    const warnings = async (rows: readonly Row[]) => (await ask(rows, { goal: { any: true } })).remarks.warnings;
    expect(await warnings(log(10))).toEqual([CASE_LOG_WARNING]);
    expect(await warnings(log(9))).toEqual([]);
    // If the case of a single journey is only a part of the journey, the log is no case log.
    const other = { customer: "d", channel: "chat", touchpoint: "ask", at: Date.UTC(2020, 0, 1) };
    const mixed = [...log(30), { ...other, caseId: "x" }, { ...other, at: other.at + HOUR }];
    expect(await warnings(mixed)).toEqual([]);
    const wanted = { ...COUNTS_ALONE, cases: false };
    expect((await ask(log(30), { goal: { any: true }, wanted })).remarks.warnings).toEqual([]);
  });

  it("counts customers over time: repeat purchase and retention", async () => {
    // Newest: 6 April. ana buys in January and February; bob buys once, in January; cyd's March is not over by a month.
    const rows = journeysFor({
      ana: "site@0d buy@1d | buy@40d",
      bob: "site@2d buy@3d",
      cyd: "site@70d",
      dan: "ad@96d",
    });
    const { touchpoints } = await ask(rows);
    const site = touchpoints.find(({ label }) => label.key === "web/site")!;
    expect(site.repeatPurchase).toMatchObject({ count: 1, of: 2, rate: 0.5 });
    // The months are ana's and bob's January; ana is active in February. The month after cyd's March ends on 30 April.
    expect(site.retention).toMatchObject({ count: 1, of: 2, customers: 1, ofCustomers: 2 });
  });

  it("takes months as the clocks of the time zone show them", async () => {
    // The visit is on 1 January in London, and on 31 December in New York, where January has the purchase.
    const rows = journeysFor({ ana: "site@0d buy@1d", dan: "ad@96d" });
    const retained = async (timeZone: string | null) => {
      const { touchpoints } = await ask(rows, { timeZone });
      const { count, of } = touchpoints.find(({ label }) => label.key === "web/site")!.retention;
      return [count, of];
    };
    expect(await retained(null)).toEqual([0, 1]);
    expect(await retained("Europe/London")).toEqual([0, 1]);
    expect(await retained("America/New_York")).toEqual([1, 1]);
    await expect(retained("London")).rejects.toMatchObject({ code: "UNKNOWN_NAME", at: "timeZone" });
  });

  it("sums costs and values, ranks, chooses rows without changing them, and cuts", async () => {
    const rows = SHOP.map((row): Row => (row.touchpoint === "buy" ? { ...row, value: 12.5 } : row));
    const byValue = await ask(rows, { orderBy: "VALUE", first: 1 });
    expect(byValue.touchpoints.map(({ label, value }) => [label.key, value])).toEqual([["web/buy", 25]]);
    expect(byValue.totals.otherTouchpoints).toBe(2);
    const all = await ask(rows);
    const chosen = await ask(rows, { at: { kinds: ["ad"] } });
    expect(chosen.touchpoints).toEqual(all.touchpoints.filter(({ label }) => label.key === "web/ad"));
    // Rates of fewer than 30 customers are not ranked, so visits decide.
    expect((await ask(rows, { orderBy: "CONVERSION" })).touchpoints).toEqual(all.touchpoints);
  });

  it("compares before with after a date, within the span", async () => {
    const at = (day: number): number => Date.UTC(2020, 0, 1) + day * DAY;
    const rows = Array.from({ length: 120 }, (_, c): Row[] => {
      const day = c < 60 ? 10 : 50;
      const one = { customer: `c${c}`, channel: "chat", touchpoint: "ask", caseId: "1" };
      const fails = c < 60 ? c % 2 === 0 : c % 10 === 0;
      const wait = (c < 60 ? 60 : 20) * MINUTE + (c % 3) * MINUTE;
      return [
        { ...one, at: at(day), outcome: fails ? "FAILED" : "SUCCEEDED" },
        { ...one, touchpoint: "reply", at: at(day) + wait, initiatedBy: "BRAND" },
      ];
    }).flat();
    const { touchpoints } = await ask(rows, { goal: { any: true }, changedAt: at(40) });
    const { change } = touchpoints.find(({ label }) => label.key === "chat/ask")!;
    expect(change!.failure).toMatchObject({ a: { count: 30, of: 60 }, b: { count: 6, of: 60 }, significant: true });
    expect(change!.failure.difference).toBeCloseTo(-0.4, 12);
    expect(change!.responseTime).toMatchObject({ before: 61 * MINUTE, after: 21 * MINUTE, difference: -40 * 60 });
    // The difference of two means of 60 values with the standard deviation √(2/3) minutes.
    const { low, high } = change!.responseTime.interval!;
    const half = 2.001 * Math.sqrt((2 * (2 / 3)) / 59) * 60;
    expect(low).toBeCloseTo(-2_400 - half, 1);
    expect(high).toBeCloseTo(-2_400 + half, 1);
    const near = await ask(rows, { goal: { any: true }, changedAt: at(40), span: 20 * DAY });
    const ofNear = near.touchpoints.find(({ label }) => label.key === "chat/ask")!;
    expect(ofNear.change!.failure).toMatchObject({ a: { of: 0 }, b: { of: 60 }, difference: null });
    // The other numbers count everything in scope.
    expect(ofNear.visits).toBe(120);
  });

  it("has the scores of feedback, orders by them, and leaves them out if they are not selected", async () => {
    // bob's answer is about the site, at which he was on day 0; cyd's is too late to belong to anything.
    const day = Date.UTC(2020, 0, 1);
    const log = answered(logOf(SHOP), [
      ...[5, 4, 4].map((csat, i) => ({ customer: "ana", touchpoint: "web/site", at: day + (i + 1) * DAY, csat })),
      { customer: "bob", touchpoint: "web/site", at: day + 3 * DAY, csat: 2, emotion: -1, comment: "slow" },
      { customer: "bob", touchpoint: "web/ad", at: day + 3 * DAY, csat: 3 },
      { customer: "cyd", touchpoint: "web/site", at: day + 60 * DAY, csat: 1 },
    ]);
    const projection = projectionOfLog(log);
    const { touchpoints } = await touchpointPerformance(projection, { ...PARAMS, orderBy: "CSAT" });
    // The ad and the purchase have fewer than five answers about satisfaction, so they come after the site.
    expect(touchpoints.map(({ label, scores }) => [label.key, scores.answers, scores.csat.value])).toEqual([
      ["web/site", 5, 0.6],
      ["web/ad", 1, null],
      ["web/buy", 0, null],
    ]);
    expect(touchpoints[0]!.scores.low).toMatchObject({ count: 2, of: 5, rate: 0.4, journeys: 1, customers: 2 });
    expect(touchpoints[0]!.scores).toMatchObject({ comments: 1, emotion: { answers: 1, value: null } });
    // With a filter, cyd's answer, which belongs to no journey, does not count: four are too few.
    const filtered = await touchpointPerformance(projection, { ...PARAMS, filter: { minInteractions: 2 } });
    expect(filtered.touchpoints[0]!.scores).toMatchObject({ answers: 4, csat: { answers: 4, value: null } });
    const without = await touchpointPerformance(projection, { ...PARAMS, wanted: { ...COUNTS_ALONE, scores: false } });
    expect(without.touchpoints[0]!.scores).toMatchObject({ answers: 0, low: { of: 0 } });
  });

  it("answers for nothing, and refuses what makes no sense", async () => {
    const none = await ask([], { goal: { any: true } });
    expect(none).toMatchObject({ totals: { journeys: 0, visits: 0 }, touchpoints: [] });
    await expect(ask(SHOP, { goal: null })).rejects.toMatchObject({ code: "GOAL_REQUIRED", at: "goal" });
    await expect(ask(SHOP, { first: 0 })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "first" });
    await expect(ask(SHOP, { span: DAY })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "span" });
    await expect(ask(SHOP, { span: 0, changedAt: 0 })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "span" });
    await expect(ask(SHOP, { grain: "PROPERTY" })).rejects.toMatchObject({
      code: "OPTION_DOES_NOT_APPLY",
      at: "grain",
    });
    await expect(ask(SHOP, { within: -1 })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "within" });
  });

  it("equals the oracle, however the journeys are dealt to threads; each number opens its journeys", async () => {
    await fc.assert(
      fc.asyncProperty(
        handoffWorlds,
        fc.constantFrom(0, 1, 7, 40),
        fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
        fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
        fc.constantFrom(...CATALOGUE_GRAINS),
        givenAnswers(["ana", "bob", "cyd", "dan"], ["web/buy"]),
        fc.infiniteStream(fc.nat(2)),
        async (world, days, changed, spanned, grain, given, deal) => {
          const log = answered(logOfWorld(world), given);
          const projection = projectionOfLog(log, world.blockInteractions);
          const changedAt = changed === null ? null : Date.UTC(2020, 0, 1) + changed * DAY;
          const span = changedAt === null || spanned === null ? null : spanned * DAY;
          const params = { ...PARAMS, goal: { goal: "bought" }, within: days * DAY, grain, changedAt, span };
          const actual = await touchpointPerformance(projection, params);
          const expected = oraclePerformance(log, params.goal, params.within, null, grain);
          const answers = oracleFeedback(log, { ...DEFAULT_PATH_OPTIONS, grain }, null, 1_000).labels;
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await touchpointPerformance(projection, params, scanner)).toEqual(actual);
          expect(actual.touchpoints.map(({ label }) => label.key).sort()).toEqual([...expected.keys()]);
          const opened = async (row: PerformanceRow): Promise<number> =>
            (
              await runQuestion(
                "drilldown",
                projection,
                { question: "touchpointPerformance", params, row },
                scannerOf(projection),
              )
            ).journeys;
          const distinct = (list: readonly string[]): number => new Set(list).size;
          const reaching = await touchpointPerformance(projection, { ...params, filter: { touches: [params.goal] } });
          expect(await opened({ of: "CONVERSIONS" })).toBe(reaching.totals.journeys);
          expect(await opened({ of: "JOURNEYS" })).toBe(actual.totals.journeys);
          for (const row of actual.touchpoints) {
            const label = row.label.key;
            const own = expected.get(label)!;
            for (const name of ["visits", "journeys", "customers", "entries", "exits", "cost", "value"] as const)
              expect(row[name], name).toBe(own[name]);
            const about = answers.find(({ key }) => key === label);
            if (about === undefined) expect(row.scores.answers).toBe(0);
            for (const name of Object.keys(about === undefined ? {} : row.scores) as (keyof ScoresResult)[])
              expectClose(row.scores[name], about![name], name);
            expect(row.assistedConversions).toBe(own.assisted.length);
            expect(row.lastTouchConversions).toBe(own.last.length);
            for (const [list, count, stats] of [
              [own.requests, row.requests, row.responseTime],
              [own.cases, row.cases, row.resolutionTime],
              [own.waits.map((wait) => ({ wait })), own.waits.length, row.wait],
            ] as const) {
              expect(count).toBe(list.length);
              const waits = list.flatMap(({ wait }) => (wait === null ? [] : [wait]));
              expect(stats.n).toBe(waits.length);
              if (waits.length > 0) expect(stats.mean).toBe(waits.reduce((a, b) => a + b, 0) / waits.length);
            }
            expect(await opened({ label, of: "JOURNEYS" })).toBe(own.journeys);
            expect(await opened({ label, of: "ENTRIES" })).toBe(own.entries);
            expect(await opened({ label, of: "EXITS" })).toBe(own.exits);
            expect(await opened({ label, of: "ASSISTED" })).toBe(distinct(own.assisted));
            expect(await opened({ label, of: "LAST_TOUCH" })).toBe(distinct(own.last));
            expect(await opened({ label, of: "REQUESTS" })).toBe(distinct(own.requests.map((r) => r.journey)));
            expect(await opened({ label, of: "CASES" })).toBe(distinct(own.cases.map((c) => c.journey)));
            for (const rate of RATES) {
              const trials = own.trials[rate];
              const moments = momentsOf(trials);
              const hits = trials.filter(({ succeeds }) => succeeds);
              expect(row[rate], rate).toEqual({
                count: moments.f,
                of: moments.n,
                rate: moments.n === 0 ? null : moments.f / moments.n,
                interval: clusteredWilson(moments),
                customers: distinct(hits.map(({ customer }) => customer)),
                ofCustomers: moments.customers,
              });
              expect(await opened({ label, rate, of: "OF" }), rate).toBe(
                distinct(trials.flatMap(({ journeys }) => journeys)),
              );
              expect(await opened({ label, rate, of: "COUNT" }), rate).toBe(
                distinct(hits.flatMap(({ journeys }) => journeys)),
              );
            }
            if (changedAt === null) {
              expect(row.change).toBeNull();
              continue;
            }
            for (const rate of CHANGED_RATES)
              for (const [name, side, first, end] of [
                ["a", "BEFORE", span === null ? Number.NEGATIVE_INFINITY : changedAt - span, changedAt],
                ["b", "AFTER", changedAt, span === null ? Number.POSITIVE_INFINITY : changedAt + span],
              ] as const) {
                const trials = own.trials[rate].filter(({ at }) => at >= first && at < end);
                const hits = trials.filter(({ succeeds }) => succeeds);
                expect(row.change![rate][name]).toMatchObject({ count: hits.length, of: trials.length });
                expect(await opened({ label, rate, side, of: "COUNT" })).toBe(
                  distinct(hits.flatMap(({ journeys }) => journeys)),
                );
              }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("has the counts of the oracle under any filter, and the credit of the last touch in attribution", async () => {
    await fc.assert(
      fc.asyncProperty(logs, selectors, filters, fc.constantFrom(0, 3, 60), async (log, goal, filter, within) => {
        const projection = projectionOfLog(log, 3);
        const { touchpoints } = await touchpointPerformance(projection, { ...PARAMS, goal, within, filter });
        const expected = oraclePerformance(log, goal, within, filter);
        for (const { label, visits, journeys, assistedConversions } of touchpoints) {
          const own = expected.get(label.key)!;
          expect({ visits, journeys, assistedConversions }).toEqual({
            visits: own.visits,
            journeys: own.journeys,
            assistedConversions: own.assisted.length,
          });
        }
        const { rows } = await attribution(projection, {
          goal,
          within,
          filter,
          models: ["LAST"],
          by: "TOUCHPOINT",
          halfLife: DAY,
          first: 1_000,
        });
        for (const { key, credits } of rows) {
          const row = touchpoints.find(({ label }) => label.key === key);
          if (row !== undefined) expect(row.lastTouchConversions).toBe(credits[0]!.credit);
        }
      }),
    );
  });
});
