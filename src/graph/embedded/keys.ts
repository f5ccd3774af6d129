// Converts the keys of databases to bytes. LMDB sorts keys by their bytes. The bytes are chosen so that entries that
// are read together are neighbours.
import { JOURNEY_HASH_BYTES } from "../../model/keys.js";

export const EMPTY = Buffer.alloc(0);
const TWO_32 = 2 ** 32;
const SIGN = 2 ** 31;
const JOURNEY_KEY = /^j-[0-9a-f]{24}$/;

export function textKey(text: string): Buffer {
  return Buffer.from(text, "utf8");
}

/** The library returns keys as plain bytes. */
export function keyText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
}

export function numberValue(number: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

/** Keys of the change feed sort by version, then by the number of the customer. */
export function feedKey(version: number, number: number): Buffer {
  const bytes = Buffer.allocUnsafe(12);
  bytes.writeUInt32BE(Math.floor(version / TWO_32), 0);
  bytes.writeUInt32BE(version % TWO_32, 4);
  bytes.writeUInt32BE(number, 8);
  return bytes;
}

export const FEED_NUMBER_AT = 8;

/** The bytes of a journey's key; null if the text is not one. */
export function journeyBytes(key: string): Buffer | null {
  return JOURNEY_KEY.test(key) ? Buffer.from(key.slice(2), "hex") : null;
}

/** Keys of the index of starts sort by start, which may be negative, then by journey key. */
export function startKey(start: number, journey: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(8 + JOURNEY_HASH_BYTES);
  const high = Math.floor(start / TWO_32);
  bytes.writeUInt32BE(high + SIGN, 0);
  bytes.writeUInt32BE(start - high * TWO_32, 4);
  bytes.set(journey, 8);
  return bytes;
}

export const START_JOURNEY_AT = 8;

export function edgeKey(from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeUInt32BE(from, 0);
  bytes.writeUInt32BE(to, 4);
  return bytes;
}

/** Two texts, encoded so that all pairs with the same first text are neighbours. */
export function pairKey(first: string, second: string): Buffer {
  const [a, b] = [Buffer.from(first, "utf8"), Buffer.from(second, "utf8")];
  const length = Buffer.allocUnsafe(2);
  length.writeUInt16BE(a.length);
  return Buffer.concat([length, a, b]);
}

/**
 * The range of the keys of all pairs whose first text is `first` and whose second text starts with `prefix`. In each of
 * these keys, `skip` bytes come before the part of the second text that follows `prefix`.
 */
export function pairRange(first: string, prefix = ""): { start: Buffer; end: Buffer; skip: number } {
  const start = pairKey(first, prefix);
  // No UTF-8 text contains the byte 255.
  return { start, end: Buffer.concat([start, Buffer.from([255])]), skip: start.length };
}

export function threeNumbers(a: number, b: number, c: number): Buffer {
  const bytes = Buffer.allocUnsafe(24);
  bytes.writeDoubleLE(a, 0);
  bytes.writeDoubleLE(b, 8);
  bytes.writeDoubleLE(c, 16);
  return bytes;
}

export function readThree(bytes: Buffer | undefined): [number, number, number] {
  return bytes === undefined ? [0, 0, 0] : [bytes.readDoubleLE(0), bytes.readDoubleLE(8), bytes.readDoubleLE(16)];
}
