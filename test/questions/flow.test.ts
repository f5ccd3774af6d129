import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import { MINUTE } from "../../src/model/time.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { type FlowParams, flow } from "../../src/questions/flow/index.js";
import { FLOW_DIRECTIONS, type FlowResult } from "../../src/questions/flow/result.js";
import { filters, logs, selectors, transitionOptions } from "../support/logs.js";
import { oracleFlow } from "../support/oracleFlow.js";
import { journeysFor, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function options(given: Partial<PathOptions> = {}): PathOptions {
  return { ...DEFAULT_PATH_OPTIONS, ...given };
}

async function ask(rows: readonly Row[], params: Partial<FlowParams> = {}): Promise<FlowResult> {
  return flow(projectionOf(rows), {
    anchor: { kinds: ["a"] },
    direction: "FORWARD",
    steps: 3,
    rowsPerStep: 2,
    options: options(),
    ...params,
  });
}

/** Describes each node by a text such as `a 3/2 −1`: label a, 3 journeys of 2 customers, and a drop-off of 1. */
function nodesOf({ steps }: FlowResult): string[][] {
  return steps.map(({ nodes }) =>
    nodes.map((n) => `${n.point.key} ${n.journeys}/${n.customers}${n.dropOff > 0 ? ` −${n.dropOff}` : ""}`),
  );
}

function edgesOf({ edges }: FlowResult): string[] {
  return edges.map((e) => `${e.step} ${e.from.key}→${e.to.key} ${e.journeys}/${e.customers}`);
}

// ana has two journeys, a day apart; the second is longer than three steps.
const FOUR = journeysFor({
  ana: "x@09:00 a@09:10 b@09:20 a@09:30 | a@1d09:00 c@1d09:05 b@1d09:10 d@1d09:15",
  bob: "a@09:00",
  cyd: "x@09:00",
  dan: "a@09:00 d@09:30 e@10:00",
});

describe("flow", () => {
  it("follows one path per journey from its first anchor; labels not shown are Other, by distinct journeys", async () => {
    const found = await ask(FOUR);
    // Step 2 has b, c and d once each, and d is left out. Step 3 has web/a, web/b and e, and e is left out.
    expect(nodesOf(found)).toEqual([
      ["web/a 4/3 −1"],
      ["web/b 1/1", "web/c 1/1", "OTHER 1/1"],
      ["web/a 1/1 −1", "web/b 1/1", "OTHER 1/1 −1"],
    ]);
    expect(edgesOf(found)).toEqual([
      "1 web/a→web/b 1/1",
      "1 web/a→web/c 1/1",
      "1 web/a→OTHER 1/1",
      "2 web/b→web/a 1/1",
      "2 web/c→web/b 1/1",
      "2 OTHER→OTHER 1/1",
    ]);
    expect(found.edges[0]!.wait).toMatchObject({ n: 1, median: 10 * MINUTE });
    expect(found.edges.map(({ probability }) => probability)).toEqual([0.25, 0.25, 0.25, 1, 1, 1]);
    expect(found.steps.map((s) => [s.step, s.journeys, s.customers, s.dropOff, s.otherLabels])).toEqual([
      [1, 4, 3, 1, 0],
      [2, 3, 2, 0, 1],
      [3, 3, 2, 2, 1],
    ]);
    // dan's journey is in Other twice and counts once.
    expect(found.totals).toMatchObject({
      journeys: 5,
      customers: 4,
      matched: 4,
      counted: 4,
      shown: 3,
      otherCount: 1,
      otherRoutes: 2,
      shownShare: 0.75,
      open: 4,
    });
  });

  it("reads backward from the last anchor, with waits in order of time", async () => {
    const found = await ask(FOUR, { direction: "BACKWARD" });
    expect(nodesOf(found)).toEqual([["web/a 4/3 −3"], ["web/b 1/1"], ["web/a 1/1"]]);
    expect(edgesOf(found)).toEqual(["1 web/a→web/b 1/1", "2 web/b→web/a 1/1"]);
    expect(found.edges[0]!.wait.median).toBe(10 * MINUTE);
    // No interaction can be added before the beginning of a journey, even if the journey is open.
    expect(found.steps[0]!.dropOffOpen).toBe(0);
  });

  it("counts which of the journeys that drop off may still continue", async () => {
    const rows = journeysFor({ ana: "a@0d", bob: "a@60d", cyd: "a@60d b@61d" });
    const { steps } = await ask(rows);
    expect(steps[0]).toMatchObject({ dropOff: 2, dropOffOpen: 1 });
  });

  it("shortens the path to the anchor before it collapses repeats, and a run that continues at the last step is not another label", async () => {
    const rows = journeysFor({ ana: "b@08:00 a@09:00 a@09:10 b@09:20 b@09:30 b@09:50" });
    const collapsed = await ask(rows, { options: options({ repeats: "COLLAPSE" }), steps: 2 });
    expect(nodesOf(collapsed)).toEqual([["web/a 1/1"], ["web/b 1/1 −1"]]);
    expect(collapsed.edges[0]!.wait.median).toBe(10 * MINUTE);
    const kept = await ask(rows, { steps: 4 });
    expect(nodesOf(kept)).toEqual([["web/a 1/1"], ["web/a 1/1"], ["web/b 1/1"], ["web/b 1/1"]]);
  });

  it("considers outcomes if the anchor is a goal, hides interactions, and names channels", async () => {
    const rows = journeysFor({ ana: "web/a@09:00 app/b@09:10 store/a@09:20 app/c@09:30" });
    const failed = rows.map((row, i): Row => (i === 0 ? { ...row, outcome: "FAILED" } : row));
    const goals = [{ key: "won", name: "Won", selector: { kinds: ["a"] }, isDefault: true }];
    const found = await flow(projectionOf(failed, { declared: { goals } }), {
      anchor: { goal: "won" },
      direction: "FORWARD",
      steps: 3,
      rowsPerStep: 5,
      options: options({ grain: "CHANNEL" }),
    });
    expect(nodesOf(found)).toEqual([["store 1/1"], ["app 1/1 −1"]]);
    expect(found.edges[0]!.isHandoff).toBe(true);
    expect(nodesOf(await ask(rows, { options: options({ hide: [{ kinds: ["b"] }] }) }))).toEqual([
      ["web/a 1/1"],
      ["store/a 1/1"],
      ["app/c 1/1 −1"],
    ]);
  });

  it("answers for empty data", async () => {
    const found = await flow(projectionOf([]), {
      anchor: { any: true },
      direction: "FORWARD",
      steps: 2,
      rowsPerStep: 1,
      options: options(),
    });
    expect(found).toMatchObject({ steps: [], edges: [] });
    expect(found.totals).toMatchObject({ journeys: 0, counted: 0, completionRate: null, shownShare: null });
    expect(await ask(journeysFor({ ana: "b@09:00 a@09:10" }), { filter: { maxInteractions: 1 } })).toMatchObject({
      steps: [],
      edges: [],
    });
  });

  it.each([
    ["within", { within: 1 }],
    ["startAt", { startAt: "LAST" as const }],
    ["minSteps", { minSteps: 1 }],
    ["maxSteps", { maxSteps: 1 }],
    ["via", { via: [{ any: true }] }],
    ["exclude", { exclude: [{ any: true }] }],
  ])("refuses %s", async (name, given) => {
    await expect(ask(FOUR, { options: options(given) })).rejects.toMatchObject({
      code: "OPTION_DOES_NOT_APPLY",
      at: `options.${name}`,
    });
  });

  it.each([
    ["steps", { steps: 1 }],
    ["steps", { steps: 21 }],
    ["rowsPerStep", { rowsPerStep: 0 }],
    ["rowsPerStep", { rowsPerStep: 2.5 }],
  ])("refuses %s out of range", async (at, given) => {
    await expect(ask(FOUR, given)).rejects.toMatchObject({ code: "BAD_ARGUMENT", at });
  });

  it("computes only selected details", async () => {
    const found = await ask(FOUR, { wanted: { quantiles: false, examples: false, shown: false } });
    expect(found.edges[0]).toMatchObject({ wait: { n: 1, mean: 10 * MINUTE, median: null }, examples: [] });
    expect(found.steps[0]!.nodes[0]!.examples).toEqual([]);
  });

  const questions = fc.record({
    anchor: selectors,
    direction: fc.constantFrom(...FLOW_DIRECTIONS),
    steps: fc.constantFrom(2, 3, 6),
    rowsPerStep: fc.constantFrom(1, 2, 20),
    options: transitionOptions,
    filter: filters,
  });

  it("equals the oracle", async () => {
    await fc.assert(
      fc.asyncProperty(logs, questions, fc.constantFrom(1, 1_000), async (log, asked, block) => {
        const expected = oracleFlow(log, asked);
        const actual = await flow(projectionOfLog(log, block), asked);
        expect(actual.totals).toMatchObject(expected.totals);
        expect(
          actual.steps.map(({ nodes, ...step }) => ({
            ...step,
            nodes: nodes.map(({ point, ...node }) => ({ key: point.key, ...node })),
          })),
        ).toEqual(expected.steps);
        expect(
          actual.edges.map(({ from, to, wait, isHandoff: _, ...edge }) => ({
            ...edge,
            from: from.key,
            to: to.key,
            wait: [wait.n, wait.median, wait.p90, wait.p95],
          })),
        ).toEqual(expected.edges);
      }),
      { numRuns: 500 },
    );
  });

  it("is the same for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(logs, questions, fc.infiniteStream(fc.nat(2)), async (log, asked, deal) => {
        const projection = projectionOfLog(log, 3);
        const split = await flow(
          projection,
          asked,
          splitScanner(projection, 3, () => deal.next().value!),
        );
        expect(split).toEqual(await flow(projection, asked));
      }),
    );
  });

  it("at step k equals commonRoutes from the anchor, summed by the k-th label", async () => {
    await fc.assert(
      fc.asyncProperty(logs, questions, async (log, asked) => {
        const projection = projectionOfLog(log);
        const { anchor, options, filter, steps } = asked;
        const { steps: found } = await flow(projection, { ...asked, direction: "FORWARD", rowsPerStep: 20 });
        const { routes } = await commonRoutes(projection, { from: anchor, options, filter, first: 1_000 });
        for (let k = 0; k < steps; k++) {
          const byLabel: Record<string, number> = {};
          for (const route of routes) {
            const key = route.steps[k]?.key;
            if (key !== undefined) byLabel[key] = (byLabel[key] ?? 0) + route.journeys;
          }
          expect(Object.fromEntries((found[k]?.nodes ?? []).map((n) => [n.point.key, n.journeys]))).toEqual(byLabel);
        }
      }),
    );
  });

  it("adds up: nodes of a step, edges of a node, and the same whether shown or not", async () => {
    await fc.assert(
      fc.asyncProperty(logs, questions, async (log, asked) => {
        const projection = projectionOfLog(log);
        const { totals, steps, edges } = await flow(projection, asked);
        const all = await flow(projection, { ...asked, rowsPerStep: 20 });
        expect(totals.shown + totals.otherCount).toBe(totals.counted);
        expect(steps.map(({ journeys, customers, dropOff }) => [journeys, customers, dropOff])).toEqual(
          all.steps.map(({ journeys, customers, dropOff }) => [journeys, customers, dropOff]),
        );
        for (const { step, nodes } of steps.slice(0, asked.steps - 1))
          for (const node of nodes) {
            const out = edges.filter((e) => e.step === step && e.from.key === node.point.key);
            expect(out.reduce((n, e) => n + e.journeys, node.dropOff)).toBe(node.journeys);
          }
        for (const { step, nodes } of steps.slice(1))
          for (const node of nodes) {
            const into = edges.filter((e) => e.step === step - 1 && e.to.key === node.point.key);
            expect(into.reduce((n, e) => n + e.journeys, 0)).toBe(node.journeys);
          }
      }),
    );
  });
});
