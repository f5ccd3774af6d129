// Converts the text of a file, in any format, to records: a list of texts, one for each name of the header.
//
// JSON objects have no header line, so their header consists of the keys of the first SAMPLE_ROWS objects, and of the
// names that the mapping needs. A name with dots can also name a member of a nested object (`properties.channel`).
//
// The first bytes determine the format. Text that starts with `{` either has one object per line or is one JSON
// document (document.ts). Text that starts with `[` is a JSON document too if a list, an object or nothing follows the
// bracket. All other text is CSV.
//
// For CSV, a first line `sep=;`, comment lines that start with `#`, UTF-16 and old line ends (decode.ts) are handled
// here.
import type { ErrorCode } from "../model/errors.js";
import { type JsonObject, JsonProblem, readJson, readJsonObject } from "../model/json.js";
import { badFile } from "./badFile.js";
import { CsvReader, findDelimiter, headerFields, splitRecord } from "./csv.js";
import { Decoder } from "./decode.js";
import { DocumentReader, WRAPPERS } from "./document.js";
import { LineSplitter, MAX_LINE_BYTES, type OnLine } from "./lines.js";
import { OTHERS, type Remark, SAMPLE_ROWS } from "./mapping/mapping.js";
import { isKnownName, isOfEvent } from "./names.js";
import { fromSegment, isSegment, SEGMENT_HEADER } from "./segment.js";

/** Objects omit unknown values, so one object is not enough to find the names. */
const HEADER_ROWS = SAMPLE_ROWS;
/** The sample ends once it has this many characters, even if it has few rows, because it is kept in memory. */
export const SAMPLE_CHARACTERS = 1 << 24;
/** The lines that determine the header of a CSV file, its delimiter and its comments. */
const PREAMBLE_LINES = 20;
const BYTE_ORDER_MARK = "\uFEFF";

export interface RecordFormat {
  /** "ndjson" means every form of JSON, including documents. Each row is one object. */
  readonly format: "csv" | "ndjson";
  readonly delimiter: string;
  readonly header: readonly string[];
}

export interface RecordProblem {
  /** The field; null if the problem concerns the whole row. */
  readonly field: string | null;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface RecordHandler {
  /** Called once, before any record. The returned header is used, so more names can be requested for NDJSON. */
  header(format: RecordFormat): readonly string[];
  /** `raw` is the record as written in the file. `number` counts records, good and bad, from 1; `line` counts lines. */
  record(fields: readonly string[], raw: string, number: number, line: number): void;
  bad(problem: RecordProblem, raw: string, number: number, line: number): void;
  /**
   * An optional, faster way to read CSV: this method reads lines as bytes, starting at `at`. Each line that it reads is
   * a record. `number` and `line` belong to the previous record. It returns null if it reads none of the remaining
   * lines.
   */
  takeLines?(bytes: Buffer, at: number, number: number, line: number): { at: number; rows: number } | null;
}

export interface RecordReader {
  push(chunk: Buffer): void;
  end(): void;
  /** Remarks about how the file was read. */
  remarks(): readonly Remark[];
  /** Whether the file is one JSON document, or has objects that span several lines. */
  readonly isDocument: boolean;
  /**
   * The number of lines read, if the file is CSV in UTF-8 and a line can be read next without knowing those before.
   * Otherwise null: within a record, and in other formats.
   */
  readonly lines: number | null;
  /** Counts comments that another reader has found. */
  addComments(count: number): void;
}

/** A reader of the lines of a CSV file from any line on. */
export interface LinesReader {
  push(chunk: Buffer): void;
  end(): void;
  readonly comments: number;
}

/** Creates a reader of CSV that begins with a row. It counts lines and records from there. */
export function linesReader(file: string, format: RecordFormat, handler: RecordHandler): LinesReader {
  const records = CsvRecords.after({ file, delimiter: null, names: [] }, format, handler);
  const lines = new LineSplitter(records, false);
  return {
    push: (chunk) => lines.push(chunk),
    end() {
      lines.end();
      records.end();
    },
    get comments() {
      return records.comments;
    },
  };
}

export interface ReadOptions {
  readonly file: string;
  /** The delimiter; null if it is detected from the header. */
  readonly delimiter: string | null;
  /** Names that an NDJSON header contains whether or not the first objects have them. */
  readonly names: readonly string[];
}

interface TextReader {
  push(chunk: Buffer): void;
  end(): void;
  remarks(): readonly Remark[];
  /** The records, if the file is CSV. */
  readonly csv?: CsvRecords | null;
}

/** Creates a reader that detects the format of a file from its first bytes. */
export function recordReader(options: ReadOptions, handler: RecordHandler): RecordReader {
  const decoder = new Decoder();
  let reader: TextReader | null = null;
  /** The blank bytes at the beginning, kept until the first other byte arrives. */
  let blank: Buffer[] = [];
  const take = (chunk: Buffer): void => {
    if (reader !== null) {
      reader.push(chunk);
      return;
    }
    if (chunk.length === 0) return;
    const head = chunk.toString("utf8").replace(BYTE_ORDER_MARK, "");
    if (head.trim() === "") {
      blank.push(chunk);
      return;
    }
    reader = textReader(head.trimStart(), options, handler);
    for (const piece of blank) reader.push(piece);
    blank = [];
    reader.push(chunk);
  };
  return {
    push: (chunk) => take(decoder.push(chunk)),
    end() {
      take(decoder.end());
      if (reader === null)
        throw badFile(options.file, "is empty", "Give a file with a header line and one event a line.");
      reader.end();
    },
    remarks() {
      const remarks: Remark[] = [];
      if (decoder.encoding !== "utf-8")
        remarks.push({ code: "ENCODING", message: `The file is encoded as ${decoder.encoding.toUpperCase()}.` });
      if (decoder.oldLineEnds) remarks.push({ code: "LINE_ENDS", message: "The lines of the file end with CR only." });
      return [...remarks, ...(reader?.remarks() ?? [])];
    },
    get isDocument() {
      return reader instanceof DocumentRecords;
    },
    get lines() {
      return decoder.encoding === "utf-8" && !decoder.oldLineEnds ? (reader?.csv?.lines ?? null) : null;
    },
    addComments(count) {
      reader!.csv!.comments += count;
    },
  };
}

function textReader(head: string, options: ReadOptions, handler: RecordHandler): TextReader {
  if (isDocument(head, options.names)) return new DocumentRecords(options, handler);
  const csv = head.startsWith("{") ? null : new CsvRecords(options, handler);
  const records = csv ?? new NdjsonLines(options, handler);
  const lines = new LineSplitter(records);
  return {
    csv,
    push: (chunk) => lines.push(chunk),
    end() {
      lines.end();
      records.end();
    },
    remarks: () => records.remarks(),
  };
}

/** Whether JSON text has anything other than one object per line. */
function isDocument(head: string, names: readonly string[]): boolean {
  if (head.startsWith("[")) return /^\[\s*(?:[[{\]]|$)/.test(head);
  if (!head.startsWith("{")) return false;
  const [first, second] = head.split("\n", 3).map((line) => line.trim());
  if (second === undefined && head.length > HEADER_ROWS) {
    const object = parseObject(first!);
    return object === null || wraps(object, names);
  }
  const object = parseObject(first!);
  if (object !== null) return wraps(object, names);
  return /[[{,:]$/.test(first!) || /^[,\]]/.test(second ?? "") || first === "{";
}

/** Whether an object contains a list of objects and is not an event itself. */
function wraps(object: JsonObject, names: readonly string[]): boolean {
  const keys = Object.keys(object);
  if (keys.filter((key) => isOfEvent(key) || names.includes(key)).length >= 2) return false;
  return keys.some((key) => WRAPPERS.includes(key) && (isListOfObjects(object[key]) || isWrapper(object[key], names)));
}

function isWrapper(value: unknown, names: readonly string[]): boolean {
  return value !== null && typeof value === "object" && !Array.isArray(value) && wraps(value as JsonObject, names);
}

function isListOfObjects(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((item) => item !== null && typeof item === "object" && !Array.isArray(item))
  );
}

/**
 * Whether an NDJSON row has a name at all, even with an empty value or null. The text is examined before it is parsed.
 */
export function hasName(raw: string, name: string): boolean {
  return raw.includes(`"${name.split(".").at(-1)}"`) && memberOf(readJson(raw) as JsonObject, name) !== undefined;
}

const TOO_LONG: RecordProblem = {
  field: null,
  code: "LONG_LINE",
  message: `The row has more than ${MAX_LINE_BYTES >> 20} MiB; only its beginning is kept.`,
};

const NOT_UTF8 = "The row is not UTF-8. Save the file as UTF-8 (in Excel: CSV UTF-8) and import it again.";

const DELIMITER_NAMES: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" };

class CsvRecords implements OnLine {
  readonly #options: ReadOptions;
  readonly #handler: RecordHandler;
  readonly #reader: CsvReader;
  readonly #remarks: Remark[] = [];
  /** The first lines, until they determine the delimiter. */
  #preamble: { text: string; valid: boolean }[] | null = [];
  #columns = 0;
  #number = 0;
  /** The number of comments between or after the rows. */
  comments = 0;

  constructor(options: ReadOptions, handler: RecordHandler) {
    this.#options = options;
    this.#handler = handler;
    this.#reader = new CsvReader("", {
      record: (fields, raw, line) => {
        if (this.#columns === 0) return this.#header(fields);
        if (fields.length === this.#columns) handler.record(fields, raw, ++this.#number, line);
        else this.#unequal(fields, raw, line);
      },
      unclosedQuote: (raw, line) => {
        this.#needsHeader("has an unclosed quote");
        const message = "A quoted field does not end, or text follows its closing quote.";
        handler.bad({ field: null, code: "UNCLOSED_QUOTE", message }, raw, ++this.#number, line);
      },
      badEncoding: (raw, line) => {
        this.#needsHeader("is not UTF-8");
        handler.bad({ field: null, code: "BAD_ENCODING", message: NOT_UTF8 }, raw, ++this.#number, line);
      },
      tooLong: (beginning, line) => {
        this.#needsHeader(`is longer than ${MAX_LINE_BYTES >> 20} MiB`);
        handler.bad(TOO_LONG, beginning, ++this.#number, line);
      },
    });
  }

  /** Creates a reader of the rows after the header. */
  static after(options: ReadOptions, { delimiter, header }: RecordFormat, handler: RecordHandler): CsvRecords {
    const records = new CsvRecords(options, handler);
    records.#preamble = null;
    records.#columns = header.length;
    records.#reader.delimiter = delimiter;
    return records;
  }

  /** The number of lines read; null before the first row and within a record. */
  get lines(): number | null {
    return this.#preamble !== null || this.#columns === 0 ? null : this.#reader.lines;
  }

  push(text: string, valid: boolean): void {
    if (this.#preamble === null) {
      this.#reader.push(text, valid);
      return;
    }
    this.#preamble.push({ text, valid });
    if (this.#preamble.length >= PREAMBLE_LINES) this.#start();
  }

  pushLong(beginning: string): void {
    if (this.#preamble !== null) this.#start();
    this.#reader.pushLong(beginning);
  }

  takeLines(bytes: Buffer, at: number): number | null {
    if (this.#preamble !== null || this.#columns === 0) return null;
    const { lines } = this.#reader;
    // Within a record, the next line belongs to it.
    if (lines === null) return at;
    const taken = this.#handler.takeLines?.(bytes, at, this.#number, lines) ?? null;
    if (taken === null) return null;
    this.#number += taken.rows;
    this.#reader.skip(taken.rows);
    return taken.at;
  }

  end(): void {
    if (this.#preamble !== null) this.#start();
    this.#reader.end();
    if (this.#columns === 0)
      throw badFile(this.#options.file, "has no header", "Give a file with a header line and one event a line.");
  }

  remarks(): readonly Remark[] {
    if (this.comments === 0) return this.#remarks;
    const lines = this.comments === 1 ? "1 line that starts" : `${this.comments} lines that start`;
    return [
      ...this.#remarks,
      { code: "COMMENTS", message: `${lines} with # ${this.comments === 1 ? "is" : "are"} no rows.` },
    ];
  }

  /** Processes the lines before the header, and determines the delimiter. */
  #start(): void {
    const lines = this.#preamble!;
    this.#preamble = null;
    let at = 0;
    const skip = () => {
      this.#reader.skip();
      at++;
    };
    const isBlank = () => at < lines.length && lines[at]!.text.trim() === "";
    while (isBlank()) skip();
    const sep = /^"?sep=(.)"?\s*$/i.exec(lines[at]?.text ?? "")?.[1] ?? null;
    if (sep !== null) skip();
    while (isBlank()) skip();
    for (; at < lines.length && lines[at]!.text.startsWith("#") && !this.#isHeader(lines.slice(at)); skip()) {
      this.comments++;
      while (at + 1 < lines.length && lines[at + 1]!.text.trim() === "") skip();
    }
    const rest = lines.slice(at);
    this.#settleDelimiter(
      rest.map(({ text }) => text.replace(/\r$/, "")),
      sep,
    );
    for (const { text, valid } of rest) this.#reader.push(text, valid);
  }

  /**
   * Whether a line that starts with `#` is the header and not a comment. The `#` may precede the first name, or be the
   * name of a column of row numbers.
   */
  #isHeader([line, ...others]: readonly { text: string }[]): boolean {
    const known = (text: string) => {
      const { delimiter, columns } = findDelimiter(text, [], (name) => this.#isKnown(name));
      return columns < 2 ? 0 : splitRecord(text, delimiter).filter((name) => this.#isKnown(name)).length;
    };
    const next = others.find(({ text }) => text.trim() !== "" && !text.startsWith("#"));
    if (/^#[,;\t|]/.test(line!.text)) return true;
    return known(line!.text.replace(/^#\s*/, "")) > (next === undefined ? 0 : known(next.text));
  }

  #isKnown(name: string): boolean {
    return isKnownName(name) || this.#options.names.includes(name.trim());
  }

  #settleDelimiter([header = "", ...lines]: readonly string[], sep: string | null): void {
    const found = findDelimiter(
      header,
      lines.filter((line) => line !== ""),
      (name) => this.#isKnown(name),
    );
    const given = this.#options.delimiter ?? sep;
    const named = (delimiter: string) => DELIMITER_NAMES[delimiter] ?? JSON.stringify(delimiter);
    if (given === null) {
      this.#reader.delimiter = found.delimiter;
      if (found.other !== null)
        this.#remark(
          `The ${named(found.delimiter)} splits the header into ${found.columns} columns and was used as the delimiter; the ${named(found.other.delimiter)} would split it into ${found.other.columns}.`,
        );
      return;
    }
    const fields = headerFields(header, lines, given);
    const columns = typeof fields === "string" ? 1 : fields.length;
    if (columns > 1 || found.columns < 2) {
      this.#reader.delimiter = given;
      if (sep !== null) this.#remark(`Its first line says that the delimiter is ${named(sep)}.`);
      return;
    }
    this.#reader.delimiter = found.delimiter;
    this.#remark(
      `The delimiter that was given, ${named(given)}, does not split the header; the ${named(found.delimiter)} splits it into ${found.columns} columns and was used.`,
    );
  }

  #remark(message: string): void {
    this.#remarks.push({ code: "DELIMITER", message });
  }

  #header(fields: string[]): void {
    this.#columns = fields.length;
    const header = fields.map((name) => name.trim());
    if (header[0]!.startsWith("#") && header[0] !== "#") header[0] = header[0]!.slice(1).trim();
    this.#handler.header({ format: "csv", delimiter: this.#reader.delimiter, header });
  }

  #unequal(fields: readonly string[], raw: string, line: number): void {
    // The line is a comment between or after the rows.
    if (fields.length === 1 && raw.startsWith("#")) {
      this.comments++;
      return;
    }
    const code = fields.length < this.#columns ? "SHORT_ROW" : "LONG_ROW";
    const message = `The row has ${fields.length} fields, and the header has ${this.#columns}.`;
    this.#handler.bad({ field: null, code, message }, raw, ++this.#number, line);
  }

  #needsHeader(what: string): void {
    if (this.#columns === 0)
      throw badFile(this.#options.file, `has a header that ${what}`, "Save the file as CSV UTF-8.");
  }
}

/** Converts objects to records, once the first objects have determined the names. */
class ObjectRows {
  readonly #options: ReadOptions;
  readonly #handler: RecordHandler;
  #columns: Columns | null = null;
  #waiting: { text: string; valid: boolean; line: number; long: boolean }[] = [];
  #waitingCharacters = 0;
  readonly #names = new Set<string>();
  /** The values of `type` in the first objects. */
  readonly #types = new Set<unknown>();
  #isSegment = false;
  #number = 0;

  constructor(options: ReadOptions, handler: RecordHandler) {
    this.#options = options;
    this.#handler = handler;
  }

  add(text: string, valid: boolean, line: number, long = false): void {
    if (this.#columns !== null) {
      this.#row(text, valid, line, long);
      return;
    }
    this.#waiting.push({ text, valid, line, long });
    this.#waitingCharacters += text.length;
    const object = valid && !long ? parseObject(text) : null;
    if (object !== null) {
      for (const name of Object.keys(object)) this.#names.add(name);
      this.#types.add(object.type);
    }
    if (this.#waiting.length >= HEADER_ROWS || this.#waitingCharacters > SAMPLE_CHARACTERS) this.#start();
  }

  end(): void {
    if (this.#columns === null) this.#start();
  }

  #start(): void {
    this.#isSegment = isSegment(this.#names, this.#types);
    const header = [...new Set([...(this.#isSegment ? SEGMENT_HEADER : this.#names), ...this.#options.names])];
    this.#columns = new Columns(this.#handler.header({ format: "ndjson", delimiter: "", header }));
    for (const { text, valid, line, long } of this.#waiting) this.#row(text, valid, line, long);
    this.#waiting = [];
  }

  #row(raw: string, valid: boolean, line: number, long: boolean): void {
    const number = ++this.#number;
    const object = valid && !long ? parseObject(raw) : null;
    if (object !== null) {
      const columns = this.#columns!.of(this.#isSegment ? fromSegment(object) : object);
      this.#handler.record(columns, raw, number, line);
    } else if (long) this.#handler.bad(TOO_LONG, raw, number, line);
    else if (valid)
      this.#handler.bad(
        { field: null, code: "BAD_JSON", message: "The row is not one JSON object." },
        raw,
        number,
        line,
      );
    else this.#handler.bad({ field: null, code: "BAD_ENCODING", message: NOT_UTF8 }, raw, number, line);
  }
}

class NdjsonLines implements OnLine {
  readonly #rows: ObjectRows;
  #line = 0;

  constructor(options: ReadOptions, handler: RecordHandler) {
    this.#rows = new ObjectRows(options, handler);
  }

  push(text: string, valid: boolean): void {
    this.#line++;
    const raw = text.trim();
    if (raw !== "") this.#rows.add(raw, valid, this.#line);
  }

  pushLong(beginning: string): void {
    this.#rows.add(beginning, true, ++this.#line, true);
  }

  end(): void {
    this.#rows.end();
  }

  remarks(): readonly Remark[] {
    return [];
  }
}

class DocumentRecords implements TextReader {
  readonly #rows: ObjectRows;
  readonly #reader: DocumentReader;
  #atStart = true;

  constructor(options: ReadOptions, handler: RecordHandler) {
    this.#rows = new ObjectRows(options, handler);
    this.#reader = new DocumentReader(
      {
        row: (text, valid, line) => this.#rows.add(text, valid, line),
        tooLong: (text, line) => this.#rows.add(text, true, line, true),
      },
      (name) => isOfEvent(name) || options.names.includes(name),
    );
  }

  push(chunk: Buffer): void {
    const marked = this.#atStart && chunk.toString("utf8", 0, 3) === BYTE_ORDER_MARK;
    this.#atStart = false;
    this.#reader.push(marked ? chunk.subarray(3) : chunk);
  }

  end(): void {
    this.#reader.end();
    this.#rows.end();
  }

  remarks(): readonly Remark[] {
    const { wrappers, beside } = this.#reader;
    if (wrappers.length === 0) return [];
    const others = [...beside].filter((name) => !wrappers.includes(name));
    const unread = others.length === 0 ? "" : `; its other members are not read: ${others.join(", ")}`;
    return [
      {
        code: "DOCUMENT",
        message: `One JSON document; the rows are the list "${[...new Set(wrappers)].join(".")}"${unread}.`,
      },
    ];
  }
}

function parseObject(text: string): JsonObject | null {
  try {
    return readJsonObject(text);
  } catch (cause) {
    if (cause instanceof JsonProblem) return null;
    throw cause;
  }
}

/**
 * The fields of an object, in the order of a header. It goes through the members of the object, because the header also
 * contains names that few objects have.
 */
class Columns {
  readonly #empty: readonly string[];
  readonly #byName: ReadonlyMap<string, number>;
  /** Names that may lead into nested objects. */
  readonly #paths: readonly { readonly name: string; readonly column: number }[];
  /** The column for members that the header does not have; undefined if there is none. */
  readonly #others: number | undefined;

  constructor(header: readonly string[]) {
    this.#empty = header.map(() => "");
    this.#byName = new Map(header.map((name, column) => [name, column] as const));
    this.#paths = header.flatMap((name, column) => (name.includes(".") ? [{ name, column }] : []));
    this.#others = this.#byName.get(OTHERS);
  }

  of(object: JsonObject): string[] {
    const fields = this.#empty.slice();
    let others: [string, unknown][] | null = null;
    for (const name in object) {
      const column = this.#byName.get(name);
      if (column !== undefined) fields[column] = textOf(object[name]);
      else if (this.#others !== undefined && textOf(object[name]) !== "") {
        others ??= [];
        others.push([name, object[name]]);
      }
    }
    if (others !== null) fields[this.#others!] = JSON.stringify(Object.fromEntries(others));
    for (const { name, column } of this.#paths) fields[column] = textOf(memberOf(object, name));
    return fields;
  }
}

/** Undefined only if the object does not have the name. */
function memberOf(object: JsonObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  return name.includes(".") ? nested(object, name) : undefined;
}

function nested(object: JsonObject, path: string): unknown {
  let value: unknown = object;
  for (const key of path.split(".")) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);
}
