// One synthetic customer: their attributes, and the journeys of their year.
//
// Private customers have one journey at a time. The next one starts more than the default `journeyGap` (30 days) after
// the last interaction of the previous one, so that the gap splits them where intended. Trade customers have several
// projects at once, so their rows have a journey key.

import type { IncomingInteraction } from "../model/interaction.js";
import type { Attributes } from "../model/journey.js";
import { DAY, HOUR } from "../model/time.js";
import { HISTORY, inSeason, waking, whenOpen } from "./clock.js";
import type { Company } from "./company.js";
import { seekHelp } from "./help.js";
import { CustomerLog, customerKey } from "./log.js";
import { type ChannelKey, LOYALTY_SHARES, PERSONA_SHARES, PERSONAS, REGION_SHARES } from "./people.js";
import { Random, type Weights, weights } from "./random.js";
import type { DemoSettings } from "./settings.js";
import { shop } from "./shopping.js";
import { send, type Walk } from "./visits.js";

export interface SyntheticCustomer {
  readonly key: string;
  readonly attributes: Attributes;
  /**
   * The rows in the order in which they are written. A message sent by the brand may be earlier than rows written
   * before it.
   */
  readonly rows: readonly IncomingInteraction[];
}

const STREAM = { person: 11, journey: 12 } as const;
/** The shortest time between two journeys, which is longer than the default gap. */
const BETWEEN_JOURNEYS = 31 * DAY;
const BETWEEN_OCCASIONS = 10 * DAY;
/** The median and the maximum number of projects of a trade customer in a year. */
const PROJECTS = 16;
const MOST_PROJECTS = 150;

/** Where customers first report problems with an old purchase. */
const HELP_ENTRY: Weights<ChannelKey> = weights({ chat: 38, phone: 22, web: 18, email: 10, store: 7, social: 5 });

/** `index` counts from 0. The customer does not depend on `settings.customers`, the number of customers. */
export function syntheticCustomer(index: number, settings: DemoSettings, company: Company): SyntheticCustomer {
  const random = new Random(settings.seed, STREAM.person, index);
  const persona = PERSONAS[random.pick(PERSONA_SHARES)!];
  const region = random.pick(REGION_SHARES)!;
  const loyalty = random.pick(LOYALTY_SHARES)!;
  const key = customerKey(index);
  const log = new CustomerLog(key, settings.end);
  const fate = company.fateOf(index, persona, region);
  const begin = settings.end - HISTORY;

  const journey = (number: number, start: number, name: string | null): void => {
    const chance = new Random(settings.seed, STREAM.journey, index, number);
    const problem = chance.chance(persona.problems);
    const channel = chance.pick(problem ? HELP_ENTRY : persona.entry)!;
    const referred = index > 0 && channel === "web" && !problem && chance.chance(0.06);
    const walk: Walk = {
      log,
      random: chance,
      company,
      customer: index,
      persona,
      journey: name,
      referredBy: referred ? customerKey(chance.integer(0, index - 1)) : null,
      at: whenOpen(start, channel, chance),
      loyalty,
      fate,
      channel,
      previous: null,
      handoffs: 0,
      touchpoint: "",
      quietUntil: Number.NEGATIVE_INFINITY,
    };
    if (channel === "email" && !problem)
      send(walk, "email/newsletter", -Math.floor(chance.between(0.2 * HOUR, 20 * HOUR)));
    if (problem) seekHelp(walk);
    else shop(walk);
  };

  if (persona.key === "trade") {
    const projects = Math.min(MOST_PROJECTS, Math.max(1, Math.round(random.logNormal(PROJECTS, 0.9))));
    for (let n = 0; n < projects; n++) journey(n, startBetween(begin, settings.end, random), `project-${n + 1}`);
  } else {
    // Most customers have been customers since before the year began. The others arrive during the year.
    let start =
      begin + 2 * DAY + (random.chance(0.7) ? random.exponential(55 * DAY) : random.between(0, HISTORY - 2 * DAY));
    for (let n = 0; start < settings.end; n++) {
      const at = nextInSeason(start, random);
      if (at >= settings.end) break;
      journey(n, at, null);
      start = Math.max(at, log.last) + BETWEEN_JOURNEYS + random.exponential(persona.pause * DAY);
    }
  }
  return { key, attributes: { persona: persona.key, region, loyalty }, rows: log.rows };
}

function startBetween(begin: number, end: number, random: Random): number {
  for (;;) {
    const at = random.between(begin + 2 * DAY, end);
    if (inSeason(at, random)) return Math.min(waking(at, random), end - 1);
  }
}

/**
 * The first occasion after `start` at which a journey starts. Whether a journey starts at an occasion depends on season
 * and weekday. Occasions come at random, about every ten days.
 */
function nextInSeason(start: number, random: Random): number {
  let day = Math.ceil(start / DAY) * DAY;
  while (!inSeason(day, random)) day += Math.ceil(random.exponential(BETWEEN_OCCASIONS));
  return waking(day, random);
}
