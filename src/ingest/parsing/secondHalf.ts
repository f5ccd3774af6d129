// Reads the second half of a large CSV file while another thread reads the first half. Rows keep their order, because
// the spill files of the two halves are joined (spill.ts). The second half counts its lines, records and origins from
// its own beginning. They are shifted when both halves are joined, so that nothing shows that there were two halves.
//
// The halves are separated at the end of a line. If it is within a quoted field, or if anything else goes wrong in the
// second half, its results are discarded, and the thread of the first half reads on.
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Input, lineEndAfter, partOf, startsGzip } from "../input.js";
import type { ResolvedMapping } from "../mapping/mapping.js";
import { BYTE_ORDER_MARK, type RecordFormat } from "../recordFormat.js";
import { linesReader } from "../records.js";
import { RejectsFile } from "../rejects.js";
import type { MappedRows } from "../rows.js";
import { type SpillFile, SpillWriter } from "../spill/spill.js";
import type { ParseJob, ParseProgress } from "./job.js";
import { RowSink } from "./rowSink.js";

export interface HalfJob {
  readonly job: ParseJob;
  /** Where the half begins and ends. */
  readonly from: number;
  readonly end: number;
  readonly format: RecordFormat;
  readonly resolved: ResolvedMapping;
}

export interface HalfResult {
  readonly rows: number;
  readonly good: number;
  readonly comments: number;
  readonly found: MappedRows;
  readonly spills: readonly SpillFile[];
  /** The file of rejected rows; null if there are none. */
  readonly rejects: string | null;
}

/** Smaller files are not divided, because starting a thread and compiling its code takes as long as reading them. */
export const LEAST_DIVIDED_BYTES = 1 << 24;

/** The number of bytes at the beginning of a file that show whether it can be CSV in UTF-8. */
const HEAD_BYTES = 512;

/**
 * Whether a helper for this file is worth the start of its thread. This is so for a large file, unless its first bytes
 * show that it is packed, JSON or UTF-16, all of which one thread reads alone.
 */
export function mayBeDivided(file: string, leastBytes = LEAST_DIVIDED_BYTES): boolean {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < leastBytes) return false;
  let fd: number;
  try {
    fd = openSync(file, "r");
  } catch {
    // The thread that reads the file reports the reason.
    return false;
  }
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    // Reading at a given position leaves the position of an open file such as /dev/stdin as it is.
    const length = readSync(fd, head, 0, HEAD_BYTES, 0);
    const text = head.toString("utf8", 0, length).replace(BYTE_ORDER_MARK, "").trimStart();
    return !startsGzip(head) && !/^[{[\uFFFD]/.test(text) && !text.includes("\0");
  } finally {
    closeSync(fd);
  }
}

/** Someone who can read the second half at the same time. */
export interface Helper {
  /** Smaller files are not divided. */
  readonly leastBytes: number;
  start(half: HalfJob): void;
  /** Returns null if the half could not be read. */
  result(): Promise<HalfResult | null>;
  cancel(): void;
}

/** Divides the bytes of a file between this thread and its helper. */
export class Division {
  readonly #job: ParseJob;
  readonly #input: Input;
  readonly #helper: Helper | null;
  /** Null if this thread reads the whole file. Undefined until that is decided. */
  #half: HalfJob | null | undefined;
  /** The number of bytes that this thread has read as rows. */
  #position = 0;
  /** The number of bytes of the current chunk that this thread has read as rows. */
  #ownBytes = 0;

  constructor(job: ParseJob, input: Input, helper: Helper | null) {
    this.#job = job;
    this.#input = input;
    this.#helper = helper;
    this.#half = helper !== null && (input.size ?? 0) >= helper.leastBytes ? undefined : null;
  }

  /** The part of a chunk that this thread reads as rows. Of the rest, it only computes the hash. */
  own(chunk: Buffer): Buffer {
    this.#ownBytes = this.#half ? Math.min(chunk.length, this.#half.from - this.#position) : chunk.length;
    this.#position += this.#ownBytes;
    return chunk.subarray(0, this.#ownBytes);
  }

  /**
   * Lets the helper start, if the file can be divided. `lines` is that of the RecordReader. A file with a column of
   * sequences is not divided: a spilled row says whether its sequence equals its number, and the second half does not
   * know the numbers of its rows.
   */
  start(format: RecordFormat, resolved: ResolvedMapping, lines: number | null): void {
    if (this.#half !== undefined || lines === null) return;
    this.#half = null;
    const [job, size] = [this.#job, this.#input.size!];
    if (!this.#input.isPlainFile()) return;
    if (resolved.places.sequence !== undefined || job.spillFolder === null) return;
    const from = lineEndAfter(job.file, Math.floor(size / 2));
    if (from === null || from >= size || from < this.#position) return;
    this.#half = { job, from, end: size, format, resolved };
    this.#helper!.start(this.#half);
  }

  /** The number of bytes that this thread has read as rows; null if it reads the whole file. */
  get position(): number | null {
    return this.#half ? this.#position : null;
  }

  /** False if this thread has reached the second half and is within a row. */
  isBetweenRows(lines: number | null): boolean {
    return lines !== null || !this.#half || this.#position < this.#half.from;
  }

  /** Gives up the division. Returns the part of the chunk that has not been read yet. */
  takeBack(chunk: Buffer): Buffer {
    this.#helper!.cancel();
    this.#half = null;
    return chunk.subarray(this.#ownBytes);
  }

  /** The result of the helper; null if it has none, or if the size of the file has changed. */
  async result(): Promise<HalfResult | null> {
    if (!this.#half) return null;
    const result = await this.#helper!.result();
    return this.#input.bytesRead() === this.#half.end ? result : null;
  }

  /** The bytes that have not been read as rows, if the helper's result cannot be used. */
  async *rest(): AsyncIterable<Buffer> {
    if (this.#half) yield* partOf(this.#job.file, this.#half.from, this.#input.bytesRead());
  }
}

export async function parseHalf(half: HalfJob, progress: (at: ParseProgress) => void): Promise<HalfResult> {
  const { job, from, end, format, resolved } = half;
  const folder = job.spillFolder!;
  const spill = new SpillWriter(folder, "second");
  const rejectsPath = join(folder, "second-rejects");
  const rejects = new RejectsFile(rejectsPath, job.file, job.maxRejects);
  const sink = new RowSink(job, format, resolved, { spill, statements: null, rejects });
  let rows = 0;
  const reader = linesReader(job.file, format, {
    header: (known) => known.header,
    record(fields, raw, number, line) {
      rows++;
      sink.row(fields, raw, number, line);
    },
    takeLines(bytes, at, number, line) {
      const taken = sink.takeLines(bytes, at, number, line);
      rows += taken?.rows ?? 0;
      return taken;
    },
    bad(problem, raw, _number, line) {
      rows++;
      rejects.add(problem, raw, line);
    },
  });
  let spills: SpillFile[] = [];
  let bytes = 0;
  try {
    for await (const chunk of partOf(job.file, from, end)) {
      reader.push(chunk);
      bytes += chunk.length;
      progress({ bytes, size: end, rows });
      await nextTurn();
    }
    reader.end();
    // Whether the file has too many touchpoints depends on both halves.
    if (rejects.counts().TOO_MANY_TOUCHPOINTS !== undefined) throw new Error("The half has too many touchpoints.");
  } finally {
    spills = spill.finish();
    rejects.close();
  }
  const { good, mapper } = sink;
  const path = rejects.total > 0 ? rejectsPath : null;
  return { rows, good, comments: reader.comments, found: mapper.found, spills, rejects: path };
}
