// Splits bytes into lines, which end with LF. A CR before the LF is kept, because the reader of the format handles it.
// The encoding must be UTF-8.
//
// Whole blocks are checked and decoded at once. Only a block that is not valid UTF-8 is processed line by line, to find
// each bad line. A line of more than MAX_LINE_BYTES is reported as too long, with its beginning.
import { isUtf8 } from "node:buffer";

/**
 * The largest number of bytes of a line. An event usually has a few hundred bytes. A longer line is probably in another
 * format, and would have to be held in memory as a whole.
 */
export const MAX_LINE_BYTES = 1 << 22;

/** The number of bytes that are kept of a line that is too long. */
const KEPT_BYTES = 1 << 10;

export interface OnLine {
  /** `valid` is false if the bytes are not UTF-8. The text then contains replacement characters. */
  push(text: string, valid: boolean): void;
  /** A line that is too long. `beginning` is its first KiB. */
  pushLong(beginning: string): void;
  /**
   * An optional, faster way to read lines: this method reads them as bytes, starting at `at`. `bytes` are valid UTF-8.
   * It returns the position of the first line that it did not read. That line is passed to `push`, and the lines after
   * it are offered again. Null means that all lines from `at` are passed to `push`.
   */
  takeLines?(bytes: Buffer, at: number): number | null;
}

export class LineSplitter {
  readonly #onLine: OnLine;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #atStart: boolean;
  /** The beginning of a line that is too long and has not ended yet. */
  #long: string | null = null;

  /** `atStart` says whether the first byte is the first of the file, which may have a byte order mark. */
  constructor(onLine: OnLine, atStart = true) {
    this.#onLine = onLine;
    this.#atStart = atStart;
  }

  push(piece: Buffer): void {
    let chunk = piece;
    if (this.#long !== null) {
      const over = chunk.indexOf(10);
      if (over < 0) return;
      this.#onLine.pushLong(this.#long);
      this.#long = null;
      chunk = chunk.subarray(over + 1);
    }
    const end = chunk.lastIndexOf(10) + 1;
    if (end > 0) {
      const whole = chunk.subarray(0, end);
      this.#lines(this.#rest.length === 0 ? whole : Buffer.concat([...this.#rest, whole]));
      this.#rest = [];
      this.#restBytes = 0;
    }
    if (end < chunk.length) {
      // The bytes are copied, because the stream may reuse its memory.
      this.#rest.push(Buffer.from(chunk.subarray(end)));
      this.#restBytes += chunk.length - end;
    }
    if (this.#restBytes > MAX_LINE_BYTES) {
      this.#long = Buffer.concat(this.#rest).subarray(0, KEPT_BYTES).toString("utf8");
      this.#rest = [];
      this.#restBytes = 0;
      this.#atStart = false;
    }
  }

  end(): void {
    if (this.#rest.length > 0) this.#lines(Buffer.concat(this.#rest));
    this.#rest = [];
    if (this.#long !== null) this.#onLine.pushLong(this.#long);
    this.#long = null;
  }

  /**
   * Offers the lines to `takeLines`, starting at `at`. A line that `takeLines` does not read is passed to `push` as
   * text. Returns the position of the first line that was handled in neither way.
   */
  #take(bytes: Buffer, at: number): number {
    for (let from = at; ; ) {
      const taken = this.#onLine.takeLines?.(bytes, from) ?? null;
      if (taken === null || taken >= bytes.length) return taken ?? from;
      const end = bytes.indexOf(10, taken);
      this.#onLine.push(bytes.toString("utf8", taken, end < 0 ? bytes.length : end), true);
      if (end < 0) return bytes.length;
      from = end + 1;
    }
  }

  /** `bytes` ends with LF or is the end of the file. */
  #lines(bytes: Buffer): void {
    let from = 0;
    if (this.#atStart && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) from = 3;
    this.#atStart = false;
    if (isUtf8(bytes)) {
      from = this.#take(bytes, from);
      const text = bytes.toString("utf8", from);
      let start = 0;
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
        this.#onLine.push(text.slice(start, end), true);
        start = end + 1;
      }
      if (start < text.length) this.#onLine.push(text.slice(start), true);
      return;
    }
    while (from < bytes.length) {
      const at = bytes.indexOf(10, from);
      const line = bytes.subarray(from, at < 0 ? bytes.length : at);
      this.#onLine.push(line.toString("utf8"), isUtf8(line));
      from = at < 0 ? bytes.length : at + 1;
    }
  }
}
