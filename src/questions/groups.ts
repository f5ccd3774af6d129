// A breakdown: the answer of a question, computed separately for each group of journeys. One scan finds the group of
// each journey in scope. For each group shown, the question is then asked about the journeys of the group only. The
// numbers of a group are therefore equal to the answer of the same question with a filter for its journeys. All groups
// that are not shown are combined into Other. The cost is one pass to find the groups, plus one run of the question for
// each group shown.
//
// A row of a group is identified by the group's key and by the row of the question itself. Drill-down finds the
// journeys of the question's row, and keeps those of the group.
import { type Breakdown, type CompiledBreakdown, describeBreakdown, NO_VALUE } from "../engine/breakdown.js";
import { type ChosenGroups, type CountedGroups, chooseGroups, GroupRows } from "../engine/groups.js";
import { eachJourney, type JourneyPredicate, type Scanner, type ScanTask } from "../engine/scan.js";
import type { JourneyFilter } from "../engine/terms.js";
import { checkCount } from "../engine/totals.js";
import { ThroughlineError } from "../model/errors.js";
import { sharedInt32, sharedUint32 } from "../projection/columns.js";
import { wordsFor } from "../projection/journeyIndex.js";
import type { Block, Projection } from "../projection/projection.js";
import type { AddJourney, JourneyFinder } from "./question.js";
import { either, list, nothing, record, type Shape, text } from "./shape.js";

/** The largest number of groups shown. Each group is an answer of its own. */
export const MAX_GROUPS = 100;
export const DEFAULT_GROUPS = 20;

export interface BreakdownParams {
  readonly breakdown?: Breakdown | null;
  /** IANA name of the time zone of a breakdown by time. Null means the time zone of the store. */
  readonly timeZone?: string | null;
  /** The number of groups shown, 1 to MAX_GROUPS. */
  readonly firstGroups?: number;
}

/** The fields that every group of an answer has. */
export interface GroupResult {
  /** `OTHER` for the groups that are not shown; `(none)` for journeys without a value or in none of the segments. */
  readonly key: string;
  readonly label: string;
  readonly isOther: boolean;
  readonly isNone: boolean;
}

export interface GroupsResult<G> {
  /**
   * The groups in order of journeys, then of keys; periods are in chronological order. Other comes last. Groups by
   * segment may overlap. Empty without a breakdown.
   */
  readonly groups: readonly (GroupResult & G)[];
  /** The number of groups that Other combines. */
  readonly otherGroups: number;
}

export const NO_BREAKDOWN = { groups: [], otherGroups: 0 } as const;

/** The breakdown with its time zone. Throws OPTION_DOES_NOT_APPLY if there is a time zone and no time is grouped. */
export function breakdownOf({ breakdown, timeZone }: BreakdownParams): Breakdown | null {
  if (timeZone != null && breakdown?.started == null)
    throw new ThroughlineError("OPTION_DOES_NOT_APPLY", "`timeZone` only applies to a breakdown by time.", {
      at: "timeZone",
      remedy: "Leave it out, or give `breakdown: { started: … }`.",
    });
  return breakdown == null ? null : { ...breakdown, timeZone: timeZone ?? null };
}

/** The settings that an answer reports; none without a breakdown. */
export function describeGroups(projection: Projection, params: BreakdownParams): Readonly<Record<string, unknown>> {
  const { breakdown, timeZone = null } = params;
  if (breakdown == null) return {};
  return { ...describeBreakdown(projection, { ...breakdown, timeZone }), firstGroups: checkGroups(params) };
}

export function checkGroups({ firstGroups = DEFAULT_GROUPS }: BreakdownParams): number {
  checkCount(firstGroups, "firstGroups", 1, MAX_GROUPS);
  return firstGroups;
}

/** The fields of GroupResult, for each row that is shown. */
export function groupResults({ rows }: ChosenGroups): GroupResult[] {
  return rows.map(({ key, label, isOther }) => ({ key: key ?? NO_VALUE, label, isOther, isNone: key === null }));
}

/** Compiles the breakdown of a question and its filter. Returns null if the breakdown forms no groups of journeys. */
type Compile<Params> = (
  projection: Projection,
  params: Params,
) => { readonly breakdown: CompiledBreakdown; readonly test: JourneyPredicate | null } | null;

/** The group of each journey of a range: OUT if the journey is not in scope. */
interface GroupedRange {
  readonly block: number;
  readonly from: number;
  readonly groups: Int32Array;
}

const OUT = -(2 ** 31);

/** The groups that one thread found. */
interface FoundGroups {
  readonly ranges: readonly GroupedRange[];
  readonly counts: CountedGroups;
}

/** The number of journeys whose groups are read before other work gets a turn. Reading them takes a few milliseconds. */
const JOURNEYS_A_TURN = 1 << 18;

/** How a question forms groups of journeys. */
export class Grouping<Params extends BreakdownParams & { readonly filter?: JourneyFilter | null }> {
  /** The scan that finds the group of each journey. The question must list it among its tasks. */
  readonly task: ScanTask<Params, FoundGroups>;
  readonly #compile: Compile<Params>;

  /** `question` is the name of the question. */
  constructor(question: string, compile: Compile<Params>) {
    this.#compile = compile;
    this.task = {
      name: `${question}.groups`,
      begin(projection, params) {
        const { breakdown, test } = compile(projection, params)!;
        const ranges: GroupedRange[] = [];
        return {
          visit(range) {
            const groups = sharedInt32(range.to - range.from).fill(OUT);
            eachJourney(projection, range, test, (block, journey) => {
              groups[journey - range.from] = breakdown.groupOf(block, journey);
            });
            ranges.push({ block: range.block, from: range.from, groups });
          },
          finish: () => ({ ranges, counts: countsOf(ranges) }),
        };
      },
    };
  }

  /** Asks the question about each group that is shown. `ask` receives parameters without a breakdown. */
  async answer<G>(
    projection: Projection,
    params: Params,
    scanner: Scanner,
    ask: (params: Params) => Promise<G>,
  ): Promise<GroupsResult<G>> {
    const compiled = this.#compile(projection, params);
    if (compiled === null) return NO_BREAKDOWN;
    const first = checkGroups(params);
    const parts = await scanner.scan(this.task, params);
    const ranges = parts.flatMap((part) => part.ranges);
    const chosen = chooseGroups(
      compiled.breakdown,
      parts.map(({ counts }) => counts),
      first,
    );
    const places = new GroupRows(chosen.apart);
    await eachInTurns(ranges, scanner, ({ groups }) => {
      for (let j = 0; j < groups.length; j++) if (groups[j] !== OUT) groups[j] = places.of(groups[j]!);
    });
    const groups: (GroupResult & G)[] = [];
    for (const [i, group] of groupResults(chosen).entries()) {
      const behindWords = await wordsOf(projection, ranges, chosen.rows[i]!.groups, places.rows, scanner);
      const answer = await ask({ ...params, breakdown: null, filter: { behindWords } });
      groups.push({ ...answer, ...group });
      await scanner.turn();
    }
    return { groups, otherGroups: chosen.others };
  }

  /** Limits a search for journeys to those of a group. Without a group, the search is not limited. */
  find(
    projection: Projection,
    params: Params,
    group: GroupKey | undefined,
    add: AddJourney,
    search: (add: AddJourney) => JourneyFinder,
  ): JourneyFinder {
    if (group === undefined) return search(add);
    const compiled = this.#compile(projection, params);
    // The row names a group, but the question has no breakdown.
    if (compiled === null) return { visit() {} };
    const isInGroup = groupTest(compiled.breakdown, group);
    let block: Block;
    const finder = search((journey) => {
      if (isInGroup(block, journey)) add(journey);
    });
    return {
      visit(range) {
        block = projection.blocks[range.block]!.block;
        finder.visit(range);
      },
    };
  }
}

/** Visits ranges. Other work gets a turn after every JOURNEYS_A_TURN journeys. */
async function eachInTurns(
  ranges: readonly GroupedRange[],
  scanner: Scanner,
  visit: (range: GroupedRange) => void,
): Promise<void> {
  let journeys = 0;
  for (const range of ranges) {
    visit(range);
    journeys += range.groups.length;
    if (journeys < JOURNEYS_A_TURN) continue;
    journeys = 0;
    await scanner.turn();
  }
}

function countsOf(ranges: readonly GroupedRange[]): CountedGroups {
  const counts = new Map<number, number>();
  for (const { groups } of ranges)
    for (const group of groups) if (group !== OUT) counts.set(group, (counts.get(group) ?? 0) + 1);
  return { groups: Int32Array.from(counts.keys()), journeys: Uint32Array.from(counts.values()) };
}

/** The journeys whose group has one of these places. */
async function wordsOf(
  { blocks }: Projection,
  ranges: readonly GroupedRange[],
  chosen: readonly number[],
  places: number,
  scanner: Scanner,
): Promise<Uint32Array[]> {
  const isChosen = new Uint8Array(places);
  for (const place of chosen) isChosen[place] = 1;
  const words = blocks.map(({ block }) => sharedUint32(wordsFor(block.journeys)));
  await eachInTurns(ranges, scanner, ({ block, from, groups }) => {
    const bits = words[block]!;
    for (let i = 0; i < groups.length; i++) {
      if (groups[i] === OUT || isChosen[groups[i]!] === 0) continue;
      const journey = from + i;
      bits[journey >>> 5]! |= 1 << (journey & 31);
    }
  });
  return words;
}

/**
 * The group of a row. It is given by its key, which is null for journeys without a value. Other is given by the keys of
 * all groups shown.
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
