// Property tests of drill-down for every question. There must be as many journeys behind a row as the row counts, and
// the same question about these journeys alone must give the same row.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PERIODS } from "../../src/engine/periods.js";
import type { Scanner } from "../../src/engine/scan.js";
import {
  ADJACENCIES,
  DEFAULT_PATH_OPTIONS,
  type JourneyFilter,
  type Label,
  TOTALS_PARTS,
  type Totals,
  type TotalsPart,
} from "../../src/engine/terms.js";
import type { Projection } from "../../src/projection/projection.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { ends } from "../../src/questions/ends/index.js";
import { runQuestion } from "../../src/questions/executor.js";
import type { FlowPlace } from "../../src/questions/flow/drilldown.js";
import { flow } from "../../src/questions/flow/index.js";
import { funnel } from "../../src/questions/funnel/index.js";
import type { FunnelStepCounts } from "../../src/questions/funnel/result.js";
import type { GroupKey } from "../../src/questions/groupRows.js";
import { DEFAULT_HANDOFF_SETTINGS, handoffs } from "../../src/questions/handoffs/index.js";
import { HANDOFF_GRAINS, HANDOFF_REASONS } from "../../src/questions/handoffs/settings.js";
import { interactionsToGoal } from "../../src/questions/interactionsToGoal/index.js";
import { journeys } from "../../src/questions/journeys/index.js";
import { loops } from "../../src/questions/loops/index.js";
import { pathMatches } from "../../src/questions/pathMatches/index.js";
import type { ParamsOf } from "../../src/questions/registry.js";
import { timeToConvert } from "../../src/questions/timeToConvert/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { bySegments, completable, funnels, members } from "../support/funnels.js";
import { filters, logs, manyCustomers, pathOptions, selectors, transitionOptions } from "../support/logs.js";
import { projectionOfLog } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const someLogs = fc.oneof({ weight: 4, arbitrary: logs }, { weight: 1, arbitrary: manyCustomers });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof(fc.constant(null), arbitrary);
/** Small blocks, so that there are several. */
const blockSizes = fc.constantFrom(undefined, 7);

const behind = (projection: Projection, asked: ParamsOf<"drilldown">, scanner?: Scanner) =>
  runQuestion("drilldown", projection, asked, scanner);

/** Checks that there are as many journeys as `expected`. Returns the filter for them. */
async function checked(projection: Projection, asked: ParamsOf<"drilldown">, expected: number): Promise<JourneyFilter> {
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

const sideOf = ({ key, kind }: Label) => (kind === "CHANNEL" ? { channel: key } : { touchpoint: key });
const countBits = (words: readonly (readonly number[])[]): number =>
  words.flat().reduce((n, word) => n + [...word.toString(2)].filter((bit) => bit === "1").length, 0);
/** MATURE_COMPLETED is `matureCompleted`. */
const fieldOf = (part: TotalsPart) =>
  part.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as "journeys" | "matureCompleted";
const keyOf = ({ key, kind }: Label): string | null => (kind === "START" || kind === "END" ? null : key);

describe("the journeys behind", () => {
  it("a transition are those that it counts", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        blockSizes,
        transitionOptions,
        filters,
        fc.constantFrom(...ADJACENCIES),
        maybe(selectors),
        async (log, size, options, filter, adjacency, before) => {
          const projection = projectionOfLog(log, size);
          const previous = adjacency === "EVENTUALLY" ? null : before;
          const params = { options, filter, adjacency, previous, first: 1_000 };
          const { totals, edges } = await transitions(projection, params);
          const ask = (row: Extract<ParamsOf<"drilldown">, { question: "transitions" }>["row"], expected: number) =>
            checked(projection, { question: "transitions", params, row }, expected);
          for (const edge of edges) {
            const only = await ask({ from: keyOf(edge.from), to: keyOf(edge.to) }, edge.journeys);
            const again = await transitions(projection, { ...params, filter: { ...filter, ...only } });
            const same = again.edges.find((e) => e.from.key === edge.from.key && e.to.key === edge.to.key)!;
            expect(same).toMatchObject({ count: edge.count, journeys: edge.journeys, customers: edge.customers });
          }
          for (const part of TOTALS_PARTS) await ask({ of: part }, totals[fieldOf(part)]);
          await ask({ from: "no such label", to: null }, 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("a route and the totals of routes are those that they count", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        blockSizes,
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
          const ask = (row: Extract<ParamsOf<"drilldown">, { question: "commonRoutes" }>["row"], expected: number) =>
            checked(projection, { question: "commonRoutes", params, row }, expected);
          for (const { steps } of routes.slice(0, 5))
            for (const [i, { loss }] of steps.entries()) {
              const begins = steps.slice(0, i + 1).map(({ key }) => key);
              await ask({ begins, of: "REACHED" }, loss!.reached);
              await ask({ begins, of: "COMPLETED" }, loss!.completed);
              await ask({ begins, of: "DROPPED" }, loss!.dropped);
              await ask({ begins, of: "PENDING" }, loss!.pending);
            }
          await ask({ begins: ["no such label"], of: "REACHED" }, 0);
          for (const route of routes) {
            const only = await ask({ route: route.steps.map(({ key }) => key) }, route.journeys);
            const again = await commonRoutes(projection, { ...params, filter: { ...filter, ...only } });
            expect(again.routes.map(({ label, journeys }) => [label, journeys])).toEqual([
              [route.label, route.journeys],
            ]);
          }
          for (const part of TOTALS_PARTS) await ask({ of: part }, totals[fieldOf(part)]);
          await ask({ route: ["no such label"] }, 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("a handoff, its failures and its reasons are those that they count", async () => {
    const settings = fc.record({
      grain: fc.constantFrom(...HANDOFF_GRAINS),
      stallAfter: maybe(fc.integer({ min: 0, max: 8 })),
      bounceWithin: fc.integer({ min: 0, max: 12 }),
      resolveWithin: fc.integer({ min: 0, max: 12 }),
      failureReasons: fc.subarray([...HANDOFF_REASONS], { minLength: 1 }),
      earlier: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(someLogs, blockSizes, settings, filters, async (log, size, { earlier, ...given }, filter) => {
        const projection = projectionOfLog(log, size);
        const baselineBy = earlier && filter?.startedFrom != null ? ("EARLIER" as const) : ("ALL" as const);
        const params = { settings: { ...DEFAULT_HANDOFF_SETTINGS, ...given, baselineBy }, filter, first: 1_000 };
        const result = await handoffs(projection, params);
        for (const row of result.handoffs) {
          const ends = { from: sideOf(row.from), to: sideOf(row.to) };
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
        const { totals } = result;
        await checked(projection, { question: "handoffs", params, row: { of: "JOURNEYS" } }, totals.journeys);
        await checked(
          projection,
          { question: "handoffs", params, row: { of: "MULTI_CHANNEL" } },
          totals.multiChannelJourneys,
        );
        for (const [of, count] of [
          ["HANDOFFS", totals.handoffs],
          ["SETTLED", totals.settled],
          ["PENDING", totals.pending],
          ["FAILED", totals.failed],
        ] as const) {
          const { journeys: found } = await behind(projection, { question: "handoffs", params, row: { of } });
          expect(found > 0).toBe(count > 0);
          expect(found).toBeLessThanOrEqual(count);
          // A row that combines several pairs has the journeys of each pair, each journey once.
          const words = await Promise.all(
            result.handoffs.map(async ({ from, to }) => {
              const row = {
                from: sideOf(from),
                to: sideOf(to),
                of: of === "HANDOFFS" ? ("COUNT" as const) : of,
                reason: null,
              };
              return (await behind(projection, { question: "handoffs", params, row })).words;
            }),
          );
          const all = projection.blocks.map((_, s) => {
            const length = words[0]?.[s]?.length ?? 0;
            return Array.from({ length }, (_, w) => words.reduce((bits, part) => bits | part[s]![w]!, 0) >>> 0);
          });
          await checked(projection, { question: "handoffs", params, row: { of } }, countBits(all));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a node and an edge of a flow, including Other, are those that they count", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        blockSizes,
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
          const ask = (row: Extract<ParamsOf<"drilldown">, { question: "flow" }>["row"], expected: number) =>
            checked(projection, { question: "flow", params, row }, expected);
          for (const { step, nodes, ...counts } of result.steps) {
            await ask({ step, of: "JOURNEYS" }, counts.journeys);
            await ask({ step, of: "DROP_OFF" }, counts.dropOff);
            await ask({ step, of: "DROP_OFF_OPEN" }, counts.dropOffOpen);
            for (const node of nodes) {
              const at = place(step, node.point);
              await ask({ step, at, of: "JOURNEYS" }, node.journeys);
              await ask({ step, at, of: "DROP_OFF" }, node.dropOff);
              await ask({ step, at, of: "DROP_OFF_OPEN" }, node.dropOffOpen);
            }
          }
          await ask({ step: 0, of: "JOURNEYS" }, 0);
          await ask({ step: steps + 1, of: "JOURNEYS" }, 0);
          for (const { step, from, to, journeys: expected } of result.edges)
            await ask({ step, from: place(step, from), to: place(step + 1, to) }, expected);
          for (const part of TOTALS_PARTS) await ask({ of: part }, result.totals[fieldOf(part)]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("an entry, an exit and a number of interactions to the goal are those that they count", async () => {
    await fc.assert(
      fc.asyncProperty(someLogs, blockSizes, transitionOptions, filters, async (log, size, given, filter) => {
        const projection = projectionOfLog(log, size);
        const options = { ...given, repeats: "KEEP" as const };
        const both = { options, filter, first: 1_000 };
        const { totals, entries, exits } = await ends(projection, both);
        const end = (row: Extract<ParamsOf<"drilldown">, { question: "ends" }>["row"], expected: number) =>
          checked(projection, { question: "ends", params: both, row }, expected);
        for (const { label, journeys: expected, open } of entries) {
          await end({ entry: label.key, of: "JOURNEYS" }, expected);
          await end({ entry: label.key, of: "OPEN" }, open);
        }
        for (const { label, journeys: expected, open } of exits) {
          await end({ exit: label.key, of: "JOURNEYS" }, expected);
          await end({ exit: label.key, of: "OPEN" }, open);
        }
        for (const part of TOTALS_PARTS) await end({ of: part }, totals[fieldOf(part)]);

        const params = { hide: options.hide, filter, upTo: 3 };
        const reached = await interactionsToGoal(projection, params);
        const goal = (
          row: Extract<ParamsOf<"drilldown">, { question: "interactionsToGoal" }>["row"],
          expected: number,
        ) => checked(projection, { question: "interactionsToGoal", params, row }, expected);
        for (const { interactions, orMore, journeys: expected } of reached.histogram)
          await goal({ interactions, orMore }, expected);
        for (const part of TOTALS_PARTS) await goal({ of: part }, reached.totals[fieldOf(part)]);
      }),
      { numRuns: 60 },
    );
  });

  it("loops are those that they count", async () => {
    await fc.assert(
      fc.asyncProperty(someLogs, blockSizes, transitionOptions, filters, async (log, size, given, filter) => {
        const projection = projectionOfLog(log, size);
        const params = { options: { ...given, repeats: "KEEP" as const }, filter, first: 1_000 };
        const { totals, labels, returns } = await loops(projection, params);
        const ask = (row: Extract<ParamsOf<"drilldown">, { question: "loops" }>["row"], expected: number) =>
          checked(projection, { question: "loops", params, row }, expected);
        for (const row of labels) {
          const label = row.label.key;
          await ask({ label, of: "JOURNEYS" }, row.journeys);
          await ask({ label, of: "SELF_LOOPS" }, row.selfLoopJourneys);
          await ask({ label, of: "REPEATS" }, row.repeatJourneys);
          await ask({ label, of: "AGAIN" }, row.againJourneys);
        }
        for (const row of returns) await ask({ from: row.from.key, via: row.via.key }, row.journeys);
        await ask({ of: "JOURNEYS" }, totals.journeys);
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

  it("a pattern and its steps are those that they count", async () => {
    const patterns = fc.constantFrom(
      "web/a .* [app/c|store/b]",
      "start -> [^channel:web]",
      "kind:a -> kind:b -> end",
      "goal:bought",
    );
    await fc.assert(
      fc.asyncProperty(someLogs, blockSizes, patterns, filters, async (log, size, pattern, filter) => {
        const projection = projectionOfLog(log, size);
        const params = { pattern, filter };
        const { totals, steps } = await pathMatches(projection, params);
        const ask = (row: Extract<ParamsOf<"drilldown">, { question: "pathMatches" }>["row"], expected: number) =>
          checked(projection, { question: "pathMatches", params, row }, expected);
        await ask({ of: "JOURNEYS" }, totals.journeys);
        await ask({ of: "MATCHED" }, totals.matched);
        await ask({ of: "OPEN" }, totals.open);
        for (const [i, step] of steps.entries()) await ask({ step: i + 1 }, step.journeys);
        await ask({ step: 0 }, 0);
        await ask({ step: steps.length + 1 }, 0);
      }),
      { numRuns: 60 },
    );
  });

  it("the rows shown and the rows left out are those that they count", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        blockSizes,
        pathOptions,
        selectors,
        maybe(selectors),
        filters,
        fc.constantFrom(1, 2, 4),
        fc.constantFrom(...ADJACENCIES),
        async (log, size, options, anchor, to, filter, first, adjacency) => {
          const projection = projectionOfLog(log, size);
          const ask = async (asked: ParamsOf<"drilldown">, { totals }: { totals: Totals }) => {
            await checked(projection, { ...asked, row: { of: "SHOWN" } } as ParamsOf<"drilldown">, totals.shown);
            await checked(projection, { ...asked, row: { of: "OTHER" } } as ParamsOf<"drilldown">, totals.otherCount);
          };
          const row = { of: "SHOWN" } as const;
          const routes = {
            from: anchor,
            to,
            options: to === null ? { ...options, within: null } : options,
            filter,
            first,
          };
          await ask({ question: "commonRoutes", params: routes, row }, await commonRoutes(projection, routes));
          const plain = { ...DEFAULT_PATH_OPTIONS, grain: options.grain, hide: options.hide };
          const labels = { options: plain, filter, first };
          await ask({ question: "ends", params: labels, row }, await ends(projection, labels));
          const pairs = { options: { ...plain, repeats: options.repeats }, filter, adjacency, from: anchor, to, first };
          await ask({ question: "transitions", params: pairs, row }, await transitions(projection, pairs));
          const direction = adjacency === "DIRECTLY" ? ("FORWARD" as const) : ("BACKWARD" as const);
          const paths = { anchor, direction, steps: 3, rowsPerStep: first, options: pairs.options, filter };
          await ask({ question: "flow", params: paths, row }, await flow(projection, paths));
          const toGoal = { hide: options.hide, filter, upTo: 1 };
          await ask(
            { question: "interactionsToGoal", params: toGoal, row },
            await interactionsToGoal(projection, toGoal),
          );
        },
      ),
      { numRuns: 80 },
    );
  });

  it("a funnel and its rows are those that they count", async () => {
    const breakdowns = fc.constantFrom("none", "segments", "attribute", "firstChannel", "started", "weekday");
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        blockSizes,
        funnels,
        members,
        breakdowns,
        fc.constantFrom(1, 2, 1_000),
        async (log, size, drawn, of, by, first) => {
          const shape = completable(log, drawn);
          const { projection, breakdown: segments } = bySegments(log, projectionOfLog(log, size), of);
          fc.pre(by !== "attribute" || projection.customers.attributes.has("region"));
          const breakdown = {
            none: null,
            segments,
            attribute: { attribute: "region" },
            firstChannel: { firstChannel: true },
            started: { started: "WEEK" as const },
            weekday: { started: "WEEKDAY" as const },
          }[by]!;
          const timeZone = breakdown !== null && "started" in breakdown ? "Pacific/Auckland" : null;
          const params = { ...shape, breakdown, timeZone, first, rowsPerStep: 50 };
          const result = await funnel(projection, params);
          const ask = (row: Extract<ParamsOf<"drilldown">, { question: "funnel" }>["row"], expected: number) =>
            checked(projection, { question: "funnel", params, row }, expected);
          const askCounts = async (
            { totals, steps }: { totals: Totals; steps: readonly FunnelStepCounts[] },
            group?: GroupKey,
          ) => {
            const within = group === undefined ? {} : { group };
            for (const part of TOTALS_PARTS) await ask({ ...within, of: part }, totals[fieldOf(part)]);
            await ask({ ...within, of: "SHOWN" }, totals.shown);
            await ask({ ...within, of: "OTHER" }, totals.otherCount);
            for (const { step, ...counts } of steps) {
              await ask({ ...within, step, of: "ENTERED" }, counts.entered);
              await ask({ ...within, step, of: "COMPLETED" }, counts.completed);
              await ask({ ...within, step, of: "SKIPPED" }, counts.skipped);
              await ask({ ...within, step, of: "PENDING" }, counts.pending);
              await ask({ ...within, step, of: "DROPPED" }, counts.dropped);
              await ask({ ...within, step, of: "DIRECTLY" }, counts.directly);
              await ask({ ...within, step, of: "MATURE_COMPLETED" }, counts.matureCompleted);
            }
          };
          await askCounts(result);
          for (const { step, between, after } of result.steps) {
            for (const { point, journeys: expected } of between) await ask({ step, between: point.key }, expected);
            for (const { point, journeys: expected } of after) await ask({ step, after: keyOf(point) }, expected);
          }
          const keys = result.groups.flatMap(({ key, isNone, isOther }) => (isOther ? [] : [isNone ? null : key]));
          for (const { key, isNone, isOther, ...counts } of result.groups) {
            const group = isOther ? { otherThan: keys } : isNone ? null : key;
            await askCounts(counts, group);
          }
          const only = await ask({ step: 2, of: "COMPLETED" }, result.steps[1]!.completed);
          const again = await funnel(projection, { ...params, filter: { ...shape.filter, ...only } });
          expect(again.steps[1]).toMatchObject({
            completed: result.steps[1]!.completed,
            customers: result.steps[1]!.customers,
            between: result.steps[1]!.between,
          });
          await ask({ step: 0, of: "ENTERED" }, 0);
          await ask({ step: shape.steps.length + 1, of: "ENTERED" }, 0);
          await ask({ step: 2, between: "no such label" }, 0);
          await ask({ of: "JOURNEYS", group: "no such group" }, 0);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it("a duration, a period and the totals of timeToConvert are those that they count", async () => {
    const periods = fc.constantFrom(...PERIODS);
    await fc.assert(
      fc.asyncProperty(someLogs, blockSizes, funnels, periods, async (log, size, drawn, by) => {
        const shape = completable(log, drawn);
        const projection = projectionOfLog(log, size);
        const params = { ...shape, by, timeZone: "America/St_Johns" };
        const result = await timeToConvert(projection, params);
        const ask = (row: Extract<ParamsOf<"drilldown">, { question: "timeToConvert" }>["row"], expected: number) =>
          checked(projection, { question: "timeToConvert", params, row }, expected);
        for (const part of TOTALS_PARTS) await ask({ of: part }, result.totals[fieldOf(part)]);
        for (const [i, { from, upTo, journeys: expected }] of result.histogram.entries())
          await ask({ longerThan: i === 0 ? null : from, upTo }, expected);
        // Buckets that contain these short journeys.
        const edges = [null, 0, 1, 3, 10, null];
        let all = 0;
        for (const [i, upTo] of edges.slice(1).entries())
          all += (await behind(projection, { question: "timeToConvert", params, row: { longerThan: edges[i]!, upTo } }))
            .journeys;
        expect(all).toBe(result.totals.counted);
        for (const { name, ...counts } of result.periods) {
          await ask({ period: name, of: "MATCHED" }, counts.matched);
          await ask({ period: name, of: "COMPLETED" }, counts.completed);
          await ask({ period: name, of: "MATURE" }, counts.mature);
          await ask({ period: name, of: "MATURE_COMPLETED" }, counts.matureCompleted);
        }
        await ask({ period: "1999-12", of: "MATCHED" }, 0);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
