// The journeys behind a handoff: those with one of this pair that is settled, failed or pending, or has a reason.
import type { Projection } from "../projection/projection.js";
import type { AddJourney, BehindScan } from "./behind.js";
import { HandoffFinder } from "./handoffEpisodes.js";
import { type HandoffsParams, handoffsPlan } from "./handoffPlan.js";
import type { HandoffRules } from "./handoffRules.js";
import { reasonBit, reasonBits, SETTLED } from "./handoffVerdict.js";
import type { HandoffReason } from "./results.js";
import { eachJourney } from "./scan.js";

export const HANDOFF_PARTS = ["COUNT", "SETTLED", "FAILED", "PENDING"] as const;
export type HandoffPart = (typeof HANDOFF_PARTS)[number];

/** A side of a pair: a channel, or at touchpoint grain mostly a touchpoint. */
export type HandoffSide = { readonly channel: string } | { readonly touchpoint: string };

export interface HandoffBehind {
  readonly from: HandoffSide;
  readonly to: HandoffSide;
  readonly of: HandoffPart;
  /** Settled, and of this reason. */
  readonly reason: HandoffReason | null;
}

export function handoffsBehind(
  projection: Projection,
  params: HandoffsParams,
  { from, to, of, reason }: HandoffBehind,
  add: AddJourney,
): BehindScan {
  const { rules, test } = handoffsPlan(projection, params);
  const finder = new HandoffFinder(rules);
  const left = labelOf(projection, rules, from);
  const reached = labelOf(projection, rules, to);
  const failing = reasonBits(params.settings.failureReasons);
  const wanted = reason === null ? 0 : reasonBit(reason);
  const counts = (verdict: number): boolean => {
    const settled = (verdict & SETTLED) !== 0;
    if (wanted !== 0 && !(settled && (verdict & wanted) !== 0)) return false;
    return of === "COUNT" || (of === "PENDING" ? !settled : settled && (of === "SETTLED" || (verdict & failing) !== 0));
  };
  return {
    visit(range) {
      eachJourney(projection, range, test, (segment, journey) => {
        finder.clear();
        finder.find(segment, journey, 0);
        for (let h = 0; h < finder.found; h++)
          if (finder.from[h] === left && finder.to[h] === reached && counts(finder.verdict[h]!)) {
            add(journey);
            return;
          }
      });
    },
  };
}

/** −1 for what is no longer there. */
function labelOf({ dictionary }: Projection, rules: HandoffRules, side: HandoffSide): number {
  const { byChannel, channels, firstChannelLabel } = rules;
  if ("touchpoint" in side) return byChannel ? -1 : dictionary.touchpoints.indexOf(side.touchpoint);
  const channel = channels.indexOf(side.channel);
  return channel < 0 ? -1 : firstChannelLabel + channel;
}
