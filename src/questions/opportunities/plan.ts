// The gaps that opportunities measures, as cells. A cell counts trials, of which some go wrong, and belongs to a set:
// it is compared with the other cells of its set. Cells are numbered, those of a strategy one after another:
//   PERSONALISATION  a segment at a touchpoint: mature visits that the goal does not follow, against those of all
//   others CONSISTENCY      a touchpoint whose kind is on several channels: failed visits, against the kind's other
//   channels TIMELINESS       a service level: waits that are longer than promised, against the other service levels
//   ACCESSIBILITY    a channel in a stage before or at the purchase: journeys whose last interaction that the brand did
//   not
//                    send is there, without a goal, against the stage's other channels
//   EMPATHY          a touchpoint: failures that no person answers in time, against failures at other touchpoints
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
import type { Strategy } from "./result.js";

export const DEFAULT_OPPORTUNITIES = 10;
/** The time within which a person should answer a failure. It is the time within which handoffs expect a resolution. */
export const ANSWER_WITHIN = 7 * DAY;
/** The largest number of cells of segments at touchpoints. More would take too much memory on each thread. */
export const MAX_SEGMENT_CELLS = 100_000;

/** A segment. The entry of `members`, which is in shared memory, for a customer number is 1 if it is a member's. */
export interface SegmentMembers {
  readonly key: string;
  readonly name: string;
  readonly members: Uint8Array;
}

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

export interface Cell {
  readonly strategy: Strategy;
  readonly key: string;
  readonly set: number;
  /** Whether the cell is tested. Cells of customers outside of a segment are used for comparison only. */
  readonly isTested: boolean;
  /** Indices and keys from which sentences and queries are made. */
  readonly touchpoint: string | null;
  readonly segment: SegmentMembers | null;
  readonly stage: string | null;
  readonly channel: string | null;
  readonly level: ServiceLevel | null;
}

export interface OpportunitiesPlan extends FactRules {
  readonly test: JourneyPredicate | null;
  readonly names: Labels;
  readonly cells: readonly Cell[];
  readonly sets: number;
  readonly segments: readonly SegmentMembers[];
  /** First cells: personalisation begins at 0; a segment has two cells at each label: its members and the others. */
  readonly consistencyAt: number;
  readonly timelinessAt: number;
  readonly accessibilityAt: number;
  readonly empathyAt: number;
  /** The entry for a label is 1 if its kind is on several channels. */
  readonly isShared: Uint8Array;
  /** For each touchpoint code, the number of its place, which is a pair of a stage and a channel. */
  readonly placeOf: Uint16Array;
  readonly places: number;
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

const NOTHING = { touchpoint: null, segment: null, stage: null, channel: null, level: null } as const;

export function opportunitiesPlan(projection: Projection, params: OpportunitiesParams): OpportunitiesPlan {
  const { within, first, filter } = params;
  checkFirst(first);
  checkDuration(within, "within");
  const { catalogue } = projection;
  const goal = compileGoal(projection, params.goal, "goal");
  const { test, warnings } = compileFilter(projection, filter, "filter");
  const names = labelsOf(projection, { grain: "TOUCHPOINT", property: null, groups: [] }, null);
  const known = new Map(catalogue.touchpoints.map((touchpoint) => [touchpoint.key, touchpoint]));
  const most = Math.floor(MAX_SEGMENT_CELLS / Math.max(1, names.count));
  const segments = params.segments.slice(0, most);
  const cells: Cell[] = [];
  let sets = 0;
  for (const segment of segments)
    for (const touchpoint of names.keys) {
      const set = sets++;
      const key = `${segment.key} ${touchpoint}`;
      const cell = { ...NOTHING, strategy: "PERSONALISATION" as const, set, touchpoint, segment };
      cells.push({ ...cell, key, isTested: true }, { ...cell, key: `! ${key}`, isTested: false });
    }

  const consistencyAt = cells.length;
  const kinds = names.keys.map((key) => known.get(key)?.kindKey ?? key);
  const kindSets = new Map<string, number>();
  for (const [label, touchpoint] of names.keys.entries()) {
    const kind = kinds[label]!;
    const set = kindSets.get(kind) ?? sets++;
    kindSets.set(kind, set);
    const isTested = kinds.filter((one) => one === kind).length > 1;
    const channel = known.get(touchpoint)?.channel ?? null;
    cells.push({ ...NOTHING, strategy: "CONSISTENCY", key: touchpoint, set, isTested, touchpoint, channel });
  }

  const timelinessAt = cells.length;
  const levels = catalogue.serviceLevels;
  const levelSet = sets++;
  for (const level of levels)
    cells.push({
      ...NOTHING,
      strategy: "TIMELINESS",
      key: `${level.from} ${level.to}`,
      set: levelSet,
      isTested: true,
      level,
    });

  const accessibilityAt = cells.length;
  const stageSets = new Map<string, number>();
  const placeNumbers = new Map<string, number>();
  const codes = touchpointsByCode(projection);
  // After the purchase, a journey ends somewhere without another goal by nature.
  const late = new Set(catalogue.stages.filter(({ phase }) => phase === "POST_PURCHASE").map(({ key }) => key));
  const placeOf = Uint16Array.from(codes, (touchpoint) => {
    const stage = touchpoint?.stage ?? null;
    const channel = touchpoint?.channel ?? "";
    const place = JSON.stringify([stage, channel]);
    const found = placeNumbers.get(place);
    if (found !== undefined) return found;
    const number = placeNumbers.size;
    placeNumbers.set(place, number);
    const set = stageSets.get(stage ?? "") ?? sets++;
    stageSets.set(stage ?? "", set);
    const key = `${stage ?? "(none)"} ${channel}`;
    cells.push({
      ...NOTHING,
      strategy: "ACCESSIBILITY",
      key,
      set,
      isTested: stage !== null && !late.has(stage),
      stage,
      channel,
    });
    return number;
  });

  const empathyAt = cells.length;
  const failureSet = sets++;
  for (const touchpoint of names.keys)
    cells.push({ ...NOTHING, strategy: "EMPATHY", key: touchpoint, set: failureSet, isTested: true, touchpoint });

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
    cells,
    sets,
    segments,
    consistencyAt,
    timelinessAt,
    accessibilityAt,
    empathyAt,
    isShared: Uint8Array.from(names.keys, (_, label) => (cells[consistencyAt + label]!.isTested ? 1 : 0)),
    placeOf,
    places: placeNumbers.size,
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
