// Finds the journeys that a row of handoffs counts. For the row of a pair, these are the journeys with a handoff of
// this pair; the row may be limited to handoffs that are settled, failed or pending, or to which a given reason
// applies. For the totals, these are the journeys with such a handoff of any pair, or with at least two episodes.

import { findInScope } from "../../engine/inScope.js";
import { eachJourney } from "../../engine/scan.js";
import type { Label } from "../../engine/terms.js";
import type { Projection } from "../../projection/projection.js";
import { naming } from "../drilldown.js";
import { type InGroup, isGroupKey, maybeInGroup, openedGroups } from "../groupRows.js";
import { breakdownOf } from "../groups.js";
import type { AddJourney, Drilldown, JourneyFinder } from "../question.js";
import { either, nothing, oneOf, record, text } from "../shape.js";
import { HandoffFinder } from "./episodes.js";
import { GROUPING, leavingGroup } from "./groups.js";
import { handoffSpace } from "./handoffSpace.js";
import type { PairTable } from "./pairs.js";
import { type HandoffsParams, handoffsPlan } from "./plan.js";
import type { HandoffsResult } from "./result.js";
import type { HandoffRules, LeavingGroups } from "./rules.js";
import { HANDOFF_REASONS, type HandoffReason } from "./settings.js";
import { reasonBit, reasonBits, VERDICT } from "./verdict.js";

export const HANDOFF_PARTS = ["COUNT", "SETTLED", "FAILED", "PENDING"] as const;
export type HandoffPart = (typeof HANDOFF_PARTS)[number];

/** A side of a pair: a channel or, with the grain TOUCHPOINT, usually a touchpoint. */
export type HandoffSide = { readonly channel: string } | { readonly touchpoint: string };

export const HANDOFF_TOTALS_PARTS = ["JOURNEYS", "MULTI_CHANNEL", "HANDOFFS", "SETTLED", "PENDING", "FAILED"] as const;
export type HandoffTotalsPart = (typeof HANDOFF_TOTALS_PARTS)[number];

export type HandoffRow = InGroup<OwnRow>;

type OwnRow =
  | {
      readonly from: HandoffSide;
      readonly to: HandoffSide;
      readonly of: HandoffPart;
      /** Limits the row to settled handoffs to which this reason applies. */
      readonly reason: HandoffReason | null;
    }
  | { readonly of: HandoffTotalsPart }
  /** All handoffs of a group. */
  | { readonly of: HandoffPart };

const side = either(record({ channel: text }), record({ touchpoint: text }));

export const drilldown: Drilldown<HandoffsParams, HandoffsResult, HandoffRow> = {
  hasSides: true,
  choosesRows: ["first", "from", "to", "firstGroups"],
  onlyWith: { breakdown: "group", timeZone: "group" },
  isRow: either(
    record({ of: oneOf(...HANDOFF_TOTALS_PARTS) }),
    record({ of: oneOf(...HANDOFF_PARTS), group: isGroupKey }),
    maybeInGroup(
      record({ from: side, to: side, of: oneOf(...HANDOFF_PARTS), reason: either(oneOf(...HANDOFF_REASONS), nothing) }),
    ),
  ),
  rows(args, result) {
    const named = naming<HandoffRow>("handoffs", args);
    return {
      ...result,
      totals: { ...result.totals, ...named({ of: "HANDOFFS" }) },
      handoffs: result.handoffs.map((handoff) => {
        const row = { from: sideOf(handoff.from), to: sideOf(handoff.to), of: "COUNT", reason: null } as const;
        return {
          ...handoff,
          ...named(row),
          reasons: handoff.reasons.map((counted) => ({ ...counted, ...named({ ...row, reason: counted.reason }) })),
        };
      }),
      groups: openedGroups(result.groups, (row, group) => ({
        ...row,
        totals: { ...row.totals, ...named({ of: "COUNT", group }) },
        handoffs: row.handoffs.map((pair) => ({
          ...pair,
          ...named({ from: sideOf(pair.from), to: sideOf(pair.to), of: "COUNT", reason: null, group }),
        })),
      })),
    };
  },
  find(projection, params, row, add) {
    const { group } = row;
    const breakdown = breakdownOf(params);
    if (group === undefined || breakdown?.property == null)
      return GROUPING.find(projection, params, group, add, (found) => find(projection, params, row, null, found));
    const leaving = leavingGroup(projection, breakdown.property, group, !("from" in row));
    return find(projection, params, row, leaving, add);
  },
};

/** Finds the journeys of a row. If `leaving` is given, the row is limited to the handoffs of its group 1. */
function find(
  projection: Projection,
  params: HandoffsParams,
  row: OwnRow,
  leaving: LeavingGroups | null,
  add: AddJourney,
): JourneyFinder {
  const { rules, test } = handoffsPlan(projection, { ...params, leaving });
  if (row.of === "JOURNEYS") return findInScope(projection, test, add);
  const finder = new HandoffFinder(rules);
  const firstLabel = leaving === null ? 0 : rules.labels;
  const pair =
    "from" in row
      ? numberOf(finder.pairs, firstLabel, labelOf(projection, rules, row.from), labelOf(projection, rules, row.to))
      : leaving === null
        ? null
        : finder.pairs.index(1, 0);
  const { of } = row;
  const failing = reasonBits(params.settings.failureReasons);
  const wanted = "reason" in row && row.reason !== null ? reasonBit(row.reason) : 0;
  const counts = (verdict: number): boolean => {
    const settled = (verdict & VERDICT.SETTLED) !== 0;
    if (wanted !== 0 && !(settled && (verdict & wanted) !== 0)) return false;
    if (of === "COUNT" || of === "HANDOFFS") return true;
    return of === "PENDING" ? !settled : settled && (of === "SETTLED" || (verdict & failing) !== 0);
  };
  return {
    visit(range) {
      try {
        eachJourney(projection, range, test, (block, journey, begin, end) => {
          finder.begin(end - begin);
          const { journeys, pair: pairs, verdict } = handoffSpace();
          journeys[0] = journey;
          const several = finder.find(block, 0, 1) === 1;
          if (of === "MULTI_CHANNEL") {
            if (several) add(journey);
            return;
          }
          for (let h = 0; h < finder.found; h++)
            if ((pair === null || pairs[h] === pair) && counts(verdict[h]!)) {
              add(journey);
              return;
            }
        });
      } finally {
        handoffSpace().release();
      }
    },
  };
}

export function sideOf({ key, kind }: Label): HandoffSide {
  return kind === "CHANNEL" ? { channel: key } : { touchpoint: key };
}

/**
 * The number of a pair whose first label has a code from `firstLabel` on. A label that no longer exists gets the number
 * −1, which no handoff has.
 */
function numberOf(pairs: PairTable, firstLabel: number, from: number, to: number): number {
  return from < 0 || to < 0 ? -1 : pairs.index(firstLabel + from, to);
}

/** Returns −1 if the label no longer exists. */
function labelOf({ dictionary }: Projection, rules: HandoffRules, side: HandoffSide): number {
  const { byChannel, channels, firstChannelLabel } = rules;
  if ("touchpoint" in side) return byChannel ? -1 : dictionary.touchpoints.indexOf(side.touchpoint);
  const channel = channels.indexOf(side.channel);
  return channel < 0 ? -1 : firstChannelLabel + channel;
}
