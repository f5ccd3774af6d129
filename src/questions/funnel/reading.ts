// Reads the match of one journey after another, and what follows from it: how deep it is, what may still come, how long
// it took.

import type { JourneyView } from "../../engine/journeyView.js";
import { isOpen } from "../../engine/scan.js";
import type { Block } from "../../projection/projection.js";
import { FunnelMatcher } from "./match.js";
import { type FunnelPlan, funnelView } from "./plan.js";

export class FunnelReading {
  /** The deepest step met, from 0; −1 without a match. */
  deepest = -1;
  /** Whether more may come. */
  open = false;
  readonly last: number;
  readonly view: JourneyView;
  readonly #plan: FunnelPlan;
  readonly matcher: FunnelMatcher;

  constructor(plan: FunnelPlan) {
    this.last = plan.steps - 1;
    this.view = funnelView(plan);
    this.#plan = plan;
    this.matcher = new FunnelMatcher(plan);
  }

  /** By step: its position in the view; −1 if it was not met. */
  get at(): Int32Array {
    return this.matcher.at;
  }

  /** Whether the journey matches. */
  read(block: Block, journey: number): boolean {
    const { view } = this;
    view.enter(block, journey);
    this.deepest = this.matcher.match(view.codes, view.times, view.begin, view.end);
    this.open = this.deepest >= 0 && isOpen(this.#plan.projection, block, journey);
    return this.deepest >= 0;
  }

  /** The last step that interactions to come could still meet; the deepest step if there is none. */
  reach(): number {
    const { deepest, view } = this;
    if (!this.open || deepest === this.last) return deepest;
    return this.matcher.canReach(view.codes, view.times, view.end, deepest, this.#plan.projection.newest!);
  }

  /**
   * Whether the journey entered step k and met neither it nor a later one. It may still meet it, as far as it can
   * `reach`.
   */
  isLost(k: number): boolean {
    return k > 0 && this.deepest >= this.#plan.required[k]! && this.deepest < k;
  }

  /** Whether the window of the whole funnel is over. */
  isMature(): boolean {
    const { whole, projection } = this.#plan;
    return whole === Number.POSITIVE_INFINITY || this.view.times[this.matcher.start]! + whole <= projection.newest!;
  }

  /** The position of the step met before step k. */
  before(k: number): number {
    let step = k - 1;
    while (this.at[step]! < 0) step--;
    return this.at[step]!;
  }

  /** Milliseconds from the first step to the last; only for a journey that completed. */
  duration(): number {
    const { at, view } = this;
    return view.times[at[this.last]!]! - view.times[at[0]!]!;
  }
}
