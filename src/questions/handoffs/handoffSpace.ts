// The memory in which the handoffs of a chunk of journeys are found, sorted and counted: one space per thread, in use
// from the beginning of a call of `visit` to its end. As long as no field is assigned twice, V8 knows these arrays when
// it compiles the loops over them and omits the bounds look-ups, which saves an eighth of their time. Therefore they
// have room for ordinary chunks from the start, and are replaced only for customers with far more interactions.

/** Interactions of a chunk take a quarter of this, apart from those of its last customer. 42 bytes each. */
const ROOM = 1 << 17;
/** Larger memory is not kept. */
const MOST_KEPT = 1 << 19;

class HandoffSpace {
  /** By interaction of the current journeys: its channel and its flags (rules.ts). */
  flags = new Uint32Array(ROOM);
  // By handoff, as found: the number of its pair; the wait in milliseconds, 0 if it never arrived, also for earlier
  // ones; the verdict and, above it, the journey's ordinal. The latter share a word because they are sorted together.
  pair = new Uint32Array(ROOM);
  wait = new Float64Array(ROOM);
  verdict = new Uint32Array(ROOM);
  // In the current journey: handoffs without a successor or help so far, and the first interaction of their B.
  alone = new Uint32Array(ROOM);
  aloneFirst = new Uint32Array(ROOM);
  /** Verdicts sorted by pair. */
  sorted = new Uint32Array(ROOM);
  /** By settled handoff in that order: the customer · 2, + 1 if it failed. */
  rows = new Uint16Array(ROOM);
  // By ordinal of the journey in the chunk: the journey, and the number of its customer in the chunk.
  journeys = new Uint32Array(ROOM);
  customerOf = new Uint32Array(ROOM);

  /** To be called before anything is written: makes room for this many interactions, with at most two handoffs each. */
  reserve(interactions: number): void {
    if (2 * interactions > this.pair.length) this.#take(2 * interactions);
  }

  /** Ends the use of what was found. */
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
