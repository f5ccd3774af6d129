// Seeded worlds for opportunities. Customers differ in how busy they are and in how often things go wrong for them.
// Touchpoints do not differ, unless a fault is planted, which one strategy should find. In a world without a fault,
// there is therefore nothing to find.
import { DAY, HOUR, MINUTE } from "../../src/model/time.js";
import { STRATEGIES, type Strategy } from "../../src/questions/opportunities/result.js";
import { answered, type GivenAnswer } from "./answeredLogs.js";
import { type Log, type LogOptions, logOf, type Row } from "./projectionOf.js";
import { busyness, ownRate, type Random } from "./worlds.js";

const START = Date.UTC(2025, 0, 1);
export const WORLD_CHANNELS = ["Web", "App", "Store", "Phone"] as const;
const HELP = "Desk";

const touchpoint = (channel: string, kind: string, stage: string) => ({
  key: `${channel.toLowerCase()}/${kind}`,
  name: null,
  kind,
  channel: channel.toLowerCase(),
  stage,
  description: null,
  initiatedBy: null,
  owner: null,
});

export const WORLD: LogOptions = {
  declared: {
    channels: [...WORLD_CHANNELS, HELP].map((name) => ({
      key: name.toLowerCase(),
      name,
      medium: null,
      assisted: name === HELP,
    })),
    stages: [
      { key: "look", name: "Look", position: 1, phase: null, purpose: null },
      { key: "order", name: "Order", position: 2, phase: null, purpose: null },
    ],
    touchpoints: WORLD_CHANNELS.flatMap((channel) => [
      touchpoint(channel, "browse", "look"),
      touchpoint(channel, "pay", "order"),
    ]),
    goals: [{ key: "bought", name: "Bought", selector: { kinds: ["receipt"] }, isDefault: true }],
    // Every promise is broken equally often.
    serviceLevels: WORLD_CHANNELS.map((channel) => ({
      from: `${channel.toLowerCase()}/order`,
      to: `${channel.toLowerCase()}/delivery`,
      wait: 3 * DAY,
    })),
  },
};

/** A strategy, or one of its further measures: satisfaction for CONSISTENCY, and emotion for EMPATHY. */
export const FAULTS = [...STRATEGIES, "SATISFACTION", "EMOTION"] as const;
export type Fault = (typeof FAULTS)[number];

export function strategyOf(fault: Fault): Strategy {
  return fault === "SATISFACTION" ? "CONSISTENCY" : fault === "EMOTION" ? "EMPATHY" : fault;
}

/** The place at which each fault is planted, as the key of the finding. */
export const PLANTED: Readonly<Record<Fault, string>> = {
  PERSONALISATION: "north web/browse",
  CONSISTENCY: "app/pay",
  TIMELINESS: "store/order store/delivery",
  ACCESSIBILITY: "look phone",
  EMPATHY: "app/pay",
  OMNICHANNEL: "web store",
  SATISFACTION: "app/pay csat",
  EMOTION: "app/browse emotion",
};

export interface OpportunityWorld {
  readonly rows: readonly Row[];
  readonly answers: readonly GivenAnswer[];
  /** Region by customer: half are in the north. */
  readonly regions: Readonly<Record<string, "north" | "south">>;
}

export function logOfWorld({ rows, answers }: OpportunityWorld): Log {
  return answered(logOf(rows, WORLD), answers);
}

/**
 * Generates about `customers` × 1.5 journeys. The cases that `fault` affects go wrong 35 percentage points more often.
 */
export function opportunityWorld(random: Random, customers: number, fault: Fault | null): OpportunityWorld {
  const rows: Row[] = [];
  const regions: Record<string, "north" | "south"> = {};
  for (let c = 0; c < customers; c++) {
    const customer = `c${c}`;
    const region = random() < 0.5 ? "north" : "south";
    regions[customer] = region;
    const own = ownRate(random, 0.2);
    const journeys = Math.min(8, busyness(random));
    for (let j = 0; j < journeys; j++) {
      const journey = `${j}`;
      let at = START + Math.floor(random() * 250) * DAY + Math.floor(random() * 20) * HOUR;
      const write = (channel: string, kind: string, more: Partial<Row> = {}): void => {
        rows.push({ customer, journey, channel, touchpoint: kind, at, ...more });
        at += MINUTE;
      };
      const goesWrong = (strikes: boolean, rate = own): boolean => random() < Math.min(1, rate + (strikes ? 0.35 : 0));
      const pick = (): string => WORLD_CHANNELS[Math.floor(random() * WORLD_CHANNELS.length)]!;
      const first = pick();
      write(first, "browse");
      const strikesHere =
        (fault === "ACCESSIBILITY" && first === "Phone") ||
        (fault === "PERSONALISATION" && first === "Web" && region === "north");
      if (goesWrong(strikesHere)) continue;
      // Half of the customers go on to another channel, a few hours later.
      let channel = first;
      if (random() < 0.5) {
        const next = pick();
        at += 3 * HOUR;
        write(next, "browse");
        if (goesWrong(fault === "OMNICHANNEL" && first === "Web" && next === "Store")) continue;
        channel = next;
      }
      const fails = goesWrong(fault === "CONSISTENCY" && channel === "App");
      write(channel, "pay", { outcome: fails ? "FAILED" : "SUCCEEDED" });
      if (fails) {
        at += HOUR;
        if (!goesWrong(fault === "EMPATHY" && channel === "App", 0.3 + own / 2)) {
          // The company calls back. This is no handoff, because the customer does not change the channel.
          write(HELP, "help", { initiatedBy: "BRAND", resolved: true });
        }
        continue;
      }
      write(channel, "order");
      const late = goesWrong(fault === "TIMELINESS" && channel === "Store", own / 2);
      at += (late ? 4 : 2) * DAY;
      write(channel, "delivery");
      write(channel, "receipt");
    }
  }
  // The year is over, so that every journey is closed.
  rows.push({ customer: "last", channel: HELP, touchpoint: "help", at: START + 400 * DAY });
  return { rows, regions, answers: answersAbout(random, rows, fault) };
}

/**
 * Answers to a third of the visits, with satisfaction and emotion. After most answers of customers who are not happy, the
 * company calls back, which adds rows.
 */
function answersAbout(random: Random, rows: Row[], fault: Fault | null): GivenAnswer[] {
  const answers: GivenAnswer[] = [];
  const moods = new Map<string, number>();
  for (const [i, { customer, channel, touchpoint: kind, at, journey }] of [...rows].entries()) {
    if (kind !== "browse" && kind !== "pay") continue;
    const mood = moods.get(customer) ?? ownRate(random, 0.3);
    moods.set(customer, mood);
    if (random() > 1 / 3) continue;
    const strikes = fault === "SATISFACTION" && channel === "App" && kind === "pay";
    const isHappy = random() >= Math.min(1, mood + (strikes ? 0.35 : 0));
    const time = Number(at) + HOUR / 2;
    answers.push({ customer, interaction: `r${i}`, at: time, csat: isHappy ? 5 : 3, emotion: isHappy ? 1 : -1 });
    const isIgnored = random() < 0.3 + (fault === "EMOTION" && channel === "App" && kind === "browse" ? 0.35 : 0);
    if (isHappy || isIgnored) continue;
    rows.push({
      customer,
      channel: HELP,
      touchpoint: "help",
      at: time + HOUR,
      initiatedBy: "BRAND",
      ...(journey === undefined ? {} : { journey }),
    });
  }
  return answers;
}
