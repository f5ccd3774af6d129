// A faster way to read most rows of a CSV file: turns plain rows into records of the spill files (spill.ts), byte by
// byte. A row is plain if it is one line, and each value is written in the form that most logs use (ASCII keys,
// `2017-01-07T18:55:24Z`, `12.5`). Values may be quoted if they contain no quote themselves. This takes a fifth of the
// time that csv.ts and rows.ts take, because no string and no object is created for a row. All other rows are read by
// csv.ts and rows.ts. These include every row that must be rejected, and every row with an invalid value that is left
// out. For a plain row, both ways write the same bytes.
import { MAX_ATTRIBUTES_BYTES } from "../../model/check.js";
import { canonicalJson } from "../../model/json.js";
import { FUTURE_TOLERANCE } from "../../model/time.js";
import { FIELDS, type Field, type Mapping, type ResolvedMapping } from "../mapping/mapping.js";
import type { RowMapper, RowOptions } from "../rows.js";
import { ATTRIBUTES, CASE_ID, COST, FIXED_BYTES, ID, JOURNEY, SEQUENCE, VALUE } from "../spill/packedRow.js";
import { CUSTOMER_LENGTH_AT, HEAD_BYTES, NUMBER_AT, RAW_BYTES_AT, type SpillWriter } from "../spill/spill.js";
import { PlainOrigins } from "./plainOrigins.js";
import { PlainTimes, readAmount, readDigits } from "./plainValues.js";

const LF = 10;
const CR = 13;
const BLANK = 32;
const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const BRACE = 123;
const END_BRACE = 125;
const LAST_OF_ASCII = 126;
/** The largest number of bytes of a key. A row with a longer key must be rejected, so it is not read here. */
const MAX_KEY = 512;
/**
 * A text that begins with one of these characters may be a placeholder (model/placeholders.ts), unless it contains a
 * digit from 1 to 9.
 */
const MAY_BE_PLACEHOLDER = new Set([..."nNuUtTfF(#\\[{0+-"].map((character) => character.charCodeAt(0)));
/** A placeholder that is a JSON object or list may contain digits. */
const JSON_STARTS = new Set([..."[{"].map((character) => character.charCodeAt(0)));
/** The fields whose values are read here. A row with a value of another field is not plain. */
const READ: readonly Field[] = [
  "customer",
  "touchpoint",
  "at",
  "channel",
  "stage",
  "value",
  "cost",
  "journey",
  "id",
  "sequence",
  "caseId",
];
/** In a plain file, only these fields may have a constant text, because it is part of the origin of the rows. */
const OF_ORIGIN: readonly Field[] = ["touchpoint", "channel", "stage"];
const NONE = -1;
/** A text of up to this many bytes is copied byte by byte, which is faster. A longer one is copied by the runtime. */
const SHORT = 48;
/** A raw row of up to this many bytes is copied four bytes at a time. */
const SHORT_ROW = 256;
/** Reading plain rows is given up when more than this many rows, and more than half of all rows, were not plain. */
const MAX_OTHERS = 1_000;

interface Property {
  readonly column: number;
  /** The text of JSON before the value: the name, and the quote that begins the value. */
  readonly before: Buffer;
}

export interface TakenLines {
  /** The position after the lines. */
  readonly at: number;
  readonly rows: number;
}

export interface PlainFile {
  readonly delimiter: string;
  /** The number of columns. */
  readonly columns: number;
  readonly mapping: Mapping;
}

export interface PlainTarget {
  readonly resolved: ResolvedMapping;
  readonly mapper: RowMapper;
  readonly options: RowOptions;
  readonly spill: SpillWriter;
}

export class PlainRows {
  readonly #spill: SpillWriter;
  readonly #mapper: RowMapper;
  readonly #delimiter: number;
  readonly #columns: number;
  readonly #latest: number;
  /** The column of each field; NONE if the field has no column. */
  readonly #column: Readonly<Record<Field, number>>;
  /** Columns that must be empty in a plain row. */
  readonly #empty: readonly number[];
  /** The columns that become properties, in the order of canonical JSON. */
  readonly #properties: readonly Property[];
  /** The largest number of bytes of the JSON text around the values of properties. */
  readonly #propertyBytes: number;
  /** The positions at which the values of the current row start and end. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** For each byte: 1 if it may end a value, or if it is not written to JSON as it is. */
  readonly #special = new Uint8Array(256);
  readonly #times = new PlainTimes();
  readonly #origins: PlainOrigins;
  readonly #amounts: readonly (readonly [column: number, bit: number])[];
  readonly #decimalPoint: boolean;
  /** The bytes that `take` reads, and a view of them. */
  #viewed: Buffer | null = null;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #rows = 0;
  #others = 0;
  #hash = 0;
  #escaped = false;

  /**
   * Creates a reader of plain rows. Returns null if the columns or the mapping of the file are such that no row can be
   * plain.
   */
  static of(file: PlainFile, into: PlainTarget): PlainRows | null {
    const { delimiter, mapping } = file;
    const { resolved } = into;
    if (delimiter.length !== 1 || delimiter === '"' || delimiter.charCodeAt(0) > LAST_OF_ASCII) return null;
    if (resolved.timeColumn >= 0) return null;
    if (mapping.dateFormat !== null || mapping.epoch !== null || mapping.rules.length > 0) return null;
    // Without a column for customers, rows have only an anonymous key, which is not read here.
    if (resolved.places.customer === undefined) return null;
    if (new Set(resolved.attributes.map(({ name }) => name)).size < resolved.attributes.length) return null;
    for (const field of FIELDS) {
      const place = resolved.places[field];
      if (place !== undefined && "constant" in place && !OF_ORIGIN.includes(field)) return null;
    }
    return new PlainRows(file, into);
  }

  private constructor({ delimiter, columns, mapping }: PlainFile, { resolved, mapper, options, spill }: PlainTarget) {
    this.#spill = spill;
    this.#mapper = mapper;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#columns = columns;
    this.#latest = options.now === null ? Number.POSITIVE_INFINITY : options.now + FUTURE_TOLERANCE;
    const column = {} as Record<Field, number>;
    for (const field of FIELDS) {
      const place = resolved.places[field];
      column[field] = place !== undefined && "column" in place ? place.column : NONE;
    }
    this.#column = column;
    const { attributes, attributesColumn } = resolved;
    this.#empty = [
      ...FIELDS.filter((field) => !READ.includes(field)).map((field) => column[field]),
      attributesColumn,
    ].filter((index) => index >= 0);
    this.#properties = propertiesOf(attributes);
    this.#propertyBytes = this.#properties.reduce((sum, { before }) => sum + before.length + 2, 2);
    this.#decimalPoint = mapping.decimal !== ",";
    this.#amounts = [
      [column.value, VALUE],
      [column.cost, COST],
    ];
    this.#starts = new Int32Array(columns);
    this.#ends = new Int32Array(columns);
    this.#origins = new PlainOrigins(mapper, column, this.#starts, this.#ends);
    this.#special.fill(1, 0, BLANK);
    for (const byte of [QUOTE, BACKSLASH, this.#delimiter]) this.#special[byte] = 1;
  }

  /** Whether reading rows in this way is still worthwhile. */
  get active(): boolean {
    return this.#others <= MAX_OTHERS || this.#others <= this.#rows;
  }

  /**
   * Reads lines, starting at `at`. Stops before the first line that is not plain, or whose end is not in `bytes`.
   * `number` and `line` are those of the previous record. `bytes` must be valid UTF-8.
   */
  take(bytes: Buffer, at: number, number: number, line: number): TakenLines {
    if (bytes !== this.#viewed) {
      this.#viewed = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    let rows = 0;
    let from = at;
    for (;;) {
      const end = this.#row(bytes, from, number + rows + 1, line + rows + 1);
      if (end < 0) break;
      from = end;
      rows++;
    }
    this.#rows += rows;
    this.#others++;
    return { at: from, rows };
  }

  /**
   * Finds the values of the row at `from`, without their quotes. Returns the position of the line feed at its end;
   * negative if the row is not plain. `#escaped` then says whether a value has a byte that JSON writes in another way.
   */
  #split(bytes: Buffer, from: number): number {
    const starts = this.#starts;
    const ends = this.#ends;
    const special = this.#special;
    const delimiter = this.#delimiter;
    const { length } = bytes;
    let field = 0;
    this.#escaped = false;
    starts[0] = from;
    for (let i = from; i < length; i++) {
      if (special[bytes[i]!] === 0) continue;
      let byte = bytes[i]!;
      if (byte === QUOTE) {
        if (i !== starts[field]) return NONE;
        const end = bytes.indexOf(QUOTE, i + 1);
        if (end < 0) return NONE;
        for (let inside = i + 1; inside < end; inside++) {
          byte = bytes[inside]!;
          if (byte === LF || byte === CR) return NONE;
          if (byte < BLANK || byte === BACKSLASH) this.#escaped = true;
        }
        starts[field] = i + 1;
        ends[field] = end;
        i = end + 1;
        byte = bytes[i] ?? QUOTE;
        if (byte === CR) byte = bytes[++i] === LF ? LF : QUOTE;
        if (byte !== delimiter && byte !== LF) return NONE;
      } else if (byte === delimiter || byte === LF) ends[field] = i;
      else if (byte === CR) {
        if (bytes[i + 1] !== LF) return NONE;
        ends[field] = i++;
        byte = LF;
      } else {
        this.#escaped = true;
        continue;
      }
      field++;
      if (byte === LF) return field === this.#columns ? i : NONE;
      if (field === this.#columns) return NONE;
      starts[field] = i + 1;
    }
    return NONE;
  }

  /** Spills the row at `from`. Returns the position after it; negative if it is not plain. */
  #row(bytes: Buffer, from: number, number: number, line: number): number {
    const lineEnd = this.#split(bytes, from);
    if (lineEnd < 0) return NONE;
    const starts = this.#starts;
    const ends = this.#ends;
    const rawEnd = lineEnd > from && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    for (let e = 0; e < this.#empty.length; e++) {
      const column = this.#empty[e]!;
      if (ends[column]! !== starts[column]!) return NONE;
    }
    const column = this.#column;
    const customerStart = starts[column.customer]!;
    const customerEnd = ends[column.customer]!;
    if (!this.#isKey(bytes, customerStart, customerEnd, true)) return NONE;
    const customerHash = this.#hash;
    const time = this.#times.read(bytes, starts[column.at]!, ends[column.at]!);
    if (!(time <= this.#latest)) return NONE;
    // The id is checked before the origin is found, because a row without an id must not create an origin.
    if (column.id >= 0 && !this.#isKey(bytes, starts[column.id]!, ends[column.id]!, false)) return NONE;
    const origin = this.#origins.of(bytes);
    if (origin < 0) return NONE;

    // Space for the raw row, four keys, and the properties, which may be nearly twice as long as the raw row.
    const rawBytes = rawEnd - from;
    const keyBytes = 4 * (2 + Math.min(MAX_KEY, rawBytes));
    const most = HEAD_BYTES + FIXED_BYTES + 3 * 8 + keyBytes + 3 * rawBytes + this.#propertyBytes;
    const bucket = this.#spill.room(customerHash, most);
    if (bucket === null) return NONE;
    const { buffer, view, used: start } = bucket;
    let to = start + HEAD_BYTES;
    for (let b = customerStart; b < customerEnd; b++) buffer[to++] = bytes[b]!;
    const packed = to;
    to += FIXED_BYTES;
    let known = 0;
    if (column.id >= 0) {
      known |= ID;
      to = writeText(bytes, starts[column.id]!, ends[column.id]!, buffer, to);
    }
    if (column.sequence >= 0) {
      const sequence = readDigits(bytes, starts[column.sequence]!, ends[column.sequence]!);
      if (!(sequence >= 0)) return NONE;
      if (sequence !== number) {
        known |= SEQUENCE;
        view.setFloat64(to, sequence, true);
        to += 8;
      }
    }
    for (let a = 0; a < 2; a++) {
      const amountColumn = this.#amounts[a]![0];
      if (amountColumn < 0) continue;
      const amountStart = starts[amountColumn]!;
      const amountEnd = ends[amountColumn]!;
      if (amountStart === amountEnd) continue;
      const amount = readAmount(bytes, amountStart, amountEnd, this.#decimalPoint);
      if (!(amount >= 0)) return NONE;
      known |= this.#amounts[a]![1];
      view.setFloat64(to, amount, true);
      to += 8;
    }
    for (let key = 0; key < 2; key++) {
      const keyColumn = key === 0 ? column.journey : column.caseId;
      if (keyColumn < 0) continue;
      const keyStart = starts[keyColumn]!;
      const keyEnd = ends[keyColumn]!;
      if (keyStart === keyEnd) continue;
      if (keyColumn !== column.customer && !this.#isKey(bytes, keyStart, keyEnd, true)) return NONE;
      known |= key === 0 ? JOURNEY : CASE_ID;
      to = writeText(bytes, keyStart, keyEnd, buffer, to);
    }
    if (this.#properties.length > 0) {
      const end = this.#writeProperties(bytes, buffer, to + 2);
      if (end < 0) return NONE;
      if (end > to + 2) {
        known |= ATTRIBUTES;
        view.setUint16(to, end - to - 2, true);
        to = end;
      }
    }
    const raw = to;
    to =
      rawBytes > SHORT_ROW ? to + bytes.copy(buffer, to, from, rawEnd) : copyWords(this.#view, from, rawEnd, view, to);

    view.setUint32(start, to - start - 4, true);
    view.setUint32(start + 4, line, true);
    view.setUint32(start + NUMBER_AT, number, true);
    view.setUint32(start + RAW_BYTES_AT, to - raw, true);
    view.setUint16(start + CUSTOMER_LENGTH_AT, customerEnd - customerStart, true);
    view.setFloat64(packed, time, true);
    view.setUint32(packed + 8, origin, true);
    view.setUint32(packed + 12, known, true);
    bucket.used = to;
    bucket.rows++;
    this.#mapper.originRows[origin] = (this.#mapper.originRows[origin] ?? 0) + 1;
    return lineEnd + 1;
  }

  /**
   * Writes the canonical JSON of the properties. Returns the position after it, which is `to` if there are none;
   * negative if the row is not plain.
   */
  #writeProperties(bytes: Buffer, buffer: Buffer, to: number): number {
    let at = to;
    for (let p = 0; p < this.#properties.length; p++) {
      const { column, before } = this.#properties[p]!;
      const start = this.#starts[column]!;
      const end = this.#ends[column]!;
      if (start === end) continue;
      buffer[at] = at === to ? BRACE : COMMA;
      at = copy(before, 0, before.length, buffer, at + 1);
      if (!this.#escaped) at = copy(bytes, start, end, buffer, at);
      else
        for (let i = start; i < end; i++) {
          const byte = bytes[i]!;
          if (byte < BLANK) return NONE;
          if (byte === BACKSLASH) buffer[at++] = BACKSLASH;
          buffer[at++] = byte;
        }
      buffer[at++] = QUOTE;
    }
    if (at === to) return to;
    buffer[at++] = END_BRACE;
    return at - to > MAX_ATTRIBUTES_BYTES ? NONE : at;
  }

  /**
   * Whether the bytes are a usual key: printable ASCII without blanks at the ends, of allowed length. If `named` is
   * true, a text that may be a placeholder is not a usual key. Stores the hash of the text in `#hash`, for
   * `SpillWriter`.
   */
  #isKey(bytes: Buffer, start: number, end: number, named: boolean): boolean {
    if (start >= end || end - start > MAX_KEY || bytes[start] === BLANK || bytes[end - 1] === BLANK) return false;
    let hash = 0x811c9dc5;
    let hasDigit = false;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      if (byte < BLANK || byte > LAST_OF_ASCII) return false;
      if (byte > ZERO && byte <= NINE) hasDigit = true;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    this.#hash = hash;
    if (!named) return true;
    const first = bytes[start]!;
    return !MAY_BE_PLACEHOLDER.has(first) || (hasDigit && !JSON_STARTS.has(first));
  }
}

/**
 * The properties in the order in which canonical JSON has them. It is not always that of the names, because JavaScript
 * places names that are numbers first.
 */
function propertiesOf(attributes: ResolvedMapping["attributes"]): Property[] {
  const columns = new Map(attributes.map(({ name, column }) => [name, column]));
  const all = JSON.parse(canonicalJson(Object.fromEntries(columns))) as object;
  return Object.keys(all).map((name) => ({
    column: columns.get(name)!,
    before: Buffer.from(`${JSON.stringify(name)}:"`),
  }));
}

/** Copies bytes. Returns the position after them. */
function copy(bytes: Uint8Array, start: number, end: number, into: Buffer, at: number): number {
  if (end - start > SHORT) {
    (bytes as Buffer).copy(into, at, start, end);
    return at + end - start;
  }
  let to = at;
  for (let i = start; i < end; i++) into[to++] = bytes[i]!;
  return to;
}

/** Copies bytes, four at a time. Returns the position after them. */
function copyWords(from: DataView, start: number, end: number, into: DataView, at: number): number {
  let to = at;
  let i = start;
  for (; i + 4 <= end; i += 4, to += 4) into.setInt32(to, from.getInt32(i, true), true);
  for (; i < end; i++) into.setUint8(to++, from.getUint8(i));
  return to;
}

/** Writes a text in the form of packedRow.ts. */
function writeText(bytes: Buffer, start: number, end: number, into: Buffer, at: number): number {
  const length = end - start;
  into[at] = length & 255;
  into[at + 1] = length >>> 8;
  let to = at + 2;
  for (let i = start; i < end; i++) into[to++] = bytes[i]!;
  return to;
}
