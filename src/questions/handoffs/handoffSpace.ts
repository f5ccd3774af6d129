// The memory in which the handoffs of a chunk of journeys are found, sorted and counted. There is one space per thread,
// which is in use during a call of `visit`. V8 treats a field that was assigned only once as a constant. It then does
// not look up the bounds of the array, and loops over it are an eighth faster. The arrays are therefore large enough
// for ordinary chunks from the start, and are replaced only for customers with far more interactions.

/**
 * The number of interactions for which there is space at first, at 42 bytes each. The interactions of a chunk, without
 * those of its last customer, take a quarter of this space.
 */
const ROOM = 1 << 17;
/** Memory for more interactions than this is not kept for the next chunk. */
const MOST_KEPT = 1 << 19;

class HandoffSpace {
  /** For each interaction of the current journeys, its channel and its flags (rules.ts). */
  flags = new Uint32Array(ROOM);
  // Three arrays over the handoffs, in the order in which they are found. `pair` has the number of the pair. The second
  // array has the wait in milliseconds, which is 0 for attempts that never arrived and for handoffs of the earlier
  // period. The third has the verdict and, in the bits above it, the index of the journey in the chunk. Verdict and
  // index share a word because they are sorted together.
  pair = new Uint32Array(ROOM);
  wait = new Float64Array(ROOM);
  verdict = new Uint32Array(ROOM);
  // These two arrays have the handoffs of the current journey for which no next episode, goal or resolution has been
  // found yet, and the first interaction on B of each.
  alone = new Uint32Array(ROOM);
  aloneFirst = new Uint32Array(ROOM);
  /** The verdicts, sorted by pair. */
  sorted = new Uint32Array(ROOM);
  /** For each settled handoff, in the same order: 2 × the number of the customer, plus 1 if the handoff failed. */
  rows = new Uint16Array(ROOM);
  // The number of each journey of the chunk in the block, and the number of its customer in the chunk.
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
