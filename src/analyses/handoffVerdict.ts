// The verdict on a handoff, as bits: its reasons in the order of HANDOFF_REASONS, and whether it is settled.
import { HANDOFF_REASONS, type HandoffReason } from "./results.js";

export const SETTLED = 1 << HANDOFF_REASONS.length;

/** Not of the verdict: the handoff is of the span before, which only serves to compare with. */
export const EARLIER = SETTLED << 1;

/** What stands above them in a word is a journey's ordinal in its range: there are far fewer than 2 ** 24. */
export const VERDICT_BITS = HANDOFF_REASONS.length + 2;

export function reasonBit(reason: HandoffReason): number {
  return 1 << HANDOFF_REASONS.indexOf(reason);
}

export function reasonBits(reasons: readonly HandoffReason[]): number {
  return reasons.reduce((bits, reason) => bits | reasonBit(reason), 0);
}
