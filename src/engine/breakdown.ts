// Groups of journeys that are counted separately: by a customer attribute, by the channel of the first interaction, by
// the month or week of the start, or by segment. Groups are formed from whole journeys, before anything is hidden, so a
// group has the same journeys as the corresponding filter.
//
// Groups never overlap, but a row may consist of several groups, and a group may belong to several rows. A customer can
// be in any number of segments. In a breakdown by segments, a group therefore consists of the journeys of customers who
// are in the same combination of segments, and the row of a segment is the sum of its groups. All groups are counted
// before the rows are formed, because only then is it known which rows are the largest.

import { ThroughlineError } from "../model/errors.js";
import { compareKeys } from "../model/keys.js";
import { MEMBERSHIP, type Segment } from "../model/segment.js";
import type { Block, Projection } from "../projection/projection.js";
import { compileFilter } from "./filter.js";
import { labelsOf, OTHER } from "./label.js";
import { type Period, periodName, periodOf } from "./periods.js";
import { eachJourney, type Scanner, type ScanTask } from "./scan.js";
import { unknownName } from "./selector.js";
import type { JourneyFilter } from "./terms.js";
import { firstRows } from "./totals.js";

/** What journeys are grouped by. Exactly one of these fields is set. */
export interface Breakdown {
  /** Key of a customer attribute. */
  readonly attribute?: string | null;
  readonly firstChannel?: boolean | null;
  readonly started?: Period | null;
  /** Keys or names of segments. Their members are in `memberBits`, which the service computes. */
  readonly segments?: readonly string[] | null;
  /**
   * The members of `segments`, in shared memory. The entry for a customer number has bit i set if the customer is in
   * segment i.
   */
  readonly memberBits?: Uint16Array | null;
}

export const NO_VALUE = "(none)";
/**
 * Customers in the same combination of segments form a group. Ten segments have 1,024 combinations, and each group has
 * counts for every step.
 */
export const MAX_BREAKDOWN_SEGMENTS = 10;

export interface BreakdownRow {
  /** The key of the row; null for customers who have no value or are in none of the segments. */
  readonly key: string | null;
  readonly label: string;
}

export interface CompiledBreakdown {
  /** The number of the journey's group. */
  groupOf(block: Block, journey: number): number;
  /** The rows that count a group. There is exactly one, unless rows overlap. */
  rowsOf(group: number): readonly BreakdownRow[];
  /** Rows that are shown even if they have no journeys. */
  readonly named: readonly BreakdownRow[];
  /** Whether rows are in chronological order, which is the order of their groups' numbers. */
  readonly inTime: boolean;
}

const CHOICES = ["attribute", "firstChannel", "started", "segments"] as const;

export function compileBreakdown(projection: Projection, breakdown: Breakdown, at: string): CompiledBreakdown {
  const choices = CHOICES.filter((choice) => breakdown[choice] !== null && breakdown[choice] !== undefined);
  if (choices.length !== 1)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` makes ${choices.length} choices.`, {
      at,
      remedy: "Give exactly one of the choices.",
      allowed: CHOICES,
    });
  const { attribute, firstChannel, started, segments } = breakdown;
  if (attribute !== null && attribute !== undefined) return byAttribute(projection, attribute, `${at}.attribute`);
  if (segments !== null && segments !== undefined)
    return bySegment(segmentsOf(projection, segments, `${at}.segments`), breakdown.memberBits!);
  if (started !== null && started !== undefined)
    return {
      ...PARTED,
      groupOf: ({ start }, journey) => periodOf(started, start[journey]!),
      rowsOf: (group) => [rowOf(periodName(started, group))],
      inTime: true,
    };
  if (firstChannel !== true)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.firstChannel\` can only be true.`, {
      at: `${at}.firstChannel`,
      remedy: "Leave the breakdown out, or choose another one.",
    });
  const { ofTouchpoint, keys, names } = labelsOf(projection, { grain: "CHANNEL", property: null, groups: [] });
  return {
    ...PARTED,
    groupOf: ({ touchpoint, offsets }, journey) => ofTouchpoint[touchpoint[offsets[journey]!]!]!,
    rowsOf: (group) => [{ key: keys[group]!, label: names[group]! }],
  };
}

const PARTED = { named: [], inTime: false } as const;
const NONE: BreakdownRow = { key: null, label: NO_VALUE };

function rowOf(key: string): BreakdownRow {
  return { key, label: key };
}

function byAttribute({ customers }: Projection, attribute: string, at: string): CompiledBreakdown {
  const known = [...customers.attributes.keys()].filter((key) => !key.startsWith(MEMBERSHIP));
  const column = customers.attributes.get(attribute);
  if (column === undefined || !known.includes(attribute)) throw unknownName(attribute, "customer attribute", at, known);
  const { codes, values } = column;
  return {
    ...PARTED,
    groupOf: ({ customer }, journey) => codes[customer[journey]!] ?? 0,
    rowsOf: (group) => [group === 0 ? NONE : rowOf(values[group - 1]!)],
  };
}

function bySegment(segments: readonly Segment[], memberBits: Uint16Array): CompiledBreakdown {
  const named = segments.map(({ key, name }) => ({ key, label: name }));
  return {
    ...PARTED,
    groupOf: ({ customer }, journey) => memberBits[customer[journey]!]!,
    rowsOf: (group) => (group === 0 ? [NONE] : named.filter((_, i) => ((group >> i) & 1) === 1)),
    named,
  };
}

/** Finds a segment by key, otherwise by name. Throws UNKNOWN_NAME at `at`. */
export function segmentNamed({ catalogue: { segments } }: Projection, name: string, at: string): Segment {
  const segment = segments.find((s) => s.key === name) ?? segments.find((s) => s.name === name);
  if (segment !== undefined) return segment;
  const known = segments.map(({ key }) => key);
  throw unknownName(name, "segment", at, known);
}

/** The segments that a breakdown names by key or name, each once; `at` is the list's path. */
export function segmentsOf(projection: Projection, asked: readonly string[], at: string): Segment[] {
  if (asked.length === 0 || asked.length > MAX_BREAKDOWN_SEGMENTS)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` names ${asked.length} segments.`, {
      at,
      remedy: `Name 1 to ${MAX_BREAKDOWN_SEGMENTS}, and ask about the others in another question: the row of a segment does not depend on the other segments.`,
    });
  const found: Segment[] = [];
  for (const [i, name] of asked.entries()) {
    const place = `${at}[${i}]`;
    const segment = segmentNamed(projection, name, place);
    if (found.includes(segment))
      throw new ThroughlineError("BAD_ARGUMENT", `\`${place}\` names "${segment.key}" again.`, {
        at: place,
        remedy: "Name each segment once.",
      });
    found.push(segment);
  }
  return found;
}

/** The breakdown as an answer reports it. */
export function describeBreakdown({ memberBits: _, ...breakdown }: Breakdown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(breakdown).filter(([, value]) => value !== null && value !== undefined));
}

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
  /** The rows in their order. The rows that are not shown are combined in one last row. */
  readonly rows: readonly ChosenRow[];
  /** Number of rows that are not shown. */
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
