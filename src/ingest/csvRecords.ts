// Converts the lines of a CSV file to records. A first line `sep=;` and comment lines that start with `#` are handled
// here, and the delimiter is determined. The fields of a line are found by csv.ts.
import { badFile } from "./badFile.js";
import { CsvReader, findDelimiter, headerFields, splitRecord } from "./csv.js";
import { MAX_LINE_BYTES, type OnLine } from "./lines.js";
import type { Remark } from "./mapping/mapping.js";
import { isKnownName } from "./names.js";
import { NOT_UTF8, type ReadOptions, type RecordFormat, type RecordHandler, TOO_LONG } from "./recordFormat.js";

/** The lines that determine the header of a CSV file, its delimiter and its comments. */
const PREAMBLE_LINES = 20;

const DELIMITER_NAMES: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" };

export class CsvRecords implements OnLine {
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
