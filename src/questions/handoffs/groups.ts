// The groups of the breakdown of handoffs. In a breakdown by property, the group of a handoff is the value at the last
// interaction before it, so the handoffs of one journey may be in several groups. All other breakdowns group whole
// journeys. A group has counts, fail rates and their intervals. It is not ranked or tested, because with a test for
// each pair and group, many differences would be significant by chance.
import { compileBreakdown } from "../../engine/breakdown.js";
import { endLease } from "../../engine/bufferLease.js";
import { chooseGroups, GroupRows } from "../../engine/groups.js";
import { PropertyGroups } from "../../engine/propertyGroups.js";
import { eachJourney, type Scanner } from "../../engine/scan.js";
import type { Label } from "../../engine/terms.js";
import type { Projection } from "../../projection/projection.js";
import { type GroupKey, rowTest } from "../groupRows.js";
import { breakdownOf, checkGroups, Grouping, type GroupsResult, groupResults } from "../groups.js";
import { countHandoffs } from "./count.js";
import { HandoffCounts } from "./counts.js";
import { type CountHandoffsParams, type HandoffsParams, handoffsPlan } from "./plan.js";
import type { HandoffGroupCounts } from "./result.js";
import type { LeavingGroups } from "./rules.js";

/** The groups of journeys. There are none in a breakdown by property. */
export const GROUPING = new Grouping<HandoffsParams>("handoffs", (projection, params) => {
  const breakdown = breakdownOf(params);
  if (breakdown === null) return null;
  const compiled = compileBreakdown(projection, breakdown, "breakdown");
  return compiled && { breakdown: compiled, test: handoffsPlan(projection, params).test };
});

/** A pair that the answer shows. */
interface ShownPair {
  readonly from: number;
  readonly to: number;
  readonly labels: readonly [Label, Label];
}

export async function handoffGroups(
  projection: Projection,
  params: HandoffsParams,
  shown: readonly ShownPair[],
  scanner: Scanner,
): Promise<GroupsResult<HandoffGroupCounts>> {
  const breakdown = breakdownOf(params);
  // Groups are not compared with an earlier period, so it need not be read.
  const alone = { ...params, settings: { ...params.settings, baselineBy: "ALL" } } as const;
  if (breakdown?.property == null)
    return GROUPING.answer(projection, alone, scanner, async (ofGroup) => {
      const one = { property: null, ofValue: Uint32Array.of(0), count: 1 };
      const [all, pairs] = await bothCounts(projection, ofGroup, one, scanner);
      return groupOf(all, pairs, 0, shown);
    });

  const { property } = breakdown;
  const first = checkGroups(params);
  const values = new PropertyGroups(projection, property);
  const byValue = (of: (group: number) => number) =>
    Uint32Array.from({ length: values.count }, (_, group) => of(group));
  const leaving = { property, ofValue: byValue((group) => group), count: values.count, merged: true };
  const { counts } = await counted(projection, { ...alone, leaving }, scanner);
  const found = Int32Array.from(counts.pairs.from);
  if (found.some((group) => values.isList(group))) refuse(projection, params, values);
  const chosen = chooseGroups(
    { rowsOf: (group) => [values.row(group)], named: [], inTime: false, groupOf: () => 0 },
    [{ groups: found, journeys: counts.count }],
    first,
  );
  const places = new GroupRows(chosen.apart);
  const shownGroups = { property, ofValue: byValue((group) => places.of(group)), count: places.rows };
  const [all, pairs] = await bothCounts(projection, alone, shownGroups, scanner);
  return {
    groups: groupResults(chosen).map((group, i) => ({
      ...groupOf(all, pairs, chosen.rows[i]!.groups[0]!, shown),
      ...group,
    })),
    otherGroups: chosen.others,
  };
}

/** For the breakdown by property: group 1 has the handoffs of the given group, and group 0 all others. */
export function leavingGroup(
  projection: Projection,
  property: string,
  wanted: GroupKey,
  merged: boolean,
): LeavingGroups {
  const values = new PropertyGroups(projection, property);
  const isWanted = rowTest(wanted);
  const ofValue = Uint32Array.from({ length: values.count }, (_, group) =>
    Number(!values.isList(group) && isWanted(values.row(group).key)),
  );
  return { property, ofValue, count: 2, merged };
}

interface Counted {
  readonly counts: HandoffCounts;
  /** The number of labels without groups. */
  readonly labels: number;
}

/** Counts the handoffs of each group, and the handoffs of each pair within each group. */
async function bothCounts(
  projection: Projection,
  params: HandoffsParams,
  leaving: Omit<LeavingGroups, "merged">,
  scanner: Scanner,
): Promise<[Counted, Counted]> {
  const of = (merged: boolean) => counted(projection, { ...params, leaving: { ...leaving, merged } }, scanner);
  return [await of(true), await of(false)];
}

async function counted(projection: Projection, params: CountHandoffsParams, scanner: Scanner): Promise<Counted> {
  const { rules } = handoffsPlan(projection, params);
  const parts = await scanner.scan(countHandoffs, params);
  try {
    return { counts: new HandoffCounts(rules, parts), labels: rules.labels };
  } finally {
    for (const { lease } of parts) endLease(lease);
  }
}

function groupOf(all: Counted, pairs: Counted, group: number, shown: readonly ShownPair[]): HandoffGroupCounts {
  return {
    totals: all.counts.result(all.counts.pairs.find(group, 0)),
    handoffs: shown.flatMap(({ from, to, labels }) => {
      const pair = pairs.counts.pairs.find(group * pairs.labels + from, to);
      return pair < 0 ? [] : [{ from: labels[0], to: labels[1], ...pairs.counts.result(pair) }];
    }),
  };
}

/** Throws PROPERTY_IS_LIST with an interaction in scope as an example. */
function refuse(projection: Projection, params: HandoffsParams, values: PropertyGroups): void {
  const { test } = handoffsPlan(projection, params);
  projection.blocks.forEach(({ block: { journeys } }, block) => {
    eachJourney(projection, { block, from: 0, to: journeys }, test, (of, journey, begin, end) => {
      for (let i = begin; i < end; i++) values.of(of, journey, i);
    });
  });
}
