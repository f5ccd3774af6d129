// Tests of the mutations over HTTP: their reports, and whether the next question sees the change.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CatalogueChange } from "../../src/model/catalogue.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const NOW = Date.UTC(2026, 1, 1);
let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ log: SHOP, now: () => NOW });
});
afterEach(() => server.close());

async function ask(query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await server.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}
const refused = async (query: string, variables?: Record<string, unknown>) =>
  (await server.ask(query, variables)).errors![0]!.extensions;

const RECORD = `mutation($rows: [InteractionInput!]!, $replace: Boolean) { recordInteractions(interactions: $rows, replace: $replace) {
  accepted duplicates replaced conflicts { index field code message } rejected { index field code message } dataVersion } }`;
const faxed = async () =>
  (await ask(`{ segments { key problem } }`)).segments.filter(({ key }: { key: string }) => key === "faxed");
const visits = async () =>
  (await ask(`{ transitions(first: 1000) { edges { to { key } count } } touchpoint(key: "web/site") { visits } }`))
    .touchpoint.visits;

describe("recordInteractions", () => {
  it("records good rows and returns bad ones, each with index, field and code", async () => {
    const good = { customer: "new", touchpoint: "web/site", at: "2026-01-20T10:00:00Z" };
    const rows = [
      good,
      { ...good, touchpoint: "web/sites" },
      { ...good, at: "yesterday" },
      { ...good, at: "2026-01-20T10:00:00" },
      { ...good, at: "2099-01-01T00:00:00Z" },
      { ...good, customer: "" },
      { ...good, customer: "x".repeat(600) },
      { ...good, intendedChannel: "Fax" },
      { ...good, attributes: [1] },
      { ...good, value: 1e300 },
      {
        ...good,
        id: "own",
        at: "2026-01-20T11:00:00+01:00",
        intendedChannel: "Phone",
        value: 1.23455,
        attributes: { b: 1, a: [true] },
        outcome: "FAILED",
      },
    ];
    const { recordInteractions } = await ask(RECORD, { rows });
    expect(recordInteractions).toMatchObject({ accepted: 2, duplicates: 0, replaced: 0, conflicts: [] });
    expect(
      recordInteractions.rejected.map((r: { index: number; field: string; code: string }) => [
        r.index,
        r.field,
        r.code,
      ]),
    ).toEqual([
      [1, "touchpoint", "UNKNOWN_TOUCHPOINT"],
      [2, "at", "BAD_TIME"],
      [3, "at", "BAD_TIME"],
      [4, "at", "FUTURE_TIME"],
      [5, "customer", "MISSING_FIELD"],
      [6, "customer", "KEY_TOO_LONG"],
      [7, "intendedChannel", "UNKNOWN_CHANNEL"],
      [8, "attributes", "BAD_VALUE"],
      [9, "value", "BAD_NUMBER"],
    ]);
    expect(recordInteractions.rejected[0].message).toContain("web/site");
    const { customer } = await ask(
      `{ customer(key: "new") { journeys { nodes { interactions { nodes { key at value outcome attributes intendedChannel { key } sources { number } } } } } } }`,
    );
    expect(customer.journeys.nodes[0].interactions.nodes[0]).toEqual({
      key: "own",
      at: "2026-01-20T10:00:00.000Z",
      value: 1.2346,
      outcome: "FAILED",
      attributes: { a: [true], b: 1 },
      intendedChannel: { key: "phone" },
      sources: [{ number: 0 }],
    });
  });

  it("counts equal rows as duplicates and other content as a conflict, and replaces it if requested", async () => {
    const before = await visits();
    const plain = { customer: "new", touchpoint: "web/site", at: "2026-01-20T10:00:00Z" };
    // Two equal rows of one call are two visits.
    const rows = [plain, plain, { ...plain, id: "own" }];
    expect((await ask(RECORD, { rows })).recordInteractions).toMatchObject({ accepted: 3, duplicates: 0 });
    expect(await visits()).toBe(before + 3);
    const again = (await ask(RECORD, { rows })).recordInteractions;
    expect(again).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(await visits()).toBe(before + 3);
    const other = [{ ...plain, id: "own", value: 5 }];
    const conflict = (await ask(RECORD, { rows: other })).recordInteractions;
    expect(conflict).toMatchObject({ accepted: 0, conflicts: [{ index: 0, field: "value", code: "CONFLICT" }] });
    expect((await ask(RECORD, { rows: other, replace: true })).recordInteractions).toMatchObject({
      replaced: 1,
      conflicts: [],
    });
  });

  it("creates names if requested, as a file does, and rejects them otherwise", async () => {
    const at = "2026-01-20T10:00:00Z";
    const record = `mutation($rows: [InteractionInput!]!, $createNames: Boolean) {
      recordInteractions(interactions: $rows, createNames: $createNames) {
        accepted duplicates rejected { index field code } created { touchpoints channels stages } } }`;
    const rows = [
      { customer: "new", touchpoint: "App/Push opened", at, intendedChannel: "Call Centre" },
      { customer: "new", touchpoint: "Order", channel: "Web", stage: "Purchase 2", at },
      { customer: "new", touchpoint: "Billboard", at },
      { customer: "new", touchpoint: "web/site", at },
      { customer: "new", touchpoint: "", channel: "Web", at },
      { customer: "new", touchpoint: "web/", at },
    ];
    expect((await ask(record, { rows, createNames: false })).recordInteractions.rejected).toMatchObject(
      [0, 1, 2, 4, 5].map((index) => ({ index, field: "touchpoint", code: "UNKNOWN_TOUCHPOINT" })),
    );
    const { recordInteractions } = await ask(record, { rows, createNames: true });
    expect(recordInteractions).toEqual({
      accepted: 3,
      duplicates: 1,
      rejected: [
        { index: 4, field: "touchpoint", code: "MISSING_FIELD" },
        { index: 5, field: "touchpoint", code: "MISSING_FIELD" },
      ],
      created: {
        touchpoints: ["app/push-opened", "unknown/billboard", "web/order"],
        channels: ["app", "call-centre", "unknown"],
        stages: ["purchase-2"],
      },
    });
    expect((await ask(record, { rows, createNames: true })).recordInteractions).toMatchObject({
      accepted: 0,
      duplicates: 4,
      created: { touchpoints: [], channels: [], stages: [] },
    });
    const { touchpoint } = await ask(
      `{ touchpoint(key: "app/push-opened") { name kind channel { key name } stage { key } } }`,
    );
    expect(touchpoint).toEqual({
      name: "Push opened",
      kind: "Push opened",
      channel: { key: "app", name: "App" },
      stage: null,
    });
    // A known kind on a known channel, in strict mode.
    const known = [
      { customer: "new", touchpoint: "Order", channel: "Web", at: "2026-01-20T11:00:00Z" },
      { customer: "new", touchpoint: "web/site", stage: "Care", at },
    ];
    expect((await ask(record, { rows: known })).recordInteractions).toMatchObject({
      accepted: 1,
      rejected: [{ index: 1, field: "stage", code: "BAD_VALUE" }],
    });
  });

  it("adds no spelling, channel or stage", async () => {
    const names = "{ channels { key name } stages { key name } touchpoints { key name kind stage { key } } }";
    const before = await ask(names);
    await ask(RECORD, {
      rows: [{ customer: "new", touchpoint: "store/purchase", at: "2026-01-20T10:00:00Z", intendedChannel: "web" }],
    });
    expect(await ask(names)).toEqual(before);
  });

  it("refuses a call with no rows or too many", async () => {
    expect(await refused(RECORD, { rows: [] })).toMatchObject({ code: "BAD_ARGUMENT", argument: "interactions" });
    const rows = Array.from({ length: 10_001 }, (_, i) => ({
      customer: `c${i}`,
      touchpoint: "web/site",
      at: "2026-01-20T10:00:00Z",
    }));
    expect(await refused(RECORD, { rows })).toMatchObject({ code: "BAD_ARGUMENT", argument: "interactions" });
  });

  it("is seen by every later question, from the first to the hundredth", async () => {
    await server.service.ready();
    let count = (await ask("{ transitions { totals { journeys } } }")).transitions.totals.journeys;
    for (let i = 0; i < 100; i++) {
      await ask(RECORD, { rows: [{ customer: `n${i}`, touchpoint: "web/site", at: "2026-01-20T10:00:00Z" }] });
      const answers = await Promise.all(
        Array.from({ length: 3 }, () =>
          ask("{ transitions { totals { journeys } answer { dataVersion } } status { dataVersion } }"),
        ),
      );
      count++;
      for (const { transitions } of answers) expect(transitions.totals.journeys).toBe(count);
    }
  });
});

describe("identities", () => {
  it("links, and leads from the old key to the new one", async () => {
    const { linkCustomers } = await ask(
      `mutation { linkCustomers(from: ["ben"], into: "ana") { customers interactions dataVersion } }`,
    );
    expect(linkCustomers).toMatchObject({ customers: 2, interactions: 3 });
    const { customer, transitions } = await ask(
      `{ customer(key: "ben") { key journeys { totalCount } } transitions(filter: { customers: ["ben"] }) { totals { journeys customers } } }`,
    );
    expect(customer).toEqual({ key: "ana", journeys: { totalCount: 1 } });
    expect(transitions.totals).toEqual({ journeys: 1, customers: 1 });
    expect(await refused(`mutation { linkCustomers(from: [""], into: "ana") { customers } }`)).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "from[0]",
    });
  });

  it("unlinks, and then every answer is what it was", async () => {
    const everything = `{ customers(first: 100) { nodes { key journeys { nodes { id key interactions { nodes { id key identity anonymous } } } } } } transitions { totals { journeys customers } } }`;
    const before = await ask(everything);
    await ask(`mutation { linkCustomers(from: ["ben"], into: "ana") { customers } }`);
    const { customer, person } = await ask(
      `{ customer(key: "ana") { journeys { nodes { interactions { nodes { id identity } } } } }
         person(key: "ben") { key identities links { from into } declarations { anonymous } shared names { name } joining { anonymous } } }`,
    );
    expect(person).toEqual({
      key: "ana",
      identities: ["ana", "ben"],
      links: [{ from: "ben", into: "ana" }],
      declarations: [],
      shared: [],
      names: [],
      joining: [],
    });
    const interactions = customer.journeys.nodes.flatMap(
      (journey: { interactions: { nodes: { id: string; identity: string }[] } }) => journey.interactions.nodes,
    );
    expect(new Set(interactions.map(({ identity }: { identity: string }) => identity))).toEqual(
      new Set(["ana", "ben"]),
    );
    for (const { id, identity } of interactions) {
      expect(id.includes("~")).toBe(identity === "ben");
      expect(
        (await ask(`query($id: ID!) { node(id: $id) { ... on Interaction { id identity } } }`, { id })).node,
      ).toEqual({
        id,
        identity,
      });
    }
    const unlink = `mutation { unlinkCustomers(from: "ben", into: "ana") { found customers interactions } }`;
    expect((await ask(unlink)).unlinkCustomers).toEqual({ found: true, customers: 2, interactions: 3 });
    expect((await ask(unlink)).unlinkCustomers).toEqual({ found: false, customers: 0, interactions: 0 });
    const byKey = (answer: { customers: { nodes: { key: string }[] } }) => ({
      ...answer,
      customers: [...answer.customers.nodes].sort((a, b) => (a.key < b.key ? -1 : 1)),
    });
    expect(byKey(await ask(everything))).toEqual(byKey(before));
  });

  it("records anonymous rows, declares who they are, and names shared devices", async () => {
    const row = { touchpoint: "web/site", at: "2026-01-20T10:00:00Z" };
    const record = `mutation($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) {
      accepted duplicates identities { declared named shared } rejected { index field code } } }`;
    const rows = [
      { ...row, id: "1", anonymous: "phone" },
      { ...row, id: "2", customer: "new", anonymous: "phone", at: "2026-01-20T10:01:00Z" },
      { ...row, id: "3" },
      { ...row, id: "4", customer: "new", anonymous: "null" },
    ];
    expect((await ask(record, { rows })).recordInteractions).toEqual({
      accepted: 2,
      duplicates: 0,
      identities: { declared: 1, named: 0, shared: [] },
      rejected: [
        { index: 2, field: "customer", code: "MISSING_FIELD" },
        { index: 3, field: "anonymous", code: "BAD_VALUE" },
      ],
    });
    const { customer } = await ask(
      `{ customer(key: "phone") { key journeys { nodes { interactions { nodes { identity anonymous } } } } } }`,
    );
    expect(customer).toEqual({
      key: "new",
      journeys: {
        nodes: [
          {
            interactions: {
              nodes: [
                { identity: "phone", anonymous: null },
                { identity: "new", anonymous: "phone" },
              ],
            },
          },
        ],
      },
    });
    const declare = `mutation { declareIdentities(declarations: [{ anonymous: "phone", customer: "ana" }]) { changed shared } }`;
    expect((await ask(declare)).declareIdentities).toEqual({ changed: 1, shared: ["phone"] });
    expect((await ask(`{ customer(key: "phone") { key } }`)).customer.key).toBe("phone");
    expect(
      (await ask(`mutation { eraseCustomer(key: "new") { joining { anonymous customer } } }`)).eraseCustomer,
    ).toEqual({
      joining: [{ anonymous: "phone", customer: "ana" }],
    });
    expect((await ask(`{ customer(key: "phone") { key } }`)).customer.key).toBe("ana");
    expect(
      await refused(
        `mutation { declareIdentities(declarations: [{ anonymous: "null", customer: "ana" }]) { changed } }`,
      ),
    ).toMatchObject({ code: "BAD_ARGUMENT", argument: "declarations[0].anonymous" });
  });

  it("erases, once", async () => {
    const erase = `mutation { eraseCustomer(key: "ana") { found interactions } }`;
    expect((await ask(erase)).eraseCustomer).toEqual({ found: true, interactions: 3 });
    expect((await ask(erase)).eraseCustomer).toEqual({ found: false, interactions: 0 });
    const data = await ask(
      `{ customer(key: "ana") { key } status { customers interactions } touchpoint(key: "store/purchase") { key } }`,
    );
    expect(data).toEqual({ customer: null, status: { customers: 3, interactions: 8 }, touchpoint: null });
  });

  it("takes an import back", async () => {
    expect((await ask("mutation { forgetSource(number: 1) { found interactions } }")).forgetSource).toEqual({
      found: true,
      interactions: 11,
    });
    expect(await ask("{ status { interactions journeys } transitions { totals { journeys } } }")).toEqual({
      status: { interactions: 0, journeys: 0 },
      transitions: { totals: { journeys: 0 } },
    });
    expect((await ask("mutation { forgetSource(number: 9) { found } }")).forgetSource).toEqual({ found: false });
  });
});

describe("the catalogue and settings", () => {
  it("declares touchpoints, channels and stages; null clears a field, and one that is left out stays", async () => {
    const data = await ask(`mutation {
      upsertChannels(channels: [{ key: "app", name: "App", medium: ONLINE }, { key: "web", assisted: true }]) { key name medium assisted }
      upsertStages(stages: [{ key: "retention", name: "Retention", position: 3, phase: POST_PURCHASE }, { key: "purchase", purpose: null }]) { key position phase purpose }
      upsertTouchpoints(touchpoints: [{ key: "app/chat", kind: "Chat", channel: "App", stage: "Retention", description: "in-app" }]) { id name channel { name } stage { name } initiatedBy description visits }
    }`);
    expect(data.upsertChannels).toEqual([
      { key: "app", name: "App", medium: "ONLINE", assisted: false },
      { key: "web", name: "Web", medium: "ONLINE", assisted: true },
    ]);
    expect(data.upsertStages[1]).toEqual({ key: "purchase", position: 2, phase: "PURCHASE", purpose: null });
    expect(data.upsertTouchpoints).toEqual([
      {
        id: "Touchpoint:app/chat",
        name: "Chat",
        channel: { name: "App" },
        stage: { name: "Retention" },
        initiatedBy: "CUSTOMER",
        description: "in-app",
        visits: 0,
      },
    ]);
    await ask(RECORD, { rows: [{ customer: "new", touchpoint: "app/chat", at: "2026-01-20T10:00:00Z" }] });
    expect(
      (await ask(`{ transitions(filter: { touches: [{ channels: ["App"] }] }) { totals { journeys } } }`)).transitions
        .totals.journeys,
    ).toBe(1);
  });

  it("refuses invalid declarations, with the path", async () => {
    expect(
      await refused(`mutation { upsertTouchpoints(touchpoints: [{ key: "web/site", name: null }]) { key } }`),
    ).toMatchObject({ code: "BAD_ARGUMENT", argument: "touchpoints[0].name" });
    expect(await refused(`mutation { upsertTouchpoints(touchpoints: [{ key: "web/new" }]) { key } }`)).toMatchObject({
      code: "BAD_CATALOGUE",
    });
    expect(await refused(`mutation { upsertChannels(channels: [{ key: " " }]) { key } }`)).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "channels[0].key",
    });
    expect(
      await refused(`mutation { upsertGoals(goals: [{ key: "g", selector: { goal: "bought" } }]) { key } }`),
    ).toMatchObject({ argument: "goals[0].selector.goal" });
    expect(
      await refused(`mutation { upsertGoals(goals: [{ key: "g", selector: { any: false } }]) { key } }`),
    ).toMatchObject({ argument: "goals[0].selector.any" });
  });

  it("declares goals, of which one is the default", async () => {
    const data = await ask(
      `mutation { upsertGoals(goals: [{ key: "called", selector: { channels: ["phone"] }, isDefault: true }]) { id name isDefault selector } }`,
    );
    expect(data.upsertGoals).toEqual([
      { id: "Goal:called", name: "called", isDefault: true, selector: { channels: ["phone"] } },
    ]);
    expect((await ask("{ goals { key isDefault } }")).goals).toEqual([
      { key: "bought", isDefault: false },
      { key: "called", isDefault: true },
    ]);
  });

  it("declares service levels between existing channels or touchpoints", async () => {
    const set = (from: string, to: string, wait: string) =>
      `mutation { upsertServiceLevels(serviceLevels: [{ from: "${from}", to: "${to}", wait: "${wait}" }]) { from to wait } }`;
    expect((await ask(set("web", "phone", "PT2H"))).upsertServiceLevels).toEqual([
      { from: "web", to: "phone", wait: "PT2H" },
      { from: "web", to: "store", wait: "PT1H" },
    ]);
    expect(await refused(set("web", "fax", "PT2H"))).toMatchObject({
      code: "UNKNOWN_NAME",
      argument: "serviceLevels[0].to",
    });
    expect(await refused(set("web", "web/site", "PT2H"))).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "serviceLevels[0]",
    });
    expect(await refused(set("web", "store", "-PT2H"))).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "serviceLevels[0].wait",
    });
  });

  it("removes goals, service levels, and what nothing uses; false where there is none", async () => {
    await ask(`mutation {
      upsertChannels(channels: [{ key: "fax" }]) { key }
      upsertStages(stages: [{ key: "late" }]) { key }
      upsertTouchpoints(touchpoints: [{ key: "fax/order", kind: "Order", channel: "fax", stage: "late" }]) { key }
      upsertGoals(goals: [{ key: "faxed", selector: { kinds: ["Order"] } }]) { key }
    }`);
    expect(await refused(`mutation { removeChannel(key: "fax") }`)).toEqual({
      code: "IN_USE",
      argument: "key",
      remedy: 'First change or remove touchpoint "fax/order".',
    });
    expect(await refused(`mutation { removeTouchpoint(key: "fax/order") }`)).toMatchObject({
      code: "IN_USE",
      remedy: 'First change or remove goal "faxed".',
    });
    const all = `mutation { removeGoal(key: "faxed") removeTouchpoint(key: "fax/order") removeStage(key: "late")
      removeChannel(key: "fax") removeServiceLevel(from: "web", to: "store") }`;
    const fields = ["removeGoal", "removeTouchpoint", "removeStage", "removeChannel", "removeServiceLevel"];
    expect(await ask(all)).toEqual(Object.fromEntries(fields.map((field) => [field, true])));
    expect(await ask(all)).toEqual(Object.fromEntries(fields.map((field) => [field, false])));
    const { channels, stages, goals, touchpoint, serviceLevels } = await ask(
      `{ channels { key } stages { key } goals { key } serviceLevels { from } touchpoint(key: "fax/order") { key } }`,
    );
    expect([channels, stages].flat()).not.toEqual(expect.arrayContaining([{ key: "fax" }, { key: "late" }]));
    expect([goals, touchpoint, serviceLevels]).toEqual([[{ key: "bought" }], null, []]);
    expect(await refused(`mutation { removeChannel(key: "web") }`)).toMatchObject({
      code: "IN_USE",
      remedy: expect.stringMatching(/touchpoint "web\/site".*forgetSource/),
    });
  });

  it("removes nothing that the rule of a segment names, wherever in it", async () => {
    const { commonRoutes } = await ask(`{ commonRoutes(from: { stages: ["awareness"] }) { routes { behind } } }`);
    const { behind } = commonRoutes.routes[0];
    await ask(`mutation { upsertGoals(goals: [{ key: "called", name: "Called", selector: { channels: ["phone"] } }]) { key }
      upsertChannels(channels: [{ key: "fax" }]) { key } upsertStages(stages: [{ key: "late" }]) { key }
      upsertTouchpoints(touchpoints: [{ key: "fax/order", kind: "Order", channel: "fax" }]) { key } }`);
    const rules: [string, string, string][] = [
      [`{ reachedGoal: "called" }`, `removeGoal(key: "called")`, "called"],
      [`{ avoids: [{ goal: "Called" }] }`, `removeGoal(key: "called")`, "called"],
      [`{ matches: "channel:web .* goal:called" }`, `removeGoal(key: "called")`, "called"],
      [`{ touches: [{ stages: ["late"] }] }`, `removeStage(key: "late")`, "late"],
      [`{ avoids: [{ kinds: ["Order"] }] }`, `removeTouchpoint(key: "fax/order")`, "order"],
      [`{ behind: "${behind}" }`, `removeStage(key: "awareness")`, "awareness"],
    ];
    for (const [rule, mutation] of rules) {
      await ask(`mutation { upsertSegments(segments: [{ key: "ruled", rule: ${rule} }]) { key } }`);
      const { code, remedy } = await refused(`mutation { ${mutation} }`);
      expect([rule, code, remedy]).toEqual([rule, "IN_USE", expect.stringContaining('segment "ruled"')]);
    }
    await ask(`mutation { removeSegment(key: "ruled") }`);
    for (const mutation of [`removeGoal(key: "called")`, `removeStage(key: "late")`])
      expect(Object.values(await ask(`mutation { ${mutation} }`))).toEqual([true]);
    const { answer } = (await ask(`{ transitions { answer { warnings } } }`)).transitions;
    expect(answer.warnings).toEqual([]);
  });

  it("decides again if the catalogue changes between the check and the change", async () => {
    await server.close();
    // Runs after the check has read the catalogue, and does what another request or process could do at this moment.
    let meanwhile: (() => Promise<unknown>) | null = null;
    server = await startTestServer({
      log: SHOP,
      now: () => NOW,
      wrap: (store) =>
        new Proxy(store, {
          get(target, name) {
            const value = Reflect.get(target, name, target) as unknown;
            if (typeof value !== "function") return value;
            if (name !== "upsertCatalogue") return value.bind(target);
            return async (change: CatalogueChange) => {
              const other = meanwhile;
              meanwhile = null;
              await other?.();
              return target.upsertCatalogue(change);
            };
          },
        }),
    });
    const declared = `mutation { upsertChannels(channels: [{ key: "fax" }]) { key } }`;
    await ask(declared);
    const rule = { touches: [{ channels: ["fax"] }] };
    meanwhile = () => server.store.upsertCatalogue({ segments: [{ key: "faxed", rule }] });
    expect(await refused(`mutation { removeChannel(key: "fax") }`)).toMatchObject({
      code: "IN_USE",
      remedy: 'First change or remove segment "faxed".',
    });
    await ask(`mutation { removeSegment(key: "faxed") }`);
    meanwhile = () => server.store.upsertCatalogue({ removedChannels: ["fax"] });
    const segment = `mutation { upsertSegments(segments: [{ key: "faxed", rule: { touches: [{ channels: ["fax"] }] } }]) { key } }`;
    expect(await refused(segment)).toMatchObject({ code: "UNKNOWN_NAME" });
    expect(await faxed()).toEqual([]);
    await ask(declared);
    meanwhile = () => server.store.upsertCatalogue({ removedChannels: ["fax"] });
    const level = `mutation { upsertServiceLevels(serviceLevels: [{ from: "fax", to: "web", wait: "PT1H" }]) { from } }`;
    expect(await refused(level)).toMatchObject({ code: "UNKNOWN_NAME" });
  });

  it("never leaves a rule that names a removed channel, whichever of two requests comes first", async () => {
    const segment = `mutation { upsertSegments(segments: [{ key: "faxed", rule: { touches: [{ channels: ["fax"] }] } }]) { key } }`;
    const done: string[] = [];
    for (let i = 0; i < 40; i++) {
      await ask(`mutation { upsertChannels(channels: [{ key: "fax" }]) { key } removeSegment(key: "faxed") }`);
      const both = [segment, `mutation { removeChannel(key: "fax") }`];
      const answers = await Promise.all((i % 2 === 0 ? both : both.toReversed()).map((text) => server.ask(text)));
      const codes = answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => String(extensions.code)));
      expect(codes).toHaveLength(1);
      done.push(codes[0]!);
      expect(await faxed()).toEqual(
        codes[0] === "IN_USE" ? [{ key: "faxed", problem: "No customer matches the rule." }] : [],
      );
    }
    expect(done.filter((code) => code !== "IN_USE" && code !== "UNKNOWN_NAME")).toEqual([]);
  });

  it("sets customers' attributes as texts", async () => {
    const set = `mutation($customers: [CustomerInput!]!) { upsertCustomers(customers: $customers) { key attributes } }`;
    expect(
      (
        await ask(set, {
          customers: [
            { key: "ana", attributes: { region: null, age: 42, member: true } },
            { key: "zoe", attributes: { region: "West" } },
          ],
        })
      ).upsertCustomers,
    ).toEqual([
      { key: "ana", attributes: { age: "42", member: "true" } },
      { key: "zoe", attributes: { region: "West" } },
    ]);
    expect(
      (await ask(`{ transitions(filter: { attributes: [{ key: "age", in: ["42"] }] }) { totals { journeys } } }`))
        .transitions.totals.journeys,
    ).toBe(1);
    expect(await refused(set, { customers: [{ key: "ana", attributes: { tags: [] } }] })).toMatchObject({
      argument: "customers[0].attributes.tags",
    });
    expect(await refused(set, { customers: [{ key: "ana", attributes: "x" }] })).toMatchObject({
      argument: "customers[0].attributes",
    });
  });

  it("changes the journey gap, and every question sees the new journeys", async () => {
    expect(
      (await ask(`mutation { updateSettings(journeyGap: "PT20M") { journeyGap synthetic dataVersion } }`))
        .updateSettings,
    ).toMatchObject({ journeyGap: "PT20M", synthetic: false });
    const data = await ask("{ status { journeyGap journeys } transitions { totals { journeys } } }");
    expect(data.status).toMatchObject({ journeyGap: "PT20M", journeys: data.transitions.totals.journeys });
    expect(data.status.journeys).toBeGreaterThan(5);
    expect(await refused(`mutation { updateSettings(journeyGap: "P1Y") { journeyGap } }`)).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "journeyGap",
    });
  });

  it("changes the time zone, and questions that group by time use it unless they name another", async () => {
    await ask(`mutation { recordInteractions(interactions: [
      { customer: "zoe", touchpoint: "web/site", at: "2024-03-31T23:30:00Z", id: "z1" },
      { customer: "zoe", touchpoint: "web/buy", at: "2024-03-31T23:40:00Z", id: "z2" } ], createNames: true) { accepted } }`);
    const months = async (argument = ""): Promise<string[]> => {
      const { timeToConvert } = await ask(`{ timeToConvert(${argument}
        steps: [{ at: { touchpoints: ["web/site"] } }, { at: { touchpoints: ["web/buy"] } }]
        filter: { startedFrom: "2024-03-01", startedBefore: "2024-05-01" }) { periods { name from } answer { settings } } }`);
      return [timeToConvert.answer.settings.timeZone, ...timeToConvert.periods.map((p: { name: string }) => p.name)];
    };
    expect(await months()).toEqual(["UTC", "2024-03"]);
    const { journeyGap } = (await ask("{ status { journeyGap } }")).status;
    expect(await months('timeZone: "Asia/Tokyo"')).toEqual(["Asia/Tokyo", "2024-04"]);
    expect(
      (await ask(`mutation { updateSettings(timeZone: "Europe/Berlin") { journeyGap timeZone } }`)).updateSettings,
    ).toMatchObject({ journeyGap, timeZone: "Europe/Berlin" });
    expect(await ask("{ status { timeZone } }")).toMatchObject({ status: { timeZone: "Europe/Berlin" } });
    expect(await months()).toEqual(["Europe/Berlin", "2024-04"]);
    expect(await months('timeZone: "America/New_York"')).toEqual(["America/New_York", "2024-03"]);
    expect(await refused(`mutation { updateSettings(timeZone: "Berlin") { timeZone } }`)).toMatchObject({
      code: "UNKNOWN_NAME",
      argument: "timeZone",
    });
  });
});
