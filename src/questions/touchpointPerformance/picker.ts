// Drill-down: finds the journeys of one customer that a count or a rate of a touchpoint counts. It receives the same
// facts as the scan (facts.ts), so it cannot differ from the counts.
import { sideBits } from "./count.js";
import { FAILED, type FactSink, type JourneyState, UNKNOWN } from "./facts.js";
import type { PerformancePlan, RateName } from "./plan.js";
import { bitOf, type LabelRow, type PerformancePart, type ScoreRow } from "./rows.js";
import type { SideBits } from "./sides.js";

/** Marks the journeys of the current customer that a row counts. */
export class JourneyPicker implements FactSink {
  readonly #plan: PerformancePlan;
  readonly #label: number;
  readonly #row: Exclude<LabelRow, ScoreRow>;
  readonly #side: SideBits | null;
  readonly #found = new Set<number>();
  /** The current customer's journeys with a visit at the label. */
  readonly #visiting: number[] = [];
  readonly #monthsOf = new Map<number, Set<number>>();
  #start: Float64Array = new Float64Array(0);
  #outcome: Uint8Array | null = null;

  constructor(plan: PerformancePlan, label: number, row: Exclude<LabelRow, ScoreRow>) {
    this.#plan = plan;
    this.#label = label;
    this.#row = row;
    this.#side = "side" in row ? bitOf(row.side) : null;
  }

  begin(start: Float64Array, outcome: Uint8Array | null): void {
    this.#start = start;
    this.#outcome = outcome;
    this.#found.clear();
    this.#visiting.length = 0;
    this.#monthsOf.clear();
  }

  has(journey: number): boolean {
    return this.#found.has(journey);
  }

  visited(label: number, journey: number, at: number, isMature: boolean, converts: boolean, index: number): void {
    if (label !== this.#label) return;
    if (this.#visiting.at(-1) !== journey) this.#visiting.push(journey);
    const month = this.#plan.months.of(at);
    const journeys = this.#monthsOf.get(month) ?? new Set<number>();
    this.#monthsOf.set(month, journeys.add(journey));
    this.#part("JOURNEYS", journey);
    if (isMature) this.#trial("conversion", journey, at, converts);
    const outcome = this.#outcome?.[index] ?? UNKNOWN;
    if (outcome !== UNKNOWN) this.#trial("failure", journey, at, outcome === FAILED);
  }

  journey(visited: readonly number[], entry: number, exit: number, journey: number, state: JourneyState): void {
    if (entry === this.#label) this.#part("ENTRIES", journey);
    if (exit === this.#label) this.#part("EXITS", journey);
    const start = this.#start[journey]!;
    const isVisited = visited.includes(this.#label);
    this.#trial("reach", journey, start, isVisited);
    if (isVisited && state.isClosed) this.#trial("dropOff", journey, start, exit === this.#label && !state.reachesGoal);
  }

  arrived(): void {}

  assist(label: number, journey: number): void {
    if (label === this.#label) this.#part("ASSISTED", journey);
  }

  last(label: number, journey: number): void {
    if (label === this.#label) this.#part("LAST_TOUCH", journey);
  }

  request(label: number, journey: number): void {
    if (label === this.#label) this.#part("REQUESTS", journey);
  }

  opened(label: number, journey: number): void {
    if (label === this.#label) this.#part("CASES", journey);
  }

  contact(label: number, journey: number, at: number, isRepeated: boolean): void {
    if (label === this.#label) this.#trial("repeatContact", journey, at, isRepeated);
  }

  customer(label: number, goals: number): void {
    if (label !== this.#label || goals === 0) return;
    for (const journey of this.#visiting) this.#trial("repeatPurchase", journey, 0, goals > 1);
  }

  month(label: number, month: number, isRetained: boolean): void {
    if (label !== this.#label) return;
    for (const journey of this.#monthsOf.get(month) ?? []) this.#trial("retention", journey, 0, isRetained);
  }

  #part(part: PerformancePart, journey: number): void {
    if (!("rate" in this.#row) && this.#row.of === part) this.#found.add(journey);
  }

  #trial(rate: RateName, journey: number, at: number, succeeds: boolean): void {
    const row = this.#row;
    if (!("rate" in row) || row.rate !== rate || !(row.of === "OF" || succeeds)) return;
    if (this.#side === null || sideBits(this.#plan, at) === this.#side) this.#found.add(journey);
  }
}
