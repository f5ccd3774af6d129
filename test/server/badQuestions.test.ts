// Tests the refusals of questions that cannot be answered, over HTTP: each has a code, the path of the argument, and
// the allowed values.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log: SHOP });
  await server.service.ready();
});
afterAll(() => server.close());

interface Case {
  readonly name: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly code: string;
  readonly argument?: string;
  readonly allowed?: unknown;
}

const TOTALS = "{ totals { journeys } }";
const CASES: Case[] = [
  {
    name: "an unknown touchpoint, with the nearest",
    query: `{ commonRoutes(to: { touchpoints: ["web/sit"] }) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "to.touchpoints[0]",
    allowed: expect.arrayContaining(["web/site"]),
  },
  {
    name: "a label before, where all before is looked at",
    query: `{ transitions(adjacency: EVENTUALLY, previous: { kinds: ["Site"] }) ${TOTALS} }`,
    code: "OPTION_DOES_NOT_APPLY",
    argument: "previous",
  },
  {
    name: "an unknown name in the filter of a side",
    query: `{ compareRoutes(a: {}, b: { filter: { touches: [{ kinds: ["Sit"] }] } }) { otherRoutes } }`,
    code: "UNKNOWN_NAME",
    argument: "b.filter.touches[0].kinds[0]",
    allowed: expect.arrayContaining(["Site"]),
  },
  {
    name: "a time without an offset in the filter of a side",
    query: `query ($a: CompareSide!) { compareTransitions(a: $a, b: {}) { otherEdges } }`,
    variables: { a: { filter: { startedFrom: "2026-01-01T00:00:00" } } },
    code: "BAD_ARGUMENT",
    argument: "a.filter.startedFrom",
  },
  {
    name: "an unknown segment of a side",
    query: `{ compareTransitions(a: {}, b: { filter: { segments: ["strangers"] } }) { otherEdges } }`,
    code: "UNKNOWN_NAME",
    argument: "b.filter.segments[0]",
  },
  {
    name: "an option of the funnel that names nothing in a comparison",
    query: `{ compareFunnel(steps: [{ at: { any: true } }, { at: { any: true } }], options: { grain: KIND }, a: {}, b: {}) { steps { step } } }`,
    code: "OPTION_DOES_NOT_APPLY",
    argument: "options.grain",
  },
  {
    name: "steps of a flow beyond what it shows",
    query: `{ flow(anchor: { any: true }, steps: 21) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "steps",
  },
  {
    name: "a funnel of one step",
    query: `{ funnel(steps: [{ at: { any: true } }]) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "steps",
  },
  {
    name: "a window of a step that is no duration",
    query: `{ funnel(steps: [{ at: { any: true } }, { at: { any: true }, within: "soon" }]) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "steps[1].within",
  },
  {
    name: "an unknown name in a funnel",
    query: `{ funnel(steps: [{ at: { any: true } }, { at: { kinds: ["Sit"] } }]) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "steps[1].at.kinds[0]",
    allowed: expect.arrayContaining(["Site"]),
  },
  {
    name: "a breakdown by an unknown attribute",
    query: `{ funnel(steps: [{ at: { any: true } }, { at: { any: true } }], breakdown: { attribute: "regio" }) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "breakdown.attribute",
  },
  {
    name: "an unknown anchor",
    query: `{ flow(anchor: { kinds: ["Sit"] }) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "anchor.kinds[0]",
    allowed: expect.arrayContaining(["Site"]),
  },
  {
    name: "an unknown channel in a list of selectors",
    query: `{ transitions(options: { hide: [{ channels: ["Web"] }, { channels: ["Fax"] }] }) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "options.hide[1].channels[0]",
  },
  {
    name: "an unknown goal",
    query: `{ handoffs(settings: { goal: { goal: "bougt" } }) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "settings.goal.goal",
    allowed: ["bought"],
  },
  {
    name: "an unknown goal in a filter",
    query: `{ transitions(filter: { reachedGoal: "won" }) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "filter.reachedGoal",
  },
  {
    name: "an unknown customer",
    query: `{ transitions(filter: { customers: ["ana", "zoe"] }) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "filter.customers[1]",
  },
  {
    // An answer of a question would have a warning. A list has no place for a warning, so it is refused.
    name: "an unknown attribute of a list",
    query: `{ journeys(filter: { attributes: [{ key: "regio", in: ["North"] }] }) { totalCount } }`,
    code: "UNKNOWN_NAME",
    argument: "filter.attributes[0].key",
  },
  {
    name: "a negative window",
    query: `{ commonRoutes(to: { kinds: ["Purchase"] }, options: { within: "-P7D" }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "options.within",
  },
  {
    name: "a window in months",
    query: `{ commonRoutes(to: { kinds: ["Purchase"] }, options: { within: "P1M" }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "options.within",
  },
  {
    name: "a window of a handoff",
    query: `{ handoffs(settings: { bounceWithin: "soon" }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "settings.bounceWithin",
  },
  {
    name: "a window given in a variable",
    query: `query($options: PathOptions) { commonRoutes(to: { kinds: ["Purchase"] }, options: $options) ${TOTALS} }`,
    variables: { options: { within: "-PT1S" } },
    code: "BAD_ARGUMENT",
    argument: "options.within",
  },
  {
    name: "a window without a target",
    query: `{ commonRoutes(from: { kinds: ["Ad"] }, options: { within: "P7D" }) ${TOTALS} }`,
    code: "OPTION_DOES_NOT_APPLY",
    argument: "options.within",
  },
  {
    name: "first: 0",
    query: `{ commonRoutes(first: 0) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "first",
    allowed: ["1 to 1000"],
  },
  {
    name: "first: 100000",
    query: `{ transitions(first: 100000) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "first",
    allowed: ["1 to 1000"],
  },
  {
    name: "first: 1001 of a page",
    query: "{ customers(first: 1001) { nodes { key } } }",
    code: "BAD_ARGUMENT",
    argument: "first",
  },
  {
    name: "first: 0 of a nested page",
    query: "{ customers { nodes { journeys(first: 0) { nodes { key } } } } }",
    code: "BAD_ARGUMENT",
    argument: "first",
  },
  {
    name: "first: -1 of handoffs",
    query: `{ handoffs(first: -1) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "first",
  },
  {
    name: "two choices in a selector",
    query: `{ commonRoutes(from: { kinds: ["Ad"], channels: ["Web"] }) ${TOTALS} }`,
    code: "AMBIGUOUS_SELECTOR",
    argument: "from",
    allowed: expect.arrayContaining(["touchpoints", "any"]),
  },
  {
    name: "two choices in a selector in a variable",
    query: `query($from: PointSelector) { commonRoutes(from: $from) ${TOTALS} }`,
    variables: { from: { kinds: ["Ad"], any: true } },
    code: "AMBIGUOUS_SELECTOR",
    argument: "$from",
    allowed: expect.arrayContaining(["touchpoints", "any"]),
  },
  {
    name: "no choice in a selector",
    query: `{ commonRoutes(options: { via: [{}] }) ${TOTALS} }`,
    code: "AMBIGUOUS_SELECTOR",
    argument: "options.via[0]",
  },
  {
    name: "a choice of null",
    query: `{ commonRoutes(from: { kinds: null }) ${TOTALS} }`,
    code: "AMBIGUOUS_SELECTOR",
    argument: "from",
  },
  {
    name: "any: false",
    query: `{ commonRoutes(from: { any: false }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "from.any",
  },
  {
    name: "an empty list",
    query: `{ commonRoutes(from: { kinds: [] }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "from.kinds",
  },
  {
    name: "an option that does not apply",
    query: `{ transitions(options: { minSteps: 2 }) ${TOTALS} }`,
    code: "OPTION_DOES_NOT_APPLY",
    argument: "options.minSteps",
  },
  {
    name: "an option that does not apply to a journey",
    query: `{ journeys { nodes { route(options: { within: "P1D" }) { key } } } }`,
    code: "OPTION_DOES_NOT_APPLY",
    argument: "options.within",
  },
  {
    name: "EARLIER without a start",
    query: `{ handoffs(settings: { baselineBy: EARLIER }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "settings.baselineBy",
  },
  {
    name: "a time without an offset",
    query: `{ transitions(filter: { startedFrom: "2026-01-01T00:00:00" }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "filter.startedFrom",
  },
  {
    name: "a day that does not exist",
    query: `{ transitions(filter: { startedFrom: "2026-02-30T00:00:00Z" }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "filter.startedFrom",
  },
  {
    name: "a span that ends before it starts",
    query: `{ transitions(filter: { startedFrom: "2026-02-02T00:00:00Z", startedBefore: "2026-02-01T00:00:00Z" }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "filter.startedFrom",
  },
  {
    name: "an enum's value that does not exist",
    query: `{ transitions(options: { grain: TOUCHPOINTS }) ${TOTALS} }`,
    code: "GRAPHQL_VALIDATION_FAILED",
    argument: "options.grain",
    allowed: ["TOUCHPOINT", "KIND", "CHANNEL", "STAGE", "PROPERTY"],
  },
  {
    name: "an enum's value in a variable",
    query: `query($grain: Grain) { transitions(options: { grain: $grain }) ${TOTALS} }`,
    variables: { grain: "touchpoint" },
    code: "BAD_USER_INPUT",
    argument: "$grain",
    allowed: ["TOUCHPOINT", "KIND", "CHANNEL", "STAGE", "PROPERTY"],
  },
  {
    name: "a number as a duration",
    query: `{ commonRoutes(options: { within: 7 }) ${TOTALS} }`,
    code: "BAD_ARGUMENT",
    argument: "options.within",
  },
  {
    name: "a cursor of another page",
    query: `{ customers(after: "WyJqb3VybmV5cyIsMSwiaiJd") { nodes { key } } }`,
    code: "BAD_CURSOR",
    argument: "after",
  },
  {
    name: "a cursor that is none",
    query: `{ journeys(after: "%%%") { nodes { key } } }`,
    code: "BAD_CURSOR",
    argument: "after",
  },
  {
    name: "an id that is none",
    query: `{ node(id: "web/site") { id } }`,
    code: "BAD_ARGUMENT",
    argument: "id",
    allowed: expect.arrayContaining(["Touchpoint"]),
  },
  { name: "an unknown kind", query: `{ touchpoints(kind: "sites") { key } }`, code: "UNKNOWN_NAME", argument: "kind" },
  {
    name: "an unknown segment of a breakdown",
    query: `{ funnel(steps: [{ at: { kinds: ["site"] } }, { at: { any: true } }], breakdown: { segments: ["buyers", "byers"] }) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "breakdown.segments[1]",
  },
  {
    name: "a membership as an attribute of a breakdown",
    query: `{ funnel(steps: [{ at: { kinds: ["site"] } }, { at: { any: true } }], breakdown: { attribute: "segment:nobody" }) ${TOTALS} }`,
    code: "UNKNOWN_NAME",
    argument: "breakdown.attribute",
    allowed: ["region"],
  },
  { name: "a field that does not exist", query: '{ customer(key: "ana") { nam } }', code: "GRAPHQL_VALIDATION_FAILED" },
  {
    name: "an argument that does not exist",
    query: `{ transitions(adjacent: true) ${TOTALS} }`,
    code: "GRAPHQL_VALIDATION_FAILED",
    argument: "adjacent",
  },
  { name: "a text that is no query", query: "{ customers(", code: "GRAPHQL_PARSE_FAILED" },
  {
    name: "more objects than an answer can hold",
    query:
      "{ customers(first: 1000) { nodes { journeys(first: 1000) { nodes { interactions(first: 1000) { nodes { key } } } } } } }",
    code: "QUERY_TOO_EXPENSIVE",
  },
  {
    name: "more objects, by a variable",
    query:
      "query($n: Int) { customers(first: $n) { nodes { journeys(first: $n) { nodes { key interactions { nodes { key } } } } } } }",
    variables: { n: 500 },
    code: "QUERY_TOO_EXPENSIVE",
  },
  {
    name: "too many levels",
    query: `{ customer(key: "ana") ${"{ journeys { nodes { customer ".repeat(9)}{ key }${" } } }".repeat(9)} }`,
    code: "QUERY_TOO_EXPENSIVE",
  },
  {
    name: "too many aliases",
    query: `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: status { store }`).join(" ")} }`,
    code: "QUERY_TOO_EXPENSIVE",
  },
  { name: "too many tokens", query: `{ ${"status { store } ".repeat(6_000)} }`, code: "GRAPHQL_PARSE_FAILED" },
];

describe("bad questions", () => {
  it.each(CASES)("$name: $code at $argument", async ({ query, variables, code, argument, allowed }) => {
    const { errors } = await server.ask(query, variables);
    const { extensions, message } = errors![0]!;
    expect(extensions.code, message).toBe(code);
    if (argument !== undefined) expect(extensions.argument, message).toBe(argument);
    if (allowed !== undefined) expect(extensions.allowed).toEqual(allowed);
    if (!code.startsWith("GRAPHQL") && code !== "BAD_USER_INPUT") expect(extensions.remedy).toMatch(/\.$|\?$/);
  });

  it("logs none of them, because errors of users are not faults of the service", () => {
    expect(server.logged).toEqual([]);
  });

  it("reports at most five errors of one query", async () => {
    const { errors } = await server.ask(`{ ${Array.from({ length: 30 }, (_, i) => `nothing${i}`).join(" ")} }`);
    expect(errors!.length).toBeLessThanOrEqual(6);
  });
});
