// A synthetic log in the shape of a Segment export, from a seed: customers who come by an advertisement, look around,
// log in and buy. About 40 % of the rows are from before a login and have an anonymous key only. 3 % of the customers
// use a device that another customer uses too.
//
// Every row has a `messageId`, and its position in `context.sequence`, so that the graph is the same for any order of
// arrival.
import { random } from "./random.js";

export interface SegmentLog {
  /** One JSON object a line, in order of time. */
  readonly lines: readonly string[];
  /** The number of events that are interactions. */
  readonly interactions: number;
  /** The number of events without a user. */
  readonly anonymous: number;
  readonly users: readonly string[];
  /** The devices that belong to two customers, in code-point order. */
  readonly sharedDevices: readonly string[];
  /**
   * Users who share their device with nobody. The advertisement that they clicked before the login therefore belongs to
   * them.
   */
  readonly cameByAd: ReadonlySet<string>;
  readonly bought: ReadonlySet<string>;
}

const START = Date.UTC(2026, 0, 5, 6);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const PAGES = ["Home", "Category", "Product", "Reviews", "Delivery"];

export function segmentLog(customers: number, seed: number): SegmentLog {
  const next = random(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const rows: { readonly at: number; readonly event: Record<string, unknown> }[] = [];
  const sharing = 2 * Math.round(customers * 0.015);
  const users: string[] = [];
  const sharedDevices = new Set<string>();
  const cameByAd = new Set<string>();
  const bought = new Set<string>();
  let [interactions, anonymous] = [0, 0];

  for (let i = 0; i < customers; i++) {
    const user = `user-${i}`;
    users.push(user);
    // The first customers share devices in pairs.
    const isShared = i < sharing;
    const device = isShared ? `kiosk-${i >> 1}` : `device-${i}`;
    if (isShared) sharedDevices.add(device);
    let at = START + below(60) * DAY + below(900) * MINUTE;
    let named = false;
    const add = (event: Record<string, unknown>): void => {
      at += (1 + below(9)) * MINUTE;
      const by = named ? { userId: user, anonymousId: device } : { anonymousId: device };
      rows.push({ at, event: { ...event, ...by } });
      if (event.type === "identify") return;
      interactions++;
      if (!named) anonymous++;
    };
    const page = (): void => add({ type: "page", name: PAGES[below(PAGES.length)]!, properties: { path: "/shop" } });
    if (next() < 0.6) {
      add({ type: "track", event: "Ad Clicked", properties: { campaign: ["spring", "brand"][below(2)] } });
      if (!isShared) cameByAd.add(user);
    }
    for (let pages = 2 + below(4); pages > 0; pages--) page();
    named = true;
    add({ type: "identify", traits: { plan: ["free", "gold"][below(2)], city: `Town ${below(20)}` } });
    for (let pages = 1 + below(5); pages > 0; pages--) page();
    if (next() < 0.5) {
      add({ type: "track", event: "Product Added", properties: { sku: `S${below(40)}` } });
      add({
        type: "track",
        event: "Order Completed",
        properties: { orderId: `o-${i}`, revenue: 5 + below(9_000) / 100 },
      });
      bought.add(user);
    }
    // A later visit, at which the customer is logged in.
    at += (1 + below(6)) * DAY;
    for (let pages = 1 + below(3); pages > 0; pages--) page();
  }
  rows.sort((a, b) => a.at - b.at);
  const lines = rows.map(({ at, event }, i) =>
    JSON.stringify({
      ...event,
      messageId: `m-${i}`,
      timestamp: new Date(at).toISOString(),
      context: { library: { name: "analytics.js" }, sequence: i },
    }),
  );
  return { lines, interactions, anonymous, users, sharedDevices: [...sharedDevices].sort(), cameByAd, bought };
}
