// The verdict on a handoff, as bits: its reasons in the order of HANDOFF_REASONS, and whether it is settled.
import { HANDOFF_REASONS, type HandoffReason } from "../results.js";

export const VERDICT = {
  SETTLED: 1 << HANDOFF_REASONS.length,
  /** Not of the verdict: the handoff is of the span before, which only serves to compare with. */
  EARLIER: 2 << HANDOFF_REASONS.length,
  /** What stands above so many bits of a word is a journey's ordinal in its chunk: there are far fewer than 2 ** 24. */
  BITS: HANDOFF_REASONS.length + 2,
} as const;

export function reasonBit(reason: HandoffReason): number {
  return 1 << HANDOFF_REASONS.indexOf(reason);
}

export function reasonBits(reasons: readonly HandoffReason[]): number {
  return reasons.reduce((bits, reason) => bits | reasonBit(reason), 0);
}
