// What can go wrong at a handoff of a synthetic customer.
import type { ChannelKey } from "./people.js";

/** What goes wrong: the usual failure of this pair, or that of a planted fault. */
export type Mishap = "natural" | "payment-bounce" | "case-repeat" | "collect-stall";

/** Decides whether something goes wrong at a handoff of this customer. */
export interface Fate {
  of(from: ChannelKey, to: ChannelKey, at: number, kind: HandoffKind): Mishap | null;
}

/** A fault affects only some types of handoffs between two channels. */
export type HandoffKind = "browse" | "collect" | "delivery" | "case";
