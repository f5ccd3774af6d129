// Attacks with values of arguments, generated from the schema: the largest inputs that the limits of lists allow, a
// large variable that is used in many places of a query, and large values of a wrong type.
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from "graphql";
import { MAX_KEYS, MAX_VALUES } from "../../src/server/bodyJson.js";
import { mostMembers } from "../../src/server/inputLists.js";
import { MAX_BODY_BYTES } from "../../src/server/limits.js";
import type { Attack } from "./attacks.js";
import { argumentsOf } from "./schemaPaths.js";

type Field = GraphQLField<unknown, unknown>;

interface Place {
  readonly root: "query" | "mutation";
  readonly field: Field;
  readonly argument: GraphQLArgument;
}

function placesOf(schema: GraphQLSchema): Place[] {
  const roots = [
    ["query", schema.getQueryType()!],
    ["mutation", schema.getMutationType()!],
  ] as const;
  return roots.flatMap(([root, type]) =>
    Object.values(type.getFields()).flatMap((field) => field.args.map((argument) => ({ root, field, argument }))),
  );
}

/**
 * A request that gives the argument as a variable, `times` times under aliases. The value is made only when the request
 * is sent, because the values of all attacks together do not fit into memory.
 */
function attackOn(name: string, { root, field, argument }: Place, make: () => unknown, times = 1): Attack {
  const others = argumentsOf(field.args.filter((other) => other !== argument));
  const given = `${others === "" ? "(" : `${others.slice(0, -1)}, `}${argument.name}: $it)`;
  const named = getNamedType(field.type);
  const selection = isObjectType(named) || named.name === "Node" ? "{ __typename }" : "";
  const fields = Array.from(
    { length: times },
    (_, i) => `${times === 1 ? "" : `a${i}: `}${field.name}${given} ${selection}`,
  );
  return {
    name,
    query: `${root}($it: ${argument.type}) { ${fields.join(" ")} }`,
    get variables() {
      return { it: make() };
    },
  };
}

/**
 * Requests in which a list argument is as long as it may be, and its members have every field, for every list argument
 * of the schema. If the members have a key, the key of the last member is invalid, so that all members are read and
 * nothing is changed.
 */
export function largeInputs(schema: GraphQLSchema): Attack[] {
  const attacks: Attack[] = [];
  const seen = new Set<string>();
  for (const place of placesOf(schema)) {
    const { field, argument } = place;
    for (const [at, of, make] of largeLists(argument.type, argument.name, `${field.name}.${argument.name}`)) {
      if (seen.has(of)) continue;
      seen.add(of);
      attacks.push(attackOn(`a list as long as it may be as ${at} of ${field.name}`, place, make));
    }
  }
  return attacks;
}

/** Requests with an argument that contains lists, filled as far as possible, in 20 places of one request. */
export function repeatedInputs(schema: GraphQLSchema): Attack[] {
  return placesOf(schema)
    .filter(
      ({ argument }) => isListType(getNullableType(argument.type)) || isInputObjectType(getNamedType(argument.type)),
    )
    .map((place) => {
      const { argument, field } = place;
      const make = () => largest(argument.type, `${field.name}.${argument.name}`, fullBudget(), 0, 1);
      return attackOn(`a large ${argument.name} in 20 places of ${field.name}`, place, make, 20);
    });
}

/** Requests with large values of other types, for every type of an argument or of a field of an input. */
export function wrongKinds(schema: GraphQLSchema): Attack[] {
  const attacks: Attack[] = [];
  const seen = new Set<string>();
  for (const place of placesOf(schema))
    for (const [at, type, wrap] of inputsOf(place.argument.type, place.argument.name, new Set())) {
      if (seen.has(String(getNullableType(type)))) continue;
      seen.add(String(getNullableType(type)));
      for (const [kind, value] of Object.entries(WRONG))
        attacks.push(
          attackOn(`${kind} for a ${getNullableType(type)}, as ${at} of ${place.field.name}`, place, () => wrap(value)),
        );
    }
  return attacks;
}

const keys = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, value]));

const WRONG = {
  "an object of 10,000 keys": keys(MAX_KEYS, 1),
  "an object of 500 objects of 500 keys": keys(500, keys(500, 1)),
  "a list of 390,000 numbers": Array(390_000).fill(1),
  "a list of 39 objects of 10,000 keys": Array(39).fill(keys(MAX_KEYS, 1)),
  "a list of 1,000 objects of 300 keys": Array(1_000).fill(keys(300, 1)),
  "a text of 3,000,000 characters": "z".repeat(3_000_000),
  "a key of 3,000,000 characters": { ["z".repeat(3_000_000)]: 1 },
};

/**
 * Yields every place of an input, its type, and a function that builds a value of the whole input from a value at this
 * place.
 */
function* inputsOf(
  type: GraphQLInputType,
  at: string,
  within: ReadonlySet<string>,
): Iterable<[at: string, type: GraphQLInputType, wrap: (value: unknown) => unknown]> {
  yield [at, type, (value) => value];
  const nullable = getNullableType(type);
  if (isListType(nullable))
    for (const [inner, of, wrap] of inputsOf(nullable.ofType as GraphQLInputType, `${at}[0]`, within))
      yield [inner, of, (value) => [wrap(value)]];
  else if (isInputObjectType(nullable) && !within.has(nullable.name))
    for (const field of Object.values(nullable.getFields()))
      for (const [inner, of, wrap] of inputsOf(field.type, `${at}.${field.name}`, new Set([...within, nullable.name])))
        yield [inner, of, (value) => around(nullable, field.name, wrap(value))];
}

interface Budget {
  values: number;
  bytes: number;
}

/** A budget of values and bytes that is slightly less than the limits of a request. */
function fullBudget(): Budget {
  return { values: 0.9 * MAX_VALUES, bytes: 0.9 * MAX_BODY_BYTES };
}

function* largeLists(
  type: GraphQLInputType,
  at: string,
  place: string,
  within: ReadonlySet<string> = new Set(),
): Iterable<[at: string, place: string, make: () => unknown]> {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = nullable.ofType as GraphQLInputType;
    yield [at, place, () => members(item, mostMembers(place), fullBudget(), 2)];
    for (const [inner, of, make] of largeLists(item, `${at}[0]`, place, within)) yield [inner, of, () => [make()]];
  } else if (isInputObjectType(nullable) && !within.has(nullable.name))
    for (const field of Object.values(nullable.getFields()))
      for (const [inner, of, make] of largeLists(
        field.type,
        `${at}.${field.name}`,
        `${nullable.name}.${field.name}`,
        new Set([...within, nullable.name]),
      ))
        yield [inner, of, () => around(nullable, field.name, make())];
}

/** An input with this value of a field, and values for the others. */
function around(type: GraphQLInputObjectType, field: string, value: unknown): object {
  const others = type.isOneOf ? {} : (filled(type, { values: 100, bytes: 1_000 }, 3, 0) as object);
  return { ...others, [field]: value };
}

/** As many members as the budget allows. */
function members(type: GraphQLInputType, most: number, budget: Budget, depth: number): unknown[] {
  const list: unknown[] = [];
  for (let i = 0; i < most && budget.values > 0 && budget.bytes > 0; i++) list.push(filled(type, budget, depth, i));
  const last = list.at(-1);
  if (typeof last === "object" && last !== null && "key" in last) list[list.length - 1] = { ...last, key: "\u0000" };
  return list;
}

/** A value with all fields, whose own lists have one member. */
function filled(type: GraphQLInputType, budget: Budget, depth: number, i: number): unknown {
  return largest(type, null, budget, depth, i);
}

/**
 * A value with all fields. Lists have as many members as they may have at `place`. If `place` is null, they have one
 * member.
 */
function largest(type: GraphQLInputType, place: string | null, budget: Budget, depth: number, i: number): unknown {
  const nullable = getNullableType(type);
  budget.values -= 1;
  budget.bytes -= 24;
  if (isListType(nullable)) {
    const item = nullable.ofType as GraphQLInputType;
    if (place === null) return [filled(item, budget, depth + 1, i)];
    const list: unknown[] = [];
    for (let k = 0; k < mostMembers(place) && budget.values > 0 && budget.bytes > 0; k++)
      list.push(largest(item, place, budget, depth + 1, k));
    return list;
  }
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(
      ({ type: of }) => depth < 4 || !isInputObjectType(getNamedType(of)),
    );
    const chosen = nullable.isOneOf ? [fields[i % fields.length]!] : fields;
    return Object.fromEntries(
      chosen.map((field) => [
        field.name,
        largest(field.type, place === null ? null : `${nullable.name}.${field.name}`, budget, depth + 1, i),
      ]),
    );
  }
  if (isEnumType(nullable)) return nullable.getValues()[i % nullable.getValues().length]!.name;
  const texts: Record<string, unknown> = {
    Int: i,
    Float: i / 7,
    Boolean: true,
    JSON: { i },
    Duration: "P1D",
    Int64: i,
  };
  return texts[nullable.name] ?? (nullable.name === "DateTime" ? "2026-01-01T00:00:00Z" : `no such ${i}`);
}
