// Values of a property whose text is also the key of another label or row, such as `(none)`. They are told apart from
// it everywhere: in labels, in groups, and in the journeys behind both. Entries of the catalogue keep their keys, so a
// group that would have the key of an entry is refused.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelsOf } from "../../src/engine/label.js";
import { DEFAULT_PATH_OPTIONS, type PathOptions } from "../../src/engine/terms.js";
import { compareKeys } from "../../src/model/keys.js";
import { runQuestion } from "../../src/questions/executor.js";
import { groupKeys } from "../../src/questions/groupRows.js";
import type { ParamsOf, QuestionName } from "../../src/questions/registry.js";
import { routesBy } from "../../src/service/journeyRoute.js";
import type { LoadedJourney } from "../../src/service/views.js";
import { logOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { refinedFor } from "../support/refined.js";

/** Every key of a label that is no value, the keys of groups, and keys that values with such texts get. */
const RESERVED = [
  "(none)",
  "(other)",
  "(direct)",
  "START",
  "END",
  "OTHER",
  "group:g",
  "value:",
  "value:(none)",
  "spring",
];
const harmless = (value: string): string => `w${RESERVED.indexOf(value)}`;

const see = (customer: string, at: number, value: string | null, kind = "see"): Row => ({
  customer,
  touchpoint: kind,
  at,
  ...(value === null ? {} : { attributes: { campaign: value } }),
});
const declared = { goals: [{ key: "bought", name: "Bought", selector: { kinds: ["buy"] }, isDefault: true }] };

async function answered<Q extends QuestionName>(rows: readonly Row[], question: Q, params: ParamsOf<Q>) {
  const log = logOf(rows, { declared });
  const projection = await refinedFor(log, projectionOfLog(log, 7), params);
  const opened = async (row: unknown) =>
    (await runQuestion("drilldown", projection, { question, params, row } as never)) as { readonly journeys: number };
  return { answer: await runQuestion(question, projection, params), opened };
}

const options: PathOptions = { ...DEFAULT_PATH_OPTIONS, grain: "PROPERTY", property: "campaign" };
const steps = [{ kinds: ["see"] }, { kinds: ["buy"] }].map((at) => ({
  at,
  name: null,
  adjacency: "EVENTUALLY" as const,
  within: null,
  optional: false,
}));
const shape = { steps, within: null, exclude: [], filter: null, first: 100, rowsPerStep: 20 };

describe("values with the text of a special key", () => {
  const rows = [
    see("ana", 0, "(none)"),
    see("ana", 1, null, "buy"),
    see("bob", 0, null),
    see("cyd", 0, "(none)"),
    see("dan", 0, "group:g"),
    see("eve", 0, "in the group"),
  ];

  it("are labels of their own", async () => {
    const { answer, opened } = await answered(rows, "visits", { options, first: 100 });
    expect(answer.labels.map(({ label, interactions, journeys }) => [label.key, label.label, interactions, journeys]))
      // Two interactions have no value, and two have the value `(none)`.
      .toEqual([
        ["(none)", "(none)", 2, 2],
        ["value:(none)", '"(none)"', 2, 2],
        ["in the group", "in the group", 1, 1],
        ["value:group:g", '"group:g"', 1, 1],
      ]);
    for (const { label, journeys } of answer.labels)
      expect((await opened({ label: label.key })).journeys).toBe(journeys);
  });

  it("are labels of their own in the route of a journey", () => {
    const log = logOf(rows, { declared });
    const parts = log.histories[0]!.journeys[0]!.interactions;
    const route = routesBy(projectionOfLog(log), options)({ parts } as unknown as LoadedJourney, 10);
    expect(route.map(({ key, label }) => [key, label])).toEqual([
      ["value:(none)", '"(none)"'],
      ["(none)", "(none)"],
    ]);
  });

  it("are no groups of labels", async () => {
    const groups = [{ name: "g", at: { property: { key: "campaign", in: ["in the group"] } } }];
    const { answer } = await answered(rows, "visits", { options: { ...options, groups }, first: 100 });
    expect(answer.labels.map(({ label, interactions }) => [label.key, label.label, label.kind, interactions])).toEqual([
      ["(none)", "(none)", "PROPERTY", 2],
      ["value:(none)", '"(none)"', "PROPERTY", 2],
      ["group:g", "g", "GROUP", 1],
      ["value:group:g", '"group:g"', "PROPERTY", 1],
    ]);
  });

  it("are groups of a breakdown of their own", async () => {
    const params = { ...shape, options: DEFAULT_PATH_OPTIONS, breakdown: { property: "campaign" } };
    const { answer, opened } = await answered(rows.slice(0, 4), "funnel", params);
    expect(
      answer.groups.map(({ key, label, isNone, totals, steps }) => [
        key,
        label,
        isNone,
        totals.journeys,
        steps[1]!.completed,
      ]),
    ).toEqual([
      ["(none)", '"(none)"', false, 2, 1],
      ["(none)", "(none)", true, 1, 0],
    ]);
    for (const [i, group] of groupKeys(answer.groups).entries())
      expect((await opened({ of: "JOURNEYS", group })).journeys).toBe(answer.groups[i]!.totals.journeys);
  });
});

/** The value of a label, which may be in quotation marks. */
const unquoted = (label: string): string => (label.startsWith('"') ? label.slice(1, -1) : label);

/** Lists whose rows are ordered by count and then by label, so that other labels may change their order. */
const ROWS = new Set([
  "labels",
  "edges",
  "routes",
  "groups",
  "rows",
  "nodes",
  "entries",
  "exits",
  "between",
  "after",
  "returns",
]);

/** The answer with the text of each value as its key, and with rows in an order that does not depend on keys. */
function comparable(answer: unknown, textOf: (label: string) => string): unknown {
  const visit = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) {
      const list = value.map((member) => visit(member, ""));
      const texts = new Map(list.map((member) => [member, JSON.stringify(member)]));
      return ROWS.has(name) ? list.sort((a, b) => compareKeys(texts.get(a)!, texts.get(b)!)) : list;
    }
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
    const { key, label, kind, isNone, isOther, isDirect } = value as Record<string, unknown>;
    const members = Object.entries(value).map(([own, member]) => [own, visit(member, own)]);
    const isValue =
      kind === "PROPERTY"
        ? key !== "(none)"
        : kind === undefined && (isNone === false || isDirect === false) && isOther !== true && key !== undefined;
    // The label of a route is made of its steps.
    if ("steps" in value && typeof label === "string" && kind === undefined && key === undefined)
      return { ...Object.fromEntries(members), label: "" };
    const changed = isValue && (isDirect !== false || key !== "(none)");
    return { ...Object.fromEntries(members), ...(changed ? { key: "a value", label: textOf(label as string) } : {}) };
  };
  return visit(answer, "");
}

/** The last two rows have a value, and both kinds. */
const logs = fc
  .array(
    fc.tuple(
      fc.constantFrom("ana", "bob", "cyd", "dan"),
      fc.nat(5),
      fc.option(fc.constantFrom(...RESERVED), { freq: 3 }),
      fc.constantFrom("see", "see", "buy"),
    ),
    { maxLength: 25 },
  )
  .map((list) => [...list, ["zed", 6, "spring", "see"] as const, ["zed", 7, null, "buy"] as const]);

const ASKED = {
  visits: { options, first: 100 },
  transitions: { options, first: 100 },
  ends: { options, first: 100 },
  flow: { anchor: { any: true }, direction: "FORWARD", steps: 4, rowsPerStep: 20, options, filter: null },
  commonRoutes: { from: { kinds: ["see"] }, to: null, options, first: 100 },
  loops: { options, first: 100 },
  funnel: { ...shape, options, breakdown: { property: "campaign" } },
  attribution: { models: ["LINEAR"], by: "PROPERTY", property: "campaign", halfLife: 1_000, within: null, first: 100 },
} as const;

describe("any values with the text of a special key", () => {
  it.each(Object.keys(ASKED) as (keyof typeof ASKED)[])("%s answers as with other values", async (question) => {
    const params = ASKED[question] as never;
    await fc.assert(
      fc.asyncProperty(logs, async (list) => {
        const rowsWith = (text: (value: string) => string) =>
          list.map(([customer, at, value, kind], i) =>
            see(customer, at * 10 + (i % 10), value === null ? null : text(value), kind),
          );
        const [ours, other] = [
          await answered(
            rowsWith((value) => value),
            question,
            params,
          ),
          await answered(rowsWith(harmless), question, params),
        ];
        expect(comparable(ours.answer, unquoted)).toEqual(
          comparable(other.answer, (label) => RESERVED[Number(label.slice(1))]!),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("have references that open the counted journeys", async () => {
    await fc.assert(
      fc.asyncProperty(logs, async (list) => {
        const rows = list.map(([customer, at, value, kind], i) => see(customer, at * 10 + (i % 10), value, kind));
        const visited = await answered(rows, "visits", ASKED.visits);
        for (const { label, journeys } of visited.answer.labels)
          expect((await visited.opened({ label: label.key })).journeys).toBe(journeys);
        const asked = await answered(rows, "funnel", ASKED.funnel);
        for (const [i, group] of groupKeys(asked.answer.groups).entries())
          expect((await asked.opened({ of: "JOURNEYS", group })).journeys).toBe(
            asked.answer.groups[i]!.totals.journeys,
          );
      }),
      { numRuns: 60 },
    );
  });
});

const KEYS = ["group:g", "group:h", "g", "web"];
const GRAINS = ["TOUCHPOINT", "KIND", "CHANNEL", "STAGE"] as const;

describe("groups with the key of an entry of the catalogue", () => {
  it("are refused, and all other groups have keys of their own", () => {
    const log = logOf(
      KEYS.map((_, i) => see("ana", i, null, `kind${i}`)),
      { declared },
    );
    const projection = projectionOfLog(log);
    const parts = log.histories[0]!.journeys[0]!.interactions;
    fc.assert(
      fc.property(
        fc.constantFrom(...GRAINS),
        fc.array(fc.constantFrom(...KEYS), { minLength: KEYS.length, maxLength: KEYS.length }),
        fc.uniqueArray(fc.constantFrom("g", "h"), { minLength: 1 }),
        (grain, keys, names) => {
          const touchpoints = projection.catalogue.touchpoints.map((touchpoint, i) => {
            // At the grain TOUCHPOINT, each entry has a key of its own, which the interactions name.
            if (grain === "TOUCHPOINT") return touchpoint;
            const key = keys[i]!;
            return {
              ...touchpoint,
              ...{ KIND: { kindKey: key }, CHANNEL: { channel: key }, STAGE: { stage: key } }[grain],
            };
          });
          const of = { ...projection, catalogue: { ...projection.catalogue, touchpoints } };
          const groups = names.map((name, g) => ({ name, at: { touchpoints: [touchpoints[g]!.key] } }));
          const asked = { ...DEFAULT_PATH_OPTIONS, grain, groups };
          const taken = grain === "TOUCHPOINT" ? -1 : names.findIndex((name) => keys.includes(`group:${name}`));
          const labels = () => labelsOf(of, asked);
          const route = () => routesBy(of, asked)({ parts } as unknown as LoadedJourney, 10);
          if (taken >= 0) {
            const refused = { code: "BAD_ARGUMENT", at: `options.groups[${taken}].name` };
            for (const ask of [labels, route]) expect(ask).toThrow(expect.objectContaining(refused));
            return;
          }
          const { keys: own, isGroup } = labels();
          expect(own.filter((_, label) => isGroup[label] === 1)).toEqual(names.map((name) => `group:${name}`).sort());
          expect(
            own.filter((key, label) => isGroup[label] === 0 && names.some((name) => key === `group:${name}`)),
          ).toEqual([]);
          for (const { key, kind } of route()) expect(isGroup[own.indexOf(key)] === 1).toBe(kind === "GROUP");
        },
      ),
      { numRuns: 200 },
    );
  });
});
