// Tests of the comparison of scores on two sides: before and after a change, or for two filters.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerOf } from "../../src/engine/scan.js";
import { COUNTS_ALONE } from "../../src/engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { SCORE_KINDS } from "../../src/model/feedback.js";
import { DAY } from "../../src/model/time.js";
import { runQuestion } from "../../src/questions/executor.js";
import { type PerformanceParams, touchpointPerformance } from "../../src/questions/touchpointPerformance/index.js";
import { answered, expectClose, type GivenAnswer, givenAnswers } from "../support/answeredLogs.js";
import { handoffWorlds, logOfWorld } from "../support/handoffWorlds.js";
import { CATALOGUE_GRAINS, filters, logs } from "../support/logs.js";
import { oracleComparedScore } from "../support/oracleComparedScores.js";
import { countedAnswers } from "../support/oracleFeedback.js";
import { logOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const START = Date.UTC(2020, 0, 1);
const PARAMS: PerformanceParams = {
  goal: { any: true },
  within: 10 * DAY,
  grain: "TOUCHPOINT",
  changedAt: null,
  span: null,
  orderBy: "VISITS",
  first: 1_000,
};

const visit = (customer: string, day: number, touchpoint = "site"): Row => ({
  customer,
  channel: "web",
  touchpoint,
  at: START + day * DAY,
});

/** The change of the scores of web/site. */
async function changeOf(rows: readonly Row[], given: readonly GivenAnswer[], params: Partial<PerformanceParams>) {
  const projection = projectionOfLog(answered(logOf(rows), given));
  const { touchpoints } = await touchpointPerformance(projection, { ...PARAMS, ...params });
  return touchpoints.find(({ label }) => label.key === "web/site")!.change!;
}

const site = (customer: string, day: number, scores: Partial<GivenAnswer>): GivenAnswer => ({
  customer,
  touchpoint: "web/site",
  at: START + day * DAY,
  ...scores,
});

describe("the change of scores", () => {
  it("compares means: by hand, with two customers who are on both sides", async () => {
    const rows = ["ana", "bob"].flatMap((customer) => [visit(customer, 0), visit(customer, 30)]);
    const told = (customer: string, day: number, ...emotions: readonly number[]): GivenAnswer[] =>
      emotions.map((emotion) => site(customer, day, { emotion, ces: emotion + 4 }));
    const given = [
      ...told("ana", 1, 1, 1, 0),
      ...told("bob", 1, 0, -2),
      ...told("ana", 31, 2, 1),
      ...told("bob", 31, 1, 0, 1),
    ];
    const { emotion, ces, csat } = await changeOf(rows, given, { changedAt: START + 20 * DAY });
    // The parts of the customers are (3 − 2)/5 − (2 − 0)/5 = −0.2 and (2 − 3)/5 − (−2 − 0)/5 = 0.2. The variance is
    // therefore 2 · 0.08, and its root is 0.4. With one degree of freedom, t is 12.7062, so the half-width is 5.0825.
    expect(emotion).toEqual({
      a: { answers: 5, customers: 2, value: 0 },
      b: { answers: 5, customers: 2, value: 1 },
      difference: 1,
      // No difference of two values from −2 to 2 is beyond 4.
      interval: { low: -4, high: 4 },
      significant: false,
    });
    expect(ces).toMatchObject({ a: { value: 4 }, b: { value: 5 }, difference: 1, interval: { high: 6 } });
    expect(ces.interval!.low).toBeCloseTo(1 - 5.08248, 4);
    const none = { answers: 0, customers: 0, value: null };
    expect(csat).toEqual({ a: none, b: none, difference: null, interval: null, significant: false });
  });

  it("takes the time of the interaction, or else that of the answer, and shows nothing under five answers", async () => {
    // ana's visit is before the change, her answers are after it. cyd has no journey, so only her own time is known.
    const rows = [visit("ana", 18), visit("bob", 30)];
    const given = [
      ...[5, 5, 5, 1, 1].map((csat) => site("ana", 22, { csat })),
      ...[4, 1, 1, 1].map((csat) => site("bob", 31, { csat })),
      site("cyd", 21, { csat: 5 }),
    ];
    const changedAt = START + 20 * DAY;
    const { csat } = await changeOf(rows, given, { changedAt });
    expect(csat.a).toEqual({ answers: 5, customers: 1, value: 0.6 });
    expect(csat.b).toEqual({ answers: 5, customers: 2, value: 0.4 });
    expect(csat.difference).toBeCloseTo(-0.2, 12);
    // With a filter, cyd's answer does not count, and four are too few.
    const filtered = await changeOf(rows, given, { changedAt, filter: { touches: [{ channels: ["web"] }] } });
    expect(filtered.csat).toMatchObject({ b: { answers: 4, value: null }, difference: null, interval: null });
    // Two days before and after the change are compared. ana's visit is at the beginning of this time, which is
    // included. bob's visit is too late.
    const near = await changeOf(rows, given, { changedAt, span: 2 * DAY });
    expect([near.csat.a.answers, near.csat.b.answers]).toEqual([5, 1]);
    // The sides of a map: an answer without an interaction is only on the side without a filter.
    const ofBoth = await changeOf(rows, given, { sides: [null, { touches: [{ channels: ["web"] }] }] });
    expect([ofBoth.csat.a.answers, ofBoth.csat.b.answers]).toEqual([10, 9]);
  });

  it("judges differences with enough customers, each score by its own test", async () => {
    const customers = Array.from({ length: 80 }, (_, c) => `c${c}`);
    const rows = customers.map((customer, c) => visit(customer, c < 40 ? 0 : 30));
    const scores = (c: number): Partial<GivenAnswer> => ({
      // 10 of 40 are satisfied before, and 30 of 40 after.
      csat: c % 4 < (c < 40 ? 1 : 3) ? 5 : 2,
      emotion: c < 40 ? -(c % 2) : c % 2,
      nps: c % 2 === 0 ? 10 : 0,
    });
    const given = customers.map((customer, c) => site(customer, c < 40 ? 1 : 31, scores(c)));
    const changedAt = START + 20 * DAY;
    const { csat, emotion, nps } = await changeOf(rows, given, { changedAt });
    expect(csat).toMatchObject({ a: { value: 0.25 }, b: { value: 0.75 }, difference: 0.5, significant: true });
    expect(emotion).toMatchObject({ a: { value: -0.5 }, b: { value: 0.5 }, difference: 1, significant: true });
    expect(nps).toMatchObject({ a: { value: 0 }, b: { value: 0 }, difference: 0, significant: false });
    // 28 customers on a side are too few for a test, although the intervals do not contain 0.
    const fewer = given.filter((_, c) => c >= 12);
    const untested = await changeOf(rows, fewer, { changedAt });
    expect(untested.emotion.interval!.low).toBeGreaterThan(0);
    expect([untested.csat.significant, untested.emotion.significant]).toEqual([false, false]);
  });

  it("is not counted unless it is selected", async () => {
    const given = Array.from({ length: 6 }, () => site("ana", 1, { csat: 5 }));
    const params = { changedAt: START + 20 * DAY, wanted: { ...COUNTS_ALONE, changedScores: false } };
    const { csat, reach } = await changeOf([visit("ana", 0)], given, params);
    expect(csat.a.answers).toBe(0);
    expect(reach.a.of).toBe(1);
  });

  it("equals the oracle before and after a date, however the journeys are dealt; each side opens its journeys", async () => {
    await fc.assert(
      fc.asyncProperty(
        handoffWorlds,
        fc.integer({ min: 0, max: 40 }),
        fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
        fc.constantFrom(...CATALOGUE_GRAINS),
        fc.boolean(),
        givenAnswers(["ana", "bob", "cyd", "dan"], ["web/buy"]),
        fc.infiniteStream(fc.nat(2)),
        async (world, changed, spanned, grain, isFiltered, given, deal) => {
          const shifted = given.map((one) => ({ ...one, at: START + one.at! * DAY }));
          const log = answered(logOfWorld(world), shifted);
          const projection = projectionOfLog(log, world.blockInteractions);
          const changedAt = START + changed * DAY;
          const span = spanned === null ? null : spanned * DAY;
          const filter = isFiltered ? { minInteractions: 2 } : null;
          const params = { ...PARAMS, grain, changedAt, span, filter };
          const actual = await touchpointPerformance(projection, params);
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await touchpointPerformance(projection, params, scanner)).toEqual(actual);
          const counted = countedAnswers(log, { ...DEFAULT_PATH_OPTIONS, grain }, filter);
          const during = (label: string, from: number, to: number) =>
            counted.filter((one) => {
              const at = one.interaction?.at ?? one.answer.at;
              return one.label === label && at >= from && at < to;
            });
          const away = span ?? Number.POSITIVE_INFINITY;
          for (const { label, change } of actual.touchpoints)
            for (const kind of SCORE_KINDS) {
              const before = during(label.key, changedAt - away, changedAt);
              const after = during(label.key, changedAt, changedAt + away);
              expectClose(change![kind], oracleComparedScore(before, after, kind), kind);
              for (const [side, list] of [
                ["BEFORE", before],
                ["AFTER", after],
              ] as const) {
                const row = { label: label.key, score: kind, side };
                const asked = { question: "touchpointPerformance", params, row } as const;
                const { journeys } = await runQuestion("drilldown", projection, asked, scannerOf(projection));
                const given = list.filter(({ answer }) => answer[kind] !== null);
                expect(journeys).toBe(new Set(given.flatMap(({ journey }) => journey ?? [])).size);
              }
            }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("equals the oracle on the sides of two filters, which may overlap", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.option(filters, { nil: null }),
        fc.option(filters, { nil: null }),
        fc.infiniteStream(fc.nat(2)),
        fc.infiniteStream(fc.nat(999)),
        async (log, a, b, deal, random) => {
          // Several answers about most interactions, so that the sides have enough of them.
          const given = log.histories.flatMap(({ key, journeys }) =>
            journeys.flatMap(({ interactions }) =>
              interactions.flatMap(({ touchpoint, at }) =>
                Array.from({ length: 3 }, (): GivenAnswer => {
                  const next = random.next().value!;
                  const scores = { csat: 1 + (next % 5), nps: next % 11, ces: 1 + (next % 7), emotion: (next % 5) - 2 };
                  return { customer: key, touchpoint, at, ...scores };
                }),
              ),
            ),
          );
          const withAnswers = answered(log, given);
          const projection = projectionOfLog(withAnswers, 3);
          const params: PerformanceParams = { ...PARAMS, sides: [a, b] };
          const actual = await touchpointPerformance(projection, params);
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await touchpointPerformance(projection, params, scanner)).toEqual(actual);
          const [onA, onB] = [a, b].map((filter) => countedAnswers(withAnswers, DEFAULT_PATH_OPTIONS, filter));
          for (const { label, change } of actual.touchpoints)
            for (const kind of SCORE_KINDS) {
              const [x, y] = [onA!, onB!].map((list) => list.filter((one) => one.label === label.key));
              expectClose(change![kind], oracleComparedScore(x!, y!, kind), kind);
            }
        },
      ),
      { numRuns: 30 },
    );
  });
});
