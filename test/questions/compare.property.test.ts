// Property tests of comparisons. Their answers are compared with an oracle, with the answers of the compared question
// under the filter of each side, and with answers whose ranges are distributed as over threads.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ADJACENCIES, DEFAULT_PATH_OPTIONS, type JourneyFilter } from "../../src/engine/terms.js";
import { compareKeys, compareLabels } from "../../src/model/keys.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { compareFunnel } from "../../src/questions/compare/funnel.js";
import type { ComparedRateResult, ComparedSideResult } from "../../src/questions/compare/result.js";
import { compareRoutes } from "../../src/questions/compare/routes.js";
import type { Sides } from "../../src/questions/compare/sides.js";
import { compareTransitions } from "../../src/questions/compare/transitions.js";
import { funnel } from "../../src/questions/funnel/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { completable, funnels } from "../support/funnels.js";
import { filters, logs, manyCustomers, pathOptions, selectors, transitionOptions } from "../support/logs.js";
import { oracleCompare, oracleRate, oracleSignificant, sideFilters } from "../support/oracleCompare.js";
import { oracleEventually } from "../support/oracleEventually.js";
import { oracleFunnel } from "../support/oracleFunnel.js";
import { labelled, oracleRoutes, oracleTransitions, scopeOf } from "../support/oraclePaths.js";
import { type Log, projectionOfLog } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const sides: fc.Arbitrary<Sides> = fc.record({
  a: filters.map((filter) => ({ name: "A", filter })),
  b: filters.map((filter) => ({ name: "B", filter })),
  filter: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, filters),
});
const points = fc.oneof(fc.constant(null), selectors);

/** Sides for logs of many customers. Each side has half of the time, or all of it. */
const crowds: fc.Arbitrary<Sides> = fc
  .array(fc.constantFrom(null, { startedFrom: 31 }, { startedBefore: 31 }, { touches: [{ kinds: ["a"] }] }), {
    minLength: 2,
    maxLength: 2,
  })
  .map(([a, b]) => ({ a: { name: "A", filter: a! }, b: { name: "B", filter: b! }, filter: null }));
const wide = fc.constantFrom(null, null, { any: true });
/** Few customers and any arguments, or enough customers on few rows, so that there is something to test. */
const SIZES = [
  { name: "few customers", some: logs, sides, from: points, options: pathOptions, numRuns: 150 },
  {
    name: "many customers",
    some: manyCustomers,
    sides: crowds,
    from: wide,
    options: fc.constantFrom(...(["CHANNEL", "KIND"] as const)).map((grain) => ({ ...DEFAULT_PATH_OPTIONS, grain })),
    numRuns: 30,
  },
] as const;
/** Counts of checked rows. */
let tested = 0;

type Expected = ReturnType<typeof oracleRate> & { readonly key: string; readonly significant: boolean };

/** Rows by key. All rows of a key are judged together. */
function expectedOf(rows: ReturnType<typeof oracleCompare>): Map<string, Expected> {
  const rates = [...rows].map(([key, customers]) => ({ key, ...oracleRate(customers) }));
  const significant = oracleSignificant(rates);
  return new Map(rates.map((rate, i) => [rate.key, { ...rate, significant: significant[i]! }]));
}

function near(actual: number | null | undefined, expected: number | null | undefined, what: string): void {
  if (actual == null || expected == null) expect(actual ?? null, what).toBe(expected ?? null);
  else expect(Math.abs(actual - expected), what).toBeLessThan(1e-6);
}

function check(actual: ComparedRateResult, { key, ...expected }: Expected): void {
  expect({ a: actual.a, b: actual.b, significant: actual.significant }, key).toEqual({
    a: expected.a,
    b: expected.b,
    significant: expected.significant,
  });
  near(actual.difference, expected.difference, `difference of ${key}`);
  near(actual.excess, expected.excess, `excess of ${key}`);
  if (expected.pValue !== null) tested++;
  near(actual.pValue, expected.pValue, `p-value of ${key}`);
  near(actual.interval?.low, expected.interval?.low, `low of ${key}`);
  near(actual.interval?.high, expected.interval?.high, `high of ${key}`);
}

/** Tested rows first, then by excess, then by count; then in the order of `byLabel`. */
function inOrder(rows: Iterable<Expected>, byLabel: (a: string, b: string) => number): string[] {
  const weight = ({ excess }: Expected): number => (excess === null ? -1 : Math.round(Math.abs(excess) * 1e6));
  return [...rows]
    .sort(
      (x, y) =>
        Number(y.pValue !== null) - Number(x.pValue !== null) ||
        weight(y) - weight(x) ||
        y.a.count + y.b.count - x.a.count - x.b.count ||
        byLabel(x.key, y.key),
    )
    .map(({ key }) => key);
}

function totalsOf({ name: _, ...totals }: ComparedSideResult) {
  return totals;
}

function inBothOf(log: Log, asked: Sides, hide: Parameters<typeof scopeOf>[2]) {
  const [a, b] = sideFilters(asked).map((filter) => scopeOf(log, filter, hide));
  const customers = (list: ReturnType<typeof scopeOf>) => new Set(list.map(({ customer }) => customer));
  const keys = new Set(b!.map(({ journey }) => journey.key));
  return {
    journeys: a!.filter(({ journey }) => keys.has(journey.key)).length,
    customers: [...customers(a!)].filter((customer) => customers(b!).has(customer)).length,
  };
}

describe("compareRoutes", () => {
  for (const { name, some, sides, from, options, numRuns } of SIZES)
    it(`equals the oracle, and each side the plain question: ${name}`, async () => {
      tested = 0;
      await fc.assert(
        fc.asyncProperty(some, from, points, options, sides, async (log, from, to, drawn, asked) => {
          const options = to === null ? { ...drawn, within: null } : drawn;
          const projection = projectionOfLog(log, 30);
          const actual = await compareRoutes(projection, { from, to, options, ...asked, first: 1_000 });
          const rows = oracleCompare(log, asked, (filter) => {
            const { totals, rows } = oracleRoutes(log, { from, to, options, filter });
            return { f: new Map(rows.map((row) => [row.steps.join(), row.journeys])), n: () => totals.counted };
          });
          const expected = expectedOf(rows);
          expect(actual.routes.map(({ steps }) => steps.map(({ key }) => key).join())).toEqual(
            inOrder(expected.values(), (x, y) => compareLabels(x.split(","), y.split(","))),
          );
          for (const { steps, share } of actual.routes) check(share, expected.get(steps.map(({ key }) => key).join())!);
          const completion = oracleCompare(log, asked, (filter) => {
            const { totals } = oracleRoutes(log, { from, to, options, filter });
            return { f: new Map([["completion", totals.matureCompleted]]), n: () => totals.mature };
          });
          for (const rate of expectedOf(completion).values()) check(actual.completionRate, rate);
          expect(actual.totals.inBoth).toEqual(inBothOf(log, asked, options.hide));

          for (const [i, side] of (["a", "b"] as const).entries()) {
            const plain = await commonRoutes(projection, {
              from,
              to,
              options,
              filter: sideFilters(asked)[i]!,
              first: 1_000,
            });
            expect(plain.totals).toMatchObject(totalsOf(actual.totals[side]));
            expect(actual.completionRate[side].rate).toBe(plain.totals.completionRate);
            const there = actual.routes.filter((route) => route.share[side].count > 0);
            expect(
              new Set(
                there.map(({ label, share }) =>
                  [label, share[side].count, share[side].rate, share[side].customers].join("|"),
                ),
              ),
            ).toEqual(new Set(plain.routes.map((r) => [r.label, r.journeys, r.share, r.customers].join("|"))));
          }
        }),
        { numRuns },
      );
      expect(tested > 0).toBe(some === manyCustomers);
    }, 120_000);

  it("is the same for any distribution over threads, and counts the rows that are not shown", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        points,
        pathOptions,
        sides,
        fc.infiniteStream(fc.nat(2)),
        async (log, from, drawn, asked, deal) => {
          const projection = projectionOfLog(log, 3);
          const params = { from, to: null, options: { ...drawn, within: null }, ...asked, first: 2 };
          const whole = await compareRoutes(projection, params);
          const split = splitScanner(projection, 3, () => deal.next().value!);
          expect(await compareRoutes(projection, params, split)).toEqual(whole);
          const all = await compareRoutes(projection, { ...params, first: 1_000 });
          expect(whole.routes).toEqual(all.routes.slice(0, 2));
          expect(whole.otherRoutes).toBe(all.routes.length - whole.routes.length);
        },
      ),
    );
  });
});

describe("compareTransitions", () => {
  const previous = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, selectors);
  for (const { name, some, sides, options, numRuns } of SIZES)
    it(`equals the oracle, and each side the plain question: ${name}`, async () => {
      tested = 0;
      await fc.assert(
        fc.asyncProperty(
          some,
          options.map(({ grain, repeats, hide }) => ({ ...DEFAULT_PATH_OPTIONS, grain, repeats, hide })),
          sides,
          fc.constantFrom(...ADJACENCIES),
          previous,
          async (log, options, asked, adjacency, drawn) => {
            const eventually = adjacency === "EVENTUALLY";
            const before = eventually ? null : drawn;
            const projection = projectionOfLog(log, 30);
            const params = { options, adjacency, previous: before, first: 1_000 };
            const actual = await compareTransitions(projection, { ...params, ...asked });
            const rows = oracleCompare(log, asked, (filter) => {
              const { rows } = eventually
                ? oracleEventually(log, options, filter)
                : oracleTransitions(log, options, filter, before);
              const keyOf = (from: string | null, to: string | null): string => JSON.stringify([from, to]);
              const exits = (from: string | null): number =>
                eventually
                  ? scopeOf(log, filter, options.hide).filter(({ left }) =>
                      labelled(log, left, options).some(({ key }) => key === from),
                    ).length
                  : rows.filter((row) => row.from === from).reduce((n, { count }) => n + count, 0);
              return {
                f: new Map(rows.map(({ from, to, count }) => [keyOf(from, to), count])),
                n: (row) => exits((JSON.parse(row) as [string | null])[0]),
              };
            });
            const expected = expectedOf(rows);
            const keyOf = ({ from, to }: (typeof actual.edges)[number]): string =>
              JSON.stringify([from, to].map(({ kind, key }) => (kind === "START" || kind === "END" ? null : key)));
            const ends = (key: string) => JSON.parse(key) as [string | null, string | null];
            const byEnd = (x: string | null, y: string | null, none: number): number =>
              x === y ? 0 : x === null ? none : y === null ? -none : compareKeys(x, y);
            expect(actual.edges.map(keyOf)).toEqual(
              inOrder(
                expected.values(),
                (x, y) => byEnd(ends(x)[0], ends(y)[0], -1) || byEnd(ends(x)[1], ends(y)[1], 1),
              ),
            );
            for (const edge of actual.edges) check(edge.probability, expected.get(keyOf(edge))!);
            expect(actual.totals.inBoth).toEqual(inBothOf(log, asked, options.hide));

            for (const [i, side] of (["a", "b"] as const).entries()) {
              const plain = await transitions(projection, { ...params, filter: sideFilters(asked)[i]! });
              expect(plain.totals).toMatchObject(totalsOf(actual.totals[side]));
              const there = actual.edges.filter(({ probability }) => probability[side].count > 0);
              expect(
                new Set(
                  there.map(({ from, to, isHandoff, probability: { [side]: own } }) =>
                    [from.key, to.key, isHandoff, own.count, own.rate, own.customers].join("|"),
                  ),
                ),
              ).toEqual(
                new Set(
                  plain.edges.map((edge) =>
                    [edge.from.key, edge.to.key, edge.isHandoff, edge.count, edge.probability, edge.customers].join(
                      "|",
                    ),
                  ),
                ),
              );
            }
          },
        ),
        { numRuns },
      );
      expect(tested > 0).toBe(some === manyCustomers);
    }, 120_000);

  it("chooses rows by `from` and `to` without changing a number, and is the same however journeys are dealt", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        transitionOptions,
        sides,
        selectors,
        fc.constantFrom(...ADJACENCIES),
        fc.infiniteStream(fc.nat(2)),
        async (log, options, asked, from, adjacency, deal) => {
          const projection = projectionOfLog(log, 3);
          const params = { options, adjacency, ...asked, first: 1_000 };
          const all = await compareTransitions(projection, params);
          const split = splitScanner(projection, 3, () => deal.next().value!);
          expect(await compareTransitions(projection, params, split)).toEqual(all);
          const some = await compareTransitions(projection, { ...params, from });
          const keys = new Set(some.edges.map((edge) => JSON.stringify([edge.from, edge.to])));
          expect(some.edges).toEqual(all.edges.filter((edge) => keys.has(JSON.stringify([edge.from, edge.to]))));
          expect(some.otherEdges).toBe(all.edges.length - some.edges.length);
        },
      ),
    );
  });
});

describe("compareFunnel", () => {
  const RATES = ["shareOfFirst", "shareOfPrevious", "shareOfAll", "completionRate"] as const;
  const shapes = funnels.map((shape) => ({ ...shape, options: { ...DEFAULT_PATH_OPTIONS, hide: shape.options.hide } }));
  for (const { name, some, sides, numRuns } of SIZES)
    it(`equals the oracle, and each side the plain question: ${name}`, async () => {
      tested = 0;
      await fc.assert(
        fc.asyncProperty(some, shapes, sides, async (log, drawn, asked) => {
          const shape = completable(log, drawn);
          const projection = projectionOfLog(log, 30);
          const actual = await compareFunnel(projection, { ...shape, ...asked });
          for (const rate of RATES) {
            const rows = oracleCompare(log, asked, (filter: JourneyFilter) => {
              const { steps, totals } = oracleFunnel(log, { ...shape, filter }, null, 1);
              const of = {
                shareOfFirst: () => totals.matched,
                shareOfPrevious: (k: number) => steps[k]!.entered,
                shareOfAll: () => totals.journeys,
                completionRate: () => totals.mature,
              }[rate];
              const count = rate === "completionRate" ? "matureCompleted" : "completed";
              return { f: new Map(steps.map((step, k) => [String(k), step[count]])), n: (row) => of(Number(row)) };
            });
            const expected = expectedOf(rows);
            actual.steps.forEach((step, k) => {
              if (log.histories.length > 0) check(step[rate], expected.get(String(k))!);
            });
          }
          expect(actual.totals.inBoth).toEqual(inBothOf(log, asked, shape.options.hide));

          for (const [i, side] of (["a", "b"] as const).entries()) {
            const plain = await funnel(projection, {
              ...shape,
              filter: sideFilters(asked)[i]!,
              first: 1,
              rowsPerStep: 1,
            });
            expect(plain.totals).toMatchObject(totalsOf(actual.totals[side]));
            for (const [k, step] of plain.steps.entries()) {
              const compared = actual.steps[k]!;
              expect(compared).toMatchObject({ step: step.step, name: step.name, isOptional: step.isOptional });
              for (const rate of RATES) expect(compared[rate][side].rate).toBe(step[rate]);
              expect(compared.shareOfAll[side]).toMatchObject({ count: step.completed, customers: step.customers });
            }
          }
        }),
        { numRuns },
      );
      expect(tested > 0).toBe(some === manyCustomers);
    }, 120_000);

  it("is the same for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(logs, shapes, sides, fc.infiniteStream(fc.nat(2)), async (log, drawn, asked, deal) => {
        const shape = completable(log, drawn);
        const projection = projectionOfLog(log, 3);
        const split = splitScanner(projection, 3, () => deal.next().value!);
        const params = { ...shape, ...asked };
        expect(await compareFunnel(projection, params, split)).toEqual(await compareFunnel(projection, params));
      }),
    );
  });
});
