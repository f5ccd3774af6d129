// Converts JSON objects to records, either of a file with one object per line, or of a JSON document (document.ts).
//
// JSON objects have no header line, so their header consists of the keys of the first SAMPLE_ROWS objects, and of the
// names that the mapping needs. A name with dots can also name a member of a nested object (`properties.channel`).
import { type JsonObject, JsonProblem, readJson, readJsonObject } from "../model/json.js";
import { DocumentReader, WRAPPERS } from "./document.js";
import type { OnLine } from "./lines.js";
import { OTHERS, type Remark, SAMPLE_ROWS } from "./mapping/mapping.js";
import { isOfEvent } from "./names.js";
import {
  BYTE_ORDER_MARK,
  NOT_UTF8,
  type ReadOptions,
  type RecordHandler,
  SAMPLE_CHARACTERS,
  TOO_LONG,
} from "./recordFormat.js";
import { fromSegment, isSegment, SEGMENT_HEADER } from "./segment.js";

/** Objects omit unknown values, so one object is not enough to find the names. */
const HEADER_ROWS = SAMPLE_ROWS;

/** Whether JSON text has anything other than one object per line. */
export function isDocument(head: string, names: readonly string[]): boolean {
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

export class NdjsonLines implements OnLine {
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

export class DocumentRecords {
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
