// The journeys that an entry or an exit counts, and those of the totals of ends.

import { findInScope } from "../../engine/inScope.js";
import { JourneyView } from "../../engine/journeyView.js";
import { eachJourney, isOpen } from "../../engine/scan.js";
import { COUNTED, isTotalsRow, naming, type TotalsRow } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { type EndsParams, endsPlan } from "./plan.js";
import type { EndsResult } from "./result.js";

export const END_PARTS = ["JOURNEYS", "OPEN"] as const;
export type EndPart = (typeof END_PARTS)[number];

/** A label's key; or the keys of the entries and exits shown, of which a journey has one of both. */
export type EndsRow =
  | { readonly entry: string; readonly of: EndPart }
  | { readonly exit: string; readonly of: EndPart }
  | { readonly entries: readonly string[]; readonly exits: readonly string[] }
  | TotalsRow;

const of = oneOf(...END_PARTS);

export const drilldown: Drilldown<EndsParams, EndsResult, EndsRow> = {
  choosesRows: ["first"],
  isRow: either(isTotalsRow, record({ entry: text, of }), record({ exit: text, of })),
  rows(args, result) {
    const named = naming<EndsRow>("ends", args);
    return {
      ...result,
      totals: { ...result.totals, ...named(COUNTED) },
      entries: result.entries.map((row) => ({ ...row, ...named({ entry: row.label.key, of: "JOURNEYS" }) })),
      exits: result.exits.map((row) => ({ ...row, ...named({ exit: row.label.key, of: "JOURNEYS" }) })),
    };
  },
  shown({ entries, exits }) {
    const keys = (rows: typeof entries) => rows.map(({ label }) => label.key);
    return { entries: keys(entries), exits: keys(exits) };
  },
  find(projection, params, row, add) {
    const { test, hide, labels } = endsPlan(projection, params);
    const view = new JourneyView(projection.dictionary.touchpoints.length, hide, []);
    const labelOf = view.table(labels.ofTouchpoint);
    // 1 by code of each label wanted; null: any.
    const wanted = (keys: readonly string[]) => Uint8Array.from(labels.keys, (key) => (keys.includes(key) ? 1 : 0));
    const entries = "entries" in row ? wanted(row.entries) : "entry" in row ? wanted([row.entry]) : null;
    const exits = "entries" in row ? wanted(row.exits) : "exit" in row ? wanted([row.exit]) : null;
    const part = "of" in row ? row.of : "COUNTED";
    if (entries === null && exits === null && part === "JOURNEYS") return findInScope(projection, test, add);
    return {
      visit(range) {
        // All with something left are completed.
        if (part === "DROPPED" || part === "PENDING") return;
        eachJourney(projection, range, test, (block, journey) => {
          view.enter(block, journey);
          const { codes, begin, end } = view;
          if (begin === end) return;
          if (entries !== null && entries[labelOf[codes[begin]!]!] === 0) return;
          if (exits !== null && exits[labelOf[codes[end - 1]!]!] === 0) return;
          if (part !== "OPEN" || isOpen(projection, block, journey)) add(journey);
        });
      },
    };
  },
};
