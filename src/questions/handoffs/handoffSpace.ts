// The memory in which the handoffs of a chunk of journeys are found, sorted and counted. There is one space per thread,
// in use during a call of `visit`. As long as no field is assigned twice, V8 knows these arrays when it compiles the
// loops over them, and omits the look-up of their bounds, which saves an eighth of their time. Therefore, the arrays
// are large enough for ordinary chunks from the start, and are replaced only for customers with far more interactions.

/** A chunk's interactions, not counting those of its last customer, take a quarter of this. Each takes 42 bytes. */
const ROOM = 1 << 17;
/** Larger memory is not kept. */
const MOST_KEPT = 1 << 19;

class HandoffSpace {
  /** By interaction of the current journeys: its channel and its flags (rules.ts). */
  flags = new Uint32Array(ROOM);
  // By handoff, in the order of finding: the number of its pair; the wait in milliseconds, which is 0 if it never
  // arrived and for handoffs of the earlier span; the verdict and, in the bits above it, the ordinal of the journey.
  // Verdict and ordinal share a word because they are sorted together.
  pair = new Uint32Array(ROOM);
  wait = new Float64Array(ROOM);
  verdict = new Uint32Array(ROOM);
  // For the current journey: handoffs so far that have no successor or help, and the first interaction of their B.
  alone = new Uint32Array(ROOM);
  aloneFirst = new Uint32Array(ROOM);
  /** Verdicts sorted by pair. */
  sorted = new Uint32Array(ROOM);
  /** By settled handoff in that order: the customer · 2, plus 1 if it failed. */
  rows = new Uint16Array(ROOM);
  // By ordinal of the journey in the chunk: the journey, and the number of its customer in the chunk.
  journeys = new Uint32Array(ROOM);
  customerOf = new Uint32Array(ROOM);

  /**
   * Makes space for this many interactions, with at most two handoffs each. Must be called before anything is written.
   */
  reserve(interactions: number): void {
    if (2 * interactions > this.pair.length) this.#take(2 * interactions);
  }

  /** Ends the use of the space. */
  release(): void {
    if (this.pair.length > MOST_KEPT) this.#take(ROOM);
  }

  #take(room: number): void {
    this.flags = new Uint32Array(room);
    this.pair = new Uint32Array(room);
    this.wait = new Float64Array(room);
    this.verdict = new Uint32Array(room);
    this.alone = new Uint32Array(room);
    this.aloneFirst = new Uint32Array(room);
    this.sorted = new Uint32Array(room);
    this.rows = new Uint16Array(room);
    this.journeys = new Uint32Array(room);
    this.customerOf = new Uint32Array(room);
  }
}

const space = new HandoffSpace();

export function handoffSpace(): HandoffSpace {
  return space;
}
