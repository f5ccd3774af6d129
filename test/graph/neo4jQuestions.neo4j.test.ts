// Compares the answers that Neo4j computes itself with those from the projection, on random graphs. The two
// implementations share no counting code, and every number must be exactly the same.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EVERYTHING } from "../../src/engine/selection.js";
import { DEFAULT_PATH_OPTIONS, type JourneyFilter, type PathOptions, REPEATS } from "../../src/engine/terms.js";
import type { GraphStore } from "../../src/graph/store.js";
import { INITIATORS } from "../../src/model/interaction.js";
import { compareLabels } from "../../src/model/keys.js";
import { HOUR } from "../../src/model/time.js";
import { buildProjection } from "../../src/projection/refresh.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { DEFAULT_HANDOFF_SETTINGS, handoffs } from "../../src/questions/handoffs/index.js";
import type { HandoffsResult } from "../../src/questions/handoffs/result.js";
import { HANDOFF_REASONS } from "../../src/questions/handoffs/settings.js";
import { transitions } from "../../src/questions/transitions/index.js";
import type { InStore } from "../../src/service/inStore/inStore.js";
import { handoffsInStore } from "../../src/service/inStore/inStoreHandoffs.js";
import { routesInStore } from "../../src/service/inStore/inStoreRoutes.js";
import { transitionsInStore } from "../../src/service/inStore/inStoreTransitions.js";
import { CATALOGUE_GRAINS, selectors } from "../support/logs.js";
import { emptyDatabase, openStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import type { Row } from "../support/projectionOf.js";
import { recordRows } from "../support/recordRows.js";

const CHANNELS = ["web", "app", "store"] as const;
const KINDS = ["a", "b", "c"] as const;
const STAGES: Readonly<Record<string, string | undefined>> = { a: "See", b: "Buy" };

/**
 * There are few customers, kinds and instants, so that ties, repeats and interactions exactly at the end of a window
 * are frequent.
 */
const rows = fc.array(
  fc
    .record({
      customer: fc.constantFrom("ana", "bob", "cyd"),
      touchpoint: fc.constantFrom(...KINDS),
      channel: fc.constantFrom("Web", "App", "Store", undefined),
      at: fc.integer({ min: 0, max: 60 }),
      journey: fc.constantFrom(undefined, undefined, undefined, "k"),
      value: fc.constantFrom(undefined, undefined, 0.5, 1.0001, -2, 0.0003),
      outcome: fc.constantFrom(undefined, undefined, "FAILED" as const, "SUCCEEDED" as const),
      resolved: fc.constantFrom(undefined, undefined, true, false),
      caseId: fc.constantFrom(undefined, undefined, "7", "8"),
      intended: fc.constantFrom(undefined, undefined, "Store", "Phone", "Web"),
      initiatedBy: fc.constantFrom(undefined, undefined, ...INITIATORS),
    })
    .map((row): Row => ({ ...row, stage: STAGES[row.touchpoint] }) as Row),
  { maxLength: 30, size: "max" },
);

const declared = {
  touchpoints: CHANNELS.flatMap((channel) =>
    KINDS.map((kind) => ({ key: `${channel}/${kind}`, kind, channel, stage: STAGES[kind]?.toLowerCase() ?? null })),
  ),
  channels: [],
  stages: [],
  goals: [{ key: "bought", name: "Bought", selector: { kinds: ["b"] }, isDefault: true }],
  serviceLevels: [
    { from: "web", to: "store", wait: 12 * HOUR },
    { from: "web/a", to: "app/a", wait: 0 },
    { from: "app", to: "phone", wait: 30 * HOUR },
  ],
};

/** Counterexamples are not shrunk, because that would take minutes on a real server. */
const RUNS = { numRuns: 20, endOnFailure: true };

const ends = fc.option(selectors, { nil: null, freq: 3 });
const options = (within: fc.Arbitrary<number | null>): fc.Arbitrary<PathOptions> =>
  fc
    .record({ grain: fc.constantFrom(...CATALOGUE_GRAINS), repeats: fc.constantFrom(...REPEATS), within })
    .map((given) => ({ ...DEFAULT_PATH_OPTIONS, ...given }));
const filter: fc.Arbitrary<JourneyFilter | null> = fc.oneof(
  fc.constant(null),
  fc.record(
    {
      startedFrom: fc.integer({ min: 0, max: 30 }),
      startedBefore: fc.integer({ min: 31, max: 70 }),
      customerNumbers: fc.subarray([0, 1, 2, 3], { minLength: 1 }).map((numbers) => new Set(numbers)),
    },
    { requiredKeys: [] },
  ),
);
const first = fc.constantFrom(1, 2, 5, 1_000);

describe.skipIf(WITHOUT_NEO4J)(`Neo4j's answers${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`, () => {
  let store: GraphStore;
  beforeAll(async () => {
    await emptyDatabase();
    store = await openStore();
  });
  afterAll(() => store.close());

  /**
   * Makes the graph contain only this log. The customers are erased one by one, because emptying the database would
   * remove its constraints too.
   */
  async function only(log: readonly Row[], journeyGap: number): Promise<void> {
    for (const { key } of await store.customerPage(100, null)) await store.erase(key);
    await recordRows(store, log, { journeyGap, declared } as never);
  }

  async function asked<Result>(question: InStore<Result>): Promise<Result> {
    return (await question.ask(store.questions!, { wanted: { ...EVERYTHING, loss: true }, milliseconds: 60_000 }))
      .result;
  }

  const gap = fc.constantFrom(4, 12, 40);

  // With n = 4, p95 is 0.85 of the way from 11 to 21. With doubles, the projection computes slightly less than 19.5,
  // and percentileCont exactly 19.5, so they would differ by 1 ms.
  it("have the projection's quantiles when half a millisecond is rounded", async () => {
    const log = [1, 5, 11, 21].flatMap((wait, i): Row[] => [
      { customer: `c${i}`, touchpoint: "a", channel: "Web", at: 0 },
      { customer: `c${i}`, touchpoint: "b", channel: "App", at: wait },
    ]);
    await only(log, 40);
    const projection = await buildProjection(store);
    const common = { from: null, to: null, filter: null, first: 10 };
    const options = DEFAULT_PATH_OPTIONS;
    const wanted = { n: 4, mean: 9.5, median: 8, p90: 11 + (3 * 0.9 - 2) * 10, p95: 11 + (3 * 0.95 - 2) * 10 };
    expect(Math.round(wanted.p95)).toBe(19);
    const [route] = (await asked(routesInStore({ ...common, options }))).routes;
    expect([route!.duration, route!.steps[1]!.wait]).toEqual([wanted, wanted]);
    const waitsOf = ({ edges }: { readonly edges: readonly { readonly wait: unknown }[] }) =>
      edges.map(({ wait }) => wait);
    const edges = waitsOf(await asked(transitionsInStore({ ...common, options })));
    expect(edges).toContainEqual(wanted);
    expect(edges).toEqual(waitsOf(await transitions(projection, { ...common, options })));
    const settings = { ...DEFAULT_HANDOFF_SETTINGS, goal: { kinds: ["c"] } };
    const [handoff] = (await asked(handoffsInStore({ ...common, settings }))).handoffs;
    expect(handoff!.wait).toEqual(wanted);
  });

  it("are the projection's for routes", async () => {
    const question = fc
      .record({
        from: ends,
        to: ends,
        within: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
        filter,
        first,
      })
      .chain(({ within, ...rest }) =>
        options(fc.constant(rest.to === null ? null : within)).map((given) => ({ ...rest, options: given })),
      );
    await fc.assert(
      fc.asyncProperty(rows, gap, fc.array(question, { minLength: 5, maxLength: 5 }), async (log, g, questions) => {
        await only(log, g);
        const projection = await buildProjection(store);
        for (const params of questions)
          expectSame(await asked(routesInStore(params)), await commonRoutes(projection, params));
      }),
      RUNS,
    );
  }, 300_000);

  it("are the projection's for transitions", async () => {
    const question = fc.record({ from: ends, to: ends, options: options(fc.constant(null)), filter, first });
    await fc.assert(
      fc.asyncProperty(rows, gap, fc.array(question, { minLength: 5, maxLength: 5 }), async (log, g, questions) => {
        await only(log, g);
        const projection = await buildProjection(store);
        for (const params of questions)
          expectSame(await asked(transitionsInStore(params)), await transitions(projection, params));
      }),
      RUNS,
    );
  }, 300_000);

  it("are the projection's for handoffs, except for the tests", async () => {
    const hours = (...of: number[]) => fc.constantFrom(...of).map((hour) => hour * HOUR);
    const settings = fc
      .record({
        goal: fc.constantFrom(null, { kinds: ["c"] }, { goal: "bought" }, { touchpoints: ["web/b", "store/a"] }),
        stallAfter: fc.option(hours(0, 12, 30), { nil: null, freq: 2 }),
        bounceWithin: hours(0, 12, 24, 60),
        repeatWithin: hours(0, 24, 72),
        resolveWithin: hours(0, 24, 72),
        minSupport: fc.constantFrom(1, 2, 3),
        failureReasons: fc.subarray([...HANDOFF_REASONS], { minLength: 1 }),
        includeBrandSent: fc.boolean(),
      })
      .map((given) => ({ ...DEFAULT_HANDOFF_SETTINGS, ...given }));
    const channels = fc.subarray([...CHANNELS], { minLength: 1 }).map((keys) => ({ channels: keys }));
    const end = fc.oneof(fc.constant(null), fc.constant({ any: true }), channels);
    const question = fc.record({ settings, from: end, to: end, filter: filter.map(inHours), first });
    const log = rows.map((some) => some.map((row) => ({ ...row, at: (row.at as number) * 6 * HOUR })));
    await fc.assert(
      fc.asyncProperty(
        log,
        gap.map((units) => units * 6 * HOUR),
        fc.array(question, { minLength: 5, maxLength: 5 }),
        async (some, g, questions) => {
          await only(some, g);
          const projection = await buildProjection(store);
          for (const params of questions) {
            const wanted = await handoffs(projection, { ...params, first: 1_000 });
            expectSame(await asked(handoffsInStore(params)), withoutTests(wanted, params.first));
          }
        },
      ),
      RUNS,
    );
  }, 300_000);
});

function inHours(given: JourneyFilter | null): JourneyFilter | null {
  if (given === null) return null;
  const scaled = (units: number | null | undefined) => (units == null ? null : units * 6 * HOUR);
  return { ...given, startedFrom: scaled(given.startedFrom), startedBefore: scaled(given.startedBefore) };
}

/** As Neo4j answers: the results of tests are null, and rows are sorted without them. */
function withoutTests({ handoffs: rows, remarks, ...rest }: HandoffsResult, first: number): unknown {
  const { minEffect: _, baselineBy: __, ...settings } = remarks.settings;
  return {
    ...rest,
    handoffs: [...rows]
      .sort(
        (a, b) =>
          Number(b.ranked) - Number(a.ranked) ||
          b.count - a.count ||
          compareLabels([a.from.key, a.to.key], [b.from.key, b.to.key]),
      )
      .slice(0, first)
      .map((row) => ({
        ...row,
        failRateInterval: null,
        baseline: null,
        excessRate: null,
        excessFailures: null,
        pValue: null,
        significant: null,
      })),
    remarks: { ...remarks, settings: { ...settings, first } },
  };
}

/** Equality in which sets are compared as lists. */
function expectSame(found: unknown, wanted: unknown): void {
  expect(plain(found)).toEqual(plain(wanted));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Set) return [...value];
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
  return value;
}
