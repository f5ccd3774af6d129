// Tests of personas and blueprints over HTTP, on any store: the customers of a persona, questions limited to a persona,
// versions of a blueprint, and the changes between versions.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { startTestServer, type TestServer } from "./server.js";
import type { SmallLog } from "./smallLog.js";

const row = (customer: string, channel: string, kind: string, day: number) => ({
  customer,
  channel,
  kind,
  time: `2026-01-${String(1 + day).padStart(2, "0")}T09:00:00Z`,
});
const LOG: SmallLog = {
  rows: [
    row("ana", "Web", "Ad", 0),
    row("ana", "Web", "Buy", 1),
    row("bob", "Web", "Ad", 2),
    row("bob", "Store", "Buy", 3),
    row("cyd", "Store", "Visit", 4),
    row("dan", "Web", "Ad", 5),
  ],
  attributes: { ana: { region: "north" }, bob: { region: "south" } },
};
const UPSERT = `mutation($personas: [PersonaInput!]!) { upsertPersonas(personas: $personas) {
  key name position size problem needs preferredChannels { key } customers { nodes { key } } } }`;
const JOURNEYS = `query($filter: JourneyFilter) { journeys(filter: $filter) { nodes { customer { key } } } }`;
const SAVE = `mutation($blueprint: BlueprintInput!) { saveBlueprint(blueprint: $blueprint) {
  key version versions name kind persona { key }
  steps { key name next optional expectedWait delay touchpoints { key } } } }`;
const DESIGN = {
  key: "purchase",
  name: "Purchase",
  persona: "web",
  steps: [
    { key: "ad", at: ["web/ad"], emotion: 1 },
    { key: "visit", at: ["Visit"], optional: true, expectedWait: "P1D" },
    { key: "buy", at: ["web/buy", "store/buy"] },
  ],
};

export function designsSuite(name: string, open?: () => Promise<GraphStore>): void {
  describe(`personas and blueprints on ${name}`, () => {
    let server: TestServer;
    beforeEach(async () => {
      server = await startTestServer({ log: LOG, open });
    });
    afterEach(() => server.close());

    async function ask(query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await server.ask(query, variables);
      expect(errors).toBeUndefined();
      return data;
    }
    const refused = async (query: string, variables: Record<string, unknown>) =>
      (await server.ask(query, variables)).errors![0]!.extensions as { code: string; argument: string };
    const upsert = async (...personas: object[]) => (await ask(UPSERT, { personas })).upsertPersonas;
    const customersOf = async (filter: object): Promise<string[]> =>
      (await ask(JOURNEYS, { filter })).journeys.nodes.map((j: { customer: { key: string } }) => j.customer.key).sort();

    it("gives each customer the first persona whose rule holds", async () => {
      const web = { key: "web", name: "Online buyer", rule: { touches: [{ channels: ["web"] }] } };
      const north = { key: "north", needs: ["warmth"], preferredChannels: ["Store"] };
      const rule = { attributes: [{ key: "region", in: ["north"] }] };
      expect(await upsert(web, { ...north, rule })).toEqual([
        {
          key: "web",
          name: "Online buyer",
          position: 1,
          size: 3,
          problem: null,
          needs: [],
          preferredChannels: [],
          customers: { nodes: [{ key: "dan" }, { key: "bob" }, { key: "ana" }] },
        },
        {
          key: "north",
          name: "north",
          position: 2,
          size: 0,
          problem: "Every customer who matches the rule has an earlier persona.",
          needs: ["warmth"],
          preferredChannels: [{ key: "store" }],
          customers: { nodes: [] },
        },
      ]);
      expect(await ask("{ customersWithoutPersona }")).toEqual({ customersWithoutPersona: 1 });
      // Now the other persona comes first. Fields that are left out stay unchanged.
      const [first] = await upsert({ key: "north", position: 0 });
      expect(first).toMatchObject({ size: 1, needs: ["warmth"] });
      expect(await customersOf({ persona: "north" })).toEqual(["ana"]);
      expect(await customersOf({ persona: "Online buyer" })).toEqual(["bob", "dan"]);
      const { ana, cyd, personas } = await ask(
        `{ ana: customer(key: "ana") { persona { key } } cyd: customer(key: "cyd") { persona { key } }
           personas { id key rule } }`,
      );
      expect([ana.persona.key, cyd.persona]).toEqual(["north", null]);
      expect(personas).toEqual([
        { id: "Persona:north", key: "north", rule },
        { id: "Persona:web", key: "web", rule: web.rule },
      ]);
    });

    it("limits questions and comparisons to a persona, also together with segments", async () => {
      await upsert({ key: "web", rule: { touches: [{ channels: ["web"] }] } });
      await ask(`mutation { upsertSegments(segments: [{ key: "two", customers: ["bob", "cyd"] }]) { key } }`);
      expect(await customersOf({ persona: "web", segments: ["two"] })).toEqual(["bob"]);
      const { ends } = await ask(`{ ends(filter: { persona: "web" }) { totals { journeys customers } } }`);
      expect(ends.totals).toEqual({ journeys: 3, customers: 3 });
    });

    it("refuses a rule that names a persona or an unknown thing, and an unknown persona in a filter", async () => {
      await upsert({ key: "web", rule: { touches: [{ channels: ["web"] }] } });
      const persona = (rule: object) => ({ personas: [{ key: "p", rule }] });
      expect(await refused(UPSERT, persona({ persona: "web" }))).toMatchObject({
        code: "BAD_ARGUMENT",
        argument: "personas[0].rule.persona",
      });
      expect(await refused(UPSERT, persona({ touches: [{ channels: ["wap"] }] }))).toMatchObject({
        code: "UNKNOWN_NAME",
        argument: "personas[0].rule.touches[0].channels[0]",
      });
      expect(await refused(JOURNEYS, { filter: { persona: "wep" } })).toMatchObject({
        code: "UNKNOWN_NAME",
        argument: "filter.persona",
        allowed: ["web"],
      });
      const segment = { segments: [{ key: "s", rule: { persona: "web" } }] };
      expect(
        await refused("mutation($segments: [SegmentInput!]!) { upsertSegments(segments: $segments) { key } }", segment),
      ).toMatchObject({ argument: "segments[0].rule.persona" });
    });

    it("saves versions, tells what changed, and draws a version", async () => {
      await upsert({ key: "web", rule: { touches: [{ channels: ["web"] }] } });
      const { saveBlueprint: first } = await ask(SAVE, { blueprint: DESIGN });
      expect(first).toEqual({
        key: "purchase",
        version: 1,
        versions: [1],
        name: "Purchase",
        kind: "JOURNEY",
        persona: { key: "web" },
        steps: [
          step("ad", ["visit"], ["web/ad"]),
          { ...step("visit", ["buy"], ["store/visit"]), optional: true, expectedWait: "P1D" },
          step("buy", [], ["web/buy", "store/buy"]),
        ],
      });
      expect((await ask(SAVE, { blueprint: DESIGN })).saveBlueprint.version).toBe(1);
      const steps = DESIGN.steps.map((one) => (one.key === "visit" ? { ...one, expectedWait: "PT12H" } : one));
      const { saveBlueprint: second } = await ask(SAVE, { blueprint: { ...DESIGN, steps } });
      expect([second.version, second.versions]).toEqual([2, [1, 2]]);
      const { blueprintDiff, blueprint, blueprints, personas } = await ask(
        `{ blueprintDiff(key: "purchase", from: 1, to: 2) { key change fields { name before after } }
           blueprint(key: "purchase", version: 1) { version diagram }
           blueprints { key version }
           personas { blueprints { key } } }`,
      );
      const fields = [{ name: "expectedWait", before: 86_400_000, after: 43_200_000 }];
      expect(blueprintDiff).toEqual([{ key: "visit", change: "CHANGED", fields }]);
      expect(blueprints).toEqual([{ key: "purchase", version: 2 }]);
      expect(personas).toEqual([{ blueprints: [{ key: "purchase" }] }]);
      expect(blueprint.version).toBe(1);
      expect(blueprint.diagram.split("\n")).toEqual([
        "flowchart LR",
        '  subgraph c1["Web"]',
        '    s1["ad<br>Ad"]',
        '    s3["buy<br>Buy or Buy"]',
        "  end",
        '  subgraph c2["Store"]',
        '    s2(["visit<br>Visit"])',
        "  end",
        '  s1 -->|"within P1D"| s2',
        "  s2 --> s3",
        "",
      ]);
    });

    it("names the place of a mistake in a blueprint, and saves nothing", async () => {
      const blueprint = (more: object) => ({ blueprint: { key: "b", steps: [{ key: "s", at: ["web/ad"] }], ...more } });
      for (const [given, code, argument] of [
        [{ steps: [{ key: "s", at: ["web/add"] }] }, "UNKNOWN_NAME", "blueprint.steps[0].at[0]"],
        [{ steps: [{ key: "s", at: ["Buy"] }] }, "UNKNOWN_NAME", "blueprint.steps[0].at[0]"],
        [{ steps: [{ key: "s", at: ["web/ad"], next: ["t"] }] }, "BAD_ARGUMENT", "blueprint.steps[0].next[0]"],
        [{ steps: [{ key: "s", at: ["web/ad"], delay: "P1D" }] }, "BAD_ARGUMENT", "blueprint.steps[0].delay"],
        [{ steps: [] }, "BAD_ARGUMENT", "blueprint.steps"],
        [{ persona: "nobody" }, "BAD_ARGUMENT", "blueprint.persona"],
      ] as const)
        expect(await refused(SAVE, blueprint(given))).toMatchObject({ code, argument });
      expect(await ask("{ blueprints { key } }")).toEqual({ blueprints: [] });
      expect(await refused(`{ blueprint(key: "none") { key } }`, {})).toMatchObject({ code: "UNKNOWN_NAME" });
    });

    it("limits questions to journeys that conform to a version, or that deviate from it", async () => {
      await ask(SAVE, { blueprint: { ...DESIGN, persona: null } });
      expect(await customersOf({ conforms: { blueprint: "purchase" } })).toEqual(["ana", "bob", "dan"]);
      expect(await customersOf({ conforms: { blueprint: "purchase", deviating: true } })).toEqual(["cyd"]);
      for (const [conforms, argument] of [
        [{ blueprint: "purchas" }, "filter.conforms.blueprint"],
        [{ blueprint: "purchase", version: 2 }, "filter.conforms.version"],
      ] as const)
        expect(await refused(JOURNEYS, { filter: { conforms } })).toMatchObject({ code: "UNKNOWN_NAME", argument });

      await upsert({ key: "as-designed", rule: { conforms: { blueprint: "purchase" } } });
      expect(await customersOf({ persona: "as-designed" })).toEqual(["ana", "bob", "dan"]);
      const remove = `mutation { removeBlueprint(key: "purchase", version: 1) }`;
      expect(await refused(remove, {})).toMatchObject({ code: "IN_USE" });
      await ask(`mutation { removePersona(key: "as-designed") }`);
      expect(await ask(remove)).toEqual({ removeBlueprint: true });
    });

    it("keeps what was measured of a version, and compares it with its successor", async () => {
      await upsert({ key: "web", rule: { touches: [{ channels: ["Web"] }] } });
      await ask(SAVE, { blueprint: DESIGN });
      const measure = `mutation($from: DateTime!, $before: DateTime!, $version: Int) {
        measureBlueprint(key: "purchase", version: $version, from: $from, before: $before) {
          version measurements { from before measuredAt dataVersion counts } } }`;
      const period = { from: "2026-01-01", before: "2026-01-04" };
      const { measureBlueprint: measured } = await ask(measure, period);
      expect(measured).toMatchObject({ version: 1, measurements: [{ before: "2026-01-04T00:00:00.000Z" }] });
      const [{ counts }] = measured.measurements;
      expect(counts).toMatchObject({
        persona: "web",
        totals: { journeys: 2, customers: 2, conforming: 2, fitness: 1 },
        steps: [{ key: "ad", reached: 2 }, { key: "visit" }, { key: "buy", reached: 2 }],
        adHoc: [],
      });
      // The figures are equal to the answer of the question.
      const { conformance } = await ask(
        `{ conformance(blueprint: "purchase", filter: { persona: "web", startedFrom: "2026-01-01", startedBefore: "2026-01-04" }) {
          totals { journeys conforming open fitness cost } steps { key reached missing outOfOrder failed late } } }`,
      );
      expect(counts).toMatchObject(conformance);

      await ask(SAVE, { blueprint: { ...DESIGN, name: "Purchase again" } });
      await ask(measure, { from: "2026-01-04", before: "2026-02-01" });
      await ask(measure, { ...period, version: 1 });
      const version = `query($version: Int) { blueprint(key: "purchase", version: $version) { measurements { from } } }`;
      expect((await ask(version, { version: 1 })).blueprint.measurements).toHaveLength(1);
      expect((await ask(version, { version: 2 })).blueprint.measurements).toEqual([
        { from: "2026-01-04T00:00:00.000Z" },
      ]);

      expect(await refused(measure, { from: "2026-01-04", before: "2026-01-04" })).toMatchObject({ argument: "from" });
      expect(await refused(measure, { from: "soon", before: "2026-01-04" })).toMatchObject({ code: "BAD_ARGUMENT" });
      const remove = `mutation { removeBlueprint(key: "purchase", version: 1) }`;
      expect(await refused(remove, {})).toMatchObject({ code: "IN_USE" });
      const removeMeasurement = `mutation { removeMeasurement(key: "purchase", version: 1, from: "2026-01-01", before: "2026-01-04") }`;
      expect(await ask(removeMeasurement)).toEqual({ removeMeasurement: true });
      expect(await ask(removeMeasurement)).toEqual({ removeMeasurement: false });
      expect(await ask(remove)).toEqual({ removeBlueprint: true });
    });

    it("keeps a persona that a blueprint names, and removes both in order", async () => {
      await upsert({ key: "web" });
      await ask(SAVE, { blueprint: DESIGN });
      const remove = `mutation { removePersona(key: "web") }`;
      expect(await refused(remove, {})).toMatchObject({ code: "IN_USE" });
      const removed = await ask(`mutation { removeBlueprint(key: "purchase", version: 1) removePersona(key: "web") }`);
      expect(removed).toEqual({ removeBlueprint: true, removePersona: true });
      expect(await ask(remove)).toEqual({ removePersona: false });
    });

    it("keeps goals that a persona's rule names", async () => {
      await ask(`mutation { upsertGoals(goals: [{ key: "buy", selector: { kinds: ["Buy"] } }]) { key } }`);
      await upsert({ key: "buyer", rule: { reachedGoal: "buy" } });
      expect(await refused(`mutation { removeGoal(key: "buy") }`, {})).toMatchObject({ code: "IN_USE" });
    });
  });
}

function step(key: string, next: readonly string[], touchpoints: readonly string[]) {
  return {
    key,
    name: key,
    next,
    optional: false,
    expectedWait: null,
    delay: null,
    touchpoints: touchpoints.map((touchpoint) => ({ key: touchpoint })),
  };
}
