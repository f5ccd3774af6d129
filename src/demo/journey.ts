// One journey of a synthetic customer, handoff by handoff.
//
// At each handoff, a random number first decides whether it fails, with a probability that depends on the customer and
// this pair of channels. The journey then continues accordingly: the customer gives up, bounces back, never arrives,
// arrives late, or has to repeat the case. If the handoff does not fail, nothing in the data looks like a failure:
// waits are at most a week, no customer returns within a day, and promises are kept. Handoffs in the data therefore
// fail at the rates that are set here, and only planted faults change these rates.
import { DAY, HOUR, MINUTE, SECOND } from "../model/time.js";
import { placeOf } from "./catalogue.js";
import { whenOpen } from "./clock.js";
import type { Company } from "./company.js";
import type { Fate } from "./fate.js";
import { customerKey, type Known, orderOf } from "./log.js";
import type { ChannelKey } from "./people.js";
import {
  buy,
  failToPay,
  KNOWS_CONTEXT,
  look,
  pickUp,
  SELLS,
  send,
  tell,
  touch,
  type Walk,
  waitOutQuiet,
} from "./visits.js";
import { caseWait, MOST_HANDOFFS, nextChannel, returnWait, waitFor } from "./ways.js";

/**
 * How long a customer who bounced back buys nothing. This is longer than the week that questions look at by default.
 */
const QUIET = 7 * DAY + HOUR;
/** Probability of buying at each visit to a channel that sells. */
const BUYS: Readonly<Partial<Record<ChannelKey, number>>> = { web: 0.34, app: 0.38, store: 0.5, phone: 0.4 };

const BUYS_AT_ONCE = 0.22;

/**
 * Probability of leaving after the first visit, by the place of its last touchpoint. These were chosen so that in each
 * stage, journeys end without a purchase about as often on one channel as on another. `opportunities` then finds nothing
 * in a company without planted faults (test/verify/demoAlarms.verify.test.ts).
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

export class Journey {
  readonly #walk: Walk;
  readonly #company: Company;
  readonly #fate: Fate;
  /** The number of the customer. */
  readonly #customer: number;

  constructor(walk: Walk, company: Company, customer: number) {
    this.#walk = walk;
    this.#company = company;
    this.#fate = walk.fate;
    this.#customer = customer;
  }

  // ---- shopping -----------------------------------------------------------------------------------------------------

  shop(): void {
    const walk = this.#walk;
    const { random } = walk;
    if (look(walk, true) === "leaves") return;
    // Most first visits are the whole journey, because the customer leaves or buys at once.
    const alone = random.next();
    const place = placeOf(walk.touchpoint);
    if (place === "consideration app" && this.#fate.strikes("app-search-empty", walk.at)) return;
    if (SELLS.includes(walk.channel) && alone < BUYS_AT_ONCE) {
      this.#buyHere();
      return;
    }
    if (1 - alone < (LEAVES[place] ?? LEAVES_ELSEWHERE)) return;
    this.#goOn(null);
  }

  /** From now on, the journey moves from channel to channel until the customer buys or something fails. */
  #goOn(without: ChannelKey | null): void {
    let barred = without;
    for (;;) {
      const step = this.#canOrder(barred) ? this.#collect() : this.#browse(barred);
      if (step === "over") return;
      barred = step === "store" ? "store" : null;
    }
  }

  #browse(barred: ChannelKey | null): "over" | "on" {
    const walk = this.#walk;
    const { random, channel: from } = walk;
    const to = nextChannel(walk, barred);
    if (from === "web" && to === "phone" && walk.previous !== "phone" && random.chance(0.5)) return this.#callBack();
    const mishap = this.#fate.of(from, to, walk.at, "browse");
    this.#arrive(to, waitFor(walk, to));
    if (mishap === "payment-bounce") {
      look(walk, false);
      failToPay(walk);
      return this.#bounce(from, MINUTE, 20 * MINUTE);
    }
    if (mishap !== null) {
      look(walk, false);
      if (random.chance(this.#company.abandonShare(from, to))) return "over";
      return this.#bounce(from, 5 * MINUTE, 8 * HOUR);
    }
    return this.#settleIn();
  }

  /** Continues after a handoff that did not fail. The customer buys, or looks around and goes on. */
  #settleIn(): "over" | "on" {
    const walk = this.#walk;
    const odds = BUYS[walk.channel];
    look(walk, false);
    if (odds !== undefined && (walk.handoffs >= MOST_HANDOFFS || walk.random.chance(odds))) {
      waitOutQuiet(walk);
      this.#buyHere();
      return "over";
    }
    return "on";
  }

  /** Bounces back to the previous channel within the day, with no purchase for a week. */
  #bounce(back: ChannelKey, soonest: number, latest: number): "over" | "on" {
    const walk = this.#walk;
    const from = walk.channel;
    walk.quietUntil = Math.max(walk.quietUntil, walk.at + QUIET);
    const again = this.#fate.of(from, back, walk.at, "browse");
    this.#arrive(back, Math.floor(walk.random.between(soonest, latest)));
    if (again === "payment-bounce") {
      failToPay(walk);
      return this.#bounce(from, MINUTE, 20 * MINUTE);
    }
    if (again !== null) {
      look(walk, false);
      if (walk.random.chance(this.#company.abandonShare(from, back))) return "over";
      return this.#bounce(from, 5 * MINUTE, 8 * HOUR);
    }
    return this.#settleIn();
  }

  /** The customer requests a call, and receives it within a day. */
  #callBack(): "over" | "on" {
    const walk = this.#walk;
    const { random } = walk;
    walk.at += Math.floor(random.between(20 * SECOND, 3 * MINUTE));
    touch(walk, "call-back-request", { intendedChannel: "phone" });
    const mishap = this.#fate.of("web", "phone", walk.at, "browse");
    this.#arrive("phone", Math.floor(random.between(10 * MINUTE, 6 * HOUR)));
    if (mishap === null) return this.#settleIn();
    look(walk, false);
    return "over";
  }

  // ---- click and collect --------------------------------------------------------------------------------------------

  #canOrder(barred: ChannelKey | null): boolean {
    const { channel, at, quietUntil, previous, random } = this.#walk;
    if ((channel !== "web" && channel !== "app") || barred === "store" || at <= quietUntil || previous === "store")
      return false;
    return random.chance(channel === "web" ? 0.34 : 0.2);
  }

  #collect(): "over" | "store" {
    const walk = this.#walk;
    const { random, channel: from } = walk;
    walk.at += Math.floor(random.between(30 * SECOND, 5 * MINUTE));
    const order = walk.log.newOrder();
    touch(walk, "click-and-collect-order", { intendedChannel: "store", caseId: order });
    send(walk, "email/order-confirmation", MINUTE, { caseId: order });
    const mishap = this.#fate.of(from, "store", walk.at, "collect");
    if (mishap !== null && random.chance(mishap === "collect-stall" ? 0.5 : NEVER_COLLECTED)) return "store";
    const isLate = random.chance(NOTICE_LATE) || (from === "app" && this.#fate.strikes("app-notice-late", walk.at));
    const notice = Math.floor(isLate ? random.between(9 * HOUR, 20 * HOUR) : random.between(1 * HOUR, 7 * HOUR));
    send(walk, "sms/pick-up-notice", notice, { caseId: order });
    const wait = Math.max(notice + 20 * MINUTE, waitFor(walk, "store"));
    this.#arrive("store", mishap === null ? wait : Math.floor(random.between(3.2 * DAY, 6 * DAY)));
    pickUp(walk, this.#fate.strikes("pick-up-mixed-up", walk.at) ? this.#orderOfAnother() : order);
    this.#afterwards();
    return "over";
  }

  /**
   * An order id that belongs to another customer: the one that the first order of the next customer has, or would have.
   */
  #orderOfAnother(): string {
    return orderOf(customerKey(this.#customer + 1), 1);
  }

  // ---- after the purchase -------------------------------------------------------------------------------------------

  #buyHere(): void {
    const walk = this.#walk;
    const { random, channel: from } = walk;
    walk.at += Math.floor(random.between(20 * SECOND, 8 * MINUTE));
    buy(walk);
    if (from !== "store" && random.chance(0.8)) {
      const late = this.#fate.of(from, "delivery", walk.at, "delivery") !== null;
      this.#arrive(
        "delivery",
        Math.floor(late ? random.between(4.1 * DAY, 9 * DAY) : random.between(0.8 * DAY, 3.3 * DAY)),
      );
      walk.log.write(walk.journey, "sms/delivery-notice", walk.at - HOUR);
      touch(walk, "parcel-delivery");
    }
    this.#afterwards();
  }

  #afterwards(): void {
    const walk = this.#walk;
    if (!walk.random.chance(0.2)) return;
    const to = walk.random.pick(this.#company.helpAfterPurchase(walk.persona), walk.channel)!;
    this.#tellCase(to, walk.log.newCase(), null, true);
  }

  // ---- problems -----------------------------------------------------------------------------------------------------

  /** A journey about a problem with an old purchase. */
  seekHelp(): void {
    const walk = this.#walk;
    const { random } = walk;
    const caseId = walk.log.newCase();
    const helped = random.chance(0.5);
    const selfService = walk.channel === "web" && random.chance(0.5);
    if (selfService) touch(walk, "self-service-article");
    else tell(walk, helped ? { caseId, resolved: true } : { caseId });
    if (helped) return;
    const to = random.pick(this.#company.helpAfter(walk.channel, walk.persona), walk.channel)!;
    this.#tellCase(to, caseId, selfService ? null : caseId, false);
  }

  /**
   * Takes a case to the next channel. There, the case is resolved, or the customer has to repeat it elsewhere or gives
   * up.
   */
  #tellCase(to: ChannelKey, caseId: string, toldBefore: string | null, bought: boolean): void {
    const walk = this.#walk;
    const { random, channel: from } = walk;
    const mishap = this.#fate.of(from, to, walk.at, "case");
    this.#arrive(to, to === walk.previous ? returnWait(walk, to) : caseWait(walk));
    const context = this.#context(to, toldBefore !== null, mishap === "case-repeat");
    if (mishap === null) {
      tell(walk, { caseId, ...context, resolved: true });
      if (random.chance(0.6)) send(walk, "email/feedback-survey", 3 * HOUR);
      return;
    }
    tell(walk, { caseId, ...context, resolved: false });
    // Giving up counts as a failure only if nothing was bought.
    if (mishap === "natural" && !bought && random.chance(0.5)) return;
    this.#tellCase(random.pick(this.#company.helpAfter(to, walk.persona), to)!, caseId, caseId, bought);
  }

  #context(to: ChannelKey, told: boolean, lost: boolean): Known {
    const { random } = this.#walk;
    if (!told || !KNOWS_CONTEXT.includes(to)) return {};
    if (lost) return { contextCarried: false, repeatedInfo: true };
    if (random.chance(0.25)) return {};
    const carried = random.chance(0.85);
    return { contextCarried: carried, repeatedInfo: carried ? random.chance(0.05) : random.chance(0.8) };
  }

  // ---- moving -------------------------------------------------------------------------------------------------------

  #arrive(to: ChannelKey, wait: number): void {
    const walk = this.#walk;
    walk.previous = walk.channel;
    walk.channel = to;
    walk.at = whenOpen(walk.at + Math.max(SECOND, wait), to, walk.random);
    walk.handoffs++;
  }
}
