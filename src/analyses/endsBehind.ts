// The journeys behind an entry or an exit, and behind the totals of ends.
import type { Projection } from "../projection/projection.js";
import type { AddJourney, BehindScan } from "./behind.js";
import { type EndsParams, endsPlan } from "./ends.js";
import type { TotalsPart } from "./question.js";
import { eachJourney, isOpen } from "./scan.js";
import { scopeBehind } from "./scopeBehind.js";
import { Walk } from "./walk.js";

export const END_PARTS = ["JOURNEYS", "OPEN"] as const;
export type EndPart = (typeof END_PARTS)[number];

/** A label's key. */
export type EndsBehind =
  | { readonly entry: string; readonly of: EndPart }
  | { readonly exit: string; readonly of: EndPart }
  | { readonly of: TotalsPart };

export function endsBehind(projection: Projection, params: EndsParams, row: EndsBehind, add: AddJourney): BehindScan {
  const { test, hide, labels } = endsPlan(projection, params);
  const walk = new Walk(projection.dictionary.touchpoints.length, hide, []);
  const labelOf = walk.table(labels.ofTouchpoint);
  const entry = "entry" in row ? labels.keys.indexOf(row.entry) : null;
  const exit = "exit" in row ? labels.keys.indexOf(row.exit) : null;
  if (entry === null && exit === null && row.of === "JOURNEYS") return scopeBehind(projection, test, add);
  return {
    visit(range) {
      // All with something left are completed.
      if (row.of === "DROPPED" || row.of === "PENDING") return;
      eachJourney(projection, range, test, (segment, journey) => {
        walk.enter(segment, journey);
        const { codes, begin, end } = walk;
        if (begin === end) return;
        if (entry !== null && labelOf[codes[begin]!] !== entry) return;
        if (exit !== null && labelOf[codes[end - 1]!] !== exit) return;
        if (row.of !== "OPEN" || isOpen(projection, segment, journey)) add(journey);
      });
    },
  };
}
