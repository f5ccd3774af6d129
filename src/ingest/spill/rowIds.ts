// Computes ids for the rows of a file without a column of ids. The id is a hash (`rowIdOf`) of the fields of the row,
// with U+0001 between them, and of the number of equal rows of the customer before it. It is computed from the bytes of
// the raw row in the spill file. A JSON row counts as one field: its text without blanks and with sorted keys
// (sortedJson.ts). Format 1 of the store hashed this text as it was in the file. If a store may hold such rows, both
// ids are computed.
//
// A row of CSV is hashed as it is in the spill file, with each delimiter replaced by U+0001, and without the quotes
// around values, because creating texts of its fields would take as long as the hash itself.
import { hash } from "node:crypto";
import { ROW_ID_LENGTH, rowIdFromHash, rowIdOf } from "../../model/keys.js";
import { splitRecord } from "../csv.js";
import type { RecordFormat } from "../recordFormat.js";
import { writeSorted } from "../sortedJson.js";
import { RAW_BYTES_AT, rawAt } from "./spill.js";

const QUOTE = 34;
const MINUS = 45;
const ZERO = 48;
const LETTER_R = 114;
const FIRST_BEYOND_ASCII = 128;
/** An id is `r-` and this many digits. */
const DIGITS = ROW_ID_LENGTH - 2;
/** If a customer has at most this many rows, equal rows are found by comparing them; otherwise, with a map. */
const MAX_COMPARED = 32;
/** Space for the number of equal rows and the text before it. */
const TAIL_BYTES = 20;
/** The number of marks for the first digits of ids. */
const MARKS = 1 << 12;
/** A word of four bytes that are all 1, and one whose bytes have only their highest bit. */
const ONES = 0x01010101;
const HIGH_BITS = 0x80808080 | 0;
const QUOTES = QUOTE * ONES;

export class RowIds {
  readonly #format: RecordFormat;
  /** The byte of the delimiter. It is −1 if a row is one field, and NaN if the delimiter takes several bytes. */
  readonly #delimiter: number;
  #scratch = Buffer.alloc(1 << 12);
  /**
   * Slices of the beginning of the scratch buffer. The keys are their lengths. They are kept because most rows have one
   * of a few lengths, and creating a slice takes time.
   */
  #pieces: Buffer[] = [];
  #scratchView = viewOf(this.#scratch);
  /** The bytes of the current file, and a view of them. */
  #bytes: Buffer | null = null;
  #view = this.#scratchView;
  /** For each beginning of an id, the last customer that had such an id. Most rows need no comparison with others. */
  readonly #marks = new Int32Array(MARKS);
  #customer = 0;

  constructor(format: RecordFormat) {
    this.#format = format;
    const code = format.delimiter.charCodeAt(0);
    this.#delimiter = format.format !== "csv" ? -1 : code < FIRST_BEYOND_ASCII ? code : Number.NaN;
  }

  /** Whether the row had a different id in stores of format 1. */
  get differFromFormer(): boolean {
    return this.#format.format !== "csv";
  }

  /**
   * Writes the ids of all records of one customer into `into`, ROW_ID_LENGTH bytes each, in the order of the log.
   * `former` writes the ids of format 1.
   */
  write(bytes: Buffer, places: Uint32Array, into: Uint8Array, to: number, former = false): void {
    const seen = places.length > MAX_COMPARED ? new Map<string, number>() : null;
    this.#customer = (this.#customer + 1) | 0;
    const customer = this.#customer;
    const marks = this.#marks;
    for (let i = 0; i < places.length; i++) {
      const at = places[i]!;
      const target = to + i * ROW_ID_LENGTH;
      const digits = this.#digits(bytes, at, 0, former);
      writeId(digits, into, target);
      // Rows are equal if they have the same digits before equal rows are counted.
      let equal = 0;
      if (seen !== null) {
        const id = digits.slice(0, DIGITS);
        equal = seen.get(id) ?? 0;
        seen.set(id, equal + 1);
      } else {
        const mark = ((digits.charCodeAt(0) << 6) ^ digits.charCodeAt(1)) & (MARKS - 1);
        if (marks[mark] === customer) equal = this.#equalBefore(bytes, places, i, into, to, former);
        marks[mark] = customer;
      }
      if (equal > 0) writeId(this.#digits(bytes, at, equal, former), into, target);
    }
  }

  /**
   * Returns the number of rows before row `i` that are equal to it. The ids of row `i` and of the rows before it have
   * been written.
   */
  #equalBefore(bytes: Buffer, places: Uint32Array, i: number, into: Uint8Array, to: number, former: boolean): number {
    for (let before = 0; before < i; before++) {
      if (!sameId(into, to + before * ROW_ID_LENGTH, to + i * ROW_ID_LENGTH)) continue;
      // An earlier row with this id is the first of the equal rows. The other equal rows have different ids.
      const idOf = (row: number) => this.of(bytes, places[row]!, 0, former);
      const id = idOf(i);
      let equal = 0;
      for (let other = 0; other < i; other++) if (idOf(other) === id) equal++;
      return equal;
    }
    return 0;
  }

  /** The id of the record at `at`, with `equalBefore` rows of the customer with the same fields before it. */
  of(bytes: Buffer, at: number, equalBefore: number, former = false): string {
    return rowIdFromHash(this.#digits(bytes, at, equalBefore, former));
  }

  /** The digits of the id, and possibly more after them. */
  #digits(bytes: Buffer, at: number, equalBefore: number, former: boolean): string {
    const digits = this.#ofBytes(bytes, at, equalBefore, former);
    return digits ?? rowIdOf(this.#fields(rawAt(bytes, at)), equalBefore).slice(ROW_ID_LENGTH - DIGITS);
  }

  #ofBytes(bytes: Buffer, at: number, equalBefore: number, former: boolean): string | null {
    const delimiter = this.#delimiter;
    if (Number.isNaN(delimiter)) return null;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = viewOf(bytes);
    }
    const view = this.#view;
    const end = at + 4 + view.getUint32(at, true);
    const start = end - view.getUint32(at + RAW_BYTES_AT, true);
    if (this.#scratch.length < end - start + TAIL_BYTES) {
      this.#scratch = Buffer.alloc(2 * (end - start) + TAIL_BYTES);
      this.#scratchView = viewOf(this.#scratch);
      this.#pieces = [];
    }
    const scratch = this.#scratch;
    let length = 0;
    if (delimiter < 0)
      length = former ? bytes.copy(scratch, 0, start, end) : writeSorted(bytes, start, end, scratch, 0);
    else {
      const scratchView = this.#scratchView;
      const delimiters = delimiter * ONES;
      for (let i = start; i < end; i++) {
        // Four bytes are copied at once if there is neither a delimiter nor a quote among them.
        for (; i + 4 <= end; i += 4, length += 4) {
          const word = view.getInt32(i, true);
          if (((zeroBytes(word ^ delimiters) | zeroBytes(word ^ QUOTES)) & HIGH_BITS) !== 0) break;
          scratchView.setInt32(length, word, true);
        }
        if (i === end) break;
        const byte = bytes[i]!;
        if (byte === QUOTE) {
          // A quoted value with a quote in it, or followed by something else than a delimiter, is read elsewhere.
          const close = bytes.indexOf(QUOTE, i + 1);
          const isValue = i === start || bytes[i - 1] === delimiter;
          if (!isValue || close < 0 || close >= end || (close + 1 < end && bytes[close + 1] !== delimiter)) return null;
          length += bytes.copy(scratch, length, i + 1, close);
          i = close;
        } else scratch[length++] = byte === delimiter ? 1 : byte;
      }
    }
    scratch[length++] = 0;
    if (equalBefore === 0) scratch[length++] = ZERO;
    else length += scratch.write(String(equalBefore), length, "latin1");
    this.#pieces[length] ??= scratch.subarray(0, length);
    return hash("sha256", this.#pieces[length]!, "base64url");
  }

  #fields(raw: string): string {
    return this.#format.format !== "csv" ? raw : splitRecord(raw, this.#format.delimiter).join("\u0001");
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The highest bit of at least one byte of the result is set if, and only if, a byte of the word is 0. */
function zeroBytes(word: number): number {
  return (word - ONES) & ~word;
}

function writeId(digits: string, into: Uint8Array, at: number): void {
  into[at] = LETTER_R;
  into[at + 1] = MINUS;
  for (let i = 0; i < DIGITS; i++) into[at + 2 + i] = digits.charCodeAt(i);
}

function sameId(ids: Uint8Array, a: number, b: number): boolean {
  for (let i = 2; i < ROW_ID_LENGTH; i++) if (ids[a + i] !== ids[b + i]) return false;
  return true;
}
