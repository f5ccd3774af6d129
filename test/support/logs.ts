// Small random logs and questions for property tests. They have few kinds, channels and instants, so that special cases
// are frequent: ties, repeats, equal times, and interactions exactly at the end of a window.
import fc from "fast-check";
import {
  DEFAULT_PATH_OPTIONS,
  GRAINS,
  type JourneyFilter,
  type PathOptions,
  REPEATS,
  START_AT,
} from "../../src/engine/terms.js";
import type { PointSelector } from "../../src/model/catalogue.js";
import type { PropertyCondition } from "../../src/model/property.js";
import { type Log, logOf, type Row } from "./projectionOf.js";

const CHANNELS = ["Web", "App", "Store"] as const;
const KINDS = ["a", "b", "c"] as const;
const STAGES: Record<string, string | undefined> = { a: "See", b: "Buy", c: undefined };
/** Times are small integers of milliseconds, so that sums of windows often equal instants. */
const GAP = 12;

const FEW = ["ana", "bob", "cyd", "dan"];
/**
 * Enough customers that bits of journeys take several words, and that some touchpoints are in fewer than one of 32
 * journeys.
 */
const MANY = [...FEW, ...Array.from({ length: 66 }, (_, c) => `c${c}`)];

/** Properties of every form: lists, numbers as texts, nested objects, names with dots, and unknown values. */
const ATTRIBUTES: readonly object[] = [
  { campaign: "spring", price: 10 },
  { campaign: "summer", price: "9.5", "ad.id": "a1" },
  { campaign: ["spring", "summer"], ad: { id: "a1" } },
  { campaign: "", price: null, ad: { id: ["a2"] } },
  { campaign: ["summer"], items: [{ sku: "s1", size: 1 }, { sku: "s2" }] },
  { price: "1e1", paid: true },
  { other: { campaign: "spring" } },
];

const rowOf = (customers: readonly string[]): fc.Arbitrary<Row> =>
  fc
    .record({
      customer: fc.constantFrom(...customers),
      touchpoint: fc.constantFrom(...KINDS),
      channel: fc.constantFrom(...CHANNELS),
      at: fc.integer({ min: 0, max: 60 }),
      journey: fc.constantFrom(undefined, undefined, undefined, "k"),
      value: fc.constantFrom(undefined, undefined, 0.5, 1.0001, -2),
      outcome: fc.constantFrom(undefined, undefined, "FAILED" as const, "SUCCEEDED" as const),
      attributes: fc.constantFrom(undefined, ...ATTRIBUTES),
    })
    .map((r): Row => ({ ...r, stage: STAGES[r.touchpoint] }));

/** Every kind is declared on every channel, so that any selector is valid. */
const touchpoints = CHANNELS.flatMap((channel) =>
  KINDS.map((kind) => ({
    key: `${channel.toLowerCase()}/${kind}`,
    name: null,
    kind,
    channel: channel.toLowerCase(),
    stage: STAGES[kind]?.toLowerCase() ?? null,
    description: null,
    initiatedBy: null,
    owner: null,
  })),
);

export const goal = { key: "bought", name: "Bought", selector: { kinds: ["b"] }, isDefault: true } as const;

const logsOf = (rows: fc.Arbitrary<Row[]>): fc.Arbitrary<Log> =>
  rows.map((list) =>
    logOf(list, {
      journeyGap: GAP,
      declared: { touchpoints, goals: [goal] },
      attributes: {
        ana: { region: "north" },
        bob: { region: "south", tier: "gold" },
        cyd: { region: "north", tier: "gold" },
        dan: { region: "east" },
      },
    }),
  );

export const logs = logsOf(fc.array(rowOf(FEW), { minLength: 0, maxLength: 40 }));

export const manyCustomers = logsOf(fc.array(rowOf(MANY), { minLength: 70, maxLength: 120, size: "max" }));

export const selectors: fc.Arbitrary<PointSelector> = fc.oneof(
  fc.subarray(["web/a", "web/b", "app/c", "store/a"], { minLength: 1 }).map((list) => ({ touchpoints: list })),
  fc.subarray([...KINDS], { minLength: 1 }).map((kinds) => ({ kinds })),
  fc.subarray(["web", "app", "store"], { minLength: 1 }).map((channels) => ({ channels })),
  fc.subarray(["see", "buy"], { minLength: 1 }).map((stages) => ({ stages })),
  fc.constant({ goal: "bought" }),
  fc.constant({ any: true }),
);

export const propertyConditions: fc.Arbitrary<PropertyCondition> = fc.oneof(
  fc.subarray(["spring", "summer", "winter"], { minLength: 1 }).map((list) => ({ key: "campaign", in: list })),
  fc.subarray(["spring", "winter"], { minLength: 1 }).map((list) => ({ key: "campaign", notIn: list })),
  fc.constantFrom("s*r*", "*", "spring", "*mm*", "s*").map((like) => ({ key: "campaign", like })),
  fc.constantFrom("campaign", "price", "ad.id", "items.sku").map((key) => ({ key, known: true })),
  fc.constantFrom("campaign", "price", "ad.id", "items.sku").map((key) => ({ key, known: false })),
  fc.constantFrom(9.5, 10, 11).map((atLeast) => ({ key: "price", atLeast })),
  fc.constantFrom(0, 9.5, 10).map((atMost) => ({ key: "price", atMost })),
  fc.constantFrom("a1", "a2").map((id) => ({ key: "ad.id", in: [id] })),
  fc.constant({ key: "items.sku", in: ["s2"], notIn: ["s3"] }),
  fc.constant({ key: "paid", in: ["true"] }),
);

/** Rows with every property of a condition, because a question about a property that does not occur is refused. */
export const WITH_EVERY_PROPERTY: readonly Row[] = ATTRIBUTES.map((attributes, i) => ({
  customer: "every",
  touchpoint: "a",
  channel: "Web",
  at: i,
  attributes,
}));

/** Selectors that can contain conditions on properties, `all`, `anyOf` and `not`. */
export const compoundSelectors: fc.Arbitrary<PointSelector> = fc.letrec<{ part: PointSelector }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    propertyConditions.map((property) => ({ property })),
    selectors,
    fc.array(tie("part"), { minLength: 1, maxLength: 2 }).map((all) => ({ all })),
    fc.array(tie("part"), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
    tie("part").map((not) => ({ not })),
  ),
})).part;

export const logsWithProperties = logsOf(
  fc.array(rowOf(FEW), { minLength: 0, maxLength: 40 }).map((rows) => [...WITH_EVERY_PROPERTY, ...rows]),
);

/** The grains whose labels the catalogue decides. */
export const CATALOGUE_GRAINS = GRAINS.filter((grain) => grain !== "PROPERTY");

const few = fc.oneof(
  { weight: 3, arbitrary: fc.constant<PointSelector[]>([]) },
  { weight: 1, arbitrary: fc.array(selectors, { minLength: 1, maxLength: 2 }) },
);

export const pathOptions: fc.Arbitrary<PathOptions> = fc.record({
  grain: fc.constantFrom(...CATALOGUE_GRAINS),
  property: fc.constant(null),
  groups: fc.constant([]),
  repeats: fc.constantFrom(...REPEATS),
  hide: few,
  exclude: few,
  via: few,
  within: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 20 })),
  startAt: fc.constantFrom(...START_AT),
  minSteps: fc.constantFrom(null, null, 1, 2),
  maxSteps: fc.constantFrom(null, null, 2, 3, 5),
});

export const transitionOptions: fc.Arbitrary<PathOptions> = pathOptions.map(({ grain, repeats, hide }) => ({
  ...DEFAULT_PATH_OPTIONS,
  grain,
  repeats,
  hide,
}));

export const filters: fc.Arbitrary<JourneyFilter | null> = fc.oneof(
  fc.constant(null),
  fc.record(
    {
      startedFrom: fc.integer({ min: 0, max: 30 }),
      startedBefore: fc.integer({ min: 31, max: 70 }),
      customerNumbers: fc.subarray([1, 2, 3, 4]).map((numbers) => new Set(numbers)),
      touches: few,
      avoids: few,
      reachedGoal: fc.constant("bought"),
      minInteractions: fc.constantFrom(1, 2),
      maxInteractions: fc.constantFrom(2, 4),
    },
    { requiredKeys: [] },
  ),
);
