// Chooses the groups of a breakdown that an answer shows: those with the most journeys. Groups are counted before the
// question runs.
import { compareKeys } from "../model/keys.js";
import type { Projection } from "../projection/projection.js";
import { type BreakdownRow, type CompiledBreakdown, NO_VALUE } from "./breakdown.js";
import { OTHER } from "./label.js";
import { eachJourney, type JourneyPredicate, type Scan } from "./scan.js";
import { firstRows } from "./totals.js";

/** The number of journeys of each group. */
export interface CountedGroups {
  readonly groups: Int32Array;
  readonly journeys: Uint32Array;
}

/** Counts the journeys of each group that pass. */
export function countedGroups(
  projection: Projection,
  { groupOf }: CompiledBreakdown,
  test: JourneyPredicate | null,
): Scan<CountedGroups> {
  const counts = new Map<number, number>();
  return {
    visit(range) {
      eachJourney(projection, range, test, (block, journey) => {
        const group = groupOf(block, journey);
        counts.set(group, (counts.get(group) ?? 0) + 1);
      });
    },
    finish: () => ({ groups: Int32Array.from(counts.keys()), journeys: Uint32Array.from(counts.values()) }),
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
      all[b]!.journeys - all[a]!.journeys || compareKeys(all[a]!.row.key ?? NO_VALUE, all[b]!.row.key ?? NO_VALUE),
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
  readonly #row: ReadonlyMap<number, number>;

  constructor(apart: readonly number[]) {
    this.rows = apart.length + 1;
    this.#row = new Map(apart.map((group, row) => [group, row]));
  }

  of(group: number): number {
    return this.#row.get(group) ?? this.rows - 1;
  }
}
