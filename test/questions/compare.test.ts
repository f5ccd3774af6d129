// Tests of comparisons with a few customers, whose counts can be checked by hand, and of refused arguments.
import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { DAY } from "../../src/model/time.js";
import { type CompareFunnelParams, compareFunnel } from "../../src/questions/compare/funnel.js";
import { type CompareRoutesParams, compareRoutes } from "../../src/questions/compare/routes.js";
import { type CompareTransitionsParams, compareTransitions } from "../../src/questions/compare/transitions.js";
import { journeysFor, projectionOf, type Row } from "../support/projectionOf.js";

const BUY = { kinds: ["buy"] };
const EARLIER = { name: "January 1 and 2", filter: { startedBefore: Date.UTC(2020, 0, 3) } };
const LATER = { name: "from January 3", filter: { startedFrom: Date.UTC(2020, 0, 3) } };
const BOTH = { a: EARLIER, b: LATER };

// Before January 3, ana has two journeys (site → buy, and site alone), and bob has site → chat → buy. From then on, ana
// has site → chat → buy, and bob and cyd have a journey with the site alone.
const TWO_PERIODS = journeysFor({
  ana: "site@0d09:00 buy@0d10:00 | site@1d09:00 | site@5d09:00 chat@5d09:10 buy@5d10:00",
  bob: "site@1d12:00 chat@1d12:05 buy@1d13:00 | site@6d",
  cyd: "site@7d | site@60d",
});
// cyd's last journey closes the others; it is open itself.

function routes(rows: readonly Row[], params: Partial<CompareRoutesParams> = {}) {
  const projection = projectionOf(rows);
  const from = { kinds: ["site"] };
  return compareRoutes(projection, { from, to: BUY, options: DEFAULT_PATH_OPTIONS, first: 20, ...BOTH, ...params });
}

describe("compareRoutes", () => {
  it("shows the counts of two periods side by side", async () => {
    const { totals, routes: rows, completionRate, otherRoutes, remarks } = await routes(TWO_PERIODS);
    expect(
      [totals.a, totals.b].map((s) => [s.name, s.journeys, s.customers, s.matched, s.completed, s.dropped]),
    ).toEqual([
      ["January 1 and 2", 3, 2, 3, 2, 1],
      ["from January 3", 4, 3, 4, 1, 2],
    ]);
    expect(totals.b).toMatchObject({ open: 1, pending: 1, completionRate: 0.25 });
    // No journey is in both periods; ana and bob have one in each.
    expect(totals.inBoth).toEqual({ journeys: 0, customers: 2 });
    expect(completionRate).toMatchObject({
      a: { count: 2, of: 3, rate: 2 / 3, customers: 2, ofCustomers: 2 },
      b: { count: 1, of: 4, rate: 1 / 4, customers: 1, ofCustomers: 3 },
      difference: 1 / 4 - 2 / 3,
      pValue: null,
      significant: false,
    });
    // Direct buys: 1 of 2 before, 0 of 1 after. At A's rate, B would have 0.5 of each, so both differ by half a
    // journey.
    expect(
      rows.map(({ label, share: { a, b, difference, excess } }) => [label, a.count, b.count, difference, excess]),
    ).toEqual([
      ["site → chat → buy", 1, 1, 0.5, 0.5],
      ["site → buy", 1, 0, -0.5, -0.5],
    ]);
    expect(otherRoutes).toBe(0);
    expect(remarks.settings).toMatchObject({
      a: { name: "January 1 and 2", filter: { startedBefore: "2020-01-03T00:00:00.000Z" } },
      b: { name: "from January 3", filter: { startedFrom: "2020-01-03T00:00:00.000Z" } },
      filter: null,
      first: 20,
    });
    expect(remarks.warnings).toEqual([expect.stringMatching(/^Side B \(from January 3\): 1 of 4 matched .* pending/)]);
  });

  it("leaves young journeys out of the completion rate if there is a window", async () => {
    const options = { ...DEFAULT_PATH_OPTIONS, within: 2 * DAY };
    const { completionRate } = await routes(TWO_PERIODS, { options });
    expect(completionRate.b).toMatchObject({ count: 1, of: 3 });
  });

  it("shows a journey that is on both sides on each side, with a warning", async () => {
    const everything = { name: "all", filter: null };
    const {
      totals,
      completionRate,
      routes: rows,
      remarks,
    } = await routes(TWO_PERIODS, { a: everything, b: everything });
    expect(totals.inBoth).toEqual({ journeys: 7, customers: 3 });
    // A side that is compared with itself has no differences.
    expect(completionRate).toMatchObject({ difference: 0, interval: { low: 0, high: 0 }, excess: 0 });
    expect(rows.map(({ share }) => share.interval)).toEqual([
      { low: 0, high: 0 },
      { low: 0, high: 0 },
    ]);
    expect(remarks.warnings).toContainEqual(expect.stringMatching(/^7 journeys are on both sides\./));
  });

  it("has no rate if the denominator is 0", async () => {
    const nobody = { name: "none", filter: { startedFrom: Date.UTC(2021, 0, 1) } };
    const { totals, completionRate, routes: rows, remarks } = await routes(TWO_PERIODS, { b: nobody });
    expect(totals.b).toMatchObject({ journeys: 0, completionRate: null });
    expect(completionRate).toMatchObject({ difference: null, interval: null, excess: null, pValue: null });
    expect(rows.map(({ label, share }) => [label, share.a.rate, share.b.rate, share.difference])).toEqual([
      ["site → buy", 0.5, null, null],
      ["site → chat → buy", 0.5, null, null],
    ]);
    expect(remarks.warnings).toContain("Side B (none) has no journeys.");
    const empty = await compareRoutes(projectionOf([]), {
      options: DEFAULT_PATH_OPTIONS,
      first: 20,
      a: nobody,
      b: nobody,
    });
    expect(empty).toMatchObject({ routes: [], otherRoutes: 0, completionRate: { difference: null } });
  });

  it("applies the common filter to both sides", async () => {
    const { totals } = await routes(TWO_PERIODS, { filter: { touches: [{ kinds: ["chat"] }] } });
    expect([totals.a.journeys, totals.b.journeys]).toEqual([1, 1]);
  });

  it("refuses a side's filter at its own path", async () => {
    const wrong = { name: "B", filter: { touches: [{ kinds: ["nothing"] }] } };
    await expect(routes(TWO_PERIODS, { b: wrong })).rejects.toMatchObject({
      code: "UNKNOWN_NAME",
      at: "b.filter.touches[0].kinds[0]",
    });
  });

  /** Customers with one journey each, who buy directly or after a chat, on side A or B. */
  const visits = (side: "a" | "b", name: string, journeys: number, isDirect: (j: number) => boolean): Row[] =>
    Array.from({ length: journeys }, (_, j) => {
      const at = Date.UTC(2020, 0, side === "a" ? 1 : 5) + j * 10_000;
      return (isDirect(j) ? ["site", "buy"] : ["site", "chat", "buy"]).map((touchpoint, i) => ({
        customer: name.replace("#", String(j)),
        journey: `${side}${j}`,
        touchpoint,
        channel: "web",
        at: at + i * 1_000,
      }));
    }).flat();

  const direct = async (rows: readonly Row[]) =>
    (await routes(rows)).routes.find(({ label }) => label === "site → buy")!.share;

  it("finds a difference between many customers, and counts a busy customer as one", async () => {
    const a = visits("a", "a#", 60, (j) => j % 3 > 0);
    const share = await direct([...a, ...visits("b", "b#", 60, (j) => j % 3 === 0)]);
    expect(share).toMatchObject({ a: { count: 40, of: 60 }, b: { count: 20, of: 60 }, significant: true });
    expect(share.pValue).toBeLessThan(0.001);
    expect(share.interval!.high).toBeLessThan(0);
    // As on A, except for one customer with 200 journeys: the rate is half as high, and the test cannot decide.
    const busy = [
      ...visits("b", "b#", 60, (j) => j % 3 > 0),
      ...visits("b", "busy", 200, () => false).map((row) => ({
        ...row,
        journey: `busy${row.journey}`,
      })),
    ];
    const crowded = await direct([...a, ...busy]);
    expect(crowded).toMatchObject({ b: { count: 40, of: 260, customers: 40, ofCustomers: 61 }, significant: false });
    expect(crowded.difference).toBeLessThan(-0.5);
    expect(crowded.interval!.low).toBe(-1);
    expect(crowded.interval!.high).toBeGreaterThan(0);
  });

  it("tests only if there are thirty customers on each side", async () => {
    const rates = async (onB: number) =>
      (await routes([...visits("a", "a#", 60, (j) => j % 3 > 0), ...visits("b", "b#", onB, (j) => j % 3 === 0)]))
        .routes;
    expect((await rates(29)).map(({ share }) => share.pValue)).toEqual([null, null]);
    for (const { share } of await rates(30)) expect(share.pValue).not.toBeNull();
  });

  it.each([
    // 29 customers with one journey each and one with k have (29 + k)² / (29 + k²) effective customers.
    [5, 29, "21.4", true],
    [6, 29, "18.8", false],
    // 80² / (64 + 256) is exactly 20, which is enough.
    [16, 64, "20", true],
    [17, 64, "18.6", false],
  ])(
    "a customer with %d journeys beside %d with one: %s effective customers",
    async (busy, others, _effective, isTested) => {
      const onB = [
        ...visits("b", "b#", others, (j) => j % 3 === 0),
        ...visits("b", "busy", busy, (j) => j % 2 === 0).map((row) => ({ ...row, journey: `busy${row.journey}` })),
      ];
      const { routes: rows } = await routes([...visits("a", "a#", 60, (j) => j % 3 > 0), ...onB]);
      expect(rows.map(({ share }) => share.pValue !== null)).toEqual([isTested, isTested]);
      // The counts and the interval stay the same.
      expect(rows.map(({ share }) => share.b.of)).toEqual([busy + others, busy + others]);
      for (const { share } of rows)
        expect(share).toMatchObject({ interval: expect.anything(), ...(isTested ? {} : { significant: false }) });
    },
  );
});

describe("compareTransitions", () => {
  const ask = (params: Partial<CompareTransitionsParams> = {}) =>
    compareTransitions(projectionOf(TWO_PERIODS), { options: DEFAULT_PATH_OPTIONS, first: 20, ...BOTH, ...params });

  it("compares by the exits of the first label", async () => {
    const { edges, totals } = await ask();
    expect(
      edges.map(({ from, to, probability: { a, b } }) => [from.key, to.key, a.count, a.of, b.count, b.of]),
    ).toEqual([
      // Of 4 exits of the site on B, 3 are ends; at A's rate, it would be 4 / 3.
      ["web/site", "END", 1, 3, 3, 4],
      ["web/site", "web/buy", 1, 3, 0, 4],
      ["web/site", "web/chat", 1, 3, 1, 4],
      ["START", "web/site", 3, 3, 4, 4],
      ["web/buy", "END", 2, 2, 1, 1],
      ["web/chat", "web/buy", 1, 1, 1, 1],
    ]);
    expect(totals.a).toMatchObject({ matched: 3, completed: 3, counted: 3, pending: 0, completionRate: 1 });
  });

  it("counts pairs at any distance with EVENTUALLY", async () => {
    const { edges } = await ask({ adjacency: "EVENTUALLY", from: { kinds: ["site"] } });
    expect(edges.map(({ to, probability: { a, b } }) => [to.key, a.count, a.of, b.count, b.of])).toEqual([
      ["web/buy", 2, 3, 1, 4],
      ["web/chat", 1, 3, 1, 4],
    ]);
  });
});

describe("compareFunnel", () => {
  const step = (kind: string) => ({
    at: { kinds: [kind] },
    name: null,
    adjacency: "EVENTUALLY" as const,
    within: null,
    optional: false,
  });
  const ask = (params: Partial<CompareFunnelParams> = {}) =>
    compareFunnel(projectionOf(TWO_PERIODS), {
      steps: [step("site"), step("chat"), step("buy")],
      within: null,
      exclude: [],
      options: DEFAULT_PATH_OPTIONS,
      ...BOTH,
      ...params,
    });

  it("compares each share of each step", async () => {
    const { steps, totals } = await ask();
    const pair = ({ a, b }: (typeof steps)[number]["shareOfAll"]) => [a.count, a.of, b.count, b.of];
    expect(
      steps.map((s) => [s.step, s.name, pair(s.shareOfFirst), pair(s.shareOfPrevious), pair(s.shareOfAll)]),
    ).toEqual([
      [1, "site", [3, 3, 4, 4], [3, 3, 4, 4], [3, 3, 4, 4]],
      [2, "chat", [1, 3, 1, 4], [1, 3, 1, 4], [1, 3, 1, 4]],
      [3, "buy", [1, 3, 1, 4], [1, 1, 1, 1], [1, 3, 1, 4]],
    ]);
    expect(totals.b).toMatchObject({ matched: 4, completed: 1, pending: 1, open: 1 });
    expect(steps[1]!.shareOfFirst.difference).toBeCloseTo(1 / 4 - 1 / 3, 12);
  });

  it("accepts no grain, because its answer has no labels", async () => {
    const options = { ...DEFAULT_PATH_OPTIONS, grain: "CHANNEL" as const };
    await expect(ask({ options })).rejects.toMatchObject({ code: "OPTION_DOES_NOT_APPLY", at: "options.grain" });
  });
});
