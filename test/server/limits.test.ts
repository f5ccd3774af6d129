// Tests of the limits of a request: its shape, its price, the size of the answer, the lengths of lists, and the input
// that an error repeats.
import fc from "fast-check";
import {
  buildSchema,
  type GraphQLInputType,
  getIntrospectionQuery,
  getNullableType,
  isInputObjectType,
  isListType,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bytesOf, Meter } from "../../src/resolvers/meter.js";
import { schema } from "../../src/resolvers/schema.js";
import { fromPlain } from "../../src/schema/asking/plain.js";
import { validated } from "../../src/schema/asking/validate.js";
import { JourneyFilterInput } from "../../src/schema/shared/filter.js";
import { problemsOf } from "../../src/server/admission.js";
import { cutEchoes } from "../../src/server/errors.js";
import { checkInput, mostMembers } from "../../src/server/inputLists.js";
import { MAX_COST } from "../../src/server/limits.js";
import { mergeRule } from "../../src/server/mergeRule.js";
import { priceOf as expectedPrice } from "../../src/server/price.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log: SHOP, answerSize: 1 });
  await server.service.ready();
});
afterAll(() => server.close());

interface Costly {
  readonly data: unknown;
  readonly errors?: readonly { message: string; extensions: Record<string, unknown> }[];
  readonly extensions: { readonly cost: { readonly price: number; readonly limit: number } };
}

async function whole(query: string, variables?: object): Promise<Costly> {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Costly;
}

const priceOf = async (query: string, variables?: object) => (await whole(query, variables)).extensions.cost.price;
const codeOf = async (query: string, variables?: object) =>
  (await whole(query, variables)).errors?.[0]?.extensions.code;
const repeated = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(" ");

describe("the price", () => {
  it("is in every answer, with the limit", async () => {
    for (const query of ["{ status { store } }", "{ nothing }", "{ status {", "{ touchpoint(key: 3) { key } }"])
      expect((await whole(query)).extensions.cost).toEqual({ price: expect.any(Number), limit: MAX_COST });
  });

  it("of a list without `first` is what the list holds", async () => {
    const { touchpoints } = await server.store.catalogue();
    expect(await priceOf("{ touchpoints { key } }")).toBe(touchpoints.length);
    expect(await priceOf("{ touchpoints { channel { key } } }")).toBe(2 * touchpoints.length);
    // The query reaches each channel once, and each touchpoint of a channel once.
    const { channels } = await server.store.catalogue();
    expect(await priceOf("{ channels { touchpoints { key } } }")).toBe(channels.length + touchpoints.length);
  });

  it("of a page is its `first`, or what there is where none is given", async () => {
    expect(await priceOf("{ customers(first: 500) { nodes { key } } }")).toBe(500);
    expect(await priceOf("{ customers { nodes { key } } }")).toBe(4);
    expect(await priceOf("query($n: Int = 7) { customers(first: $n) { nodes { key } } }")).toBe(7);
    expect(await priceOf("query($n: Int) { customers(first: $n) { nodes { key } } }", { n: 9 })).toBe(9);
  });

  it("of a cycle is that of the objects it leads to", async () => {
    const cycle = (levels: number) =>
      `{ touchpoints { ${"channel { touchpoints { ".repeat(levels)} key ${"} }".repeat(levels)} } }`;
    const sizes = { customers: 1, journeys: 1, interactions: 1, touchpoints: 2_000, channels: 1, stages: 0, goals: 0 };
    const large = {
      ...sizes,
      serviceLevels: 0,
      segments: 0,
      ruledSegments: 0,
      personas: 0,
      blueprints: 0,
      besideOnChannel: 2_000,
      besideInStage: 0,
    };
    const price = (levels: number) => {
      const document = parse(cycle(levels));
      return expectedPrice(schema(), document, document.definitions[0] as never, {}, large).price;
    };
    expect(price(0)).toBe(2_000);
    expect(price(1)).toBe(2_000 + 2_000 + 2_000 * 2_000);
    expect(price(9)).toBeGreaterThan(1e30);
  });

  it("does not grow with the number of times that a fragment is spread in one place", async () => {
    const query = `{ ...F0 } ${repeated(22, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F22 on Query { status { store } }`;
    expect(await priceOf(query)).toBe(1);
  });

  it("does not count skipped or excluded fields", async () => {
    const query = "query($no: Boolean!) { status { store } customers(first: 900) @include(if: $no) { nodes { key } } }";
    expect(await priceOf(query, { no: false })).toBe(1);
    expect(await priceOf(query, { no: true })).toBe(901);
  });

  it("includes introspection, and tools may run theirs", async () => {
    const { errors, extensions } = await whole(getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true }));
    expect(errors).toBeUndefined();
    expect(extensions.cost.price).toBeGreaterThan(1_000);
    const nested = "{ __schema { types { fields { type { fields { type { name } } } } } } }";
    expect((await whole(nested)).extensions.cost.price).toBeGreaterThan(10_000);
    expect(await codeOf(`{ ${repeated(60, (i) => `a${i}: __schema { queryType { name } }`)} }`)).toBe(
      "QUERY_TOO_EXPENSIVE",
    );
  });

  it.each([
    ["pages in pages", "{ customers(first: 1000) { nodes { journeys(first: 1000) { nodes { key } } } } }"],
    [
      "journeys of touchpoints, each a question",
      `{ ${repeated(50, (i) => `a${i}: touchpoints { journeys { nodes { key } } }`)} }`,
    ],
    [
      "segments with rules to try",
      `mutation { upsertSegments(segments: [${repeated(300, (i) => `{ key: "s${i}", rule: {} }`)}]) { key } }`,
    ],
  ])("refuses %s", async (_, query) => {
    const { data, errors, extensions } = await whole(query);
    expect(data).toBeUndefined();
    expect(errors![0]!.extensions).toMatchObject({ code: "QUERY_TOO_EXPENSIVE", remedy: expect.any(String) });
    expect(extensions.cost.price === 0 || extensions.cost.price > MAX_COST).toBe(true);
  });
});

describe("the meter", () => {
  const document = parse("{ list }");
  const node = (document.definitions[0] as never as { selectionSet: { selections: never[] } }).selectionSet
    .selections[0]!;

  it("adds the excess of all lists over their expected length", () => {
    const meter = new Meter(10, { objects: 100, bytes: 1_000 }, new Map([[node, { length: 3, each: 2 }]]));
    meter.addList([node], 1);
    expect(meter.price).toBe(10);
    meter.addList([node], 5);
    expect(meter.price).toBe(10);
    meter.addList([node], 6);
    expect(meter.price).toBe(16);
  });

  it("stops an answer with one error, and fails everything after it with the same error", () => {
    const meter = new Meter(10, { objects: 100, bytes: 1_000 }, new Map([[node, { length: 3, each: 2 }]]));
    expect(() => meter.addList([node], 60)).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: "QUERY_TOO_EXPENSIVE" }) }),
    );
    expect(() => meter.check()).toThrow(meter.stopped!);
    const small = new Meter(0, { objects: 100, bytes: 100 }, new Map());
    expect(() => small.addValue("text", "x".repeat(200))).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: "ANSWER_TOO_LARGE" }) }),
    );
  });

  it("measures values about as JSON writes them, however deep they are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { length } = JSON.stringify(value);
        expect(bytesOf(value)).toBeGreaterThanOrEqual(length / 3 - 20);
      }),
    );
    let deep: unknown = 1;
    for (let i = 0; i < 50_000; i++) deep = [deep];
    expect(bytesOf(deep)).toBe(12);
  });

  it("ends an answer that is too large with a code; for a mutation, the error says that the change was made", async () => {
    const attributes = { text: "x".repeat(16_000) };
    const rows = Array.from({ length: 100 }, (_, i) => ({
      customer: "large",
      touchpoint: "web/site",
      at: new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString(),
      attributes,
    }));
    const recording = "mutation($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) { accepted } }";
    const recorded = await whole(recording, { rows });
    expect(recorded.data).toEqual({ recordInteractions: { accepted: 100 } });
    const page = 'customer(key: "large") { journeys { nodes { interactions(first: 100) { nodes { attributes } } } } }';
    const answer = await whole(`{ ${page} }`);
    expect(answer.data).toBeNull();
    expect(answer.errors).toEqual([
      {
        message: "The answer is larger than 1 MiB.",
        extensions: { code: "ANSWER_TOO_LARGE", remedy: expect.any(String) },
      },
    ]);
    const change = await whole(
      `mutation { upsertCustomers(customers: [{ key: "large", attributes: { size: "L" } }]) { journeys { nodes { interactions(first: 100) { nodes { attributes } } } } } }`,
    );
    expect(change.errors![0]!.extensions).toMatchObject({
      code: "ANSWER_TOO_LARGE",
      remedy: expect.stringMatching(/^The change was made/),
    });
    expect((await whole(`{ customer(key: "large") { attributes } }`)).data).toEqual({
      customer: { attributes: { size: "L" } },
    });
  });
});

describe("the shape", () => {
  it.each([
    ["brackets that the parser goes down into", `${"{a".repeat(8_000)}${"}".repeat(8_000)}`],
    ["a list that the parser goes down into", `{ node(id: ${"[".repeat(9_000)}${"]".repeat(9_000)}) { id } }`],
    ["a value nested too deeply", `{ node(id: ${"[".repeat(50)}${"]".repeat(50)}) { id } }`],
    ["too many fields", `{ status { ${"store ".repeat(3_000)} } }`],
    ["too many lines", `{ status { store } }${"\n".repeat(30_000)}`],
    ["an alias that would stand in every row", `{ customers { nodes { ${"a".repeat(5_000)}: key } } }`],
    [
      "fragments that are spread again and again",
      `{ ${repeated(400, (i) => `...A${i % 200}`)} } ${repeated(200, (i) => `fragment A${i} on Query { ...A${(i + 1) % 200} status { projection { state } } }`)}`,
    ],
  ])("refuses %s, shortly and with a code", async (_, query) => {
    const { errors } = await whole(query);
    expect(JSON.stringify(errors).length).toBeLessThan(10_000);
    expect(errors![0]!.extensions.code).toMatch(/QUERY_TOO_EXPENSIVE|GRAPHQL_VALIDATION_FAILED/);
  });

  it("refuses a text that is too long before it is parsed", async () => {
    expect(await codeOf(`{ status { store } } #${"x".repeat(300_000)}`)).toBe("GRAPHQL_PARSE_FAILED");
  });
});

describe("overlapping fields", () => {
  const SMALL = buildSchema(`
    interface Pet { name: String owner(key: String): Person pets: [Pet] }
    type Dog implements Pet { name: String owner(key: String): Person pets: [Pet] barks: Boolean size: Int }
    type Cat implements Pet { name: String owner(key: String): Person pets: [Pet] meows: Boolean size: String }
    type Person { name: String! pet: Pet pets: [Pet] }
    type Query { pet: Pet person: Person dog: Dog }
  `);
  const name = fc.constantFrom("a", "b", "name", "size");
  const text: fc.Arbitrary<string> = fc.letrec<{ set: string; selection: string }>((tie) => ({
    set: fc
      .array(tie("selection"), { minLength: 1, maxLength: 3, depthIdentifier: "set" })
      .map((all) => `{ ${all.join(" ")} }`),
    selection: fc.oneof(
      { maxDepth: 4, depthIdentifier: "set" },
      fc.constantFrom(
        "name",
        "a: name",
        "b: name",
        "name: __typename",
        "... on Dog { size }",
        "... on Cat { size }",
        "... on Dog { a: barks }",
        "... on Cat { a: meows }",
      ),
      fc
        .tuple(fc.constantFrom("pet", "pets", "person", "a: pet", "a: person", "dog"), tie("set"))
        .map(([f, s]) => `${f} ${s}`),
      fc.tuple(fc.constantFrom("", '(key: "x")', '(key: "y")'), tie("set")).map(([a, s]) => `owner${a} ${s}`),
      fc.tuple(fc.constantFrom("Dog", "Cat", "Pet"), tie("set")).map(([t, s]) => `... on ${t} ${s}`),
      fc.constantFrom("...F", "...G"),
      name,
    ),
  })).set;

  it("are found in the same places as by GraphQL's own rule", () => {
    fc.assert(
      fc.property(text, text, text, (query, f, g) => {
        const document = parse(
          `query { pet ${query} dog { ...G } pet { ...F } } fragment F on Pet ${f} fragment G on Dog ${g}`,
        );
        const finds = (rule: typeof mergeRule) => validate(SMALL, document, [rule]).length > 0;
        expect(finds(mergeRule)).toBe(finds(OverlappingFieldsCanBeMergedRule));
      }),
      { numRuns: 2_000 },
    );
  });

  it("are reported once, with both places", () => {
    const [problem] = problemsOf(
      schema(),
      parse('{ a: touchpoint(key: "x") { key } a: touchpoint(key: "y") { key } }'),
    );
    expect(problem).toMatchObject({
      message: expect.stringContaining("differing arguments"),
      extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
    });
    expect(problem!.locations).toHaveLength(2);
  });
});

describe("lists of arguments", () => {
  const LISTS: [place: string, type: GraphQLInputType][] = [];
  for (const type of Object.values(schema().getTypeMap()))
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) LISTS.push([`${type.name}.${field.name}`, field.type]);
  for (const root of [schema().getQueryType()!, schema().getMutationType()!])
    for (const field of Object.values(root.getFields()))
      for (const argument of field.args) LISTS.push([`${field.name}.${argument.name}`, argument.type]);
  const lists = LISTS.filter(([, type]) => isListType(getNullableType(type)));

  it.each(lists)("%s have a maximum", (place, type) => {
    const most = mostMembers(place);
    expect(most).toBeLessThanOrEqual(10_000);
    expect(() => checkInput(type, Array(most).fill(null), "here", place)).not.toThrow();
    expect(() => checkInput(type, Array(most + 1).fill(null), "here", place)).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: "BAD_ARGUMENT", argument: "here" }) }),
    );
  });

  it("have the limits that the rules of their classes have, and mutations that of their rows", () => {
    expect(mostMembers("JourneyFilter.customers")).toBe(1_000);
    expect(mostMembers("JourneyFilter.segments")).toBe(50);
    expect(mostMembers("PathOptions.via")).toBe(20);
    expect(mostMembers("SegmentInput.customers")).toBe(10_000);
    expect(mostMembers("funnel.steps")).toBe(mostMembers("compareFunnel.steps"));
    for (const { name, args } of Object.values(schema().getMutationType()!.getFields()))
      for (const argument of args)
        if (isListType(getNullableType(argument.type))) expect(mostMembers(`${name}.${argument.name}`)).toBe(10_000);
    // Values from a reference or from the command line are refused by the same rules.
    const lists = ["attributes", "touches", "avoids", "segments", "customers"] as const;
    for (const name of lists) {
      const most = mostMembers(`JourneyFilter.${name}`);
      const member = { attributes: { key: "k", in: ["v"] }, segments: "s", customers: "c" }[name as string] ?? {
        any: true,
      };
      const given = (length: number) => () =>
        validated(fromPlain(JourneyFilterInput, { [name]: Array(length).fill(member) }), "filter");
      expect(given(most)).not.toThrow();
      expect(given(most + 1)).toThrow(expect.objectContaining({ code: "BAD_ARGUMENT", at: `filter.${name}` }));
    }
  });

  it("are refused with their path, in a question, a comparison and a rule, as text and as variables", async () => {
    const selectors = Array.from({ length: 21 }, () => ({ any: true }));
    const asked: [string, object | undefined, string][] = [
      [
        `{ transitions(options: { hide: [${"{ any: true } ".repeat(21)}] }) { totals { journeys } } }`,
        undefined,
        "options.hide",
      ],
      [
        "query($f: JourneyFilter) { transitions(filter: $f) { totals { journeys } } }",
        { f: { touches: selectors } },
        "filter.touches",
      ],
      [
        "query($b: CompareSide!) { compareTransitions(a: {}, b: $b) { otherEdges } }",
        { b: { filter: { avoids: selectors } } },
        "b.filter.avoids",
      ],
      [
        "mutation($s: [SegmentInput!]!) { upsertSegments(segments: $s) { key } }",
        { s: [{ key: "x", rule: { touches: selectors } }] },
        "segments[0].rule.touches",
      ],
    ];
    for (const [query, variables, argument] of asked)
      expect((await whole(query, variables)).errors![0]!.extensions).toMatchObject({ code: "BAD_ARGUMENT", argument });
  });
});

describe("wrong input", () => {
  it("is repeated up to 200 characters", async () => {
    const long = "x".repeat(100_000);
    const asked: [string, object?][] = [
      [`{ ${long} }`],
      [`{ touchpoints(kind: "${long}") { key } }`],
      [`{ node(id: "${long}") { id } }`],
      ["query($grain: Grain) { transitions(options: { grain: $grain }) { totals { journeys } } }", { grain: long }],
      ["query($n: Int) { customers(first: $n) { totalCount } }", { n: long }],
      [`{ commonRoutes(options: { within: "${long}" }) { totals { journeys } } }`],
      [`{ customers(after: "${long}") { totalCount } }`],
      [`{ pathMatches(pattern: "${long}") { totals { journeys } } }`],
      [`{ transitions(filter: { behind: "${long}" }) { totals { journeys } } }`],
      [`{ customers { nodes { journeys(filter: { reachedGoal: "${long}" }) { totalCount } } } }`],
    ];
    for (const [query, variables] of asked) {
      const { errors } = await whole(query, variables);
      const text = JSON.stringify(errors);
      expect(text.length, query.slice(0, 60)).toBeLessThan(10_000);
      expect(text, query.slice(0, 60)).not.toContain("x".repeat(201));
      expect(text).not.toMatch(/INTERNAL/);
    }
  });

  it("is cut within a message, and the rest of the message is kept", () => {
    expect(cutEchoes("short")).toBe("short");
    expect(cutEchoes(`The name "${"n".repeat(300)}" is unknown.`)).toBe(`The name "${"n".repeat(200)}…" is unknown.`);
    expect(cutEchoes("y".repeat(5_000)).length).toBe(1_001);
    const texts = `It is ${'"a" '.repeat(100)}or "b".`;
    expect(cutEchoes(texts)).toBe(texts);
  });

  it("in many variables is reported as bad input", async () => {
    const rows = Array.from({ length: 50 }, () => ({ customer: 1 }));
    const { errors } = await whole(
      "mutation($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) { accepted } }",
      { rows },
    );
    expect(errors!.length).toBeLessThanOrEqual(6);
    for (const { extensions } of errors!) expect(extensions.code).toBe("BAD_USER_INPUT");
    expect(server.logged).toEqual([]);
  });
});

it("refuses selections that are nested too deep, in fields and in fragments without a name", async () => {
  const nested = (depth: number, open: string) => `{ ${open.repeat(depth)} status { store } ${"} ".repeat(depth)} }`;
  expect((await whole(nested(98, "... {"))).data).toEqual({ status: { store: "EMBEDDED" } });
  for (const query of [nested(99, "... {"), nested(1_900, "... on Query {"), nested(1_900, "touchpoints {")])
    expect(await codeOf(query)).toBe("QUERY_TOO_EXPENSIVE");
  // That Apollo Server cannot keep such a document is a warning in the service's own log.
  expect(server.logged.map((line) => (JSON.parse(line) as { level: number }).level).filter((l) => l > 40)).toEqual([]);
});
