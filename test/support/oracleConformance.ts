// A slow, literal answer to conformance. Each journey is aligned separately, by trying every way to match it.
import type { JourneyFilter } from "../../src/engine/terms.js";
import type { Step } from "../../src/model/blueprint.js";
import { oracleCost, oracleMatches } from "./oracleAlignment.js";
import { newestOf, type Scoped, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

interface Aligned extends Scoped {
  readonly cost: number;
  readonly isOpen: boolean;
  readonly matched: readonly number[];
  /** Interactions that are ad hoc, without those that count as a step out of order. */
  readonly adHoc: readonly number[];
  readonly missing: readonly number[];
  readonly outOfOrder: readonly number[];
}

/**
 * The steps that are not optional on the shortest path between two matched steps. If several paths are equally short,
 * the first one by the order of the design is used.
 */
function between(steps: readonly Step[], from: number | null, to: number | null): number[] | null {
  if (from !== null && from === to) return steps[from]!.repeatable ? [] : null;
  const index = (key: string) => steps.findIndex((step) => step.key === key);
  const successors = from === null ? [0] : steps[from]!.next.map(index).sort((a, b) => a - b);
  if (to === null ? successors.length === 0 : successors.includes(to)) return [];
  let best: number[] | null = null;
  for (const step of successors) {
    const rest = between(steps, step, to);
    if (rest === null) continue;
    const path = steps[step]!.optional ? rest : [step, ...rest];
    if (best === null || path.length < best.length) best = path;
  }
  return best;
}

function aligned(steps: readonly Step[], scoped: Scoped, isOpen: boolean): Aligned {
  const touchpoints = scoped.journey.interactions.map(({ touchpoint }) => touchpoint);
  const order = (list: readonly number[]) => list.map((step) => (step < 0 ? 99 : step));
  const [matched] = oracleMatches(steps, touchpoints, isOpen).sort((a, b) => {
    const [x, y] = [order(a), order(b)];
    const i = x.findIndex((step, at) => step !== y[at]);
    return i < 0 ? 0 : x[i]! - y[i]!;
  });
  const missing: number[] = [];
  let state: number | null = null;
  for (const step of matched!)
    if (step >= 0) {
      missing.push(...between(steps, state, step)!);
      state = step;
    }
  if (!isOpen) missing.push(...between(steps, state, null)!);
  const adHoc = matched!.flatMap((step, i) => (step < 0 ? [i] : []));
  const outOfOrder: number[] = [];
  const left = missing.filter((step) => {
    const at = adHoc.findIndex((i) => steps[step]!.at.includes(touchpoints[i]!));
    if (at < 0) return true;
    adHoc.splice(at, 1);
    outOfOrder.push(step);
    return false;
  });
  return {
    ...scoped,
    cost: oracleCost(steps, touchpoints, isOpen),
    isOpen,
    matched: matched!,
    adHoc,
    missing: left,
    outOfOrder,
  };
}

export function oracleConformance(log: Log, steps: readonly Step[], filter: JourneyFilter | null, journeyGap: number) {
  const newest = newestOf(log);
  const scope = scopeOf(log, filter, []).map((scoped) =>
    aligned(steps, scoped, scoped.journey.interactions.at(-1)!.at + journeyGap > newest),
  );
  const count = (holds: (one: Aligned) => boolean) => scope.filter(holds).length;
  const shortest = between(steps, null, null)!.length;
  const fitness = scope.map(({ cost, journey }) => 1 - cost / (shortest + journey.interactions.length));
  const lateOf = ({ journey: { interactions }, matched }: Aligned, step: number) =>
    matched.some((own, i) => {
      const before = matched.findLastIndex((other, k) => k < i && other >= 0);
      if (own !== step || before < 0 || matched[before] === step || steps[step]!.expectedWait === null) return false;
      return interactions[i]!.at - interactions[before]!.at > steps[step]!.expectedWait!;
    });
  const adHocOf = ({ journey, adHoc }: Aligned) => adHoc.map((i) => journey.interactions[i]!.touchpoint);
  const adHocKeys = [...new Set(scope.flatMap(adHocOf))].sort();
  const variantOf = ({ journey, isOpen }: Aligned) =>
    JSON.stringify([isOpen, journey.interactions.map(({ touchpoint }) => touchpoint)]);
  return {
    totals: {
      journeys: scope.length,
      customers: new Set(scope.map(({ customer }) => customer)).size,
      conforming: count(({ cost }) => cost === 0),
      deviating: count(({ cost }) => cost > 0),
      open: count(({ isOpen }) => isOpen),
      cost: scope.reduce((sum, { cost }) => sum + cost, 0),
      variants: new Set(scope.map(variantOf)).size,
    },
    fitness: scope.length === 0 ? null : fitness.reduce((sum, one) => sum + one, 0) / scope.length,
    steps: steps.map(({ key }, step) => ({
      key,
      reached: count(({ matched }) => matched.includes(step)),
      interactions: scope.reduce((sum, { matched }) => sum + matched.filter((one) => one === step).length, 0),
      missing: count(({ missing }) => missing.includes(step)),
      outOfOrder: count(({ outOfOrder }) => outOfOrder.includes(step)),
      failed: count(({ matched, journey }) =>
        matched.some((one, i) => one === step && journey.interactions[i]!.outcome === "FAILED"),
      ),
      late: count((one) => lateOf(one, step)),
    })),
    adHoc: adHocKeys
      .map((key) => ({
        key,
        interactions: scope.reduce((sum, one) => sum + adHocOf(one).filter((own) => own === key).length, 0),
        journeys: count((one) => adHocOf(one).includes(key)),
      }))
      .sort((a, b) => b.journeys - a.journeys),
  };
}
