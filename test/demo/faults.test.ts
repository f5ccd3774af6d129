// Planted faults are in the rows, where and when they were planted, and nowhere else.
import { describe, expect, it } from "vitest";
import { DEFAULT_FAULTS, type Fault, faultOf, faultsByName, monthBefore } from "../../src/demo/faults.js";
import { syntheticCustomers } from "../../src/demo/generate.js";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import type { IncomingInteraction } from "../../src/model/interaction.js";
import { DAY, HOUR } from "../../src/model/time.js";

const OCTOBER = Date.UTC(2026, 9, 1);
const SOME = { ...DEFAULT_DEMO, customers: 6_000 };

type Rows = readonly IncomingInteraction[];
const customers = (faults: readonly Fault[]) => [...syntheticCustomers({ ...SOME, faults })];
const planted = customers(DEFAULT_FAULTS);
const sound = customers([]);

/** Click-and-collect orders: their number, and the number of those that were not picked up within three days. */
function stalls(
  all: typeof planted,
  within: (region: string, at: number) => boolean,
): { orders: number; stalled: number } {
  let orders = 0;
  let stalled = 0;
  for (const { rows, attributes } of all)
    for (const [order, later] of pairs(rows, "web/click-and-collect-order")) {
      if (!within(attributes.region!, order.at) || order.at > SOME.end - 10 * DAY) continue;
      orders++;
      const pickUp = later.find((row) => row.touchpoint === "store/pick-up");
      if (pickUp === undefined || pickUp.at - order.at > 3 * DAY) stalled++;
    }
  return { orders, stalled };
}

function* pairs(rows: Rows, touchpoint: string): Generator<[IncomingInteraction, Rows]> {
  for (let i = 0; i < rows.length; i++)
    if (rows[i]!.touchpoint === touchpoint) yield [rows[i]!, rows.slice(i + 1, i + 10)];
}

const share = ({ orders, stalled }: { orders: number; stalled: number }): number => stalled / orders;

describe("click-and-collect-stall", () => {
  const there = (region: string, at: number): boolean => region === "north" && at >= OCTOBER;
  const elsewhere = (region: string, at: number): boolean => !there(region, at);

  it("affects its region and month, and only these", () => {
    expect(stalls(planted, there).orders).toBeGreaterThan(10);
    expect(share(stalls(planted, there))).toBeGreaterThan(0.55);
    expect(share(stalls(planted, elsewhere))).toBeLessThan(0.25);
    expect(stalls(planted, elsewhere).orders).toBeGreaterThan(500);
  });

  it("does not occur if it is left out", () => {
    expect(share(stalls(sound, there))).toBeLessThan(0.35);
  });
});

/**
 * Calls about a case that was told in a chat just before: their number, and the number of those with the context lost.
 */
function calls(all: typeof planted): { orders: number; stalled: number } {
  let orders = 0;
  let stalled = 0;
  for (const { rows } of all)
    rows.forEach((row, i) => {
      if (row.touchpoint !== "phone/support-call" || rows[i - 1]?.touchpoint !== "chat/support-chat") return;
      if (rows[i - 1]!.caseId !== row.caseId) return;
      orders++;
      const again = rows.slice(i + 1).some((later) => later.caseId === row.caseId);
      if (row.contextCarried === false && row.repeatedInfo === true && again) stalled++;
    });
  return { orders, stalled };
}

describe("chat-phone-repeat", () => {
  it("loses the context, and the customer explains the case again", () => {
    expect(calls(planted).orders).toBeGreaterThan(100);
    expect(share(calls(planted))).toBeGreaterThan(0.3);
    expect(share(calls(sound))).toBeLessThan(0.08);
  });
});

/** Touchpoints whose interactions the company initiates. */
const SENT = ["email/cart-reminder", "phone/service-call"];

/** Payments on the web that failed, with the app before and within the hour after. */
function bounces(all: typeof planted): number {
  let bounced = 0;
  for (const { rows } of all)
    rows.forEach((row, i) => {
      const next = rows.slice(i + 1).find((later) => !SENT.includes(later.touchpoint));
      if (
        row.touchpoint === "web/payment" &&
        row.outcome === "FAILED" &&
        next?.touchpoint.startsWith("app/") &&
        next.at - row.at < HOUR
      )
        bounced++;
    });
  return bounced;
}

describe("app-web-payment-bounce", () => {
  it("sends customers back to the app after a failed payment", () => {
    expect(bounces(planted)).toBeGreaterThan(150);
    expect(bounces(sound)).toBe(0);
  });
});

/** The share of the rows at a touchpoint for which something holds. `customer` has all rows of the same customer. */
function shareOf(
  all: typeof planted,
  touchpoint: string,
  holds: (row: IncomingInteraction, customer: (typeof planted)[number], place: number) => boolean,
): number {
  const found = all.flatMap((customer) =>
    customer.rows.flatMap((row, place) => (row.touchpoint === touchpoint ? [holds(row, customer, place)] : [])),
  );
  expect(found.length).toBeGreaterThan(60);
  return found.filter((held) => held).length / found.length;
}

describe("gold-points-dead-end", () => {
  // The last row of a journey: the next journey of a private customer comes a month later.
  const ends = (gold: boolean) => (all: typeof planted) =>
    shareOf(
      all.filter(({ attributes }) => attributes.persona !== "trade" && (attributes.loyalty === "gold") === gold),
      "app/loyalty-programme",
      (row, { rows }, place) => rows[place + 1] === undefined || rows[place + 1]!.at - row.at > 30 * DAY,
    );

  it("sends gold members away who look at their points, and nobody else", () => {
    expect(ends(true)(planted)).toBeGreaterThan(0.5);
    expect(ends(true)(sound)).toBeLessThan(0.35);
    expect(Math.abs(ends(false)(planted) - ends(false)(sound))).toBeLessThan(0.08);
  });
});

describe("app-payment-fails", () => {
  const fails = (all: typeof planted, channel: string): number =>
    shareOf(all, `${channel}/payment`, ({ outcome }) => outcome === "FAILED");

  it("makes first payments in the app fail", () => {
    expect(fails(planted, "app")).toBeGreaterThan(0.15);
    expect(fails(sound, "app")).toBeLessThan(0.08);
    expect(fails(sound, "web")).toBeLessThan(0.08);
  });
});

describe("app-notice-late", () => {
  const isLate = (all: typeof planted, channel: string): number =>
    shareOf(all, `${channel}/click-and-collect-order`, (row, { rows }) => {
      const notice = rows.find((one) => one.touchpoint === "sms/pick-up-notice" && one.caseId === row.caseId);
      return notice !== undefined && notice.at - row.at > 8 * HOUR;
    });

  it("makes the notices of orders in the app late", () => {
    expect(isLate(planted, "app")).toBeGreaterThan(0.27);
    expect(isLate(planted, "web")).toBeLessThan(0.15);
    expect(isLate(sound, "app")).toBeLessThan(0.15);
  });
});

describe("app-search-empty", () => {
  it("makes journeys end in the app", () => {
    const lengths = (all: typeof planted): number =>
      shareOf(
        all,
        "app/app-browse",
        (row, { rows }, place) => (rows[place + 4]?.at ?? Number.MAX_VALUE) - row.at > DAY,
      );
    expect(lengths(planted) - lengths(sound)).toBeGreaterThan(0.04);
  });
});

describe("app-failure-ignored", () => {
  const isCalled = (all: typeof planted, channel: string): number =>
    shareOf(
      all,
      `${channel}/payment`,
      (row, { rows }) =>
        row.outcome !== "FAILED" ||
        rows.some((one) => one.touchpoint === "phone/service-call" && one.at > row.at && one.at - row.at < DAY),
    );

  it("leaves failed payments in the app without a call", () => {
    expect(isCalled(planted, "app")).toBeLessThan(isCalled(planted, "web") - 0.05);
    expect(isCalled(sound, "app")).toBeGreaterThan(0.95);
  });
});

describe("pick-up-mixed-up", () => {
  const isMixedUp = (all: typeof planted): number =>
    shareOf(
      all,
      "store/pick-up",
      (row, { rows }) => !rows.some((one) => one.intendedChannel === "store" && one.caseId === row.caseId),
    );

  it("hands over orders under the number of another order", () => {
    expect(isMixedUp(planted)).toBeGreaterThan(0.1);
    expect(isMixedUp(planted)).toBeLessThan(0.2);
    expect(isMixedUp(sound)).toBe(0);
  });
});

describe("faultsByName", () => {
  it("reads names and none, and moves the stall to the month before the end", () => {
    expect(faultsByName("none", 0)).toEqual([]);
    expect(
      faultsByName("click-and-collect-stall, chat-phone-repeat", DEFAULT_DEMO.end).map((f) => [f.name, f.from]),
    ).toEqual([
      ["click-and-collect-stall", OCTOBER],
      ["chat-phone-repeat", null],
    ]);
    expect(new Date(monthBefore(Date.UTC(2026, 2, 31))).toISOString()).toBe("2026-02-28T00:00:00.000Z");
    expect(() => faultsByName("everything", 0)).toThrow(/no fault "everything"/);
  });

  it("changes only the journeys that it affects", () => {
    const only = customers([DEFAULT_FAULTS[0]!]);
    const differing = only.filter((customer, i) => JSON.stringify(customer) !== JSON.stringify(sound[i]));
    expect(differing.length).toBeGreaterThan(5);
    expect(differing.every((customer) => customer.attributes.region === "north")).toBe(true);
    expect(differing.length).toBeLessThan(60);
  });
});

describe("faultOf", () => {
  const of = (text: string) => faultOf(text, DEFAULT_DEMO.end);

  it("reads size, region and month; settings that are left out are as shipped", () => {
    expect(of("click-and-collect-stall")).toEqual(DEFAULT_FAULTS[0]);
    expect(of("click-and-collect-stall:size=0.5, region=south, month=2026-02")).toEqual({
      name: "click-and-collect-stall",
      size: 0.5,
      region: "south",
      from: Date.UTC(2026, 1, 1),
      before: Date.UTC(2026, 2, 1),
    });
    expect(of("click-and-collect-stall:region=all,month=all")).toMatchObject({
      region: null,
      from: null,
      before: null,
    });
    expect(of("chat-phone-repeat:month=2025-12")).toMatchObject({
      from: Date.UTC(2025, 11),
      before: Date.UTC(2026, 0),
    });
  });

  it.each([
    ["bad-coffee:size=0.5", 'no fault "bad-coffee"'],
    ["none", '"none" is not the name of one fault'],
    ["chat-phone-repeat:size=0", '"0" is not a size'],
    ["chat-phone-repeat:size=50%", '"50%" is not a size'],
    ["chat-phone-repeat:region=moon", 'no region "moon"'],
    ["chat-phone-repeat:month=october", '"october" is not a month'],
    ["chat-phone-repeat:month=2026-11", "no days in 2026-11"],
    ["chat-phone-repeat:month=2025-10", "no days in 2025-10"],
    ["chat-phone-repeat:colour=red", 'has no "colour"'],
  ])("%s is refused, with the remedy", (text, message) => {
    expect(() => of(text)).toThrow(
      expect.objectContaining({ code: "BAD_ARGUMENT", message: expect.stringContaining(message) }),
    );
  });

  it("affects only the region and month that were named", () => {
    const moved = customers([of("click-and-collect-stall:size=1,region=south,month=2026-06")]);
    const there = (region: string, at: number): boolean =>
      region === "south" && at >= Date.UTC(2026, 5, 1) && at < Date.UTC(2026, 6, 1);
    expect(stalls(moved, there).orders).toBeGreaterThan(10);
    expect(share(stalls(moved, there))).toBeGreaterThan(0.8);
    expect(share(stalls(moved, (region, at) => !there(region, at)))).toBeLessThan(0.25);
  });
});
