// Writes the file of rejected rows: one JSON object per line with file, line, field, code, reason and the row itself,
// so that the row can be corrected and imported. It contains personal data, so its mode is 600, and none of its content
// is logged.
import { closeSync, openSync, rmSync } from "node:fs";
import { type ErrorCode, ThroughlineError } from "../model/errors.js";
import { onRejects, writeFully } from "./disk.js";
import { jsonLines } from "./jsonLines.js";
import type { RecordProblem } from "./recordFormat.js";

const BUFFER_CHARS = 1 << 16;

/** The first rejected row with a code, in the order of lines. Its reason may quote values of the row. */
export interface FirstRejected {
  readonly code: ErrorCode;
  readonly line: number;
  /** The field; null if the problem concerns the whole row. */
  readonly field: string | null;
  readonly reason: string;
}

/** A line of the file. */
interface RejectedRow extends FirstRejected {
  readonly file: string;
  readonly row: string;
}

export class RejectsFile {
  readonly path: string;
  readonly #file: string;
  readonly #most: number;
  readonly #counts = new Map<string, number>();
  readonly #first = new Map<string, FirstRejected>();
  #total = 0;
  #fd: number | null = null;
  #text = "";

  /** If more than `most` rows are rejected, the error is TOO_MANY_REJECTS. Null allows any number. */
  constructor(path: string, file: string, most: number | null) {
    this.path = path;
    this.#file = file;
    this.#most = most ?? Number.POSITIVE_INFINITY;
  }

  get total(): number {
    return this.#total;
  }

  /** The number of rows for each code, in order of the codes. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** For each code, the first row that was rejected with it. */
  first(): FirstRejected[] {
    return [...this.#first.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** Continues the file after another thread has written its first part to the same path. */
  continueAfter(counts: Readonly<Record<string, number>>, first: readonly FirstRejected[]): void {
    for (const one of first) this.#first.set(one.code, one);
    for (const [code, count] of Object.entries(counts)) {
      this.#counts.set(code, count);
      this.#total += count;
    }
    if (this.#total > 0) this.#fd = openForWriting(this.path, "a");
  }

  /**
   * Adds the rejected rows that another thread wrote to a file of its own when it read the second half of the log.
   * `lines` is the number of lines before this half.
   */
  async addAll(path: string, lines: number): Promise<void> {
    for await (const { field, code, reason, row, line } of jsonLines<RejectedRow>(path))
      this.add({ field, code, message: reason }, row, lines + line);
  }

  add(problem: RecordProblem, row: string, line: number): void {
    // The file of an earlier import is removed first, because a file that is overwritten keeps its mode.
    if (this.#fd === null) {
      removeRejects(this.path);
      this.#fd = openForWriting(this.path, "wx");
    }
    this.#counts.set(problem.code, (this.#counts.get(problem.code) ?? 0) + 1);
    this.#total++;
    const { field, code, message: reason } = problem;
    const first = this.#first.get(code);
    if (first === undefined || line < first.line) this.#first.set(code, { code, line, field, reason });
    const rejected: RejectedRow = { file: this.#file, line, field, code, reason, row };
    this.#text += `${JSON.stringify(rejected)}\n`;
    if (this.#text.length >= BUFFER_CHARS) this.#flush();
    if (this.#total > this.#most) {
      this.close();
      throw new ThroughlineError(
        "TOO_MANY_REJECTS",
        `More than ${this.#most} rows of ${this.#file} are rejected; see ${this.path}.`,
        {
          at: this.#file,
          remedy: "Correct the file or its mapping, or raise --max-rejects.",
        },
      );
    }
  }

  close(): void {
    if (this.#fd === null) return;
    this.#flush();
    closeSync(this.#fd);
    this.#fd = null;
  }

  #flush(): void {
    const fd = this.#fd!;
    onRejects(this.path, () => writeFully(fd, Buffer.from(this.#text)));
    this.#text = "";
  }
}

export function removeRejects(path: string): void {
  rmSync(path, { force: true });
}

function openForWriting(path: string, flags: "a" | "wx"): number {
  try {
    return openSync(path, flags, 0o600);
  } catch (cause) {
    throw new ThroughlineError("BAD_FILE", `Rejected rows cannot be written to ${path}.`, {
      at: path,
      remedy: "Name a place that can be written with --rejects FILE.",
      cause,
    });
  }
}
