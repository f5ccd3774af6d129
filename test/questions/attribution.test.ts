import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerOf } from "../../src/engine/scan.js";
import { DAY, HOUR } from "../../src/model/time.js";
import { type AttributionParams, attribution } from "../../src/questions/attribution/index.js";
import { chainOf, removalEffects } from "../../src/questions/attribution/markov.js";
import { type AttributionModel, MODELS } from "../../src/questions/attribution/plan.js";
import type { AttributionResult } from "../../src/questions/attribution/result.js";
import { runQuestion } from "../../src/questions/executor.js";
import { CATALOGUE_GRAINS, filters, logs, selectors } from "../support/logs.js";
import { converts, oracleAttribution } from "../support/oracleAttribution.js";
import { journeysFor, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const ASKED = { goal: { kinds: ["buy"] }, by: "KIND", within: null, halfLife: 7 * DAY, first: 50 } as const;

function ask(rows: readonly Row[], models: readonly AttributionModel[], more: Partial<AttributionParams> = {}) {
  return attribution(projectionOf(rows), { ...ASKED, models, ...more });
}
const creditOf = ({ rows }: AttributionResult, model: AttributionModel) =>
  Object.fromEntries(rows.map(({ key, credits }) => [key, credits.find((c) => c.model === model)!.credit]));

// bob buys twice: first after two touches, and then again without another touch. cyd never buys, and the journey is
// closed. eve may still buy.
const LOG = journeysFor({
  ana: "ad@00:00 mail@01:00 site@02:00 buy@03:00",
  bob: "ad@00:00 site@01:00 buy@02:00 buy@03:00",
  cyd: "mail@00:00",
  dan: "site@60d00:00",
  eve: "ad@60d01:00",
});

describe("attribution", () => {
  it("counts conversions, those without a touch, and journeys that did not convert", async () => {
    const { totals, rows } = await ask(LOG, ["FIRST"]);
    expect(totals).toEqual({
      journeys: 5,
      customers: 5,
      conversions: 3,
      convertedJourneys: 2,
      directConversions: 1,
      nullJourneys: 1,
      pendingJourneys: 2,
    });
    expect(rows.map((r) => [r.key, r.isDirect, r.conversions, r.journeys, r.customers])).toEqual([
      ["ad", false, 2, 2, 2],
      ["site", false, 2, 2, 2],
      ["mail", false, 1, 1, 1],
      ["(direct)", true, 1, 1, 1],
    ]);
  });

  it("divides each conversion as each model defines", async () => {
    const answer = await ask(LOG, MODELS);
    expect(creditOf(answer, "FIRST")).toEqual({ ad: 2, site: 0, mail: 0, "(direct)": 1 });
    expect(creditOf(answer, "LAST")).toEqual({ ad: 0, site: 2, mail: 0, "(direct)": 1 });
    const near = (model: AttributionModel, wanted: Record<string, number>) => {
      for (const [key, credit] of Object.entries(creditOf(answer, model)))
        expect(credit, key).toBeCloseTo(wanted[key]!, 6);
    };
    near("LINEAR", { ad: 1 / 3 + 1 / 2, site: 1 / 3 + 1 / 2, mail: 1 / 3, "(direct)": 1 });
    near("POSITION", { ad: 0.4 + 0.5, site: 0.4 + 0.5, mail: 0.2, "(direct)": 1 });
    near("SHAPLEY", { ad: 1 / 3 + 1 / 2, site: 1 / 3 + 1 / 2, mail: 1 / 3, "(direct)": 1 });
  });

  it("gives half the weight for each half-life", async () => {
    const answer = await ask(journeysFor({ ana: "ad@00:00 site@02:00 buy@03:00" }), ["TIME_DECAY"], { halfLife: HOUR });
    // 2^−3 and 2^−1.
    expect(creditOf(answer, "TIME_DECAY").ad).toBeCloseTo(0.2, 7);
    expect(creditOf(answer, "TIME_DECAY").site).toBeCloseTo(0.8, 7);
  });

  it("counts only touches within the window, including its end", async () => {
    const rows = journeysFor({ ana: "ad@00:00 mail@01:00 buy@03:00" });
    expect(creditOf(await ask(rows, ["LINEAR"], { within: 2 * HOUR }), "LINEAR")).toEqual({ mail: 1 });
    expect(creditOf(await ask(rows, ["LINEAR"], { within: 2 * HOUR - 1 }), "LINEAR")).toEqual({ "(direct)": 1 });
  });

  it("sums the credit that is not shown", async () => {
    const { rows, otherRows, otherCredits } = await ask(LOG, ["LINEAR"], { first: 1 });
    expect(rows.map(({ key }) => key)).toEqual(["ad"]);
    expect(otherRows).toBe(3);
    expect(rows[0]!.credits[0]!.credit + otherCredits[0]!.credit).toBe(3);
  });

  it("answers for empty data, and refuses invalid arguments", async () => {
    const none = await ask([], MODELS, { goal: { any: true } });
    expect(none).toMatchObject({ rows: [], otherRows: 0, totals: { conversions: 0 } });
    expect(none.otherCredits.every(({ credit, share }) => credit === 0 && share === null)).toBe(true);
    for (const [more, at] of [
      [{ models: [] }, "models"],
      [{ models: ["LAST", "LAST"] }, "models"],
      [{ halfLife: 0 }, "halfLife"],
      [{ within: -1 }, "within"],
      [{ first: 0 }, "first"],
    ] as const)
      await expect(ask(LOG, ["LAST"], more as never)).rejects.toMatchObject({ code: "BAD_ARGUMENT", at });
    await expect(ask(LOG, ["LAST"], { goal: null })).rejects.toMatchObject({ code: "GOAL_REQUIRED", at: "goal" });
  });

  it("has MARKOV's removal effects of a published example", () => {
    // S. Bryl', "Attribution model with R (part 1: Markov chains concept)", AnalyzeCore, 2016: C1 → C2 → C3 → purchase,
    // C1 → no purchase, C2 → C3 → no purchase. Removal effects 0.5, 1 and 1: a fifth, and two fifths each.
    const chain = chainOf(3);
    const add = (labels: readonly number[], end: number) => {
      let state = 0;
      for (const label of labels) {
        chain.counts[state * 5 + label]!++;
        state = label + 1;
      }
      chain.counts[state * 5 + end]!++;
    };
    add([0, 1, 2], 3);
    add([0], 4);
    add([1, 2], 4);
    expect([...removalEffects(chain)].map((effect) => Number(effect.toFixed(12)))).toEqual([0.5, 1, 1]);
  });

  it("has the removal effects that result from following a random chain", () => {
    const paths = fc.array(fc.tuple(fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 }), fc.boolean()), {
      minLength: 1,
    });
    fc.assert(
      fc.property(paths, (drawn) => {
        const keys = ["a", "b", "c", "d"];
        const chain = chainOf(keys.length);
        const walked = drawn.map(([labels, buys]) => {
          const path = labels.filter((key, i) => key !== labels[i - 1]);
          let state = 0;
          for (const key of path) {
            chain.counts[state * 6 + keys.indexOf(key)]!++;
            state = keys.indexOf(key) + 1;
          }
          chain.counts[state * 6 + (buys ? 4 : 5)]!++;
          return ["START", ...path, buys ? "CONVERSION" : "NULL"];
        });
        const whole = converts(walked, null);
        const effects = removalEffects(chain);
        keys.forEach((key, i) => {
          expect(effects[i]).toBeCloseTo(whole === 0 ? 0 : (whole - converts(walked, key)) / whole, 8);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("gives MARKOV credit to a label that no conversion touched, if its paths lead to one that converts", async () => {
    // The chain is START → mail (ana), START → ad → mail (bob). Half of the conversions pass through ad.
    const rows = journeysFor({ ana: "mail@00:00 buy@01:00", bob: "ad@00:00 mail@01:00", zoe: "buy@60d" });
    const answer = await ask(rows, ["LINEAR", "MARKOV"]);
    expect(answer.rows.map(({ key, conversions, journeys }) => [key, conversions, journeys])).toEqual([
      ["mail", 1, 1],
      ["ad", 0, 0],
      ["(direct)", 1, 1],
    ]);
    expect(creditOf(answer, "LINEAR")).toEqual({ mail: 1, ad: 0, "(direct)": 1 });
    expect(creditOf(answer, "MARKOV").mail).toBeCloseTo(2 / 3, 9);
    expect(creditOf(answer, "MARKOV").ad).toBeCloseTo(1 / 3, 9);
  });

  it("equals the oracle for any distribution over threads; each row refers to its journeys", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        selectors,
        fc.constantFrom(...CATALOGUE_GRAINS),
        fc.constantFrom(null, 0, 4, 20),
        filters,
        fc.infiniteStream(fc.nat(2)),
        async (log, goal, by, within, filter, deal) => {
          const asked = { goal, by, within, halfLife: 5, filter };
          const expected = oracleAttribution(log, asked);
          const projection = projectionOfLog(log, 3);
          const params = { ...asked, models: MODELS, first: 1_000 };
          const actual = await attribution(projection, params);
          expect(actual.totals).toMatchObject(expected.totals);
          const plain = actual.rows
            .filter((row) => row.conversions > 0)
            .map(({ key, conversions, journeys, customers }) => ({
              key,
              conversions,
              journeys,
              customers,
            }));
          const sorted = (rows: typeof plain) => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
          expect(sorted(plain)).toEqual(sorted(expected.rows));
          for (const model of MODELS) {
            const credits = creditOf(actual, model);
            for (const [key, credit] of expected.shares(model))
              expect(credits[key] ?? 0, `${model} ${key}`).toBeCloseTo(credit, 5);
            const sum = Object.values(credits).reduce((n, credit) => n + credit, 0);
            expect(sum).toBeCloseTo(actual.totals.conversions, 9);
          }
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await attribution(projection, params, scanner)).toEqual(actual);
          for (const { key, isDirect, journeys } of actual.rows) {
            const row = { label: key, isDirect };
            const drill = { question: "attribution", params, row } as const;
            expect((await runQuestion("drilldown", projection, drill, scannerOf(projection))).journeys).toBe(journeys);
          }
          for (const [of, wanted] of [
            ["JOURNEYS", actual.totals.journeys],
            ["CONVERTED", actual.totals.convertedJourneys],
            ["NULL", actual.totals.nullJourneys],
            ["PENDING", actual.totals.pendingJourneys],
          ] as const) {
            const drill = { question: "attribution", params, row: { of } } as const;
            expect((await runQuestion("drilldown", projection, drill, scannerOf(projection))).journeys, of).toBe(
              wanted,
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
