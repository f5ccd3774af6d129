// The schema serves as the manual. The committed file must be up to date, and every member must have a description.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";
import { describe, expect, it } from "vitest";
import { GRAINS, REPEATS, START_AT } from "../../src/engine/terms.js";
import { printedSchema, schema } from "../../src/resolvers/schema.js";

describe("schema", () => {
  it("is the committed one (npm run schema:write)", () => {
    expect(readFileSync(resolve(import.meta.dirname, "../../schema.graphql"), "utf8")).toBe(printedSchema());
  });

  it("describes every type, field, argument and value", () => {
    const lacking: string[] = [];
    const look = (place: string, { description }: { description?: string | null }) => {
      if (!description || !/[.!?)`]$/.test(description)) lacking.push(place);
    };
    for (const type of Object.values(schema().getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
      if (!["Query", "Mutation"].includes(type.name)) look(type.name, type);
      for (const [place, member] of membersOf(type)) look(place, member);
    }
    expect(lacking).toEqual([]);
  });

  it("requires exactly one choice in a selector", () => {
    for (const name of ["PointSelector", "Breakdown"]) expect(printedSchema()).toContain(`input ${name} @oneOf {`);
  });

  it("has the values of the model's lists", () => {
    for (const [name, values] of [
      ["Grain", GRAINS],
      ["Repeats", REPEATS],
      ["StartAt", START_AT],
    ] as const) {
      const type = schema().getType(name);
      expect(isEnumType(type) && type.getValues().map((value) => value.name)).toEqual(values);
    }
  });

  it("leaves out features of later issues", () => {
    const names = Object.keys(schema().getTypeMap());
    for (const later of ["Subscription"]) expect(names).not.toContain(later);
  });
});

function* membersOf(type: GraphQLNamedType): Iterable<[string, { description?: string | null }]> {
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value];
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field];
  if (isObjectType(type) || isInterfaceType(type))
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field];
      for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name})`, argument];
    }
}
