// Seeded worlds for opportunities: customers who differ in how busy they are and in how often things go wrong for them,
// on touchpoints that do not differ, unless a fault of one strategy is planted. Everything that opportunities compares is
// alike by construction, so that a world without a fault has nothing to find.
import { DAY, HOUR, MINUTE } from "../../src/model/time.js";
import type { Strategy } from "../../src/questions/opportunities/result.js";
import { type LogOptions, type Row } from "./projectionOf.js";
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

/** The place at which the fault of each strategy is planted, as the key of the finding. */
export const PLANTED: Readonly<Record<Strategy, string>> = {
  PERSONALISATION: "north web/browse",
  CONSISTENCY: "app/pay",
  TIMELINESS: "store/order store/delivery",
  ACCESSIBILITY: "look phone",
  EMPATHY: "app/pay",
  OMNICHANNEL: "web store",
};

export interface OpportunityWorld {
  readonly rows: readonly Row[];
  /** Region by customer: half are in the north. */
  readonly regions: Readonly<Record<string, "north" | "south">>;
}

/** About `customers` × 1.5 journeys. `fault` makes what it affects go wrong in 35 more of 100 cases. */
export function opportunityWorld(random: Random, customers: number, fault: Strategy | null): OpportunityWorld {
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
      // Half go on to another channel, a few hours later.
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
  return { rows, regions };
}
