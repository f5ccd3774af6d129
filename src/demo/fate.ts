// What can go wrong at a handoff of a synthetic customer.
import type { ChannelKey } from "./people.js";

/** What goes wrong: the ordinary way for this pair, or as a planted fault has it. */
export type Mishap = "natural" | "payment-bounce" | "case-repeat" | "collect-stall";

/** Whether something befalls a handoff of this customer. */
export interface Fate {
  of(from: ChannelKey, to: ChannelKey, at: number, kind: HandoffKind): Mishap | null;
}

/** A fault strikes only some kinds of handoffs between two channels. */
export type HandoffKind = "browse" | "collect" | "delivery" | "case";
