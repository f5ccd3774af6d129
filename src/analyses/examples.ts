// Example journeys of a row: the latest by start, then by key, both descending like pages of journeys; at most MAX_EXAMPLES.

import { compareJourneyKeys, journeyKeyOf } from "../projection/journeys.js";
import type { Segment } from "../projection/projection.js";
import type { JourneyKey } from "./question.js";
import { MAX_EXAMPLES } from "./results.js";

/** Keeps the latest of the journeys that are added; a journey added again is kept once. */
export class Examples {
  readonly #segments: Segment[] = [];
  readonly #journeys: number[] = [];
  readonly #starts: number[] = [];
  readonly #most: number;

  constructor(most: number = MAX_EXAMPLES) {
    this.#most = most;
  }

  add(segment: Segment, journey: number): void {
    const start = segment.at[segment.offsets[journey]!]!;
    const n = this.#starts.length;
    if (n === this.#most && this.#starts[n - 1]! > start) return;
    // In order, latest first: places are few, so the place is looked for from the end.
    let place = n;
    while (place > 0) {
      const order =
        this.#starts[place - 1]! - start ||
        compareJourneyKeys(this.#segments[place - 1]!, this.#journeys[place - 1]!, segment, journey);
      if (order > 0) break;
      if (order === 0) return;
      place--;
    }
    if (place >= this.#most) return;
    this.#segments.splice(place, 0, segment);
    this.#journeys.splice(place, 0, journey);
    this.#starts.splice(place, 0, start);
    if (n === this.#most) {
      this.#segments.pop();
      this.#journeys.pop();
      this.#starts.pop();
    }
  }

  keys(): JourneyKey[] {
    return this.#segments.map((segment, i) => journeyKeyOf(segment, this.#journeys[i]!));
  }
}
