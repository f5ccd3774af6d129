// Decides which gaps are findings. A one-sided score test with customers as clusters compares each tested cell with the
// other cells of its set. For pairs of handoffs, the p-values of the question handoffs are used. All tests of all six
// strategies are corrected together (Benjamini–Hochberg, 5 %). Segments are not compared at touchpoints of the goal
// itself: nearly no visit there is followed by another goal, so the rate would say nothing. A finding must also have an
// effect of at least MIN_EFFECT, and an interval that lies above 0.

import { sumOfColumns } from "../../engine/parts.js";
import { benjaminiHochberg } from "../../stats/benjaminiHochberg.js";
import { clusteredDifference } from "../../stats/difference.js";
import { effectiveCustomers } from "../../stats/effectiveCustomers.js";
import type { ClusterMoments } from "../../stats/moments.js";
import { clusteredScoreTest } from "../../stats/scoreTest.js";
import { MIN_EFFECTIVE_CUSTOMERS, MIN_SUPPORT } from "../compare/rates.js";
import { othersOf } from "../handoffs/evidence.js";
import type { HandoffResult } from "../handoffs/result.js";
import { DEFAULT_HANDOFF_SETTINGS } from "../handoffs/settings.js";
import { type CountedGaps, OWN, OWNS } from "./count.js";
import type { OpportunitiesPlan } from "./plan.js";

/** The smallest difference of rates that can be a finding. It is the same as for handoffs. */
export const MIN_EFFECT = DEFAULT_HANDOFF_SETTINGS.minEffect;

export interface Gap {
  /** The index of the cell; null if the gap is a pair of channels (OMNICHANNEL). */
  readonly cell: number | null;
  readonly handoff: HandoffResult | null;
  readonly count: number;
  readonly of: number;
  readonly baseline: number;
  readonly interval: { readonly low: number; readonly high: number };
  readonly pValue: number;
  /** The number of customers for whom at least one trial goes wrong. */
  readonly customers: number;
}

export interface Judged {
  readonly tested: number;
  readonly found: readonly Gap[];
}

export function judge(plan: OpportunitiesPlan, parts: readonly CountedGaps[], pairs: readonly HandoffResult[]): Judged {
  const gaps = [...gapsOfCells(plan, parts), ...pairs.flatMap(gapOfPair)];
  const believed = benjaminiHochberg(gaps.map(({ pValue }) => pValue));
  const found = gaps.filter(
    (gap, i) => believed[i] && gap.count / gap.of - gap.baseline >= MIN_EFFECT && gap.interval.low > 0,
  );
  return { tested: gaps.length, found };
}

function gapsOfCells({ cells, names }: OpportunitiesPlan, parts: readonly CountedGaps[]): Gap[] {
  const added = (name: "own" | "cross" | "setCustomers" | "goalVisits"): Float64Array =>
    sumOfColumns(parts.map((part) => part[name]));
  const [own, cross, setCustomers] = [added("own"), added("cross"), added("setCustomers")];
  const moments = cells.map((_, cell): ClusterMoments => {
    const of = (column: number): number => own[cell * OWNS + column]!;
    return {
      customers: of(OWN.CUSTOMERS),
      n: of(OWN.N),
      f: of(OWN.F),
      nn: of(OWN.NN),
      fn: of(OWN.FN),
      ff: of(OWN.FF),
    };
  });
  const goalVisits = added("goalVisits");
  const goals = new Set(names.keys.filter((_, label) => goalVisits[label]! > 0));
  const others = othersOf(
    moments,
    cross,
    Uint32Array.from(cells, ({ set }) => set),
    null,
  );
  return cells.flatMap(({ strategy, isTested, set, touchpoint }, cell): Gap[] => {
    if (strategy === "PERSONALISATION" && goals.has(touchpoint!)) return [];
    const mine = moments[cell]!;
    const { moments: rest, cross: shared } = others[cell]!;
    // The number of customers with trials elsewhere in the set. These are all customers of the set except those who
    // have trials in this cell only.
    const customers = setCustomers[set]! - own[cell * OWNS + OWN.ALONE]!;
    if (!isTested || mine.customers < MIN_SUPPORT || customers < MIN_SUPPORT) return [];
    if ([mine, rest].some((side) => effectiveCustomers(side) < MIN_EFFECTIVE_CUSTOMERS)) return [];
    const pValue = clusteredScoreTest(mine, rest, shared);
    const { nxny, nxfy, fxny, fxfy } = shared;
    // `clusteredDifference` returns the second rate minus the first. The interval is for the rate of this cell minus
    // the rate of the others, so the others come first.
    const interval = clusteredDifference({ ...rest, customers }, mine, { nxny, nxfy: fxny, fxny: nxfy, fxfy });
    if (pValue === null || interval === null) return [];
    return [
      {
        cell,
        handoff: null,
        count: mine.f,
        of: mine.n,
        baseline: rest.f / rest.n,
        interval,
        pValue,
        customers: own[cell * OWNS + OWN.WRONGED]!,
      },
    ];
  });
}

function gapOfPair(handoff: HandoffResult): Gap[] {
  const { ranked, pValue, baseline, excessRate, failed, settled, failedCustomers } = handoff;
  if (!ranked || pValue === null || baseline === null || excessRate === null) return [];
  return [
    {
      cell: null,
      handoff,
      count: failed,
      of: settled,
      baseline,
      interval: excessRate,
      pValue,
      customers: failedCustomers,
    },
  ];
}
