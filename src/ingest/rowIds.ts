// Ids of rows without an id column, computed from the bytes of the raw row in the spill file. The input of `rowIdOf` is
// the fields of the row, with U+0001 between them, and the number of equal rows of the customer before it. A JSON row
// is one field: its text without blanks and with sorted keys (sortedJson.ts). In stores of format 1, this field was the
// text as in the file. If a store may hold such rows, both ids are computed.
//
// A row without quotes is hashed in place, with each delimiter replaced. Creating texts for it took as long as the
// hash.
import { hash } from "node:crypto";
import { rowIdFromHash, rowIdOf } from "../model/keys.js";
import { splitRecord } from "./csv.js";
import type { RecordFormat } from "./records.js";
import { writeSorted } from "./sortedJson.js";
import { rawAt, rawStart, recordEnd } from "./spill.js";

const QUOTE = 34;
const ZERO = 48;
const FIRST_BEYOND_ASCII = 128;
/** Space for the number of equal rows and the text before it. */
const TAIL_BYTES = 20;

export class RowIds {
  readonly #format: RecordFormat;
  /** The delimiter's byte. −1 if a row is one field, NaN if the delimiter takes several bytes. */
  readonly #delimiter: number;
  #scratch = Buffer.alloc(1 << 12);
  /**
   * Slices of the beginning of the scratch buffer, by length. Most rows have one of a few lengths, and creating a slice of a
   * buffer takes time.
   */
  #pieces: Buffer[] = [];

  constructor(format: RecordFormat) {
    this.#format = format;
    const code = format.delimiter.charCodeAt(0);
    this.#delimiter = format.format !== "csv" ? -1 : code < FIRST_BEYOND_ASCII ? code : Number.NaN;
  }

  /** Whether the row had a different id in stores of format 1. */
  get differFromFormer(): boolean {
    return this.#format.format !== "csv";
  }

  /** The ids of all records of one customer, in the order of the log. `former` has the ids of format 1. */
  ofCustomer(bytes: Buffer, places: readonly number[], former = false): string[] {
    const equal = new Map<string, number>();
    return places.map((at) => {
      const id = this.of(bytes, at, 0, former);
      // Equal rows are recognised by the id of the first of them.
      const before = equal.get(id) ?? 0;
      equal.set(id, before + 1);
      return before === 0 ? id : this.of(bytes, at, before, former);
    });
  }

  /** The id of the record at `at`, with `equalBefore` rows of the customer with the same fields before it. */
  of(bytes: Buffer, at: number, equalBefore: number, former = false): string {
    return this.#ofBytes(bytes, at, equalBefore, former) ?? rowIdOf(this.#fields(rawAt(bytes, at)), equalBefore);
  }

  #ofBytes(bytes: Buffer, at: number, equalBefore: number, former: boolean): string | null {
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
    if (delimiter < 0 && !former) length = writeSorted(bytes, start, end, scratch, 0);
    else
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
    return this.#format.format !== "csv" ? raw : splitRecord(raw, this.#format.delimiter).join("\u0001");
  }
}
