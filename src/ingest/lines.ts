// Bytes to lines. A line ends with LF (a CR before it stays and is the format's business); its encoding must be UTF-8.
//
// Whole blocks are checked and decoded at once; only a block that is not UTF-8 is taken line by line, so that each bad
// line is known. A line is at most MAX_LINE_BYTES long.
import { isUtf8 } from "node:buffer";
import { badFile } from "./input.js";

/** An event is some hundred bytes. What is longer is another format, and would have to be held in memory whole. */
export const MAX_LINE_BYTES = 1 << 22;

/** `valid` is false where the bytes are not UTF-8; the text then has replacement characters. */
export type OnLine = (text: string, valid: boolean) => void;

export class LineSplitter {
  readonly #file: string;
  readonly #onLine: OnLine;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #atStart = true;

  constructor(file: string, onLine: OnLine) {
    this.#file = file;
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    const end = chunk.lastIndexOf(10) + 1;
    if (end > 0) {
      const whole = chunk.subarray(0, end);
      this.#lines(this.#rest.length === 0 ? whole : Buffer.concat([...this.#rest, whole]));
      this.#rest = [];
      this.#restBytes = 0;
    }
    if (end < chunk.length) {
      // A copy, since the stream may use its memory again.
      this.#rest.push(Buffer.from(chunk.subarray(end)));
      this.#restBytes += chunk.length - end;
    }
    if (this.#restBytes > MAX_LINE_BYTES)
      throw badFile(
        this.#file,
        `has a line of more than ${MAX_LINE_BYTES >> 20} MiB`,
        "Is it a CSV or NDJSON file with one event a line?",
      );
  }

  end(): void {
    if (this.#rest.length > 0) this.#lines(Buffer.concat(this.#rest));
    this.#rest = [];
  }

  /** `bytes` ends with LF or is the end of the file. */
  #lines(bytes: Buffer): void {
    let from = 0;
    if (this.#atStart && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) from = 3;
    this.#atStart = false;
    if (isUtf8(bytes)) {
      const text = bytes.toString("utf8", from);
      let start = 0;
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
        this.#onLine(text.slice(start, end), true);
        start = end + 1;
      }
      if (start < text.length) this.#onLine(text.slice(start), true);
      return;
    }
    while (from < bytes.length) {
      const at = bytes.indexOf(10, from);
      const line = bytes.subarray(from, at < 0 ? bytes.length : at);
      this.#onLine(line.toString("utf8"), isUtf8(line));
      from = at < 0 ? bytes.length : at + 1;
    }
  }
}
