// Objects out of JSON text that is not one object a line: one document (a list, or an object that wraps one, such as
// { "batch": [ … ] }), or objects one after another over several lines. Read as a stream: only the object at hand is in
// memory, at most MAX_LINE_BYTES of it.
//
// What is no object, or no JSON, is given on as one bad row; reading goes on at the next object that can be found. A string
// never runs over a line in JSON, and within an object no value stands without its key: so a lost quote or brace costs
// few rows.
import { isUtf8 } from "node:buffer";
import { MAX_LINE_BYTES } from "./lines.js";

/** Members that wrap the list of events; a wrapper may stand in another. */
export const WRAPPERS: readonly string[] = ["batch", "events", "data", "value", "results", "records", "items"];

export interface DocumentHandler {
  /** One object as it stands in the file, or what stands in the place of one; `line` is that of its beginning. */
  row(text: string, valid: boolean, line: number): void;
  /** Too long to be read; `text` is its beginning. */
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
/** Kept of what is too long. */
const KEPT_BYTES = 1 << 10;

/** What is being read: what stands between rows; an object; another value in the place of one; text that is damaged. */
type Mode = "BETWEEN" | "ROW" | "OTHER" | "DAMAGED";

/** What is around the rows: a list, or the objects that wrap one, so many deep. */
type Frame = "LIST" | { readonly depth: number };

export class DocumentReader {
  /** The members that led to the list, and other members beside it, for the report. */
  readonly wrappers: string[] = [];
  readonly beside = new Set<string>();
  readonly #handler: DocumentHandler;
  /** Whether a member of this name says that its object is an event and wraps none. */
  readonly #ofEvent: (name: string) => boolean;
  #mode: Mode = "BETWEEN";
  #line = 1;
  /** Lists and wrappers around the rows. */
  readonly #frames: Frame[] = [];
  /** Of the row at hand: containers that are open (true: an object), the last character that is no blank, its bytes. */
  #open: boolean[] = [];
  #last = 0;
  #inString = false;
  #escaped = false;
  #parts: Buffer[] = [];
  #bytes = 0;
  #rowLine = 0;
  /** Of an object that may be a wrapper: its members' names are looked at. */
  #mayWrap = false;
  #wrapDepth = 1;
  #emptyList = false;
  /** The row is too long: it is read on, but not kept. */
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
              // The row ends before this byte, which then stands between rows.
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
          // Up to a line that begins with an object.
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
    // A row that does not end, or what was left of a damaged one.
    if (this.#mode !== "BETWEEN" && this.#bytes > 0) this.#emit();
  }

  /** A byte outside rows; true if a row begins with it. */
  #between(byte: number): boolean {
    switch (byte) {
      case SPACE:
      case TAB:
      case LF:
      case CR:
      case COMMA:
      case CLOSE_OBJECT:
        // A brace too many holds no data.
        return false;
      case CLOSE_LIST: {
        if (this.#frames.at(-1) === "LIST") this.#frames.pop();
        const wrapper = this.#frames.at(-1);
        if (typeof wrapper !== "object") return false;
        // What stands behind the list in its wrapper is read as members of it.
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

  /** A byte within a string; false if the string is broken by the end of the line. */
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
        // A value without its key: a brace or quote before it was lost.
        if (open.at(-1) === true && last !== COLON) return "BROKEN";
        if (this.#listBegins(last)) {
          this.#frames.push({ depth: this.#wrapDepth }, "LIST");
          this.wrappers.push(this.#key);
          this.#begin();
          return "WRAPS";
        }
        // A wrapper may stand in another.
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

  /** Whether an object begins the list that a wrapping member holds. */
  #listBegins(last: number): boolean {
    return this.#mayWrap && this.#wantsList && last === OPEN_LIST && this.#open.length === this.#wrapDepth + 1;
  }

  #take(chunk: Buffer, from: number, to: number): void {
    // Of a wrapper's members behind its list nothing is kept.
    if (to <= from || this.#overflow || typeof this.#frames.at(-1) === "object") return;
    // A copy, since the stream may use its memory again.
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
    // A wrapper of nothing.
    if (this.#emptyList && this.#open.length === 0 && this.#ofEventSeen < 2) return;
    const text = bytes.toString("utf8");
    if (tooLong) this.#handler.tooLong(text, this.#rowLine);
    else if (text.trim() !== "") this.#handler.row(text.trim(), isUtf8(bytes), this.#rowLine);
  }
}
