// Drill-down into the groups of a breakdown. A row of a group is identified by the row of the question without a
// breakdown, and the key of the group. Its journeys are the journeys of that row which belong to the group.
import type { CompiledBreakdown } from "../engine/breakdown.js";
import type { Block } from "../projection/projection.js";
import { naming, type Opens, opened } from "./drilldown.js";
import { either, list, nothing, record, type Shape, text } from "./shape.js";

/** The fields that every group of an answer has. */
export interface GroupResult {
  /** `OTHER` for the groups that are not shown; `(none)` for journeys without a value or in none of the segments. */
  readonly key: string;
  readonly label: string;
  readonly isOther: boolean;
  readonly isNone: boolean;
}

/**
 * Identifies the group of a row: by its key, by null for journeys without a value, or, for Other, by the keys of all
 * groups shown.
 */
export type GroupKey = string | null | { readonly otherThan: readonly (string | null)[] };

const key = either(text, nothing);
export const isGroupKey: Shape<GroupKey> = either(text, nothing, record({ otherThan: list(key) }));

/** A row, which may be limited to a group. */
export type InGroup<Row> = Row & { readonly group?: GroupKey | undefined };

/** Accepts the rows that `isRow` accepts, with or without a group. */
export function maybeInGroup<Row>(isRow: Shape<Row>): Shape<InGroup<Row>> {
  return (value): value is InGroup<Row> => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, "group")) return isRow(value);
    const { group, ...row } = value as { readonly group: unknown };
    return isGroupKey(group) && isRow(row);
  };
}

/** The keys by which rows refer to these groups, in the same order. */
export function groupKeys(groups: readonly GroupResult[]): GroupKey[] {
  const shown = groups.flatMap(({ key, isNone, isOther }) => (isOther ? [] : [isNone ? null : key]));
  return groups.map(({ key, isNone, isOther }) => (isOther ? { otherThan: shown } : isNone ? null : key));
}

/** Gives a reference to each group and to each of its rows. */
export function openedGroups<G extends GroupResult>(
  groups: readonly G[],
  opened: (group: G, key: GroupKey) => G,
): readonly G[] {
  const keys = groupKeys(groups);
  return groups.map((group, i) => opened(group, keys[i]!));
}

/**
 * Makes the function `rows` of the drill-down of a question with a breakdown. It adds references to the entries of these
 * fields, to each group, and to the entries of the same fields of each group.
 */
export function openingGroups<Counts extends object, Row extends object>(
  question: string,
  opens: Opens<Counts, Row>,
): <Result extends Counts & { readonly groups: readonly (GroupResult & Counts)[] }>(
  args: object,
  result: Result,
) => Result {
  return (args, result) => {
    const named = naming<object>(question, args);
    return {
      ...opened<Counts, Row>(result, opens, named),
      groups: openedGroups(result.groups, (row, group) => ({
        ...opened<GroupResult & Counts, Row>(row, opens as Opens<GroupResult & Counts, Row>, named, { group }),
        ...named({ of: "JOURNEYS", group }),
      })),
    } as typeof result;
  };
}

/** The group to which rows refer by this key. */
export function groupOfKey<G extends GroupResult>(groups: readonly G[], wanted: GroupKey): G | undefined {
  if (wanted !== null && typeof wanted === "object") return groups.find(({ isOther }) => isOther);
  return groups.find(({ key, isNone, isOther }) => !isOther && (isNone ? null : key) === wanted);
}

/** Whether a journey is in the group. */
export function groupTest(
  { groupOf, rowsOf }: CompiledBreakdown,
  wanted: GroupKey,
): (block: Block, journey: number) => boolean {
  const isWanted = rowTest(wanted);
  const known = new Map<number, boolean>();
  return (block, journey) => {
    const group = groupOf(block, journey);
    const before = known.get(group);
    if (before !== undefined) return before;
    const is = rowsOf(group).some(({ key }) => isWanted(key));
    known.set(group, is);
    return is;
  };
}

/** Whether the group has the row with this key. */
export function rowTest(wanted: GroupKey): (key: string | null) => boolean {
  const isOther = wanted !== null && typeof wanted === "object";
  const keys: ReadonlySet<string | null> = new Set(isOther ? wanted.otherThan : [wanted]);
  return (key) => keys.has(key) !== isOther;
}
