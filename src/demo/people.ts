// The synthetic customers: personas with habits, regions and loyalty. A persona determines where journeys start and
// which channel comes next. Within a persona, customers differ in how often their handoffs fail (company.ts).
import { type Weights, weights } from "./random.js";

export const REGIONS = ["north", "south", "east", "west", "metro"] as const;
export type Region = (typeof REGIONS)[number];

export type ChannelKey =
  | "search"
  | "display"
  | "social"
  | "email"
  | "web"
  | "app"
  | "store"
  | "phone"
  | "chat"
  | "events"
  | "delivery";

export const PERSONA_KEYS = [
  "deal-hunter",
  "researcher",
  "app-native",
  "store-regular",
  "busy-parent",
  "trade",
] as const;
export type PersonaKey = (typeof PERSONA_KEYS)[number];

export interface Persona {
  readonly key: PersonaKey;
  /** Where journeys start. */
  readonly entry: Weights<ChannelKey>;
  /** How much this persona prefers a channel. The general weights of the next channel are multiplied by this factor. */
  readonly likes: Readonly<Partial<Record<ChannelKey, number>>>;
  /** The factor by which the fail rates of all handoffs are multiplied. */
  readonly proneness: number;
  /** The mean number of days between the end of one journey and the start of the next, in addition to the gap. */
  readonly pause: number;
  /** Share of journeys that are about a problem with an earlier purchase. */
  readonly problems: number;
  /** Median basket, in the retailer's currency. */
  readonly basket: number;
}

export const PERSONAS: Readonly<Record<PersonaKey, Persona>> = {
  "deal-hunter": {
    key: "deal-hunter",
    entry: weights({ search: 26, display: 12, social: 14, email: 22, web: 16, app: 8, store: 2 }),
    likes: { email: 2, social: 1.5, display: 1.5, phone: 0.4, events: 0.5 },
    proneness: 1.03,
    pause: 95,
    problems: 0.13,
    basket: 38,
  },
  researcher: {
    key: "researcher",
    entry: weights({ search: 40, web: 28, social: 6, email: 8, store: 10, events: 5, chat: 3 }),
    likes: { search: 2, chat: 1.5, store: 1.3, app: 0.5 },
    proneness: 0.98,
    pause: 140,
    problems: 0.15,
    basket: 120,
  },
  "app-native": {
    key: "app-native",
    entry: weights({ app: 52, social: 20, web: 10, email: 8, display: 6, store: 4 }),
    likes: { app: 2.5, social: 1.6, phone: 0.3, store: 0.6 },
    proneness: 1.02,
    pause: 90,
    problems: 0.14,
    basket: 45,
  },
  "store-regular": {
    key: "store-regular",
    entry: weights({ store: 48, web: 18, phone: 10, email: 10, events: 8, search: 6 }),
    likes: { store: 2.5, phone: 1.8, app: 0.4, chat: 0.5 },
    proneness: 0.97,
    pause: 110,
    problems: 0.16,
    basket: 62,
  },
  "busy-parent": {
    key: "busy-parent",
    entry: weights({ web: 30, app: 26, email: 16, search: 14, store: 10, social: 4 }),
    likes: { store: 1.4, web: 1.3, chat: 1.3 },
    proneness: 1,
    pause: 85,
    problems: 0.2,
    basket: 55,
  },
  // Trade customers are small firms. There are few of them, but each has dozens of projects a year, always on the same
  // few paths. Because of such busy customers, statistical tests that count handoffs instead of customers give wrong
  // results.
  trade: {
    key: "trade",
    entry: weights({ phone: 26, web: 34, app: 18, store: 16, email: 6 }),
    likes: { phone: 2, store: 2, display: 0.2, social: 0.2 },
    proneness: 1,
    pause: 0,
    problems: 0.2,
    basket: 210,
  },
};

export const PERSONA_SHARES: Weights<PersonaKey> = weights({
  "deal-hunter": 24,
  researcher: 18,
  "app-native": 19,
  "store-regular": 17,
  "busy-parent": 19,
  trade: 3,
});

export const REGION_SHARES: Weights<Region> = weights({ north: 26, south: 20, east: 18, west: 20, metro: 16 });

export type Loyalty = "none" | "silver" | "gold";
export const LOYALTY_SHARES: Weights<Loyalty> = weights({ none: 55, silver: 32, gold: 13 });
