// Tests of segments over HTTP, on any store: segments with a list of members or with a rule, their members, and
// questions limited to them.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { startTestServer, type TestServer } from "./server.js";
import type { SmallLog } from "./smallLog.js";

const row = (customer: string, channel: string, kind: string, day: number) => ({
  customer,
  channel,
  kind,
  time: `2026-0${1 + Math.floor(day / 28)}-${String(1 + (day % 28)).padStart(2, "0")}T09:00:00Z`,
});
const LOG: SmallLog = {
  rows: [
    row("ana", "Web", "Ad", 0),
    row("ana", "Web", "Buy", 1),
    row("bob", "Web", "Ad", 2),
    row("bob", "Store", "Buy", 3),
    row("cyd", "Store", "Visit", 50),
    row("dan", "Web", "Ad", 51),
  ],
  attributes: { ana: { region: "north" }, bob: { region: "south" } },
};
const UPSERT = `mutation($segments: [SegmentInput!]!) { upsertSegments(segments: $segments) {
  key name description rule size customers(first: 10) { totalCount nodes { key } } } }`;
const JOURNEYS = `query($filter: JourneyFilter) { journeys(filter: $filter) { nodes { customer { key } } } }`;

export function segmentsSuite(name: string, open?: () => Promise<GraphStore>): void {
  describe(`segments on ${name}`, () => {
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
    const upsert = async (...segments: object[]) => (await ask(UPSERT, { segments })).upsertSegments;
    const refused = async (...segments: object[]) =>
      (await server.ask(UPSERT, { segments })).errors![0]!.extensions as { code: string; argument: string };
    const customersOf = async (filter: object): Promise<string[]> =>
      (await ask(JOURNEYS, { filter })).journeys.nodes.map((j: { customer: { key: string } }) => j.customer.key).sort();

    it("lists members, changes them, and shows the segments of a customer", async () => {
      expect(await upsert({ key: "vip", name: "Very important", customers: ["ana", "bob"] })).toEqual([
        {
          key: "vip",
          name: "Very important",
          description: null,
          rule: null,
          size: 2,
          customers: { totalCount: 2, nodes: [{ key: "bob" }, { key: "ana" }] },
        },
      ]);
      expect(await customersOf({ segments: ["vip"] })).toEqual(["ana", "bob"]);
      const [changed] = await upsert({ key: "vip", description: "By hand", customers: ["bob", "dan"] });
      expect(changed).toMatchObject({ name: "Very important", description: "By hand", size: 2 });
      expect(await customersOf({ segments: ["Very important"] })).toEqual(["bob", "dan"]);
      const { customer } = await ask(`{ customer(key: "bob") { attributes segments { key } } }`);
      expect(customer).toEqual({ attributes: { region: "south" }, segments: [{ key: "vip" }] });
      const { customers } = await ask(
        `{ customers(segment: "vip", first: 1) { nodes { key } pageInfo { hasNextPage } } }`,
      );
      expect(customers).toEqual({ nodes: [{ key: "dan" }], pageInfo: { hasNextPage: true } });
    });

    it("computes the members of a rule: by attributes, and by at least one journey", async () => {
      const rule = { touches: [{ channels: ["web"] }], startedWithin: "P40D" };
      const [north, recent] = await upsert(
        { key: "north", rule: { attributes: [{ key: "region", in: ["north"] }] } },
        { key: "recent", rule },
      );
      expect([north.size, recent.size, recent.rule]).toEqual([1, 1, rule]);
      expect(await customersOf({ segments: ["recent"] })).toEqual(["dan"]);
      expect(await customersOf({ segments: ["north", "recent"] })).toEqual(["ana", "dan"]);
      // "Now" is the newest interaction. With a newer one, the rule refers to a later time.
      await ask(`mutation { recordInteractions(interactions: [
        { customer: "eve", touchpoint: "web/ad", at: "2026-06-01T09:00:00Z" }]) { accepted } }`);
      expect(await customersOf({ segments: ["recent"] })).toEqual(["eve"]);
    });

    it("takes ranges, exclusions and missing values of attributes in rules and in filters", async () => {
      await ask(
        `mutation { upsertCustomers(customers: [{ key: "ana", attributes: { spent: "250.5" } }, { key: "bob", attributes: { spent: "99" } }]) { key } }`,
      );
      const [rich, unknown, other] = await upsert(
        { key: "rich", rule: { attributes: [{ key: "spent", atLeast: 100 }] } },
        { key: "unknown", rule: { attributes: [{ key: "spent", known: false }] } },
        { key: "other", rule: { attributes: [{ key: "region", notIn: ["north"], like: "so*" }] } },
      );
      expect(rich.rule).toEqual({ attributes: [{ key: "spent", atLeast: 100 }] });
      expect(await customersOf({ segments: ["rich"] })).toEqual(["ana"]);
      expect(await customersOf({ attributes: [{ key: "spent", atMost: 100 }] })).toEqual(["bob"]);
      expect(await customersOf({ segments: ["other"] })).toEqual(["bob"]);
      const all = await customersOf({ minInteractions: 1 });
      expect(await customersOf({ segments: ["unknown"] })).toEqual(all.filter((key) => key !== "ana" && key !== "bob"));
      expect([unknown.size, other.size]).toEqual([all.length - 2, 1]);
    });

    it("limits every question, and reports it in the settings", async () => {
      await upsert({ key: "shop", rule: { touches: [{ channels: ["store"] }] } });
      const { transitions } = await ask(
        `{ transitions(filter: { segments: ["shop"] }) { totals { journeys customers } answer { settings } } }`,
      );
      expect(transitions.totals).toEqual({ journeys: 2, customers: 2 });
      expect(transitions.answer.settings.filter).toEqual({ segments: ["shop"] });
    });

    it("accepts listed segments in rules, and no ruled ones", async () => {
      await upsert({ key: "vip", customers: ["ana"] }, { key: "north", rule: { minInteractions: 1 } });
      const [both] = await upsert({ key: "both", rule: { segments: ["vip"], touches: [{ channels: ["web"] }] } });
      expect(both.size).toBe(1);
      expect(await refused({ key: "x", rule: { segments: ["north"] } })).toMatchObject({
        code: "UNKNOWN_NAME",
        argument: "segments[0].rule.segments[0]",
      });
    });

    it("follows linking and erasing", async () => {
      await upsert({ key: "vip", customers: ["ana", "bob"] });
      await ask(`mutation { linkCustomers(from: ["ana"], into: "cyd") { customers } }`);
      expect(await customersOf({ segments: ["vip"] })).toEqual(["bob", "cyd", "cyd"]);
      await ask(`mutation { eraseCustomer(key: "bob") { found } }`);
      expect((await ask(`{ segments { key size } }`)).segments).toEqual([{ key: "vip", size: 1 }]);
    });

    it("has rules that never become errors, whatever they name is removed", async () => {
      await ask(`mutation { upsertCustomers(customers: [{ key: "cyd", attributes: { tier: "gold" } }]) { key } }`);
      const { commonRoutes } = await ask(
        `{ commonRoutes(from: { kinds: ["Visit"] }, first: 1) { routes { behind } } }`,
      );
      await upsert(
        { key: "vip", customers: ["ana"] },
        { key: "visitors", rule: { touches: [{ kinds: ["Visit"] }] } },
        { key: "either", rule: { touches: [{ kinds: ["Visit", "Ad"] }] } },
        { key: "elsewhere", rule: { avoids: [{ touchpoints: ["store/visit"] }] } },
        { key: "course", rule: { matches: "store/visit .* end" } },
        { key: "others", rule: { matches: "start -> [^store/visit]" } },
        { key: "gold", rule: { attributes: [{ key: "tier", in: ["gold"] }] } },
        { key: "row", rule: { behind: commonRoutes.routes[0].behind } },
        { key: "two", rule: { customers: ["cyd", "ana"] } },
        { key: "one", rule: { customers: ["cyd"] } },
        // The newest interaction is on February 24, so this spans the five days before.
        { key: "span", rule: { startedWithin: "P10D", startedBefore: "2026-02-24T00:00:00Z" } },
        { key: "north", rule: { attributes: [{ key: "region", in: ["north"] }] } },
      );
      await upsert({ key: "listed", rule: { segments: ["vip"] } });
      const listing = async () =>
        Object.fromEntries(
          (await ask(`{ segments { key size problem } }`)).segments.map(
            ({ key, size, problem }: { key: string; size: number; problem: string | null }) => [key, [size, problem]],
          ),
        );
      const before = await listing();
      expect(Object.values(before).map((row) => (row as unknown[])[1])).toEqual(Array(13).fill(null));
      expect([before.visitors, before.either, before.gold, before.row, before.one, before.span]).toEqual(
        [1, 4, 1, 1, 1, 1].map((size) => [size, null]),
      );

      // Only cyd had the visit and the tier.
      await ask(`mutation { eraseCustomer(key: "cyd") { found } removeSegment(key: "vip") }`);
      await ask(`mutation { recordInteractions(interactions: [
        { customer: "eve", touchpoint: "web/ad", at: "2026-06-01T09:00:00Z" }]) { accepted } }`);
      const names = (what: string) => expect.stringContaining(what);
      const gone = (what: string) => names(`names things that no longer exist: ${what}.`);
      expect(await listing()).toEqual({
        visitors: [0, names('kind "Visit"')],
        either: [4, names('kind "Visit"')],
        elsewhere: [4, names('touchpoint "store/visit"')],
        course: [0, names('touchpoint "store/visit"')],
        others: [4, names('touchpoint "store/visit"')],
        gold: [0, names('customer attribute "tier"')],
        row: [0, names("Visit")],
        two: [1, gone("1 of 2 customers")],
        one: [0, gone("1 of 1 customers")],
        span: [0, "No customer matches the rule."],
        north: [1, null],
        listed: [0, gone('listed segment "vip"')],
      });

      // Everything else still works, and these segments can be used.
      const { customer } = await ask(`{ customer(key: "ana") { segments { key } } }`);
      expect(customer.segments.map(({ key }: { key: string }) => key)).toEqual([
        "either",
        "elsewhere",
        "north",
        "others",
        "two",
      ]);
      expect(await customersOf({ segments: ["north", "visitors"] })).toEqual(["ana"]);
      expect(await customersOf({ segments: ["row", "span", "listed", "one"] })).toEqual([]);
      const { funnel } = await ask(`{ funnel(steps: [{ at: { kinds: ["Ad"] } }, { at: { kinds: ["Buy"] } }],
        breakdown: { segments: ["either", "visitors", "gold"] }) { groups { key totals { journeys } } } }`);
      expect(funnel.groups).toContainEqual({ key: "visitors", totals: { journeys: 0 } });
      // New declarations are checked as before.
      expect(await refused({ key: "new", rule: { touches: [{ kinds: ["Visit"] }] } })).toMatchObject({
        code: "UNKNOWN_NAME",
        argument: "segments[0].rule.touches[0].kinds[0]",
      });
    });

    it("can be removed; its customers stay, and do not become members of a new segment with the same key", async () => {
      await upsert({ key: "vip", customers: ["ana"] });
      expect(await ask(`mutation { removeSegment(key: "vip") }`)).toEqual({ removeSegment: true });
      expect(await ask(`mutation { removeSegment(key: "vip") }`)).toEqual({ removeSegment: false });
      expect(await ask(`{ segments { key } node(id: "Segment:vip") { id } customer(key: "ana") { key } }`)).toEqual({
        segments: [],
        node: null,
        customer: { key: "ana" },
      });
      const [again] = await upsert({ key: "vip", customers: [] });
      expect(again.size).toBe(0);
    });

    it("refuses invalid declarations, with the place", async () => {
      expect(await refused({ key: "x" })).toMatchObject({ code: "BAD_ARGUMENT", argument: "segments[0]" });
      expect(await refused({ key: "x", rule: {}, customers: [] })).toMatchObject({ code: "BAD_ARGUMENT" });
      expect(await refused({ key: "", rule: {} })).toMatchObject({ code: "BAD_ARGUMENT", argument: "segments[0].key" });
      expect(await refused({ key: "x", customers: ["ana", "nobody"] })).toMatchObject({
        code: "UNKNOWN_NAME",
        argument: "segments[0].customers[1]",
      });
      expect(await refused({ key: "x", rule: { touches: [{ channels: ["wep"] }] } })).toMatchObject({
        code: "UNKNOWN_NAME",
        argument: "segments[0].rule.touches[0].channels[0]",
      });
      const { errors } = await server.ask(`{ transitions(filter: { segments: ["vop"] }) { totals { journeys } } }`);
      expect(errors![0]!.extensions).toMatchObject({ code: "UNKNOWN_NAME", argument: "filter.segments[0]" });
      const attribute = await server.ask(
        `mutation { upsertCustomers(customers: [{ key: "ana", attributes: { segment: 1 } }]) { key } }`,
      );
      expect(attribute.errors).toBeUndefined();
      const reserved = await server.ask(
        `mutation($a: JSON!) { upsertCustomers(customers: [{ key: "ana", attributes: $a }]) { key } }`,
        { a: { "segment:vip": "1" } },
      );
      expect(reserved.errors![0]!.extensions).toMatchObject({ code: "BAD_ARGUMENT" });
      expect((await ask(`{ segments { key } }`)).segments).toEqual([]);
    });
  });
}
