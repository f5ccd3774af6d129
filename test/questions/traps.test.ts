// One test for each mistake that other tools made in questions about paths.
import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import { DAY, MINUTE } from "../../src/model/time.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { flow } from "../../src/questions/flow/index.js";
import { funnel } from "../../src/questions/funnel/index.js";
import { pathMatches } from "../../src/questions/pathMatches/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { journeysFor, projectionOf, type Row } from "../support/projectionOf.js";

const options = (given: Partial<PathOptions> = {}): PathOptions => ({ ...DEFAULT_PATH_OPTIONS, ...given });
const touchpoints = (...keys: string[]) => ({ touchpoints: keys });
const routesOf = async (rows: readonly Row[], params: Partial<Parameters<typeof commonRoutes>[1]> = {}) =>
  commonRoutes(projectionOf(rows), { options: options(), first: 1_000, ...params });

describe("traps", () => {
  it("repeats that collapse after grouping give no route twice", async () => {
    const { routes } = await routesOf(
      journeysFor({
        ana: "web/a@09:00 web/b@09:10 app/a@09:20",
        bob: "web/b@09:00 app/b@09:10",
        cyd: "web/a@09:00 web/a@09:10 web/b@09:15 app/c@09:20 app/a@09:30",
      }),
      { options: options({ grain: "CHANNEL", repeats: "COLLAPSE" }) },
    );
    expect(routes.map(({ label, journeys }) => [label, journeys])).toEqual([["web → app", 3]]);
  });

  it("an unknown name in a negated pattern is refused, and does not match everything", async () => {
    const projection = projectionOf(journeysFor({ ana: "web/a@09:00 web/b@09:10" }));
    for (const pattern of ["[^web/x]", "web/a [^web/x]* web/b"])
      await expect(pathMatches(projection, { pattern })).rejects.toMatchObject({ code: "UNKNOWN_NAME" });
    await expect(
      commonRoutes(projection, { options: options({ exclude: [touchpoints("web/x")] }), first: 1 }),
    ).rejects.toMatchObject({ code: "UNKNOWN_NAME" });
  });

  it("totals are never sums of the rows shown", async () => {
    const rows = journeysFor({
      ana: "web/a@09:00 web/b@09:10",
      bob: "web/a@09:00 web/c@09:10",
      cyd: "web/a@09:00 web/d@09:10",
    });
    for (const first of [1, 2, 1_000]) {
      const { totals } = await routesOf(rows, { first });
      expect([totals.counted, totals.shown + totals.otherCount, totals.customers]).toEqual([3, 3, 3]);
      const edges = await transitions(projectionOf(rows), { options: options(), first });
      expect([edges.totals.counted, edges.totals.shown + edges.totals.otherCount]).toEqual([3, 3]);
      expect(edges.edges[0]!.probability).toBe(1);
    }
  });

  it("Other counts distinct journeys, and is not inferred", async () => {
    const rows = journeysFor({
      ana: "web/a@09:00 web/b@09:10",
      bob: "web/a@09:00 web/c@09:10",
      cyd: "web/a@09:00 web/d@09:10",
      dan: "web/a@09:00",
    });
    const answer = await flow(projectionOf(rows), {
      anchor: touchpoints("web/a"),
      direction: "FORWARD",
      steps: 2,
      rowsPerStep: 1,
      options: options(),
    });
    expect(answer.steps[1]!.nodes.map(({ point, journeys }) => [point.key, journeys])).toEqual([
      ["web/b", 1],
      ["OTHER", 2],
    ]);
    expect(answer.steps[1]).toMatchObject({ journeys: 3, otherLabels: 2 });
  });

  it("a goal reached in a later journey changes no number of an earlier one", async () => {
    const early = "web/a@0d web/b@1d";
    const params = { from: touchpoints("web/a"), to: touchpoints("web/buy") };
    const catalogue = {
      declared: {
        touchpoints: [
          {
            key: "web/buy",
            name: null,
            kind: "buy",
            channel: "web",
            stage: null,
            description: null,
            initiatedBy: null,
            owner: null,
          },
        ],
      },
    };
    const ask = (journeys: string) =>
      commonRoutes(projectionOf(journeysFor({ ana: journeys }), { journeyGap: 10 * DAY, ...catalogue }), {
        options: options(),
        filter: { startedBefore: 5 * DAY },
        first: 10,
        ...params,
      });
    const alone = await ask(`${early} web/b@9d`);
    const followed = await ask(`${early} web/b@9d web/a@40d web/buy@41d`);
    for (const name of ["journeys", "matched", "completed", "counted"] as const)
      expect(followed.totals[name], name).toBe(alone.totals[name]);
    expect(followed.totals.completed).toBe(0);
  });

  it("start and end at one touchpoint: the end is at a later position", async () => {
    const { routes, totals } = await routesOf(
      journeysFor({ ana: "web/a@09:00 web/b@09:10 web/a@09:20", bob: "web/a@09:00" }),
      { from: touchpoints("web/a"), to: touchpoints("web/a") },
    );
    expect(totals).toMatchObject({ matched: 2, completed: 1 });
    expect(routes.map(({ label }) => label)).toEqual(["a → b → a"]);
  });

  it("simultaneous times: positions decide, and a wait of zero counts", async () => {
    const rows = journeysFor({ ana: "web/a@09:00 web/b@09:00 web/c@09:00" });
    const { routes } = await routesOf(rows, {
      from: touchpoints("web/a"),
      to: touchpoints("web/c"),
      options: options({ within: 0 }),
    });
    expect(routes[0]).toMatchObject({ label: "a → b → c", journeys: 1, duration: { n: 1, mean: 0, median: 0 } });
    const backwards = await routesOf(rows, { from: touchpoints("web/c"), to: touchpoints("web/a") });
    expect(backwards.totals).toMatchObject({ matched: 1, completed: 0 });
  });

  it("funnel and routes agree if starts repeat", async () => {
    // The first start is too early for its target, the second is in time, and a third comes after the target.
    const rows = journeysFor({
      ana: "web/a@09:00 web/a@10:00 web/b@10:05 web/a@10:06",
      bob: "web/a@09:00 web/b@09:30",
      cyd: "web/a@09:00 web/a@09:29 web/c@09:30 web/b@09:40",
    });
    const within = 15 * MINUTE;
    const [from, to] = [touchpoints("web/a"), touchpoints("web/b")];
    const step = { name: null, adjacency: "EVENTUALLY" as const, within: null, optional: false };
    const answer = await funnel(projectionOf(rows), {
      steps: [
        { ...step, at: from },
        { ...step, at: to },
      ],
      within,
      exclude: [],
      options: options(),
      first: 10,
      rowsPerStep: 5,
    });
    const { totals } = await routesOf(rows, { from, to, options: options({ within }) });
    expect(answer.steps.map(({ completed }) => completed)).toEqual([3, 2]);
    expect(answer.totals.completed).toBe(totals.completed);
    expect(answer.totals.matched).toBe(totals.matched);
  });
});
