// Keeps the rows of a file with feedback answers until they are recorded.
import { closeSync, createReadStream, existsSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import type { IncomingAnswer } from "../../model/feedback.js";
import { onDisk, writeFully } from "../disk.js";

/** The number of answers given to the store at a time. */
const BATCH = 2_000;
const BUFFER_CHARACTERS = 1 << 16;
/** The number of temporary files. The rows of only one file are in memory at a time. */
const BUCKETS = 32;

export interface WaitingRow {
  readonly row: IncomingAnswer;
  readonly raw: string;
  readonly line: number;
}

/**
 * Good rows in temporary files, one JSON object per line. The mode of the files is 600, because rows are personal data.
 * All rows of a customer are in the same file, and are next to each other in the batches. The store writes the whole
 * record of a customer when it records an answer. If all answers of a customer are next to each other, the record is
 * written only once.
 */
export class WaitingRows {
  readonly #path: string;
  readonly #fds: (number | null)[] = Array.from({ length: BUCKETS }, () => null);
  readonly #texts: string[] = Array.from({ length: BUCKETS }, () => "");

  constructor(path: string) {
    this.#path = path;
  }

  add(row: WaitingRow): void {
    const bucket = bucketOf(row.row.customer);
    this.#texts[bucket] += `${JSON.stringify(row)}\n`;
    if (this.#texts[bucket]!.length >= BUFFER_CHARACTERS) this.#flush(bucket);
  }

  /** Closes the files. Returns whether there are any rows. */
  finish(): boolean {
    for (let bucket = 0; bucket < BUCKETS; bucket++) if (this.#texts[bucket] !== "") this.#flush(bucket);
    const any = this.#fds.some((fd) => fd !== null);
    this.close();
    return any;
  }

  close(): void {
    this.#fds.forEach((fd, bucket) => {
      this.#fds[bucket] = null;
      if (fd !== null) onDisk(this.#pathOf(bucket), () => closeSync(fd));
    });
  }

  /** The rows of each customer keep their order in the file. */
  async *batches(): AsyncIterable<WaitingRow[]> {
    let batch: WaitingRow[] = [];
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const path = this.#pathOf(bucket);
      if (!existsSync(path)) continue;
      const byCustomer = new Map<string, WaitingRow[]>();
      const lines = createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
      for await (const line of lines) {
        const row = JSON.parse(line) as WaitingRow;
        const same = byCustomer.get(row.row.customer);
        if (same === undefined) byCustomer.set(row.row.customer, [row]);
        else same.push(row);
      }
      for (const rows of byCustomer.values())
        for (const row of rows) {
          batch.push(row);
          if (batch.length < BATCH) continue;
          yield batch;
          batch = [];
        }
    }
    if (batch.length > 0) yield batch;
  }

  #pathOf(bucket: number): string {
    return `${this.#path}.${bucket}`;
  }

  #flush(bucket: number): void {
    const path = this.#pathOf(bucket);
    this.#fds[bucket] ??= onDisk(path, () => openSync(path, "wx", 0o600));
    onDisk(path, () => writeFully(this.#fds[bucket]!, Buffer.from(this.#texts[bucket]!)));
    this.#texts[bucket] = "";
  }
}

/** FNV-1a of the key's characters. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
}
