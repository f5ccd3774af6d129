// Reads and writes the file of a snapshot. The file has three sections: (1) a fixed section with the length and the
// checksum of the header, (2) the header, and (3) the parts, which are the arrays of the projection. The header has a
// checksum for each part. Only the owner can read the file. A new snapshot is written to another file, which is then
// renamed and so replaces the earlier file.
//
// Erasing a customer removes the file (graph/erasing.ts). A writer that works at the same time must not bring back
// erased data. It therefore creates its file first, then checks that the store still has the version of the projection,
// then writes the content, and renames the file last. Erasing also removes files that are being written. If a customer
// is erased after the check, the rename therefore fails.
import { randomUUID } from "node:crypto";
import { type FileHandle, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";
import type { Column } from "./columns.js";
import type { Projection } from "./projection.js";
import { type ProjectionSource, refreshProjection } from "./refresh.js";
import { LAYOUT, paddedTo, partsOf, projectionFrom, type SnapshotHeader, snapshotOf } from "./snapshot.js";

const MAGIC = "TLSNAP01";
const FILE_MODE = 0o600;
/** The length of the fixed part: magic number, length of the header, checksum of the header. */
const FIXED = 16;
/** Bytes that are read, written or checked in one turn of the event loop. */
const AT_ONCE = 1 << 23;
/**
 * After this many milliseconds without a change, a file that is not finished is assumed to belong to a process that was
 * killed.
 */
const ABANDONED = 600_000;

/** The part of a store that a snapshot needs. */
export type SnapshotSource = ProjectionSource & {
  identity(): Promise<string | null>;
  status(): Promise<{ readonly version: number; readonly journeys: number; readonly interactions: number }>;
};

interface FileHeader extends SnapshotHeader {
  /** The checksum of each part. */
  readonly checksums: readonly number[];
}

/**
 * Returns the projection of the file after a refresh, and the version of the data in the file. Returns null if there is
 * no file, if it is damaged, if another release or another store wrote it, or if its content differs from that of the
 * store. Rejects if the store cannot be read.
 */
export async function readSnapshot(
  path: string,
  store: SnapshotSource,
): Promise<{ readonly projection: Projection; readonly version: number } | null> {
  const identity = await store.identity();
  if (identity === null) return null;
  const [version, catalogue, settings] = await Promise.all([store.version(), store.catalogue(), store.settings()]);
  const read = await contentOf(path, (header) => header.store === identity && header.version <= version).catch(
    () => null,
  );
  if (read === null) return null;
  const stored = projectionFrom(read.header, read.parts, catalogue, settings);
  const projection = await refreshProjection(store, stored);
  const now = await store.status();
  // A store that was restored from a backup may have reached the version of the snapshot again, with other changes.
  const isSame = now.journeys === projection.journeys && now.interactions === projection.interactions;
  return now.version !== projection.version || isSame ? { projection, version: stored.version } : null;
}

/**
 * Writes the file. Returns false if the store has changed in the meantime or the file could not be written. The earlier
 * file then remains.
 */
export async function writeSnapshot(
  path: string,
  projection: Projection,
  store: Pick<SnapshotSource, "identity" | "version">,
  isStopped: () => boolean,
): Promise<boolean> {
  const identity = await store.identity();
  if (identity === null) return false;
  const building = `${path}.${randomUUID()}.tmp`;
  try {
    await removeAbandoned(path);
    const { header, arrays } = await snapshotOf(projection, identity);
    const file = await open(building, "wx", FILE_MODE);
    try {
      if ((await store.version()) !== projection.version) return false;
      await write(file, header, arrays, isStopped);
      await file.sync();
    } finally {
      await file.close();
    }
    if (isStopped()) return false;
    await rename(building, path);
    return true;
  } catch {
    // There is no space or no permission, or an erasure has removed the file. The next start reads the store instead.
    return false;
  } finally {
    await rm(building, { force: true });
  }
}

async function write(
  file: FileHandle,
  header: SnapshotHeader,
  arrays: readonly (readonly Column[])[],
  isStopped: () => boolean,
): Promise<void> {
  const checksums: number[] = [];
  for (const part of arrays) {
    let sum = 0;
    for (const bytes of pieces(part)) {
      sum = crc32(bytes, sum);
      await setImmediate();
    }
    checksums.push(sum);
  }
  const text = Buffer.from(JSON.stringify({ ...header, checksums } satisfies FileHeader));
  const fixed = Buffer.alloc(FIXED);
  fixed.write(MAGIC, "latin1");
  fixed.writeUInt32LE(text.length, 8);
  fixed.writeUInt32LE(crc32(text), 12);
  const padding = new Uint8Array(paddedTo(text.length) - text.length);
  for (const bytes of [fixed, text, padding]) await writeAll(file, bytes);
  for (const part of arrays)
    for (const bytes of pieces(part)) {
      if (isStopped()) throw new Error("The snapshot is no longer wanted.");
      await writeAll(file, bytes);
    }
}

/** The bytes of arrays, each padded. */
function* pieces(arrays: readonly Column[]): Generator<Uint8Array> {
  for (const { buffer, byteOffset, byteLength } of arrays) {
    for (let from = 0; from < byteLength; from += AT_ONCE)
      yield new Uint8Array(buffer, byteOffset + from, Math.min(AT_ONCE, byteLength - from));
    yield new Uint8Array(paddedTo(byteLength) - byteLength);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
}

/**
 * Returns the content of the file. Returns null, or throws, if the file is not a complete snapshot or `isWanted`
 * rejects its header.
 */
async function contentOf(
  path: string,
  isWanted: (header: SnapshotHeader) => boolean,
): Promise<{ header: FileHeader; parts: SharedArrayBuffer[] } | null> {
  const file = await open(path, "r");
  try {
    const fixed = Buffer.from(await bytesOf(file, 0, FIXED));
    if (fixed.toString("latin1", 0, 8) !== MAGIC) return null;
    const length = fixed.readUInt32LE(8);
    const { size } = await file.stat();
    if (FIXED + length > size) return null;
    const text = await bytesOf(file, FIXED, length);
    if (crc32(text) !== fixed.readUInt32LE(12)) return null;
    const header = JSON.parse(Buffer.from(text).toString()) as FileHeader;
    if (header.layout !== LAYOUT || !isWanted(header)) return null;
    let at = FIXED + paddedTo(length);
    const parts: SharedArrayBuffer[] = [];
    for (const [i, { bytes }] of partsOf(header).entries()) {
      if (at + bytes > size) return null;
      const part = new SharedArrayBuffer(bytes);
      if ((await readInto(file, at, new Uint8Array(part))) !== header.checksums[i]) return null;
      parts.push(part);
      at += bytes;
    }
    return at === size ? { header, parts } : null;
  } finally {
    await file.close();
  }
}

async function bytesOf(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  await readInto(file, at, bytes);
  return bytes;
}

/** Fills `bytes` from the file. Returns their checksum. */
async function readInto(file: FileHandle, position: number, bytes: Uint8Array): Promise<number> {
  let sum = 0;
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(AT_ONCE, bytes.length - at), position + at);
    if (bytesRead === 0) throw new Error("The file ends too early.");
    sum = crc32(bytes.subarray(at, at + bytesRead), sum);
    at += bytesRead;
  }
  return sum;
}

async function removeAbandoned(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`)) continue;
    const other = join(dirname(path), name);
    const { mtimeMs } = await stat(other);
    if (Date.now() - mtimeMs > ABANDONED) await rm(other, { force: true });
  }
}
