// Counts distinct routes, which are sequences of label codes. The table consists of a pool with the labels of all
// routes, a count for each route, and a hash table with open addressing to find routes. A hash selects the slot where
// the search begins. Two routes are the same only if their labels are equal. Hashes are stored, so that they need not
// be computed again when the tables of several threads are merged.
//
// Most routes occur once, and a table of all routes is larger than the processor's caches. To avoid look-ups of routes
// that occur once, routes are divided into buckets by the upper bits of their hashes, and one bit per bucket records
// whether a route of the bucket has occurred. The first route of a bucket is certainly new, so it is appended without a
// look-up, and is not put into the hash table. Later routes of the bucket are looked up there. If the first route
// occurs again, it is therefore stored a second time, until `settle` combines the two entries. Cost: 2 bytes per label,
// about 20 bytes per route, 128 KiB of buckets.
import { resized, sharedInt32, sharedUint16, sharedUint32 } from "../projection/columns.js";

/**
 * The initial capacity in routes. Few questions need more, and four doublings are enough for a hundred thousand routes.
 */
const INITIAL = 1 << 13;

/** The number of upper bits of a hash that select its bucket. The lower bits select the slot. */
const BUCKET_BITS = 19;

/** A table as plain data in shared memory. Arrays are longer than their used part. */
export interface RouteColumns {
  /** The number of routes. Routes are numbered from 0. */
  readonly size: number;
  readonly pool: Uint16Array;
  /** The labels of route r are pool[starts[r]] … pool[starts[r + 1] − 1]. */
  readonly starts: Uint32Array;
  readonly hashes: Int32Array;
  /** The number of journeys on each route. It is 0 if the entry duplicates another one. */
  readonly counts: Uint32Array;
  /**
   * Two words per slot: the hash, and the number of the route + 1 (0 if the slot is empty). Both are in one cache line,
   * so that comparing the hashes of two routes takes only one memory access.
   */
  readonly slots: Int32Array;
  /** The number of slots in use. */
  readonly placed: number;
  /** One bit for each bucket, which says whether a route occurred in the bucket. */
  readonly met: Uint32Array;
  /** One bit for each bucket, which says whether a route was looked up in the bucket. */
  readonly metAgain: Uint32Array;
}

export function emptyRoutes(): RouteColumns {
  return {
    size: 0,
    pool: sharedUint16(INITIAL * 4),
    starts: sharedUint32(INITIAL),
    hashes: sharedInt32(INITIAL),
    counts: sharedUint32(INITIAL),
    slots: sharedInt32(INITIAL * 2),
    placed: 0,
    met: newBuckets(),
    metAgain: newBuckets(),
  };
}

/** Empties a table. The result uses the same memory. */
export function emptied(columns: RouteColumns): RouteColumns {
  columns.slots.fill(0);
  columns.met.fill(0);
  columns.metAgain.fill(0);
  columns.starts[0] = 0;
  return { ...columns, size: 0, placed: 0 };
}

export function bytesOf({ pool, starts, hashes, counts, slots, met, metAgain }: RouteColumns): number {
  return [pool, starts, hashes, counts, slots, met, metAgain].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

export class RouteTable {
  /** The number of routes. Routes are numbered from 0. */
  size: number;
  #pool: Uint16Array;
  #starts: Uint32Array;
  #hashes: Int32Array;
  #counts: Uint32Array;
  #slots: Int32Array;
  #placed: number;
  readonly #met: Uint32Array;
  readonly #metAgain: Uint32Array;
  #repeated = 0;
  /** Whether every route is in the hash table. */
  #allPlaced: boolean;

  /** Creates a table that takes over these columns. The caller must not use them afterwards. */
  constructor(columns: RouteColumns = emptyRoutes()) {
    this.size = columns.size;
    this.#pool = columns.pool;
    this.#starts = columns.starts;
    this.#hashes = columns.hashes;
    this.#counts = columns.counts;
    this.#slots = columns.slots;
    this.#placed = columns.placed;
    this.#met = columns.met;
    this.#metAgain = columns.metAgain;
    for (let route = 0; route < this.size; route++) if (this.#counts[route] === 0) this.#repeated++;
    this.#allPlaced = this.size === 0;
  }

  columns(): RouteColumns {
    return {
      size: this.size,
      pool: this.#pool,
      starts: this.#starts,
      hashes: this.#hashes,
      counts: this.#counts,
      slots: this.#slots,
      placed: this.#placed,
      met: this.#met,
      metAgain: this.#metAgain,
    };
  }

  get distinct(): number {
    return this.size - this.#repeated;
  }

  /** The position at which the labels of the next route must be written. */
  get at(): number {
    return this.#starts[this.size]!;
  }

  /** The pool, with space for this many more labels. */
  roomFor(labels: number): Uint16Array {
    if (this.at + labels > this.#pool.length) this.#reserve(this.size, this.at + labels);
    return this.#pool;
  }

  /**
   * Counts one journey on the route whose labels the caller has written from `at` to `end` − 1. Returns the number of
   * the route, which is valid until `settle`.
   */
  count(end: number): number {
    const pool = this.#pool;
    const start = this.at;
    const hash = hashOf(pool, start, end);
    if (!has(this.#met, hash)) {
      this.#allPlaced = false;
      return this.#append(end, hash, 1);
    }
    add(this.#metAgain, hash);
    const known = this.#find(pool, start, end - start, hash);
    if (known < 0) return this.#place(this.#append(end, hash, 1));
    this.#counts[known]!++;
    return known;
  }

  /**
   * Combines the entries of routes that are stored twice. Returns the new number of each route, by its old number. A
   * duplicate entry remains, with a count of 0.
   */
  settle(): Uint32Array {
    const { size } = this;
    const pool = this.#pool;
    const starts = this.#starts;
    const hashes = this.#hashes;
    const metAgain = this.#metAgain;
    const numbers = new Uint32Array(size);
    for (let route = 0; route < size; route++) {
      numbers[route] = route;
      const hash = hashes[route]!;
      if (!has(metAgain, hash)) continue;
      const known = this.#find(pool, starts[route]!, starts[route + 1]! - starts[route]!, hash);
      if (known >= 0 && known !== route) numbers[route] = this.#unite(route, known);
    }
    return numbers;
  }

  /**
   * Adds the routes of another table, after both have been settled. Returns the number in this table of each route of
   * the other table.
   */
  merge({ size, pool, starts, hashes, counts }: RouteColumns): Uint32Array {
    this.#placeAll();
    const numbers = new Uint32Array(size);
    for (let r = 0; r < size; r++) {
      const start = starts[r]!;
      const n = starts[r + 1]! - start;
      const known = this.#find(pool, start, n, hashes[r]!);
      if (known >= 0) {
        this.#counts[known]! += counts[r]!;
        numbers[r] = known;
        continue;
      }
      const to = this.at;
      const own = this.roomFor(n);
      // This is a loop, because routes are so short that `set` would be slower.
      for (let i = 0; i < n; i++) own[to + i] = pool[start + i]!;
      numbers[r] = this.#place(this.#append(to + n, hashes[r]!, counts[r]!));
    }
    return numbers;
  }

  /**
   * Like `merge`, for the last table to be merged. No route is looked up afterwards, so the routes of the other table
   * are not put into the hash table. If this table already has a route, the route keeps its number, and the appended
   * entry has a count of 0.
   */
  append(columns: RouteColumns): Uint32Array {
    const { size, starts, hashes, counts } = columns;
    const pool = columns.pool.subarray(0, starts[size]);
    const first = this.size;
    const labels = this.at;
    this.#reserve(first + size, labels + pool.length);
    this.#placeMet(columns.met);
    this.#pool.set(pool, labels);
    this.#hashes.set(hashes.subarray(0, size), first);
    this.#counts.set(counts.subarray(0, size), first);
    const ownStarts = this.#starts;
    const met = this.#met;
    const numbers = new Uint32Array(size);
    for (let r = 0; r < size; r++) {
      ownStarts[first + r + 1] = labels + starts[r + 1]!;
      numbers[r] = first + r;
      if (counts[r] === 0) this.#repeated++;
      else if (has(met, hashes[r]!)) {
        const known = this.#find(pool, starts[r]!, starts[r + 1]! - starts[r]!, hashes[r]!);
        if (known >= 0) numbers[r] = this.#unite(first + r, known);
      }
    }
    this.size = first + size;
    return numbers;
  }

  countOf(route: number): number {
    return this.#counts[route]!;
  }

  labels(route: number): Uint16Array {
    return this.#pool.subarray(this.#starts[route]!, this.#starts[route + 1]!);
  }

  /**
   * Compares two routes: the more frequent route comes first, then they are in order of labels. A route comes before
   * the routes of which it is a prefix.
   */
  compare(a: number, b: number): number {
    const pool = this.#pool;
    const starts = this.#starts;
    const counts = this.#counts;
    const byCount = counts[b]! - counts[a]!;
    if (byCount !== 0) return byCount;
    let i = starts[a]!;
    let j = starts[b]!;
    const endI = starts[a + 1]!;
    const endJ = starts[b + 1]!;
    for (; i < endI && j < endJ; i++, j++) {
      const order = pool[i]! - pool[j]!;
      if (order !== 0) return order;
    }
    return endI - i - (endJ - j);
  }

  /** The number of the route with the n labels from `start`, or −1 if it is not in the hash table. */
  #find(labels: Uint16Array, start: number, n: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const route = slots[slot + 1]! - 1;
      if (route < 0 || (slots[slot] === hash && this.#equals(route, labels, start, n))) return route;
    }
  }

  #equals(route: number, labels: Uint16Array, start: number, n: number): boolean {
    const pool = this.#pool;
    const starts = this.#starts;
    const own = starts[route]!;
    if (starts[route + 1]! - own !== n) return false;
    for (let i = 0; i < n; i++) if (pool[own + i] !== labels[start + i]) return false;
    return true;
  }

  /** Appends the route whose labels were written up to `end` − 1. */
  #append(end: number, hash: number, times: number): number {
    const route = this.size;
    if (route + 2 > this.#starts.length) this.#reserve(route + 1, end);
    add(this.#met, hash);
    this.#starts[route + 1] = end;
    this.#hashes[route] = hash;
    this.#counts[route] = times;
    this.size = route + 1;
    return route;
  }

  /** Combines two entries of the same route. */
  #unite(repeated: number, route: number): number {
    const counts = this.#counts;
    counts[route]! += counts[repeated]!;
    counts[repeated] = 0;
    this.#repeated++;
    return route;
  }

  /** Puts a route into the hash table, so that look-ups find it. */
  #place(route: number): number {
    if (++this.#placed * 4 > this.#slots.length) this.#enlarge();
    put(this.#slots, this.#hashes[route]!, route + 1);
    return route;
  }

  #placeAll(): void {
    if (this.#allPlaced) return;
    this.#slots.fill(0);
    this.#placed = 0;
    for (let route = 0; route < this.size; route++) if (this.#counts[route] !== 0) this.#place(route);
    this.#allPlaced = true;
  }

  /**
   * Puts those routes into the hash table whose bucket also has a route in the other table. Only these can be looked
   * up.
   */
  #placeMet(theirs: Uint32Array): void {
    if (this.#allPlaced) return;
    const own = this.#hashes;
    const counts = this.#counts;
    for (let route = 0; route < this.size; route++)
      if (counts[route] !== 0 && has(theirs, own[route]!)) this.#place(route);
  }

  /** Makes space for this many routes, and for this many labels of all routes together. */
  #reserve(routes: number, labels: number): void {
    if (routes + 1 > this.#starts.length) {
      const capacity = Math.max(routes + 1, this.#starts.length * 2);
      this.#starts = resized(this.#starts, this.size + 1, capacity, sharedUint32);
      this.#hashes = resized(this.#hashes, this.size, capacity, sharedInt32);
      this.#counts = resized(this.#counts, this.size, capacity, sharedUint32);
    }
    if (labels > this.#pool.length)
      this.#pool = resized(this.#pool, this.#pool.length, Math.max(labels, this.#pool.length * 2), sharedUint16);
  }

  #enlarge(): void {
    const slots = this.#slots;
    const larger = resized(slots, 0, slots.length * 2, sharedInt32);
    for (let slot = 0; slot < slots.length; slot += 2)
      if (slots[slot + 1] !== 0) put(larger, slots[slot]!, slots[slot + 1]!);
    this.#slots = larger;
  }
}

/** Puts an entry into the slots, unless they already have it. */
function put(slots: Int32Array, hash: number, entry: number): void {
  const mask = slots.length - 1;
  let slot = (hash << 1) & mask;
  while (slots[slot + 1] !== 0) {
    if (slots[slot + 1] === entry) return;
    slot = (slot + 2) & mask;
  }
  slots[slot] = hash;
  slots[slot + 1] = entry;
}

function newBuckets(): Uint32Array {
  return sharedUint32(1 << (BUCKET_BITS - 5));
}

function has(buckets: Uint32Array, hash: number): boolean {
  const bucket = hash >>> (32 - BUCKET_BITS);
  return ((buckets[bucket >>> 5]! >>> (bucket & 31)) & 1) !== 0;
}

function add(buckets: Uint32Array, hash: number): void {
  const bucket = hash >>> (32 - BUCKET_BITS);
  buckets[bucket >>> 5]! |= 1 << (bucket & 31);
}

/**
 * The hash FNV-1a of the labels. For short routes, its upper bits are poorly distributed, so the finalizer of
 * MurmurHash3 mixes them.
 */
function hashOf(labels: Uint16Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ labels[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
