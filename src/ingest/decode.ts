// Converts the bytes of a text file to UTF-8 with LF as line ends. The file may be in UTF-16, with or without a byte
// order mark, and may have the line ends of old Macs (CR only). The first piece determines the encoding and the line
// ends. UTF-8 text with other line ends passes unchanged.
//
// In UTF-16, half of a surrogate pair is damaged text. It is written as bytes that are invalid UTF-8, so that its line
// is reported as damaged.

const CR = 13;
const LF = 10;
/** The number of bytes at the beginning that are examined. */
const HEAD_BYTES = 1 << 16;
/**
 * Decides whether a file without a byte order mark is UTF-16. In UTF-16, most characters have a zero byte, always in
 * the same half. The file is UTF-16 if at least this share of its characters has a zero in one half, and no character
 * has a zero in the other.
 */
const LEAST_ZEROS = 0.4;

export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

export class Decoder {
  encoding: Encoding = "utf-8";
  /** Whether lines end with CR only. */
  oldLineEnds = false;
  #decided = false;
  #rest: Buffer = Buffer.alloc(0);
  /** The first half of a pair whose second half is in the next piece. */
  #half = "";

  /** A decoded piece, which may be empty, for immediate use. */
  push(chunk: Buffer): Buffer {
    if (!this.#decided) {
      chunk = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
      if (chunk.length < 4) {
        this.#rest = Buffer.from(chunk);
        return Buffer.alloc(0);
      }
      this.#rest = Buffer.alloc(0);
      this.#decide(chunk);
    }
    return this.#withLineFeeds(this.encoding === "utf-8" ? chunk : this.#fromUtf16(chunk));
  }

  end(): Buffer {
    if (!this.#decided) {
      this.#decided = true;
      return this.#rest;
    }
    // An odd byte, or half a surrogate pair, at the end of the file is not text.
    return this.#rest.length > 0 || this.#half !== "" ? Buffer.from([0xff]) : Buffer.alloc(0);
  }

  #decide(chunk: Buffer): void {
    this.#decided = true;
    const head = chunk.subarray(0, HEAD_BYTES);
    if (head[0] === 0xff && head[1] === 0xfe) this.encoding = "utf-16le";
    else if (head[0] === 0xfe && head[1] === 0xff) this.encoding = "utf-16be";
    else this.encoding = byZeros(head);
    const text =
      this.encoding === "utf-8" ? head : Buffer.from(head.toString("latin1").replaceAll("\u0000", ""), "latin1");
    this.oldLineEnds = text.includes(CR) && !text.includes(LF);
  }

  #withLineFeeds(bytes: Buffer): Buffer {
    if (!this.oldLineEnds || !bytes.includes(CR)) return bytes;
    const copy = Buffer.from(bytes);
    for (let at = copy.indexOf(CR); at >= 0; at = copy.indexOf(CR, at + 1)) copy[at] = LF;
    return copy;
  }

  #fromUtf16(chunk: Buffer): Buffer {
    const whole = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const even = whole.length - (whole.length % 2);
    this.#rest = Buffer.from(whole.subarray(even));
    let units = Buffer.from(whole.subarray(0, even));
    if (this.encoding === "utf-16be") units = units.swap16();
    let text = this.#half + units.toString("utf16le");
    this.#half = "";
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
      this.#half = text.slice(-1);
      text = text.slice(0, -1);
    }
    // A surrogate without a partner becomes a byte that is invalid in UTF-8.
    return /\p{Surrogate}/u.test(text) ? markedBytes(text) : Buffer.from(text);
  }
}

function markedBytes(text: string): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { index } of text.matchAll(/\p{Surrogate}/gu)) {
    parts.push(Buffer.from(text.slice(from, index)), Buffer.from([0xff]));
    from = index + 1;
  }
  parts.push(Buffer.from(text.slice(from)));
  return Buffer.concat(parts);
}

function byZeros(head: Buffer): Encoding {
  const units = Math.floor(Math.min(head.length, 1_024) / 2);
  let first = 0;
  let second = 0;
  for (let i = 0; i < units; i++) {
    if (head[2 * i] === 0) first++;
    if (head[2 * i + 1] === 0) second++;
  }
  if (first === 0 && second >= LEAST_ZEROS * units) return "utf-16le";
  return second === 0 && first >= LEAST_ZEROS * units ? "utf-16be" : "utf-8";
}
