import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ADJACENCIES, DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import { CountDeltas } from "../../src/graph/history/counts.js";
import type { Interaction } from "../../src/model/interaction.js";
import { MINUTE } from "../../src/model/time.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { type TransitionsParams, transitions } from "../../src/questions/transitions/index.js";
import { filters, logs, selectors, transitionOptions } from "../support/logs.js";
import { oracleEventually } from "../support/oracleEventually.js";
import { means, oracleTransitions, quantile } from "../support/oraclePaths.js";
import { journeysFor, type Log, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function options(given: Partial<PathOptions> = {}): PathOptions {
  return { ...DEFAULT_PATH_OPTIONS, ...given };
}

async function ask(rows: readonly Row[], params: Partial<TransitionsParams> = {}) {
  return transitions(projectionOf(rows), { options: options(), first: 1_000, ...params });
}

describe("transitions", () => {
  it("counts neighbours, starts and ends, with waits and the share that ends the journey", async () => {
    const { edges, totals } = await ask(
      journeysFor({ ana: "web/a@09:00 app/b@09:10 web/a@09:15 app/b@09:35", bob: "web/a@09:00" }),
    );
    expect(
      edges.map((e) => [
        e.from.key,
        e.to.key,
        e.count,
        e.journeys,
        e.customers,
        e.dropAfter,
        e.isHandoff,
        e.wait.median,
      ]),
    ).toEqual([
      ["START", "web/a", 2, 2, 2, 0.5, false, null],
      ["web/a", "app/b", 2, 1, 1, 0.5, true, 15 * MINUTE],
      ["app/b", "web/a", 1, 1, 1, 0, true, 5 * MINUTE],
      ["app/b", "END", 1, 1, 1, null, false, null],
      ["web/a", "END", 1, 1, 1, null, false, null],
    ]);
    expect(edges.map((e) => e.probability)).toEqual([1, 2 / 3, 0.5, 0.5, 1 / 3]);
    expect(totals).toMatchObject({
      journeys: 2,
      customers: 2,
      counted: 2,
      matched: 2,
      completed: 2,
      dropped: 0,
      pending: 0,
      open: 2,
      shown: 2,
      otherCount: 0,
      otherRoutes: 0,
      completionRate: 1,
    });
  });

  it("chooses rows by `from` and `to` and changes no number", async () => {
    const rows = journeysFor({ ana: "web/a@09:00 app/b@09:10 web/a@09:15 app/b@09:35", bob: "web/a@09:00" });
    const { edges, totals } = await ask(rows, { from: { channels: ["web"] } });
    expect(edges.map((e) => [e.from.key, e.to.key, e.probability])).toEqual([
      ["web/a", "app/b", 2 / 3],
      ["web/a", "END", 1 / 3],
    ]);
    expect(totals).toMatchObject({ shown: 2, otherRoutes: 3 });
    expect((await ask(rows, { to: { kinds: ["b"] } })).totals).toMatchObject({ shown: 1, otherCount: 1 });
  });

  it("EVENTUALLY counts journeys with B after A, from the first A to the first B after it", async () => {
    const rows = journeysFor({
      ana: "web/a@09:00 app/b@09:10 web/a@09:30 app/b@10:00",
      bob: "app/b@09:00 web/a@09:05",
      cyd: "web/a@09:00",
    });
    const { edges, totals } = await ask(rows, { adjacency: "EVENTUALLY" });
    expect(edges.map((e) => [e.from.key, e.to.key, e.count, e.journeys, e.customers, e.wait.median])).toEqual([
      ["app/b", "web/a", 2, 2, 2, 12.5 * MINUTE],
      ["app/b", "app/b", 1, 1, 1, 50 * MINUTE],
      ["web/a", "app/b", 1, 1, 1, 10 * MINUTE],
      ["web/a", "web/a", 1, 1, 1, 30 * MINUTE],
    ]);
    // Two of two journeys with b have an a after it; one of three with a has one.
    expect(edges.map((e) => e.probability)).toEqual([1, 0.5, 1 / 3, 1 / 3]);
    expect(edges.every((e) => e.dropAfter === null && e.isHandoff === (e.from.key !== e.to.key))).toBe(true);
    // cyd's journey is on no row.
    expect(totals).toMatchObject({ counted: 3, completed: 3, shown: 2, otherCount: 1, otherRoutes: 0 });
  });

  it("EVENTUALLY measures from the last time of a collapsed label, and counts a label again only after another one", async () => {
    const rows = journeysFor({ ana: "a@09:00 a@09:10 b@09:30 b@09:40 a@10:00" });
    const { edges } = await ask(rows, { adjacency: "EVENTUALLY", options: options({ repeats: "COLLAPSE" }) });
    expect(edges.map((e) => [e.from.key, e.to.key, e.wait.median])).toEqual([
      ["web/a", "web/a", 50 * MINUTE],
      ["web/a", "web/b", 20 * MINUTE],
      ["web/b", "web/a", 20 * MINUTE],
    ]);
    expect((await ask(journeysFor({ ana: "a@09:00 a@09:10" }), { adjacency: "EVENTUALLY" })).edges).toHaveLength(1);
  });

  it("`previous` keeps the occurrences after such a label; nothing stands before START", async () => {
    const rows = journeysFor({
      ana: "x@09:00 a@09:10 b@09:15 a@09:35 b@09:45",
      bob: "x@09:00 a@09:30",
      cyd: "a@09:00 b@09:40",
    });
    const { edges, totals } = await ask(rows, { previous: { kinds: ["x"] } });
    expect(edges.map((e) => [e.from.key, e.to.key, e.count, e.probability, e.dropAfter, e.wait.median])).toEqual([
      ["web/a", "web/b", 1, 0.5, 0, 5 * MINUTE],
      ["web/a", "END", 1, 0.5, null, null],
    ]);
    expect(totals).toMatchObject({ counted: 3, shown: 2, otherCount: 1 });
    const after = await ask(rows, { previous: { kinds: ["b"] } });
    expect(after.edges.map((e) => [e.from.key, e.to.key, e.count, e.dropAfter])).toEqual([["web/a", "web/b", 1, 1]]);
    await expect(ask(rows, { previous: { kinds: ["x"] }, adjacency: "EVENTUALLY" })).rejects.toMatchObject({
      code: "OPTION_DOES_NOT_APPLY",
      at: "previous",
    });
  });

  it("has no handoffs at grains without a channel", async () => {
    const { edges } = await ask(journeysFor({ ana: "web/a@09:00 app/b@09:10" }), {
      options: options({ grain: "KIND" }),
    });
    expect(edges.map((e) => e.isHandoff)).toEqual([null, null, null]);
  });

  it("answers for empty data", async () => {
    const { edges, totals } = await ask([]);
    expect(edges).toEqual([]);
    expect(totals).toMatchObject({ journeys: 0, counted: 0, completionRate: null, shownShare: null });
  });

  it.each([
    ["within", { within: 1 }],
    ["startAt", { startAt: "LAST" as const }],
    ["minSteps", { minSteps: 1 }],
    ["maxSteps", { maxSteps: 1 }],
    ["via", { via: [{ any: true }] }],
    ["exclude", { exclude: [{ any: true }] }],
  ])("refuses %s", async (name, given) => {
    await expect(ask([], { options: options(given) })).rejects.toMatchObject({
      code: "OPTION_DOES_NOT_APPLY",
      at: `options.${name}`,
    });
  });

  it("is the same for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        transitionOptions,
        fc.infiniteStream(fc.nat(2)),
        fc.constantFrom(1, 1_000),
        fc.constantFrom(...ADJACENCIES),
        async (log, chosen, deal, first, adjacency) => {
          const projection = projectionOfLog(log, 3);
          const params = { options: chosen, first, adjacency };
          const split = await transitions(
            projection,
            params,
            splitScanner(projection, 3, () => deal.next().value!),
          );
          expect(split).toEqual(await transitions(projection, params));
        },
      ),
    );
  });

  it("computes only selected details", async () => {
    const projection = projectionOf(journeysFor({ ana: "web/a@09:00 web/b@09:10 web/a@09:40 web/b@10:00" }));
    const wanted = { quantiles: false, examples: false, shown: false };
    const { totals, edges } = await transitions(projection, { options: options(), first: 1, wanted });
    expect(edges[0]).toMatchObject({
      count: 2,
      wait: { n: 2, mean: 15 * 60_000, median: null, p90: null, p95: null },
      examples: [],
    });
    expect(totals).toMatchObject({ counted: 1, shown: 0, otherRoutes: 3 });
  });

  it("equals the oracle", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        transitionOptions,
        filters,
        fc.constantFrom(1, 3, 1_000),
        fc.constantFrom(1, 1_000),
        fc.oneof(
          fc.constant({}),
          fc.constant({ adjacency: "EVENTUALLY" as const }),
          selectors.map((previous) => ({ previous })),
        ),
        async (log, chosen, filter, first, block, how: Pick<TransitionsParams, "adjacency" | "previous">) => {
          const expected =
            how.adjacency === "EVENTUALLY"
              ? oracleEventually(log, chosen, filter)
              : oracleTransitions(log, chosen, filter, how.previous);
          const actual = await transitions(projectionOfLog(log, block), { options: chosen, filter, first, ...how });
          expect(actual.totals).toMatchObject(expected.totals);
          const rows = expected.rows.slice(0, first);
          const shown = new Set(rows.flatMap(({ journeys }) => [...journeys])).size;
          expect(actual.totals).toMatchObject({
            shown,
            otherCount: expected.totals.counted - shown,
            otherRoutes: expected.rows.length - rows.length,
          });
          expect(
            actual.edges.map((e) => ({
              from: e.from.kind === "START" ? null : e.from.key,
              to: e.to.kind === "END" ? null : e.to.key,
              count: e.count,
              journeys: e.journeys,
              customers: e.customers,
              probability: e.probability,
              wait: [e.wait.n, e.wait.median, e.wait.p90, e.wait.p95],
              dropAfter: e.dropAfter,
              examples: e.examples,
            })),
          ).toEqual(
            rows.map((e) => ({
              from: e.from,
              to: e.to,
              count: e.count,
              journeys: e.journeys.size,
              customers: e.customers,
              probability: e.probability,
              wait: [e.waits.length, quantile(e.waits, 0.5), quantile(e.waits, 0.9), quantile(e.waits, 0.95)],
              dropAfter: e.dropAfter,
              examples: e.examples.slice(0, 50),
            })),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("chooses exactly the rows whose labels contain a selected touchpoint", async () => {
    await fc.assert(
      fc.asyncProperty(logs, transitionOptions, selectors, async (log, chosen, from) => {
        const projection = projectionOfLog(log);
        const all = await transitions(projection, { options: chosen, first: 1_000 });
        const some = await transitions(projection, { options: chosen, from, first: 1_000 });
        const holds = (key: string): boolean =>
          touchpointsOf(log, key, chosen).some((touchpoint) => isMeant(log, touchpoint, from));
        expect(some.edges).toEqual(all.edges.filter((e) => e.from.kind !== "START" && holds(e.from.key)));
      }),
    );
  });

  it("EVENTUALLY equals the journeys that commonRoutes completes from A to B", async () => {
    await fc.assert(
      fc.asyncProperty(logs, filters, async (log, filter) => {
        const projection = projectionOfLog(log);
        const asked = { options: options(), filter, first: 1_000 };
        const { edges } = await transitions(projection, { ...asked, adjacency: "EVENTUALLY" });
        for (const { from, to, journeys, probability } of edges) {
          const { totals } = await commonRoutes(projection, {
            ...asked,
            from: { touchpoints: [from.key] },
            to: { touchpoints: [to.key] },
          });
          expect([journeys, probability]).toEqual([totals.completed, totals.completionRate]);
        }
      }),
    );
  });

  it("has the counts of the graph's edges at touchpoint grain", async () => {
    await fc.assert(
      fc.asyncProperty(logs, async (log) => {
        const graph = new CountDeltas();
        for (const { journeys } of log.histories) graph.add(journeys, 1);
        const { edges } = await transitions(projectionOfLog(log), { options: options(), first: 1_000 });
        const inner = edges.filter((e) => e.from.kind !== "START" && e.to.kind !== "END");
        const key = (e: { from: string; to: string }): string => `${e.from} ${e.to}`;
        expect(
          inner
            .map((e) => ({
              from: e.from.key,
              to: e.to.key,
              count: e.count,
              journeys: e.journeys,
              totalWait: Math.round(e.wait.mean! * e.wait.n),
            }))
            .sort((a, b) => (key(a) < key(b) ? -1 : 1)),
        ).toEqual([...graph.changedEdges()].sort((a, b) => (key(a) < key(b) ? -1 : 1)));
        // All transitions out of a touchpoint, END included, are its visits.
        for (const [touchpoint, { visits }] of graph.touchpoints)
          expect(edges.filter((e) => e.from.key === touchpoint).reduce((n, e) => n + e.count, 0)).toBe(visits);
      }),
    );
  });
});

function touchpointsOf(log: Log, label: string, { grain }: PathOptions): string[] {
  return log.catalogue.touchpoints
    .filter(
      (t) =>
        (grain === "TOUCHPOINT"
          ? t.key
          : grain === "KIND"
            ? t.kindKey
            : grain === "CHANNEL"
              ? t.channel
              : (t.stage ?? "(none)")) === label,
    )
    .map((t) => t.key);
}

function isMeant(log: Log, touchpoint: string, selector: Parameters<typeof means>[1]): boolean {
  return means(log.catalogue, selector, { touchpoint, outcome: null } as Interaction);
}
