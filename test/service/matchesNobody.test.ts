// Rules that match nobody, and blueprints whose steps nobody meets, are accepted, and every answer that they leave empty
// says so.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log: SHOP });
});
afterAll(() => server.close());

async function ask(query: string): Promise<any> {
  const { data, errors } = await server.ask(query);
  expect(errors).toBeUndefined();
  return data;
}

describe("what matches nobody", () => {
  it("is a problem of a segment and of a persona", async () => {
    const { upsertSegments, upsertPersonas } = await ask(`mutation {
      upsertSegments(segments: [{ key: "far", rule: { attributes: [{ key: "region", in: ["Moon"] }] } }, { key: "all", rule: {} }]) {
        key problem
      }
      upsertPersonas(personas: [
        { key: "everyone", name: "Everyone", position: 1, rule: { minInteractions: 1 } }
        { key: "second", name: "Second", position: 2, rule: { reachedGoal: "bought" } }
        { key: "moon", name: "Moon", position: 3, rule: { attributes: [{ key: "region", in: ["Moon"] }] } }
      ]) { key problem size }
    }`);
    expect(upsertSegments[0].problem).toMatch(/No customer matches the rule\.$/);
    expect(upsertSegments[1].problem).toBeNull();
    expect(upsertPersonas[0]).toMatchObject({ problem: null, size: 4 });
    expect(upsertPersonas[1]).toMatchObject({
      problem: "Every customer who matches the rule has an earlier persona.",
      size: 0,
    });
    expect(upsertPersonas[2].problem).toMatch(/No customer matches the rule\.$/);
  });

  it("is a warning of every answer that names it", async () => {
    const { map, routes, both, found } = await ask(`{
      map: journeyMap(persona: "moon") { totals { journeys } answer { warnings } }
      routes: commonRoutes(filter: { segments: ["far"] }) { totals { journeys } answer { warnings } }
      both: compareTransitions(a: { filter: { persona: "moon" } }, b: { filter: {} }) { answer { warnings } }
      found: opportunities { answer { warnings } }
    }`);
    const nobody = (at: string) =>
      `No customer has the persona, or belongs to the segments, of \`${at}\`, so no journey passes it.`;
    expect(map.answer.warnings).toEqual(expect.arrayContaining([nobody("filter"), "No journey passes the filter."]));
    expect(routes.answer.warnings).toContain(nobody("filter"));
    expect(both.answer.warnings).toContain(nobody("a.filter"));
    expect(found.answer.warnings).toContain('The segment "far" is not compared, because no customer belongs to it.');
  });

  it("is a warning of conformance and of a map, if nobody meets a step", async () => {
    await ask(`mutation {
      upsertChannels(channels: [{ key: "fax", name: "Fax" }]) { key }
      upsertTouchpoints(touchpoints: [{ key: "fax/letter", kind: "Letter", channel: "fax" }]) { key }
      saveBlueprint(blueprint: { key: "dream", name: "Dream", steps: [
        { key: "see", at: ["search/ad"] }, { key: "fax", at: ["fax/letter"] }
      ] }) { version }
    }`);
    const { conformance, journeyMap } = await ask(`{
      conformance(blueprint: "dream") { answer { warnings } }
      journeyMap(blueprint: "dream") { stages { steps { reached } } answer { warnings } }
    }`);
    const unmet = 'The step "fax" cannot be matched, because the store has no interaction at its touchpoints.';
    expect(conformance.answer.warnings).toContain(unmet);
    expect(journeyMap.answer.warnings).toContain(unmet);
  });
});
