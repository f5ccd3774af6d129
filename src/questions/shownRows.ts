// The journeys behind what an answer shows and behind what it leaves out: `shown` and `otherCount` of its totals. Which rows are
// shown is asked of the question itself; the journeys on any of them are those shown, and others are the rest of those counted.
// Cost: the question without its details, and a pass for each of the two.

import { keyOfEnd } from "../engine/label.js";
import type { Scanner } from "../engine/scan.js";
import { COUNTS_ALONE } from "../engine/selection.js";
import type { CutPart } from "../engine/terms.js";
import type { Projection } from "../projection/projection.js";
import { commonRoutes } from "./commonRoutes/index.js";
import type { FoundParams } from "./drilldown.js";
import { ends } from "./ends/index.js";
import { flow } from "./flow/index.js";
import { transitions } from "./transitions/index.js";

/** Those whose totals say what is shown. */
type Cuts = "commonRoutes" | "ends" | "flow" | "funnel" | "interactionsToGoal" | "timeToConvert" | "transitions";

interface CutRow {
  readonly of: CutPart;
  readonly group?: unknown;
}
type Cut<P> = P extends { readonly question: Cuts } ? Omit<P, "row"> & { readonly row: CutRow } : never;
type OrCut<P> = P extends { readonly question: Cuts; readonly row: infer Row }
  ? Omit<P, "row"> & { readonly row: Row | CutRow }
  : P;
export type CutParams = Cut<FoundParams>;
export type FoundOrCut = OrCut<FoundParams>;

/** The rows shown as one. */
export async function rowsShown(projection: Projection, asked: CutParams, scanner: Scanner): Promise<FoundParams> {
  switch (asked.question) {
    case "commonRoutes": {
      const { routes } = await commonRoutes(projection, { ...asked.params, wanted: COUNTS_ALONE }, scanner);
      return { ...asked, row: { routes: routes.map(({ steps }) => steps.map(({ key }) => key)) } };
    }
    case "ends": {
      const { entries, exits } = await ends(projection, { ...asked.params, wanted: COUNTS_ALONE }, scanner);
      const keys = (rows: typeof entries) => rows.map(({ label }) => label.key);
      return { ...asked, row: { entries: keys(entries), exits: keys(exits) } };
    }
    case "flow": {
      const { steps } = await flow(projection, { ...asked.params, wanted: COUNTS_ALONE }, scanner);
      const keys = steps.map(({ nodes }) => nodes.flatMap(({ point }) => (point.kind === "OTHER" ? [] : [point.key])));
      return { ...asked, row: { on: keys } };
    }
    case "transitions": {
      const { edges } = await transitions(projection, { ...asked.params, wanted: COUNTS_ALONE }, scanner);
      return { ...asked, row: { pairs: edges.map(({ from, to }) => ({ from: keyOfEnd(from), to: keyOfEnd(to) })) } };
    }
    default:
      return allCounted(asked);
  }
}

/** All that a question counts; a funnel and others show it all. */
export function allCounted(asked: CutParams): FoundParams {
  return { ...asked, row: { ...asked.row, of: "COUNTED" } } as FoundParams;
}
