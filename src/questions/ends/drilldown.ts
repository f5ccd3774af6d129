// The journeys that an entry or an exit counts, and those of the totals of ends.

import { findLeft } from "../../engine/inScope.js";
import { eachJourney, isOpen } from "../../engine/scan.js";
import { COUNTED, isTotalsRow, naming, type TotalsRow } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { type EndsParams, endsPlan, JourneyEnds } from "./plan.js";
import type { EndsResult } from "./result.js";

export const END_PARTS = ["JOURNEYS", "OPEN"] as const;
export type EndPart = (typeof END_PARTS)[number];

/** The key of a label; or the keys of all entries and all exits shown, if a journey must have one of each. */
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
    const plan = endsPlan(projection, params);
    const { test, labels } = plan;
    const ends = new JourneyEnds(plan);
    if ("of" in row && !("entry" in row || "exit" in row))
      return findLeft(projection, test, (block, journey) => ends.read(block, journey), row.of, add);
    // The entry for a code is 1 if the label is in the row. Null if any label is.
    const chosen = (keys: readonly string[]) => Uint8Array.from(labels.keys, (key) => (keys.includes(key) ? 1 : 0));
    const entries = "entries" in row ? chosen(row.entries) : "entry" in row ? chosen([row.entry]) : null;
    const exits = "entries" in row ? chosen(row.exits) : "exit" in row ? chosen([row.exit]) : null;
    const opens = "of" in row && row.of === "OPEN";
    return {
      visit(range) {
        eachJourney(projection, range, test, (block, journey) => {
          if (!ends.read(block, journey)) return;
          if (entries !== null && entries[ends.entry] === 0) return;
          if (exits !== null && exits[ends.exit] === 0) return;
          if (!opens || isOpen(projection, block, journey)) add(journey);
        });
      },
    };
  },
};
