// Recuts a projection for a question whose `unit` is not the stored journey. A unit is a set of interactions of one
// customer, such as those of one order (`{ property: "orderId" }`). In the recut projection, the units of each customer
// take the place of the customer's journeys, so a question runs on it as on any other projection.
//
// A stored block is recut once, and the result is kept as long as the block, so that only the new blocks of a refresh
// must be recut. A refined block (refine.ts) has the same interactions as the stored block, so both are recut in the
// same order, which is computed once. Cost: one pass over the interactions, a copy of each column, and the index of the
// block.
import { setImmediate } from "node:timers/promises";
import { JOURNEY_HASH_BYTES } from "../model/keys.js";
import { keyPrefixOf, type Unit } from "../model/unit.js";
import { codesLike } from "./blockBuilder.js";
import { maskedBy } from "./blocks.js";
import { type Column, grownCapacity, type PropertyCodes, sharedFloat64, sharedUint8, sharedUint32 } from "./columns.js";
import { journeyIndexInTurns } from "./journeyIndex.js";
import type { Block, Columns, MaskedBlock, Projection } from "./projection.js";
import { narrow, type PropertyColumns } from "./propertyColumns.js";
import { columnFor, SPARSE_COLUMNS, type SparseColumn, sparseColumn } from "./sparse.js";

/**
 * The number of interactions that are distributed or copied in one turn of the event loop, which takes a few
 * milliseconds.
 */
const INTERACTIONS_AT_ONCE = 1 << 15;

/** Describes how the interactions of a stored block are distributed over units. */
interface Order {
  /**
   * For each unit, the indexes of its interactions in the stored block, unit after unit. An interaction may be in
   * several units.
   */
  readonly interactions: Uint32Array;
  /** The position in `interactions` at which each unit begins, followed by the end of the last unit. */
  readonly offsets: Uint32Array;
  /** The stored journey of the first interaction of each unit. */
  readonly journeys: Uint32Array;
}

/** Recuts the projections of one store, one after another, into the same kind of unit. */
export class Recutter {
  readonly unit: Unit;
  /** The column of the property whose values determine the units; null for other kinds of unit. */
  readonly #columns: PropertyColumns | null;
  readonly #orders = new WeakMap<Block, Order>();
  readonly #blocks = new WeakMap<Block, Block>();
  /**
   * The recut projections, by the projections from which they were made. A question that arrives while a projection is
   * being recut waits for the same promise.
   */
  readonly #projections = new WeakMap<Projection, Promise<Projection>>();

  constructor(unit: Unit, columns: PropertyColumns | null) {
    this.unit = unit;
    this.#columns = columns;
  }

  /**
   * Whether this object can go on recutting projections: the column of the unit's property must still be the same
   * object.
   */
  continues(columns: PropertyColumns | null): boolean {
    return columns === this.#columns;
  }

  /** An estimate of the bytes that are kept for the blocks of a stored projection. */
  bytes({ blocks }: Projection): number {
    return blocks.reduce((sum, { block }) => {
      const order = this.#orders.get(block);
      return order === undefined ? sum : sum + order.interactions.length * 16 + order.offsets.length * 32;
    }, 0);
  }

  /**
   * Recuts the projection `refined`, which has the same interactions as `stored` in the same order, and may be `stored`
   * itself. Calls with the same `refined` return the same promise.
   */
  recut(stored: Projection, refined: Projection): Promise<Projection> {
    let recut = this.#projections.get(refined);
    if (recut === undefined) {
      recut = this.#recut(stored, refined);
      this.#projections.set(refined, recut);
      recut.catch(() => this.#projections.delete(refined));
    }
    return recut;
  }

  async #recut(stored: Projection, refined: Projection): Promise<Projection> {
    const blocks: MaskedBlock[] = [];
    const unit = { unit: this.unit, leftOut: 0, several: 0 };
    for (const [s, { block, live }] of stored.blocks.entries()) {
      const own = await this.#recutBlock(block, refined.blocks[s]!.block);
      blocks.push(maskedBy(own.block, live === null ? null : liveOf(own.order, live)));
      const held = heldBy(block, live, this.#membersOf(block));
      unit.leftOut += held.none;
      unit.several += held.several;
      await setImmediate();
    }
    const sum = (count: (masked: MaskedBlock) => number) => blocks.reduce((total, masked) => total + count(masked), 0);
    return {
      ...refined,
      blocks,
      journeyGap: this.unit.kind === "gap" ? this.unit.gap : refined.journeyGap,
      journeys: sum(({ liveCounts }) => liveCounts.journeys),
      interactions: sum(({ liveCounts }) => liveCounts.interactions),
      customersWithJourneys: sum(({ liveCounts }) => liveCounts.customers),
      unit,
    };
  }

  /**
   * Returns the interactions of a unit as positions among all interactions of its customer, which are counted journey
   * after journey. `journey` is the index of the unit in the recut form of the block `stored`. `all` is the number of
   * all interactions of the customer.
   */
  positions(stored: Block, journey: number): { readonly positions: readonly number[]; readonly all: number } {
    const { interactions, offsets, journeys } = this.#orders.get(stored)!;
    const { customer } = stored;
    let first = journeys[journey]!;
    while (first > 0 && customer[first - 1] === customer[first]) first--;
    let last = journeys[journey]!;
    while (last + 1 < stored.journeys && customer[last + 1] === customer[last]) last++;
    const begin = stored.offsets[first]!;
    const own = interactions.subarray(offsets[journey]!, offsets[journey + 1]!);
    return { positions: Array.from(own, (i) => i - begin), all: stored.offsets[last + 1]! - begin };
  }

  async #recutBlock(stored: Block, refined: Block): Promise<{ readonly block: Block; readonly order: Order }> {
    let order = this.#orders.get(stored);
    if (order === undefined) {
      order = await orderOf(stored, this.unit, this.#membersOf(stored));
      this.#orders.set(stored, order);
    }
    let block = this.#blocks.get(refined);
    if (block === undefined) {
      block = await gathered(refined, order, this.unit);
      this.#blocks.set(refined, block);
    }
    return { block, order };
  }

  /**
   * Returns the values that decide in which units each interaction is. Null if every interaction is in exactly one
   * unit.
   */
  #membersOf(block: Block): Members | null {
    if (this.unit.kind === "case") {
      const { caseId } = block.columns;
      return { codes: caseId, of: null };
    }
    if (this.#columns === null) return null;
    return { codes: this.#columns.of(block)!, of: this.#columns };
  }
}

/**
 * The values that decide in which units each interaction is: one unit for each value. If `of` is null, the only value
 * of an interaction is its code. Otherwise, `of` has the list of values for each code. Code 0 means no value, and no
 * unit.
 */
interface Members {
  readonly codes: ArrayLike<number> | null;
  readonly of: PropertyColumns | null;
}

/** The interactions of one customer in order of time. The arrays are reused for the next customer. */
class CustomerInteractions {
  length = 0;
  index = new Uint32Array(64);
  time = new Float64Array(64);
  /** The stored journey of each interaction. */
  journey = new Uint32Array(64);

  /**
   * Reads the journeys from `from` to `to` − 1, which are those of one customer. Interactions at the same time stay in
   * the order of the journeys.
   */
  read({ offsets, start, elapsed }: Block, from: number, to: number): void {
    const begin = offsets[from]!;
    const length = offsets[to]! - begin;
    if (length > this.index.length) {
      const capacity = grownCapacity(this.index.length, length);
      this.index = new Uint32Array(capacity);
      this.time = new Float64Array(capacity);
      this.journey = new Uint32Array(capacity);
    }
    this.length = length;
    let sorted = true;
    let n = 0;
    for (let j = from; j < to; j++)
      for (let i = offsets[j]!; i < offsets[j + 1]!; i++) {
        this.index[n] = i;
        this.time[n] = start[j]! + elapsed[i]!;
        this.journey[n] = j;
        if (n > 0 && this.time[n]! < this.time[n - 1]!) sorted = false;
        n++;
      }
    if (!sorted) this.#sort();
  }

  #sort(): void {
    const { length } = this;
    const [index, time, journey] = [this.index, this.time, this.journey].map((array) => array.slice(0, length));
    Array.from({ length }, (_, n) => n)
      .sort((a, b) => time![a]! - time![b]! || a - b)
      .forEach((n, place) => {
        this.index[place] = index![n]!;
        this.time[place] = time![n]!;
        this.journey[place] = journey![n]!;
      });
  }
}

/** Collects the units of a block. */
class Units {
  #interactions = new Uint32Array(1_024);
  #length = 0;
  readonly #offsets: number[] = [0];
  readonly #journeys: number[] = [];

  add(index: number): void {
    if (this.#length === this.#interactions.length) {
      const longer = new Uint32Array(grownCapacity(this.#length, this.#length + 1));
      longer.set(this.#interactions);
      this.#interactions = longer;
    }
    this.#interactions[this.#length++] = index;
  }

  /** Ends the unit of the interactions added last. `journey` is the stored journey of its first interaction. */
  end(journey: number): void {
    this.#offsets.push(this.#length);
    this.#journeys.push(journey);
  }

  finish(): Order {
    return {
      interactions: this.#interactions.slice(0, this.#length),
      offsets: Uint32Array.from(this.#offsets),
      journeys: Uint32Array.from(this.#journeys),
    };
  }
}

async function orderOf(block: Block, unit: Unit, members: Members | null): Promise<Order> {
  const units = new Units();
  const own = new CustomerInteractions();
  const groups = new Groups();
  const { customer, journeys } = block;
  let turn = 0;
  for (let j = 0; j < journeys; ) {
    let next = j + 1;
    while (next < journeys && customer[next] === customer[j]) next++;
    own.read(block, j, next);
    if (members !== null) groups.deal(own, members, units);
    else split(own, unit.kind === "gap" ? unit.gap : Number.POSITIVE_INFINITY, units);
    j = next;
    if (block.offsets[j]! - turn > INTERACTIONS_AT_ONCE) {
      turn = block.offsets[j]!;
      await setImmediate();
    }
  }
  return units.finish();
}

function split({ length, index, time, journey }: CustomerInteractions, gap: number, units: Units): void {
  let first = 0;
  for (let n = 0; n < length; n++) {
    units.add(index[n]!);
    if (n + 1 < length && time[n + 1]! - time[n]! <= gap) continue;
    units.end(journey[first]!);
    first = n + 1;
  }
}

/** If a customer has at most this many units, each unit is found by a linear search. */
const FEW = 16;

/** Distributes the interactions of one customer over units by value. The arrays are reused for the next customer. */
class Groups {
  /** The value of each unit. */
  #values: (number | string)[] = [];
  /** The position of each unit's first interaction among the customer's interactions, which are in order of time. */
  #firsts: number[] = [];
  /**
   * An entry is a pair of an interaction and one of its values. For each entry, this array has the position of the
   * interaction among the customer's interactions.
   */
  #places: number[] = [];
  /** The unit of each entry of `#places`. */
  #unitOf: number[] = [];
  readonly #byValue = new Map<number | string, number>();

  /** Adds the units of a customer to `units`, in the order of their first interactions. */
  deal({ length, index, journey }: CustomerInteractions, { codes, of }: Members, units: Units): void {
    if (codes === null) return;
    this.#values.length = this.#firsts.length = this.#places.length = this.#unitOf.length = 0;
    for (let n = 0; n < length; n++) {
      const code = codes[index[n]!]!;
      if (code === 0) continue;
      const members = of === null ? null : of.values[code - 1]!;
      if (members === null) this.#add(n, code);
      else if (members.length === 1) this.#add(n, members[0]!);
      else for (const member of new Set(members)) this.#add(n, member);
    }
    if (this.#values.length > FEW) this.#byValue.clear();
    const [count, entries] = [this.#values.length, this.#places.length];
    // Most customers have few units, so looking through all entries once per unit is fast enough.
    if (count <= FEW) {
      for (let unit = 0; unit < count; unit++) {
        for (let e = 0; e < entries; e++) if (this.#unitOf[e] === unit) units.add(index[this.#places[e]!]!);
        units.end(journey[this.#firsts[unit]!]!);
      }
      return;
    }
    const own: number[][] = Array.from({ length: count }, () => []);
    for (let e = 0; e < entries; e++) own[this.#unitOf[e]!]!.push(this.#places[e]!);
    for (const [unit, places] of own.entries()) {
      for (const place of places) units.add(index[place]!);
      units.end(journey[this.#firsts[unit]!]!);
    }
  }

  #add(place: number, value: number | string): void {
    let unit = this.#unitWith(value);
    if (unit < 0) {
      unit = this.#values.push(value) - 1;
      this.#firsts.push(place);
      if (unit === FEW) for (const [i, known] of this.#values.entries()) this.#byValue.set(known, i);
      else if (unit > FEW) this.#byValue.set(value, unit);
    }
    this.#places.push(place);
    this.#unitOf.push(unit);
  }

  #unitWith(value: number | string): number {
    return this.#values.length > FEW ? (this.#byValue.get(value) ?? -1) : this.#values.indexOf(value);
  }
}

async function gathered(
  block: Block,
  { interactions: order, offsets: bounds, journeys: of }: Order,
  unit: Unit,
): Promise<Block> {
  const journeys = of.length;
  const interactions = order.length;
  const journeyOf = new Uint32Array(block.interactions);
  for (let j = 0; j < block.journeys; j++) journeyOf.fill(j, block.offsets[j]!, block.offsets[j + 1]!);
  const offsets = sharedUint32(journeys + 1);
  offsets.set(bounds);
  const touchpoint = codesLike(block.touchpoint)(interactions);
  const start = sharedFloat64(journeys);
  const times = new Float64Array(interactions);
  let isLong = false;
  let turn = 0;
  for (let j = 0; j < journeys; j++) {
    if (bounds[j]! - turn > INTERACTIONS_AT_ONCE) {
      turn = bounds[j]!;
      await setImmediate();
    }
    for (let n = bounds[j]!; n < bounds[j + 1]!; n++) {
      const i = order[n]!;
      touchpoint[n] = block.touchpoint[i]!;
      const time = block.start[journeyOf[i]!]! + block.elapsed[i]!;
      if (n === bounds[j]!) start[j] = time;
      times[n] = time - start[j]!;
      if (times[n]! >= 2 ** 32) isLong = true;
    }
  }
  const elapsed = isLong ? sharedFloat64(interactions) : sharedUint32(interactions);
  elapsed.set(times);
  const customer = sharedUint32(journeys);
  for (let j = 0; j < journeys; j++) customer[j] = block.customer[of[j]!]!;
  const columns: Partial<Record<SparseColumn, Column | null>> = {};
  for (const name of SPARSE_COLUMNS) {
    await setImmediate();
    const column = sparseColumn(block, name);
    columns[name] = column === null ? null : gatheredColumn(column, order, columnFor(name, [column], interactions));
  }
  const values = new Map<string, PropertyCodes>();
  for (const [property, column] of block.values ?? []) {
    await setImmediate();
    values.set(property, narrow(gatheredColumn(column, order, new Uint32Array(interactions))));
  }
  const key = keysOf(block, order, bounds, of);
  const rows = { journeys, interactions, offsets, touchpoint, start, elapsed, customer };
  const index = await journeyIndexInTurns(rows);
  return { ...rows, key, keyPrefix: keyPrefixOf(unit), columns: columns as unknown as Columns, values, index };
}

function gatheredColumn(column: Column, order: Uint32Array, own: Column): Column {
  for (let n = 0; n < order.length; n++) own[n] = column[order[n]!]!;
  return own;
}

/**
 * Computes the keys of units. The key of a unit depends on its first interaction: on the key of the stored journey that
 * has this interaction, and on its position there. If several units begin with the same interaction, they are numbered,
 * and the key depends on the number too.
 */
function keysOf(block: Block, order: Uint32Array, bounds: Uint32Array, of: Uint32Array): Uint8Array {
  const key = sharedUint8(of.length * JOURNEY_HASH_BYTES);
  const words = new Uint32Array(key.buffer, key.byteOffset, of.length * 3);
  const stored = new Uint32Array(block.key.buffer, block.key.byteOffset, block.journeys * 3);
  for (let j = 0; j < of.length; j++) {
    const journey = of[j]!;
    const first = order[bounds[j]!]!;
    let among = 0;
    while (j - among - 1 >= 0 && order[bounds[j - among - 1]!] === first) among++;
    words[3 * j] = stored[3 * journey]!;
    // Multiplying by an odd number (modulo 2^32) maps different positions to different numbers.
    words[3 * j + 1] = stored[3 * journey + 1]! + Math.imul(first - block.offsets[journey]!, 0x9e3779b1);
    words[3 * j + 2] = stored[3 * journey + 2]! + Math.imul(among, 0x85ebca6b);
  }
  return key;
}

function liveOf({ journeys }: Order, live: Uint8Array): Uint8Array {
  const own = sharedUint8(journeys.length);
  for (let j = 0; j < own.length; j++) own[j] = live[journeys[j]!]!;
  return own;
}

/** Counts the live interactions of a stored block that are in no unit, and the ones that are in several units. */
function heldBy({ offsets, journeys }: Block, live: Uint8Array | null, members: Members | null) {
  const held = { none: 0, several: 0 };
  if (members === null) return held;
  const { codes, of } = members;
  for (let j = 0; j < journeys; j++) {
    if (live !== null && live[j] === 0) continue;
    for (let i = offsets[j]!; i < offsets[j + 1]!; i++) {
      const code = codes === null ? 0 : codes[i]!;
      if (code === 0) held.none++;
      else if (of !== null && of.values[code - 1]!.length > 1) held.several++;
    }
  }
  return held;
}
