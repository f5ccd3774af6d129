// The groups of a breakdown that an answer shows: those with the most journeys. They are counted before the question
// runs.
import { compareKeys } from "../model/keys.js";
import type { Projection } from "../projection/projection.js";
import { type Breakdown, type BreakdownRow, compileBreakdown, NO_VALUE } from "./breakdown.js";
import { compileFilter } from "./filter.js";
import { OTHER } from "./label.js";
import { eachJourney, type Scanner, type ScanTask } from "./scan.js";
import type { JourneyFilter } from "./terms.js";
import { firstRows } from "./totals.js";

export interface GroupArgs {
  readonly breakdown: Breakdown;
  readonly filter?: JourneyFilter | null;
}

interface CountedGroups {
  readonly groups: Int32Array;
  readonly journeys: Uint32Array;
}

export const countGroups: ScanTask<GroupArgs, CountedGroups> = {
  name: "breakdown.count",
  begin(projection, { breakdown, filter }) {
    const { groupOf } = compileBreakdown(projection, breakdown, "breakdown");
    const { test } = compileFilter(projection, filter, "filter");
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
  },
};

export interface ChosenGroups {
  /**
   * The numbers of the groups that are counted separately, in order. All other groups are counted together as one last
   * group.
   */
  readonly apart: readonly number[];
  /** The rows in the order of the answer. The last one combines the rows that are not shown. */
  readonly rows: readonly ChosenRow[];
  /** The number of rows that are not shown. */
  readonly others: number;
}

export interface ChosenRow extends BreakdownRow {
  readonly isOther: boolean;
  /**
   * Indexes into `apart` of the groups that the row counts. The index after the last one stands for all other groups
   * together.
   */
  readonly groups: readonly number[];
}

export const NO_GROUPS: ChosenGroups = { apart: [], rows: [], others: 0 };

/** The `first` rows with the most journeys; ties are ordered by key. */
export async function chooseGroups(
  projection: Projection,
  args: GroupArgs,
  first: number,
  scanner: Scanner,
): Promise<ChosenGroups> {
  const { rowsOf, named, inTime } = compileBreakdown(projection, args.breakdown, "breakdown");
  const counts = new Map<number, number>();
  for (const { groups, journeys } of await scanner.scan(countGroups, args))
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
  const apart = [...new Set(shown.flatMap(({ groups }) => groups))];
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
