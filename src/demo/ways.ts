// The next channel of a journey before a purchase, the waits between two channels, and the arrival.
import { DAY, HOUR, MINUTE, SECOND } from "../model/time.js";
import { whenOpen } from "./clock.js";
import type { ChannelKey } from "./people.js";
import { type Weights, weights } from "./random.js";
import { SELLS, type Walk } from "./visits.js";

/** The channels of ads. Customers leave them within minutes. */
const PASSING: readonly ChannelKey[] = ["search", "display", "social", "email"];

/** The general weights of the next channel. They are multiplied by the persona's preferences. */
const NEXT: Readonly<Record<Exclude<ChannelKey, "delivery">, Weights<ChannelKey>>> = {
  search: weights({ web: 82, app: 8, store: 10 }),
  display: weights({ web: 80, app: 20 }),
  social: weights({ web: 58, app: 36, store: 6 }),
  email: weights({ web: 62, app: 26, store: 12 }),
  web: weights({ store: 34, app: 18, search: 14, chat: 12, phone: 9, email: 8, social: 5 }),
  app: weights({ web: 40, store: 30, social: 8, search: 8, chat: 8, email: 6 }),
  store: weights({ web: 46, app: 24, phone: 8, search: 14, email: 8 }),
  phone: weights({ web: 40, store: 36, email: 14, app: 10 }),
  chat: weights({ web: 48, store: 26, app: 20, phone: 6 }),
  events: weights({ store: 40, web: 45, app: 15 }),
};

/** Median wait in hours. */
const MEDIAN_WAIT: Readonly<Record<string, number>> = {
  "web store": 17,
  "app store": 15,
  "web app": 5,
  "app web": 0.4,
  "web chat": 0.1,
  "app chat": 0.2,
  "web phone": 2,
  "chat web": 0.5,
  "chat phone": 1,
  "phone web": 3,
  "events store": 20,
};
const OTHER_MEDIAN_WAIT = 14;

/** The longest wait, so that the journey continues within the week that questions allow by default. */
const LONGEST_WAIT = 5.5 * DAY;
/**
 * The longest wait for a promised service. Even if the shop is closed at that time, the customer arrives within three
 * days.
 */
const LONGEST_WAIT_TO_STORE = 2.2 * DAY;
/** The shortest wait before a return that is not a bounce, which is longer than a day. */
const SHORTEST_RETURN = 26 * HOUR;
/** After this many handoffs, customers go to a channel that sells, and buy there. */
export const MOST_HANDOFFS = 12;

export function nextChannel(walk: Walk, barred: ChannelKey | null): ChannelKey {
  const { channel, previous, persona, random, handoffs } = walk;
  if (channel === "delivery") throw new Error("A journey before a purchase does not continue after a delivery.");
  const liked = NEXT[channel].map(([key, weight]): [ChannelKey, number] => [
    key,
    handoffs >= MOST_HANDOFFS && !SELLS.includes(key) ? weight * 0.01 : weight * (persona.likes[key] ?? 1),
  ]);
  // Customers leave an ad at once, so a move from an ad to the previous channel would be a bounce.
  return (
    random.pick(liked, PASSING.includes(channel) ? previous : null, barred) ?? (previous === "web" ? "app" : "web")
  );
}

export function waitFor(walk: Walk, to: ChannelKey): number {
  const { random, previous, channel } = walk;
  if (PASSING.includes(channel) && to !== "store") return Math.floor(random.between(2 * SECOND, 4 * MINUTE));
  if (to === previous) return returnWait(walk, to);
  const median = MEDIAN_WAIT[`${channel} ${to}`] ?? OTHER_MEDIAN_WAIT;
  const longest = to === "store" ? LONGEST_WAIT_TO_STORE : LONGEST_WAIT;
  return Math.floor(Math.min(random.logNormal(median * HOUR, 0.8), random.between(0.8, 1) * longest));
}

/** Time until the customer is back on the previous channel. */
export function returnWait({ random }: Walk, to: ChannelKey): number {
  return Math.floor(random.between(SHORTEST_RETURN, to === "store" ? LONGEST_WAIT_TO_STORE : LONGEST_WAIT));
}

/** Time until a problem is reported on the next channel. */
export function caseWait({ random }: Walk): number {
  return Math.floor(Math.min(random.logNormal(5 * HOUR, 1), random.between(0.8, 1) * LONGEST_WAIT_TO_STORE));
}

/** Moves the customer to another channel. If it is closed after the wait, the customer arrives when it opens. */
export function arrive(walk: Walk, to: ChannelKey, wait: number): void {
  walk.previous = walk.channel;
  walk.channel = to;
  walk.at = whenOpen(walk.at + Math.max(SECOND, wait), to, walk.random);
  walk.handoffs++;
}
