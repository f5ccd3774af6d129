// The cells of opportunities in their order, and the sets in which they are compared (plan.ts has the definitions).
import type { Labels } from "../../engine/label.js";
import type { ServiceLevel } from "../../model/catalogue.js";
import { NO_STAGE } from "../../model/keys.js";
import type { Projection } from "../../projection/projection.js";
import { touchpointsByCode } from "../../projection/touchpoints.js";
import type { Strategy } from "./result.js";

/**
 * The cells for satisfaction and for bad emotions at a touchpoint have the key of the touchpoint, followed by one of
 * these texts.
 */
export const SATISFACTION = " csat";
export const EMOTION = " emotion";

/**
 * A segment. `members`, which is in shared memory, has an entry for each customer number. The entry is 1 if the
 * customer is a member.
 */
export interface SegmentMembers {
  readonly key: string;
  readonly name: string;
  readonly members: Uint8Array;
}

export interface Cell {
  readonly strategy: Strategy;
  readonly key: string;
  readonly set: number;
  /** Whether the cell is tested. Cells of customers outside of a segment are used for comparison only. */
  readonly isTested: boolean;
  /** The indices and keys from which the sentence and the query of a finding are made. */
  readonly touchpoint: string | null;
  readonly segment: SegmentMembers | null;
  readonly stage: string | null;
  readonly channel: string | null;
  readonly level: ServiceLevel | null;
}

const NOTHING = { touchpoint: null, segment: null, stage: null, channel: null, level: null } as const;

export function cellsOf(
  projection: Projection,
  names: Labels,
  segments: readonly SegmentMembers[],
  levels: readonly ServiceLevel[],
) {
  const { catalogue } = projection;
  const known = new Map(catalogue.touchpoints.map((touchpoint) => [touchpoint.key, touchpoint]));
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
  const touchpointsOf = new Map<string, number>();
  for (const kind of kinds) touchpointsOf.set(kind, (touchpointsOf.get(kind) ?? 0) + 1);
  for (const [label, touchpoint] of names.keys.entries()) {
    const kind = kinds[label]!;
    const set = kindSets.get(kind) ?? sets++;
    kindSets.set(kind, set);
    const isTested = touchpointsOf.get(kind)! > 1;
    const channel = known.get(touchpoint)?.channel ?? null;
    cells.push({ ...NOTHING, strategy: "CONSISTENCY", key: touchpoint, set, isTested, touchpoint, channel });
  }

  // The cells of satisfaction are at the same touchpoints as those of failures, but in sets of their own.
  const satisfactionAt = cells.length;
  const failureCells = cells.slice(consistencyAt, satisfactionAt);
  const satisfactionSets = new Map<number, number>();
  for (const cell of failureCells) {
    const set = satisfactionSets.get(cell.set) ?? sets++;
    satisfactionSets.set(cell.set, set);
    cells.push({ ...cell, key: `${cell.key}${SATISFACTION}`, set });
  }

  const timelinessAt = cells.length;
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
  // After the purchase, it is normal that a journey ends without another goal.
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
    const key = `${stage ?? NO_STAGE} ${channel}`;
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

  const emotionAt = cells.length;
  const emotionSet = sets++;
  for (const cell of cells.slice(empathyAt, emotionAt))
    cells.push({ ...cell, key: `${cell.key}${EMOTION}`, set: emotionSet });

  return {
    cells,
    sets,
    /**
     * The number of the first cell of each strategy. The cells of personalisation begin at 0. Each segment has two
     * cells at each label: one for the members of the segment, and one for all other customers.
     */
    consistencyAt,
    satisfactionAt,
    timelinessAt,
    accessibilityAt,
    empathyAt,
    emotionAt,
    /** For each touchpoint code, the number of its place. A place is a pair of a stage and a channel. */
    placeOf,
    places: placeNumbers.size,
  };
}
