// Keeps the columns of interaction properties, and the projections that are refined by properties
// (projection/refine.ts). When a question first asks about a property, its column is read from the store for all
// blocks, and kept. Blocks that a refresh adds get the column when the next question needs it. Above a limit, the least
// recently used columns are removed. A journey in a block is live if it was not replaced or removed since the block was
// made (`MaskedBlock` in projection/projection.ts).
import { setImmediate } from "node:timers/promises";
import { distinctionsOf } from "../engine/conditions.js";
import type { AttributesVisitor, GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import { compareKeys } from "../model/keys.js";
import { propertyKeys } from "../model/property.js";
import { grownCapacity } from "../projection/columns.js";
import type { MaskedBlock, Projection } from "../projection/projection.js";
import { PropertyColumns } from "../projection/propertyColumns.js";
import { type Distinction, propertyOf, Refiner, textOf } from "../projection/refine.js";
import type { Freshness } from "./freshness.js";
import { dropOldest } from "./kept.js";

/**
 * The largest number of bytes of columns and values that are kept. A property with a thousand values takes 2 bytes per
 * interaction.
 */
const MAX_COLUMN_BYTES = 1 << 29;
/**
 * An estimate of the bytes that a column takes for each block in addition to its codes. Columns without values are kept
 * too, because only a read of the store shows that no interaction has the property. This estimate limits their number.
 */
const BYTES_A_BLOCK = 1 << 10;
/** The largest number of bytes that the codes and indexes of the kept refined projections take. */
const MAX_REFINED_BYTES = 1 << 29;
/** If more customers than this lack a column, the store is streamed instead of read by number. */
const FEW_CUSTOMERS = 2_000;

/** Thrown if the data changed while a column was read. The question is then computed again on the new data. */
export class Outdated extends ThroughlineError {
  constructor() {
    super("STORE_FAILED", "The data changed again and again while a property was being read.", {
      remedy: "Ask again.",
    });
  }
}

export interface PropertyCount {
  readonly key: string;
  /** The number of interactions with a value. */
  readonly interactions: number;
}

export interface PropertyValueCount {
  readonly value: string;
  readonly interactions: number;
}

/** The memory that one property takes. */
export interface PropertyMemory {
  readonly key: string;
  readonly bytes: number;
  readonly distinctValues: number;
  readonly listMembers: number;
}

export class Properties {
  readonly #store: Pick<GraphStore, "streamAttributes" | "customersByNumber">;
  readonly #fewCustomers: number;
  readonly #freshness: Freshness;
  /** The properties in order of their last use. */
  readonly #columns = new Map<string, PropertyColumns>();
  readonly #refiners = new Map<string, Refiner>();
  /**
   * The end of the last work in the queue. The store is read for one question at a time, and refined projections are
   * made one at a time.
   */
  #turn: Promise<unknown> = Promise.resolve();
  #keys: { readonly version: number; readonly counts: Promise<readonly PropertyCount[]> } | null = null;

  /**
   * If at most `fewCustomers` customers lack a column, they are read by their numbers. Otherwise, the whole store is
   * streamed.
   */
  constructor(
    store: Pick<GraphStore, "streamAttributes" | "customersByNumber">,
    freshness: Freshness,
    fewCustomers = FEW_CUSTOMERS,
  ) {
    this.#fewCustomers = fewCustomers;
    this.#store = store;
    this.#freshness = freshness;
    freshness.onMerge((parts, merged) => {
      for (const columns of this.#columns.values()) columns.merge(parts, merged.block);
    });
  }

  /** The projection on which a question with these parameters runs. Rejects with Outdated. */
  async projectionFor(projection: Projection, params: unknown): Promise<Projection> {
    const distinctions = distinctionsOf(params, projection.catalogue);
    return distinctions.length === 0 ? projection : this.#inTurn(() => this.#refined(projection, distinctions));
  }

  /** The column of a property, filled for all live interactions of the projection. Rejects with Outdated. */
  column(projection: Projection, key: string): Promise<PropertyColumns> {
    return this.#inTurn(async () => (await this.#loaded(projection, [key])).get(key)!);
  }

  /**
   * The keys of properties that have a value, most interactions first, then in order of keys. Reads the whole store
   * once per version.
   */
  keys(projection: Projection): Promise<readonly PropertyCount[]> {
    if (this.#keys?.version !== projection.version) {
      const counts = this.#countKeys();
      this.#keys = { version: projection.version, counts };
      counts.catch(() => {
        this.#keys = null;
      });
    }
    return this.#keys!.counts;
  }

  /**
   * The values with the number of their interactions, largest number first, then in order of values. An interaction
   * with a list counts for each member of the list.
   */
  async values(projection: Projection, key: string): Promise<readonly PropertyValueCount[]> {
    const columns = await this.column(projection, key);
    const counts = new Map<string, number>();
    countCodes(projection, columns).forEach((count, code) => {
      if (code > 0 && count > 0)
        for (const member of columns.values[code - 1]!) counts.set(member, (counts.get(member) ?? 0) + count);
    });
    return [...counts]
      .map(([value, interactions]) => ({ value, interactions }))
      .sort((a, b) => b.interactions - a.interactions || compareKeys(a.value, b.value));
  }

  /** The number of interactions with a value of the property. */
  async count(projection: Projection, key: string): Promise<number> {
    const columns = await this.column(projection, key);
    const counts = countCodes(projection, columns);
    return counts.reduce((sum, count) => sum + count, -counts[0]!);
  }

  /** The properties in memory that have a value, in order of their keys. */
  memory({ blocks }: Projection): PropertyMemory[] {
    return [...this.#columns.values()]
      .filter(({ values }) => values.length > 0)
      .map((columns) => ({
        key: columns.key,
        bytes: columns.bytes(blocks) + columns.valueBytes,
        distinctValues: columns.values.length,
        listMembers: columns.listMembers,
      }))
      .sort((a, b) => compareKeys(a.key, b.key));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => {});
    return mine;
  }

  async #refined(projection: Projection, distinctions: readonly Distinction[]): Promise<Projection> {
    const keys = new Set(distinctions.map(propertyOf).filter((key) => key !== null));
    const columns = await this.#loaded(projection, [...keys]);
    const name = JSON.stringify(distinctions.map(textOf));
    let refiner = this.#refiners.get(name);
    if (refiner === undefined || !refiner.continues(projection, columns)) refiner = new Refiner(distinctions, columns);
    this.#refiners.delete(name);
    this.#refiners.set(name, refiner);
    const refined = await refiner.refine(projection, async () => (await this.keys(projection)).map(({ key }) => key));
    dropOldest(this.#refiners, MAX_REFINED_BYTES, (one) => one.bytes(projection));
    return refined;
  }

  /** The columns of these properties, filled for all live interactions of the projection. */
  async #loaded(projection: Projection, keys: readonly string[]): Promise<ReadonlyMap<string, PropertyColumns>> {
    const columns = new Map<string, PropertyColumns>();
    for (const key of keys) {
      const one = this.#columns.get(key) ?? new PropertyColumns(key);
      // Moves the property to the end, because it was used last.
      this.#columns.delete(key);
      this.#columns.set(key, one);
      columns.set(key, one);
    }
    const lacking = [...columns.values()].filter((one) =>
      projection.blocks.some(({ block }) => one.of(block) === undefined),
    );
    if (lacking.length > 0) {
      const blocks = projection.blocks.filter(({ block }) => lacking.some((one) => one.of(block) === undefined));
      const numbers = customersOf(blocks);
      if (numbers.length <= this.#fewCustomers) await this.#readByNumber(projection, lacking, blocks, numbers);
      else await this.#readAll(projection, lacking);
      for (const one of lacking) one.settle();
      dropOldest(
        this.#columns,
        MAX_COLUMN_BYTES,
        (one) => one.bytes(projection.blocks) + one.valueBytes + BYTES_A_BLOCK * projection.blocks.length,
      );
    }
    return columns;
  }

  async #readByNumber(
    { version }: Projection,
    columns: readonly PropertyColumns[],
    blocks: readonly MaskedBlock[],
    numbers: readonly number[],
  ): Promise<void> {
    const histories = await this.#store.customersByNumber(numbers);
    const byNumber = new Map(numbers.map((number, i) => [number, histories[i]]));
    for (const { block, live } of blocks) {
      const codes = columns.map(() => new Uint32Array(block.interactions));
      for (let j = 0; j < block.journeys; ) {
        const number = block.customer[j]!;
        let end = j + 1;
        while (end < block.journeys && block.customer[end] === number) end++;
        if (live === null || live[j] === 1) {
          const history = byNumber.get(number);
          const all = history?.journeys.flatMap(({ interactions }) => interactions) ?? [];
          const first = block.offsets[j]!;
          if (history == null || history.version > version || all.length !== block.offsets[end]! - first)
            throw new Outdated();
          all.forEach(({ attributes }, i) => {
            if (attributes !== null)
              columns.forEach((one, c) => {
                codes[c]![first + i] = one.code(attributes);
              });
          });
        }
        j = end;
      }
      columns.forEach((one, c) => {
        if (one.of(block) === undefined) one.set(block, codes[c]!);
      });
    }
  }

  async #readAll(projection: Projection, columns: readonly PropertyColumns[]): Promise<void> {
    const read = new ReadCodes(columns);
    await this.#store.streamAttributes(read);
    // If a customer's journeys in a block were live before the read and still are, the customer has not changed in
    // between.
    const latest = await this.#freshness.current("property");
    const now = new Map(latest.blocks.map((masked) => [masked.block, masked]));
    let outdated = false;
    for (const { block, live } of projection.blocks) {
      const masked = now.get(block);
      if (masked === undefined) {
        outdated = true;
        continue;
      }
      const codes = columns.map(() => new Uint32Array(block.interactions));
      for (let j = 0; j < block.journeys; ) {
        const number = block.customer[j]!;
        let end = j + 1;
        while (end < block.journeys && block.customer[end] === number) end++;
        const first = block.offsets[j]!;
        if (masked.live === null || masked.live[j] === 1) {
          if (!read.copy(number, codes, first, block.offsets[end]! - first)) outdated = true;
        } else if (live === null || live[j] === 1) outdated = true;
        j = end;
      }
      columns.forEach((one, c) => {
        if (one.of(block) === undefined) one.set(block, codes[c]!);
      });
      await setImmediate();
    }
    if (outdated) throw new Outdated();
  }

  async #countKeys(): Promise<readonly PropertyCount[]> {
    const counts = new Map<string, number>();
    // The property keys of each JSON text. Logs repeat the same set of keys, and often the same text.
    const known = new Map<string, readonly string[]>();
    await this.#store.streamAttributes({
      customer() {},
      attributes(_, json) {
        let keys = known.get(json);
        if (keys === undefined) {
          keys = [...propertyKeys(JSON.parse(json))];
          if (known.size < MAX_KNOWN && json.length <= MAX_KNOWN_LENGTH) known.set(json, keys);
        }
        for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
      },
    });
    return [...counts]
      .map(([key, interactions]) => ({ key, interactions }))
      .sort((a, b) => b.interactions - a.interactions || compareKeys(a.key, b.key));
  }
}

/**
 * While keys are counted, the keys of at most MAX_KNOWN JSON texts are remembered. A text of more than
 * MAX_KNOWN_LENGTH characters is not remembered.
 */
const MAX_KNOWN = 10_000;
const MAX_KNOWN_LENGTH = 500;

/**
 * Receives the properties of all interactions from the store, and keeps the code of each in the order in which it is
 * read.
 */
class ReadCodes implements AttributesVisitor {
  readonly #columns: readonly PropertyColumns[];
  #codes: Uint32Array[];
  /** For each customer number, 1 + the index of the customer's first interaction; 0 if the customer has none. */
  #first = new Uint32Array(1_024);
  /** For each customer number, the number of the customer's interactions. */
  #counts = new Uint32Array(1_024);
  #begin = 0;
  #end = 0;

  constructor(columns: readonly PropertyColumns[]) {
    this.#columns = columns;
    this.#codes = columns.map(() => new Uint32Array(1_024));
  }

  customer(number: number, interactions: number): void {
    if (number >= this.#first.length) {
      const capacity = grownCapacity(this.#first.length, number + 1);
      this.#first = enlarged(this.#first, capacity);
      this.#counts = enlarged(this.#counts, capacity);
    }
    this.#begin = this.#end;
    this.#end += interactions;
    this.#first[number] = 1 + this.#begin;
    this.#counts[number] = interactions;
    const capacity = this.#codes[0]!.length;
    if (this.#end > capacity)
      this.#codes = this.#codes.map((codes) => enlarged(codes, grownCapacity(capacity, this.#end)));
  }

  attributes(index: number, json: string): void {
    const i = this.#begin + index;
    for (let c = 0; c < this.#columns.length; c++) this.#codes[c]![i] = this.#columns[c]!.code(json);
  }

  /** Copies the codes of a customer. Returns false if the customer has a different number of interactions. */
  copy(number: number, into: readonly Uint32Array[], at: number, interactions: number): boolean {
    const first = this.#first[number] ?? 0;
    if (first === 0 || this.#counts[number] !== interactions) return false;
    into.forEach((codes, c) => {
      const from = this.#codes[c]!;
      for (let i = 0; i < interactions; i++) codes[at + i] = from[first - 1 + i]!;
    });
    return true;
  }
}

function enlarged(array: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(capacity);
  next.set(array);
  return next;
}

function customersOf(blocks: readonly MaskedBlock[]): number[] {
  const numbers: number[] = [];
  for (const { block, live } of blocks)
    for (let j = 0; j < block.journeys; j++)
      if ((live === null || live[j] === 1) && block.customer[j] !== numbers.at(-1)) numbers.push(block.customer[j]!);
  return numbers;
}

/** The number of interactions for each code of the property. */
function countCodes({ blocks }: Projection, columns: PropertyColumns): Uint32Array {
  const counts = new Uint32Array(columns.values.length + 1);
  for (const { block, live } of blocks) {
    const codes = columns.of(block)!;
    for (let j = 0; j < block.journeys; j++)
      if (live === null || live[j] === 1)
        for (let i = block.offsets[j]!; i < block.offsets[j + 1]!; i++) counts[codes[i]!]!++;
  }
  return counts;
}
