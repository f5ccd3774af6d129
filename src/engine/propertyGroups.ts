// Forms the groups of a breakdown by property. The group of a journey is the value of the property at one of its
// interactions, which the question chooses. The group `(none)` has the journeys for which this interaction has no
// value. A list of one value counts as this value. A list of several values is refused, because it would belong to
// several groups.
import type { Block, Projection } from "../projection/projection.js";
import { type BreakdownRow, type CompiledBreakdown, NO_VALUE } from "./breakdown.js";
import { labelsOf, listRefusal } from "./label.js";

/** Returned for a journey in which the question finds no such interaction. No group has this number. */
export const NO_GROUP = -1;

const AT = "breakdown.property";

export interface PropertyGroups {
  /** The number of groups. */
  readonly count: number;
  /** The number of the group, by touchpoint code. */
  readonly ofCode: Uint16Array;
  /** The number of values of the property, by touchpoint code. It is more than 1 for a list of several values. */
  readonly members: Uint32Array;
  /** Returns the row of the answer that shows a group. */
  row(group: number): BreakdownRow;
}

export function propertyGroups(projection: Projection, property: string): PropertyGroups {
  const labels = labelsOf(projection, { grain: "PROPERTY", property, groups: [] }, "breakdown");
  const known = made.get(labels);
  if (known !== undefined) return known;
  const { codes, members } = projection.dictionary.refinement!.values.get(property)!;
  const groups: PropertyGroups = {
    count: labels.count,
    ofCode: labels.ofTouchpoint,
    members: Uint32Array.from(codes, (value) => (value === 0 ? 0 : members[value - 1]!.length)),
    row(group) {
      const key = labels.keys[group]!;
      return key === NO_VALUE ? { key: null, label: NO_VALUE } : { key, label: key };
    },
  };
  made.set(labels, groups);
  return groups;
}

/** There may be many codes, so the groups are computed once for the labels of the property. */
const made = new WeakMap<object, PropertyGroups>();

/**
 * Groups journeys by the property of one of their interactions. `find` returns the index of this interaction in the
 * block, or −1 if the journey has none. Such a journey is in no group. A list of several values causes the error
 * PROPERTY_IS_LIST while journeys are read.
 */
export function byProperty(
  projection: Projection,
  property: string,
  find: (block: Block, journey: number) => number,
): CompiledBreakdown {
  const { ofCode, members, row } = propertyGroups(projection, property);
  return {
    named: [],
    inTime: false,
    groupOf(block, journey) {
      const i = find(block, journey);
      if (i < 0) return NO_GROUP;
      const code = block.touchpoint[i]!;
      if (members[code]! > 1) throw listRefusal(property, members[code]!, block, journey, i, AT);
      return ofCode[code]!;
    },
    rowsOf: (group) => (group === NO_GROUP ? [] : [row(group)]),
  };
}
