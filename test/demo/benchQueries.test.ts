// The queries of the benchmark's load include every question of the schema.
import { readFileSync } from "node:fs";
import { buildSchema, isInputObjectType, parse, validate } from "graphql";
import { expect, it } from "vitest";
import { QUERIES } from "../../bench/queries.js";

const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));

it("is valid, and has all questions of the API", () => {
  for (const [name, query] of Object.entries(QUERIES))
    expect([name, validate(schema, parse(query))]).toEqual([name, []]);
  const fields = schema.getQueryType()!.getFields();
  const filtered = Object.values(fields).filter(({ args }) =>
    args.some(({ type }) => isInputObjectType(type) && type.name === "JourneyFilter"),
  );
  expect(filtered.length).toBeGreaterThan(13);
  for (const { name } of filtered)
    expect(
      Object.values(QUERIES).some((query) => query.includes(`${name}(`)),
      name,
    ).toBe(true);
});
