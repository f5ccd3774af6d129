// Keeps a snapshot of the projection in a file, so that the next start need not read the whole store. A snapshot is
// written after the first build and after changes, but seldom enough that writing never takes more than a small share of
// the disk's time. A start from an older snapshot reads only what changed since.
import { rm } from "node:fs/promises";
import type { Projection } from "../projection/projection.js";
import { readSnapshot, type SnapshotSource, writeSnapshot } from "../projection/snapshotFile.js";

/** Milliseconds from the first build to its snapshot: the first questions come first. */
const FIRST_AFTER = 5_000;
/** Milliseconds from a change to a snapshot: at least a minute, and a second per mebibyte. */
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
  /** The version of the file; −1 if there is none that this process has read or written. */
  #version = -1;
  #closed = false;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(path: string, store: SnapshotSource, readOnly: boolean) {
    this.#path = path;
    this.#store = store;
    this.#readOnly = readOnly;
  }

  /** Null if the store must be read. Rejects if the store cannot be read. */
  async read(): Promise<Projection | null> {
    const read = await readSnapshot(this.#path, this.#store);
    this.#version = read?.version ?? -1;
    return read?.projection ?? null;
  }

  /** From now on, snapshots of this projection are written. */
  follow(followed: { current(): Promise<Projection>; readonly latest: Projection | null }): void {
    this.#followed = followed;
    this.#bytes = followed.latest!.bytes;
    if (followed.latest!.version !== this.#version) this.#writeAfter(FIRST_AFTER);
  }

  /**
   * The projection has changed. If something was removed, the file may hold what a process on another machine has erased
   * from the database, so it is removed at once.
   */
  changed(before: Counts, now: Counts): void {
    const isLess = (["journeys", "interactions", "customersWithJourneys"] as const).some((of) => now[of] < before[of]);
    if (isLess && !this.#readOnly) void rm(this.#path, { force: true }).catch(() => {});
    this.#writeLater();
  }

  /** Writes one now, if it is due; resolves when it is written. */
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
      // The store does not answer, or the service is being closed. The next change tries again.
      this.#writing = this.write().catch(() => {});
    }, milliseconds);
    this.#timer.unref();
  }
}
