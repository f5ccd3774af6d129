// Keeps the columns of one property, one for each block. A column has a code for each interaction: 0 if the interaction
// has no value, otherwise 1 + the index of the value. If the property of an interaction is a list, the whole list is
// one value. Codes take one, two or four bytes, depending on the largest code of the block. Blocks without any value
// share the memory of their columns. All blocks share one list of values, which only grows.
import { propertyReader } from "../model/property.js";
import { grownCapacity, type PropertyCodes, sharedUint8, sharedUint16, sharedUint32 } from "./columns.js";
import type { Block, MaskedBlock } from "./projection.js";

/** The largest number of texts whose codes are remembered. When it is reached, all of them are forgotten. */
const MAX_READ = 1 << 16;
/** An estimate of the bytes that a value takes in addition to its text. */
const BYTES_A_VALUE = 100;

export class PropertyColumns {
  readonly key: string;
  /**
   * The members of each value; the value with code c is at index c − 1. A list has several members, in code-point
   * order, and any other value has one.
   */
  readonly values: (readonly string[])[] = [];
  /** An estimate of the bytes that the values take. */
  valueBytes = 0;
  /** The total number of members of all values that have several. */
  listMembers = 0;
  readonly #columns = new WeakMap<Block, PropertyCodes>();
  readonly #codes = new Map<string, number>();
  readonly #read: (json: string) => readonly string[];
  /** Remembers the code of each JSON text of properties, because logs repeat the same texts. */
  #known = new Map<string, number>();

  constructor(key: string) {
    this.key = key;
    this.#read = propertyReader(key);
  }

  of(block: Block): PropertyCodes | undefined {
    return this.#columns.get(block);
  }

  /** Sets the column of a block. `codes` are copied into the narrowest column that can hold them. */
  set(block: Block, codes: Uint32Array): void {
    this.#columns.set(block, codes.every((code) => code === 0) ? zeros(codes.length) : narrow(codes));
  }

  /** Returns the code of the value in the JSON text of an interaction's attributes. */
  code(json: string): number {
    if (json.length <= SHORT) {
      const known = this.#known.get(json);
      if (known !== undefined) return known;
    }
    const code = this.#codeOf(this.#read(json));
    if (json.length <= SHORT) {
      if (this.#known.size >= MAX_READ) this.#known = new Map();
      this.#known.set(json, code);
    }
    return code;
  }

  /** Frees the memory that is needed only while the column is read from the store. */
  settle(): void {
    this.#known = new Map();
  }

  #codeOf(members: readonly string[]): number {
    if (members.length === 0) return 0;
    // The text of a single value begins with `=`, and the text of a list with `[`, so the two are never equal.
    const text = members.length === 1 ? `=${members[0]}` : JSON.stringify(members);
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.values.push(members);
      this.#codes.set(text, code);
      this.valueBytes += BYTES_A_VALUE + 4 * text.length;
      if (members.length > 1) this.listMembers += members.length;
    }
    return code;
  }

  /**
   * Sets the column of the block `merged`, which consists of the live journeys of the blocks `parts`. Does nothing if
   * one of `parts` has no column.
   */
  merge(parts: readonly MaskedBlock[], merged: Block): void {
    const columns = parts.map(({ block }) => this.#columns.get(block));
    if (columns.some((column) => column === undefined)) return;
    const codes = new Uint32Array(merged.interactions);
    let i = 0;
    parts.forEach(({ block: { offsets, journeys }, live }, part) => {
      for (let j = 0; j < journeys; j++) {
        if (live !== null && live[j] === 0) continue;
        const own = columns[part]!.subarray(offsets[j]!, offsets[j + 1]!);
        codes.set(own, i);
        i += own.length;
      }
    });
    this.set(merged, codes);
  }

  /** Bytes of the columns of these blocks. */
  bytes(blocks: readonly MaskedBlock[]): number {
    return blocks.reduce((sum, { block }) => {
      const column = this.#columns.get(block);
      return column === undefined || isZeros(column) ? sum : sum + column.byteLength;
    }, 0);
  }
}

/** The memory of all columns without values. A longer array replaces it when a block needs one. */
let noValues: Uint8Array = sharedUint8(0);
const zeroBuffers = new WeakSet<ArrayBufferLike>();

/** Returns a column of zeros. Nobody may write to it, because all such columns share their memory. */
function zeros(length: number): PropertyCodes {
  if (length > noValues.length) {
    noValues = sharedUint8(grownCapacity(noValues.length, length));
    zeroBuffers.add(noValues.buffer);
  }
  return noValues.subarray(0, length);
}

function isZeros({ buffer }: PropertyCodes): boolean {
  return zeroBuffers.has(buffer);
}

/**
 * The codes of texts up to this length are remembered. Longer texts seldom repeat, and looking them up costs as much as
 * reading them.
 */
const SHORT = 200;

export function narrow(codes: ArrayLike<number>): PropertyCodes {
  let most = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i]! > most) most = codes[i]!;
  const make = most < 1 << 8 ? sharedUint8 : most < 1 << 16 ? sharedUint16 : sharedUint32;
  const column = make(codes.length);
  column.set(codes);
  return column;
}
