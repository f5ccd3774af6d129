import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerOf } from "../../src/engine/scan.js";
import { DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import { type AnswerContent, SCALES, SCORE_KINDS } from "../../src/model/feedback.js";
import { DAY } from "../../src/model/time.js";
import { answers as chosen } from "../../src/questions/answers/index.js";
import { runQuestion } from "../../src/questions/executor.js";
import { type FeedbackParams, feedback } from "../../src/questions/feedback/index.js";
import { answered, expectClose, givenAnswers } from "../support/answeredLogs.js";
import { interactionOf } from "../support/answers.js";
import { filters, logs, transitionOptions } from "../support/logs.js";
import { oracleFeedback } from "../support/oracleFeedback.js";
import { journeysFor, type Log, logOf, projectionOfLog } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function ask(log: Log, params: Partial<FeedbackParams> = {}) {
  return feedback(projectionOfLog(log), { options: DEFAULT_PATH_OPTIONS, first: 1_000, ...params });
}

const feedbackOptions = transitionOptions.map((options): PathOptions => ({ ...options, repeats: "KEEP" }));

describe("feedback", () => {
  // The example of docs/definitions.md.
  const day = Date.UTC(2020, 0, 1);
  const rows = journeysFor({
    ana: "web/site@0d store/buy@1d store/buy@2d",
    bob: "web/site@0d store/buy@1d",
    cyd: "web/site@0d",
  });
  const log = answered(logOf(rows, { declared: { touchpoints: [] } }), [
    { customer: "ana", touchpoint: "store/buy", at: day + 1.5 * DAY, nps: 10, csat: 5 },
    { customer: "ana", touchpoint: "store/buy", at: day + 3 * DAY, nps: 9, csat: 4, comment: "good" },
    { customer: "ana", interaction: "r1", at: day + 9 * DAY, nps: 3 },
    { customer: "bob", touchpoint: "store/buy", at: day + 2 * DAY, nps: 7, csat: 2 },
    // Eight days are too long.
    { customer: "bob", touchpoint: "store/buy", at: day + 9 * DAY, nps: 0 },
    // Before every interaction at the touchpoint.
    { customer: "cyd", touchpoint: "store/buy", at: day + 1 * DAY, nps: 8 },
    { customer: "dan", touchpoint: "web/site", at: day + 1 * DAY, emotion: -2 },
    { customer: "dan", interaction: "nothing", at: day + 1 * DAY, emotion: -2 },
  ]);

  it("counts the answers of each label, and their scores", async () => {
    const { labels, totals, remarks } = await ask(log);
    expect(labels.map((l) => [l.label.key, l.answers, l.unjoined, l.answered, l.interactions])).toEqual([
      ["store/buy", 6, 2, 3, 3],
      ["web/site", 1, 1, 0, 3],
    ]);
    const [buy] = labels;
    // Promoters 10 and 9, detractors 3 and 0, of six.
    expect(buy).toMatchObject({ journeys: 2, customers: 3, comments: 1, responseRate: 1 });
    expect(buy!.nps).toMatchObject({ answers: 6, journeys: 2, customers: 3, value: 0 });
    // Three scores are too few.
    expect(buy!.csat).toEqual({ answers: 3, journeys: 2, customers: 2, value: null, interval: null });
    // ana's nps 3, bob's csat 2 and his unjoined nps 0 are low, of six answers that all have a score.
    expect(buy!.low).toMatchObject({ count: 3, of: 6, rate: 0.5, journeys: 2, customers: 2 });
    expect(labels[1]!.low).toEqual({ count: 1, of: 1, rate: null, interval: null, journeys: 0, customers: 1 });
    expect(totals).toMatchObject({ journeys: 3, customers: 3, counted: 2, answeringCustomers: 4, answers: 7 });
    expect(remarks.warnings).toEqual([
      "1 answer is left out: it names an interaction that is not recorded, and no touchpoint.",
    ]);
  });

  it("with a filter, counts only answers that belong to an interaction in scope, and says so", async () => {
    const { labels, totals, remarks } = await ask(log, { filter: { customerNumbers: new Set([1]) } });
    expect(labels.map((l) => [l.label.key, l.answers, l.unjoined, l.answered])).toEqual([["store/buy", 3, 0, 2]]);
    expect(totals).toMatchObject({ journeys: 1, customers: 1, counted: 1, answers: 3, unjoined: 0 });
    expect(remarks.warnings).toEqual([
      "4 answers are left out: they belong to no interaction and thus to no journey, so the filter cannot be applied to them.",
    ]);
  });

  it("hides the answers of hidden interactions", async () => {
    const options = { ...DEFAULT_PATH_OPTIONS, grain: "CHANNEL" as const, hide: [{ channels: ["store"] }] };
    const { labels, totals } = await ask(log, { options });
    expect(labels.map((l) => [l.label.key, l.answers])).toEqual([["web", 1]]);
    expect(totals).toMatchObject({ journeys: 3, counted: 0, answers: 1 });
  });

  it("answers for nothing, and refuses what does not apply", async () => {
    expect(await ask(logOf([]))).toMatchObject({ labels: [], totals: { journeys: 0, answers: 0, otherLabels: 0 } });
    await expect(ask(log, { options: { ...DEFAULT_PATH_OPTIONS, repeats: "COLLAPSE" } })).rejects.toMatchObject({
      code: "OPTION_DOES_NOT_APPLY",
      at: "options.repeats",
    });
  });

  const touchpoints = ["web", "app", "store"].flatMap((channel) => ["a", "b", "c"].map((kind) => `${channel}/${kind}`));
  const answeredLogs = fc
    .tuple(logs, givenAnswers(["ana", "bob", "cyd", "dan", "eve"], touchpoints))
    .map(([log, all]) => answered(log, all));

  it("equals the oracle, however the journeys are dealt to threads; each row opens its journeys", async () => {
    await fc.assert(
      fc.asyncProperty(
        answeredLogs,
        feedbackOptions,
        filters,
        fc.constantFrom(1, 2, 1_000),
        fc.constantFrom(3, 1_000),
        fc.infiniteStream(fc.nat(2)),
        async (log, options, filter, first, block, deal) => {
          const expected = oracleFeedback(log, options, filter, first);
          const projection = projectionOfLog(log, block);
          const params = { options, filter, first };
          const actual = await feedback(projection, params);
          const rows = actual.labels.map(({ label, ...row }) => ({ key: label.key, ...row }));
          expectClose(actual.totals, expected.totals);
          expectClose(rows, expected.labels);
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await feedback(projection, params, scanner)).toEqual(actual);
          const opened = async (row: object) =>
            (
              await runQuestion(
                "drilldown",
                projection,
                { question: "feedback", params, row } as never,
                scannerOf(projection),
              )
            ).journeys;
          for (const row of actual.labels) {
            expect(await opened({ label: row.label.key })).toBe(row.journeys);
            for (const score of SCORE_KINDS)
              expect(await opened({ label: row.label.key, score })).toBe(row[score].journeys);
            expect(await opened({ label: row.label.key, score: "low" })).toBe(row.low.journeys);
          }
          expect(await opened({ score: "low" })).toBe(actual.totals.low.journeys);
          expect(await opened({ of: "JOURNEYS" })).toBe(actual.totals.journeys);
          expect(await opened({ of: "COUNTED" })).toBe(actual.totals.counted);
          for (const score of SCORE_KINDS) expect(await opened({ score })).toBe(actual.totals[score].journeys);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("lists the answers of a touchpoint, page by page, newest or lowest first", async () => {
    const relative = (answer: AnswerContent): number =>
      Math.min(
        2,
        ...SCORE_KINDS.flatMap((kind) => {
          const { least, most } = SCALES[kind];
          return answer[kind] === null ? [] : [(answer[kind] - least) / (most - least)];
        }),
      );
    await fc.assert(
      fc.asyncProperty(
        answeredLogs,
        fc.constantFrom(...touchpoints),
        fc.constantFrom("NEWEST" as const, "LOWEST" as const),
        fc.boolean(),
        fc.constantFrom(1, 3, 100),
        async (log, touchpoint, order, comments, limit) => {
          const projection = projectionOfLog(log, 3);
          const expected = log.histories
            .flatMap((history) =>
              (history.kept?.answers ?? []).map((answer, ordinal) => {
                const about = interactionOf(answer, history)?.touchpoint ?? answer.touchpoint;
                return { answer, about, ordinal, customer: history.number };
              }),
            )
            .filter(({ about, answer }) => about === touchpoint && (!comments || answer.comment !== null))
            .sort(
              (a, b) =>
                (order === "LOWEST" ? relative(a.answer) - relative(b.answer) : 0) ||
                b.answer.at - a.answer.at ||
                b.customer - a.customer ||
                b.ordinal - a.ordinal,
            );
          const listed: [number, number][] = [];
          for (let after = null; ; ) {
            const page = await chosen(projection, { touchpoint, order, comments, limit, after });
            expect(page.count).toBe(expected.length);
            listed.push(...page.places.map(({ customer, ordinal }): [number, number] => [customer, ordinal]));
            if (page.places.length < limit) break;
            after = page.places.at(-1) as never;
          }
          expect(listed).toEqual(expected.map(({ customer, ordinal }) => [customer, ordinal]));
        },
      ),
      { numRuns: 200 },
    );
  });
});
