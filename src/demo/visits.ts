// The visits of a customer to one channel, in which the customer looks around, buys or reports a problem. Each visit is
// an episode of the journey.
import { AMOUNT_UNIT } from "../model/amount.js";
import { DAY, HOUR, MINUTE, SECOND } from "../model/time.js";
import { whenOpen } from "./clock.js";
import type { Company } from "./company.js";
import type { Fate } from "./fate.js";
import type { CustomerLog, Known } from "./log.js";
import type { ChannelKey, Loyalty, Persona } from "./people.js";
import { type Random, type Weights, weights } from "./random.js";

/** The state of a customer who is being led through a journey. `at` is the time of the last row written. */
export interface Walk {
  readonly log: CustomerLog;
  readonly random: Random;
  readonly company: Company;
  /** The number of the customer, from 0. */
  readonly customer: number;
  readonly persona: Persona;
  readonly journey: string | null;
  readonly referredBy: string | null;
  readonly loyalty: Loyalty;
  readonly fate: Fate;
  at: number;
  channel: ChannelKey;
  /** The previous channel. */
  previous: ChannelKey | null;
  handoffs: number;
  /** The touchpoint at which the customer was last. */
  touchpoint: string;
  /** The customer buys nothing until this time. It is set when the customer bounces back. */
  quietUntil: number;
}

/**
 * The touchpoints that a customer looks at: `first` at the start of a journey, `later` after that. `more` is the
 * probability of another look. The first page after an ad is the landing page.
 */
const LOOK: Readonly<
  Record<
    Exclude<ChannelKey, "delivery">,
    { readonly first: Weights<string>; readonly later: Weights<string>; readonly more: number }
  >
> = {
  search: {
    first: weights({ "search-ad": 60, "organic-search": 40 }),
    later: weights({ "organic-search": 70, "search-ad": 30 }),
    more: 0.15,
  },
  display: { first: weights({ "display-ad": 1 }), later: weights({ "display-ad": 1 }), more: 0.1 },
  social: {
    first: weights({ "social-ad": 60, "influencer-post": 40 }),
    later: weights({ "social-comment": 60, "social-ad": 40 }),
    more: 0.25,
  },
  email: { first: weights({ "offer-click": 1 }), later: weights({ "offer-click": 1 }), more: 0.1 },
  web: {
    first: weights({ "landing-page": 45, "blog-post": 12, "product-page": 43 }),
    later: weights({ "product-page": 55, comparison: 15, guide: 10, "online-review": 20 }),
    more: 0.62,
  },
  app: {
    first: weights({ "app-browse": 80, "loyalty-programme": 20 }),
    later: weights({ "product-page": 70, "wish-list": 30 }),
    more: 0.6,
  },
  store: {
    first: weights({ "store-visit": 1 }),
    later: weights({ "store-visit": 50, "product-demo": 35, kiosk: 15 }),
    more: 0.3,
  },
  phone: { first: weights({ "sales-call": 1 }), later: weights({ "sales-call": 1 }), more: 0.12 },
  chat: { first: weights({ "sales-chat": 1 }), later: weights({ "sales-chat": 1 }), more: 0.3 },
  events: {
    first: weights({ "trade-show": 35, "pop-up-shop": 45, workshop: 20 }),
    later: weights({ workshop: 1 }),
    more: 0.05,
  },
};

const MOST_LOOKS = 6;
/** The share of customers who continue to look around after they have put something into the cart. */
const LOOKS_ON = 0.75;
/** Share of payments, on any channel, that need a second attempt. */
const SECOND_ATTEMPTS = 0.05;
/** Share of failed payments after which the company calls the customer. */
const CALLS = 0.7;

/** Cost of a contact to the company, in its currency. */
const COSTS: Readonly<Partial<Record<string, number>>> = {
  "search/search-ad": 0.62,
  "display/display-ad": 0.21,
  "social/social-ad": 0.35,
  "phone/sales-call": 4.8,
  "phone/support-call": 6.1,
  "chat/sales-chat": 2.4,
  "chat/support-chat": 2.9,
  "email/support-email": 3.4,
  "store/service-desk": 5.2,
};

/** Writes one interaction on the current channel. */
export function touch(walk: Walk, kind: string, known?: Known): void {
  const touchpoint = `${walk.channel}/${kind}`;
  walk.touchpoint = touchpoint;
  const cost = COSTS[touchpoint];
  walk.log.write(
    walk.journey,
    touchpoint,
    walk.at,
    cost === undefined ? known : { ...known, cost: Math.round(cost * AMOUNT_UNIT) },
  );
}

/** Writes a message that the company sends automatically. The customer's time and channel stay as they are. */
export function send(walk: Walk, touchpoint: string, after: number, known?: Known): void {
  walk.log.write(walk.journey, touchpoint, walk.at + after, known);
}

function pause(walk: Walk): void {
  walk.at += Math.floor(walk.random.between(10 * SECOND, 6 * MINUTE));
}

/** The customer looks around. Returns "leaves" if the customer leaves at once, because nothing here fits. */
export function look(walk: Walk, first: boolean): "leaves" | "stays" {
  const { random, channel } = walk;
  if (channel === "delivery") return "stays";
  const kinds = LOOK[channel];
  if (first && walk.referredBy !== null && channel === "web")
    touch(walk, "peer-referral", { referredBy: walk.referredBy });
  else touch(walk, random.pick(first ? kinds.first : kinds.later)!);
  if (walk.touchpoint === "app/loyalty-programme" && walk.loyalty === "gold")
    if (walk.fate.strikes("gold-points-dead-end", walk.at)) return "leaves";
  for (let looks = 1; looks < MOST_LOOKS && random.chance(kinds.more); looks++) {
    pause(walk);
    touch(walk, random.pick(kinds.later)!);
  }
  if (channel === "web" && random.chance(0.12)) {
    pause(walk);
    touch(walk, "cart");
    if (random.chance(0.5)) send(walk, "email/cart-reminder", 4 * HOUR);
    // Most customers continue to look around, so few journeys end at the cart.
    if (random.chance(LOOKS_ON)) {
      pause(walk);
      touch(walk, random.pick(kinds.later)!);
    }
  }
  return "stays";
}

/** Comes back to the same channel every day or two until the time without purchases is over. */
export function waitOutQuiet(walk: Walk): void {
  while (walk.at <= walk.quietUntil) {
    walk.at = whenOpen(walk.at + Math.floor(walk.random.between(1 * DAY, 2.5 * DAY)), walk.channel, walk.random);
    if (walk.channel !== "delivery") touch(walk, walk.random.pick(LOOK[walk.channel].later)!);
  }
}

export const SELLS: readonly ChannelKey[] = ["web", "app", "store", "phone"];

function basket(walk: Walk): number {
  // Prices are in whole cents.
  return Math.round(walk.random.logNormal(walk.persona.basket, 0.7) * 100 + 1) * (AMOUNT_UNIT / 100);
}

/** Buys on the current channel. A payment on the web or in the app may need a second attempt. */
export function buy(walk: Walk): void {
  const { random, channel } = walk;
  const value = basket(walk);
  if (channel === "store") touch(walk, "in-store-purchase", { value, outcome: "SUCCEEDED" });
  else if (channel === "phone") touch(walk, "phone-order", { value, outcome: "SUCCEEDED" });
  else {
    touch(walk, random.chance(0.08) ? "reorder" : "cart");
    pause(walk);
    if (channel === "web") {
      touch(walk, "checkout");
      pause(walk);
    }
    if (random.chance(SECOND_ATTEMPTS) || (channel === "app" && walk.fate.strikes("app-payment-fails", walk.at))) {
      payInVain(walk, value);
      pause(walk);
    }
    touch(walk, "payment", { value, outcome: "SUCCEEDED" });
  }
  if (channel !== "store") send(walk, "email/order-confirmation", MINUTE);
}

/** Goes to the checkout on the web, where the payment fails. */
export function failToPay(walk: Walk): void {
  touch(walk, "cart");
  pause(walk);
  touch(walk, "checkout");
  pause(walk);
  payInVain(walk, basket(walk));
}

/**
 * Writes a payment that does not go through. After most such payments on any channel, the company calls the customer.
 */
function payInVain(walk: Walk, value: number): void {
  const { random } = walk;
  touch(walk, "payment", { value, outcome: "FAILED" });
  const isCalled = random.chance(CALLS);
  const after = whenOpen(walk.at + Math.floor(random.between(1, 8) * HOUR), "phone", random) - walk.at;
  if (walk.channel === "app" && walk.fate.strikes("app-failure-ignored", walk.at)) return;
  if (isCalled) send(walk, "phone/service-call", after);
}

export function pickUp(walk: Walk, order: string): void {
  touch(walk, "pick-up", { value: basket(walk), outcome: "SUCCEEDED", caseId: order });
}

/** Touchpoints where customers report problems. */
const HELP: Readonly<Partial<Record<ChannelKey, Weights<string>>>> = {
  phone: weights({ "support-call": 1 }),
  chat: weights({ "support-chat": 1 }),
  email: weights({ "support-email": 1 }),
  web: weights({ "return-request": 1 }),
  app: weights({ "in-app-help": 1 }),
  store: weights({ "service-desk": 60, return: 40 }),
  social: weights({ "direct-message": 1 }),
};

/** Reports a problem on the current channel. */
export function tell(walk: Walk, known: Known): void {
  const kinds = HELP[walk.channel];
  if (kinds === undefined) throw new Error(`Customers cannot report problems on the channel ${walk.channel}.`);
  touch(walk, walk.random.pick(kinds)!, known);
}

/**
 * Channels on which a person or a tool sees the customer's case immediately. Only for these channels does the log say
 * whether the context was carried over.
 */
export const KNOWS_CONTEXT: readonly ChannelKey[] = ["phone", "chat", "store"];
