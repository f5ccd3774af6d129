// Where the handoffs of a chunk of journeys are found, sorted and counted: one space for the thread, in use from one call of
// `visit` to its end. As long as no field was assigned twice, the engine knows these arrays when it compiles the loops over
// them, and need not look at each step where they begin and end; that takes an eighth off them. So they have room for
// ordinary chunks from the start, and are only replaced for customers whose interactions are far more.

/** A chunk's interactions are a quarter of it, but for its last customer's. 42 bytes each. */
const ROOM = 1 << 17;
/** More is not kept. */
const MOST_KEPT = 1 << 19;

class HandoffSpace {
  /** By interaction of the journeys at hand: its channel and what is known of it (handoffRules.ts). */
  flags = new Uint32Array(ROOM);
  // By handoff, as found: its pair's number; milliseconds, 0 where it never arrived, and of earlier ones; the verdict and
  // above it the journey's ordinal: one word, as they are sorted together.
  pair = new Uint32Array(ROOM);
  wait = new Float64Array(ROOM);
  verdict = new Uint32Array(ROOM);
  // Of the journey at hand: handoffs that nothing follows and nobody helps, and the first interaction of their B.
  alone = new Uint32Array(ROOM);
  aloneFirst = new Uint32Array(ROOM);
  /** Verdicts sorted by pair. */
  sorted = new Uint32Array(ROOM);
  /** Of settled ones in that order: the customer · 2, + 1 if it failed. */
  rows = new Uint16Array(ROOM);
  // By the journey's ordinal in the chunk: itself, and its customer's number there.
  journeys = new Uint32Array(ROOM);
  customerOf = new Uint32Array(ROOM);

  /** Before anything is put into it: for so many interactions, and at most two handoffs each. */
  reserve(interactions: number): void {
    if (2 * interactions > this.pair.length) this.#take(2 * interactions);
  }

  /** What was found is not needed any more. */
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
