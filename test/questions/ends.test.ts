import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import { type EndsParams, ends } from "../../src/questions/ends/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { filters, logs, transitionOptions } from "../support/logs.js";
import { oracleEnds } from "../support/oracleEnds.js";
import { journeysFor, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function ask(rows: readonly Row[], params: Partial<EndsParams> = {}) {
  return ends(projectionOf(rows), { options: DEFAULT_PATH_OPTIONS, first: 1_000, ...params });
}

const endOptions = transitionOptions.map((options): PathOptions => ({ ...options, repeats: "KEEP" }));

describe("ends", () => {
  // ana has the journeys a → b and, sixty days later, a → a. bob has b → a, and cyd has only a. All journeys are open
  // except ana's first journey and bob's journey.
  const rows = journeysFor({
    ana: "a@0d b@0d09:00 | a@60d a@60d09:00",
    bob: "b@1d a@1d09:00",
    cyd: "a@61d",
  });

  it("counts where journeys begin and end, and which of them are open", async () => {
    const { entries, exits, totals } = await ask(rows);
    expect(entries.map((e) => [e.label.key, e.journeys, e.customers, e.share, e.open])).toEqual([
      ["web/a", 3, 2, 0.75, 2],
      ["web/b", 1, 1, 0.25, 0],
    ]);
    expect(exits.map((e) => [e.label.key, e.journeys, e.customers, e.share, e.open])).toEqual([
      ["web/a", 3, 3, 0.75, 2],
      ["web/b", 1, 1, 0.25, 0],
    ]);
    expect(totals).toMatchObject({ journeys: 4, customers: 3, counted: 4, open: 2, shown: 4, otherCount: 0 });
  });

  it("leaves out rows without changing a number: shown counts journeys with both ends on rows shown", async () => {
    const { entries, exits, totals } = await ask(rows, { first: 1 });
    expect([entries, exits].map((list) => list.map((e) => e.share))).toEqual([[0.75], [0.75]]);
    expect(totals).toMatchObject({ counted: 4, shown: 2, otherCount: 2, otherRoutes: 2 });
  });

  it("answers for empty data, and refuses options that do not apply", async () => {
    expect(await ask([])).toMatchObject({ entries: [], exits: [], totals: { counted: 0, shownShare: null } });
    await expect(ask(rows, { options: { ...DEFAULT_PATH_OPTIONS, repeats: "COLLAPSE" } })).rejects.toMatchObject({
      code: "OPTION_DOES_NOT_APPLY",
      at: "options.repeats",
    });
    await expect(ask(rows, { first: 0 })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "first" });
  });

  it("equals the oracle for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        endOptions,
        filters,
        fc.constantFrom(1, 2, 1_000),
        fc.constantFrom(3, 1_000),
        fc.infiniteStream(fc.nat(2)),
        async (log, options, filter, first, block, deal) => {
          const expected = oracleEnds(log, options, filter, first);
          const projection = projectionOfLog(log, block);
          const actual = await ends(projection, { options, filter, first });
          expect(actual.totals).toMatchObject(expected.totals);
          for (const side of ["entries", "exits"] as const)
            expect(actual[side].map(({ label, ...row }) => ({ key: label.key, ...row }))).toEqual(expected[side]);
          const scanner = splitScanner(projection, 3, () => deal.next().value!);
          expect(await ends(projection, { options, filter, first }, scanner)).toEqual(actual);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("equals the transitions out of START and into END", async () => {
    await fc.assert(
      fc.asyncProperty(logs, endOptions, filters, async (log, options, filter) => {
        const projection = projectionOfLog(log);
        const { entries, exits } = await ends(projection, { options, filter, first: 1_000 });
        const { edges } = await transitions(projection, { options, filter, first: 1_000 });
        expect(entries.map((e) => [e.label.key, e.journeys, e.customers, e.share])).toEqual(
          edges.filter((e) => e.from.kind === "START").map((e) => [e.to.key, e.journeys, e.customers, e.probability]),
        );
        expect(exits.map((e) => [e.label.key, e.journeys, e.customers])).toEqual(
          edges.filter((e) => e.to.kind === "END").map((e) => [e.from.key, e.journeys, e.customers]),
        );
      }),
    );
  });
});
