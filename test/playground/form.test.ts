// The form changes one argument in the text and nothing else. Arguments that it cannot show are kept.
import fc from "fast-check";
import { parse, parseValue, print, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { edited } from "../../src/playground/document/edits.js";
import {
  argumentOf,
  controlOf,
  literalOf,
  problemOf,
  type Question,
  questionAt,
  questionsIn,
  setArgument,
  setVariable,
  shownAs,
  unknownArguments,
  variablesIn,
} from "../../src/playground/form/arguments.js";
import { fieldsOf, literalOfValue } from "../../src/playground/form/values.js";
import { SCHEMA } from "./documents.js";

function questions(text: string): readonly Question[] {
  const found = questionsIn(SCHEMA, text);
  if ("problem" in found) throw new Error(found.problem);
  return found;
}

function set(text: string, name: string, literal: string | null): string {
  const edit = setArgument(text, questions(text)[0]!, name, literal);
  return edit === null ? text : edited(text, [edit]);
}

const BODY = "{ answer { dataVersion } }";

describe("setting an argument", () => {
  it("replaces the value in its place, and keeps what is around it", () => {
    const text = `{ handoffs(\n  # the ten worst\n  first: 10 # not 20\n  from: { any: true }\n) ${BODY} }`;
    expect(set(text, "first", "5")).toBe(text.replace("10 #", "5 #"));
  });

  it("adds an argument as the others are written", () => {
    expect(set(`{ handoffs ${BODY} }`, "first", "5")).toBe(`{ handoffs(first: 5) ${BODY} }`);
    expect(set(`{ handoffs(first: 5) ${BODY} }`, "to", "{ any: true }")).toBe(
      `{ handoffs(first: 5, to: { any: true }) ${BODY} }`,
    );
    expect(set(`{ handoffs(\n    first: 5\n  ) ${BODY} }`, "to", "{ any: true }")).toBe(
      `{ handoffs(\n    first: 5\n    to: { any: true }\n  ) ${BODY} }`,
    );
  });

  it("removes an argument with its line, its separator, or the parentheses", () => {
    expect(set(`{ handoffs(first: 5) ${BODY} }`, "first", null)).toBe(`{ handoffs ${BODY} }`);
    expect(set(`{ handoffs(first: 5, to: { any: true }) ${BODY} }`, "first", null)).toBe(
      `{ handoffs(to: { any: true }) ${BODY} }`,
    );
    expect(set(`{ handoffs(\n  first: 5\n  to: { any: true }\n) ${BODY} }`, "first", null)).toBe(
      `{ handoffs(\n  to: { any: true }\n) ${BODY} }`,
    );
    const commented = set(`{ handoffs(\n  # why (not)\n  first: 5 # five)\n) ${BODY} }`, "first", null);
    expect(commented).toContain("# why (not)");
    expect(commented).toContain("# five)");
    expect(questions(commented)[0]!.node.arguments).toEqual([]);
    expect(set(`{ handoffs(to: { any: true }) ${BODY} }`, "first", null)).toContain("(to: { any: true })");
  });

  it("leaves selection and other arguments alone, in any order of edits", () => {
    const literals = {
      first: ["1", "20"],
      from: ["{ any: true }", '{ channels: ["web"] }'],
      to: ['{ goal: "purchase" }', '{ kinds: ["a", "b"] }'],
      filter: ["{ minInteractions: 2 }", "{}"],
      settings: ["{ grain: TOUCHPOINT }", '{ stallAfter: "P3D" }'],
    } as const;
    const name = fc.constantFrom(...(Object.keys(literals) as (keyof typeof literals)[]));
    const edit = fc.tuple(name, fc.constantFrom(0, 1, null));
    const starts = [
      `query A {\n  # kept\n  h: handoffs ${BODY} # kept too\n}`,
      `query A { handoffs(first: 3, from: { any: true }) ${BODY} }`,
      `query A {\n  handoffs(\n    first: 3\n    from: { any: true } # why\n  ) ${BODY}\n}`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.array(edit, { maxLength: 8 }), (start, edits) => {
        let text = start;
        const expected = new Map(
          questions(text)[0]!.node.arguments!.map((one) => [one.name.value, print(one.value)] as const),
        );
        for (const [argument, index] of edits) {
          const literal = index === null ? null : literals[argument][index];
          text = set(text, argument, literal);
          if (literal === null) expected.delete(argument);
          else expected.set(argument, print(parseValue(literal)));
        }
        const [question] = questions(text);
        expect(validate(SCHEMA, parse(text))).toEqual([]);
        expect(
          Object.fromEntries((question!.node.arguments ?? []).map((one) => [one.name.value, print(one.value)])),
        ).toEqual(Object.fromEntries(expected));
        expect(print(question!.node.selectionSet!)).toBe(print(questions(start)[0]!.node.selectionSet!));
        for (const comment of start.match(/# kept( too)?/g) ?? []) expect(text).toContain(comment);
      }),
    );
  });
});

describe("what the form shows", () => {
  const argument = (question: string, name: string) =>
    SCHEMA.getQueryType()!
      .getFields()
      [question]!.args.find((one) => one.name === name)!;

  it("has a control by type", () => {
    const controls = ["steps", "within", "rowsPerStep", "filter"].map((name) =>
      controlOf(argument("funnel", name).type),
    );
    expect(controls).toEqual(["graphql", "text", "number", "graphql"]);
    expect(controlOf(argument("transitions", "adjacency").type)).toBe("enum");
  });

  it("shows a literal only in a control that has it", () => {
    const [question] = questions(`{ handoffs(first: null) ${BODY} }`);
    expect(shownAs("number", argumentOf(question!, "first")!.value)).toBeNull();
    expect(literalOf("text", 'a "b"')).toBe('"a \\"b\\""');
  });

  it("says what is wrong before the document is touched", () => {
    expect(problemOf(argument("funnel", "rowsPerStep"), "many")).toContain("rowsPerStep");
    expect(problemOf(argument("handoffs", "from"), '{ any: true, goal: "x" }')).not.toBeNull();
    expect(problemOf(argument("handoffs", "from"), "{ any: ")).toContain("Syntax Error");
    expect(problemOf(argument("handoffs", "from"), "{ any: $yes }")).toBeNull();
  });

  it("finds questions by cursor, and lists arguments that the schema lacks", () => {
    const text = `query A { a: handoffs ${BODY} } query B { flow(anchor: { any: true }, old: 1) { answer { dataVersion } } }`;
    const all = questions(text);
    expect(all.map(({ id }) => id)).toEqual(["0/a", "1/flow"]);
    expect(questionAt(all, text.indexOf("anchor"))?.id).toBe("1/flow");
    expect(unknownArguments(all[1]!).map(({ name }) => name.value)).toEqual(["old"]);
    expect(questionsIn(SCHEMA, "{ a")).toEqual({ problem: expect.stringContaining("The form returns") });
  });

  it("edits a variable among others, and refuses where comments would be lost", () => {
    expect(setVariable('{ "first": 10, "other": [1] }', "first", 5)).toBe(
      JSON.stringify({ first: 5, other: [1] }, null, 2),
    );
    expect(variablesIn(setVariable("", "first", 5)!)).toEqual({ first: 5 });
    expect(variablesIn(setVariable('{ "first": 10, "other": [1] }', "first", undefined)!)).toEqual({ other: [1] });
    expect(setVariable('{\n  // how many\n  "first": 10\n}', "first", 5)).toBeNull();
  });
});

describe("fields of an argument", () => {
  const filterOf = (literal: string) => {
    const [question] = questions(`{ handoffs(filter: ${literal}) ${BODY} }`);
    const argument = question!.field.args.find(({ name }) => name === "filter")!;
    return { argument, fields: fieldsOf(argument, argumentOf(question!, "filter")!.value, null) };
  };

  it("have every value of the type, and give it back as it was", () => {
    const { argument } = filterOf("{}");
    const names = fc.array(fc.string(), { minLength: 1, maxLength: 2 });
    const selector = fc.oneof(
      names.map((channels) => ({ channels })),
      names.map((values) => ({ not: { property: { key: "a", in: values } } })),
      names.map((kinds) => ({ all: [{ kinds }, { any: true }] })),
    );
    const filter = fc.record(
      {
        startedFrom: fc.constant("2026-01-01"),
        segments: names,
        touches: fc.array(selector, { minLength: 1, maxLength: 2 }),
        attributes: fc.array(fc.record({ key: fc.string(), in: names }), { minLength: 1, maxLength: 2 }),
        minInteractions: fc.integer({ min: 1, max: 99 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filter, (value) => {
        const literal = literalOfValue(argument.type, value);
        expect(problemOf(argument, literal)).toBeNull();
        expect(filterOf(literal).fields).toEqual({ value });
      }),
    );
  });

  it("write lists and objects that a scalar has as its value", () => {
    const customers = SCHEMA.getMutationType()!
      .getFields()
      .upsertCustomers!.args.find(({ name }) => name === "customers")!;
    const value = [{ key: "ana", attributes: { region: "north", visits: 2, of: ["a", true, null, 1.5] } }];
    const literal = literalOfValue(customers.type, value);
    expect(problemOf(customers, literal)).toBeNull();
    expect(fieldsOf(customers, parseValue(literal), null)).toEqual({ value });
  });

  it("do not change what the fields cannot show: variables, comments, and values that do not fit", () => {
    expect(filterOf("{ minInteractions: $least }").fields).toBeNull();
    expect(filterOf("{ minInteractions: 2 # two\n }").fields).toBeNull();
    expect(filterOf("{ minInteractions: 2, weather: RAIN }").fields).toBeNull();
    expect(filterOf("{ minInteractions: 2 }").fields).toEqual({ value: { minInteractions: 2 } });
  });

  it("have the value of a variable, or none where the variables cannot be read", () => {
    const [question] = questions(`query Q($f: JourneyFilter) { handoffs(filter: $f) ${BODY} }`);
    const argument = question!.field.args.find(({ name }) => name === "filter")!;
    const node = argumentOf(question!, "filter")!.value;
    expect(fieldsOf(argument, node, { f: { minInteractions: 2 } })).toEqual({ value: { minInteractions: 2 } });
    expect(fieldsOf(argument, node, {})).toEqual({ value: undefined });
    expect(fieldsOf(argument, node, null)).toBeNull();
    expect(fieldsOf(argument, node, { f: { minInteractions: "two" } })).toBeNull();
    expect(fieldsOf(argument, null, null)).toEqual({ value: undefined });
  });
});
