// What can go wrong for a synthetic customer.
import type { OccasionFaultName } from "./faults.js";
import type { ChannelKey } from "./people.js";

/** What goes wrong: the usual failure of this pair, or that of a planted fault. */
export type Mishap = "natural" | "payment-bounce" | "case-repeat" | "collect-stall";

/** Decides whether something goes wrong for this customer. */
export interface Fate {
  /** At a handoff. */
  of(from: ChannelKey, to: ChannelKey, at: number, kind: HandoffKind): Mishap | null;
  /** On an occasion that a planted fault affects, which is no handoff. */
  strikes(fault: OccasionFaultName, at: number): boolean;
}

/** A fault affects only some types of handoffs between two channels. */
export type HandoffKind = "browse" | "collect" | "delivery" | "case";
