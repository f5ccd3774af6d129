// The match of one journey after the other, and what a funnel says of it: how deep it is, what may still come, how long it took.

import type { Walk } from "../../engine/journeyView.js";
import { isOpen } from "../../engine/scan.js";
import type { Segment } from "../../projection/projection.js";
import { FunnelMatcher } from "./match.js";
import { type FunnelPlan, funnelWalk } from "./plan.js";

export class FunnelReading {
  /** The deepest step met, from 0; −1 without a match. */
  deepest = -1;
  /** More may come. */
  open = false;
  readonly last: number;
  readonly walk: Walk;
  readonly #plan: FunnelPlan;
  readonly #matcher: FunnelMatcher;

  constructor(plan: FunnelPlan) {
    this.last = plan.steps - 1;
    this.walk = funnelWalk(plan);
    this.#plan = plan;
    this.#matcher = new FunnelMatcher(plan);
  }

  /** By step: its position in the walk; −1 where it was not met. */
  get at(): Int32Array {
    return this.#matcher.at;
  }

  /** Whether the journey matches. */
  read(segment: Segment, journey: number): boolean {
    const { walk } = this;
    walk.enter(segment, journey);
    this.deepest = this.#matcher.match(walk.codes, walk.times, walk.begin, walk.end);
    this.open = this.deepest >= 0 && isOpen(this.#plan.projection, segment, journey);
    return this.deepest >= 0;
  }

  /** The last step that what may come could still meet; the deepest if none. */
  reach(): number {
    const { deepest, walk } = this;
    if (!this.open || deepest === this.last) return deepest;
    return this.#matcher.canReach(walk.codes, walk.times, walk.end, deepest, this.#plan.projection.newest!);
  }

  /** The window of the whole is over. */
  isMature(): boolean {
    const { whole, projection } = this.#plan;
    return whole === Number.POSITIVE_INFINITY || this.walk.times[this.#matcher.start]! + whole <= projection.newest!;
  }

  /** The position of the step met before step k. */
  before(k: number): number {
    let step = k - 1;
    while (this.at[step]! < 0) step--;
    return this.at[step]!;
  }

  /** Milliseconds from the first step to the last, of a journey that completed. */
  duration(): number {
    const { at, walk } = this;
    return walk.times[at[this.last]!]! - walk.times[at[0]!]!;
  }
}
