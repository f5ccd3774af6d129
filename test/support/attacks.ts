// Requests that could stop or stall a service. Attacks on kinds of fields that the schema has many of are generated
// from the schema.
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from "graphql";
import { largeInputs, repeatedInputs, wrongKinds } from "./inputAttacks.js";
import { argumentsOf, leavesOf, pathsOf, queryOf } from "./schemaPaths.js";

export interface Attack {
  readonly name: string;
  /** Body of a POST. It is sent as JSON, except if `raw` is given. */
  readonly query?: string;
  readonly variables?: unknown;
  readonly raw?: string | Buffer;
  /** Number of copies that are sent at once. The default is 1. */
  readonly times?: number;
}

const repeated = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(" ");
const nested = (count: number, open: string, inner: string, close: string) =>
  open.repeat(count) + inner + close.repeat(count);

/** All attacks, by kind. */
export function attacksOn(schema: GraphQLSchema): Readonly<Record<string, readonly Attack[]>> {
  return {
    texts: texts(),
    bodies: bodies(),
    fragments: fragments(),
    overlaps: overlaps(),
    introspections: introspections(),
    circles: cycles(schema),
    "deep lists": deepLists(schema),
    "long lists": longLists(schema),
    "large arguments": largeArguments(schema),
    "large inputs": largeInputs(schema),
    "inputs in many places": repeatedInputs(schema),
    "values of a wrong kind": wrongKinds(schema),
    changes: changes(),
    crowds: crowds(),
  };
}

function texts(): Attack[] {
  const long = "x".repeat(3_000_000);
  return [
    { name: "brackets in brackets", query: nested(9_000, "{a", "", "}") },
    { name: "lists in lists", query: `{ node(id: ${nested(9_900, "[", "1", "]")}) { id } }` },
    { name: "objects in objects", query: `{ node(id: ${nested(4_000, "{a:", "1", "}")}) { id } }` },
    { name: "brackets never closed", query: "{ touchpoints ".repeat(6_000) },
    { name: "lists never closed", query: `{ node(id: ${"[".repeat(19_000)}` },
    { name: "a text never closed", query: `{ node(id: "${long}` },
    { name: "a long comment", query: `# ${long}\n{ status { store } }` },
    { name: "many comments", query: `${"#\n".repeat(120_000)}{ status { store } }` },
    { name: "many lines", query: `${"\n".repeat(250_000)}{ nothing }` },
    { name: "many lines, many errors", query: `${"\n".repeat(19_000)}{ ${repeated(50, (i) => `x${i}\n`)} }` },
    { name: "a long name", query: `{ ${long} }` },
    { name: "a long alias", query: `{ ${"a".repeat(200_000)}: status { store } }` },
    { name: "a long text", query: `{ node(id: "${long}") { id } }` },
    { name: "a block of lines", query: `{ node(id: """${" \n".repeat(100_000)}""") { id } }` },
    { name: "many tokens", query: `{ ${"status { store } ".repeat(60_000)} }` },
    { name: "many unknown fields", query: `{ ${repeated(19_000, (i) => `x${i}`)} }` },
    { name: "many operations", query: repeated(3_000, (i) => `query Q${i} { status { store } }`) },
    { name: "many variables", query: `query(${repeated(4_900, (i) => `$v${i}: Int`)}) { status { store } }` },
    { name: "many directives", query: `{ status { store ${"@include(if: true) ".repeat(2_500)} } }` },
    { name: "characters that are none", query: "{ status { store } \u0000\uD800 }" },
  ];
}

function bodies(): Attack[] {
  const key = (i: number) => `"k${i}": ${i}`;
  return [
    { name: "a body nested 200,000 deep", raw: nested(200_000, "[", "", "]") },
    {
      name: "a body nested deep in variables",
      raw: `{"query":"{ status { store } }","variables":${nested(200_000, '{"a":', "1", "}")}}`,
    },
    {
      name: "a body of keys",
      raw: `{"query":"{ status { store } }","variables":{${Array.from({ length: 200_000 }, (_, i) => key(i)).join()}}}`,
    },
    { name: "a body of blanks", raw: `${" ".repeat(4_000_000)}{"query":"{ status { store } }"}` },
    { name: "a body that ends early", raw: '{"query":"{ status' },
    { name: "a body that is no UTF-8", raw: Buffer.alloc(1_000_000, 0xc3) },
    {
      name: "a prototype",
      raw: '{"query":"query($a: Int) { customers(first: $a) { totalCount } }","variables":{"__proto__":{"a":1},"constructor":1}}',
    },
    { name: "a body too large", raw: Buffer.alloc(6_000_000, 0x20) },
    {
      name: "extensions nested deep",
      raw: `{"query":"{ status { store } }","extensions":${nested(100_000, "[", "", "]")}}`,
    },
    {
      name: "numbers no one can hold",
      raw: '{"query":"query($n: Int) { customers(first: $n) { totalCount } }","variables":{"n":1e400}}',
    },
  ];
}

function fragments(): Attack[] {
  const chain = (count: number, type: string, last: string) =>
    `${repeated(count, (i) => `fragment F${i} on ${type} { ...F${i + 1} }`)} fragment F${count} on ${type} { ${last} }`;
  const twice = (count: number) =>
    `${repeated(count, (i) => `fragment T${i} on Query { ...T${i + 1} ...T${i + 1} }`)} fragment T${count} on Query { status { store } }`;
  return [
    { name: "22 fragments that spread the next twice", query: `{ ...T0 } ${twice(22)}` },
    { name: "500 fragments that spread the next twice", query: `{ ...T0 } ${twice(500)}` },
    { name: "a chain of 900 fragments", query: `{ ...F0 } ${chain(900, "Query", "status { store }")}` },
    {
      name: "a chain of 900 and 20 operations",
      query: `${repeated(20, (i) => `query Q${i} { ...F0 }`)} ${chain(900, "Query", "status { store }")}`,
    },
    {
      name: "a chain of 900, spread in 400 places",
      query: `{ touchpoints { ${"channel { ...F0 } ".repeat(400)} } } ${chain(900, "Channel", "key")}`,
    },
    {
      name: "fragments in a circle",
      query: `{ ...F0 } ${repeated(900, (i) => `fragment F${i} on Query { ...F${(i + 1) % 900} }`)}`,
    },
    {
      name: "two levels that double each time",
      query: `{ touchpoints { ...D0 } } ${repeated(18, (i) => `fragment D${i} on Touchpoint { channel { ...E${i} } c${i}: channel { ...E${i} } } fragment E${i} on Channel { touchpoints { ...D${i + 1} } }`)} fragment D18 on Touchpoint { key }`,
    },
    { name: "inline fragments in each other", query: `{ ${nested(1_900, "... { ", "status { store }", " }")} }` },
    {
      name: "fragments that spread all others",
      query: `{ ${repeated(60, (i) => `...A${i}`)} } ${repeated(60, (i) => `fragment A${i} on Query { ${repeated(30, (k) => `...A${(i + k + 1) % 60}`)} status { store } }`)}`,
    },
  ];
}

function overlaps(): Attack[] {
  return [
    { name: "one field 9,000 times", query: `{ status { ${"store ".repeat(9_000)} } }` },
    { name: "one field 1,900 times", query: `{ status { ${"store ".repeat(1_900)} } }` },
    { name: "one object 600 times", query: `{ ${"touchpoints { channel { key } } ".repeat(600)} }` },
    {
      name: "arguments that differ 600 times",
      query: `{ ${repeated(600, (i) => `touchpoint(key: "${i}") { key }`)} }`,
    },
    {
      name: "fields that overlap in 300 fragments",
      query: `{ ${repeated(300, (i) => `...A${i}`)} } ${repeated(300, (i) => `fragment A${i} on Query { status { store format } }`)}`,
    },
    {
      name: "fields that overlap level by level",
      query: `{ ${nested(9, "touchpoints { channel { key } touchpoints: transitionsTo { nodes { key } } channel { ", "key", " } } ")} }`,
    },
  ];
}

function introspections(): Attack[] {
  const type = (depth: number): string => (depth === 0 ? "name" : `name fields { type { ${type(depth - 1)} } }`);
  return [
    ...[1, 2, 3, 6, 9].map((depth) => ({
      name: `types of fields of types, ${depth} deep`,
      query: `{ __schema { types { ${type(depth)} } } }`,
    })),
    { name: "60 aliases of the schema", query: `{ ${repeated(60, (i) => `a${i}: __schema { types { name } }`)} }` },
    {
      name: "49 aliases of the schema with fields",
      query: `{ ${repeated(49, (i) => `a${i}: __schema { types { name fields { name args { name } } } }`)} }`,
    },
    {
      name: "types and their possible types, again and again",
      query: `{ __type(name: "Node") { ${nested(8, "possibleTypes { interfaces { ", "name", " } } ")} } }`,
    },
  ];
}

/** Queries with the largest depth that is allowed, one for each type whose fields lead back to the same type. */
function cycles(schema: GraphQLSchema): Attack[] {
  const attacks: Attack[] = [];
  for (const [place, path] of pathsOf(schema)) {
    if (path[0]!.parent !== "Query" || path.length > 3) continue;
    const type = getNamedType(path.at(-1)!.field.type);
    const back = isObjectType(type) ? wayBack(type.name, schema) : null;
    if (back === null) continue;
    const inner = nested(
      Math.floor((18 - path.length) / (back.match(/\{/g)?.length ?? 1)),
      back,
      leavesOf(type)[0] ?? "__typename",
      "}".repeat(back.match(/\{/g)?.length ?? 0),
    );
    attacks.push({ name: `in a circle from ${place}`, query: queryOf(path, inner) });
  }
  return attacks;
}

/** The beginning of the shortest path from a type to itself, such as `channel { touchpoints { `. */
function wayBack(name: string, schema: GraphQLSchema): string | null {
  let level: { readonly type: string; readonly text: string }[] = [{ type: name, text: "" }];
  const seen = new Set<string>();
  for (let depth = 0; depth < 4; depth++) {
    const next: typeof level = [];
    for (const { type, text } of level) {
      const object = schema.getType(type);
      if (!isObjectType(object)) continue;
      for (const field of Object.values(object.getFields())) {
        const to = getNamedType(field.type);
        if (!isObjectType(to)) continue;
        const opened = `${text}${field.name}${argumentsOf(field.args)} { `;
        if (to.name === name) return opened;
        if (!seen.has(to.name)) next.push({ type: to.name, text: opened });
        seen.add(to.name);
      }
    }
    level = next;
  }
  return null;
}

/** Requests for every list of the schema with the maximum number of rows at every level, and with all its leaves. */
function deepLists(schema: GraphQLSchema): Attack[] {
  const attacks: Attack[] = [];
  for (const [place, path] of pathsOf(schema)) {
    const { field } = path.at(-1)!;
    if (path[0]!.parent !== "Query" || !isListType(getNullableType(field.type))) continue;
    const type = getNamedType(field.type);
    const leaves = leavesOf(type);
    if (leaves.length === 0) continue;
    const most = path.map((step) => ({ ...step, field: withMost(step.field) }));
    attacks.push({ name: `as many rows as may be on the way to ${place}`, query: queryOf(most, leaves.join(" ")) });
  }
  return attacks;
}

/** The field with `first: 1000`, if it takes this argument. */
function withMost(field: GraphQLField<unknown, unknown>): GraphQLField<unknown, unknown> {
  if (!field.args.some(({ name }) => name === "first")) return field;
  return { ...field, name: `${field.name}${withFirst(field)}`, args: [] };
}

function withFirst({ args }: GraphQLField<unknown, unknown>): string {
  const others = argumentsOf(args.filter(({ name }) => name !== "first"));
  return others === "" ? "(first: 1000)" : `${others.slice(0, -1)}, first: 1000)`;
}

/** Requests in which a list argument is longer than allowed, for every list argument of the schema. */
function longLists(schema: GraphQLSchema): Attack[] {
  const attacks: Attack[] = [];
  for (const root of [schema.getQueryType()!, schema.getMutationType()!])
    for (const field of Object.values(root.getFields()))
      for (const argument of field.args)
        for (const [at, value] of longOnes(argument.type, argument.name, new Set())) {
          const given = argumentsOf(field.args.filter((other) => other !== argument));
          const named = getNamedType(field.type);
          const selection = isObjectType(named) || named.name === "Node" ? "{ __typename }" : "";
          attacks.push({
            name: `a list longer than it may be as ${at} of ${field.name}`,
            query: `${root.name === "Query" ? "query" : "mutation"}($it: ${argument.type}) { ${field.name}${given === "" ? "(" : `${given.slice(0, -1)}, `}${argument.name}: $it) ${selection} }`,
            variables: { it: value },
          });
        }
  return attacks;
}

/** More members than any list may have. */
const MANY = 10_001;

function* longOnes(
  type: GraphQLInputType,
  at: string,
  within: ReadonlySet<string>,
): Iterable<[at: string, value: unknown]> {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    yield [at, Array(MANY).fill(null)];
    for (const [place, value] of longOnes(nullable.ofType as GraphQLInputType, `${at}[0]`, within))
      yield [place, [value]];
  } else if (isInputObjectType(nullable) && !within.has(nullable.name))
    for (const field of Object.values(nullable.getFields()))
      for (const [place, value] of longOnes(field.type, `${at}.${field.name}`, new Set([...within, nullable.name])))
        yield [place, { [field.name]: value }];
}

/**
 * Requests in which a text argument of a field of Query or Mutation has a million characters, or a number has an
 * extreme value.
 */
function largeArguments(schema: GraphQLSchema): Attack[] {
  const attacks: Attack[] = [];
  const long = "y".repeat(1_000_000);
  for (const root of [schema.getQueryType()!, schema.getMutationType()!])
    for (const field of Object.values(root.getFields()))
      for (const argument of field.args) {
        const name = getNamedType(argument.type).name;
        const value =
          name === "Int" ? -2_147_483_648 : ["String", "ID", "Duration", "DateTime"].includes(name) ? long : null;
        if (value === null || isListType(getNullableType(argument.type))) continue;
        const given = argumentsOf(field.args.filter((other) => other !== argument));
        const isObject = isObjectType(getNamedType(field.type)) || getNamedType(field.type).name === "Node";
        attacks.push({
          name: `${name === "Int" ? "the least number" : "a long text"} as ${field.name}(${argument.name})`,
          query: `${root.name === "Query" ? "query" : "mutation"}($it: ${argument.type}) { ${field.name}${given === "" ? "(" : `${given.slice(0, -1)}, `}${argument.name}: $it) ${isObject ? "{ __typename }" : ""} }`,
          variables: { it: value },
        });
      }
  return attacks;
}

function changes(): Attack[] {
  const record =
    "mutation($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) { accepted rejected { index code message } } }";
  const row = { customer: "attacker", touchpoint: "web/site", at: "2026-01-01T00:00:00Z" };
  const deep = JSON.stringify({ query: record, variables: { rows: [{ ...row, attributes: { deep: "DEEP" } }] } });
  return [
    { name: "10,001 rows", query: record, variables: { rows: Array(10_001).fill(row) } },
    {
      name: "10,000 rows that are all refused",
      query: record,
      variables: { rows: Array(10_000).fill({ ...row, touchpoint: "no such" }) },
    },
    {
      name: "10,000 rows with every field",
      query: record,
      variables: {
        rows: Array.from({ length: 10_000 }, (_, i) => ({
          ...row,
          touchpoint: "no such",
          id: `id-${i}`,
          value: i / 7,
          cost: 1.5,
          outcome: "FAILED",
          resolved: false,
          initiatedBy: "CUSTOMER",
          intendedChannel: "web",
          contextCarried: true,
          repeatedInfo: false,
          caseId: `case ${i % 90}`,
          attributes: { a: i, b: "text", c: [1, 2] },
        })),
      },
    },
    { name: "rows of the wrong kind", query: record, variables: { rows: Array(10_000).fill(7) } },
    { name: "attributes 20,000 levels deep", raw: deep.replace('"DEEP"', nested(20_000, "[", "1", "]")) },
    ...Object.entries({
      "of 39 objects of 9,999 keys": Array(39).fill(
        Object.fromEntries(Array.from({ length: 9_999 }, (_, i) => [`k${i}`, 1])),
      ),
      "of 390,000 numbers": Array(390_000).fill(1),
      "of 1,900 texts": Array(1_900).fill("z".repeat(2_000)),
    }).map(([what, list]) => ({
      name: `attributes ${what}`,
      query: record.replace("interactions: $rows", "interactions: $rows, createNames: true"),
      variables: { rows: [{ ...row, attributes: { list } }] },
    })),
    {
      name: "attributes of a megabyte",
      query: record,
      variables: { rows: [{ ...row, attributes: { text: "z".repeat(1_000_000) } }] },
    },
    {
      name: "rules that try 200 segments",
      query: `mutation { upsertSegments(segments: [${repeated(200, (i) => `{ key: "s${i}", rule: {} }`)}]) { key } }`,
    },
    {
      name: "a customer linked to itself",
      query: `mutation { linkCustomers(from: ["a", "a"], into: "a") { customers } }`,
    },
    {
      name: "keys with what no key can have",
      query: 'mutation { upsertChannels(channels: [{ key: "\\u0000" }]) { key } }',
    },
  ];
}

function crowds(): Attack[] {
  return [
    { name: "100 questions at once", query: "{ transitions(first: 1000) { edges { count } } }", times: 100 },
    {
      name: "100 pages at once",
      query: "{ journeys(first: 300) { nodes { interactions { nodes { touchpoint { key } } } } } }",
      times: 100,
    },
    { name: "50 large queries that are refused at once", query: `{ ${repeated(19_000, (i) => `x${i}`)} }`, times: 50 },
    {
      name: "the price at its limit",
      query: "{ touchpoints { channel { touchpoints { channel { touchpoints { key name kind } } } } } }",
      times: 5,
    },
  ];
}
