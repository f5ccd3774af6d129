// Chooses the groups of a breakdown that an answer shows: those with the most journeys. Groups are counted before the
// question runs.
import { compareKeys } from "../model/keys.js";
import type { Projection } from "../projection/projection.js";
import { type BreakdownRow, type CompiledBreakdown, NO_VALUE } from "./breakdown.js";
import type { Candidates } from "./candidates.js";
import type { CompiledFilter } from "./filter.js";
import { OTHER } from "./labelKeys.js";
import { NO_GROUP } from "./propertyGroups.js";
import type { Scan } from "./scan.js";
import { Scope } from "./scope.js";
import { firstRows } from "./totals.js";

/** The number of journeys of each group. */
export interface CountedGroups {
  readonly groups: Int32Array;
  readonly journeys: Uint32Array;
}

/** Groups with numbers from 0 to FEW − 1 are in an array, and all others in a map. */
const FEW = 1 << 14;

/** Counts the journeys of each group. */
export class GroupTally {
  readonly #few = new Uint32Array(FEW);
  readonly #others = new Map<number, number>();

  add(group: number): void {
    if (group >= 0 && group < FEW) this.#few[group]!++;
    else this.#others.set(group, (this.#others.get(group) ?? 0) + 1);
  }

  finish(): CountedGroups {
    const counts = new Map(this.#others);
    this.#few.forEach((count, group) => {
      if (count > 0) counts.set(group, count);
    });
    return { groups: Int32Array.from(counts.keys()), journeys: Uint32Array.from(counts.values()) };
  }
}

/**
 * Counts the journeys in scope by group. `touching` finds the journeys of a block that may be in a group. Null means
 * that any journey may be in a group.
 */
export function countedGroups(
  projection: Projection,
  { groupOf }: CompiledBreakdown,
  filter: CompiledFilter,
  touching: ((block: number) => Candidates) | null,
): Scan<CountedGroups> {
  const scope = new Scope(projection, filter, false);
  const tally = new GroupTally();
  return {
    visit(range) {
      const { block } = projection.blocks[range.block]!;
      for (const journey of scope.list(range, touching?.(range.block).words ?? null)) {
        const group = groupOf(block, journey);
        if (group !== NO_GROUP) tally.add(group);
      }
    },
    finish: () => tally.finish(),
  };
}

export interface ChosenGroups {
  /**
   * The numbers of the groups that are counted separately, in order. All other groups are counted together as one last
   * group.
   */
  readonly apart: readonly number[];
  /** The rows in the order of the answer. The last row combines the rows that are not shown. */
  readonly rows: readonly ChosenRow[];
  /** The number of rows that are not shown. */
  readonly others: number;
}

export interface ChosenRow extends BreakdownRow {
  readonly isOther: boolean;
  /**
   * Indexes into `apart` of the groups that the row counts. The index after the last one means all other groups
   * together.
   */
  readonly groups: readonly number[];
}

export const NO_GROUPS: ChosenGroups = { apart: [], rows: [], others: 0 };

/** The `first` rows with the most journeys; ties are ordered by key. */
export function chooseGroups(
  { rowsOf, named, inTime }: CompiledBreakdown,
  counted: readonly CountedGroups[],
  first: number,
): ChosenGroups {
  const counts = new Map<number, number>();
  for (const { groups, journeys } of counted)
    groups.forEach((group, i) => {
      counts.set(group, (counts.get(group) ?? 0) + journeys[i]!);
    });
  const rows = new Map(named.map((row) => [row.key, { row, journeys: 0, groups: [] as number[] }]));
  for (const [group, journeys] of counts)
    for (const row of rowsOf(group)) {
      const found = rows.get(row.key) ?? { row, journeys: 0, groups: [] };
      rows.set(row.key, found);
      found.journeys += journeys;
      found.groups.push(group);
    }
  const all = [...rows.values()];
  const shown = firstRows(
    all.length,
    first,
    (a, b) =>
      all[b]!.journeys - all[a]!.journeys ||
      compareKeys(all[a]!.row.key ?? NO_VALUE, all[b]!.row.key ?? NO_VALUE) ||
      // A value may have the text `(none)`. It comes after the row of those without a value.
      Number(all[a]!.row.key !== null) - Number(all[b]!.row.key !== null),
  ).map((i) => all[i]!);
  if (inTime) shown.sort((a, b) => a.groups[0]! - b.groups[0]!);
  // Journeys that are on no row are counted separately, so that Other does not count them.
  const onNoRow = [...counts.keys()].filter((group) => rowsOf(group).length === 0);
  const apart = [...new Set([...shown.flatMap(({ groups }) => groups), ...onNoRow])];
  const place = new Map(apart.map((group, i) => [group, i]));
  const isShown = new Set(shown);
  const hidden = all.filter((row) => !isShown.has(row));
  const inOther = new Set(hidden.flatMap(({ groups }) => groups.map((group) => place.get(group) ?? apart.length)));
  const other = { key: OTHER.key, label: OTHER.label, isOther: true, groups: [...inOther] };
  return {
    apart,
    rows: [
      ...shown.map(({ row, groups }) => ({ ...row, isOther: false, groups: groups.map((group) => place.get(group)!) })),
      ...(hidden.length > 0 ? [other] : []),
    ],
    others: hidden.length,
  };
}

/**
 * Maps the number of each group that is counted separately to its index. All other groups have the index after the last
 * one.
 */
export class GroupRows {
  readonly rows: number;
  /** The index by group for groups with numbers from 0 to FEW − 1, because looking up a map takes longer. */
  readonly #few: Int32Array;
  readonly #others = new Map<number, number>();

  constructor(apart: readonly number[]) {
    this.rows = apart.length + 1;
    this.#few = new Int32Array(FEW).fill(apart.length);
    apart.forEach((group, row) => {
      if (group >= 0 && group < FEW) this.#few[group] = row;
      else this.#others.set(group, row);
    });
  }

  of(group: number): number {
    return group >= 0 && group < FEW ? this.#few[group]! : (this.#others.get(group) ?? this.rows - 1);
  }
}
