// Takes the records of a file once its mapping is determined: maps and checks them, and distributes them. Valid rows go
// to the spill files, rows that state something about an identity to their own file, and invalid rows to the file of
// rejected rows.
import type { Mapping, ResolvedMapping } from "../mapping/mapping.js";
import { PlainRows } from "../plain/plainRows.js";
import type { RecordFormat } from "../recordFormat.js";
import type { RejectsFile } from "../rejects.js";
import { RowMapper } from "../rows.js";
import type { SpillWriter } from "../spill/spill.js";
import type { StatementWriter } from "../statements.js";

export interface SinkOptions {
  readonly mapping: Mapping;
  /** UTC milliseconds; null allows times in the future. */
  readonly now: number | null;
  /** If true, an invalid optional value rejects its row instead of being left out. */
  readonly strict: boolean;
  /**
   * If true, every row is read as text, even if it could be read faster from bytes. Tests compare the two ways. The
   * default is false.
   */
  readonly asText?: boolean;
}

/** Where rows go. `spill` and `statements` are null in a dry run, which writes no such files. */
export interface SinkTargets {
  readonly spill: SpillWriter | null;
  readonly statements: StatementWriter | null;
  readonly rejects: RejectsFile;
}

export class RowSink {
  readonly mapper: RowMapper;
  /** The number of valid rows. */
  good = 0;
  /** The number of rows that state something about an identity. */
  stated = 0;
  readonly #targets: SinkTargets;
  readonly #plain: PlainRows | null;

  constructor(options: SinkOptions, format: RecordFormat, resolved: ResolvedMapping, targets: SinkTargets) {
    const { mapping, now, strict, asText = false } = options;
    const { spill } = targets;
    const rowOptions = { now, strict, isJson: format.format === "ndjson" };
    this.#targets = targets;
    this.mapper = new RowMapper(resolved, mapping, rowOptions);
    this.#plain =
      format.format !== "csv" || spill === null || asText
        ? null
        : PlainRows.of(
            { delimiter: format.delimiter, columns: format.header.length, mapping },
            { resolved, mapper: this.mapper, options: rowOptions, spill },
          );
  }

  row(fields: readonly string[], raw: string, number: number, line: number): void {
    const mapped = this.mapper.map(fields, number, line);
    const { spill, statements, rejects } = this.#targets;
    if ("code" in mapped) rejects.add(mapped, raw, line);
    else if ("statement" in mapped) {
      this.stated++;
      statements?.add(mapped.statement);
    } else {
      this.good++;
      spill?.add(mapped, line, number, raw);
    }
  }

  /** Like `takeLines` of a RecordHandler (recordFormat.ts). */
  takeLines(bytes: Buffer, at: number, number: number, line: number): { at: number; rows: number } | null {
    if (this.#plain === null || !this.#plain.active) return null;
    const taken = this.#plain.take(bytes, at, number, line);
    this.good += taken.rows;
    return taken;
  }
}
