import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerOf } from "../../src/engine/scan.js";
import { COUNTS_ALONE } from "../../src/engine/selection.js";
import type { Blueprint, Step } from "../../src/model/blueprint.js";
import { problemsOf } from "../../src/model/blueprintProblems.js";
import { DAY, HOUR } from "../../src/model/time.js";
import type { ConformanceRow } from "../../src/questions/conformance/drilldown.js";
import { type ConformanceParams, conformance } from "../../src/questions/conformance/index.js";
import { runQuestion } from "../../src/questions/executor.js";
import { blueprintOf, stepOf } from "../support/blueprints.js";
import { filters, logs } from "../support/logs.js";
import { oracleConformance } from "../support/oracleConformance.js";
import { journeysFor, type Log, logOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function withBlueprint(log: Log, steps: readonly Step[]): Log {
  const blueprint: Blueprint = { ...blueprintOf("design", steps), version: 1, measurements: [] };
  return { ...log, catalogue: { ...log.catalogue, blueprints: [blueprint] } };
}

const PARAMS: ConformanceParams = { blueprint: "design", version: null, first: 1_000 };

describe("conformance", () => {
  // The example of docs/definitions.md. The newest interaction is cyd's, whose journey is open.
  const rows = journeysFor({
    ana: "web/ad@0d web/site@0d01:00 store/buy@1d",
    bob: "web/ad@0d store/buy@3d web/site@3d01:00",
    dan: "web/site@0d web/news@0d01:00 store/buy@0d02:00",
    cyd: "web/ad@90d web/site@90d01:00",
  });
  const steps = [
    stepOf("ad", ["web/ad"], ["site"]),
    stepOf("site", ["web/site", "app/site"], ["buy"]),
    stepOf("buy", ["store/buy", "web/buy"], [], { expectedWait: 2 * HOUR }),
  ];
  const ask = (own: readonly Row[] = rows, params: Partial<ConformanceParams> = {}) =>
    conformance(projectionOfLog(withBlueprint(logOf(own), steps)), { ...PARAMS, ...params });

  it("counts what each step and each touchpoint deviates", async () => {
    const { totals, steps: found, adHoc } = await ask();
    expect(found.map((s) => [s.key, s.reached, s.missing, s.outOfOrder, s.failed, s.late, s.meanWait])).toEqual([
      ["ad", 3, 1, 0, 0, 0, null],
      ["site", 3, 0, 1, 0, 0, HOUR],
      ["buy", 3, 0, 0, 0, 2, Math.round((23 * HOUR + 3 * DAY + 2 * HOUR) / 3)],
    ]);
    expect(adHoc.map(({ label, interactions, journeys }) => [label.key, interactions, journeys])).toEqual([
      ["web/news", 1, 1],
    ]);
    // The costs are: ana 0, bob 2 (the site is out of order), dan 2 (no ad, and the news), cyd 0 (the purchase may
    // still come).
    expect(totals).toEqual({
      journeys: 4,
      customers: 4,
      conforming: 2,
      deviating: 2,
      open: 1,
      fitness: (2 + 2 * (1 - 2 / 6)) / 4,
      cost: 4,
      otherAdHoc: 0,
      variants: 4,
      otherVariantJourneys: 0,
    });
  });

  it("shows the commonest variants beside the design", async () => {
    const twice = [...rows, ...journeysFor({ eve: "web/ad@2d store/buy@5d web/site@6d" })];
    const { variants, totals } = await ask(twice, { first: 1 });
    expect(variants).toEqual([
      {
        journeys: 2,
        share: 2 / 5,
        open: false,
        cost: 2,
        fitness: 1 - 2 / 6,
        touchpoints: ["web/ad", "store/buy", "web/site"],
        moves: [
          { move: "MATCHED", step: "ad", touchpoint: "web/ad" },
          { move: "MATCHED", step: "buy", touchpoint: "store/buy" },
          { move: "OUT_OF_ORDER", step: "site", touchpoint: "web/site" },
        ],
      },
    ]);
    expect(totals).toMatchObject({ variants: 4, otherVariantJourneys: 3, otherAdHoc: 0 });
  });

  it("answers for nothing, computes only what is selected, and refuses unknown blueprints", async () => {
    expect(await ask([])).toMatchObject({ totals: { journeys: 0, fitness: null, cost: 0 }, variants: [], adHoc: [] });
    const alone = await ask(rows, { wanted: { ...COUNTS_ALONE, variants: false } });
    expect(alone).toMatchObject({ variants: [], totals: { variants: null, otherVariantJourneys: null, cost: 4 } });
    await expect(ask(rows, { blueprint: "desing" })).rejects.toMatchObject({
      code: "UNKNOWN_NAME",
      allowed: ["design"],
    });
    await expect(ask(rows, { version: 2 })).rejects.toMatchObject({ code: "UNKNOWN_NAME", at: "version" });
    await expect(ask(rows, { first: 0 })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "first" });
  });

  it("equals the oracle, however the journeys are dealt to threads; each count opens its journeys", async () => {
    const keys = ["web/a", "web/b", "app/a", "store/c", "app/c"];
    const designs = fc
      .integer({ min: 1, max: 4 })
      .chain((n) =>
        fc.tuple(
          ...Array.from({ length: n }, (_, i) =>
            fc
              .record({
                at: fc.subarray(keys, { minLength: 1, maxLength: 3 }),
                next: fc.subarray(Array.from({ length: n - i - 1 }, (_, k) => `s${i + 1 + k}`)),
                optional: fc.boolean(),
                repeatable: fc.boolean(),
                expectedWait: fc.constantFrom(null, 0, 5),
              })
              .map(({ at, next, ...more }) => stepOf(`s${i}`, at, next, more)),
          ),
        ),
      )
      .filter((list) => problemsOf({ kind: "JOURNEY", steps: list }).length === 0);
    const short = logs.filter(({ histories }) =>
      histories.every(({ journeys }) => journeys.every(({ interactions }) => interactions.length <= 6)),
    );
    await fc.assert(
      fc.asyncProperty(
        short,
        designs,
        filters,
        fc.constantFrom(3, 1_000),
        fc.infiniteStream(fc.nat(2)),
        async (plain, design, filter, block, deal) => {
          const log = withBlueprint(plain, design);
          const expected = oracleConformance(log, design, filter, log.journeyGap);
          const projection = projectionOfLog(log, block);
          const params = { ...PARAMS, filter };
          const actual = await conformance(projection, params);
          const counted = async (deviating: boolean) => {
            const conforms = { blueprint: "design", version: null, deviating };
            return (await conformance(projection, { ...params, filter: { ...filter, conforms } })).totals.journeys;
          };
          expect([await counted(false), await counted(true)]).toEqual([
            actual.totals.conforming,
            actual.totals.deviating,
          ]);
          expect(actual.totals).toMatchObject(expected.totals);
          if (expected.fitness === null) expect(actual.totals.fitness).toBeNull();
          else expect(actual.totals.fitness).toBeCloseTo(expected.fitness, 12);
          expect(actual.steps.map(({ name: _, meanWait: __, ...step }) => step)).toEqual(expected.steps);
          expect(
            actual.adHoc.map(({ label, interactions, journeys }) => ({ key: label.key, interactions, journeys })),
          ).toEqual(expected.adHoc);
          expect(
            await conformance(
              projection,
              params,
              splitScanner(projection, 3, () => deal.next().value!),
            ),
          ).toEqual(actual);
          const opened = async (row: ConformanceRow) =>
            (
              await runQuestion(
                "drilldown",
                projection,
                { question: "conformance", params, row },
                scannerOf(projection),
              )
            ).journeys;
          const { totals } = actual;
          expect(await opened({ of: "JOURNEYS" })).toBe(totals.journeys);
          expect(await opened({ of: "CONFORMING" })).toBe(totals.conforming);
          expect(await opened({ of: "DEVIATING" })).toBe(totals.deviating);
          expect(await opened({ of: "OPEN" })).toBe(totals.open);
          for (const { key, reached, missing, outOfOrder, failed, late } of actual.steps) {
            expect(await opened({ step: key, of: "REACHED" })).toBe(reached);
            expect(await opened({ step: key, of: "MISSING" })).toBe(missing);
            expect(await opened({ step: key, of: "OUT_OF_ORDER" })).toBe(outOfOrder);
            expect(await opened({ step: key, of: "FAILED" })).toBe(failed);
            expect(await opened({ step: key, of: "LATE" })).toBe(late);
          }
          for (const { label, journeys } of actual.adHoc) expect(await opened({ adHoc: label.key })).toBe(journeys);
          for (const { touchpoints, open, journeys } of actual.variants)
            expect(await opened({ variant: touchpoints, open })).toBe(journeys);
          expect(await opened({ step: "no such step", of: "REACHED" })).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
