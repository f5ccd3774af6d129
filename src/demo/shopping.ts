// A journey of a synthetic customer towards a purchase, handoff by handoff.
//
// At each handoff, a random number first decides whether it fails, with a probability that depends on the customer and
// this pair of channels. The journey then continues accordingly: the customer gives up, bounces back, never arrives,
// arrives late, or has to repeat a case (help.ts). If the handoff does not fail, nothing in the data looks like a
// failure: waits are at most a week, no customer returns within a day, and promises are kept. Handoffs in the data
// therefore fail at the rates that are set here, and only planted faults change these rates.
import { DAY, HOUR, MINUTE, SECOND } from "../model/time.js";
import { placeOf } from "./catalogue.js";
import { mayNeedHelp } from "./help.js";
import { customerKey, orderOf } from "./log.js";
import type { ChannelKey } from "./people.js";
import { buy, failToPay, look, pickUp, SELLS, send, touch, type Walk, waitOutQuiet } from "./visits.js";
import { arrive, MOST_HANDOFFS, nextChannel, waitFor } from "./ways.js";

/**
 * How long a customer who bounced back buys nothing. This is longer than the week that questions look at by default.
 */
const QUIET = 7 * DAY + HOUR;
/** Probability of buying at each visit to a channel that sells. */
const BUYS: Readonly<Partial<Record<ChannelKey, number>>> = { web: 0.34, app: 0.38, store: 0.5, phone: 0.4 };

const BUYS_AT_ONCE = 0.22;

/**
 * Probability of leaving after the first visit, by the place of its last touchpoint. These were chosen so that in each
 * stage, journeys end without a purchase about as often on one channel as on another. `opportunities` then finds
 * nothing in a company without planted faults (test/verify/demoAlarms.verify.test.ts).
 */
const LEAVES: Readonly<Record<string, number>> = {
  "awareness search": 0.241,
  "awareness display": 0.2,
  "awareness social": 0.252,
  "awareness web": 0.578,
  "awareness events": 0.198,
  "consideration email": 0.227,
  "consideration social": 0.432,
  "consideration web": 0.402,
  "consideration app": 0.286,
  "consideration store": 0.34,
  "consideration phone": 0.243,
  "consideration chat": 0.75,
  "consideration events": 0.18,
};
const LEAVES_ELSEWHERE = 0.38;

/** The share of notices that come later than promised. The same share of deliveries and pick-ups is late. */
const NOTICE_LATE = 0.1;
/** Of the orders that go wrong without a planted fault, the share that is never picked up. The others are late. */
const NEVER_COLLECTED = 0.1;

export function shop(walk: Walk): void {
  const { random } = walk;
  if (look(walk, true) === "leaves") return;
  // Most first visits are the whole journey, because the customer leaves or buys at once.
  const alone = random.next();
  const place = placeOf(walk.touchpoint);
  if (place === "consideration app" && walk.fate.strikes("app-search-empty", walk.at)) return;
  if (SELLS.includes(walk.channel) && alone < BUYS_AT_ONCE) {
    buyHere(walk);
    return;
  }
  if (1 - alone < (LEAVES[place] ?? LEAVES_ELSEWHERE)) return;
  goOn(walk, null);
}

/** From now on, the journey moves from channel to channel until the customer buys or something fails. */
function goOn(walk: Walk, without: ChannelKey | null): void {
  let barred = without;
  for (;;) {
    const step = canOrder(walk, barred) ? collect(walk) : browse(walk, barred);
    if (step === "over") return;
    barred = step === "store" ? "store" : null;
  }
}

function browse(walk: Walk, barred: ChannelKey | null): "over" | "on" {
  const { random, channel: from } = walk;
  const to = nextChannel(walk, barred);
  if (from === "web" && to === "phone" && walk.previous !== "phone" && random.chance(0.5)) return callBack(walk);
  const mishap = walk.fate.of(from, to, walk.at, "browse");
  arrive(walk, to, waitFor(walk, to));
  if (mishap === "payment-bounce") {
    look(walk, false);
    failToPay(walk);
    return bounce(walk, from, MINUTE, 20 * MINUTE);
  }
  if (mishap !== null) {
    look(walk, false);
    if (random.chance(walk.company.abandonShare(from, to))) return "over";
    return bounce(walk, from, 5 * MINUTE, 8 * HOUR);
  }
  return settleIn(walk);
}

/** Continues after a handoff that did not fail. The customer buys, or looks around and goes on. */
function settleIn(walk: Walk): "over" | "on" {
  const odds = BUYS[walk.channel];
  look(walk, false);
  if (odds !== undefined && (walk.handoffs >= MOST_HANDOFFS || walk.random.chance(odds))) {
    waitOutQuiet(walk);
    buyHere(walk);
    return "over";
  }
  return "on";
}

/** Bounces back to the previous channel within the day, with no purchase for a week. */
function bounce(walk: Walk, back: ChannelKey, soonest: number, latest: number): "over" | "on" {
  const from = walk.channel;
  walk.quietUntil = Math.max(walk.quietUntil, walk.at + QUIET);
  const again = walk.fate.of(from, back, walk.at, "browse");
  arrive(walk, back, Math.floor(walk.random.between(soonest, latest)));
  if (again === "payment-bounce") {
    failToPay(walk);
    return bounce(walk, from, MINUTE, 20 * MINUTE);
  }
  if (again !== null) {
    look(walk, false);
    if (walk.random.chance(walk.company.abandonShare(from, back))) return "over";
    return bounce(walk, from, 5 * MINUTE, 8 * HOUR);
  }
  return settleIn(walk);
}

/** The customer requests a call, and receives it within a day. */
function callBack(walk: Walk): "over" | "on" {
  const { random } = walk;
  walk.at += Math.floor(random.between(20 * SECOND, 3 * MINUTE));
  touch(walk, "call-back-request", { intendedChannel: "phone" });
  const mishap = walk.fate.of("web", "phone", walk.at, "browse");
  arrive(walk, "phone", Math.floor(random.between(10 * MINUTE, 6 * HOUR)));
  if (mishap === null) return settleIn(walk);
  look(walk, false);
  return "over";
}

function canOrder(walk: Walk, barred: ChannelKey | null): boolean {
  const { channel, at, quietUntil, previous, random } = walk;
  if ((channel !== "web" && channel !== "app") || barred === "store" || at <= quietUntil || previous === "store")
    return false;
  return random.chance(channel === "web" ? 0.34 : 0.2);
}

function collect(walk: Walk): "over" | "store" {
  const { random, channel: from } = walk;
  walk.at += Math.floor(random.between(30 * SECOND, 5 * MINUTE));
  const order = walk.log.newOrder();
  touch(walk, "click-and-collect-order", { intendedChannel: "store", caseId: order });
  send(walk, "email/order-confirmation", MINUTE, { caseId: order });
  const mishap = walk.fate.of(from, "store", walk.at, "collect");
  if (mishap !== null && random.chance(mishap === "collect-stall" ? 0.5 : NEVER_COLLECTED)) return "store";
  const isLate = random.chance(NOTICE_LATE) || (from === "app" && walk.fate.strikes("app-notice-late", walk.at));
  const notice = Math.floor(isLate ? random.between(9 * HOUR, 20 * HOUR) : random.between(1 * HOUR, 7 * HOUR));
  send(walk, "sms/pick-up-notice", notice, { caseId: order });
  const wait = Math.max(notice + 20 * MINUTE, waitFor(walk, "store"));
  arrive(walk, "store", mishap === null ? wait : Math.floor(random.between(3.2 * DAY, 6 * DAY)));
  pickUp(walk, walk.fate.strikes("pick-up-mixed-up", walk.at) ? orderOfAnother(walk) : order);
  mayNeedHelp(walk);
  return "over";
}

/**
 * An order id that belongs to another customer: the one that the first order of the next customer has, or would have.
 */
function orderOfAnother(walk: Walk): string {
  return orderOf(customerKey(walk.customer + 1), 1);
}

function buyHere(walk: Walk): void {
  const { random, channel: from } = walk;
  walk.at += Math.floor(random.between(20 * SECOND, 8 * MINUTE));
  buy(walk);
  if (from !== "store" && random.chance(0.8)) {
    const late = walk.fate.of(from, "delivery", walk.at, "delivery") !== null;
    arrive(
      walk,
      "delivery",
      Math.floor(late ? random.between(4.1 * DAY, 9 * DAY) : random.between(0.8 * DAY, 3.3 * DAY)),
    );
    walk.log.write(walk.journey, "sms/delivery-notice", walk.at - HOUR);
    touch(walk, "parcel-delivery");
  }
  mayNeedHelp(walk);
}
