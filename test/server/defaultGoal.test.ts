// Tests of a default goal that selects by a property. Every question that uses the default goal must then run on a
// projection that is refined by this property, whether the argument is omitted or null.
import { getNamedType, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { schema } from "../../src/resolvers/schema.js";
import { ASKINGS } from "../../src/schema/asking/askings.js";
import { argumentsOf } from "../support/schemaPaths.js";
import { startTestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const QUERIES = Object.keys(ASKINGS).flatMap((name) => {
  const field = schema().getQueryType()!.getFields()[name]!;
  if (!isObjectType(getNamedType(field.type))) return [];
  const given = argumentsOf(field.args).replaceAll('"x"', '"ad"').slice(1, -1);
  const others = [
    "",
    ...(field.args.some(({ name: own }) => own === "goal") ? ["goal: null"] : []),
    ...(field.args.some(({ name: own }) => own === "settings") ? ["settings: null", "settings: { goal: null }"] : []),
    ...(field.args.some(({ name: own }) => own === "by") ? ['by: PROPERTY, property: "plan"'] : []),
  ];
  return others.map((other) => {
    const all = [given, other].filter((text) => text !== "").join(", ");
    return `{ ${name}${all === "" ? "" : `(${all})`} { __typename } }`;
  });
});

describe("a default goal that selects by a property", () => {
  it("is used by every question that needs a goal", async () => {
    const server = await startTestServer({ log: SHOP });
    try {
      const touchpoint = (await server.ask("{ touchpoints { key } }")).data.touchpoints[0].key as string;
      const rows = ["free", "paid"].map((plan, i) => ({
        ...{ customer: "zoe", touchpoint, at: `2026-03-0${i + 1}T09:00:00Z`, attributes: { plan } },
      }));
      await server.ask(
        "mutation($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) { accepted } }",
        {
          rows,
        },
      );
      const declared = await server.ask(
        'mutation { upsertGoals(goals: [{ key: "paid", isDefault: true, selector: { property: { key: "plan", in: ["paid"] } } }]) { key } }',
      );
      expect(declared.errors).toBeUndefined();
      for (const query of QUERIES) {
        const { errors } = await server.ask(query);
        const refused = errors?.find(
          ({ message, extensions }) => extensions.code === "INTERNAL" || /depends on single interactions/.test(message),
        );
        expect([query, refused]).toEqual([query, undefined]);
      }
      const { data } = await server.ask(
        '{ attribution(models: [LAST], by: PROPERTY, property: "plan") { totals { convertedJourneys } } }',
      );
      expect(data.attribution.totals.convertedJourneys).toBe(1);
      expect(server.logged).toEqual([]);
    } finally {
      await server.close();
    }
  }, 60_000);
});
