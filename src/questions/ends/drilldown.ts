// The journeys behind an entry or an exit, and behind the totals of ends.

import { scopeBehind } from "../../engine/inScope.js";
import { Walk } from "../../engine/journeyView.js";
import { eachJourney, isOpen } from "../../engine/scan.js";
import type { TotalsPart } from "../../engine/terms.js";
import type { Projection } from "../../projection/projection.js";
import type { AddJourney, BehindScan } from "../drilldown.js";
import { type EndsParams, endsPlan } from "./index.js";

export const END_PARTS = ["JOURNEYS", "OPEN"] as const;
export type EndPart = (typeof END_PARTS)[number];

/** A label's key; or those of entries and exits, of which each journey has one of both. */
export type EndsBehind =
  | { readonly entry: string; readonly of: EndPart }
  | { readonly exit: string; readonly of: EndPart }
  | { readonly entries: readonly string[]; readonly exits: readonly string[] }
  | { readonly of: TotalsPart };

export function endsBehind(projection: Projection, params: EndsParams, row: EndsBehind, add: AddJourney): BehindScan {
  const { test, hide, labels } = endsPlan(projection, params);
  const walk = new Walk(projection.dictionary.touchpoints.length, hide, []);
  const labelOf = walk.table(labels.ofTouchpoint);
  // 1 by code of each label wanted; null: any.
  const wanted = (keys: readonly string[]) => Uint8Array.from(labels.keys, (key) => (keys.includes(key) ? 1 : 0));
  const entries = "entries" in row ? wanted(row.entries) : "entry" in row ? wanted([row.entry]) : null;
  const exits = "entries" in row ? wanted(row.exits) : "exit" in row ? wanted([row.exit]) : null;
  const part = "of" in row ? row.of : "COUNTED";
  if (entries === null && exits === null && part === "JOURNEYS") return scopeBehind(projection, test, add);
  return {
    visit(range) {
      // All with something left are completed.
      if (part === "DROPPED" || part === "PENDING") return;
      eachJourney(projection, range, test, (segment, journey) => {
        walk.enter(segment, journey);
        const { codes, begin, end } = walk;
        if (begin === end) return;
        if (entries !== null && entries[labelOf[codes[begin]!]!] === 0) return;
        if (exits !== null && exits[labelOf[codes[end - 1]!]!] === 0) return;
        if (part !== "OPEN" || isOpen(projection, segment, journey)) add(journey);
      });
    },
  };
}
