// Ids of rows without an id column, worked out from a raw row's bytes as they were spilled: `rowIdOf` of its fields with
// U+0001 between them (an NDJSON row is one field), and of how many equal rows of the customer stood before it.
//
// A row without quotes is hashed as it lies there, each delimiter replaced: texts made for it took as long as the hash.
import { hash } from "node:crypto";
import { rowIdFromHash, rowIdOf } from "../model/keys.js";
import { splitRecord } from "./csv.js";
import type { RecordFormat } from "./records.js";
import { rawAt, rawStart, recordEnd } from "./spill.js";

const QUOTE = 34;
const ZERO = 48;
const FIRST_BEYOND_ASCII = 128;
/** Room for the count of equal rows and what stands before it. */
const TAIL_BYTES = 20;

export class RowIds {
  readonly #format: RecordFormat;
  /** The delimiter's byte; −1 where a row is one field, NaN where it takes several bytes. */
  readonly #delimiter: number;
  #scratch = Buffer.alloc(1 << 12);
  /** The beginnings of the scratch by length: most rows have one of few lengths, and a piece of a buffer takes its time. */
  #pieces: Buffer[] = [];

  constructor(format: RecordFormat) {
    this.#format = format;
    const code = format.delimiter.charCodeAt(0);
    this.#delimiter = format.format === "ndjson" ? -1 : code < FIRST_BEYOND_ASCII ? code : Number.NaN;
  }

  /** Of all records of one customer, in the order of the log. */
  ofCustomer(bytes: Buffer, places: readonly number[]): string[] {
    const equal = new Map<string, number>();
    return places.map((at) => {
      const id = this.of(bytes, at, 0);
      // Equal rows are known by the id that the first of them gets.
      const before = equal.get(id) ?? 0;
      equal.set(id, before + 1);
      return before === 0 ? id : this.of(bytes, at, before);
    });
  }

  /** Of the record at `at`; `equalBefore` rows of the customer with the same fields stood before it. */
  of(bytes: Buffer, at: number, equalBefore: number): string {
    return this.#ofBytes(bytes, at, equalBefore) ?? rowIdOf(this.#fields(rawAt(bytes, at)), equalBefore);
  }

  #ofBytes(bytes: Buffer, at: number, equalBefore: number): string | null {
    const delimiter = this.#delimiter;
    if (Number.isNaN(delimiter)) return null;
    const start = rawStart(bytes, at);
    const end = recordEnd(bytes, at);
    if (this.#scratch.length < end - start + TAIL_BYTES) {
      this.#scratch = Buffer.alloc(2 * (end - start) + TAIL_BYTES);
      this.#pieces = [];
    }
    const scratch = this.#scratch;
    let length = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      if (byte === QUOTE && delimiter >= 0) return null;
      scratch[length++] = byte === delimiter ? 1 : byte;
    }
    scratch[length++] = 0;
    if (equalBefore === 0) scratch[length++] = ZERO;
    else length += scratch.write(String(equalBefore), length, "latin1");
    this.#pieces[length] ??= scratch.subarray(0, length);
    return rowIdFromHash(hash("sha256", this.#pieces[length]!, "base64url"));
  }

  #fields(raw: string): string {
    return this.#format.format === "ndjson" ? raw : splitRecord(raw, this.#format.delimiter).join("\u0001");
  }
}
