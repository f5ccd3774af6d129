// A picture is drawn from any document that selects the fields that its view reads, whatever aliases and fragments the
// document uses. Missing fields can be added to a document without any other change.
import fc from "fast-check";
import { parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { complete } from "../../src/playground/document/complete.js";
import { edited } from "../../src/playground/document/edits.js";
import { askingOf, operationOf, rootFields, withDefaults } from "../../src/playground/document/fields.js";
import { type Fit, fitOf, namesOf } from "../../src/playground/document/fit.js";
import { answer, argumentsFor, type Form, forms, plain, SCHEMA, VIEWED, type Viewed } from "./documents.js";

function fitForm(viewed: Viewed, { text, variables, key }: Form): Fit {
  const document = parse(text);
  const operation = operationOf(document)!;
  const asking = askingOf(SCHEMA, document, withDefaults(operation, variables));
  return fitOf(asking, rootFields(asking, operation).find((one) => one.key === key)!, viewed.fragment);
}

const FUNNEL = VIEWED.find(({ question }) => question === "funnel")!;
const STEPS = argumentsFor("funnel");

function funnel(body: string, more = ""): Form {
  return {
    text: `query Q($of: FunnelStepPart = DROPPED) {\n  other: funnel${STEPS} { steps { behind(of: $of) } }\n  funnel${STEPS} ${body}\n}\n${more}`,
    variables: {},
    key: "funnel",
  };
}

const missing = (form: Form) => namesOf(fitForm(FUNNEL, form).missing);

function completed(form: Form): string {
  const { text, variables, key } = form;
  const done = complete({ schema: SCHEMA, text, operation: null, variables, key, fragment: FUNNEL.fragment });
  if ("refused" in done) throw new Error(done.refused);
  return done.text;
}

describe("what a document lacks", () => {
  it("is named with its place; an object that is missing as a whole by its own name", () => {
    const names = missing(
      funnel("{ totals { journeys matched } duration { n median p90 } answer { dataVersion warnings } }"),
    );
    expect(names).toEqual([
      "totals.completed",
      "totals.dropped",
      "totals.pending",
      "totals.completionRate",
      "totals.mature",
      "totals.matureCompleted",
      "steps",
      "groups",
      "otherGroups",
    ]);
  });

  it("is recognised by its arguments: `behind` with another `of` is another field", () => {
    const names = missing(funnel("{ steps { behindEntered: behind(of: PENDING) x: behind(of: $of) } }"));
    expect(names).toContain("steps.behind(of: ENTERED)");
    expect(names).not.toContain("steps.behind(of: DROPPED)");
    expect(names).not.toContain("steps.behind(of: PENDING)");
  });

  it("contains what @skip and @include leave out", () => {
    expect(missing(funnel("{ steps { entered @skip(if: true) completed @include(if: true) } }"))).toEqual(
      expect.arrayContaining(["steps.entered"]),
    );
  });
});

describe("adding what is missing", () => {
  const all = plain(FUNNEL);

  it("inserts at the end of the selection set it belongs to, and keeps comments and formatting", () => {
    const before = funnel(
      "{\n    # what came in\n    totals { journeys, matched }   # on one line\n    steps {\n        entered\n        # the last line\n    }\n  }",
    );
    const after = completed(before);
    expect(after).toContain("    # what came in\n    totals {");
    expect(after).toContain(
      "   # on one line\n    steps {\n        entered\n        # the last line\n        step\n        name",
    );
    expect(after).toContain("        behindDropped: behind(of: DROPPED)\n        after {\n          point {");
    expect(validate(SCHEMA, parse(after))).toEqual([]);
    expect(missing({ ...before, text: after })).toEqual([]);
  });

  it("stays on the line where it fits", () => {
    const rest = "steps { ...S } duration { n median } answer { dataVersion warnings }";
    const form = funnel(
      `{ totals { journeys matched completed dropped pending completionRate mature matureCompleted } ${rest} }`,
      all.slice(all.indexOf("fragment FunnelStepView")).replace("FunnelStepView", "S"),
    );
    expect(completed(form)).toContain("duration { n median p90 }");
  });

  it("gives another alias where the key is taken by something else", () => {
    const form = funnel("{ steps { behindEntered: behind(of: PENDING) name: step entered: completed } }");
    const after = completed(form);
    expect(after).toContain("behindEntered2: behind(of: ENTERED)");
    expect(after).toContain("name2: name");
    expect(validate(SCHEMA, parse(after))).toEqual([]);
    expect(fitForm(FUNNEL, { ...form, text: after }).read(answer(after).funnel)).toEqual(answer(all).funnel);
  });

  it("leaves a named fragment as it is, and selects beside it", () => {
    const fragment = "fragment F on Funnel { steps { name x: entered } }";
    const form = funnel("{ ...F }", fragment);
    const after = completed(form);
    expect(after).toContain(fragment);
    expect(after).toContain("    ...F\n    totals {".replace("    ...F\n", ""));
    expect(validate(SCHEMA, parse(after))).toEqual([]);
    expect(fitForm(FUNNEL, { ...form, text: after }).read(answer(after).funnel)).toEqual(answer(all).funnel);
  });

  it("says why it cannot: the document has changed, or cannot be read", () => {
    const { text, variables } = funnel("{ steps { name } }");
    const base = { schema: SCHEMA, operation: null, variables, fragment: FUNNEL.fragment };
    expect(complete({ ...base, text, key: "mine" })).toEqual({
      refused: expect.stringContaining("no longer asks for mine"),
    });
    expect(complete({ ...base, text: `${text} {`, key: "funnel" })).toEqual({
      refused: expect.stringContaining("syntax error"),
    });
  });
});

it("takes any page of a list, and only one of them", () => {
  const customer = VIEWED.find(({ question }) => question === "customer")!;
  const whole = plain(customer);
  const paged = whole.replace("journeys(first: $first", "journeys(first: 3");
  expect(paged).not.toBe(whole);
  const form = (text: string): Form => ({ text, variables: {}, key: "customer" });
  const fits = fitForm(customer, form(paged));
  expect(namesOf(fits.missing)).toEqual([]);
  const two = paged.replace("{ ...CustomerView }", "{ ...CustomerView journeys2: journeys(first: 9) { totalCount } }");
  const both = fitForm(customer, form(two));
  expect(namesOf(both.missing)).toEqual([]);
  expect(both.read(answer(two).customer)).toEqual(fits.read(answer(paged).customer));
});

describe.each(VIEWED.map((viewed) => [viewed.question, viewed] as const))(
  "documents over the view of %s",
  (_, viewed) => {
    const wanted = answer(plain(viewed))[viewed.question];

    it("draw the same numbers as the plain one, whatever their form", () => {
      fc.assert(
        fc.property(forms(viewed, 100), (form) => {
          expect(validate(SCHEMA, parse(form.text)).map(({ message }) => message)).toEqual([]);
          const fits = fitForm(viewed, form);
          expect(namesOf(fits.missing)).toEqual([]);
          expect(fits.read(answer(form.text, form.variables)[form.key])).toEqual(wanted);
        }),
        { numRuns: 150 },
      );
    });

    it("become complete by one click, and nothing that was there changes", () => {
      fc.assert(
        fc.property(forms(viewed, 70), (form) => {
          const { text, variables, key } = form;
          const done = complete({ schema: SCHEMA, text, operation: null, variables, key, fragment: viewed.fragment });
          if ("refused" in done) throw new Error(done.refused);
          expect(validate(SCHEMA, parse(done.text)).map(({ message }) => message)).toEqual([]);
          // Whitespace before a brace may be replaced, and nothing else.
          for (const { offset, length } of done.edits) expect(text.slice(offset, offset + length).trim()).toBe("");
          expect(edited(text, done.edits)).toBe(done.text);
          const fits = fitForm(viewed, { ...form, text: done.text });
          expect(namesOf(fits.missing)).toEqual([]);
          expect(fits.read(answer(done.text, variables)[key])).toEqual(wanted);
        }),
        { numRuns: 150 },
      );
    });
  },
);
