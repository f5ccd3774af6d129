// The things that can go wrong for a synthetic customer.
import type { OccasionFaultName } from "./faults.js";
import type { ChannelKey } from "./people.js";

/** A failure at a handoff: the usual failure of this pair, or the failure of a planted fault. */
export type Mishap = "natural" | "payment-bounce" | "case-repeat" | "collect-stall";

/** Decides whether something goes wrong for this customer. */
export interface Fate {
  /** Decides about a handoff. */
  of(from: ChannelKey, to: ChannelKey, at: number, kind: HandoffKind): Mishap | null;
  /** Decides whether a planted fault affects an occasion that is not a handoff, such as a payment. */
  strikes(fault: OccasionFaultName, at: number): boolean;
}

/** A fault affects only some types of handoffs between two channels. */
export type HandoffKind = "browse" | "collect" | "delivery" | "case";
