// Reads zip archives: the list of files, and single files as streams. Stored and deflated files are supported,
// including files of more than 4 GiB (zip64). Only the list is held in memory. Each file is unpacked while it is read,
// and its checksum is compared at the end.
import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import { type Readable, Transform } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { badFile } from "./badFile.js";

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc: number;
  readonly headerAt: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MAX_COMMENT = 65_535;
/** The largest list of files that is read, in bytes. It is enough for about a million files. */
const MAX_DIRECTORY_BYTES = 1 << 27;
const STORED = 0;
const DEFLATED = 8;

/** The files in the archive, without folders. Throws BAD_FILE. */
export function zipEntries(path: string): ZipEntry[] {
  const fd = openSync(path, "r");
  try {
    const size = statSync(path).size;
    const { at, bytes } = directoryOf(fd, size, path);
    const directory = read(fd, at, bytes);
    const entries: ZipEntry[] = [];
    for (let i = 0; i + 46 <= directory.length; ) {
      if (directory.readUInt32LE(i) !== CENTRAL) throw damaged(path);
      const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => directory.readUInt16LE(i + offset));
      const end = i + 46 + nameBytes!;
      if (end + extraBytes! + commentBytes! > directory.length) throw damaged(path);
      const flags = directory.readUInt16LE(i + 8);
      const sizes = sizesOf(directory, i, directory.subarray(end, end + extraBytes!));
      const name = directory.toString("utf8", i + 46, end);
      if (!name.endsWith("/"))
        entries.push({
          name,
          method: directory.readUInt16LE(i + 10),
          encrypted: (flags & 1) !== 0,
          crc: directory.readUInt32LE(i + 16),
          ...sizes,
        });
      i = end + extraBytes! + commentBytes!;
    }
    return entries;
  } finally {
    closeSync(fd);
  }
}

/** The unpacked bytes of one file. Throws BAD_FILE. If the file is damaged, reading the stream fails with BAD_FILE. */
export function openZipEntry(path: string, entry: ZipEntry, chunkBytes: number): Readable {
  if (entry.encrypted)
    throw badFile(`${path}/${entry.name}`, "is encrypted", "Unpack it with its password, and import the file.");
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw badFile(`${path}/${entry.name}`, `is packed by an unusual method (${entry.method})`, "Unpack it first.");
  const fd = openSync(path, "r");
  let start: number;
  try {
    const head = read(fd, entry.headerAt, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== LOCAL) throw damaged(path);
    start = entry.headerAt + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  } finally {
    closeSync(fd);
  }
  let crc = 0;
  let bytes = 0;
  const check = new Transform({
    highWaterMark: chunkBytes,
    transform(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc);
      bytes += chunk.length;
      // A file that is longer than the list of the archive says is damaged, and is not unpacked any further.
      done(bytes > entry.bytes ? damaged(`${path}/${entry.name}`) : null, chunk);
    },
    flush(done) {
      done(bytes !== entry.bytes || crc !== entry.crc ? damaged(`${path}/${entry.name}`) : null);
    },
  });
  if (entry.packedBytes === 0) {
    check.end();
    return check;
  }
  const packed = createReadStream(path, {
    start,
    end: start + entry.packedBytes - 1,
    highWaterMark: chunkBytes,
  });
  const inflate = entry.method === DEFLATED ? createInflateRaw({ chunkSize: chunkBytes }) : null;
  const fail = () => check.destroy(damaged(`${path}/${entry.name}`));
  packed.on("error", fail);
  inflate?.on("error", fail);
  check.on("close", () => packed.destroy());
  return (inflate === null ? packed : packed.pipe(inflate)).pipe(check);
}

function directoryOf(fd: number, size: number, path: string): { at: number; bytes: number } {
  const tailBytes = Math.min(size, 22 + MAX_COMMENT);
  const tail = read(fd, size - tailBytes, tailBytes);
  for (let i = tail.length - 22; i >= 0; i--) {
    if (tail.readUInt32LE(i) !== END || i + 22 + tail.readUInt16LE(i + 20) !== tail.length) continue;
    let found = { bytes: tail.readUInt32LE(i + 12), at: tail.readUInt32LE(i + 16) };
    const locator = i >= 20 ? tail.subarray(i - 20, i) : null;
    if (locator !== null && locator.readUInt32LE(0) === LOCATOR_64) {
      const end = read(fd, Number(locator.readBigUInt64LE(8)), 56);
      if (end.length < 56 || end.readUInt32LE(0) !== END_64) throw damaged(path);
      found = { bytes: Number(end.readBigUInt64LE(40)), at: Number(end.readBigUInt64LE(48)) };
    }
    if (found.bytes > MAX_DIRECTORY_BYTES || found.at + found.bytes > size) throw damaged(path);
    return found;
  }
  throw damaged(path);
}

/** The sizes and the position of an entry. Numbers that do not fit into 32 bits are in the extra field. */
function sizesOf(directory: Buffer, at: number, extra: Buffer): Pick<ZipEntry, "packedBytes" | "bytes" | "headerAt"> {
  let packedBytes = directory.readUInt32LE(at + 20);
  let bytes = directory.readUInt32LE(at + 24);
  let headerAt = directory.readUInt32LE(at + 42);
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue;
    let next = i + 4;
    const end = Math.min(extra.length, next + extra.readUInt16LE(i + 2));
    const take = (value: number): number => {
      if (value !== 0xffffffff || next + 8 > end) return value;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    };
    bytes = take(bytes);
    packedBytes = take(packedBytes);
    headerAt = take(headerAt);
  }
  return { packedBytes, bytes, headerAt };
}

function read(fd: number, at: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(Math.max(0, bytes));
  let done = 0;
  while (done < buffer.length) {
    const count = readSync(fd, buffer, done, buffer.length - done, at + done);
    if (count === 0) break;
    done += count;
  }
  return buffer.subarray(0, done);
}

function damaged(path: string) {
  return badFile(
    path,
    "is a zip archive that is damaged or cut off",
    "Check it with: unzip -t (save a workbook as CSV UTF-8)",
  );
}
