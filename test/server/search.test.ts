// Tests of the searches behind the pickers of the explorer: entries of the catalogue by words, and attributes of
// customers with their values.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallLog } from "../support/smallLog.js";

const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
const LOG: SmallLog = {
  catalogue: {
    channels: [{ key: "web", name: "Web shop" }],
    stages: [
      { key: "purchase", name: "Purchase" },
      { key: "after-care", name: "After care" },
    ],
    goals: [
      { key: "bought", name: "Bought something", selector: { kinds: ["Checkout"] }, isDefault: true },
      { key: "asked", name: "Asked", selector: { kinds: ["Question"] }, isDefault: false },
    ],
    segments: [
      { key: "vip", name: "Best customers", rule: {} },
      { key: "new", name: "New customers", rule: {} },
    ],
  },
  attributes: {
    ana: { region: "North", plan: "Gold" },
    ben: { region: "North East" },
    cyd: { region: "South", plan: "Gold" },
    dan: { region: "North" },
  },
  rows: ["Checkout", "Check in", "Question", "ＣＡＦÉ"].flatMap((kind, i) =>
    ["Web", "Store"].map((channel, j) => ({
      customer: ["ana", "ben", "cyd"][i % 3]!,
      channel,
      kind,
      stage: i === 0 ? "Purchase" : "After care",
      time: at(2 * i + j),
    })),
  ),
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log: LOG });
  await server.service.ready();
});
afterAll(() => server.close());

async function keys(field: string, args: string): Promise<string[]> {
  const { data, errors } = await server.ask(`{ ${field}(${args}) { key } }`);
  expect(errors).toBeUndefined();
  return data[field].map(({ key }: { key: string }) => key);
}

describe("a search", () => {
  it.each([
    ["touchpoints", 'search: "check"', ["store/check-in", "store/checkout", "web/check-in", "web/checkout"]],
    ["touchpoints", 'search: "WEB check"', ["web/check-in", "web/checkout"]],
    ["touchpoints", 'search: "check", channel: "store", first: 1', ["store/check-in"]],
    ["touchpoints", 'search: "check", after: "store/checkout", first: 1', ["web/check-in"]],
    ["touchpoints", 'search: "nothing like it"', []],
    ["kinds", 'search: "café"', ["café"]],
    ["kinds", 'search: "CHECK"', ["check-in", "checkout"]],
    ["kinds", "first: 2", ["café", "check-in"]],
    ["channels", 'search: "shop"', ["web"]],
    ["stages", 'search: "care after"', ["after-care"]],
    ["goals", 'search: "some"', ["bought"]],
    ["segments", 'search: "customers best"', ["vip"]],
    ["segments", 'search: ""', ["new", "vip"]],
    ["segments", 'search: "  "', ["new", "vip"]],
    ["customerAttributes", 'search: "PLA"', ["plan"]],
    ["customerAttributes", "first: 1", ["plan"]],
    ["customerAttributes", 'after: "plan"', ["region"]],
  ])("of %s(%s)", async (field, args, expected) => {
    expect(await keys(field, args)).toEqual(expected);
  });

  it("counts the touchpoints of a kind", async () => {
    const { data } = await server.ask('{ kinds(search: "checkout") { key name touchpoints } }');
    expect(data.kinds).toEqual([{ key: "checkout", name: "Checkout", touchpoints: 2 }]);
  });

  it("refuses a text that is too long, and an `after` that it does not find", async () => {
    const long = await server.ask(`{ channels(search: "${"a".repeat(101)}") { key } }`);
    expect(long.errors![0]!.extensions).toMatchObject({ code: "BAD_ARGUMENT", argument: "search" });
    const after = await server.ask('{ touchpoints(search: "question", after: "web/checkout") { key } }');
    expect(after.errors![0]!.extensions).toMatchObject({ code: "UNKNOWN_NAME", argument: "after" });
  });
});

describe("attributes of customers", () => {
  it("come with their values, counted, customers without journeys included", async () => {
    const { data } = await server.ask(
      '{ customerAttributes { key customers distinctValues values { value customers } } north: customerAttribute(key: "region") { values(search: "north", first: 1) { value customers } } none: customerAttribute(key: "colour") { key } }',
    );
    expect(data.customerAttributes).toEqual([
      { key: "plan", customers: 2, distinctValues: 1, values: [{ value: "Gold", customers: 2 }] },
      {
        key: "region",
        customers: 4,
        distinctValues: 3,
        values: [
          { value: "North", customers: 2 },
          { value: "North East", customers: 1 },
          { value: "South", customers: 1 },
        ],
      },
    ]);
    expect(data.north.values).toEqual([{ value: "North", customers: 2 }]);
    expect(data.none).toBeNull();
  });

  it("follow the data, and do not show memberships of segments", async () => {
    const { errors } = await server.ask(
      `mutation { upsertSegments(segments: [{ key: "listed", customers: ["ana"] }]) { key }
        upsertCustomers(customers: [{ key: "ana", attributes: { plan: null } }, { key: "eve", attributes: { plan: "Silver" } }]) { key } }`,
    );
    expect(errors).toBeUndefined();
    const { data } = await server.ask("{ customerAttributes { key values { value customers } } }");
    expect(data.customerAttributes.map(({ key }: { key: string }) => key)).toEqual(["plan", "region"]);
    expect(data.customerAttributes[0].values).toEqual([
      { value: "Gold", customers: 1 },
      { value: "Silver", customers: 1 },
    ]);
    expect((await server.ask('mutation { eraseCustomer(key: "eve") { found } }')).data.eraseCustomer.found).toBe(true);
    const after = await server.ask('{ customerAttribute(key: "plan") { distinctValues values { value } } }');
    expect(after.data.customerAttribute).toEqual({ distinctValues: 1, values: [{ value: "Gold" }] });
  });
});

describe("customers whose key starts with a text", () => {
  const page = async (args: string) => {
    const { data, errors } = await server.ask(
      `{ customers(${args}) { nodes { key } totalCount pageInfo { hasNextPage endCursor } } }`,
    );
    return { customers: data?.customers, errors };
  };

  it("are listed by key, with their number, page by page", async () => {
    const { customers } = await page('startsWith: "", first: 2');
    expect(customers.nodes.map(({ key }: { key: string }) => key)).toEqual(["ana", "ben"]);
    expect(customers).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const next = await page(`startsWith: "", first: 2, after: ${JSON.stringify(customers.pageInfo.endCursor)}`);
    expect(next.customers.nodes.map(({ key }: { key: string }) => key)).toEqual(["cyd", "dan"]);
    expect((await page('startsWith: "be"')).customers).toMatchObject({ nodes: [{ key: "ben" }], totalCount: 1 });
    expect((await page('startsWith: "BE"')).customers).toMatchObject({ nodes: [], totalCount: 0 });
  });

  it("refuse a segment beside the text, and a cursor of another list", async () => {
    expect((await page('startsWith: "a", segment: "vip"')).errors?.[0]?.extensions).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "startsWith",
      remedy: expect.any(String),
    });
    const { customers } = await page("first: 1");
    const { errors } = await page(`startsWith: "a", after: ${JSON.stringify(customers.pageInfo.endCursor)}`);
    expect(errors?.[0]?.extensions.code).toBe("BAD_CURSOR");
  });
});
