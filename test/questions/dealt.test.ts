// Tests that the distribution of work over threads affects no answer. Each question runs on one thread, and then with
// its ranges distributed as over several threads, with ranges of several sizes. With thousands of journeys and forty
// touchpoints, tables and columns grow many times, in each thread at different moments.
import { beforeAll, describe, expect, it } from "vitest";
import { ASKED } from "../../bench/asked.js";
import { BENCH_BLUEPRINT } from "../../bench/blueprint.js";
import { benchRows } from "../../bench/generate.js";
import { scannerOf } from "../../src/engine/scan.js";
import { EVERYTHING } from "../../src/engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { DAY } from "../../src/model/time.js";
import type { Projection } from "../../src/projection/projection.js";
import { MODELS } from "../../src/questions/attribution/plan.js";
import { runQuestion } from "../../src/questions/executor.js";
import { DEFAULT_HANDOFF_SETTINGS } from "../../src/questions/handoffs/index.js";
import { ASKABLE, type QuestionName } from "../../src/questions/registry.js";
import { projectionOf } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const SETTINGS = { journeys: 4_000, seed: 7 };
const BLOCK = 9_000;

const routes = { from: { channels: ["search"] }, to: { channels: ["store"] }, first: 500, wanted: EVERYTHING };
const handoffs = { ...DEFAULT_HANDOFF_SETTINGS, goal: { channels: ["store"] } };
const funnel = ASKED.find(({ question }) => question === "funnel")!.params as {
  readonly steps: readonly object[];
};
const later = Date.UTC(2024, 6, 1);
const sides = { a: { filter: { startedBefore: later } }, b: { filter: { startedFrom: later } } };

const declared = { blueprints: [{ ...BENCH_BLUEPRINT, version: 1, measurements: [] }] };

const asked: readonly (readonly [what: string, question: QuestionName, params: object])[] = [
  ...ASKED.map(({ what, question, params }) => [what, question, params] as const),
  ...ASKED.filter(({ what }) => !what.includes("examples")).map(
    ({ what, question, params }) =>
      [`${what}, everything`, question, { ...params, wanted: { ...EVERYTHING, labels: true } }] as const,
  ),
  [
    "the last routes within five days",
    "commonRoutes",
    { ...routes, options: { ...DEFAULT_PATH_OPTIONS, startAt: "LAST", within: 5 * DAY, grain: "CHANNEL" } },
  ],
  [
    "the loss of routes",
    "commonRoutes",
    { ...routes, options: { ...DEFAULT_PATH_OPTIONS, within: 5 * DAY }, wanted: { ...EVERYTHING, loss: true } },
  ],
  [
    "routes from the start on",
    "commonRoutes",
    { ...routes, from: null, options: { ...DEFAULT_PATH_OPTIONS, repeats: "KEEP" } },
  ],
  [
    "routes with something hidden",
    "commonRoutes",
    {
      ...routes,
      options: { ...DEFAULT_PATH_OPTIONS, hide: [{ channels: ["email"] }], via: [{ channels: ["web"] }], minSteps: 3 },
    },
  ],
  [
    "handoffs of touchpoints by target",
    "handoffs",
    { settings: { ...handoffs, grain: "TOUCHPOINT", baselineBy: "TARGET" }, first: 1_000, wanted: EVERYTHING },
  ],
  [
    "handoffs then and now",
    "handoffs",
    {
      settings: { ...handoffs, baselineBy: "EARLIER" },
      filter: { startedFrom: later },
      first: 100,
      wanted: EVERYTHING,
    },
  ],
  [
    "a funnel by first channel with windows and an optional step",
    "funnel",
    {
      ...funnel,
      within: 30 * DAY,
      steps: funnel.steps.map((step, i) => ({ ...step, within: i === 0 ? null : 7 * DAY, optional: i === 1 })),
      breakdown: { firstChannel: true },
      first: 3,
      rowsPerStep: 5,
      wanted: { ...EVERYTHING, labels: true },
    },
  ],
  [
    "credit by touchpoint, by every model",
    "attribution",
    { goal: { channels: ["store"] }, models: MODELS, by: "TOUCHPOINT", within: 7 * DAY, halfLife: DAY, first: 50 },
  ],
  ["visits", "visits", { options: DEFAULT_PATH_OPTIONS, filter: { startedFrom: later }, first: 50 }],
  ["compared routes", "compareRoutes", { ...routes, options: DEFAULT_PATH_OPTIONS, ...sides }],
  ["compared transitions", "compareTransitions", { options: DEFAULT_PATH_OPTIONS, first: 500, ...sides }],
  ["a compared funnel", "compareFunnel", { ...funnel, ...sides }],
];

describe("for any distribution over threads", () => {
  let projection: Projection;
  /** The same log in one block, so that a range has more journeys than one chunk of handoffs. */
  let whole: Projection;

  beforeAll(() => {
    const rows = [...benchRows(SETTINGS)].map(({ kind, ...row }) => ({ ...row, touchpoint: kind }));
    projection = projectionOf(rows, { blockInteractions: BLOCK, declared });
    expect(projection.blocks.length).toBeGreaterThan(3);
    whole = projectionOf(rows, { declared });
    expect(whole.blocks.length).toBe(1);
  }, 60_000);

  it("includes every question", () => {
    expect([...new Set(asked.map(([, question]) => question))].sort()).toEqual(Object.keys(ASKABLE).sort());
  });

  it.each(asked)("%s: the same answer", async (_, question, params) => {
    const ask = (scanner = scannerOf(projection)) => runQuestion(question, projection, params as never, scanner);
    const answer = await ask();
    let seed = 1;
    for (const [runs, interactions] of [
      [2, 1 << 11],
      [3, 1 << 9],
      [2, 1 << 17],
    ] as const) {
      const deal = (): number => {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
        return seed >>> 8;
      };
      expect(await ask(splitScanner(projection, runs, deal, interactions))).toEqual(answer);
    }
    const inOneRange = splitScanner(whole, 1, () => 0, 1 << 20);
    expect(await runQuestion(question, whole, params as never, inOneRange)).toEqual(answer);
  });
});
