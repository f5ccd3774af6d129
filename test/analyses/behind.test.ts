// Every number opens as its journeys: those behind a row are as many as the row says, and the question asked again of them
// alone says the same of that row.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BehindParams, behind } from "../../src/analyses/behind.js";
import { commonRoutes } from "../../src/analyses/commonRoutes.js";
import { ends } from "../../src/analyses/ends.js";
import { flow } from "../../src/analyses/flow.js";
import type { FlowPlace } from "../../src/analyses/flowBehind.js";
import { DEFAULT_HANDOFF_SETTINGS, handoffs } from "../../src/analyses/handoffs.js";
import { interactionsToGoal } from "../../src/analyses/interactionsToGoal.js";
import { journeys } from "../../src/analyses/journeys.js";
import { loops } from "../../src/analyses/loops.js";
import { pathMatches } from "../../src/analyses/pathMatches.js";
import { ADJACENCIES, type JourneyFilter, type Label, TOTALS_PARTS } from "../../src/analyses/question.js";
import { HANDOFF_GRAINS, HANDOFF_REASONS } from "../../src/analyses/results.js";
import { transitions } from "../../src/analyses/transitions.js";
import type { Projection } from "../../src/projection/projection.js";
import { filters, logs, manyCustomers, pathOptions, selectors, transitionOptions } from "../support/logs.js";
import { projectionOfLog } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const someLogs = fc.oneof({ weight: 4, arbitrary: logs }, { weight: 1, arbitrary: manyCustomers });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof(fc.constant(null), arbitrary);
/** Small segments, so that there are several. */
const segmentSizes = fc.constantFrom(undefined, 7);

/** Checks that there are as many journeys as `expected`; the filter that leaves them. */
async function checked(projection: Projection, asked: BehindParams, expected: number): Promise<JourneyFilter> {
  const { words, journeys: found } = await behind(projection, asked);
  expect(found, JSON.stringify(asked.row)).toBe(expected);
  const filter: JourneyFilter = { behindWords: words };
  expect((await journeys(projection, { filter, limit: 10, after: null })).count).toBe(expected);
  const split = await behind(
    projection,
    asked,
    splitScanner(projection, 3, (range) => range * 7),
  );
  expect(split.words).toEqual(words);
  return filter;
}

const keyOf = ({ key, kind }: Label): string | null => (kind === "START" || kind === "END" ? null : key);

describe("behind", () => {
  it("a transition are its journeys", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        segmentSizes,
        transitionOptions,
        filters,
        fc.constantFrom(...ADJACENCIES),
        maybe(selectors),
        async (log, size, options, filter, adjacency, before) => {
          const projection = projectionOfLog(log, size);
          const previous = adjacency === "EVENTUALLY" ? null : before;
          const params = { options, filter, adjacency, previous, first: 1_000 };
          const { totals, edges } = await transitions(projection, params);
          const ask = (row: Extract<BehindParams, { question: "transitions" }>["row"], expected: number) =>
            checked(projection, { question: "transitions", params, row }, expected);
          for (const edge of edges) {
            const only = await ask({ from: keyOf(edge.from), to: keyOf(edge.to) }, edge.journeys);
            const again = await transitions(projection, { ...params, filter: { ...filter, ...only } });
            const same = again.edges.find((e) => e.from.key === edge.from.key && e.to.key === edge.to.key)!;
            expect(same).toMatchObject({ count: edge.count, journeys: edge.journeys, customers: edge.customers });
          }
          for (const part of ["MATCHED", "COMPLETED", "COUNTED"] as const) await ask({ of: part }, totals.counted);
          await ask({ of: "OPEN" }, totals.open);
          await ask({ of: "DROPPED" }, 0);
          await ask({ from: "no such label", to: null }, 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("a route and the totals of routes are their journeys", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        segmentSizes,
        pathOptions,
        filters,
        maybe(selectors),
        maybe(selectors),
        async (log, size, options, filter, from, to) => {
          const projection = projectionOfLog(log, size);
          const params = {
            from,
            to,
            options: to === null ? { ...options, within: null } : options,
            filter,
            first: 1_000,
          };
          const { totals, routes } = await commonRoutes(projection, params);
          const ask = (row: Extract<BehindParams, { question: "commonRoutes" }>["row"], expected: number) =>
            checked(projection, { question: "commonRoutes", params, row }, expected);
          for (const route of routes) {
            const only = await ask({ route: route.steps.map(({ key }) => key) }, route.journeys);
            const again = await commonRoutes(projection, { ...params, filter: { ...filter, ...only } });
            expect(again.routes.map(({ label, journeys }) => [label, journeys])).toEqual([
              [route.label, route.journeys],
            ]);
          }
          for (const part of TOTALS_PARTS)
            await ask({ of: part }, totals[part.toLowerCase() as Lowercase<typeof part>]);
          await ask({ route: ["no such label"] }, 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("a handoff, its failed ones and its reasons are their journeys", async () => {
    const settings = fc.record({
      grain: fc.constantFrom(...HANDOFF_GRAINS),
      stallAfter: maybe(fc.integer({ min: 0, max: 8 })),
      bounceWithin: fc.integer({ min: 0, max: 12 }),
      resolveWithin: fc.integer({ min: 0, max: 12 }),
      failureReasons: fc.subarray([...HANDOFF_REASONS], { minLength: 1 }),
      earlier: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(someLogs, segmentSizes, settings, filters, async (log, size, { earlier, ...given }, filter) => {
        const projection = projectionOfLog(log, size);
        const baselineBy = earlier && filter?.startedFrom != null ? ("EARLIER" as const) : ("ALL" as const);
        const params = { settings: { ...DEFAULT_HANDOFF_SETTINGS, ...given, baselineBy }, filter, first: 1_000 };
        const result = await handoffs(projection, params);
        for (const row of result.handoffs) {
          const side = ({ key, kind }: Label) => (kind === "CHANNEL" ? { channel: key } : { touchpoint: key });
          const ends = { from: side(row.from), to: side(row.to) };
          const ask = (
            of: "COUNT" | "FAILED" | "SETTLED" | "PENDING",
            expected: number,
            reason: null | "STALLED" = null,
          ) => checked(projection, { question: "handoffs", params, row: { ...ends, of, reason } }, expected);
          const only = await ask("COUNT", row.journeys);
          const again = await handoffs(projection, {
            ...params,
            settings: { ...params.settings, baselineBy: "ALL" },
            filter: { ...filter, ...only },
          });
          const same = again.handoffs.find(
            (h) => h.from.key === row.from.key && h.to.key === row.to.key && h.to.kind === row.to.kind,
          )!;
          expect(same).toMatchObject({
            count: row.count,
            journeys: row.journeys,
            customers: row.customers,
            settled: row.settled,
            failed: row.failed,
          });
          await ask("FAILED", row.failedJourneys);
          const settled = await behind(projection, {
            question: "handoffs",
            params,
            row: { ...ends, of: "SETTLED", reason: null },
          });
          const pending = await behind(projection, {
            question: "handoffs",
            params,
            row: { ...ends, of: "PENDING", reason: null },
          });
          expect(settled.journeys > 0).toBe(row.settled > 0);
          expect(settled.journeys).toBeLessThanOrEqual(row.settled);
          expect(pending.journeys > 0).toBe(row.pending > 0);
          for (const { reason, count } of row.reasons) {
            const { journeys: found } = await behind(projection, {
              question: "handoffs",
              params,
              row: { ...ends, of: "COUNT", reason },
            });
            expect(found > 0).toBe(count > 0);
            expect(found).toBeLessThanOrEqual(count);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a node and an edge of a flow are their journeys, Other too", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        segmentSizes,
        selectors,
        fc.constantFrom("FORWARD" as const, "BACKWARD" as const),
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        transitionOptions,
        filters,
        async (log, size, anchor, direction, steps, rowsPerStep, options, filter) => {
          const projection = projectionOfLog(log, size);
          const params = { anchor, direction, steps, rowsPerStep, options, filter };
          const result = await flow(projection, params);
          const place = (step: number, { key, kind }: Label): FlowPlace =>
            kind === "OTHER"
              ? { otherThan: result.steps[step - 1]!.nodes.map(({ point }) => point.key).filter((k) => k !== "OTHER") }
              : key;
          const ask = (row: Extract<BehindParams, { question: "flow" }>["row"], expected: number) =>
            checked(projection, { question: "flow", params, row }, expected);
          for (const { step, nodes } of result.steps)
            for (const node of nodes) {
              const at = place(step, node.point);
              await ask({ step, at, of: "JOURNEYS" }, node.journeys);
              await ask({ step, at, of: "DROP_OFF" }, node.dropOff);
              await ask({ step, at, of: "DROP_OFF_OPEN" }, node.dropOffOpen);
            }
          for (const { step, from, to, journeys: expected } of result.edges)
            await ask({ step, from: place(step, from), to: place(step + 1, to) }, expected);
          await ask({ of: "COUNTED" }, result.totals.counted);
          await ask({ of: "OPEN" }, result.totals.open);
          await ask({ of: "PENDING" }, 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("an entry, an exit and so many interactions to the goal are their journeys", async () => {
    await fc.assert(
      fc.asyncProperty(someLogs, segmentSizes, transitionOptions, filters, async (log, size, given, filter) => {
        const projection = projectionOfLog(log, size);
        const options = { ...given, repeats: "KEEP" as const };
        const both = { options, filter, first: 1_000 };
        const { totals, entries, exits } = await ends(projection, both);
        const end = (row: Extract<BehindParams, { question: "ends" }>["row"], expected: number) =>
          checked(projection, { question: "ends", params: both, row }, expected);
        for (const { label, journeys: expected, open } of entries) {
          await end({ entry: label.key, of: "JOURNEYS" }, expected);
          await end({ entry: label.key, of: "OPEN" }, open);
        }
        for (const { label, journeys: expected, open } of exits) {
          await end({ exit: label.key, of: "JOURNEYS" }, expected);
          await end({ exit: label.key, of: "OPEN" }, open);
        }
        for (const part of TOTALS_PARTS) await end({ of: part }, totals[part.toLowerCase() as Lowercase<typeof part>]);

        const params = { hide: options.hide, filter, upTo: 3 };
        const reached = await interactionsToGoal(projection, params);
        const goal = (row: Extract<BehindParams, { question: "interactionsToGoal" }>["row"], expected: number) =>
          checked(projection, { question: "interactionsToGoal", params, row }, expected);
        for (const { interactions, orMore, journeys: expected } of reached.histogram)
          await goal({ interactions, orMore }, expected);
        for (const part of TOTALS_PARTS)
          await goal({ of: part }, reached.totals[part.toLowerCase() as Lowercase<typeof part>]);
      }),
      { numRuns: 60 },
    );
  });

  it("what goes in circles are its journeys", async () => {
    await fc.assert(
      fc.asyncProperty(someLogs, segmentSizes, transitionOptions, filters, async (log, size, given, filter) => {
        const projection = projectionOfLog(log, size);
        const params = { options: { ...given, repeats: "KEEP" as const }, filter, first: 1_000 };
        const { totals, labels, returns } = await loops(projection, params);
        const ask = (row: Extract<BehindParams, { question: "loops" }>["row"], expected: number) =>
          checked(projection, { question: "loops", params, row }, expected);
        for (const row of labels) {
          const label = row.label.key;
          await ask({ label, of: "JOURNEYS" }, row.journeys);
          await ask({ label, of: "SELF_LOOPS" }, row.selfLoopJourneys);
          await ask({ label, of: "REPEATS" }, row.repeatJourneys);
          await ask({ label, of: "AGAIN" }, row.againJourneys);
        }
        for (const row of returns) await ask({ from: row.from.key, via: row.via.key }, row.journeys);
        await ask({ of: "COUNTED" }, totals.counted);
        await ask({ of: "OPEN" }, totals.open);
        await ask({ of: "SELF_LOOPS" }, totals.selfLoopJourneys);
        await ask({ of: "REPEATS" }, totals.repeatJourneys);
        await ask({ of: "RETURNS" }, totals.returnJourneys);
        await ask({ of: "AGAIN" }, totals.againJourneys);
        await ask({ from: "no such label", via: "web/a" }, 0);
      }),
      { numRuns: 60 },
    );
  });

  it("what matches a pattern, and its steps, are their journeys", async () => {
    const patterns = fc.constantFrom(
      "web/a .* [app/c|store/b]",
      "start -> [^channel:web]",
      "kind:a -> kind:b -> end",
      "goal:bought",
    );
    await fc.assert(
      fc.asyncProperty(someLogs, segmentSizes, patterns, filters, async (log, size, pattern, filter) => {
        const projection = projectionOfLog(log, size);
        const params = { pattern, filter };
        const { totals, steps } = await pathMatches(projection, params);
        const ask = (row: Extract<BehindParams, { question: "pathMatches" }>["row"], expected: number) =>
          checked(projection, { question: "pathMatches", params, row }, expected);
        await ask({ of: "MATCHED" }, totals.matched);
        await ask({ of: "OPEN" }, totals.open);
        for (const [i, step] of steps.entries()) await ask({ step: i + 1 }, step.journeys);
        await ask({ step: 0 }, 0);
        await ask({ step: steps.length + 1 }, 0);
      }),
      { numRuns: 60 },
    );
  });
});
