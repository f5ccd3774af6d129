// Large variables are coerced in turns of the event loop. The values and errors are GraphQL's own.
import fc from "fast-check";
import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parse,
} from "graphql";
import { describe, expect, it } from "vitest";
import { schema } from "../../src/resolvers/schema.js";
import { MAX_ERRORS } from "../../src/server/limits.js";
import { areLarge, coerceInTurns } from "../../src/server/variables.js";
import { startTestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const INPUTS = [
  ...new Set(
    [schema().getQueryType()!, schema().getMutationType()!].flatMap((root) =>
      Object.values(root.getFields()).flatMap(({ args }) => args.map(({ type }) => type)),
    ),
  ),
];

/** So long that no value of a list is coerced by GraphQL itself. */
const LONG = "l".repeat(60_000);

const operationOf = (declared: string) =>
  parse(`query Q(${declared}) { __typename }`).definitions[0] as OperationDefinitionNode;

async function both(declared: string, given: Record<string, unknown>) {
  const operation = operationOf(declared);
  const expected = getVariableValues(schema(), operation.variableDefinitions!, given, { maxErrors: MAX_ERRORS });
  const found = await coerceInTurns(schema(), operation, given);
  return { expected, found };
}

const told = (errors: readonly Error[] | undefined) => errors?.map(({ message }) => message);

async function same(declared: string, given: Record<string, unknown>): Promise<void> {
  const { expected, found } = await both(declared, given);
  if ("errors" in found) {
    expect(told(found.errors)).toEqual(told(expected.errors));
    expect(found.errors.map(({ nodes, extensions }) => [nodes, extensions])).toEqual(
      expected.errors!.map(({ nodes, extensions }) => [nodes, extensions]),
    );
  } else {
    expect(expected.errors).toBeUndefined();
    expect({ ...found.variables }).toEqual(expected.coerced);
  }
}

/** Returns a value that mostly fits the type, but often has a mistake at some depth. Some values are large. */
function valueFor(type: GraphQLInputType, depth: number): fc.Arbitrary<unknown> {
  const nullable = getNullableType(type);
  const wrong = fc.constantFrom<unknown>(null, 1, "x", true, 1.5, [], {}, [null], { no: 1 }, { key: 1 });
  const right = (): fc.Arbitrary<unknown> => {
    if (isListType(nullable)) {
      const member = valueFor(nullable.ofType as GraphQLInputType, depth + 1);
      return fc.oneof(
        { weight: 3, arbitrary: fc.array(member, { maxLength: 4 }) },
        { weight: depth < 3 ? 2 : 0, arbitrary: member.chain((one) => fc.constant(Array(700).fill(one))) },
        { weight: 1, arbitrary: member },
      );
    }
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields()).filter(
        ({ type: of }) => depth < 4 || !isInputObjectType(getNamedType(of)),
      );
      const all = Object.fromEntries(fields.map((field) => [field.name, valueFor(field.type, depth + 1)]));
      return nullable.isOneOf
        ? fc.oneof(
            {
              weight: 4,
              arbitrary: fc.constantFrom(...Object.keys(all)).chain((key) => fc.record({ [key]: all[key]! })),
            },
            { weight: 1, arbitrary: fc.record(all, { requiredKeys: [] }) },
          )
        : fc.oneof(
            {
              weight: 4,
              arbitrary: fc.record(all, {
                requiredKeys: fields.filter((f) => f.defaultValue === undefined).map(({ name }) => name),
              }),
            },
            { weight: 1, arbitrary: fc.record({ ...all, kez: fc.constant(1) }, { requiredKeys: [] }) },
          );
    }
    if (isEnumType(nullable)) return fc.constantFrom(...nullable.getValues().map(({ name }) => name), "FAILE");
    if (nullable.name === "Int") return fc.integer({ min: -5, max: 5 });
    if (nullable.name === "Float" || nullable.name === "Int64") return fc.oneof(fc.integer(), fc.double());
    if (nullable.name === "Boolean") return fc.boolean();
    if (nullable.name === "JSON") return fc.jsonValue({ maxDepth: 3 });
    return fc.oneof({ weight: 6, arbitrary: fc.string() }, { weight: depth < 3 ? 1 : 0, arbitrary: fc.constant(LONG) });
  };
  return fc.oneof({ weight: 20, arbitrary: right() }, { weight: 1, arbitrary: wrong });
}

describe("variables", () => {
  it("have the values and errors that GraphQL gives them", async () => {
    let large = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...INPUTS).chain((type) => fc.tuple(fc.constant(type), valueFor(type, 0))),
        async ([type, value]) => {
          if (areLarge({ it: value })) large++;
          const { expected } = await both(`$it: ${type}`, { it: value });
          if (expected.errors !== undefined) refused++;
          // GraphQL repeats long texts of a wrong value as a whole.
          if (JSON.stringify(told(expected.errors) ?? "").includes("lllll")) return;
          await same(`$it: ${type}`, { it: value });
        },
      ),
      { numRuns: 300 },
    );
    expect(large).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
  }, 60_000);

  it("have their defaults, and may be omitted or null only where GraphQL allows it", async () => {
    const many = Array.from({ length: 2_000 }, (_, i) => `${i}`);
    await same("$a: [String!]!, $b: Int = 7, $c: String, $d: Boolean", { a: many, d: null });
    await same("$a: [String!]!, $b: Int!, $c: String!, $d: [Int!]", { a: many, c: null, d: null });
    await same("$a: [String!]!, $other: Int", { a: many, unknown: 1 });
    await same("$toString: Int, $__proto__: String, $a: [String!]", { a: many });
  });

  it("are refused with the place of every mistake, up to the limit", async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => ({
      ...{ customer: "ana", touchpoint: "web/site", at: "2026-01-01T00:00:00Z" },
      ...(i % 500 === 499 ? { value: "much" } : {}),
    }));
    await same("$rows: [InteractionInput!]!", { rows });
    const { found } = await both("$rows: [InteractionInput!]!", { rows });
    expect(told("errors" in found ? found.errors : [])).toHaveLength(MAX_ERRORS + 1);
  });

  it("repeat only the beginning of a large value that is wrong", async () => {
    const object = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, [LONG, { [LONG]: 1 }]]));
    for (const type of INPUTS) {
      const found = await coerceInTurns(schema(), operationOf(`$it: ${type}`), { it: object });
      if (!("errors" in found)) expect(getNamedType(type).name).toBe("JSON");
      else for (const { message } of found.errors) expect(message.length).toBeLessThan(60_000);
    }
  });
});

describe("a request with large variables", () => {
  const RECORD =
    "mutation($rows: [InteractionInput!]!, $replace: Boolean = true) { a: recordInteractions(interactions: $rows, replace: $replace) { accepted duplicates rejected { index code } } }";
  const rows = Array.from({ length: 1_500 }, (_, i) => ({
    ...{ id: `${i}`, customer: "ana", touchpoint: i === 700 ? "no such" : "web/site" },
    at: new Date(Date.UTC(2026, 0, 1) + i * 1_000).toISOString(),
  }));

  it("is executed with their values, and refused with their errors", async () => {
    const server = await startTestServer({ log: SHOP });
    try {
      const touchpoint = (await server.ask("{ touchpoints { key } }")).data.touchpoints[0].key as string;
      const known = rows.map((row) => ({ ...row, touchpoint: row.touchpoint === "no such" ? "no such" : touchpoint }));
      const { data, errors } = await server.ask(RECORD, { rows: known });
      expect(errors).toBeUndefined();
      expect(data.a).toMatchObject({ accepted: 1_499, rejected: [{ index: 700, code: "UNKNOWN_TOUCHPOINT" }] });
      const wrong = known.map((row, i) => (i % 300 === 299 ? { ...row, value: "much" } : row));
      const refused = await server.ask(RECORD, { rows: wrong });
      expect(refused.status).toBe(200);
      expect(refused.errors).toHaveLength(5);
      expect(refused.errors![0]).toMatchObject({
        message: expect.stringContaining('at "rows[299].value"; Float cannot represent non numeric value: "much"'),
        extensions: { code: "BAD_USER_INPUT", argument: "$rows[299].value" },
      });
      expect(server.logged).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it("is introspected and asked as before", async () => {
    const server = await startTestServer({ log: SHOP });
    try {
      const customers = Array.from({ length: 1_000 }, () => "ana");
      const query = `query($c: [String!], $with: Boolean!) { __type(name: "Query") { name }
        journeys(filter: { customers: $c }) { totalCount @include(if: $with) ... on JourneyConnection @skip(if: $with) { edges { cursor } } } }`;
      const large = await server.ask(query, { c: customers, with: true });
      const small = await server.ask(query, { c: ["ana"], with: true });
      expect(large.errors).toBeUndefined();
      expect(large.data).toEqual(small.data);
    } finally {
      await server.close();
    }
  });
});

it("declares coerced variables as a type whose values GraphQL takes as they are", () => {
  const { kind } = parse("query($it: JSON) { __typename }").definitions[0]!;
  expect(kind).toBe(Kind.OPERATION_DEFINITION);
  const value = { any: [1, null, "text"] };
  const found = getVariableValues(schema(), operationOf("$it: JSON").variableDefinitions!, { it: value });
  expect(found.coerced?.it).toBe(value);
});
