// Every handoff found, as columns in the order of the journeys they were found in: what counts, waits and examples are
// worked out from. 17 bytes a handoff and 12 a journey that has one.
import { HANDOFF_REASONS, type HandoffReason } from "./results.js";

/** Bits of a verdict: those below say the reasons, in the order of HANDOFF_REASONS. */
export const SETTLED = 1 << HANDOFF_REASONS.length;
/** Of a journey in the earlier span that EARLIER compares with. */
export const EARLIER_SPAN = SETTLED << 1;

export function reasonBit(reason: HandoffReason): number {
  return 1 << HANDOFF_REASONS.indexOf(reason);
}

/** Labels' pairs above this many cells are kept in a map. */
const MOST_CELLS = 1 << 22;

/** Numbers pairs of label codes in order of appearance. */
export class PairTable {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly #labels: number;
  readonly #cells: Int32Array | null;
  readonly #map = new Map<number, number>();

  constructor(labels: number) {
    this.#labels = labels;
    this.#cells = labels * labels <= MOST_CELLS ? new Int32Array(labels * labels) : null;
  }

  get size(): number {
    return this.from.length;
  }

  index(from: number, to: number): number {
    const cell = from * this.#labels + to;
    const known = this.#cells === null ? (this.#map.get(cell) ?? 0) : this.#cells[cell]!;
    if (known !== 0) return known - 1;
    this.from.push(from);
    const index = this.to.push(to);
    if (this.#cells === null) this.#map.set(cell, index);
    else this.#cells[cell] = index;
    return index - 1;
  }
}

export class HandoffLog {
  readonly pairs: PairTable;
  handoffs = 0;
  pair = new Uint32Array(1024);
  /** Milliseconds; NaN where it never arrived. */
  wait = new Float64Array(1024);
  verdict = new Uint8Array(1024);
  journeys = 0;
  segment = new Uint32Array(1024);
  journey = new Uint32Array(1024);
  /** Handoffs of journey j of the log: firsts[j] … firsts[j + 1] − 1. */
  firsts = new Uint32Array(1025);

  constructor(labels: number) {
    this.pairs = new PairTable(labels);
  }

  /** Makes room for this many more, so that `add` need not look. */
  reserve(more: number): void {
    const wanted = this.handoffs + more;
    if (wanted <= this.pair.length) return;
    const capacity = Math.max(wanted, 2 * this.pair.length);
    this.pair = moved(this.pair, new Uint32Array(capacity));
    this.wait = moved(this.wait, new Float64Array(capacity));
    this.verdict = moved(this.verdict, new Uint8Array(capacity));
  }

  add(from: number, to: number, wait: number, verdict: number): void {
    this.pair[this.handoffs] = this.pairs.index(from, to);
    this.wait[this.handoffs] = wait;
    this.verdict[this.handoffs] = verdict;
    this.handoffs++;
  }

  /** What was added since the last call is this journey's. */
  endJourney(segment: number, journey: number): void {
    if (this.handoffs === this.firsts[this.journeys]) return;
    if (this.journeys === this.journey.length) {
      const capacity = 2 * this.journey.length;
      this.segment = moved(this.segment, new Uint32Array(capacity));
      this.journey = moved(this.journey, new Uint32Array(capacity));
      this.firsts = moved(this.firsts, new Uint32Array(capacity + 1));
    }
    this.segment[this.journeys] = segment;
    this.journey[this.journeys] = journey;
    this.firsts[++this.journeys] = this.handoffs;
  }
}

function moved<T extends Uint32Array | Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
