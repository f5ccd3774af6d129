// The company that a seed generates: how often handoffs between two channels fail without any planted fault, how they
// fail, and where customers look for help. Fail rates differ between pairs of channels, and also between customers, so
// that a rare pair with a few busy customers can look faulty although it is not.
import type { Fate, HandoffKind, Mishap } from "./fate.js";
import { FAULT_NAMES, type Fault, type HandoffFaultName } from "./faults.js";
import type { ChannelKey, Persona, Region } from "./people.js";
import { Random, type Weights, weights } from "./random.js";

/** The share of handoffs that fail if no fault is planted. */
export const BASE_FAIL_RATE = 0.1;
/**
 * The shape of the gamma-distributed factor by which a customer's fail rate on one pair is multiplied. With a shape
 * below 1, the handoffs of most customers never fail on this pair, and the handoffs of a few customers fail often.
 */
const HABIT_SHAPE = 0.6;
/**
 * The shape of the gamma-distributed factor by which all fail rates of one customer are multiplied. Its standard
 * deviation is 20 %.
 */
const CUSTOMER_SHAPE = 25;
const HIGHEST_RATE = 0.95;

const CHANNELS: readonly ChannelKey[] = [
  "search",
  "display",
  "social",
  "email",
  "web",
  "app",
  "store",
  "phone",
  "chat",
  "events",
  "delivery",
];
const PAIRS = CHANNELS.length ** 2;

/** Numbers that name the streams of random numbers. */
const STREAM = { nature: 1, customer: 2, habit: 3, fault: 4, occasion: 5 } as const;

const HELP_WEIGHTS: Weights<ChannelKey> = weights({
  phone: 30,
  chat: 26,
  web: 14,
  store: 12,
  email: 10,
  app: 5,
  social: 3,
});
/** The channels to which a customer goes if a channel has not helped. */
const HELP_AFTER: Readonly<Partial<Record<ChannelKey, Weights<ChannelKey>>>> = {
  chat: weights({ phone: 72, email: 12, store: 16 }),
  phone: weights({ chat: 30, email: 34, store: 36 }),
};

export class Company {
  readonly #seed: number;
  readonly #nature: Float64Array;
  readonly #abandon: Float64Array;
  readonly #faults: readonly Fault[];

  constructor(seed: number, unevenness: number, faults: readonly Fault[]) {
    this.#seed = seed;
    this.#faults = faults;
    const random = new Random(seed, STREAM.nature);
    this.#nature = Float64Array.from({ length: PAIRS }, () => random.between(1 - unevenness, 1 + unevenness));
    this.#abandon = Float64Array.from({ length: PAIRS }, () => random.between(0.5, 0.7));
  }

  /**
   * The share of failing handoffs before a purchase at which the journey ends. At the other failing handoffs, the
   * customer returns to the previous channel.
   */
  abandonShare(from: ChannelKey, to: ChannelKey): number {
    return this.#abandon[pairOf(from, to)]!;
  }

  helpAfterPurchase(persona: Persona): Weights<ChannelKey> {
    return liked(HELP_WEIGHTS, persona);
  }

  helpAfter(channel: ChannelKey, persona: Persona): Weights<ChannelKey> {
    return liked(HELP_AFTER[channel] ?? HELP_WEIGHTS, persona);
  }

  /** Decides what happens at the handoffs and on other occasions of one customer. */
  fateOf(customer: number, persona: Persona, region: Region): Fate {
    const seed = this.#seed;
    const own = new Random(seed, STREAM.customer, customer).gamma(CUSTOMER_SHAPE) * persona.proneness * BASE_FAIL_RATE;
    const chance = new Random(seed, STREAM.habit, customer);
    const fault = new Random(seed, STREAM.fault, customer);
    const rates = new Map<number, number>();
    const occasions = this.#faults.map(
      ({ name }) => new Random(seed, STREAM.occasion, customer, FAULT_NAMES.indexOf(name)),
    );
    return {
      strikes: (name, at) => {
        const index = this.#faults.findIndex((f) => f.name === name && inForce(f, region, at));
        return index >= 0 && occasions[index]!.chance(this.#faults[index]!.size);
      },
      of: (from, to, at, kind) => {
        const struck = this.#faults.find((f) => strikes(f, from, to, kind) && inForce(f, region, at));
        if (struck !== undefined && fault.chance(struck.size)) return MISHAPS[struck.name as HandoffFaultName];
        const pair = pairOf(from, to);
        let rate = rates.get(pair);
        if (rate === undefined) {
          const habit = new Random(seed, STREAM.habit, customer, pair).gamma(HABIT_SHAPE);
          rate = Math.min(HIGHEST_RATE, own * this.#nature[pair]! * habit);
          rates.set(pair, rate);
        }
        return chance.chance(rate) ? "natural" : null;
      },
    };
  }
}

const MISHAPS = {
  "click-and-collect-stall": "collect-stall",
  "chat-phone-repeat": "case-repeat",
  "app-web-payment-bounce": "payment-bounce",
} as const satisfies Record<HandoffFaultName, Mishap>;

function strikes(fault: Fault, from: ChannelKey, to: ChannelKey, kind: HandoffKind): boolean {
  switch (fault.name) {
    case "click-and-collect-stall":
      return kind === "collect" && from === "web";
    case "chat-phone-repeat":
      return kind === "case" && from === "chat" && to === "phone";
    case "app-web-payment-bounce":
      return kind === "browse" && from === "app" && to === "web";
    default:
      return false;
  }
}

/** Whether a fault occurs in this region at this time. */
export function inForce({ region, from, before }: Fault, where: string, at: number): boolean {
  return (region === null || region === where) && (from === null || at >= from) && (before === null || at < before);
}

function pairOf(from: ChannelKey, to: ChannelKey): number {
  return CHANNELS.indexOf(from) * CHANNELS.length + CHANNELS.indexOf(to);
}

function liked(weights: Weights<ChannelKey>, persona: Persona): Weights<ChannelKey> {
  return weights.map(([key, weight]) => [key, weight * (persona.likes[key] ?? 1)]);
}
