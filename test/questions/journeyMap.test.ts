import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COUNTS_ALONE } from "../../src/engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { DAY } from "../../src/model/time.js";
import { conformance } from "../../src/questions/conformance/index.js";
import { type JourneyMapParams, journeyMap } from "../../src/questions/journeyMap/index.js";
import { chosen } from "../../src/questions/journeyMap/painPoints.js";
import type { PainPointResult } from "../../src/questions/journeyMap/result.js";
import { touchpointPerformance } from "../../src/questions/touchpointPerformance/index.js";
import { answered, expectClose, givenAnswers } from "../support/answeredLogs.js";
import { blueprintOf, stepOf } from "../support/blueprints.js";
import { filters, logs } from "../support/logs.js";
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

const PARAMS: JourneyMapParams = {
  persona: null,
  segment: null,
  blueprint: null,
  version: null,
  goal: { kinds: ["buy"] },
  within: 30 * DAY,
  filter: null,
  a: null,
  b: null,
  first: 10,
};

const touchpoint = (key: string, stage: string | null, owner: string | null = null) => {
  const [channel, kind] = key.split("/") as [string, string];
  return { key, name: null, kind, channel, stage, description: null, initiatedBy: null, owner };
};
const stage = (key: string, position: number) => ({ key, name: key, position, phase: null, purpose: null });

// There are two stages, and a touchpoint without a stage. The TV ad cannot be measured.
const DECLARED: LogOptions = {
  declared: {
    stages: [stage("see", 1), stage("buy", 2)],
    touchpoints: [
      touchpoint("tv/ad", "see"),
      touchpoint("web/ad", "see", "Brand"),
      touchpoint("web/site", "see"),
      touchpoint("store/buy", "buy", "Store"),
      touchpoint("web/help", null),
    ],
    blueprints: [
      {
        ...blueprintOf("design", [
          stepOf("ad", ["web/ad"], ["site"], { feels: "curious", emotion: 1 }),
          stepOf("site", ["web/site"], ["buy"]),
          stepOf("buy", ["store/buy"], [], { expectedWait: DAY, owner: "Sales" }),
        ]),
        version: 1,
        measurements: [],
      },
    ],
  },
};

// ana goes as designed; bob's purchase fails and comes two days after the site, and he needs help; cyd, sixty days later,
// only looks at the site.
const ROWS: Row[] = [
  ...journeysFor({ ana: "ad@0d site@0d01:00 store/buy@0d02:00" }),
  ...journeysFor({ bob: "site@1d store/buy@3d help@3d01:00" }).map(
    (row): Row => (row.touchpoint === "buy" ? { ...row, outcome: "FAILED" } : row),
  ),
  ...journeysFor({ cyd: "site@63d" }),
];

function ask(rows: readonly Row[], params: Partial<JourneyMapParams> = {}) {
  return journeyMap(projectionOf(rows, DECLARED), { ...PARAMS, ...params });
}

const answeredLogs = fc
  .tuple(logs, givenAnswers(["ana", "bob", "cyd", "dan", "eve"], ["web/a", "app/b", "store/c"]))
  .map(([log, given]) => answered(log, given));

describe("journeyMap", () => {
  it("orders pain points with equal counts by the code points of their labels, and keeps the order at one label", () => {
    const point = (key: string, sentence: string, count = 1): PainPointResult => ({
      kind: "LOOP",
      label: { key, label: key, kind: "TOUCHPOINT" },
      sentence,
      count,
      of: 10,
      rate: count / 10,
      comments: [],
      evidence: { question: "loops", args: {}, row: {} },
    });
    // The smiley is beyond U+FFFF, so its first UTF-16 unit is smaller than that of the fullwidth letter.
    const points = [point("😀", "last"), point("Ａ", "first"), point("Ａ", "second"), point("z", "most", 2)];
    expect(chosen(points).map(({ sentence }) => sentence)).toEqual(["most", "first", "second"]);
    expect(chosen(points.slice(0, 3)).map(({ sentence }) => sentence)).toEqual(["first", "second", "last"]);
  });

  it("has the stages in order, with their touchpoints by visits, and those that nobody measures", async () => {
    const { totals, design, stages } = await ask(ROWS);
    expect(totals).toEqual({ journeys: 3, customers: 3, visits: 7, conversions: 1 });
    expect(design).toBeNull();
    expect(stages.map(({ label }) => label.key)).toEqual(["see", "buy", "(none)"]);
    const [see, buy, none] = stages;
    expect(see!.touchpoints.map(({ label, visits }) => [label.key, visits])).toEqual([
      ["web/site", 3],
      ["web/ad", 1],
    ]);
    expect(see!.unmeasured.map(({ key }) => key)).toEqual(["tv/ad"]);
    expect(see!.performance).toMatchObject({ visits: 4, journeys: 3, reach: { rate: 1 } });
    // ana's and bob's journeys are the closed journeys with a visit. Neither of them ends here.
    expect(see!.performance!.dropOff).toMatchObject({ count: 0, of: 2 });
    expect(buy!.performance!.wait).toMatchObject({ n: 2, mean: (60 * 60_000 + 2 * DAY) / 2 });
    // Only bob needs help, and his journey ends there without a goal.
    expect(none!.performance!.dropOff).toMatchObject({ count: 1, of: 1, rate: 1 });
    expect(buy!.painPoints).toMatchObject([
      {
        kind: "FAILURE",
        label: { key: "store/buy" },
        sentence: expect.stringMatching(/^100\u00a0% of the 1 visits to .+ with a known outcome fail\.$/),
      },
    ]);
  });

  it("has the scores of each stage and touchpoint, and the lowest-scored comments as pain points", async () => {
    const day = Date.UTC(2020, 0, 1);
    const log = answered(logOf(ROWS, DECLARED), [
      { customer: "bob", touchpoint: "web/site", at: day + 1.5 * DAY, csat: 2, comment: "slow" },
      { customer: "bob", touchpoint: "web/site", at: day + 1.6 * DAY, emotion: -2, comment: "sad" },
      { customer: "bob", touchpoint: "web/site", at: day + 1.7 * DAY, emotion: -2, comment: "sad again" },
      { customer: "bob", touchpoint: "web/site", at: day + 1.8 * DAY, ces: 7, comment: "easy" },
      { customer: "cyd", touchpoint: "web/site", at: day + 63 * DAY, nps: 6, comment: "meh" },
      { customer: "cyd", touchpoint: "web/site", at: day + 64 * DAY, nps: 9 },
      { customer: "ana", touchpoint: "web/ad", at: day + 1 * DAY, emotion: 1 },
    ]);
    const projection = projectionOfLog(log);
    const [see] = (await journeyMap(projection, PARAMS)).stages;
    expect(see!.performance!.scores).toMatchObject({ answers: 7, comments: 5, emotion: { answers: 3, value: null } });
    expect(see!.touchpoints.map(({ label, scores }) => [label.key, scores.answers])).toEqual([
      ["web/site", 6],
      ["web/ad", 1],
    ]);
    // Four of six answers are low. The ad has too few answers. The lowest answers come first, and among equal answers,
    // the latest.
    expect(see!.painPoints).toMatchObject([
      {
        kind: "LOW_SCORE",
        label: { key: "web/site" },
        sentence: expect.stringMatching(/^67\u00a0% of the 6 scored answers about .+ have a low score\.$/),
        count: 4,
        of: 6,
      },
    ]);
    const textOf = ({ customer, ordinal }: { customer: number; ordinal: number }) =>
      log.histories.find(({ number }) => number === customer)!.kept!.answers![ordinal]!.comment;
    expect(see!.painPoints[0]!.comments.map(textOf)).toEqual(["sad again", "sad", "slow"]);
    const wanted = { ...COUNTS_ALONE, painPoints: true, comments: false };
    const [plain] = (await journeyMap(projection, { ...PARAMS, wanted })).stages;
    expect(plain!.painPoints).toMatchObject([{ kind: "LOW_SCORE", comments: [] }]);
    // On the map of cyd alone, two answers are too few.
    const [ofCyd] = (await journeyMap(projection, { ...PARAMS, filter: { customerNumbers: new Set([3]) } })).stages;
    expect(ofCyd!.painPoints).toEqual([]);
    expect(ofCyd!.performance!.scores.nps).toMatchObject({ answers: 2, value: null });
  });

  it("stands beside a blueprint: reached, missing, ad hoc, late", async () => {
    const { design, stages } = await ask(ROWS, { blueprint: "design" });
    expect(design).toMatchObject({ key: "design", version: 1, conforming: 1, deviating: 2 });
    const [see, buy, none] = stages;
    // cyd's journey is open, and its first step is missing, since the site comes after the ad. bob has no ad either.
    expect(see!.steps).toMatchObject([
      { key: "ad", feels: "curious", emotion: 1, owner: "Brand", reached: 1, missing: 2 },
      { key: "site", owner: null, reached: 3, missing: 0, late: 0 },
    ]);
    expect(buy!.steps).toMatchObject([
      { key: "buy", owner: "Sales", expectedWait: DAY, reached: 2, failed: 1, late: 1 },
    ]);
    expect(none!.adHoc).toMatchObject([{ label: { key: "web/help" }, journeys: 1 }]);
    expect(buy!.painPoints.map(({ kind, count, of }) => [kind, count, of])).toEqual([
      ["FAILURE", 1, 1],
      ["LATE_STEP", 1, 2],
    ]);
  });

  it("shows two sides beside each other", async () => {
    const early = { name: "Early", filter: { startedBefore: Date.UTC(2020, 0, 2) } };
    const late = { name: "Late", filter: { startedFrom: Date.UTC(2020, 0, 2) } };
    const { totals, stages } = await ask(ROWS, { a: early, b: late });
    expect(totals).toMatchObject({ journeys: 1, customers: 1 });
    const { change } = stages[1]!.performance!;
    expect(change!.reach).toMatchObject({ a: { count: 1, of: 1 }, b: { count: 1, of: 2 }, difference: -0.5 });
    // A touchpoint that only side B visits has no row on the map of side A.
    expect(stages.map(({ label }) => label.key)).toEqual(["see", "buy", "(none)"]);
    expect(stages[2]).toMatchObject({ performance: null, touchpoints: [], unmeasured: [{ key: "web/help" }] });
    // Without a filter for side A, side A has all journeys.
    expect((await ask(ROWS, { b: late })).totals.journeys).toBe(3);
  });

  it("answers for nothing, leaves out what is not selected, and refuses what makes no sense", async () => {
    const none = await ask([]);
    expect(none.totals.journeys).toBe(0);
    expect(none.stages.map(({ performance, touchpoints }) => [performance, touchpoints.length])).toEqual([
      [null, 0],
      [null, 0],
      [null, 0],
    ]);
    const counts = { quantiles: false, examples: false, shown: false, painPoints: false, steps: false };
    const plain = await ask(ROWS, { blueprint: "design", wanted: counts });
    expect(plain.stages.flatMap(({ steps, painPoints, adHoc }) => [...steps, ...painPoints, ...adHoc])).toEqual([]);
    await expect(ask(ROWS, { version: 1 })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "version" });
    await expect(ask(ROWS, { a: { name: "A", filter: null } })).rejects.toMatchObject({
      code: "BAD_ARGUMENT",
      at: "a",
    });
    await expect(ask(ROWS, { blueprint: "desing" })).rejects.toMatchObject({ code: "UNKNOWN_NAME", at: "blueprint" });
    await expect(ask(ROWS, { first: 0 })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "first" });
    await expect(ask(ROWS, { goal: null })).rejects.toMatchObject({ code: "GOAL_REQUIRED", at: "goal" });
  });

  it("equals the oracle stage by stage and the other questions, however the journeys are dealt to threads", async () => {
    await fc.assert(
      fc.asyncProperty(
        answeredLogs,
        filters,
        filters,
        fc.infiniteStream(fc.nat(2)),
        async (log, filter, other, deal) => {
          const projection = projectionOfLog(log, 5);
          const b = other === null ? null : { name: "B", filter: other };
          const params = { ...PARAMS, goal: { goal: "bought" }, within: 9, filter, b, first: 2 };
          const map = await journeyMap(projection, params);
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await journeyMap(projection, params, scanner)).toEqual(map);
          const expected = oraclePerformance(log, params.goal, params.within, filter, "STAGE");
          const answers = oracleFeedback(log, { ...DEFAULT_PATH_OPTIONS, grain: "STAGE" }, filter, 1_000);
          const shown = map.stages.filter(({ performance }) => performance !== null);
          expect(shown.map(({ label }) => label.key).sort()).toEqual([...expected.keys()]);
          for (const { label, performance, touchpoints, otherTouchpoints } of shown) {
            const own = expected.get(label.key)!;
            for (const rate of ["reach", "dropOff", "conversion", "failure"] as const) {
              const { f, n } = momentsOf(own.trials[rate]);
              expect(performance![rate], rate).toMatchObject({ count: f, of: n });
            }
            expect(performance!.wait.n).toBe(own.waits.length);
            const about = answers.labels.find(({ key }) => key === label.key);
            expect(performance!.scores.answers).toBe(about?.answers ?? 0);
            if (about !== undefined) expectClose(performance!.scores.emotion, about.emotion);
            expect(touchpoints.length).toBe(Math.min(2, touchpoints.length + otherTouchpoints));
          }
          const all = await touchpointPerformance(projection, {
            goal: params.goal,
            within: params.within,
            filter,
            grain: "TOUCHPOINT",
            changedAt: null,
            span: null,
            orderBy: "VISITS",
            first: 1_000,
          });
          expect(map.totals).toMatchObject({ journeys: all.totals.journeys, visits: all.totals.visits });
          for (const row of map.stages.flatMap(({ touchpoints }) => touchpoints))
            expect({ ...row, change: null }).toEqual(all.touchpoints.find(({ label }) => label.key === row.label.key));
          // Each side equals the question about its own filter.
          if (b === null) return;
          const narrowed = { ...other, also: filter };
          const ofB = oraclePerformance(log, params.goal, params.within, narrowed, "STAGE");
          for (const { label, performance } of shown) {
            const { f, n } = momentsOf(ofB.get(label.key)?.trials.conversion ?? []);
            expect(performance!.change!.conversion.b).toMatchObject({ count: f, of: n });
            expect(performance!.change!.conversion.a).toMatchObject({ count: performance!.conversion.count });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has the steps of conformance", async () => {
    const projection = projectionOf(ROWS, DECLARED);
    const { steps } = await conformance(projection, { blueprint: "design", version: null, first: 10 });
    const { stages } = await ask(ROWS, { blueprint: "design" });
    const shown = stages.flatMap((one) => one.steps);
    for (const { key, reached, missing, outOfOrder, failed, late } of steps)
      expect(shown.find((step) => step.key === key)).toMatchObject({ reached, missing, outOfOrder, failed, late });
  });
});
