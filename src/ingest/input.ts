// Opens a file or standard input as a stream of bytes. Gzip is unpacked, and the SHA-256 of the bytes on disk is
// computed at the same time. Files that are not event logs (a workbook, Parquet, XML) are recognised by their first
// bytes and refused. A file in a zip archive is named as if the archive were a folder, `logs.zip/2026-01.csv`, and its
// hash is computed from its unpacked bytes.
import { createHash, type Hash } from "node:crypto";
import { closeSync, createReadStream, existsSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { Socket } from "node:net";
import { PassThrough, type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isatty, ReadStream } from "node:tty";
import { createGunzip } from "node:zlib";
import { ThroughlineError } from "../model/errors.js";
import { badFile, STDIN } from "./badFile.js";
import { openZipEntry, type ZipEntry, zipEntries } from "./zip.js";

/** Large enough that the overhead per piece is negligible, and small enough to limit memory. */
const CHUNK_BYTES = 1 << 18;

export interface Input {
  /** The unpacked bytes, in pieces. Throws BAD_FILE. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Size on disk; null for standard input. */
  readonly size: number | null;
  /** Bytes read from disk so far. */
  bytesRead(): number;
  /** Hexadecimal SHA-256 of the bytes on disk, available after all of `chunks` has been read. */
  hash(): string;
  /**
   * Whether the chunks are the unchanged bytes of a file, of which a part can be read. Known from the first chunk on.
   */
  isPlainFile(): boolean;
}

/** Reads a part of a plain file. The pieces end at the same places as those of the whole file, except at both ends. */
export async function* partOf(file: string, from: number, end: number): AsyncIterable<Buffer> {
  const start = from - (from % CHUNK_BYTES);
  let before = from - start;
  try {
    for await (const chunk of createReadStream(file, { start, end: end - 1, highWaterMark: CHUNK_BYTES })) {
      const bytes = chunk as Buffer;
      if (before < bytes.length) yield bytes.subarray(before);
      before = Math.max(0, before - bytes.length);
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** The position after the first line end at or after `at`; null if there is none within the length of one chunk. */
export function lineEndAfter(file: string, at: number): number | null {
  const fd = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(CHUNK_BYTES);
    const end = bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, at)).indexOf(10);
    return end < 0 ? null : at + end + 1;
  } finally {
    closeSync(fd);
  }
}

export function openInput(file: string): Input {
  const archive = zipMember(file);
  if (archive === null && /\.xlsx?$/i.test(file)) throw workbook(file);
  const size = archive !== null ? archive.entry.bytes : file === STDIN ? null : sizeOf(file);
  const hash: Hash = createHash("sha256");
  let bytes = 0;
  let gzip: boolean | null = null;
  const raw =
    archive !== null
      ? openZipEntry(archive.path, archive.entry, CHUNK_BYTES)
      : file === STDIN
        ? standardInput()
        : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });

  async function* chunks(): AsyncIterable<Buffer> {
    const out = new PassThrough({ highWaterMark: CHUNK_BYTES });
    let head = Buffer.alloc(0);
    // The first bytes decide whether the data must be unpacked. After that, data go through the unpacker or pass
    // unchanged.
    const sniffed = (async function* () {
      for await (const chunk of raw.pipe(tap) as AsyncIterable<Buffer>) {
        if (gzip !== null) {
          yield chunk;
          continue;
        }
        head = Buffer.concat([head, chunk]);
        if (head.length >= 4) {
          gzip = startsGzip(head);
          yield head;
        }
      }
      if (gzip === null) yield head;
    })();
    raw.on("error", (cause: Error) => tap.destroy(cause));
    const first = await sniffed.next();
    const rest = (async function* () {
      if (!first.done) yield first.value;
      yield* sniffed;
    })();
    const done = gzip === true ? pipeline(rest, createGunzip({ chunkSize: CHUNK_BYTES }), out) : pipeline(rest, out);
    done.catch((cause: unknown) => out.destroy(cause as Error));
    let checked = false;
    try {
      for await (const chunk of out as AsyncIterable<Buffer>) {
        if (!checked) refuseWhatIsNoLog(file, chunk);
        checked = true;
        yield chunk;
      }
      await done;
    } catch (cause) {
      throw cause instanceof ThroughlineError ? cause : unreadable(file, cause);
    } finally {
      raw.destroy();
      out.destroy();
    }
  }

  return {
    chunks: chunks(),
    size,
    bytesRead: () => bytes,
    hash: () => hash.digest("hex"),
    isPlainFile: () => archive === null && file !== STDIN && gzip === false,
  };
}

/**
 * A pipe or a terminal is read through the event loop. Reading it like a file would block a thread until data arrive,
 * and the process could not end before then.
 */
function standardInput(): Readable {
  if (isatty(0)) return new ReadStream(0);
  const stat = fstatSync(0);
  if (stat.isFIFO() || stat.isSocket()) return new Socket({ fd: 0, readable: true, writable: false });
  return createReadStream("", { fd: 0, autoClose: false, highWaterMark: CHUNK_BYTES });
}

export function startsGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function refuseWhatIsNoLog(file: string, bytes: Buffer): void {
  const starts = (...wanted: number[]) => wanted.every((byte, i) => bytes[i] === byte);
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw workbook(file);
  if (starts(0x50, 0x4b, 0x03, 0x04))
    throw badFile(
      file,
      file === STDIN ? "is a zip archive" : "is a zip archive within another archive, or is damaged",
      file === STDIN
        ? "Name the archive as a file instead of piping it; save a workbook as CSV UTF-8."
        : "Unpack it, and import the files in it. If it is a workbook, save it as CSV UTF-8.",
    );
  if (bytes.subarray(0, 4).toString("latin1") === "PAR1")
    throw badFile(
      file,
      "is a Parquet file",
      "Export it as CSV or NDJSON, for instance with DuckDB: COPY (FROM 'file.parquet') TO 'file.csv'.",
    );
  const text = bytes
    .subarray(0, 512)
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (text.startsWith("<")) throw badFile(file, "is XML", "Export the log as CSV or NDJSON.");
}

function sizeOf(file: string): number {
  let stat: ReturnType<typeof statSync>;
  try {
    stat = statSync(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
  if (stat.isDirectory()) throw badFile(file, "is a folder", "Name a file in it.");
  return stat.size;
}

function unreadable(file: string, cause: unknown): ThroughlineError {
  const code = (cause as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOENT") return badFile(file, "does not exist", "Check the path.");
  if (code === "EACCES" || code === "EPERM")
    return badFile(file, "cannot be read: permission is denied", "Get permission to read it, or copy it.");
  if (code.startsWith("Z_"))
    return badFile(file, "is a gzip file that is damaged or cut off", "Check it with: gzip -t", cause);
  return badFile(file, `cannot be read (${code || String(cause)})`, "Check the path and the disk.", cause);
}

/** For a path such as `logs.zip/2026-01.csv`: the archive, and the file in it. Null for any other path. */
export function zipMember(file: string): { readonly path: string; readonly entry: ZipEntry } | null {
  if (file === STDIN || existsSync(file)) return null;
  for (let at = file.indexOf("/", 1); at > 0; at = file.indexOf("/", at + 1)) {
    const path = file.slice(0, at);
    if (!isZip(path)) continue;
    const name = file.slice(at + 1);
    const entry = zipEntries(path).find((candidate) => candidate.name === name);
    if (entry === undefined) throw badFile(file, "is not in the archive", `List its content with: unzip -l ${path}`);
    return { path, entry };
  }
  return null;
}

/** Whether the file is a zip archive. Its first bytes decide this. */
export function isZip(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    const fd = openSync(path, "r");
    try {
      const head = Buffer.alloc(4);
      return readSync(fd, head) === 4 && head.readUInt32LE(0) === 0x04034b50;
    } finally {
      closeSync(fd);
    }
  } catch {
    return false;
  }
}

export function workbook(file: string): ThroughlineError {
  return badFile(
    file,
    "is a workbook (Excel or another office format)",
    "Save the sheet as CSV UTF-8 and import that file.",
  );
}
