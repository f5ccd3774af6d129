// Lines to records of either format: a list of texts, one for each name of the header.
//
// NDJSON has no header: it is made of the keys of the first HEADER_ROWS objects and of the names asked for; a name with
// dots also leads into nested objects (`properties.channel`). A text that starts with `{` is NDJSON, any other is CSV.
import type { ErrorCode } from "../model/errors.js";
import { type JsonObject, JsonProblem, readJson, readJsonObject } from "../model/json.js";
import { CsvReader, detectDelimiter } from "./csv.js";
import { badFile } from "./input.js";
import { SAMPLE_ROWS } from "./mapping.js";

/** Objects leave out what they don't know, so one is not enough to learn the names. */
const HEADER_ROWS = SAMPLE_ROWS;
/** Long rows are not waited for that long: they are in memory meanwhile. */
export const SAMPLE_CHARACTERS = 1 << 24;

export interface RecordFormat {
  readonly format: "csv" | "ndjson";
  readonly delimiter: string;
  readonly header: readonly string[];
}

export interface RecordProblem {
  /** Null: the whole row. */
  readonly field: string | null;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface RecordHandler {
  /** Called once, before any record. Of NDJSON more names may be asked for: the header that it returns is used. */
  header(format: RecordFormat): readonly string[];
  /** `raw` is the record as it stands in the file; `number` counts records, good and bad, from 1; so does `line` lines. */
  record(fields: readonly string[], raw: string, number: number, line: number): void;
  bad(problem: RecordProblem, raw: string, number: number, line: number): void;
}

export interface RecordReader {
  push(text: string, valid: boolean): void;
  end(): void;
}

export interface ReadOptions {
  readonly file: string;
  /** Null: found out from the header. */
  readonly delimiter: string | null;
  /** Names that stand in an NDJSON header whether the first objects have them or not. */
  readonly names: readonly string[];
}

/** A reader that finds the format out from the first line that is not blank. */
export function recordReader(options: ReadOptions, handler: RecordHandler): RecordReader {
  let reader: RecordReader | null = null;
  let blankLines = 0;
  return {
    push(text, valid) {
      if (reader === null) {
        if (text.trim() === "") {
          blankLines++;
          return;
        }
        reader = text.trimStart().startsWith("{")
          ? new NdjsonRecords(options, handler)
          : new CsvRecords(options, handler);
        for (let i = 0; i < blankLines; i++) reader.push("", true);
      }
      reader.push(text, valid);
    },
    end() {
      if (reader === null)
        throw badFile(options.file, "is empty", "Give a file with a header line and one event a line.");
      reader.end();
    },
  };
}

/** Whether an NDJSON row has a name at all, be its value empty or null. The text is looked at before it is parsed. */
export function hasName(raw: string, name: string): boolean {
  return raw.includes(`"${name.split(".").at(-1)}"`) && memberOf(readJson(raw) as JsonObject, name) !== undefined;
}

class CsvRecords implements RecordReader {
  readonly #options: ReadOptions;
  readonly #reader: CsvReader;
  #columns = 0;
  #number = 0;

  constructor(options: ReadOptions, handler: RecordHandler) {
    this.#options = options;
    this.#reader = new CsvReader(options.delimiter ?? "", {
      record: (fields, raw, line) => {
        if (this.#columns === 0) return this.#header(fields, handler);
        const number = ++this.#number;
        if (fields.length === this.#columns) handler.record(fields, raw, number, line);
        else {
          const short = fields.length < this.#columns;
          const message = `The row has ${fields.length} fields and the header ${this.#columns}.`;
          handler.bad({ field: null, code: short ? "SHORT_ROW" : "LONG_ROW", message }, raw, number, line);
        }
      },
      unclosedQuote: (raw, line) => {
        this.#needsHeader("has an unclosed quote");
        const message = "A quoted field does not end, or text follows its closing quote.";
        handler.bad({ field: null, code: "UNCLOSED_QUOTE", message }, raw, ++this.#number, line);
      },
      badEncoding: (raw, line) => {
        this.#needsHeader("is not UTF-8");
        handler.bad({ field: null, code: "BAD_ENCODING", message: "The row is not UTF-8." }, raw, ++this.#number, line);
      },
    });
  }

  push(text: string, valid: boolean): void {
    if (this.#reader.delimiter === "" && text.trim() !== "") this.#reader.delimiter = detectDelimiter(text);
    this.#reader.push(text, valid);
  }

  end(): void {
    this.#reader.end();
  }

  #header(fields: string[], handler: RecordHandler): void {
    this.#columns = fields.length;
    handler.header({ format: "csv", delimiter: this.#reader.delimiter, header: fields.map((name) => name.trim()) });
  }

  #needsHeader(what: string): void {
    if (this.#columns === 0)
      throw badFile(this.#options.file, `has a header that ${what}`, "Save the file as CSV UTF-8.");
  }
}

class NdjsonRecords implements RecordReader {
  readonly #options: ReadOptions;
  readonly #handler: RecordHandler;
  #header: readonly string[] | null = null;
  #waiting: { text: string; valid: boolean }[] = [];
  #waitingCharacters = 0;
  readonly #names = new Set<string>();
  #line = 0;
  #number = 0;

  constructor(options: ReadOptions, handler: RecordHandler) {
    this.#options = options;
    this.#handler = handler;
  }

  push(text: string, valid: boolean): void {
    if (this.#header !== null) {
      this.#row(text, valid);
      return;
    }
    this.#waiting.push({ text, valid });
    this.#waitingCharacters += text.length;
    const object = valid ? parseObject(text) : null;
    if (object !== null) for (const name of Object.keys(object)) this.#names.add(name);
    if (this.#waiting.length >= HEADER_ROWS || this.#waitingCharacters > SAMPLE_CHARACTERS) this.#start();
  }

  end(): void {
    if (this.#header === null) this.#start();
  }

  #start(): void {
    const header = [...new Set([...this.#names, ...this.#options.names])];
    this.#header = this.#handler.header({ format: "ndjson", delimiter: "", header });
    for (const { text, valid } of this.#waiting) this.#row(text, valid);
    this.#waiting = [];
  }

  #row(text: string, valid: boolean): void {
    this.#line++;
    const raw = text.trim();
    if (raw === "") return;
    const number = ++this.#number;
    const object = valid ? parseObject(raw) : null;
    if (object !== null) this.#handler.record(pick(object, this.#header!), raw, number, this.#line);
    else if (valid)
      this.#handler.bad(
        { field: null, code: "BAD_JSON", message: "The line is not one JSON object." },
        raw,
        number,
        this.#line,
      );
    else
      this.#handler.bad(
        { field: null, code: "BAD_ENCODING", message: "The line is not UTF-8." },
        raw,
        number,
        this.#line,
      );
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

function pick(object: JsonObject, header: readonly string[]): string[] {
  return header.map((name) => textOf(memberOf(object, name)));
}

/** Undefined only where the object does not have the name. */
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
