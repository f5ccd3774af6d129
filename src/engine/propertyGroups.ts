// Forms the groups of a breakdown by property. The group of a journey is the value of the property at one of its
// interactions, which the question chooses. The group `(none)` has the journeys for which this interaction has no
// value. A list of one value counts as this value. A list of several values is refused, because it would belong to
// several groups.
import type { PropertyCodes } from "../projection/columns.js";
import type { Block, Projection } from "../projection/projection.js";
import { type BreakdownRow, type CompiledBreakdown, NONE, rowOf } from "./breakdown.js";
import { listRefusal } from "./label.js";
import { unknownName } from "./selector.js";

/** Returned for a journey in which the question finds no such interaction. No group has this number. */
export const NO_GROUP = -1;

const AT = "breakdown.property";

/** The groups of a property. The number of a group is the code of its value in the column of the property. */
export class PropertyGroups {
  /** The largest number of a group + 1. */
  readonly count: number;
  readonly #property: string;
  readonly #members: readonly (readonly string[])[];
  /** The block that was read last, and its column. */
  #block: Block | null = null;
  #codes: PropertyCodes = new Uint8Array(0);

  /** Throws UNKNOWN_NAME if no interaction has the property. */
  constructor({ dictionary: { refinement } }: Projection, property: string) {
    const { members, properties, keys } = refinement!;
    if (!properties.get(property)!.isBorne) throw unknownName(property, "property", AT, keys);
    this.#property = property;
    this.#members = members.get(property)!;
    this.count = this.#members.length + 1;
  }

  /** Returns the group of a journey by one of its interactions, given by its index in the block. */
  of(block: Block, journey: number, interaction: number): number {
    if (block !== this.#block) {
      this.#block = block;
      this.#codes = block.values!.get(this.#property)!;
    }
    const code = this.#codes[interaction]!;
    if (this.isList(code))
      throw listRefusal(this.#property, this.#members[code - 1]!.length, block, journey, interaction, AT);
    return code;
  }

  /** Whether the value is a list of several values, which cannot be a group. */
  isList(group: number): boolean {
    return group > 0 && this.#members[group - 1]!.length > 1;
  }

  /** Returns the row of the answer that shows a group. */
  row(group: number): BreakdownRow {
    return group === 0 ? NONE : rowOf(this.#members[group - 1]![0]!);
  }
}

/**
 * Groups journeys by the property of one of their interactions. `find` returns the index of this interaction in the
 * block, or −1 if the journey has none. Such a journey is in no group. PROPERTY_IS_LIST is thrown while journeys are
 * read.
 */
export function byProperty(groups: PropertyGroups, find: (block: Block, journey: number) => number): CompiledBreakdown {
  return {
    named: [],
    inTime: false,
    groupOf(block, journey) {
      const interaction = find(block, journey);
      return interaction < 0 ? NO_GROUP : groups.of(block, journey, interaction);
    },
    rowsOf: (group) => (group === NO_GROUP ? [] : [groups.row(group)]),
  };
}
