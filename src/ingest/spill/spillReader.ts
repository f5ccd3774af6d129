// Reads a spill file with its rows grouped by customer.
import { closeSync, openSync, readSync } from "node:fs";
import { onDisk } from "../disk.js";
import {
  CUSTOMER_LENGTH_AT,
  customerAt,
  HEAD_BYTES,
  mixed,
  packedStart,
  type SpillFile,
  shiftRecords,
} from "./spill.js";

/**
 * The records of one file by customer. Customers are in order of key, each customer's records in the order of the log.
 */
export class SpillReader {
  /** The memory of the buffer may be shared with another thread. */
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly customers: readonly string[];
  /**
   * The positions at which the records start, customer after customer. The records of customer `c` are those before
   * index `ends[c]`.
   */
  readonly places: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array;

  constructor(file: SpillFile) {
    this.bytes = readShared(file);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    const { groups, first, groupOf, starts } = grouped(this.bytes, file.rows);
    const names = Array.from({ length: groups }, (_, group) => customerAt(this.bytes, first[group]!));
    const order = sortedOrder(this.bytes, first.subarray(0, groups), names);
    this.customers = Array.from(order, (group) => names[group]!);
    const next = new Uint32Array(groups);
    const counts = new Uint32Array(groups);
    for (const group of groupOf) counts[group]!++;
    this.ends = new Uint32Array(groups);
    let end = 0;
    order.forEach((group, c) => {
      next[group] = end;
      end += counts[group]!;
      this.ends[c] = end;
    });
    this.places = new Uint32Array(groupOf.length);
    for (let i = 0; i < groupOf.length; i++) this.places[next[groupOf[i]!]!++] = starts[i]!;
  }
}

/** Reads a file into memory that threads can share. */
function readShared({ parts, bytes: size }: SpillFile): Buffer {
  const bytes = Buffer.from(new SharedArrayBuffer(size));
  let end = 0;
  for (const { path, bytes: length, shift } of parts) {
    const part = bytes.subarray(end, end + length);
    onDisk(path, () => readWhole(path, part));
    if (shift !== null) shiftRecords(part, shift);
    end += length;
  }
  return bytes;
}

function readWhole(path: string, into: Buffer): void {
  const fd = openSync(path, "r");
  try {
    for (let read = 0; read < into.length; ) {
      const more = readSync(fd, into, read, into.length - read, null);
      if (more === 0) throw new Error(`The temporary file ${path} was cut off.`);
      read += more;
    }
  } finally {
    closeSync(fd);
  }
}

/**
 * Groups records by customer. Returns the number of customers, the first record of each, and the start and the customer
 * of each record.
 */
function grouped(bytes: Buffer, rows: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts = new Uint32Array(rows);
  const groupOf = new Uint32Array(rows);
  const first = new Uint32Array(rows);
  const log = Math.max(4, Math.ceil(Math.log2(2 * rows)));
  const mask = 2 ** log - 1;
  /** A hash table with open addressing. Each slot has the number of a customer, from 1, or 0 if the slot is free. */
  const slots = new Uint32Array(2 ** log);
  let groups = 0;
  for (let at = 0, i = 0; at < bytes.length; at += 4 + view.getUint32(at, true), i++) {
    const length = view.getUint16(at + CUSTOMER_LENGTH_AT, true);
    const from = at + HEAD_BYTES;
    let hash = 0x811c9dc5;
    for (let b = from; b < from + length; b++) hash = Math.imul(hash ^ bytes[b]!, 0x01000193);
    // All customers of a file have some bits of the mixed hash in common, because these bits selected the file.
    // Multiplying distributes the slots by the other bits.
    let slot = Math.imul(mixed(hash), 0x9e3779b1) >>> (32 - log);
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const other = first[slots[slot]! - 1]!;
      if (view.getUint16(other + CUSTOMER_LENGTH_AT, true) !== length) continue;
      let same = 0;
      while (same < length && bytes[other + HEAD_BYTES + same] === bytes[from + same]) same++;
      if (same === length) break;
    }
    if (slots[slot] === 0) {
      first[groups] = at;
      slots[slot] = ++groups;
    }
    starts[i] = at;
    groupOf[i] = slots[slot]! - 1;
  }
  return { groups, first, groupOf, starts };
}

/**
 * The largest number of customers whose keys are sorted as numbers. Each number is a double of 53 bits: four bytes of
 * the key (32 bits), and the index of the customer (21 bits). With more customers, keys are sorted as texts.
 */
const MAX_RANKED = 2 ** 21;

/**
 * The customers in order of their keys, as JavaScript compares texts. Sorting numbers is several times as fast as
 * sorting texts. The first four bytes after the beginning that all keys share are sorted as numbers, and they determine
 * the order of nearly all keys.
 */
function sortedOrder(bytes: Buffer, first: Uint32Array, names: readonly string[]): Uint32Array {
  const order = new Uint32Array(first.length).map((_, group) => group);
  const byText = (a: number, b: number) => (names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : 0);
  const common = commonAscii(bytes, first);
  if (common < 0 || first.length > MAX_RANKED) return order.sort(byText);
  const ranked = new Float64Array(first.length);
  for (let group = 0; group < first.length; group++) {
    const start = first[group]! + HEAD_BYTES + common;
    const end = packedStart(bytes, first[group]!);
    let rank = 0;
    for (let i = start; i < start + 4; i++) rank = rank * 256 + (i < end ? bytes[i]! + 1 : 0);
    ranked[group] = rank * MAX_RANKED + group;
  }
  ranked.sort();
  for (let i = 0; i < order.length; i++) order[i] = ranked[i]! % MAX_RANKED;
  for (let i = 0; i < order.length; ) {
    const rank = Math.floor(ranked[i]! / MAX_RANKED);
    let end = i + 1;
    while (end < order.length && Math.floor(ranked[end]! / MAX_RANKED) === rank) end++;
    if (end > i + 1) order.subarray(i, end).sort(byText);
    i = end;
  }
  return order;
}

/** The length of the common beginning of all customers, in bytes; −1 if one of the customers is not ASCII. */
function commonAscii(bytes: Buffer, first: Uint32Array): number {
  let common = Number.POSITIVE_INFINITY;
  for (const at of first) {
    const start = at + HEAD_BYTES;
    const end = packedStart(bytes, at);
    for (let i = start; i < end; i++) if (bytes[i]! >= 128) return -1;
    const other = first[0]! + HEAD_BYTES;
    let same = 0;
    while (same < common && start + same < end && bytes[start + same] === bytes[other + same]) same++;
    common = Math.min(common, same);
  }
  return common;
}
