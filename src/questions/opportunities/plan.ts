// Defines the gaps that opportunities measures, as cells. A trial is something that may go wrong, such as a visit. A
// cell counts the trials of one place, and those that go wrong. It belongs to a set of cells, and is compared with the
// other cells of this set. Cells are numbered strategy by strategy:
// - PERSONALISATION: a cell is a segment at a touchpoint. A mature visit goes wrong if the goal does not follow it. The
//   cell is compared with the visits of all other customers at the touchpoint.
// - CONSISTENCY: a cell is a touchpoint whose kind is on several channels. A visit goes wrong if it fails. In separate
//   cells, an answer about satisfaction goes wrong if the customer is not satisfied. Both are compared with the other
//   channels of the kind.
// - TIMELINESS: a cell is a service level. A wait goes wrong if it is longer than promised. The cell is compared with
//   the other service levels.
// - ACCESSIBILITY: a cell is a channel in a stage before or at the purchase. A journey goes wrong if it does not reach
//   the goal and its last interaction that the brand did not send is there. The cell is compared with the other
//   channels of the stage.
// - EMPATHY: a cell is a touchpoint. A failed interaction goes wrong if no person answers it in time. In separate
//   cells, an interaction after which the customer reports a negative emotion goes wrong in the same case. Both are
//   compared with other touchpoints.
//
// OMNICHANNEL takes its gaps from the question handoffs.

import { compileFilter } from "../../engine/filter.js";
import { labelsOf } from "../../engine/label.js";
import { calendarOf } from "../../engine/periods.js";
import type { Wanted } from "../../engine/selection.js";
import { compileGoal } from "../../engine/selector.js";
import type { JourneyFilter } from "../../engine/terms.js";
import { checkDuration, checkFirst, gapWarning } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import { DAY } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { touchpointsByCode } from "../../projection/touchpoints.js";
import { cellsOf, type SegmentMembers } from "./cells.js";

export const DEFAULT_OPPORTUNITIES = 10;
/** A customer with at least this score of satisfaction is satisfied. The value of CSAT uses the same limit. */
export const SATISFIED_FROM = 4;
/** The time within which a person should answer a failure. It is the time within which handoffs expect a resolution. */
export const ANSWER_WITHIN = 7 * DAY;
/** The largest number of cells of segments at touchpoints. More would take too much memory on each thread. */
export const MAX_SEGMENT_CELLS = 100_000;

export interface OpportunitiesParams {
  readonly goal?: PointSelector | null;
  /** The time in milliseconds within which a goal after a visit counts as a conversion of the visit. */
  readonly within: number;
  readonly filter?: JourneyFilter | null;
  readonly first: number;
  /** All segments of the catalogue. */
  readonly segments: readonly SegmentMembers[];
  readonly wanted?: Wanted;
}

export function opportunitiesPlan(projection: Projection, params: OpportunitiesParams) {
  const { within, first, filter } = params;
  checkFirst(first);
  checkDuration(within, "within");
  const { catalogue } = projection;
  const goal = compileGoal(projection, params.goal, "goal");
  const { test, warnings } = compileFilter(projection, filter, "filter");
  const names = labelsOf(projection, { grain: "TOUCHPOINT", property: null, groups: [] }, null);
  const most = Math.floor(MAX_SEGMENT_CELLS / Math.max(1, names.count));
  const segments = params.segments.slice(0, most);
  const levels = catalogue.serviceLevels;
  const own = cellsOf(projection, names, segments, levels);
  const codes = touchpointsByCode(projection);
  const assisted = new Set(catalogue.channels.filter((channel) => channel.assisted).map(({ key }) => key));
  return {
    projection,
    goal,
    within,
    labelOf: names.ofTouchpoint,
    labels: names.count,
    ofCustomers: false,
    months: calendarOf(projection, "MONTH", null),
    ofCases: false,
    test,
    names,
    ...own,
    segments,
    /** The entry for a label is 1 if its kind is on several channels. */
    isShared: Uint8Array.from(names.keys, (_, label) => (own.cells[own.consistencyAt + label]!.isTested ? 1 : 0)),
    /** The entry for a touchpoint code is 1 if a person answers there. */
    isAssisted: Uint8Array.from(codes, (touchpoint) => (assisted.has(touchpoint?.channel ?? "") ? 1 : 0)),
    /** The entry for a touchpoint code is 1 if the brand sends its interactions, unless a row says otherwise. */
    isBrandSent: Uint8Array.from(codes, (touchpoint) => (touchpoint?.initiatedBy === "BRAND" ? 1 : 0)),
    /**
     * For each service level, a table with an entry for each touchpoint code. It is 1 if a wait begins there (`begins`)
     * or ends there (`ends`).
     */
    begins: levels.map(({ from }) => marks(projection, from)),
    ends: levels.map(({ to }) => marks(projection, to)),
    levels,
    warnings: [
      ...new Set([
        ...goal.warnings,
        ...warnings,
        ...gapWarning(projection, within, "`within`"),
        ...(projection.customersWithJourneys === 0 ? [] : withoutMembers(segments)),
        ...(segments.length < params.segments.length
          ? [`Only ${segments.length} of ${params.segments.length} segments are compared, because there are too many.`]
          : []),
      ]),
    ],
  };
}

export type OpportunitiesPlan = Readonly<ReturnType<typeof opportunitiesPlan>>;

function withoutMembers(segments: readonly SegmentMembers[]): string[] {
  return segments
    .filter(({ members }) => !members.includes(1))
    .map(({ key }) => `The segment "${key}" is not compared, because no customer belongs to it.`);
}

/** The entry for a touchpoint code is 1 if the touchpoint, or its channel, has this key. */
function marks(projection: Projection, key: string): Uint8Array {
  return Uint8Array.from(touchpointsByCode(projection), (touchpoint) =>
    touchpoint !== undefined && (touchpoint.key === key || touchpoint.channel === key) ? 1 : 0,
  );
}
