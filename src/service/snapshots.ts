// Keeps a snapshot of the projection in a file, so that the next start need not read the whole store. A snapshot is
// written after the first build and after changes, but so seldom that writing takes only a small share of the disk's
// time. A start from an older snapshot reads only the changes since then.
import { rm } from "node:fs/promises";
import type { Projection } from "../projection/projection.js";
import { readSnapshot, type SnapshotSource, writeSnapshot } from "../projection/snapshotFile.js";

/**
 * Milliseconds from the first build of the projection to its snapshot. The wait keeps the snapshot from delaying the
 * first questions.
 */
const FIRST_AFTER = 5_000;
/**
 * A snapshot is written this many milliseconds after a change, plus AFTER_EACH_MIB milliseconds for each MiB of the
 * snapshot.
 */
const AFTER = 60_000;
const AFTER_EACH_MIB = 1_000;

type Counts = Pick<Projection, "journeys" | "interactions" | "customersWithJourneys">;

export class Snapshots {
  readonly #path: string;
  readonly #store: SnapshotSource;
  readonly #readOnly: boolean;
  #followed: { current(): Promise<Projection> } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #bytes = 0;
  /** The version of the data in the file that this process has read or written; −1 if there is none. */
  #version = -1;
  #closed = false;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(path: string, store: SnapshotSource, readOnly: boolean) {
    this.#path = path;
    this.#store = store;
    this.#readOnly = readOnly;
  }

  /** Reads the snapshot. Returns null if the whole store must be read instead. Rejects if the store cannot be read. */
  async read(): Promise<Projection | null> {
    const read = await readSnapshot(this.#path, this.#store);
    this.#version = read?.version ?? -1;
    return read?.projection ?? null;
  }

  /** After this call, the projection that `followed` provides is the one that is written to the file. */
  follow(followed: { current(): Promise<Projection>; readonly latest: Projection | null }): void {
    this.#followed = followed;
    this.#bytes = followed.latest!.bytes;
    if (followed.latest!.version !== this.#version) this.#writeAfter(FIRST_AFTER);
  }

  /**
   * Must be called when the projection has changed. If a count has decreased, a process on another machine may have
   * erased data that the file still contains, so the file is removed at once.
   */
  changed(before: Counts, now: Counts): void {
    const isLess = (["journeys", "interactions", "customersWithJourneys"] as const).some((of) => now[of] < before[of]);
    if (isLess && !this.#readOnly) void rm(this.#path, { force: true }).catch(() => {});
    this.#writeLater();
  }

  /** Writes a snapshot now, if one is due. Resolves when it is written. */
  async write(): Promise<void> {
    this.#timer = null;
    const projection = await this.#followed!.current();
    this.#bytes = projection.bytes;
    if (await writeSnapshot(this.#path, projection, this.#store, () => this.#closed))
      this.#version = projection.version;
    else this.#writeLater();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
  }

  #writeLater(): void {
    this.#writeAfter(AFTER + (AFTER_EACH_MIB * this.#bytes) / 2 ** 20);
  }

  #writeAfter(milliseconds: number): void {
    if (this.#readOnly || this.#closed || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      // If the store does not answer or the service is being closed, the next change tries again.
      this.#writing = this.write().catch(() => {});
    }, milliseconds);
    this.#timer.unref();
  }
}
