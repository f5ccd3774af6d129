// A slow, literal search for the cheapest alignment of a journey with a design (engine/alignment.ts). It is Dijkstra's
// algorithm, whose states are pairs of a position in the journey and a step of the design, and whose edges are single
// moves. A synchronous move matches an interaction with a step, a log move skips an interaction, a model move skips a
// step. It returns only the cost.
import type { Step } from "../../src/model/blueprint.js";

/** The touchpoints of the journey, in order. */
export function oracleCost(steps: readonly Step[], journey: readonly string[], isOpen: boolean): number {
  const stepOf = new Map(steps.map((step) => [step.key, step]));
  const best = new Map<string, number>();
  let open: { readonly at: number; readonly step: string | null; readonly cost: number }[] = [
    { at: 0, step: null, cost: 0 },
  ];
  while (open.length > 0) {
    open.sort((a, b) => a.cost - b.cost);
    const [{ at, step, cost }, ...rest] = open as [(typeof open)[number], ...typeof open];
    open = rest;
    const state = JSON.stringify([at, step]);
    if (best.has(state)) continue;
    best.set(state, cost);
    const mayEnd = step !== null && stepOf.get(step)!.next.length === 0;
    if (at === journey.length && (mayEnd || isOpen)) return cost;
    if (at < journey.length) open.push({ at: at + 1, step, cost: cost + 1 });
    const successors = step === null ? [steps[0]!.key] : [...stepOf.get(step)!.next];
    if (step !== null && stepOf.get(step)!.repeatable) successors.push(step);
    for (const key of successors) {
      const next = stepOf.get(key)!;
      if (at < journey.length && next.at.includes(journey[at]!)) open.push({ at: at + 1, step: key, cost });
      open.push({ at, step: key, cost: cost + (next.optional ? 0 : 1) });
    }
  }
  throw new Error("a run through the blueprint always exists");
}

/**
 * Returns every assignment of the interactions to steps or to nothing that is a part of a run and has the lowest cost.
 * An assignment has the step of each interaction, where −1 means ad hoc. The cost of this function is exponential.
 */
export function oracleMatches(steps: readonly Step[], journey: readonly string[], isOpen: boolean): number[][] {
  const least = oracleCost(steps, journey, isOpen);
  const index = new Map(steps.map(({ key }, i) => [key, i]));
  const gap = (from: number | null, to: number | null): number => {
    if (from !== null && from === to) return steps[from]!.repeatable ? 0 : Number.POSITIVE_INFINITY;
    const successors = from === null ? [0] : steps[from]!.next.map((key) => index.get(key)!);
    if (to === null ? successors.length === 0 : successors.includes(to)) return 0;
    return Math.min(
      Number.POSITIVE_INFINITY,
      ...successors.map((step) => (steps[step]!.optional ? 0 : 1) + gap(step, to)),
    );
  };
  const found: number[][] = [];
  const choose = (at: number, state: number | null, cost: number, matched: number[]): void => {
    if (cost > least) return;
    if (at === journey.length) {
      if (cost + (isOpen ? 0 : gap(state, null)) === least) found.push(matched);
      return;
    }
    choose(at + 1, state, cost + 1, [...matched, -1]);
    for (const [step, { at: touchpoints }] of steps.entries())
      if (touchpoints.includes(journey[at]!)) choose(at + 1, step, cost + gap(state, step), [...matched, step]);
  };
  choose(0, null, 0, []);
  return found;
}
