// The demo's interactions have properties that an analyst asks about first, and nothing else depends on them. The
// planted campaign is found, and without faults no campaign is. For many seeds, see
// test/verify/demoCampaigns.verify.test.ts.
import { describe, expect, it } from "vitest";
import { DEFAULT_FAULTS } from "../../src/demo/faults.js";
import { demoBatches, syntheticCustomers } from "../../src/demo/generate.js";
import { DISAPPOINTING, propertiesOf } from "../../src/demo/properties.js";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import { demoCampaigns } from "../support/demoCampaigns.js";

const SOME = { ...DEFAULT_DEMO, customers: 2_000 };
const customers = [...syntheticCustomers(SOME)];
const withProperties = (settings = SOME) =>
  customers.flatMap((customer, index) => {
    const texts = propertiesOf(index, customer, settings);
    return customer.rows.map((row, place) => ({ row, properties: JSON.parse(texts[place] ?? "{}") }));
  });

describe("the demo's properties", () => {
  it("change nothing else", () => {
    const rows = [...demoBatches(SOME, 1)].flatMap(({ batch }) => batch.rows);
    expect(rows.map((row) => ({ ...row, attributes: null }))).toEqual(customers.flatMap((customer) => customer.rows));
    expect(rows.filter(({ attributes }) => attributes !== null).length).toBeGreaterThan(rows.length / 3);
  });

  it("are the campaign of ads and e-mails, the device on the web, and the value of orders", () => {
    const wrong = withProperties().filter(({ row, properties }) => {
      const { touchpoint, value, outcome } = row;
      const isAd = /-ad$|^email\/(newsletter|offer-click)$/.test(touchpoint);
      const isOrder = value !== null && outcome === "SUCCEEDED";
      return (
        isAd !== "campaign" in properties ||
        touchpoint.startsWith("web/") !== "device" in properties ||
        isOrder !== Number.isInteger(properties.orderValue) ||
        Object.keys(properties).join() !== Object.keys(properties).sort().join()
      );
    });
    expect(wrong).toEqual([]);
  });

  it("a click on an offer has the campaign of its newsletter", () => {
    const pairs = withProperties().flatMap(({ row, properties }, i, all) =>
      row.touchpoint === "email/offer-click" && all[i - 1]?.row.touchpoint === "email/newsletter"
        ? [[all[i - 1]!.properties.campaign, properties.campaign]]
        : [],
    );
    expect(pairs.length).toBeGreaterThan(100);
    expect(pairs.filter(([newsletter, click]) => newsletter !== click)).toEqual([]);
  });

  it("a planted fault changes only interactions of its campaign", () => {
    const sound = withProperties({ ...SOME, faults: [] });
    const changed = withProperties().flatMap(({ properties }, i) =>
      JSON.stringify(properties) === JSON.stringify(sound[i]!.properties) ? [] : sound[i]!.properties.campaign,
    );
    expect(changed.length).toBeGreaterThan(50);
    expect(new Set(changed)).toEqual(new Set([DISAPPOINTING]));
  });
});

describe("outlet-campaign-disappoints", () => {
  it("is found by campaign, and nothing is found without it", { timeout: 120_000 }, async () => {
    const planted = await demoCampaigns({ ...DEFAULT_DEMO, customers: 5_000 });
    expect(planted.found).toEqual([DISAPPOINTING]);
    const { [DISAPPOINTING]: rate, ...others } = Object.fromEntries(planted.rates);
    expect(rate).toBeLessThan(Math.min(...Object.values(others)) - 0.1);
    const faults = DEFAULT_FAULTS.filter(({ name }) => name !== "outlet-campaign-disappoints");
    expect((await demoCampaigns({ ...DEFAULT_DEMO, customers: 5_000, faults })).found).toEqual([]);
  });
});
