// Writes spill files, the temporary files between the two passes of an import. The valid rows of a log are distributed
// over them by a hash of the customer, so that each file contains whole customers and fits into memory. A file that is
// too big is distributed again by other bits of the same hash.
//
// A record consists of these parts, with numbers in little endian: the number of following bytes (u32), the line (u32),
// the row number (u32), the number of bytes of the raw row (u32), the length of the customer (u16), the customer
// (UTF-8), the row as packed by packedRow.ts, and the raw row (UTF-8). The raw row is kept to compute the row's id, and
// to report the row if it is rejected. Records are built so that they can be copied, and ids computed, without
// unpacking rows.
import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { onDisk, writeFully } from "../disk.js";
import type { MappedRow } from "../rows.js";
import { ORIGIN_AT, packedBytes, packRow, type RowPlace, readPlace, unpackRow } from "./packedRow.js";

export const SPILL_FILES = 64;
const BUFFER_BYTES = 1 << 16;
export const HEAD_BYTES = 18;
const LINE_AT = 4;
export const NUMBER_AT = 8;
export const RAW_BYTES_AT = 12;
export const CUSTOMER_LENGTH_AT = 16;
/**
 * Larger files are distributed again, because the whole file is read into memory, and its unpacked rows take about ten
 * times as much memory as the file.
 */
export const MAX_SPILL_BYTES = 32 << 20;
/**
 * The largest number of times that rows are distributed again. There can then be 64⁴ files, which is enough for any
 * log. A file that is still too big belongs to one customer.
 */
export const MAX_SPILL_DEPTH = 3;

/** The rows of one bucket. They are in one file, or in two if two threads have read the log. */
export interface SpillFile {
  readonly bucket: number;
  /** The files, in the order of the log. */
  readonly parts: readonly SpillPart[];
  /** The sum of all parts. */
  readonly bytes: number;
  readonly rows: number;
  /** The number of times its rows have been distributed again. */
  readonly depth: number;
}

export interface SpillPart {
  readonly path: string;
  readonly bytes: number;
  /** Null if the records already count from the beginning of the log. */
  readonly shift: Shift | null;
}

/**
 * A thread that reads the second half of a log counts from the beginning of this half. These numbers convert its counts
 * to counts from the beginning of the log.
 */
export interface Shift {
  /** The numbers of lines and of records before the second half. */
  readonly lines: number;
  readonly numbers: number;
  /** For each origin, its number in the whole log. */
  readonly origins: Uint32Array;
}

/** Joins the files of two threads, of which one has read the first half of a log and one the second half, by bucket. */
export function joinSpills(first: readonly SpillFile[], second: readonly SpillFile[], shift: Shift): SpillFile[] {
  const joined = new Map(first.map((file) => [file.bucket, file]));
  for (const file of second) {
    const parts = file.parts.map((part) => ({ ...part, shift }));
    const before = joined.get(file.bucket) ?? { ...file, parts: [], bytes: 0, rows: 0 };
    joined.set(file.bucket, {
      ...before,
      parts: [...before.parts, ...parts],
      bytes: before.bytes + file.bytes,
      rows: before.rows + file.rows,
    });
  }
  return [...joined.values()].sort((a, b) => a.bucket - b.bucket);
}

export function removeSpill({ parts }: SpillFile): void {
  for (const { path } of parts) rmSync(path);
}

/** Applies the shift to whole records. */
export function shiftRecords(bytes: Buffer, { lines, numbers, origins }: Shift): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += 4 + view.getUint32(at, true)) {
    view.setUint32(at + LINE_AT, view.getUint32(at + LINE_AT, true) + lines, true);
    view.setUint32(at + NUMBER_AT, view.getUint32(at + NUMBER_AT, true) + numbers, true);
    const origin = at + HEAD_BYTES + view.getUint16(at + CUSTOMER_LENGTH_AT, true) + ORIGIN_AT;
    view.setUint32(origin, origins[view.getUint32(origin, true)]!, true);
  }
}

/** Returns the end of the record that starts at `at`. */
export function recordEnd(bytes: Buffer, at: number): number {
  return at + 4 + bytes.readUInt32LE(at);
}

export function lineAt(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + LINE_AT);
}

/** The raw row ends where the record ends. */
export function rawStart(bytes: Buffer, at: number): number {
  return recordEnd(bytes, at) - bytes.readUInt32LE(at + RAW_BYTES_AT);
}

export function rawAt(bytes: Buffer, at: number): string {
  return bytes.toString("utf8", rawStart(bytes, at), recordEnd(bytes, at));
}

/** Unpacks a row like `unpackRow`. `id` and `formerId` are used if no column gives an id. */
export function rowAt(
  bytes: Buffer,
  at: number,
  customer: string,
  id: string,
  formerId: string | null = null,
): MappedRow {
  return unpackRow(customer, id, formerId, bytes.readUInt32LE(at + NUMBER_AT), bytes, packedStart(bytes, at));
}

export function placeAt(bytes: Buffer, at: number): RowPlace {
  return readPlace(bytes, packedStart(bytes, at));
}

export function packedStart(bytes: Buffer, at: number): number {
  return at + HEAD_BYTES + bytes.readUInt16LE(at + CUSTOMER_LENGTH_AT);
}

export function customerAt(bytes: Buffer, at: number): string {
  return bytes.toString("utf8", at + HEAD_BYTES, packedStart(bytes, at));
}

/**
 * A spill file that is being written, with the buffer of its next bytes. The next record is written at `used` in
 * `buffer`.
 */
export interface Bucket {
  readonly path: string;
  readonly fd: number;
  readonly buffer: Buffer;
  readonly view: DataView;
  used: number;
  bytes: number;
  rows: number;
}

export class SpillWriter {
  readonly #prefix: string;
  readonly #depth: number;
  readonly #buckets: (Bucket | undefined)[] = new Array<Bucket | undefined>(SPILL_FILES).fill(undefined);

  /** Files are created in `folder`, which must exist. Their names start with `name`. */
  constructor(folder: string, name: string, depth = 0) {
    this.#prefix = join(folder, name);
    this.#depth = depth;
  }

  /** `number` is the row's number in its file. */
  add(row: MappedRow, line: number, number: number, raw: string): void {
    const bucket = this.#bucketOf(hash(row.customer));
    const most = HEAD_BYTES + packedBytes(row) + 3 * (row.customer.length + raw.length);
    if (bucket.used + most > BUFFER_BYTES) flush(bucket);
    const target = most > BUFFER_BYTES ? Buffer.allocUnsafe(most) : bucket.buffer;
    const start = target === bucket.buffer ? bucket.used : 0;
    const customerBytes = target.write(row.customer, start + HEAD_BYTES);
    const packed = packRow(row, number, target, start + HEAD_BYTES + customerBytes);
    const end = packed + target.write(raw, packed);
    target.writeUInt32LE(end - start - 4, start);
    target.writeUInt32LE(line >>> 0, start + 4);
    target.writeUInt32LE(number >>> 0, start + NUMBER_AT);
    target.writeUInt32LE(end - packed, start + RAW_BYTES_AT);
    target.writeUInt16LE(customerBytes, start + CUSTOMER_LENGTH_AT);
    bucket.rows++;
    if (target === bucket.buffer) bucket.used = end;
    else {
      write(bucket, target.subarray(0, end));
      bucket.bytes += end;
    }
  }

  /**
   * Returns the bucket for a record of at most `most` bytes, into which the caller then writes the record. The caller
   * also updates the counts of the bucket. Returns null if the record does not fit into a buffer. `customerHash` is the
   * `textHash` of the customer.
   */
  room(customerHash: number, most: number): Bucket | null {
    if (most > BUFFER_BYTES) return null;
    const bucket = this.#bucketOf(mixed(customerHash));
    if (bucket.used + most > BUFFER_BYTES) flush(bucket);
    return bucket;
  }

  /** Adds a whole record of another file. */
  copy(customer: string, record: Buffer): void {
    const bucket = this.#bucketOf(hash(customer));
    bucket.rows++;
    if (bucket.used + record.length > BUFFER_BYTES) flush(bucket);
    if (record.length > BUFFER_BYTES) {
      write(bucket, record);
      bucket.bytes += record.length;
    } else bucket.used += record.copy(bucket.buffer, bucket.used);
  }

  /** Flushes and closes. Returns the files with rows. */
  finish(): SpillFile[] {
    const files: SpillFile[] = [];
    for (const [index, bucket] of this.#buckets.entries()) {
      if (bucket === undefined) continue;
      flush(bucket);
      // Some file systems report a full disk only now.
      onDisk(bucket.path, () => closeSync(bucket.fd));
      // The file is empty if space was reserved for a row, and the row was then not written.
      if (bucket.rows === 0) rmSync(bucket.path);
      else {
        const { path, bytes, rows } = bucket;
        files.push({ bucket: index, parts: [{ path, bytes, shift: null }], bytes, rows, depth: this.#depth });
      }
    }
    return files;
  }

  #bucketOf(customerHash: number): Bucket {
    const index = (customerHash >>> (6 * this.#depth)) % SPILL_FILES;
    let bucket = this.#buckets[index];
    if (bucket === undefined) {
      const path = `${this.#prefix}-${index}`;
      // Mode 600, because rows are personal data.
      const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
      bucket = {
        path,
        fd: onDisk(path, () => openSync(path, "wx", 0o600)),
        buffer,
        view: new DataView(buffer.buffer, buffer.byteOffset, buffer.length),
        used: 0,
        bytes: 0,
        rows: 0,
      };
      this.#buckets[index] = bucket;
    }
    return bucket;
  }
}

/** Distributes a file's rows over new files and removes the file. The file is read in pieces because of its size. */
export function spreadAgain(file: SpillFile): SpillFile[] {
  const [{ path }] = file.parts as [SpillPart];
  const writer = new SpillWriter(dirname(path), basename(path), file.depth + 1);
  for (const part of file.parts) spread(part, writer);
  removeSpill(file);
  return writer.finish();
}

function spread({ path, shift }: SpillPart, writer: SpillWriter): void {
  const fd = onDisk(path, () => openSync(path, "r"));
  let rest = Buffer.alloc(0);
  const piece = Buffer.allocUnsafe(1 << 22);
  const next = (): number => onDisk(path, () => readSync(fd, piece));
  for (let read = next(); read > 0; read = next()) {
    const bytes = Buffer.concat([rest, piece.subarray(0, read)]);
    let end = 0;
    while (end + 4 <= bytes.length && recordEnd(bytes, end) <= bytes.length) end = recordEnd(bytes, end);
    if (shift !== null) shiftRecords(bytes.subarray(0, end), shift);
    for (let at = 0; at < end; at = recordEnd(bytes, at))
      writer.copy(customerAt(bytes, at), bytes.subarray(at, recordEnd(bytes, at)));
    rest = Buffer.from(bytes.subarray(end));
  }
  closeSync(fd);
}

function flush(bucket: Bucket): void {
  if (bucket.used === 0) return;
  write(bucket, bucket.buffer.subarray(0, bucket.used));
  bucket.bytes += bucket.used;
  bucket.used = 0;
}

function write({ path, fd }: Bucket, bytes: Buffer): void {
  onDisk(path, () => writeFully(fd, bytes));
}

export function hash(customer: string): number {
  return mixed(textHash(customer));
}

/** FNV-1a over UTF-16 units. */
export function textHash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

/** The final step of murmur3, so that any six bits are well distributed. */
export function mixed(textHash: number): number {
  let h = textHash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
