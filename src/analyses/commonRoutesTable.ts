// Distinct routes as sequences of label codes: one pool, an open-addressing table over it, and a count each. Hashes only
// choose the slot; two routes are one if their labels are equal. Tables of several threads are merged by hash, without
// hashing anew. Cost: 2 bytes a label, some 20 bytes a route.

/** A first size: small questions stay small, and few doublings lead to a hundred thousand. */
const INITIAL_SLOTS = 1 << 13;

/** A table as plain data. */
export interface RouteColumns {
  readonly size: number;
  readonly pool: Uint16Array;
  /** Route r's labels are pool[starts[r]] … pool[starts[r + 1] − 1]. */
  readonly starts: Uint32Array;
  readonly hashes: Int32Array;
  readonly counts: Uint32Array;
}

/** The hash of no labels (FNV-1a's offset basis). */
export const NO_LABELS = 0x811c9dc5 | 0;

/** The hash of the labels of `hash` and this one after them. */
export function hashOf(hash: number, label: number): number {
  return Math.imul(hash ^ label, 0x01000193);
}

interface TableArrays {
  slots: Int32Array;
  pool: Uint16Array;
  starts: Uint32Array;
  hashes: Int32Array;
  counts: Uint32Array;
}

/** More is not kept, in bytes. */
const MOST_KEPT = 1 << 24;
/** Of the last table of this thread: memory that was touched before costs a fraction of what fresh memory does. */
let kept: TableArrays | null = null;

function takeArrays(): TableArrays {
  const arrays = kept;
  kept = null;
  if (arrays !== null) {
    arrays.slots.fill(0);
    arrays.starts[0] = 0;
    return arrays;
  }
  return {
    slots: new Int32Array(INITIAL_SLOTS * 2),
    pool: new Uint16Array(INITIAL_SLOTS * 4),
    starts: new Uint32Array(INITIAL_SLOTS),
    hashes: new Int32Array(INITIAL_SLOTS),
    counts: new Uint32Array(INITIAL_SLOTS),
  };
}

export class RouteTable {
  /** Routes are numbered from 0 to this − 1. */
  size = 0;
  /** Of these, how many stand twice. */
  #repeated = 0;
  /** Two words a slot, hash and route + 1, so that one line of the cache tells most others apart; 0: empty. */
  #slots: Int32Array;
  #pool: Uint16Array;
  #starts: Uint32Array;
  #hashes: Int32Array;
  #counts: Uint32Array;

  constructor() {
    const { slots, pool, starts, hashes, counts } = takeArrays();
    this.#slots = slots;
    this.#pool = pool;
    this.#starts = starts;
    this.#hashes = hashes;
    this.#counts = counts;
  }

  /** A table that goes on from another's columns: nothing is compared, as all routes of one table differ. */
  static of({ size, pool, starts, hashes, counts }: RouteColumns): RouteTable {
    const table = new RouteTable();
    table.#reserve(size, pool.length);
    table.size = size;
    table.#pool.set(pool);
    table.#starts.set(starts);
    table.#hashes.set(hashes);
    table.#counts.set(counts);
    let slots = table.#slots.length / 2;
    while (slots < size * 2) slots *= 2;
    table.#place(2 * slots === table.#slots.length ? table.#slots : new Int32Array(slots * 2));
    return table;
  }

  /** Of no use from now on: its arrays serve the next table. */
  free(): void {
    const [slots, pool, starts, hashes, counts] = [this.#slots, this.#pool, this.#starts, this.#hashes, this.#counts];
    const bytes = [slots, pool, starts, hashes, counts].reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (bytes <= MOST_KEPT) kept = { slots, pool, starts, hashes, counts };
  }

  /** Counts the first `n` of `labels`, whose hash this is, once; the route's number. */
  count(labels: Uint16Array, n: number, hash: number): number {
    // FNV leaves the upper bits of short routes alike; this spreads them (the finalizer of MurmurHash3).
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
    return this.#add(labels, 0, n, hash, 1);
  }

  /** The number here of each route there. */
  merge({ size, pool, starts, hashes, counts }: RouteColumns): Uint32Array {
    const numbers = new Uint32Array(size);
    for (let r = 0; r < size; r++) {
      const start = starts[r]!;
      numbers[r] = this.#add(pool, start, starts[r + 1]! - start, hashes[r]!, counts[r]!);
    }
    return numbers;
  }

  /**
   * As `merge`, of the last table there is: nothing is looked up any more, so that its routes are put after these as they
   * stand, and nothing is inserted. One that is here already keeps its place there, and is counted 0 times.
   */
  append({ size, pool, starts, hashes, counts }: RouteColumns): Uint32Array {
    const first = this.size;
    const labels = this.#starts[first]!;
    this.#reserve(first + size, labels + pool.length);
    this.#pool.set(pool, labels);
    this.#counts.set(counts, first);
    const numbers = new Uint32Array(size);
    for (let r = 0; r < size; r++) {
      this.#starts[first + r + 1] = labels + starts[r + 1]!;
      const known = this.#find(pool, starts[r]!, starts[r + 1]! - starts[r]!, hashes[r]!);
      numbers[r] = known < 0 ? first + r : known;
      if (known < 0) continue;
      this.#counts[known]! += counts[r]!;
      this.#counts[first + r] = 0;
      this.#repeated++;
    }
    this.size = first + size;
    return numbers;
  }

  columns(): RouteColumns {
    const { size } = this;
    return {
      size,
      pool: this.#pool.slice(0, this.#starts[size]),
      starts: this.#starts.slice(0, size + 1),
      hashes: this.#hashes.slice(0, size),
      counts: this.#counts.slice(0, size),
    };
  }

  get distinct(): number {
    return this.size - this.#repeated;
  }

  countOf(route: number): number {
    return this.#counts[route]!;
  }

  labels(route: number): Uint16Array {
    return this.#pool.subarray(this.#starts[route]!, this.#starts[route + 1]!);
  }

  /** Most frequent first, then by labels; a route that begins another stands before it. */
  compare(a: number, b: number): number {
    const byCount = this.#counts[b]! - this.#counts[a]!;
    if (byCount !== 0) return byCount;
    let i = this.#starts[a]!;
    let j = this.#starts[b]!;
    const endI = this.#starts[a + 1]!;
    const endJ = this.#starts[b + 1]!;
    for (; i < endI && j < endJ; i++, j++) {
      const order = this.#pool[i]! - this.#pool[j]!;
      if (order !== 0) return order;
    }
    return endI - i - (endJ - j);
  }

  /** Adds `times` to the route of the n labels from `start`. */
  #add(labels: Uint16Array, start: number, n: number, hash: number, times: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const route = slots[slot + 1]! - 1;
      if (route < 0) return this.#insert(labels, start, n, hash, times, slot);
      if (slots[slot] === hash && this.#equals(route, labels, start, n)) {
        this.#counts[route]! += times;
        return route;
      }
    }
  }

  /** The number of the route of the n labels from `start`; −1 if it has none. */
  #find(labels: Uint16Array, start: number, n: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const route = slots[slot + 1]! - 1;
      if (route < 0 || (slots[slot] === hash && this.#equals(route, labels, start, n))) return route;
    }
  }

  #equals(route: number, labels: Uint16Array, start: number, n: number): boolean {
    const own = this.#starts[route]!;
    if (this.#starts[route + 1]! - own !== n) return false;
    const pool = this.#pool;
    for (let i = 0; i < n; i++) if (pool[own + i] !== labels[start + i]) return false;
    return true;
  }

  #insert(labels: Uint16Array, start: number, n: number, hash: number, times: number, slot: number): number {
    const route = this.size++;
    const own = this.#starts[route]!;
    if (route + 2 > this.#starts.length || own + n > this.#pool.length) this.#reserve(route + 1, own + n);
    // A loop: routes are too short for `set` to pay.
    const pool = this.#pool;
    for (let i = 0; i < n; i++) pool[own + i] = labels[start + i]!;
    this.#starts[route + 1] = own + n;
    this.#hashes[route] = hash;
    this.#counts[route] = times;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = route + 1;
    if (this.size * 4 > this.#slots.length) this.#place(new Int32Array(this.#slots.length * 2));
    return route;
  }

  /** Room for so many routes, and labels of all of them. */
  #reserve(routes: number, labels: number): void {
    if (routes + 1 > this.#starts.length) {
      const capacity = Math.max(routes + 1, this.#starts.length * 2);
      this.#starts = grown(this.#starts, new Uint32Array(capacity));
      this.#hashes = grown(this.#hashes, new Int32Array(capacity));
      this.#counts = grown(this.#counts, new Uint32Array(capacity));
    }
    if (labels > this.#pool.length)
      this.#pool = grown(this.#pool, new Uint16Array(Math.max(labels, this.#pool.length * 2)));
  }

  /** All routes to these slots, which are empty. */
  #place(slots: Int32Array): void {
    const hashes = this.#hashes;
    const mask = slots.length - 1;
    for (let route = 0; route < this.size; route++) {
      const hash = hashes[route]!;
      let slot = (hash << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = route + 1;
    }
    this.#slots = slots;
  }
}

function grown<T extends Int32Array | Uint32Array | Uint16Array>(from: T, to: T): T {
  to.set(from as Int32Array & Uint32Array & Uint16Array);
  return to;
}
