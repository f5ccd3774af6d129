// The gaps that opportunities measures, as cells. A cell counts trials, of which some go wrong, and belongs to a set:
// it is compared with the other cells of its set. Cells are numbered, those of a strategy one after another:
//   PERSONALISATION  a segment at a touchpoint: mature visits that the goal does not follow, against those of all others
//   CONSISTENCY      a touchpoint whose kind is on several channels: failed visits, and in cells of their own answers
//                    that are not satisfied, each against the kind's other channels
//   TIMELINESS       a service level: waits that are longer than promised, against the other service levels
//   ACCESSIBILITY    a channel in a stage before or at the purchase: journeys whose last interaction that the brand
//                    did not send is there, without a goal, against the stage's other channels
//   EMPATHY          a touchpoint: failures, and in cells of their own bad emotions, that no person answers in time,
//                    each against those at other touchpoints
// OMNICHANNEL is the question handoffs.

import { compileFilter } from "../../engine/filter.js";
import { type Labels, labelsOf } from "../../engine/label.js";
import { calendarOf } from "../../engine/periods.js";
import type { JourneyPredicate } from "../../engine/scan.js";
import type { Wanted } from "../../engine/selection.js";
import { compileGoal } from "../../engine/selector.js";
import type { JourneyFilter } from "../../engine/terms.js";
import { checkDuration, checkFirst, gapWarning } from "../../engine/totals.js";
import type { PointSelector, ServiceLevel } from "../../model/catalogue.js";
import { DAY } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { touchpointsByCode } from "../../projection/touchpoints.js";
import type { FactRules } from "../touchpointPerformance/facts.js";
import { type Cells, cellsOf, type SegmentMembers } from "./cells.js";

export const DEFAULT_OPPORTUNITIES = 10;
/** The least score of satisfaction that counts as satisfied, as for the value of CSAT. */
export const SATISFIED_FROM = 4;
/** The time within which a person should answer a failure. It is the time within which handoffs expect a resolution. */
export const ANSWER_WITHIN = 7 * DAY;
/** The largest number of cells of segments at touchpoints. More would take too much memory on each thread. */
export const MAX_SEGMENT_CELLS = 100_000;

export interface OpportunitiesParams {
  readonly goal?: PointSelector | null;
  /** Milliseconds: how long after a visit a goal still counts for it. */
  readonly within: number;
  readonly filter?: JourneyFilter | null;
  readonly first: number;
  /** All segments of the catalogue. */
  readonly segments: readonly SegmentMembers[];
  readonly wanted?: Wanted;
}

export interface OpportunitiesPlan extends FactRules, Cells {
  readonly test: JourneyPredicate | null;
  readonly names: Labels;
  readonly segments: readonly SegmentMembers[];
  /** The entry for a label is 1 if its kind is on several channels. */
  readonly isShared: Uint8Array;
  /** The entry for a touchpoint code is 1 if a person answers there. */
  readonly isAssisted: Uint8Array;
  /** The entry for a touchpoint code is 1 if the brand sends its interactions, unless a row says otherwise. */
  readonly isBrandSent: Uint8Array;
  /** For each service level, then for each touchpoint code: whether a wait begins there (`begins`) or ends (`ends`). */
  readonly begins: readonly Uint8Array[];
  readonly ends: readonly Uint8Array[];
  readonly levels: readonly ServiceLevel[];
  readonly warnings: readonly string[];
}

export function opportunitiesPlan(projection: Projection, params: OpportunitiesParams): OpportunitiesPlan {
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
    isShared: Uint8Array.from(names.keys, (_, label) => (own.cells[own.consistencyAt + label]!.isTested ? 1 : 0)),
    isAssisted: Uint8Array.from(codes, (touchpoint) => (assisted.has(touchpoint?.channel ?? "") ? 1 : 0)),
    isBrandSent: Uint8Array.from(codes, (touchpoint) => (touchpoint?.initiatedBy === "BRAND" ? 1 : 0)),
    begins: levels.map(({ from }) => marks(projection, from)),
    ends: levels.map(({ to }) => marks(projection, to)),
    levels,
    warnings: [
      ...new Set([
        ...goal.warnings,
        ...warnings,
        ...gapWarning(projection, within, "`within`"),
        ...(segments.length < params.segments.length
          ? [`Only ${segments.length} of ${params.segments.length} segments are compared, because there are too many.`]
          : []),
      ]),
    ],
  };
}

/** The entry for a touchpoint code is 1 if the touchpoint, or its channel, has this key. */
function marks(projection: Projection, key: string): Uint8Array {
  return Uint8Array.from(touchpointsByCode(projection), (touchpoint) =>
    touchpoint !== undefined && (touchpoint.key === key || touchpoint.channel === key) ? 1 : 0,
  );
}
