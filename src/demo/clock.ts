// When people shop: seasons, weekdays and hours, and when a shop or a phone line is open.
import { DAY, HOUR, MINUTE } from "../model/time.js";
import type { ChannelKey } from "./people.js";
import type { Random } from "./random.js";

/** The history spans one year, so that it contains every season once. */
export const HISTORY = 365 * DAY;

/** The relative number of journeys in each month, January to December, for a retailer of home goods. */
const SEASON = [0.85, 0.8, 0.9, 1, 1.05, 0.95, 0.8, 0.8, 0.95, 1.05, 1.3, 1.45] as const;
/** The relative number of journeys on each weekday, Sunday to Saturday. */
const WEEKDAY = [0.9, 0.95, 0.9, 0.95, 1, 1.1, 1.2] as const;
const BUSIEST = 1.45 * 1.2;

/**
 * The opening hours in UTC of channels that are not always open, from the first hour up to, but not including, the
 * second.
 */
const OPEN: Readonly<Partial<Record<ChannelKey, readonly [number, number]>>> = {
  store: [9, 20],
  phone: [8, 20],
  delivery: [8, 18],
  events: [10, 20],
};

/**
 * Whether a journey starts at this time. Returns true for a share of the times offered, which is larger in December and
 * on Saturdays.
 */
export function inSeason(at: number, random: Random): boolean {
  const date = new Date(at);
  return random.chance((SEASON[date.getUTCMonth()]! * WEEKDAY[date.getUTCDay()]!) / BUSIEST);
}

/** An hour of the day for the start of a journey: rarely at night, mostly in the evening. */
export function waking(day: number, random: Random): number {
  const hour = random.chance(0.6) ? 16 + random.between(0, 7) : 7 + random.between(0, 12);
  return day - (day % DAY) + Math.floor(hour * HOUR);
}

/**
 * The time itself if the channel is open then. Otherwise, a time within 90 minutes after the channel opens next, at
 * most 15.5 hours later.
 */
export function whenOpen(at: number, channel: ChannelKey, random: Random): number {
  const hours = OPEN[channel];
  if (hours === undefined) return at;
  const midnight = at - (at % DAY);
  const hour = (at - midnight) / HOUR;
  if (hour >= hours[0] && hour < hours[1]) return at;
  const opening = midnight + hours[0] * HOUR + (hour >= hours[1] ? DAY : 0);
  return opening + Math.floor(random.between(0, 90 * MINUTE));
}
