// Converts lines to CSV records as in RFC 4180, with any single delimiter. Quotes within an unquoted field are text.
//
// A quoted field may span at most MAX_QUOTED_LINES lines. If a quoted field is not closed within these lines, or if
// text follows its closing quote, the quote that opened it is taken for a stray one. Only its first line is then
// rejected, and reading continues at the next line, so that one stray quote never swallows good rows. Blank lines are
// not records.
//
// A line without a quote is split directly, which is about three times as fast as a general parser.
//
// The cost is linear in the text, whatever the text is. When lines are rejected, the lines below them are read again,
// up to MAX_QUOTED_LINES times. To make this cheap, the effect of each line on a quoted field that is open at its
// beginning is computed only once.

/** A quoted field that continues for more lines than this is a stray quote. */
export const MAX_QUOTED_LINES = 100;

export const DELIMITERS = [",", ";", "\t", "|"] as const;

/** `raw` is the record as written in the file, without the line end. `line` is the number of its first line, from 1. */
export interface CsvHandler {
  record(fields: string[], raw: string, line: number): void;
  unclosedQuote(raw: string, line: number): void;
  badEncoding(raw: string, line: number): void;
  /** `beginning` is the start of a line that is too long to read. */
  tooLong(beginning: string, line: number): void;
}

/**
 * A line, with its effect on a quoted field that is open at its beginning (`goesOn`, undefined until it is computed).
 */
interface Line {
  readonly text: string;
  readonly valid: boolean;
  goesOn?: "OPEN" | "MALFORMED" | "ENDS";
}

export class CsvReader {
  delimiter: string;
  readonly #handler: CsvHandler;
  #line = 0;
  /** Lines of a record whose quoted field is still open. */
  #open: Line[] = [];

  constructor(delimiter: string, handler: CsvHandler) {
    this.delimiter = delimiter;
    this.#handler = handler;
  }

  push(text: string, valid: boolean): void {
    this.#push({ text, valid });
  }

  /** Handles a line that is too long. It ends any quoted field that is open. */
  pushLong(beginning: string): void {
    while (this.#open.length > 0) this.#giveUp();
    this.#handler.tooLong(beginning, ++this.#line);
  }

  /** Counts lines that are not part of the records, or that another reader has read. */
  skip(lines = 1): void {
    this.#line += lines;
  }

  /** The number of lines read, or null within a record. */
  get lines(): number | null {
    return this.#open.length > 0 ? null : this.#line;
  }

  end(): void {
    while (this.#open.length > 0) this.#giveUp();
  }

  #push(line: Line): void {
    this.#line++;
    if (this.#open.length > 0) this.#continue(line);
    else this.#begin(line, this.#line);
  }

  #begin(begun: Line, line: number): void {
    const { text, valid } = begun;
    const quoted = text.includes('"');
    if (!valid) {
      if (quoted && splitQuoted(text, this.delimiter) === "OPEN") this.#open.push(begun);
      else this.#handler.badEncoding(text, line);
      return;
    }
    if (!quoted) {
      const raw = text.charCodeAt(text.length - 1) === 13 ? text.slice(0, -1) : text;
      if (raw !== "") this.#handler.record(raw.split(this.delimiter), raw, line);
      return;
    }
    const raw = withoutReturn(text);
    const fields = splitQuoted(raw, this.delimiter);
    if (fields === "OPEN") this.#open.push(begun);
    else if (fields === "MALFORMED") this.#handler.unclosedQuote(raw, line);
    else this.#handler.record(fields, raw, line);
  }

  #continue(next: Line): void {
    this.#open.push(next);
    if (this.#open.length > MAX_QUOTED_LINES) {
      this.#giveUp();
      return;
    }
    next.goesOn ??= goesOn(withoutReturn(next.text), this.delimiter);
    if (next.goesOn === "OPEN") return;
    if (next.goesOn === "MALFORMED") {
      this.#giveUp();
      return;
    }
    const raw = withoutReturn(this.#open.map((part) => part.text).join("\n"));
    const line = this.#line - this.#open.length + 1;
    const allValid = this.#open.every((part) => part.valid);
    this.#open = [];
    if (allValid) this.#handler.record(splitQuoted(raw, this.delimiter) as string[], raw, line);
    else this.#handler.badEncoding(raw, line);
  }

  /** Rejects the first of the open lines, and reads the others again as the beginning of new records. */
  #giveUp(): void {
    const [first, ...others] = this.#open;
    this.#open = [];
    const last = this.#line;
    this.#line = last - others.length;
    this.#handler.unclosedQuote(withoutReturn(first!.text), this.#line);
    for (const line of others) this.#push(line);
  }
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

/**
 * The effect of a line on a quoted field that is open at its beginning. The result is ENDS if the record ends with the
 * line.
 */
function goesOn(text: string, delimiter: string): "OPEN" | "MALFORMED" | "ENDS" {
  if (!text.includes('"')) return "OPEN";
  // A quote is put before the line, so that it can be read as a record whose first field is the open one.
  const fields = splitQuoted(`"${text}`, delimiter);
  return typeof fields === "string" ? fields : "ENDS";
}

/**
 * The fields of one record. Returns OPEN if a quoted field does not end, and MALFORMED if text follows a closing quote.
 */
export function splitQuoted(text: string, delimiter: string): string[] | "OPEN" | "MALFORMED" {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) !== 34) {
      const end = text.indexOf(delimiter, at);
      if (end < 0) {
        fields.push(text.slice(at));
        return fields;
      }
      fields.push(text.slice(at, end));
      at = end + 1;
      continue;
    }
    let value = "";
    let start = at + 1;
    for (;;) {
      const quote = text.indexOf('"', start);
      if (quote < 0) return "OPEN";
      value += text.slice(start, quote);
      if (text.charCodeAt(quote + 1) !== 34) {
        at = quote + 1;
        break;
      }
      value += '"';
      start = quote + 2;
    }
    fields.push(value);
    if (at === text.length) return fields;
    if (text[at] !== delimiter) return "MALFORMED";
    at++;
  }
}

export function splitRecord(raw: string, delimiter: string): string[] {
  if (!raw.includes('"')) return raw.split(delimiter);
  const fields = splitQuoted(raw, delimiter);
  return typeof fields === "string" ? [raw] : fields;
}

/** The fields of a header. A quoted name in it may span lines. */
export function headerFields(
  header: string,
  lines: readonly string[],
  delimiter: string,
): string[] | "OPEN" | "MALFORMED" {
  let text = header;
  for (const line of lines) {
    const fields = splitQuoted(text, delimiter);
    if (fields !== "OPEN") return fields;
    text += `\n${line}`;
  }
  return splitQuoted(text, delimiter);
}

export interface FoundDelimiter {
  readonly delimiter: string;
  /** The number of columns into which the delimiter splits the header. */
  readonly columns: number;
  /** The next best delimiter that also splits the header, if there is one. */
  readonly other: { readonly delimiter: string; readonly columns: number } | null;
}

/**
 * Finds the delimiter of a file from its header and the lines after it. Three numbers decide, in this order: the number
 * of known names in the header, the number of lines with as many fields as the header, and the number of fields of the
 * header. If delimiters are equal in all three, the first of them in DELIMITERS is used.
 */
export function findDelimiter(
  header: string,
  lines: readonly string[] = [],
  isKnown: (name: string) => boolean = () => false,
): FoundDelimiter {
  const scored = DELIMITERS.map((delimiter) => {
    const fields = headerFields(header, lines, delimiter);
    const columns = typeof fields === "string" ? 0 : fields.length;
    const known = typeof fields === "string" ? 0 : fields.filter((name) => isKnown(name)).length;
    const alike = lines.filter((line) => splitQuoted(line, delimiter).length === columns).length;
    return { delimiter, columns, known, alike };
  });
  // A delimiter that yields a single column is not used, even if the name of the column is known.
  const order = scored.sort(
    (a, b) =>
      Number(b.columns > 1) - Number(a.columns > 1) || b.known - a.known || b.alike - a.alike || b.columns - a.columns,
  );
  const [best, next] = order;
  return {
    delimiter: best!.delimiter,
    columns: best!.columns,
    other: next!.columns > 1 ? { delimiter: next!.delimiter, columns: next!.columns } : null,
  };
}

export function detectDelimiter(header: string): string {
  return findDelimiter(header).delimiter;
}
