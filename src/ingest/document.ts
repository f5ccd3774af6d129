// Reads objects from JSON text that does not have one object per line: text that is one document (a list, or an object
// that wraps a list, such as { "batch": [ … ] }), and text with objects that span several lines. The text is read as a
// stream: only the current object is in memory, and at most MAX_LINE_BYTES of it.
//
// Anything that is not an object, or not JSON, is reported as one bad row, and reading continues at the next object
// that can be found. A missing quote or brace affects few rows, because it is noticed soon: a string in JSON never
// spans lines, and every value in an object has a key.
import { isUtf8 } from "node:buffer";
import { MAX_LINE_BYTES } from "./lines.js";

/** Members that wrap the list of events. One wrapper may contain another. */
export const WRAPPERS: readonly string[] = ["batch", "events", "data", "value", "results", "records", "items"];

export interface DocumentHandler {
  /**
   * Receives one object as written in the file, or other text that is found instead of an object. `line` is where the
   * text begins.
   */
  row(text: string, valid: boolean, line: number): void;
  /** Receives text that is too long to read. `text` is its beginning. */
  tooLong(text: string, line: number): void;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
/** Bytes kept of text that is too long. */
const KEPT_BYTES = 1 << 10;

/**
 * What is being read: text between rows (BETWEEN), an object (ROW), another value in place of an object (OTHER), or
 * damaged text.
 */
type Mode = "BETWEEN" | "ROW" | "OTHER" | "DAMAGED";

/** A frame around the rows: a list, or `depth` nested wrapping objects. */
type Frame = "LIST" | { readonly depth: number };

export class DocumentReader {
  /** The names of the members that wrap the list, for the report. */
  readonly wrappers: string[] = [];
  /** The names of the other members of the wrapping objects, for the report. */
  readonly beside = new Set<string>();
  readonly #handler: DocumentHandler;
  /** Whether an object with a member of this name is an event and not a wrapper. */
  readonly #ofEvent: (name: string) => boolean;
  #mode: Mode = "BETWEEN";
  #line = 1;
  /** The lists and wrapping objects around the rows. */
  readonly #frames: Frame[] = [];
  /** The open containers of the current row. True stands for an object, false for a list. */
  #open: boolean[] = [];
  /** The last non-blank character of the current row. In damaged text, LF at the beginning of a line. */
  #last = 0;
  #inString = false;
  #escaped = false;
  #parts: Buffer[] = [];
  #bytes = 0;
  #rowLine = 0;
  /** The object may be a wrapper, so the names of its members are examined. */
  #mayWrap = false;
  #wrapDepth = 1;
  #emptyList = false;
  /** The row is too long. It is read to its end, but not kept. */
  #overflow = false;
  #key = "";
  #keyFrom = -1;
  #keyParts = "";
  #ofEventSeen = 0;
  #wantsList = false;

  constructor(handler: DocumentHandler, ofEvent: (name: string) => boolean) {
    this.#handler = handler;
    this.#ofEvent = ofEvent;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === LF) this.#line++;
      switch (this.#mode) {
        case "BETWEEN":
          if (this.#between(byte)) from = at;
          break;
        case "ROW":
          if (this.#inString) {
            if (this.#stringByte(byte, chunk, at)) break;
            this.#mode = "DAMAGED";
            this.#last = LF;
            break;
          }
          if (byte === SPACE || byte === LF || byte === CR || byte === TAB) break;
          switch (this.#rowByte(byte, at)) {
            case "END":
              this.#take(chunk, from, at + 1);
              this.#emit();
              from = at + 1;
              break;
            case "WRAPS":
              this.#drop();
              from = at;
              break;
            case "BROKEN": {
              // The row ended before this byte, which is therefore read again as a byte between rows.
              this.#take(chunk, from, at);
              this.#emit();
              this.#mode = "BETWEEN";
              from = this.#between(byte) ? at : at + 1;
              break;
            }
          }
          break;
        case "OTHER":
          if (byte === COMMA || byte === CLOSE_LIST || byte === LF || byte === OPEN_OBJECT) {
            this.#take(chunk, from, at);
            this.#emit();
            this.#mode = "BETWEEN";
            from = this.#between(byte) ? at : at + 1;
          }
          break;
        case "DAMAGED":
          // Skips to a line that begins with an object.
          if (byte === OPEN_OBJECT && this.#last === LF) {
            this.#take(chunk, from, at);
            this.#emit();
            this.#begin();
            from = at;
          } else if (byte === LF) this.#last = LF;
          else if (byte !== SPACE && byte !== TAB && byte !== CR) this.#last = byte;
          break;
      }
    }
    if (this.#keyFrom >= 0) {
      this.#keyParts += chunk.toString("utf8", this.#keyFrom);
      this.#keyFrom = 0;
    }
    if (this.#mode !== "BETWEEN") this.#take(chunk, from, chunk.length);
  }

  end(): void {
    // The text ended within a row, or within the remainder of a damaged row.
    if (this.#mode !== "BETWEEN" && this.#bytes > 0) this.#emit();
  }

  /** Handles a byte outside of rows. Returns true if a row begins with it. */
  #between(byte: number): boolean {
    switch (byte) {
      case SPACE:
      case TAB:
      case LF:
      case CR:
      case COMMA:
      case CLOSE_OBJECT:
        // An extra brace contains no data and is ignored.
        return false;
      case CLOSE_LIST: {
        if (this.#frames.at(-1) === "LIST") this.#frames.pop();
        const wrapper = this.#frames.at(-1);
        if (typeof wrapper !== "object") return false;
        // The list has ended. The text after it has the other members of the wrapper.
        this.#begin();
        this.#mayWrap = true;
        this.#wrapDepth = wrapper.depth;
        this.#open = new Array<boolean>(wrapper.depth).fill(true);
        this.#last = CLOSE_LIST;
        return true;
      }
      case OPEN_LIST:
        if (this.#frames.length === 0) {
          this.#frames.push("LIST");
          return false;
        }
        break;
      case OPEN_OBJECT:
        this.#begin();
        return true;
    }
    this.#mode = "OTHER";
    this.#rowLine = this.#line;
    return true;
  }

  #begin(): void {
    this.#mode = "ROW";
    this.#open = [true];
    this.#last = OPEN_OBJECT;
    this.#rowLine = this.#line;
    this.#mayWrap = this.#frames.length === 0;
    this.#ofEventSeen = 0;
    this.#key = "";
    this.#wantsList = false;
    this.#wrapDepth = 1;
    this.#emptyList = false;
    this.#overflow = false;
  }

  /** Handles a byte within a string. Returns false if the line ends within the string. */
  #stringByte(byte: number, chunk: Buffer, at: number): boolean {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inString = false;
      if (this.#keyFrom >= 0) {
        this.#key = this.#keyParts + chunk.toString("utf8", this.#keyFrom, at);
        this.#keyFrom = -1;
      }
      this.#last = QUOTE;
    } else if (byte === LF) {
      this.#inString = false;
      this.#keyFrom = -1;
      return false;
    }
    return true;
  }

  #rowByte(byte: number, at: number): "GOES_ON" | "END" | "WRAPS" | "BROKEN" {
    const open = this.#open;
    const last = this.#last;
    this.#last = byte;
    switch (byte) {
      case QUOTE:
        this.#inString = true;
        if (this.#mayWrap && open.length === this.#wrapDepth && (last === OPEN_OBJECT || last === COMMA)) {
          this.#keyFrom = at + 1;
          this.#keyParts = "";
        }
        return "GOES_ON";
      case COLON:
        if (this.#mayWrap && open.length === this.#wrapDepth) {
          if (this.#ofEvent(this.#key)) this.#ofEventSeen++;
          this.#wantsList = WRAPPERS.includes(this.#key) && this.#ofEventSeen < 2 && this.#frames.length === 0;
          if (!this.#wantsList && this.beside.size < 20) this.beside.add(this.#key);
        }
        return "GOES_ON";
      case OPEN_OBJECT:
        // The value has no key, so a brace or quote is missing in the text before it.
        if (open.at(-1) === true && last !== COLON) return "BROKEN";
        if (this.#listBegins(last)) {
          this.#frames.push({ depth: this.#wrapDepth }, "LIST");
          this.wrappers.push(this.#key);
          this.#begin();
          return "WRAPS";
        }
        // A wrapper may contain another.
        if (this.#wantsList && last === COLON && open.length === this.#wrapDepth) {
          this.wrappers.push(this.#key);
          this.#wrapDepth++;
        }
        open.push(true);
        return "GOES_ON";
      case OPEN_LIST:
        if (open.at(-1) === true && last !== COLON) return "BROKEN";
        open.push(false);
        return "GOES_ON";
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        if (open.at(-1) !== (byte === CLOSE_OBJECT)) return "BROKEN";
        open.pop();
        if (open.length === this.#wrapDepth && this.#wantsList && last === OPEN_LIST) this.#emptyList = true;
        if (open.length > 0 && open.length < this.#wrapDepth) {
          this.#wrapDepth--;
          if (this.#frames.length === 0) this.wrappers.pop();
        }
        return open.length === 0 ? "END" : "GOES_ON";
      default:
        return "GOES_ON";
    }
  }

  /** Whether an object begins the list in a wrapping member. */
  #listBegins(last: number): boolean {
    return this.#mayWrap && this.#wantsList && last === OPEN_LIST && this.#open.length === this.#wrapDepth + 1;
  }

  #take(chunk: Buffer, from: number, to: number): void {
    // The members of a wrapper after its list are not kept.
    if (to <= from || this.#overflow || typeof this.#frames.at(-1) === "object") return;
    // The bytes are copied, because the stream may reuse its memory.
    this.#parts.push(Buffer.from(chunk.subarray(from, to)));
    this.#bytes += to - from;
    if (this.#bytes <= MAX_LINE_BYTES) return;
    this.#overflow = true;
    this.#parts = [Buffer.from(Buffer.concat(this.#parts).subarray(0, KEPT_BYTES))];
  }

  #drop(): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#overflow = false;
  }

  #emit(): void {
    const bytes = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    const tooLong = this.#overflow;
    this.#drop();
    this.#mode = "BETWEEN";
    this.#inString = false;
    this.#escaped = false;
    this.#keyFrom = -1;
    if (typeof this.#frames.at(-1) === "object") {
      this.#frames.pop();
      return;
    }
    // The object is a wrapper with an empty list, so it has no rows.
    if (this.#emptyList && this.#open.length === 0 && this.#ofEventSeen < 2) return;
    const text = bytes.toString("utf8");
    if (tooLong) this.#handler.tooLong(text, this.#rowLine);
    else if (text.trim() !== "") this.#handler.row(text.trim(), isUtf8(bytes), this.#rowLine);
  }
}
