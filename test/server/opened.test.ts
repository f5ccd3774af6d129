// Tests every number that opens journeys, in every question, over HTTP. The query is derived from the schema and
// selects all rows that have `behind`, with each of its parts. The description of a part names the field whose journeys
// it opens. The two numbers must agree.
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schema } from "../../src/resolvers/schema.js";
import { ASKINGS } from "../../src/schema/asking/askings.js";
import { requiredArguments } from "../support/requiredArguments.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

/** Types whose fields are answers to other queries, which are tested separately. */
const ELSEWHERE = ["Journey", "Touchpoint", "Channel", "Stage", "Answer"];
/** Fields that count occurrences, of which a journey may have several (docs/definitions.md). */
const OCCURRENCES = ["SideRate"];
/** Fields that count visits, cases, or customers, of whom each may have several journeys. */
const OTHER_UNITS = ["MeasuredRate", "Opportunity"];

/** The selection for a row: its counts that have a reference, each with the reference of its part. */
interface Opens {
  readonly text: string;
  /** Field by alias of the reference. */
  readonly counts: ReadonlyMap<string, string>;
}

function opensOf(type: GraphQLObjectType): Opens {
  const { behind, ...fields } = type.getFields();
  const counts = new Map<string, string>();
  const of = behind?.args.find(({ name }) => name === "of");
  if (of === undefined) {
    if (behind !== undefined && "journeys" in fields) counts.set("journeys_behind", "journeys");
  } else {
    const parts = getNamedType(of.type);
    if (!isEnumType(parts)) throw new Error(`${type.name}.behind(of:) is no enumeration`);
    for (const { name, description } of parts.getValues()) {
      const [, field] = /^(?:The journeys|Those) of `(\w+)`/.exec(description ?? "") ?? [];
      if (field === undefined) continue;
      expect(fields, `${parts.name}.${name} names a field`).toHaveProperty(field);
      counts.set(`${name}_behind`, field);
    }
  }
  const text = [...counts].map(
    ([alias, field]) => `${field} ${alias}: behind${of === undefined ? "" : `(of: ${alias.replace("_behind", "")})`}`,
  );
  return { text: text.join(" "), counts };
}

/** `types` receives the types that open, and `only` limits the selection to one: a query may have fifty aliases. */
function selectionOf(
  type: GraphQLObjectType,
  types: Set<string>,
  only: string | null,
  within: readonly string[] = [],
): string {
  if (ELSEWHERE.includes(type.name) || within.includes(type.name)) return "";
  const inner = Object.values(type.getFields()).flatMap((field: GraphQLField<unknown, unknown>) => {
    const next = getNamedType(field.type);
    if (!isObjectType(next) || field.args.some(isRequiredArgument)) return [];
    const selected = selectionOf(next, types, only, [...within, type.name]);
    return selected === "" ? [] : [`${field.name} { ${selected} }`];
  });
  const { text } = opensOf(type);
  if (text !== "") types.add(type.name);
  const all = [only === null || only === type.name ? text : "", ...inner].filter((part) => part !== "");
  return all.length === 0 ? "" : ["__typename", ...all].join(" ");
}

interface Opened {
  readonly type: string;
  readonly field: string;
  readonly count: number;
  readonly behind: string;
}

function openedIn(value: unknown): Opened[] {
  if (Array.isArray(value)) return value.flatMap(openedIn);
  if (typeof value !== "object" || value === null) return [];
  const row = value as Readonly<Record<string, unknown>>;
  const type = schema().getType(String(row.__typename));
  const own = !isObjectType(type)
    ? []
    : [...opensOf(type).counts].flatMap(([alias, field]) =>
        typeof row[field] === "number"
          ? [{ type: type.name, field, count: row[field], behind: row[alias] as string }]
          : [],
      );
  return [...own, ...Object.values(row).flatMap(openedIn)];
}

/** Writes a value in GraphQL notation: names of fields and values of enumerations have no quotes. */
function written(value: unknown): string {
  return JSON.stringify(value)
    .replace(/"(\w+)":/g, "$1: ")
    .replace(/"([A-Z]+)"/g, "$1");
}

const query = schema().getQueryType()!.getFields();

describe("every number that opens", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ log: SHOP });
  });
  afterAll(() => server.close());

  const breakdowns = [
    {},
    { breakdown: { property: "campaign" } },
    { breakdown: { attribute: "region" }, firstGroups: 1 },
  ];
  const cases = Object.keys(ASKINGS).flatMap((name) =>
    query[name]!.args.some((arg) => arg.name === "firstGroups")
      ? breakdowns.map((more): [string, object] => [name, more])
      : [[name, {}] as [string, object]],
  );

  it.each(cases)("of %s with %j has as many journeys behind it", async (name, more) => {
    const field = query[name]!;
    const given = { ...requiredArguments(field), ...more };
    const args = Object.entries(given).map(([arg, value]) => `${arg}: ${written(value)}`);
    const type = getNamedType(field.type) as GraphQLObjectType;
    const types = new Set<string>();
    selectionOf(type, types, null);
    const opened: Opened[] = [];
    for (const only of types) {
      const selection = selectionOf(type, types, only);
      const { data, errors } = await server.ask(
        `{ ${name}${args.length === 0 ? "" : `(${args.join(", ")})`} { ${selection} } }`,
      );
      expect(errors).toBeUndefined();
      opened.push(...openedIn(data));
    }
    expect(opened.filter(({ count }) => count > 0).length).toBeGreaterThan(1);
    const found = new Map<string, number>();
    for (const { type, field: counted, count, behind } of opened) {
      if (!found.has(behind)) {
        const answer = await server.ask("query($filter: JourneyFilter) { journeys(filter: $filter) { totalCount } }", {
          filter: { behind },
        });
        expect(answer.errors).toBeUndefined();
        found.set(behind, answer.data.journeys.totalCount);
      }
      if (OTHER_UNITS.includes(type)) expect(found.get(behind)! > 0, `${type}.${counted}`).toBe(count > 0);
      else if (OCCURRENCES.includes(type)) expect(found.get(behind), `${type}.${counted}`).toBeLessThanOrEqual(count);
      else expect(found.get(behind), `${type}.${counted}`).toBe(count);
    }
  });
});
