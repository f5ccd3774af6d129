// Converts the text of a file, in any format, to records: a list of texts, one for each name of the header.
//
// The first bytes determine the format. Text that starts with `{` either has one object per line or is one JSON
// document (document.ts). Text that starts with `[` is a JSON document too if a list, an object or nothing follows the
// bracket. All other text is CSV. UTF-16 and old line ends are converted first (decode.ts).
import { badFile } from "./badFile.js";
import { CsvRecords } from "./csvRecords.js";
import { Decoder } from "./decode.js";
import { DocumentRecords, isDocument, NdjsonLines } from "./jsonRecords.js";
import { LineSplitter } from "./lines.js";
import type { Remark } from "./mapping/mapping.js";
import { BYTE_ORDER_MARK, type ReadOptions, type RecordFormat, type RecordHandler } from "./recordFormat.js";

export interface RecordReader {
  push(chunk: Buffer): void;
  end(): void;
  /** Remarks about how the file was read. */
  remarks(): readonly Remark[];
  /** Whether the file is one JSON document, or has objects that span several lines. */
  readonly isDocument: boolean;
  /**
   * The number of lines read, if the file is CSV in UTF-8 and the next line begins a record. Null within a record, and
   * in other formats.
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
