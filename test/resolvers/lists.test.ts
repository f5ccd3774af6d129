// Tests that a list that fails leaves no promise that nobody awaits, because its rejection would end the process (here,
// the test run). There is a test for every list of the schema, and one with the real resolvers.
import {
  buildSchema,
  execute,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  graphql,
  isAbstractType,
  isLeafType,
  isListType,
  isObjectType,
  parse,
} from "graphql";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { harden } from "../../src/resolvers/harden.js";
import { SafeList } from "../../src/resolvers/lists.js";
import { printedSchema } from "../../src/resolvers/schema.js";
import { pathsOf, queryOf } from "../support/schemaPaths.js";
import { startTestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const unhandled: unknown[] = [];
const remember = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => void process.on("unhandledRejection", remember));
afterAll(() => void process.off("unhandledRejection", remember));
beforeEach(() => {
  unhandled.length = 0;
});

/** Waits until every promise is settled and Node has checked for rejections that nobody awaits. */
async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((done) => setTimeout(done, 2));
}

/** How the items of a list fail: the first after some time, and a later one at once. */
const LATE = Symbol("fails late");
const AT_ONCE = Symbol("fails at once");

/**
 * The schema with resolvers that return one object everywhere except in the list at `place`, whose first item fails
 * late and whose last one fails at once, in the same field.
 */
function faked([place, path]: (typeof PATHS)[number], hardens: boolean): GraphQLSchema {
  const schema = buildSchema(printedSchema());
  const onPath = new Set(path.map(({ parent }) => parent));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: { is: string }) => value.is;
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      const possible = isAbstractType(named) ? schema.getPossibleTypes(named).map(({ name }) => name) : [named.name];
      const is = possible.find((name) => onPath.has(name)) ?? possible[0]!;
      const isTheList = `${type.name}.${field.name}` === place;
      field.resolve = (source: { fails?: symbol }) => {
        if (source?.fails === LATE)
          return new Promise((_, reject) => setTimeout(() => reject(new Error("too late")), 1));
        if (source?.fails === AT_ONCE) throw new Error("at once");
        if (isTheList) return [{ is, fails: LATE }, { is }, { is, fails: AT_ONCE }];
        return isListType(getNullableType(field.type)) ? [{ is }] : { is };
      };
    }
  }
  if (hardens) harden(schema);
  return schema;
}

const SCHEMA = buildSchema(printedSchema());
const PATHS = [...pathsOf(SCHEMA)].filter(([, path]) => {
  const { type } = path.at(-1)!.field;
  return isListType(getNullableType(type)) && !isLeafType(getNamedType(type));
});

/** Selects a field that must not be null, so that the item fails if the field fails. */
function selectionOf(path: (typeof PATHS)[number][1]): string {
  const { type } = path.at(-1)!.field;
  const named = getNamedType(type);
  const object = isAbstractType(named) ? SCHEMA.getPossibleTypes(named)[0]! : named;
  if (!isObjectType(object)) throw new Error(`${object.name} has no fields.`);
  const fields = Object.values(object.getFields()).filter(
    ({ type: of, args }) => String(of).endsWith("!") && args.every((arg) => !String(arg.type).endsWith("!")),
  );
  const field = fields.find(({ type: of }) => isLeafType(getNamedType(of))) ?? fields[0]!;
  const text = isLeafType(getNamedType(field.type)) ? field.name : `${field.name} { __typename }`;
  return isAbstractType(named) ? `... on ${object.name} { ${text} }` : text;
}

describe("lists that fail", () => {
  it("are all reached, in queries and in mutations", () => {
    const places = PATHS.map(([place]) => place);
    expect(places.length).toBeGreaterThan(40);
    for (const place of ["Query.touchpoints", "JourneyConnection.nodes", "Journey.route", "Mutation.upsertGoals"])
      expect(places).toContain(place);
  });

  it.each(PATHS)("%s leaves no promise behind", async (...list) => {
    const query = queryOf(list[1], selectionOf(list[1]));
    const { errors } = await graphql({ schema: faked(list, true), source: query });
    expect(errors?.length, query).toBeGreaterThan(0);
    await settled();
    expect(unhandled).toEqual([]);
  });

  it("would leave one behind with GraphQL's own completion", async () => {
    const handlers = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", remember);
    try {
      const list = PATHS.find(([name]) => name === "Query.touchpoints")!;
      await graphql({ schema: faked(list, false), source: queryOf(list[1], selectionOf(list[1])) });
      await settled();
      expect(unhandled.length).toBe(1);
    } finally {
      process.removeAllListeners("unhandledRejection");
      for (const handler of handlers) process.on("unhandledRejection", handler);
    }
  });

  it("stay unchanged if nothing is asynchronous", () => {
    const schema = buildSchema("type Query { all: [Item!]! } type Item { n: Int! }");
    harden(schema);
    const result = execute({
      schema,
      document: parse("{ all { n } }"),
      rootValue: { all: [{ n: 1 }, { n: 2 }, { n: 3 }] },
    });
    expect(result).toEqual({ data: { all: [{ n: 1 }, { n: 2 }, { n: 3 }] } });
  });

  it("handle the rejections of promised items that were never reached", async () => {
    const items = [{}, Promise.reject(new Error("never reached"))];
    expect(() =>
      Array.from(new SafeList(items), () => {
        throw new Error("at once");
      }),
    ).toThrow("at once");
    await settled();
    expect(unhandled).toEqual([]);
  });

  it("with the real resolvers: one journey's customer cannot be read, and a touchpoint was removed", async () => {
    const server = await startTestServer({
      log: SHOP,
      wrap: (store) =>
        new Proxy(store, {
          get(target, name) {
            const value = Reflect.get(target, name, target) as (...args: never[]) => unknown;
            if (name === "customers") return () => Promise.reject(new TypeError("not read"));
            if (name === "catalogue")
              return async () => {
                const catalogue = await target.catalogue();
                return { ...catalogue, touchpoints: catalogue.touchpoints.slice(0, 1) };
              };
            return typeof value === "function" ? value.bind(target) : value;
          },
        }) as GraphStore,
    });
    try {
      const { errors } = await server.ask(
        "{ journeys { nodes { interactions { nodes { journey { customer { key } } touchpoint { key } } } } } }",
      );
      expect(errors!.length).toBeGreaterThan(0);
      await settled();
      expect(unhandled).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
