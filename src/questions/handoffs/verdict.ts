// The verdict on a handoff, as bits: its reasons in the order of HANDOFF_REASONS, and whether it is settled.
import { HANDOFF_REASONS, type HandoffReason } from "./settings.js";

export const VERDICT = {
  SETTLED: 1 << HANDOFF_REASONS.length,
  /**
   * This bit is not part of the verdict. It means that the handoff belongs to the earlier period, which is used only
   * for comparison.
   */
  EARLIER: 2 << HANDOFF_REASONS.length,
  /**
   * The bits above the verdict hold the index of the journey in its chunk. A chunk has far fewer than 2 ** 24 journeys.
   */
  BITS: HANDOFF_REASONS.length + 2,
} as const;

export function reasonBit(reason: HandoffReason): number {
  return 1 << HANDOFF_REASONS.indexOf(reason);
}

export function reasonBits(reasons: readonly HandoffReason[]): number {
  return reasons.reduce((bits, reason) => bits | reasonBit(reason), 0);
}
