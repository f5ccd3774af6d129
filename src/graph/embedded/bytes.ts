// Writes numbers and texts to a byte buffer in a compact form, and reads them again. Stored histories have this form.
//
// Whole numbers are written as LEB128 (seven bits per byte, low bits first). Signed numbers are zigzag-encoded first.
// Unsigned numbers are below 2^53, signed numbers range from −2^52 to 2^52 − 1, and sequences have 64 bits. A list of
// texts is stored as the lengths of the texts in UTF-16 units, followed by all texts as one UTF-8 text, because one
// long conversion is cheaper than many.

import { type Sequence, sequenceOf } from "../../model/sequence.js";

/**
 * Signed numbers must be less than this, because their zigzag form has one bit more, and only 53 bits are exact in a
 * double.
 */
const SIGNED_END = 2 ** 52;
/**
 * A number of at most this many bytes always fits into a double, because seven bytes hold 49 bits. A number of more
 * bytes may not fit.
 */
const SEQUENCE_BYTES = 7;

/** A buffer that grows as needed and is reused. `take` copies the written bytes and starts again. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #at = 0;

  /** A whole number from 0 to 2^53 − 1. */
  number(value: number): void {
    if (this.#at + 8 > this.#bytes.length) this.#grow(8);
    let rest = value;
    while (rest > 0x7fffffff) {
      this.#bytes[this.#at++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 0x7f) {
      this.#bytes[this.#at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#at++] = rest;
  }

  /** A whole number from −2^52 to 2^52 − 1. */
  signed(value: number): void {
    this.number(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  /** A whole number of 64 bits. It is written like a `signed` number, but may take more bytes. */
  sequence(value: Sequence): void {
    if (typeof value === "number" && value >= -SIGNED_END && value < SIGNED_END) {
      this.signed(value);
      return;
    }
    const wide = BigInt(value);
    let rest = wide >= 0n ? wide * 2n : -wide * 2n - 1n;
    for (; rest > 0x7fn; rest >>= 7n) this.byte(Number(rest & 0x7fn) | 0x80);
    this.byte(Number(rest));
  }

  byte(value: number): void {
    if (this.#at >= this.#bytes.length) this.#grow(1);
    this.#bytes[this.#at++] = value;
  }

  bytes(source: Uint8Array): void {
    if (this.#at + source.length > this.#bytes.length) this.#grow(source.length);
    this.#bytes.set(source, this.#at);
    this.#at += source.length;
  }

  /** Hexadecimal digits, two per byte. */
  hex(digits: string): void {
    const length = digits.length >> 1;
    if (this.#at + length > this.#bytes.length) this.#grow(length);
    this.#at += this.#bytes.write(digits, this.#at, "hex");
  }

  text(value: string): void {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    if (this.#at + 8 + value.length * 3 > this.#bytes.length) this.#grow(8 + value.length * 3);
    this.number(Buffer.byteLength(value));
    this.#at += this.#bytes.write(value, this.#at, "utf8");
  }

  texts(values: readonly string[]): void {
    for (const value of values) this.number(value.length);
    this.text(values.join(""));
  }

  /** Appends a part of `source`. */
  part(source: Uint8Array, start: number, end: number): void {
    if (this.#at + end - start > this.#bytes.length) this.#grow(end - start);
    const bytes = this.#bytes;
    let at = this.#at;
    // The bytes are copied one by one, because creating a slice takes longer than copying a few dozen bytes.
    for (let from = start; from < end; ) bytes[at++] = source[from++]!;
    this.#at = at;
  }

  /** Returns the bytes written, in a buffer of their own. */
  take(): Buffer {
    const copy = Buffer.from(this.#bytes.subarray(0, this.#at));
    this.#at = 0;
    return copy;
  }

  /** Returns the bytes written without copying them. They are valid until the next write. */
  takeVolatile(): Buffer {
    const bytes = this.#bytes.subarray(0, this.#at);
    this.#at = 0;
    return bytes;
  }

  #grow(by: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + by));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}

/**
 * The factor by which the eighth byte of a number is multiplied (128^7). No number has more bytes, because 2^53 − 1 has
 * eight.
 */
const LAST_FACTOR = 2 ** 49;

function damaged(): RangeError {
  return new RangeError("a record ends early or has a number without an end");
}

/**
 * Reads values in the order in which they were written. If the bytes are damaged, a RangeError is thrown as soon as a
 * value would lie beyond the end of the buffer, so no loop runs longer than the buffer.
 */
export class ByteReader {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  on(bytes: Buffer): this {
    this.#bytes = bytes;
    this.#at = 0;
    return this;
  }

  number(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let shift = 7;
    // Up to four bytes fit into 32-bit operators.
    while (shift < 28) {
      byte = bytes[this.#at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
      shift += 7;
    }
    // Beyond the end of the buffer, a byte is `undefined`, which is not less than 128, so the loop ends at LAST_FACTOR.
    for (let factor = 2 ** 28; factor <= LAST_FACTOR; factor *= 128) {
      byte = bytes[this.#at++]!;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw damaged();
  }

  /**
   * Reads the number of the values that follow. Each value has at least one byte, so a number greater than the number
   * of remaining bytes is an error.
   */
  count(): number {
    return this.#within(this.number());
  }

  /** Makes the same check for a number that was read elsewhere. */
  checkCount(count: number): void {
    this.#within(count);
  }

  signed(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  sequence(): Sequence {
    const start = this.#at;
    let end = start;
    while (this.#bytes[end]! >= 0x80) end++;
    if (end >= this.#bytes.length) throw damaged();
    if (end - start < SEQUENCE_BYTES) return this.signed();
    let rest = 0n;
    for (let at = end; at >= start; at--) rest = (rest << 7n) | BigInt(this.#bytes[at]! & 0x7f);
    this.#at = end + 1;
    const sequence = sequenceOf(rest % 2n === 0n ? rest / 2n : -(rest + 1n) / 2n);
    if (sequence === null) throw damaged();
    return sequence;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw damaged();
    return byte;
  }

  hex(length: number): string {
    this.#within(length);
    const text = this.#bytes.toString("hex", this.#at, this.#at + length);
    this.#at += length;
    return text;
  }

  skip(length: number): void {
    this.#at += this.#within(length);
  }

  /** Skips a list of numbers or of sequences. */
  skipNumbers(count: number): void {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let left = count; left > 0; left--) while (bytes[at++]! >= 0x80);
    this.#at = at;
  }

  skipTexts(count: number): void {
    this.skipNumbers(count);
    this.skip(this.number());
  }

  text(): string {
    const length = this.#within(this.number());
    const text = this.#bytes.toString("utf8", this.#at, this.#at + length);
    this.#at += length;
    return text;
  }

  texts(count: number): string[] {
    this.#within(count);
    const lengths = Array.from({ length: count }, () => this.number());
    const joined = this.text();
    let at = 0;
    return lengths.map((length) => {
      at += length;
      return joined.slice(at - length, at);
    });
  }

  /** Checks that a length does not lead beyond the end, and returns it. */
  #within(length: number): number {
    if (length > this.#bytes.length - this.#at) throw damaged();
    return length;
  }
}
