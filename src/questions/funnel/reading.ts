// Reads the match of one journey after another, and values derived from it: the furthest step, the steps that can still
// be reached, and the duration.

import type { MatchedJourney } from "../../engine/inScope.js";
import { type AddJourney, eachJourney, isOpen, type JourneyFinder, Planned } from "../../engine/scan.js";
import type { Block } from "../../projection/projection.js";
import { FunnelMatcher } from "./match.js";
import { type FunnelPlan, funnelView } from "./plan.js";

/** Finds the journeys whose match counts. `isIn` leaves journeys out that need not be matched; null leaves none out. */
export function findMatches(
  { projection, filter, touching }: FunnelPlan,
  match: FunnelReading,
  add: AddJourney,
  counts: () => boolean,
  isIn: ((block: Block, journey: number) => boolean) | null,
): JourneyFinder {
  return {
    visit(range) {
      const { words } = touching[0]!(range.block);
      eachJourney(projection, range, filter.test, (block, journey) => {
        if (words !== null && ((words[journey >>> 5]! >>> (journey & 31)) & 1) === 0) return;
        if ((isIn === null || isIn(block, journey)) && match.read(block, journey) && counts()) add(journey);
      });
    },
  };
}

export class FunnelReading extends Planned<FunnelPlan> implements MatchedJourney {
  /** The furthest step of the match, counted from 0; −1 if there is no match. */
  deepest = -1;
  /** Whether the journey is open. */
  open = false;
  readonly last = this.plan.steps - 1;
  readonly view = funnelView(this.plan);
  readonly matcher = new FunnelMatcher(this.plan);

  /** For each step, its position in the view; −1 if the match does not contain the step. */
  get at(): Int32Array {
    return this.matcher.at;
  }

  /** Whether the journey matches. */
  read(block: Block, journey: number): boolean {
    const { view } = this;
    view.enter(block, journey);
    this.deepest = this.matcher.match(view.codes, view.elapsed, view.begin, view.end);
    this.open = this.deepest >= 0 && isOpen(this.plan.projection, block, journey);
    return this.deepest >= 0;
  }

  /**
   * Returns the position of the first step of the journey's match; −1 if there is no match. Without constraints, the
   * other steps are not searched for, because the match begins with the first interaction that the first step selects.
   */
  startOf(block: Block, journey: number): number {
    const { view, matcher } = this;
    view.enter(block, journey);
    const { codes, elapsed, begin, end } = view;
    const deepest = matcher.constrained
      ? matcher.match(codes, elapsed, begin, end)
      : matcher.match(codes, elapsed, begin, end, 1, false);
    return deepest < 0 ? -1 : this.at[0]!;
  }

  /**
   * Returns the last step that the journey could still reach with future interactions, or its furthest step if it can
   * reach none.
   */
  reach(): number {
    const { deepest, view } = this;
    if (!this.open || deepest === this.last) return deepest;
    return this.matcher.canReach(
      view.codes,
      view.elapsed,
      view.end,
      deepest,
      this.plan.projection.newest! - view.start,
    );
  }

  /**
   * Whether the journey entered step k, but its match contains neither this step nor a later one. The journey is then
   * pending at step k if k is at most `reach()`, and dropped otherwise.
   */
  isLost(k: number): boolean {
    return k > 0 && this.deepest >= this.plan.required[k]! && this.deepest < k;
  }

  get completed(): boolean {
    return this.deepest === this.last;
  }

  get pending(): boolean {
    return !this.completed && this.reach() === this.last;
  }

  /** Whether the window of the whole funnel is over. */
  get mature(): boolean {
    const { whole, projection } = this.plan;
    return (
      whole === Number.POSITIVE_INFINITY ||
      this.view.start + this.view.elapsed[this.matcher.start]! + whole <= projection.newest!
    );
  }

  /** The position of the previous step of the match before step k. */
  before(k: number): number {
    let step = k - 1;
    while (this.at[step]! < 0) step--;
    return this.at[step]!;
  }

  /** Returns the milliseconds from the first step to the last. The journey must be completed. */
  duration(): number {
    const { at, view } = this;
    return view.elapsed[at[this.last]!]! - view.elapsed[at[0]!]!;
  }
}
