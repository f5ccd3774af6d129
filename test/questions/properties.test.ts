// Questions about properties of interactions, on refined projections.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePattern } from "../../src/engine/pattern.js";
import { EVERYTHING } from "../../src/engine/selection.js";
import { DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import type { PointSelector } from "../../src/model/catalogue.js";
import { ThroughlineError } from "../../src/model/errors.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { runQuestion } from "../../src/questions/executor.js";
import { flow } from "../../src/questions/flow/index.js";
import { funnel } from "../../src/questions/funnel/index.js";
import { handoffs } from "../../src/questions/handoffs/index.js";
import { DEFAULT_HANDOFF_SETTINGS } from "../../src/questions/handoffs/settings.js";
import { pathMatches } from "../../src/questions/pathMatches/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { MANY_LABELS, visits } from "../../src/questions/visits/index.js";
import { compoundSelectors, goal, logsWithProperties, pathOptions } from "../support/logs.js";
import { oracleFlow } from "../support/oracleFlow.js";
import { oracleMatches } from "../support/oracleFunnel.js";
import { means, oracleRoutes, oracleTransitions, scopeOf, valuesOf } from "../support/oraclePaths.js";
import { oraclePathMatches } from "../support/oraclePatterns.js";
import { oracleVisits } from "../support/oracleVisits.js";
import { type Log, logOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { refinedFor } from "../support/refined.js";
import { splitScanner } from "../support/splitScanner.js";

const ROWS: Row[] = [
  { customer: "ana", touchpoint: "mail", at: 0, attributes: { emailId: "e1", opened: true } },
  {
    customer: "ana",
    touchpoint: "site",
    at: 1,
    attributes: { campaign: "spring", tags: ["new", "sale"], price: "12.50" },
  },
  { customer: "ana", touchpoint: "buy", at: 2, attributes: { price: 20, items: [{ sku: "s1", n: 2 }, { sku: "s2" }] } },
  { customer: "bob", touchpoint: "mail", at: 0, attributes: { emailId: "e2", "a.b": "dotted" } },
  { customer: "bob", touchpoint: "buy", at: 5, outcome: "FAILED", attributes: { a: { b: { c: 1 } }, campaign: "" } },
  { customer: "cyd", touchpoint: "buy", at: 6 },
];
const LOG = logOf(ROWS, {
  declared: { goals: [{ key: "bought", name: "Bought", selector: { kinds: ["buy"] }, isDefault: true }] },
});

/** Interactions that a selector selects, as `customer at`. */
async function selected(selector: PointSelector, log: Log = LOG): Promise<string[]> {
  const found: string[] = [];
  for (const { key, journeys, number } of log.histories)
    for (const { at } of journeys.flatMap(({ interactions }) => interactions))
      if (await isSelected(log, number, at, selector)) found.push(`${key} ${at}`);
  return found;
}

async function isSelected(log: Log, number: number, at: number, selector: PointSelector): Promise<boolean> {
  const histories = log.histories
    .filter((history) => history.number === number)
    .map((history) => ({
      ...history,
      journeys: history.journeys
        .map((journey) => ({ ...journey, interactions: journey.interactions.filter((one) => one.at === at) }))
        .filter(({ interactions }) => interactions.length > 0),
    }));
  const one = { ...log, histories };
  const params = { options: { ...DEFAULT_PATH_OPTIONS, hide: [{ not: selector }] }, first: 100 };
  const whole = await refinedFor(log, projectionOfLog(log), params);
  const alone = await refinedFor(one, projectionOfLog(one), params);
  // Whether a key occurs is judged by the whole log.
  const { properties, keys } = whole.dictionary.refinement!;
  const judged = {
    ...alone,
    dictionary: { ...alone.dictionary, refinement: { ...alone.dictionary.refinement!, properties, keys } },
  };
  return (await visits(judged, params)).totals.interactions === 1;
}

async function refusal(params: unknown, ask: () => Promise<unknown>): Promise<Partial<ThroughlineError>> {
  try {
    await ask();
  } catch (error) {
    if (error instanceof ThroughlineError) return { code: error.code, at: error.at, allowed: error.allowed } as never;
    throw error;
  }
  throw new Error(`not refused: ${JSON.stringify(params)}`);
}

describe("conditions on properties", () => {
  it.each<[PointSelector["property"], string[]]>([
    [{ key: "campaign", in: ["spring"] }, ["ana 1"]],
    [{ key: "tags", in: ["sale", "old"] }, ["ana 1"]],
    [{ key: "tags", notIn: ["new"] }, []],
    [{ key: "tags", like: "s*e" }, ["ana 1"]],
    [{ key: "opened", in: ["true"] }, ["ana 0"]],
    // Texts that are written like numbers have a place in ranges, and numbers are compared in their shortest form.
    [{ key: "price", atLeast: 12.5 }, ["ana 1", "ana 2"]],
    [{ key: "price", atLeast: 12.6, atMost: 20 }, ["ana 2"]],
    [{ key: "price", in: ["20"] }, ["ana 2"]],
    [{ key: "price", in: ["12.5"] }, []],
    [{ key: "items.sku", in: ["s2"] }, ["ana 2"]],
    [{ key: "items.n", atLeast: 2 }, ["ana 2"]],
    [{ key: "a.b", known: true }, ["bob 0"]],
    [{ key: "a.b.c", in: ["1"] }, ["bob 5"]],
    [{ key: "campaign", known: false }, ["ana 0", "ana 2", "bob 0", "bob 5", "cyd 6"]],
    [{ key: "emailId", notIn: ["e1"], known: true }, ["bob 0"]],
  ])("%j selects %j", async (property, expected) => {
    expect(await selected({ property: property! })).toEqual(expected);
  });

  it.each<[PointSelector, string[]]>([
    [{ all: [{ kinds: ["mail"] }, { property: { key: "emailId", in: ["e2"] } }] }, ["bob 0"]],
    [{ anyOf: [{ kinds: ["site"] }, { property: { key: "emailId", known: true } }] }, ["ana 0", "ana 1", "bob 0"]],
    [{ not: { property: { key: "price", known: true } } }, ["ana 0", "bob 0", "bob 5", "cyd 6"]],
    // A failed interaction does not reach a goal, so it is what the goal does not select.
    [{ not: { goal: "bought" } }, ["ana 0", "ana 1", "bob 0", "bob 5"]],
    [{ all: [{ goal: "bought" }, { not: { property: { key: "price", known: true } } }] }, ["cyd 6"]],
  ])("%j selects %j", async (selector, expected) => {
    expect(await selected(selector)).toEqual(expected);
  });

  it.each<[PointSelector, Partial<ThroughlineError>]>([
    [
      { property: { key: "campain", in: ["x"] } },
      { code: "UNKNOWN_NAME", at: "from.property.key", allowed: ["campaign"] },
    ],
    [{ property: { key: "campaign" } }, { code: "BAD_ARGUMENT", at: "from.property" }],
    [{ property: { key: "campaign", in: [] } }, { code: "BAD_ARGUMENT", at: "from.property.in" }],
    [{ property: { key: "campaign", known: false, in: ["x"] } }, { code: "BAD_ARGUMENT", at: "from.property.known" }],
    [{ property: { key: "price", atLeast: 2, atMost: 1 } }, { code: "BAD_ARGUMENT", at: "from.property.atLeast" }],
    [{ all: [] }, { code: "BAD_ARGUMENT", at: "from.all" }],
    [{ all: [{ anyOf: [] }] }, { code: "BAD_ARGUMENT", at: "from.all[0].anyOf" }],
    [
      { not: { not: { not: { not: { not: { any: true } } } } } },
      { code: "BAD_ARGUMENT", at: "from.not.not.not.not.not" },
    ],
    [{ all: [{ kinds: ["nothing"] }] }, { code: "UNKNOWN_NAME", at: "from.all[0].kinds[0]" }],
  ])("%j is refused", async (from, expected) => {
    const params = { from, options: DEFAULT_PATH_OPTIONS, first: 1 };
    const projection = await refinedFor(LOG, projectionOfLog(LOG), params);
    expect(await refusal(params, () => commonRoutes(projection, params))).toMatchObject(expected);
  });

  it("warn of a value that no interaction has, and in goals of a key", async () => {
    const from: PointSelector = { property: { key: "campaign", in: ["spring", "autumn"] } };
    const params = { from, options: DEFAULT_PATH_OPTIONS, first: 1 };
    const { remarks } = await commonRoutes(await refinedFor(LOG, projectionOfLog(LOG), params), params);
    expect(remarks.warnings).toEqual([
      'No interaction has the value "autumn" of the property "campaign" (`from.property`).',
    ]);
    const goals = [
      { key: "gone", name: "Gone", selector: { property: { key: "gone", known: true } }, isDefault: false },
    ];
    const log = logOf(ROWS, { declared: { goals } });
    const toGoal = { to: { goal: "gone" }, options: DEFAULT_PATH_OPTIONS, first: 1 };
    const answer = await commonRoutes(await refinedFor(log, projectionOfLog(log), toGoal), toGoal);
    expect(answer.totals.completed).toBe(0);
    expect(answer.remarks.warnings).toEqual(['The goal "gone" names things that do not exist: property "gone".']);
  });
});

describe("questions with properties", () => {
  const few = fc.array(compoundSelectors, { maxLength: 2 });
  const filters = fc.record({ touches: few, avoids: few }, { requiredKeys: [] });
  const end = fc.oneof(fc.constant(null), compoundSelectors);

  it("visits equals the oracle", async () => {
    await fc.assert(
      fc.asyncProperty(
        logsWithProperties,
        few,
        filters,
        fc.constantFrom(1, 5, 1_000),
        async (log, hide, filter, block) => {
          const params = { options: { ...DEFAULT_PATH_OPTIONS, hide }, filter, first: 100 };
          const { totals, labels } = await visits(await refinedFor(log, projectionOfLog(log, block), params), params);
          const expected = oracleVisits(log, params.options, filter, 100);
          expect(totals).toEqual(expected.totals);
          expect(labels.map(({ label, ...row }) => ({ key: label.key, ...row }))).toEqual(expected.labels);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("commonRoutes equals the oracle, for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(
        logsWithProperties,
        end,
        end,
        pathOptions,
        fc.record({ hide: few, via: few, exclude: few }),
        filters,
        fc.constantFrom(1, 5, 1_000),
        fc.infiniteStream(fc.nat(2)),
        async (log, from, to, chosen, selectors, filter, block, deal) => {
          const options = { ...chosen, ...selectors, within: to === null ? null : chosen.within };
          const params = { from, to, options, filter, first: 100 };
          const projection = await refinedFor(log, projectionOfLog(log, block), params);
          const actual = await commonRoutes(projection, params);
          const expected = oracleRoutes(log, params);
          expect(actual.totals).toMatchObject(expected.totals);
          expect(actual.routes.map(({ steps, journeys }) => [steps.map(({ key }) => key), journeys])).toEqual(
            expected.rows.map(({ steps, journeys }) => [steps, journeys]),
          );
          const split = splitScanner(projection, 3, () => deal.next().value!);
          expect(await commonRoutes(projection, params, split)).toEqual(actual);
          // Drill-down finds the journeys that the totals count.
          const drilled = await runQuestion("drilldown", projection, {
            question: "commonRoutes",
            params,
            row: { of: "COMPLETED" },
          });
          expect(drilled.journeys).toBe(actual.totals.completed);
          if (from === null || to === null || options.via.length + options.exclude.length > 0) return;
          const step = { optional: false, within: null, adjacency: "EVENTUALLY" } as const;
          const steps = [from, to].map((at) => ({ ...step, at }));
          const asked = {
            steps,
            within: options.within,
            exclude: [],
            breakdown: null,
            options: { ...DEFAULT_PATH_OPTIONS, grain: options.grain, hide: options.hide },
            filter,
            first: 10,
            rowsPerStep: 3,
            wanted: { ...EVERYTHING, labels: false },
          };
          const { totals } = await funnel(await refinedFor(log, projectionOfLog(log, block), asked), asked as never);
          if (options.minSteps === null && options.maxSteps === null)
            expect(totals.completed).toBe(actual.totals.completed);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it("labels are values of a property, and groups", async () => {
    const labelOptions = fc.oneof(
      fc.record({
        grain: fc.constant("PROPERTY" as const),
        property: fc.constantFrom("campaign", "price", "ad.id", "paid"),
        groups: fc
          .array(compoundSelectors, { maxLength: 2 })
          .map((list) => list.map((at, i) => ({ name: `g${i}`, at }))),
      }),
      fc.record({
        grain: fc.constantFrom("CHANNEL" as const, "STAGE" as const, "TOUCHPOINT" as const),
        property: fc.constant(null),
        groups: fc
          .array(compoundSelectors, { maxLength: 2 })
          .map((list) => list.map((at, i) => ({ name: `g${i}`, at }))),
      }),
    );
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        logsWithProperties,
        labelOptions,
        few,
        filters,
        fc.constantFrom("KEEP" as const, "COLLAPSE" as const),
        fc.constantFrom(1, 5, 1_000),
        async (log, labels, hide, filter, repeats, block) => {
          const options = { ...DEFAULT_PATH_OPTIONS, ...labels, hide };
          const params = { options, filter, first: 100 };
          const projection = await refinedFor(log, projectionOfLog(log, block), params);
          const lists = scopeOf(log, filter, hide).flatMap(({ left }) =>
            left.filter(
              (interaction) =>
                labels.property !== null &&
                !labels.groups.some(({ at }) => means(log.catalogue, at, interaction)) &&
                valuesOf(interaction.attributes, labels.property).length > 1,
            ),
          );
          if (lists.length > 0) {
            refused++;
            await expect(visits(projection, params)).rejects.toMatchObject({
              code: "PROPERTY_IS_LIST",
              at: "options.property",
            });
            return;
          }
          const visited = await visits(projection, params);
          const expected = oracleVisits(log, options, filter, 100);
          expect(visited.totals).toEqual(expected.totals);
          expect(visited.labels.map(({ label, ...row }) => ({ key: label.key, ...row }))).toEqual(expected.labels);

          const path = { ...options, repeats };
          const routes = { from: null, to: null, options: path, filter, first: 100 };
          const { rows } = oracleRoutes(log, routes);
          expect(
            (await commonRoutes(projection, routes)).routes.map(({ steps, journeys }) => [
              steps.map(({ key }) => key),
              journeys,
            ]),
          ).toEqual(rows.map(({ steps, journeys }) => [steps, journeys]));

          const pairs = { options: path, filter, first: 100 };
          const { edges } = await transitions(projection, { ...pairs, from: null, to: null, previous: null });
          expect(edges.map(({ from, to, count }) => [from.key, to.key, count])).toEqual(
            oracleTransitions(log, path, filter).rows.map(({ from, to, count }) => [
              from ?? "START",
              to ?? "END",
              count,
            ]),
          );
        },
      ),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it("a group of a goal does not contain what failed", async () => {
    const groups = [{ name: "won", at: { goal: "bought" } }];
    const params = { options: { ...DEFAULT_PATH_OPTIONS, grain: "KIND" as const, groups }, first: 10 };
    const { labels } = await visits(await refinedFor(LOG, projectionOfLog(LOG), params), params);
    expect(labels.map(({ label, interactions }) => [label.key, label.label, label.kind, interactions])).toEqual([
      ["group:won", "won", "GROUP", 2],
      ["mail", "mail", "KIND", 2],
      ["buy", "buy", "KIND", 1],
      ["site", "site", "KIND", 1],
    ]);
  });

  it("refuses labels that do not exist", async () => {
    const ask = async (options: Partial<PathOptions>) => {
      const params = { options: { ...DEFAULT_PATH_OPTIONS, ...options }, first: 1 };
      return visits(await refinedFor(LOG, projectionOfLog(LOG), params), params);
    };
    await expect(ask({ grain: "PROPERTY" })).rejects.toMatchObject({ code: "BAD_ARGUMENT", at: "options.property" });
    await expect(ask({ property: "price" })).rejects.toMatchObject({ code: "OPTION_DOES_NOT_APPLY" });
    await expect(ask({ grain: "PROPERTY", property: "prise" })).rejects.toMatchObject({
      code: "UNKNOWN_NAME",
      at: "options.property",
      allowed: ["price"],
    });
    await expect(ask({ grain: "PROPERTY", property: "tags" })).rejects.toMatchObject({ code: "PROPERTY_IS_LIST" });
    await expect(ask({ groups: ["a", "a"].map((name) => ({ name, at: { any: true } })) })).rejects.toMatchObject({
      code: "BAD_ARGUMENT",
      at: "options.groups[1].name",
    });
  });

  it("flow equals the oracle", async () => {
    await fc.assert(
      fc.asyncProperty(logsWithProperties, compoundSelectors, few, filters, async (log, anchor, hide, filter) => {
        const asked = {
          anchor,
          direction: "FORWARD" as const,
          steps: 4,
          rowsPerStep: 3,
          options: { ...DEFAULT_PATH_OPTIONS, hide },
          filter,
        };
        const actual = await flow(await refinedFor(log, projectionOfLog(log, 3), asked), asked as never);
        expect(actual.totals).toMatchObject(oracleFlow(log, asked).totals);
      }),
    );
  });

  it("patterns name properties, and join names with &", async () => {
    const names = [
      "property:campaign=spring",
      'property:"ad.id"=a1',
      'property:price="9.5"',
      "web/a",
      "goal:bought",
      "[property:campaign=summer & channel:web | stage:buy]",
      "[^goal:bought & property:campaign=spring]",
      "[^property:campaign=spring|kind:b & goal:bought]",
    ];
    const ops = [" -> ", " .* ", " [^property:campaign=spring]* ", " [^goal:bought & channel:web]* "];
    const patterns = fc
      .tuple(
        fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.constantFrom(...ops)),
      )
      .map(([items, op]) => items.reduce((text, item) => `${text}${op.next().value!}${item}`));
    await fc.assert(
      fc.asyncProperty(logsWithProperties, patterns, fc.constantFrom(1, 1_000), async (log, pattern, block) => {
        const projection = await refinedFor(log, projectionOfLog(log, block), { pattern });
        const { totals, steps, examples } = await pathMatches(projection, { pattern });
        expect({ totals, steps, examples }).toEqual(oraclePathMatches(log, parsePattern(pattern, "pattern")));
      }),
      { numRuns: 300 },
    );
  });

  it("handoffs are the same on a refined projection, at both grains", async () => {
    await fc.assert(
      fc.asyncProperty(
        logsWithProperties,
        fc.constantFrom("CHANNEL" as const, "TOUCHPOINT" as const),
        async (log, grain) => {
          const settings = { ...DEFAULT_HANDOFF_SETTINGS, grain };
          const plain = projectionOfLog(log, 5);
          const refined = await refinedFor(log, plain, {
            filter: { touches: [{ property: { key: "campaign", known: true } }] },
          });
          const params = {
            settings: { ...settings, goal: { goal: goal.key } },
            from: null,
            to: null,
            filter: null,
            first: 100,
          };
          expect(await handoffs(refined, params)).toEqual(await handoffs(plain, params));
        },
      ),
    );
  });
});

it("examples of the labels shown are the latest journeys, also if there are too many labels to keep those of all", async () => {
  const rows = Array.from({ length: 3_000 }, (_, i): Row => {
    const value = (i * 7_919) % (3 * MANY_LABELS);
    return {
      customer: `c${i % 900}`,
      touchpoint: "see",
      at: i * 3_600_000,
      attributes: { value: value % 17 === 0 ? 0 : value },
    };
  });
  const log = logOf(rows, { journeyGap: 2 * 3_600_000 });
  const params = { options: { ...DEFAULT_PATH_OPTIONS, grain: "PROPERTY" as const, property: "value" }, first: 5 };
  const projection = await refinedFor(log, projectionOfLog(log, 400), params);
  const answer = await visits(projection, params);
  expect(answer.totals.otherLabels).toBeGreaterThan(MANY_LABELS);
  for (const { label, examples, journeys } of answer.labels) {
    const expected = log.histories
      .flatMap((history) => history.journeys)
      .filter(({ interactions }) => interactions.some((i) => JSON.parse(i.attributes!).value === Number(label.key)))
      .sort((a, b) => b.interactions[0]!.at - a.interactions[0]!.at || (a.key < b.key ? 1 : -1));
    expect(journeys).toBe(expected.length);
    expect(examples).toEqual(expected.slice(0, 50).map(({ key }) => key));
  }
  expect(
    await visits(
      projection,
      params,
      splitScanner(projection, 3, (range) => range % 3),
    ),
  ).toEqual(answer);
  const counts = await visits(projection, { ...params, wanted: { ...EVERYTHING, examples: false, journeys: true } });
  expect(counts.labels.map((row) => ({ ...row, examples: [] }))).toEqual(
    answer.labels.map((row) => ({ ...row, examples: [] })),
  );
});

describe("a funnel broken down by a property", () => {
  const shape = (steps: readonly PointSelector[]) => ({
    steps: steps.map((at) => ({ at, name: null, adjacency: "EVENTUALLY" as const, within: null, optional: false })),
    within: null,
    exclude: [],
    options: DEFAULT_PATH_OPTIONS,
    filter: null,
    rowsPerStep: 3,
  });

  it("has the matches that start with each value, and no journeys without a match", async () => {
    const see = (customer: string, at: number, campaign?: unknown): Row => ({
      customer,
      touchpoint: "see",
      at,
      ...(campaign === undefined ? {} : { attributes: { campaign } }),
    });
    const rows: Row[] = [
      see("ana", 0, "spring"),
      { customer: "ana", touchpoint: "buy", at: 1, attributes: { campaign: "other" } },
      see("bob", 0, "spring"),
      see("bob", 1, "autumn"),
      // The match of cyd starts with the first of the two, which has no value.
      see("cyd", 0),
      see("cyd", 1, "autumn"),
      { customer: "cyd", touchpoint: "buy", at: 2 },
      see("dan", 0, "autumn"),
      { customer: "eve", touchpoint: "buy", at: 0, attributes: { campaign: "spring" } },
    ];
    const log = logOf(rows);
    const asked = { ...shape([{ kinds: ["see"] }, { kinds: ["buy"] }]), breakdown: { property: "campaign" } };
    const ask = async (first: number, from = log) => {
      const params = { ...asked, first };
      return funnel(await refinedFor(from, projectionOfLog(from), params), params);
    };
    const groupsOf = ({ groups }: Awaited<ReturnType<typeof ask>>) =>
      groups.map(({ key, isNone, totals, steps }) => [
        key,
        isNone,
        totals.journeys,
        totals.matched,
        steps[1]!.completed,
      ]);
    const answer = await ask(20);
    expect(answer.totals).toMatchObject({ journeys: 5, matched: 4, completed: 2 });
    expect(groupsOf(answer)).toEqual([
      ["spring", false, 2, 2, 1],
      ["(none)", true, 1, 1, 1],
      ["autumn", false, 1, 1, 0],
    ]);
    expect(answer.remarks.settings).toMatchObject({ breakdown: { property: "campaign" } });
    expect(groupsOf(await ask(1))).toEqual([
      ["spring", false, 2, 2, 1],
      ["OTHER", false, 2, 2, 1],
    ]);
    const lists = logOf([...rows, see("fay", 0, ["a", "b"])]);
    expect(await refusal(asked, () => ask(20, lists))).toMatchObject({
      code: "PROPERTY_IS_LIST",
      at: "breakdown.property",
    });
    const unknown = { ...asked, breakdown: { property: "campain" }, first: 20 };
    const refined = await refinedFor(log, projectionOfLog(log), unknown);
    expect(await refusal(unknown, () => funnel(refined, unknown))).toMatchObject({
      code: "UNKNOWN_NAME",
      at: "breakdown.property",
      allowed: ["campaign"],
    });
  });

  it("equals the oracle's matches, in any distribution over threads, and opens the journeys of each group", async () => {
    await fc.assert(
      fc.asyncProperty(
        logsWithProperties,
        compoundSelectors,
        compoundSelectors,
        fc.constantFrom("paid", "campaign"),
        fc.infiniteStream(fc.nat(2)),
        async (log, from, to, property, deal) => {
          const params = { ...shape([from, to]), breakdown: { property }, first: 1_000 };
          const projection = await refinedFor(log, projectionOfLog(log, 5), params);
          const matches = oracleMatches(log, params, scopeOf(log, null, []));
          const values = matches.map(({ scoped, made }) => valuesOf(scoped.left[made[0]!]!.attributes, property));
          fc.pre(values.every(({ length }) => length < 2));
          const expected = new Map<string, number>();
          for (const [value = "(none)"] of values) expected.set(value, (expected.get(value) ?? 0) + 1);
          const answer = await funnel(projection, params);
          expect(new Map(answer.groups.map(({ key, totals }) => [key, totals.journeys]))).toEqual(expected);
          const split = splitScanner(projection, 3, () => deal.next().value!);
          expect(await funnel(projection, params, split)).toEqual(answer);
          for (const { key, isNone, totals, steps } of answer.groups) {
            expect(totals.journeys).toBe(totals.matched);
            const group = isNone ? null : key;
            for (const [row, count] of [
              [{ of: "JOURNEYS", group }, totals.journeys],
              [{ step: 2, of: "COMPLETED", group }, steps[1]!.completed],
            ] as const)
              expect((await runQuestion("drilldown", projection, { question: "funnel", params, row })).journeys).toBe(
                count,
              );
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
