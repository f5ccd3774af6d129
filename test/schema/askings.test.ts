// Tests that every question is complete. For each line of the registries, it checks the parts that somebody who adds a
// question could forget.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type GraphQLObjectType, getNamedType, isObjectType, isRequiredArgument } from "graphql";
import { describe, expect, it } from "vitest";
import { createClient } from "../../src/client/client.js";
import { QUESTIONS } from "../../src/questions/registry.js";
import { schema } from "../../src/resolvers/schema.js";
import { ASKINGS, type AskedName } from "../../src/schema/asking/askings.js";

const ROOT = resolve(import.meta.dirname, "../..");
const INTERNAL = ["journeys", "members", "customerAttributes", "answers", "drilldown"];
const NAMES = Object.keys(ASKINGS) as AskedName[];
const text = (path: string): string => readFileSync(resolve(ROOT, path), "utf8");
const client = createClient({ url: "http://127.0.0.1:1/graphql" });
const fields = schema().getQueryType()!.getFields();

describe("the questions", () => {
  it("are the same in both registries", () => {
    expect([...NAMES, ...INTERNAL].sort()).toEqual(Object.keys(QUESTIONS).sort());
  });
});

describe.each(NAMES)("%s", (name) => {
  it("has drill-down", () => {
    expect(QUESTIONS[name].drilldown).toBeDefined();
    expect(ASKINGS[name].opens.length).toBeGreaterThan(0);
  });

  it("leaves no required argument out of references", () => {
    const { choosesRows = [], onlyWith = {} } = QUESTIONS[name].drilldown as {
      choosesRows?: readonly string[];
      onlyWith?: Readonly<Record<string, string>>;
    };
    const required = fields[name]!.args.filter(isRequiredArgument).map((arg) => arg.name);
    expect(required.filter((arg) => choosesRows.includes(arg) || arg in onlyWith)).toEqual([]);
  });

  it("has a reference on every row that counts journeys", () => {
    const without: string[] = [];
    const seen = new Set<string>();
    const visit = (type: GraphQLObjectType): void => {
      if (seen.has(type.name)) return;
      seen.add(type.name);
      const own = type.getFields();
      const counts = "journeys" in own && /^Int!?$/.test(String(own.journeys!.type));
      if (counts && !("behind" in own)) without.push(type.name);
      for (const field of Object.values(own)) {
        const next = getNamedType(field.type);
        // Examples are journeys, and catalogue entries are answers of other queries.
        if (isObjectType(next) && !["Journey", "Touchpoint", "Channel", "Stage"].includes(next.name)) visit(next);
      }
    };
    visit(getNamedType(fields[name]!.type) as GraphQLObjectType);
    // These numbers count labels or groups and not journeys, so they have no reference.
    expect(without).toEqual([]);
  });

  it("is a query with an answer, and has descriptions of it and of each argument", () => {
    const { type, args, description } = fields[name]!;
    expect((getNamedType(type) as GraphQLObjectType).getFields()).toHaveProperty("answer");
    for (const said of [description, ...args.map((arg) => arg.description)]) expect(said).toMatch(/[.?`]$/);
  });

  it("has a price", () => {
    const steps = [{ at: { any: true } }, { at: { any: true } }];
    const rows = ASKINGS[name].rows as (args: object) => number;
    const isFunnel = fields[name]!.args.some((arg) => /FunnelStepInput/.test(String(arg.type)));
    expect(rows(isFunnel ? { steps } : {})).toBeGreaterThanOrEqual(1);
  });

  it("has a method of the typed client", () => {
    expect(typeof client[name]).toBe("function");
  });

  it("has a golden pair", () => {
    for (const end of ["graphql", "json"]) expect(existsSync(resolve(ROOT, `test/golden/${name}.${end}`))).toBe(true);
  });

  it("has tests of its own, with an oracle", () => {
    const file = `test/questions/${name.startsWith("compare") ? "compare.property" : name}`;
    const found = [`${file}.test.ts`, `${file}.property.test.ts`].filter((path) => existsSync(resolve(ROOT, path)));
    expect(found.some((path) => /oracle/i.test(text(path)))).toBe(true);
  });

  // Names of questions are words of the language (visits, ends), so a mention is not enough.
  it("has a section of docs/definitions.md, which the list at its top links to", () => {
    const definitions = text("docs/definitions.md");
    expect(definitions).toMatch(new RegExp(`^## .*\\b${name}\\b`, "m"));
    const list = /^- Questions:.*?\n\n/ms.exec(definitions)![0];
    expect(list).toMatch(new RegExp(`\\(#[a-z-]*${name.toLowerCase()}`));
  });

  it("has a row in the table of docs/analysts.md, and an example there that is executed", () => {
    const analysts = text("docs/analysts.md");
    expect(analysts).toMatch(new RegExp(`^\\|[^|]*\\|[^|]*\`${name}\\b[^|]*\\|`, "m"));
    const asked = [...analysts.matchAll(/<!-- on: \w+ -->\n+```graphql\n([\s\S]*?)```/g)].map(([, query]) => query!);
    // The three comparisons are described together, so the name of one of them is enough.
    const names = name.startsWith("compare") ? "compare\\w+" : name;
    expect(asked.filter((query) => new RegExp(`(^|[\\s:])${names}\\s*[({]`).test(query))).not.toEqual([]);
  });
});
