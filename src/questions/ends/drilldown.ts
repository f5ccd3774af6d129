// Finds the journeys that an entry or an exit counts, and those of the totals of ends.

import { findLeft, findWhere } from "../../engine/inScope.js";
import { labelsNamed } from "../../engine/label.js";
import { isOpen } from "../../engine/scan.js";
import type { Projection } from "../../projection/projection.js";
import { COUNTED, isTotalsRow, type TotalsRow } from "../drilldown.js";
import { type GroupKey, groupOfKey, type InGroup, maybeInGroup, openingGroups } from "../groupRows.js";
import type { AddJourney, CutRow, Drilldown, JourneyFinder } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { GROUPING } from "./groups.js";
import { type EndsParams, endsPlan, JourneyEnds } from "./plan.js";
import type { EndCounts, EndsResult } from "./result.js";

export const END_PARTS = ["JOURNEYS", "OPEN"] as const;
export type EndPart = (typeof END_PARTS)[number];

/**
 * The entry or the exit with the key of its label; the journeys whose entry and exit are among given labels; or a part
 * of the totals. Each may be limited to a group.
 */
export type EndsRow = InGroup<OwnRow>;

type OwnRow =
  | { readonly entry: string; readonly of: EndPart }
  | { readonly exit: string; readonly of: EndPart }
  | { readonly entries: readonly string[]; readonly exits: readonly string[] }
  | TotalsRow;

const of = oneOf(...END_PARTS);

export const drilldown: Drilldown<EndsParams, EndsResult, EndsRow> = {
  choosesRows: ["first", "firstGroups"],
  onlyWith: { breakdown: "group", timeZone: "group", groupedBy: "group", firstGroups: "group" },
  isRow: maybeInGroup<OwnRow>(either(isTotalsRow, record({ entry: text, of }), record({ exit: text, of }))),
  rows: openingGroups<EndCounts, OwnRow>("ends", {
    totals: () => COUNTED,
    entries: ({ label }) => ({ entry: label.key, of: "JOURNEYS" }),
    exits: ({ label }) => ({ exit: label.key, of: "JOURNEYS" }),
  }),
  shown(result, row) {
    const group = row.group as GroupKey | undefined;
    const counts = group === undefined ? result : groupOfKey(result.groups, group);
    const keys = (rows: EndCounts["entries"] = []) => rows.map(({ label }) => label.key);
    return {
      entries: keys(counts?.entries),
      exits: keys(counts?.exits),
      ...(group === undefined ? {} : { group }),
    };
  },
  find: (projection, params, row, add) =>
    GROUPING.find(projection, params, row.group, add, (found) => find(projection, params, row, found)),
};

function find(
  projection: Projection,
  params: EndsParams,
  row: Exclude<OwnRow, CutRow>,
  add: AddJourney,
): JourneyFinder {
  const plan = endsPlan(projection, params);
  const { labels } = plan;
  const { test } = plan.filter;
  const ends = new JourneyEnds(plan);
  if ("of" in row && !("entry" in row || "exit" in row))
    return findLeft(projection, test, (block, journey) => ends.read(block, journey), row.of, add);
  // Null if the row contains all labels.
  const chosen = (keys: readonly string[]) => labelsNamed(labels, keys);
  const entries = "entries" in row ? chosen(row.entries) : "entry" in row ? chosen([row.entry]) : null;
  const exits = "entries" in row ? chosen(row.exits) : "exit" in row ? chosen([row.exit]) : null;
  const opens = "of" in row && row.of === "OPEN";
  return findWhere(projection, test, add, (block, journey) => {
    if (!ends.read(block, journey)) return false;
    if (entries?.[ends.entry] === 0 || exits?.[ends.exit] === 0) return false;
    return !opens || isOpen(projection, block, journey);
  });
}
