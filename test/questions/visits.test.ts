import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerOf } from "../../src/engine/scan.js";
import { COUNTS_ALONE } from "../../src/engine/selection.js";
import { DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import { runQuestion } from "../../src/questions/executor.js";
import { loops } from "../../src/questions/loops/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { type VisitsParams, visits } from "../../src/questions/visits/index.js";
import { filters, logs, transitionOptions } from "../support/logs.js";
import { oracleVisits } from "../support/oracleVisits.js";
import { journeysFor, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function ask(rows: readonly Row[], params: Partial<VisitsParams> = {}) {
  return visits(projectionOf(rows), { options: DEFAULT_PATH_OPTIONS, first: 1_000, ...params });
}

const visitOptions = transitionOptions.map((options): PathOptions => ({ ...options, repeats: "KEEP" }));

describe("visits", () => {
  // The example of docs/definitions.md.
  const rows = journeysFor({
    ana: "search/ad@0d web/site@0d00:05 web/site@0d00:06 | web/site@60d",
    bob: "web/site@1d store/buy@2d",
    cyd: "email/news@3d",
  });

  it("counts interactions, journeys and customers of each label", async () => {
    const { labels, totals } = await ask(rows);
    expect(labels.map((l) => [l.label.key, l.interactions, l.journeys, l.customers, l.share])).toEqual([
      ["web/site", 4, 3, 2, 0.75],
      ["email/news", 1, 1, 1, 0.25],
      ["search/ad", 1, 1, 1, 0.25],
      ["store/buy", 1, 1, 1, 0.25],
    ]);
    expect(totals).toEqual({
      journeys: 4,
      customers: 3,
      counted: 4,
      interactions: 7,
      otherLabels: 0,
      otherInteractions: 0,
    });
  });

  it("hides labels without changing a number of the others", async () => {
    const { labels, totals } = await ask(rows, {
      options: { ...DEFAULT_PATH_OPTIONS, grain: "CHANNEL", hide: [{ channels: ["email"] }] },
    });
    expect(labels.map((l) => [l.label.key, l.interactions, l.journeys, l.share])).toEqual([
      ["web", 4, 3, 0.75],
      ["search", 1, 1, 0.25],
      ["store", 1, 1, 0.25],
    ]);
    expect(totals).toMatchObject({ journeys: 4, customers: 3, counted: 3, interactions: 6 });
  });

  it("honours the filter, which judges whole journeys", async () => {
    const { labels, totals } = await ask(rows, { filter: { touches: [{ channels: ["store"] }] } });
    expect(labels.map((l) => [l.label.key, l.interactions, l.share])).toEqual([
      ["store/buy", 1, 1],
      ["web/site", 1, 1],
    ]);
    expect(totals).toMatchObject({ journeys: 1, customers: 1, interactions: 2 });
  });

  it("adds up what is not shown", async () => {
    const { labels, totals } = await ask(rows, { first: 2 });
    expect(labels.map(({ label }) => label.key)).toEqual(["web/site", "email/news"]);
    expect(totals).toMatchObject({ interactions: 7, otherLabels: 2, otherInteractions: 2 });
  });

  it("counts by journey only where that is selected", async () => {
    const { labels, totals } = await ask(rows, { first: 1, wanted: { ...COUNTS_ALONE, journeys: false } });
    expect(labels).toMatchObject([{ interactions: 4, journeys: 0, customers: 0, examples: [] }]);
    expect(totals).toMatchObject({ journeys: 4, customers: 3, counted: 4, interactions: 7 });
  });

  it("answers for nothing, and refuses what does not apply", async () => {
    expect(await ask([])).toMatchObject({ labels: [], totals: { journeys: 0, interactions: 0, otherLabels: 0 } });
    await expect(ask(rows, { options: { ...DEFAULT_PATH_OPTIONS, repeats: "COLLAPSE" } })).rejects.toMatchObject({
      code: "OPTION_DOES_NOT_APPLY",
      at: "options.repeats",
    });
    await expect(ask(rows, { first: 0 })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "first" });
  });

  it("equals the oracle, however the journeys are dealt to threads; each row opens its journeys", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        visitOptions,
        filters,
        fc.constantFrom(1, 2, 1_000),
        fc.constantFrom(3, 1_000),
        fc.infiniteStream(fc.nat(2)),
        async (log, options, filter, first, block, deal) => {
          const expected = oracleVisits(log, options, filter, first);
          const projection = projectionOfLog(log, block);
          const params = { options, filter, first };
          const actual = await visits(projection, params);
          expect(actual.totals).toEqual(expected.totals);
          expect(actual.labels.map(({ label, ...row }) => ({ key: label.key, ...row }))).toEqual(expected.labels);
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await visits(projection, params, scanner)).toEqual(actual);
          const opened = async (row: { readonly label: string } | { readonly of: "JOURNEYS" | "COUNTED" }) =>
            (await runQuestion("drilldown", projection, { question: "visits", params, row }, scannerOf(projection)))
              .journeys;
          for (const { label, journeys } of actual.labels) expect(await opened({ label: label.key })).toBe(journeys);
          expect(await opened({ of: "JOURNEYS" })).toBe(actual.totals.journeys);
          expect(await opened({ of: "COUNTED" })).toBe(actual.totals.counted);
          expect(await opened({ label: "no such label" })).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("has the transitions out of each label, and the visits of loops", async () => {
    await fc.assert(
      fc.asyncProperty(logs, visitOptions, filters, async (log, options, filter) => {
        const projection = projectionOfLog(log);
        const params = { options, filter, first: 1_000 };
        const { labels } = await visits(projection, params);
        const { edges } = await transitions(projection, params);
        const again = (await loops(projection, params)).labels;
        for (const { label, interactions, journeys } of labels) {
          const out = edges.filter(({ from }) => from.kind !== "START" && from.key === label.key);
          expect(out.reduce((n, { count }) => n + count, 0)).toBe(interactions);
          const looping = again.find((row) => row.label.key === label.key);
          expect(journeys + (looping?.again ?? 0)).toBe(interactions);
        }
      }),
    );
  });
});
