// A read-only service refuses every mutation of the schema with READ_ONLY, before it checks anything else.
import { expect, it } from "vitest";
import { schema } from "../../src/resolvers/schema.js";
import { counting, startTestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const MUTATIONS: Readonly<Record<string, string>> = {
  recordInteractions:
    'recordInteractions(interactions: [{ customer: "x", touchpoint: "no/such", at: "2026-01-01T00:00:00Z" }]) { accepted }',
  recordFeedback:
    'recordFeedback(feedback: [{ customer: "x", touchpoint: "web/site", at: "2026-01-01T00:00:00Z", csat: 5 }]) { accepted }',
  linkCustomers: 'linkCustomers(from: ["ana"], into: "") { customers }',
  unlinkCustomers: 'unlinkCustomers(from: "ana", into: "") { found }',
  declareIdentities: "declareIdentities(declarations: []) { changed }",
  eraseCustomer: 'eraseCustomer(key: "nobody") { found }',
  forgetSource: "forgetSource(number: 99) { found }",
  upsertTouchpoints: 'upsertTouchpoints(touchpoints: [{ key: "web/site", name: "x" }]) { key }',
  upsertChannels: 'upsertChannels(channels: [{ key: "web", name: "x" }]) { key }',
  upsertStages: 'upsertStages(stages: [{ key: "s", name: "x" }]) { key }',
  upsertGoals: 'upsertGoals(goals: [{ key: "g", selector: { any: true } }]) { key }',
  upsertServiceLevels: 'upsertServiceLevels(serviceLevels: [{ from: "web", to: "phone", wait: "PT1H" }]) { from }',
  upsertCustomers: 'upsertCustomers(customers: [{ key: "ana", attributes: { a: 1 } }]) { key }',
  upsertSegments: 'upsertSegments(segments: [{ key: "s", rule: { minInteractions: 1 } }]) { key }',
  removeSegment: 'removeSegment(key: "s")',
  upsertPersonas: 'upsertPersonas(personas: [{ key: "p" }]) { key }',
  removePersona: 'removePersona(key: "p")',
  saveBlueprint: 'saveBlueprint(blueprint: { key: "b", steps: [{ key: "s", at: ["web/site"] }] }) { key }',
  removeBlueprint: 'removeBlueprint(key: "b", version: 1)',
  measureBlueprint: 'measureBlueprint(key: "b", from: "2026-01-01", before: "2026-02-01") { key }',
  removeMeasurement: 'removeMeasurement(key: "b", from: "2026-01-01", before: "2026-02-01")',
  removeTouchpoint: 'removeTouchpoint(key: "web/site")',
  removeChannel: 'removeChannel(key: "web")',
  removeStage: 'removeStage(key: "purchase")',
  removeGoal: 'removeGoal(key: "bought")',
  removeServiceLevel: 'removeServiceLevel(from: "web", to: "store")',
  updateSettings: 'updateSettings(journeyGap: "PT1H") { journeyGap }',
};

it("refuses every mutation and answers every question", async () => {
  expect(Object.keys(schema().getMutationType()!.getFields()).sort()).toEqual(Object.keys(MUTATIONS).sort());
  let calls: string[] = [];
  const server = await startTestServer({
    log: SHOP,
    readOnly: true,
    wrap: (store) => {
      const counted = counting(store);
      calls = counted.calls;
      return counted.store;
    },
  });
  await server.service.ready();
  calls.length = 0;
  for (const mutation of Object.values(MUTATIONS)) {
    const { errors } = await server.ask(`mutation { ${mutation} }`);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["READ_ONLY"]);
  }
  expect(calls).toEqual([]);
  const { data, errors } = await server.ask(
    '{ status { interactions } transitions { totals { journeys } } person(key: "ana") { key } }',
  );
  expect(errors).toBeUndefined();
  expect(data.transitions.totals.journeys).toBeGreaterThan(0);
  expect(data.person).toEqual({ key: "ana" });
  await server.close();
});
