// Arguments that do not come through GraphQL are coerced like variables: the same values are accepted, with the same
// result.
import fc from "fast-check";
import { coerceInputValue, type GraphQLInputType, type GraphQLObjectType, isNonNullType } from "graphql";
import { describe, expect, it } from "vitest";
import { schema } from "../../src/resolvers/schema.js";
import { ASKINGS, type AskedName } from "../../src/schema/asking/askings.js";
import { fromPlain } from "../../src/schema/asking/plain.js";

const query = schema().getQueryType() as GraphQLObjectType;
const NAMES = Object.keys(ASKINGS) as AskedName[];

const leaves = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    1,
    2.5,
    -1,
    2 ** 40,
    "",
    "P7D",
    "2026-01-01T00:00:00Z",
    "web",
    "CHANNEL",
    "WEEK",
  ),
  fc.constantFrom("KEEP", "EVENTUALLY", "BACKWARD", "TOUCHPOINT", "ABANDONED"),
);
const selectors = fc.oneof(
  fc.record({ channels: fc.array(fc.constantFrom("web", "app"), { maxLength: 2 }) }),
  fc.record({ goal: fc.constantFrom("bought", null) }),
  fc.record({ any: fc.constantFrom(true, false) }),
  fc.dictionary(fc.constantFrom("kinds", "any", "goal", "other"), leaves, { maxKeys: 2 }),
);
const models = fc.constantFrom(["FIRST"], ["LAST", "MARKOV"]);
const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaves,
    selectors,
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(
      fc.constantFrom("grain", "within", "hide", "at", "filter", "name", "optional", "touches", "in", "key", "after"),
      tie("value"),
      { maxKeys: 3 },
    ),
  ),
})).value as fc.Arbitrary<unknown>;

/** The result of GraphQL for arguments in variables; undefined if it refuses them. */
function byGraphQL(name: string, given: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const { args } = query.getFields()[name]!;
  if (Object.keys(given).some((key) => !args.some((arg) => arg.name === key))) return undefined;
  const read: Record<string, unknown> = {};
  for (const { name: argument, type, defaultValue } of args) {
    const value = given[argument];
    if (value === undefined) {
      if (defaultValue !== undefined) read[argument] = defaultValue;
      else if (isNonNullType(type)) return undefined;
      continue;
    }
    let refused = false;
    const coerced = coerceInputValue(value, type as GraphQLInputType, () => {
      refused = true;
    });
    if (refused) return undefined;
    read[argument] = coerced;
  }
  return read;
}

function byClass(name: AskedName, given: object): unknown {
  try {
    // As plain objects, because instances and objects without a prototype are compared by their fields.
    return JSON.parse(JSON.stringify(fromPlain<object>(ASKINGS[name].args, given)));
  } catch {
    return undefined;
  }
}

describe("arguments from plain values", () => {
  it.each(NAMES)("are coerced for %s in the same way as by GraphQL", (name) => {
    const names = [...query.getFields()[name]!.args.map((arg) => arg.name), "unknown"];
    const some = fc.dictionary(fc.constantFrom(...names), fc.oneof(leaves, selectors, models, values), { maxKeys: 4 });
    let passed = 0;
    fc.assert(
      fc.property(some, (given) => {
        const expected = byGraphQL(name, given);
        if (expected !== undefined) passed++;
        expect(byClass(name, given)).toEqual(expected && JSON.parse(JSON.stringify(expected)));
      }),
      { numRuns: 800, seed: 15 },
    );
    if (
      ![
        "funnel",
        "timeToConvert",
        "compareFunnel",
        "compareRoutes",
        "compareTransitions",
        "flow",
        "attribution",
        "conformance",
      ].includes(name)
    )
      expect(passed).toBeGreaterThan(5);
  });
});
