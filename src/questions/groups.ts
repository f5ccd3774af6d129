// A breakdown: the answer of a question, computed separately for each group of journeys. One scan finds the group of
// each journey in scope. The question then runs once for each group shown, on the journeys of the group only, so its
// numbers are the same as with a filter that selects these journeys. All groups that are not shown are combined into
// Other. The cost is one pass to find the groups, plus one run of the question for each group shown.
import { type Breakdown, type CompiledBreakdown, describeBreakdown, NO_VALUE } from "../engine/breakdown.js";
import { type ChosenGroups, type CountedGroups, chooseGroups, GroupRows, GroupTally } from "../engine/groups.js";
import { sumOf } from "../engine/parts.js";
import { eachJourney, type JourneyPredicate, type Scanner, type ScanTask, scannerOf } from "../engine/scan.js";
import type { JourneyFilter } from "../engine/terms.js";
import { checkCount } from "../engine/totals.js";
import { ThroughlineError } from "../model/errors.js";
import { sharedInt32, sharedUint32 } from "../projection/columns.js";
import { wordsFor } from "../projection/journeyIndex.js";
import type { Block, Projection } from "../projection/projection.js";
import { type GroupKey, type GroupResult, groupTest } from "./groupRows.js";
import type { AddJourney, JourneyFinder } from "./question.js";

/** The largest number of groups shown. Each group is an answer of its own. */
export const MAX_GROUPS = 100;
export const DEFAULT_GROUPS = 20;

export interface BreakdownParams {
  readonly breakdown?: Breakdown | null;
  /** The IANA name of the time zone, for a breakdown by time. Null means the time zone of the store. */
  readonly timeZone?: string | null;
  /** The number of groups shown, 1 to MAX_GROUPS. */
  readonly firstGroups?: number;
}

export interface GroupsResult<G> {
  /**
   * The groups in order of journeys, then of keys; periods are in chronological order. Other comes last. Groups by
   * segment may overlap. The list is empty without a breakdown.
   */
  readonly groups: readonly (GroupResult & G)[];
  /** The number of groups that Other combines. */
  readonly otherGroups: number;
}

export const NO_BREAKDOWN = { groups: [], otherGroups: 0 } as const;

/**
 * Returns the breakdown with its time zone. Throws OPTION_DOES_NOT_APPLY if a time zone is given for a breakdown that
 * is not by time.
 */
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

/** The group of each journey of a range. A journey that is not in scope has the number OUT. */
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

/**
 * The number of journeys whose groups are read before other work gets a turn. Reading them takes a few milliseconds.
 */
const JOURNEYS_A_TURN = 1 << 18;

/** The bitmaps of the groups that are made in one pass have at most this many words (32 MiB). */
const MOST_WORDS = 1 << 23;

/**
 * Forms the groups of journeys of a question with a breakdown, runs the question for each, and finds their journeys for
 * drill-down.
 */
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

  /** Makes the `run` function of a question from `answer`, which answers the question without a breakdown. */
  asked<Answer extends object>(
    answer: (projection: Projection, params: Params, scanner: Scanner) => Promise<Answer>,
  ): (projection: Projection, params: Params, scanner?: Scanner) => Promise<Answer & GroupsResult<Answer>> {
    return async (projection, params, scanner = scannerOf(projection)) => ({
      ...(await answer(projection, params, scanner)),
      ...(await this.answer(projection, params, scanner, (ofGroup) => answer(projection, ofGroup, scanner))),
    });
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
    const groups: (GroupResult & G)[] = [];
    const words = sumOf(projection.blocks, ({ block }) => wordsFor(block.journeys));
    const atOnce = Math.max(1, Math.floor(MOST_WORDS / words));
    let behind: Uint32Array[][] = [];
    for (const [i, group] of groupResults(chosen).entries()) {
      if (i % atOnce === 0) behind = await wordsOf(projection, ranges, chosen, i, atOnce, scanner);
      const answer = await ask({ ...params, breakdown: null, filter: { behindWords: behind[i % atOnce]! } });
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
    // The row names a group, but the question has no breakdown, so there is no such group.
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
  const tally = new GroupTally();
  for (const { groups } of ranges) for (const group of groups) if (group !== OUT) tally.add(group);
  return tally.finish();
}

/**
 * For each of the rows `first` to `first + count` − 1 of the answer, the journeys of its groups: a bitmap for each block.
 * All of them are made in one pass over the journeys.
 */
async function wordsOf(
  { blocks }: Projection,
  ranges: readonly GroupedRange[],
  { apart, rows }: ChosenGroups,
  first: number,
  count: number,
  scanner: Scanner,
): Promise<Uint32Array[][]> {
  const shown = rows.slice(first, first + count);
  const places = new GroupRows(apart);
  // For each place, the rows that count it.
  const rowsAt = Array.from({ length: places.rows }, (): number[] => []);
  for (const [row, { groups }] of shown.entries()) for (const place of groups) rowsAt[place]!.push(row);
  // The bitmaps of a block are in one array, so that setting a bit reads no other array.
  const words = blocks.map(({ block }) => sharedUint32(wordsFor(block.journeys) * shown.length));
  await eachInTurns(ranges, scanner, ({ block, from, groups }) => {
    const bits = words[block]!;
    const size = bits.length / shown.length;
    for (let i = 0; i < groups.length; i++) {
      if (groups[i] === OUT) continue;
      const journey = from + i;
      const counting = rowsAt[places.of(groups[i]!)]!;
      for (let r = 0; r < counting.length; r++) bits[counting[r]! * size + (journey >>> 5)]! |= 1 << (journey & 31);
    }
  });
  return shown.map((_, row) =>
    words.map((bits) => {
      const size = bits.length / shown.length;
      return bits.subarray(row * size, (row + 1) * size);
    }),
  );
}
