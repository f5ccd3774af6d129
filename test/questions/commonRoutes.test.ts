import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerOf } from "../../src/engine/scan.js";
import { DEFAULT_PATH_OPTIONS, type PathOptions, type WaitStats } from "../../src/engine/terms.js";
import { DAY, MINUTE } from "../../src/model/time.js";
import { type CommonRoutesParams, commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { filters, logs, manyCustomers, pathOptions, selectors } from "../support/logs.js";
import { oracleLoss, oracleRoutes, quantile } from "../support/oraclePaths.js";
import { journeysFor, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

function options(given: Partial<PathOptions> = {}): PathOptions {
  return { ...DEFAULT_PATH_OPTIONS, ...given };
}

async function ask(rows: readonly Row[], params: Partial<CommonRoutesParams> = {}) {
  return commonRoutes(projectionOf(rows), { options: options(), first: 20, ...params });
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
}

const kinds = (...names: string[]) => ({ kinds: names });

describe("commonRoutes", () => {
  it("has waits per step, a handoff where the channel changes, and the latest journey first", async () => {
    const { routes } = await ask(
      journeysFor({
        ana: "search/ad@09:00 web/site@09:05 web/buy@09:30",
        bob: "search/ad@1d09:00 web/site@1d09:15 web/buy@1d10:30",
      }),
      { from: kinds("ad"), to: kinds("buy") },
    );
    expect(routes).toHaveLength(1);
    const [route] = routes;
    expect(route!.label).toBe("ad → site → buy");
    expect(route!.steps.map((s) => [s.key, s.isHandoff, s.wait.n, s.wait.median])).toEqual([
      ["search/ad", null, 0, null],
      ["web/site", true, 2, 10 * MINUTE],
      ["web/buy", false, 2, 50 * MINUTE],
    ]);
    expect(route!.duration).toMatchObject({ n: 2, mean: 60 * MINUTE });
    const found = projectionOf(journeysFor({ bob: "search/ad@1d09:00" }));
    expect(found.journeys).toBe(1);
    expect(route!.examples).toHaveLength(2);
  });

  it("measures a wait from the end of a collapsed run, so waits need not add up to the duration", async () => {
    const { routes } = await ask(journeysFor({ ana: "web/a@09:00 web/a@09:10 app/b@09:30 app/b@10:00" }), {
      options: options({ grain: "CHANNEL", repeats: "COLLAPSE" }),
    });
    expect(routes[0]!.steps.map((s) => [s.key, s.wait.median])).toEqual([
      ["web", null],
      ["app", 20 * MINUTE],
    ]);
    expect(routes[0]!.duration.median).toBe(60 * MINUTE);
  });

  it("has only one row per label if repeats collapse after grouping", async () => {
    const { routes, totals } = await ask(
      journeysFor({ ana: "web/a@09:00 web/b@09:10 app/c@09:20", bob: "web/b@09:00 app/c@09:20" }),
      {
        options: options({ grain: "CHANNEL", repeats: "COLLAPSE" }),
      },
    );
    expect(routes.map((r) => [r.label, r.journeys])).toEqual([["web → app", 2]]);
    expect(totals.otherRoutes).toBe(0);
  });

  it("starts and ends at one touchpoint: the end is a later visit", async () => {
    const { routes, totals } = await ask(
      journeysFor({ ana: "web/a@09:00 web/b@09:10 web/a@09:20 web/a@09:30", bob: "web/a@09:00" }),
      {
        from: kinds("a"),
        to: kinds("a"),
      },
    );
    expect(routes.map((r) => r.label)).toEqual(["a → b → a"]);
    expect(totals).toMatchObject({ matched: 2, completed: 1, pending: 1, dropped: 0 });
  });

  it("orders simultaneous interactions by row, and counts a wait of zero", async () => {
    const rows = journeysFor({ ana: "web/buy@09:00 web/ad@09:00", bob: "web/ad@09:00 web/buy@09:00" });
    const { routes, totals } = await ask(rows, {
      from: kinds("ad"),
      to: kinds("buy"),
      options: options({ within: 0 }),
    });
    expect(totals).toMatchObject({ matched: 2, completed: 1 });
    expect(routes[0]!.duration.median).toBe(0);
  });

  it("does not complete a journey by a goal that is reached in a later journey", async () => {
    const { totals } = await ask(journeysFor({ ana: "web/ad@0d | web/buy@1d", zoe: "web/x@90d" }), {
      from: kinds("ad"),
      to: kinds("buy"),
    });
    expect(totals).toMatchObject({ matched: 1, completed: 0, dropped: 1 });
  });

  it("counts the rows that are not shown", async () => {
    const rows = journeysFor({
      ana: "web/a@09:00",
      bob: "web/a@09:00",
      cyd: "web/b@09:00",
      dan: "web/c@09:00 web/d@09:01",
    });
    const { routes, totals } = await ask(rows, { first: 1 });
    expect(routes.map((r) => r.label)).toEqual(["a"]);
    expect(totals).toMatchObject({ counted: 4, shown: 2, shownShare: 0.5, otherCount: 2, otherRoutes: 2 });
  });

  it("orders rows of equal count by code point, with a route before longer routes that begin with it", async () => {
    const rows = journeysFor({ ana: "web/b@09:00", bob: "web/a@09:00 web/b@09:01", cyd: "web/a@09:00" });
    expect((await ask(rows)).routes.map((r) => r.label)).toEqual(["a", "a → b", "b"]);
  });

  it("considers the outcome only for a goal", async () => {
    const rows: Row[] = [
      { customer: "ana", touchpoint: "ad", channel: "web", at: 0 },
      { customer: "ana", touchpoint: "buy", channel: "web", at: 1, outcome: "FAILED" },
      { customer: "ana", touchpoint: "buy", channel: "web", at: 2 },
    ];
    const projection = projectionOf(rows, {
      declared: { goals: [{ key: "bought", name: "Bought", selector: { kinds: ["buy"] }, isDefault: true }] },
    });
    const byGoal = await commonRoutes(projection, {
      from: kinds("ad"),
      to: { goal: "bought" },
      options: options(),
      first: 20,
    });
    expect(byGoal.routes[0]!.duration.median).toBe(2);
    const byKind = await commonRoutes(projection, {
      from: kinds("ad"),
      to: kinds("buy"),
      options: options(),
      first: 20,
    });
    expect(byKind.routes[0]!.duration.median).toBe(1);
  });

  describe("the loss at each label of a route", () => {
    /** The counts of each label: reached, completed, dropped, pending. */
    const lossOf = async (
      journeys: Readonly<Record<string, string>>,
      given: Partial<PathOptions> = {},
      from = ["ad"],
    ) => {
      const { routes, totals } = await ask(journeysFor(journeys), {
        from: kinds(...from),
        to: kinds("buy"),
        options: options({ grain: "KIND", ...given }),
        first: 1,
      });
      const [route] = routes;
      return {
        totals,
        loss: route!.steps.map(({ key, loss }) => [key, loss!.reached, loss!.completed, loss!.dropped, loss!.pending]),
      };
    };
    /** These rows are on days 40 and 41, so journeys that end a month earlier are closed. */
    const LATER = { zoe: "x@40d x@41d" };

    it("counts matched journeys that begin alike, whatever became of them", async () => {
      const { loss, totals } = await lossOf({
        ana: "ad@0d site@1d buy@2d",
        bob: "ad@0d site@1d buy@2d",
        cyd: "ad@0d site@1d chat@2d buy@3d",
        dan: "ad@0d site@1d",
        eve: "ad@0d chat@1d site@2d",
        fay: "ad@35d site@36d chat@37d",
        gus: "site@0d ad@1d",
        ...LATER,
      });
      expect(loss).toEqual([
        ["ad", 7, 3, 3, 1],
        ["site", 5, 3, 1, 1],
        ["buy", 2, 2, 0, 0],
      ]);
      expect(totals).toMatchObject({ matched: 7, completed: 3, dropped: 3, pending: 1 });
    });

    it("ends the path of a lost journey with the window", async () => {
      const journeys = { ana: "ad@0d site@1d buy@2d", bob: "ad@0d site@3d", cyd: "ad@0d site@4d", ...LATER };
      expect((await lossOf(journeys, { within: 3 * DAY })).loss).toEqual([
        ["ad", 3, 1, 2, 0],
        ["site", 2, 1, 1, 0],
        ["buy", 1, 1, 0, 0],
      ]);
      expect((await lossOf(journeys)).loss[1]).toEqual(["site", 3, 1, 2, 0]);
    });

    it("begins the path of a lost journey at its first start, or at its last", async () => {
      const journeys = { ana: "ad@0d site@1d buy@2d", bob: "ad@0d chat@1d ad@2d site@3d", ...LATER };
      expect((await lossOf(journeys)).loss[1]).toEqual(["site", 1, 1, 0, 0]);
      expect((await lossOf(journeys, { startAt: "LAST" })).loss[1]).toEqual(["site", 2, 1, 1, 0]);
    });

    it("takes collapsed labels, and what is left after hide", async () => {
      const journeys = { ana: "ad@0d site@1d buy@2d", bob: "ad@0d mail@1d site@2d site@3d chat@4d", ...LATER };
      const hide = [kinds("mail")];
      expect((await lossOf(journeys, { hide, repeats: "COLLAPSE" })).loss[1]).toEqual(["site", 2, 1, 1, 0]);
      expect((await lossOf(journeys, { hide, repeats: "COLLAPSE" })).loss[2]).toEqual(["buy", 1, 1, 0, 0]);
      expect((await lossOf(journeys)).loss[1]).toEqual(["site", 1, 1, 0, 0]);
    });

    it("counts completed journeys that are not counted, and ones that go on beyond the route", async () => {
      const rows = journeysFor({
        ana: "web/ad@0d store/buy@1d",
        bob: "web/ad@0d store/look@1d store/buy@2d",
        cyd: "web/ad@0d store/look@1d",
        ...LATER,
      });
      const { routes } = await ask(rows, {
        from: kinds("ad"),
        to: kinds("buy"),
        options: options({ grain: "CHANNEL", repeats: "KEEP", exclude: [kinds("look")] }),
      });
      expect(routes).toHaveLength(1);
      expect(routes[0]!.journeys).toBe(1);
      expect(routes[0]!.steps.map(({ key, loss }) => [key, loss])).toEqual([
        ["web", { reached: 3, completed: 2, dropped: 1, pending: 0 }],
        ["store", { reached: 3, completed: 2, dropped: 1, pending: 0 }],
      ]);
    });

    it("loses nothing where there is no target, and begins at the first interaction where there is no start", async () => {
      const rows = journeysFor({ ana: "a@0d b@1d", bob: "a@0d", cyd: "a@35d b@36d c@37d", ...LATER });
      const whole = await ask(rows, { options: options({ grain: "KIND" }) });
      const route = whole.routes.find(({ label }) => label === "a → b")!;
      expect(route.steps.map(({ loss }) => loss)).toEqual([
        { reached: 3, completed: 3, dropped: 0, pending: 0 },
        { reached: 2, completed: 2, dropped: 0, pending: 0 },
      ]);
      const toB = await ask(rows, { to: kinds("b"), options: options({ grain: "KIND" }) });
      expect(toB.routes[0]!.steps.map(({ loss }) => loss)).toEqual([
        { reached: 3, completed: 2, dropped: 1, pending: 0 },
        { reached: 2, completed: 2, dropped: 0, pending: 0 },
      ]);
    });
  });

  it("warns of a window that the journey gap cuts off", async () => {
    const projection = projectionOf(journeysFor({ ana: "web/ad@09:00 web/buy@09:01" }), { journeyGap: 30 * MINUTE });
    const { remarks } = await commonRoutes(projection, {
      from: kinds("ad"),
      to: kinds("buy"),
      options: options({ within: 7 * DAY }),
      first: 20,
    });
    expect(remarks.warnings).toHaveLength(1);
    expect(remarks.settings).toMatchObject({
      within: "P7D",
      journeyGap: "PT30M",
      from: kinds("ad"),
      first: 20,
      grain: "TOUCHPOINT",
    });
  });

  it.each([
    ["first", "BAD_ARGUMENT", { first: 0 }],
    ["first", "BAD_ARGUMENT", { first: 100_000 }],
    ["options.within", "BAD_ARGUMENT", { to: kinds("a"), options: options({ within: -1 }) }],
    ["options.within", "OPTION_DOES_NOT_APPLY", { options: options({ within: 1 }) }],
    ["options.minSteps", "BAD_ARGUMENT", { options: options({ minSteps: 3, maxSteps: 2 }) }],
    ["options.maxSteps", "BAD_ARGUMENT", { options: options({ maxSteps: 0 }) }],
    ["from", "AMBIGUOUS_SELECTOR", { from: { kinds: ["a"], channels: ["web"] } }],
    ["options.via[1].kinds[0]", "UNKNOWN_NAME", { options: options({ via: [kinds("a"), kinds("aa")] }) }],
    ["filter.touches[0].channels[0]", "UNKNOWN_NAME", { filter: { touches: [{ channels: ["wep"] }] } }],
  ])("refuses a bad %s: %s", async (at, code, params) => {
    await expect(ask(journeysFor({ ana: "web/a@09:00" }), params)).rejects.toMatchObject({ code, at });
  });

  it("stops when the signal is aborted", async () => {
    const reason = new Error("gone");
    const projection = projectionOf(journeysFor({ ana: "web/a@09:00" }));
    await expect(
      commonRoutes(projection, { options: options(), first: 1 }, scannerOf(projection, AbortSignal.abort(reason))),
    ).rejects.toBe(reason);
  });

  const end = fc.oneof(fc.constant(null), selectors);

  it("gives the same answer for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        end,
        end,
        pathOptions,
        filters,
        fc.infiniteStream(fc.nat(2)),
        fc.constantFrom(1, 1_000),
        async (log, from, to, chosen, filter, deal, first) => {
          const projection = projectionOfLog(log, 3);
          const params = {
            from,
            to,
            options: { ...chosen, within: to === null ? null : chosen.within },
            filter,
            first,
          };
          const split = await commonRoutes(
            projection,
            params,
            splitScanner(projection, 3, () => deal.next().value!),
          );
          expect(split).toEqual(await commonRoutes(projection, params));
        },
      ),
    );
  });

  it("gives the same counts and means if quantiles and examples are not selected", async () => {
    const wanted = { quantiles: false, examples: false, shown: false };
    const meanOnly = (wait: WaitStats): WaitStats => ({ ...wait, median: null, p90: null, p95: null });
    await fc.assert(
      fc.asyncProperty(logs, end, end, pathOptions, async (log, from, to, chosen) => {
        const projection = projectionOfLog(log);
        const params = { from, to, options: { ...chosen, within: to === null ? null : chosen.within }, first: 3 };
        const everything = await commonRoutes(projection, params);
        expect(await commonRoutes(projection, { ...params, wanted })).toEqual({
          ...everything,
          routes: everything.routes.map((route) => ({
            ...route,
            duration: meanOnly(route.duration),
            steps: route.steps.map((step) => ({ ...step, wait: meanOnly(step.wait), loss: null })),
            examples: [],
          })),
        });
      }),
    );
  });

  it.each([
    ["few", logs, 1_000],
    ["many", manyCustomers, 50],
  ])("equals the oracle with %s customers", async (_, some, numRuns) => {
    await fc.assert(
      fc.asyncProperty(
        some,
        end,
        end,
        pathOptions,
        filters,
        fc.constantFrom(1, 2, 50),
        fc.constantFrom(1, 5, 1_000),
        async (log, from, to, chosen, filter, first, block) => {
          const question = { from, to, options: { ...chosen, within: to === null ? null : chosen.within }, filter };
          const expected = oracleRoutes(log, question);
          const actual = await commonRoutes(projectionOfLog(log, block), { ...question, first });
          expect(actual.totals).toMatchObject(expected.totals);
          const { matched, completed, pending, mature, matureCompleted, counted } = expected.totals;
          expect(actual.totals.dropped).toBe(matched - completed - pending);
          expect(actual.totals.completionRate).toBe(mature === 0 ? null : matureCompleted / mature);
          const others = expected.rows.slice(first);
          expect(actual.totals.otherRoutes).toBe(others.length);
          expect(actual.totals.otherCount).toBe(others.reduce((n, { journeys }) => n + journeys, 0));
          expect(actual.totals.shown + actual.totals.otherCount).toBe(counted);
          expect(
            actual.routes.map((r) => ({
              steps: r.steps.map(({ key }) => key),
              journeys: r.journeys,
              customers: r.customers,
              share: r.share,
              duration: [r.duration.n, r.duration.mean, r.duration.median, r.duration.p90, r.duration.p95],
              waits: r.steps.map(({ wait }) => [wait.n, wait.mean, wait.median, wait.p90]),
              losses: r.steps.map(({ loss }) => loss),
              value: r.value,
              examples: r.examples,
            })),
          ).toEqual(
            expected.rows.slice(0, first).map((r) => ({
              steps: r.steps,
              journeys: r.journeys,
              customers: r.customers,
              share: r.journeys / counted,
              duration: [
                r.durations.length,
                mean(r.durations),
                quantile(r.durations, 0.5),
                quantile(r.durations, 0.9),
                quantile(r.durations, 0.95),
              ],
              waits: r.waits.map((w) => [w.length, mean(w), quantile(w, 0.5), quantile(w, 0.9)]),
              losses: r.steps.map((_, i) => oracleLoss(expected.paths, r.steps.slice(0, i + 1))),
              value: r.value,
              examples: r.examples.slice(0, 50),
            })),
          );
        },
      ),
      { numRuns },
    );
  });
});
