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

/** Payments on the web that failed, with the app before and within the hour after. */
function bounces(all: typeof planted): number {
  let bounced = 0;
  for (const { rows } of all)
    rows.forEach((row, i) => {
      const next = rows.slice(i + 1).find((later) => !later.touchpoint.startsWith("email/cart"));
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
