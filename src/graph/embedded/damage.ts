// Checks whether the store's file is intact before LMDB maps it into memory. LMDB follows page numbers without checking
// them, so a truncated or overwritten file would end the process with a signal (SIGBUS, SIGSEGV) instead of an error.
//
// Every tree of pages is read, starting at the meta page that LMDB would choose. Each page must lie within the file,
// contain its own page number, be of the required kind, and be reached exactly once. Nodes must be within their page.
// The numbers of pages and entries found must equal the numbers that LMDB stores with the tree. Values are not checked,
// because the file has no checksums of them. Pages are read in ascending order, at about 2 GB per second if the file is
// in the page cache.
//
// The layout is that of LMDB's data version 2 as the `lmdb` package builds it (MDB_page_header, MDB_meta, MDB_db,
// MDB_node in its mdb.c). A file of another version is left to LMDB, which refuses versions that it does not know.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";

const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const PAGE_HEADER = 24;
const NODE_HEADER = 8;
/** An MDB_db record: the root of a tree and its size. */
const TREE_BYTES = 48;
/**
 * The size of a leaf's reference to a value on separate pages. The reference consists of page, transaction and number
 * of pages.
 */
const OVERFLOW_BYTES = 24;
const [BRANCH, LEAF, OVERFLOW, META] = [0x01, 0x02, 0x04, 0x08];
const [BIG_DATA, SUB_TREE] = [0x01, 0x02];
/** The tree that lists the other trees. */
const DATABASES = "databases";
const INTEGER_KEYS = 0x08;
/** Set in a meta page whose transaction had not been flushed when the page was written. */
const NOT_FLUSHED = 0x1000;
const SMALLEST_PAGE = 512;
const LARGEST_PAGE = 65_536;
/** The greatest depth of a tree that LMDB allows. */
const DEEPEST = 32;
/** The largest number of pages that are read at once. */
const PAGES_A_READ = 256;
/**
 * A read includes at most this many consecutive pages that are not needed. If there are more, a new read begins after
 * them.
 */
const GAP = 16;
/** The largest number of checks, if other processes write to the store during each of them. */
const LOOKS = 4;

/**
 * Describes the damage in a few words, or returns null if there is none. If other processes write to the file in the
 * meantime, it is read again. If it changes each time, no damage is reported.
 */
export function damageOf(path: string): string | null {
  const fd = openSync(path, "r");
  try {
    for (let look = 1; ; look++) {
      const size = fstatSync(fd).size;
      if (size === 0) return "its file is empty";
      const before = transactionsOf(fd);
      const damage = new Look(fd, size).damage();
      if (damage === null || before === transactionsOf(fd)) return damage;
      if (look === LOOKS) return null;
    }
  } finally {
    closeSync(fd);
  }
}

/** A text that changes with every commit. */
function transactionsOf(fd: number): string {
  const bytes = Buffer.alloc(2 * LARGEST_PAGE);
  const read = readSync(fd, bytes, 0, bytes.length, 0);
  const pageSize = read < 52 ? 0 : bytes.readUInt32LE(48);
  return [0, pageSize].map((at) => (at + 160 > read ? "" : bytes.readBigUInt64LE(at + 152))).join();
}

class Damage extends Error {}

/** The root of a tree and its size. */
interface Tree {
  readonly name: string;
  readonly flags: number;
  readonly depth: number;
  readonly branches: number;
  readonly leaves: number;
  readonly overflows: number;
  readonly entries: number;
  /** The number of the root page; null if the tree is empty. */
  readonly root: number | null;
}

interface Meta {
  readonly transaction: bigint;
  readonly flushed: boolean;
  readonly boot: bigint;
  readonly lastPage: number;
  readonly trees: readonly Tree[];
}

/** What was found in the leaves of a tree. */
interface Found {
  readonly trees: Tree[];
  entries: number;
  /** The total number of separate pages for values that are too large for a leaf. */
  overflows: number;
  /** The first separate page of each value that is too large for a leaf. */
  readonly starts: number[];
  /** The number of separate pages of each value that is too large for a leaf. */
  readonly counts: number[];
}

class Look {
  readonly #fd: number;
  readonly #size: number;
  #pageSize = 0;
  #pages = 0;
  /** Pages that belong to a tree that has been checked. */
  #reached = new Uint8Array(0);

  constructor(fd: number, size: number) {
    this.#fd = fd;
    this.#size = size;
  }

  damage(): string | null {
    try {
      const meta = this.#meta();
      if (meta === null) return null;
      this.#pages = Math.min(meta.lastPage + 1, Math.floor(this.#size / this.#pageSize));
      this.#reached = new Uint8Array(this.#pages);
      this.#reached[0] = this.#reached[1] = 1;
      const [free, main] = meta.trees as [Tree, Tree];
      this.#walk(free);
      for (const tree of this.#walk(main)) this.#walk(tree);
      return null;
    } catch (error) {
      if (error instanceof Damage) return error.message;
      throw error;
    }
  }

  /** The meta page that LMDB would choose; null if the file has another version. */
  #meta(): Meta | null {
    const head = this.#bytes(0, PAGE_HEADER + NODE_HEADER + 20, "its first page");
    if (head.readUInt32LE(24) !== MAGIC || (head.readUInt16LE(18) & META) === 0)
      throw new Damage("its file does not begin like the file of a store");
    if ((head.readUInt32LE(28) & 0xffff) !== DATA_VERSION) return null;
    const pageSize = head.readUInt32LE(48);
    if (pageSize < SMALLEST_PAGE || pageSize > LARGEST_PAGE || (pageSize & (pageSize - 1)) !== 0)
      throw new Damage(`its page size, ${pageSize} bytes, is not possible`);
    this.#pageSize = pageSize;
    const [first, second] = [this.#metaAt(0), this.#metaAt(pageSize)];
    if (first === null || second === null) throw new Damage("one of its two first pages is not readable");
    const latest = second.transaction > first.transaction ? second : first;
    if (latest.flushed || (latest.boot !== 0n && latest.boot === bootId())) return latest;
    // After a crash of the machine, LMDB returns to the flushed state.
    return this.#metaAt(pageSize >>> 1) ?? latest;
  }

  #metaAt(at: number): Meta | null {
    const page = this.#bytes(at, 168, "one of its two first pages");
    const copy = at === this.#pageSize >>> 1;
    // LMDB keeps a copy of the flushed state, which has neither a header nor a magic number.
    if (!copy && ((page.readUInt16LE(18) & META) === 0 || page.readUInt32LE(24) !== MAGIC)) return null;
    if (!copy && page.readUInt32LE(48) !== this.#pageSize) return null;
    const transaction = page.readBigUInt64LE(152);
    if (copy && transaction === 0n) return null;
    const lastPage = number(page, 144, "the number of its last page");
    if ((lastPage + 1) * this.#pageSize > number(page, 40, "its size"))
      throw new Damage("it has more pages than its size allows");
    return {
      transaction,
      flushed: (page.readUInt16LE(52) & NOT_FLUSHED) === 0,
      boot: page.readBigInt64LE(160),
      lastPage,
      trees: [treeAt(page, 48, "free pages"), treeAt(page, 96, DATABASES)],
    };
  }

  /** Checks a tree and returns the trees that it lists. Throws Damage. */
  #walk(tree: Tree): Tree[] {
    if (tree.root === null) {
      if (tree.entries > 0) throw new Damage(`the tree of "${tree.name}" has entries but no root`);
      return [];
    }
    if (tree.depth < 1 || tree.depth > DEEPEST) throw new Damage(`the tree of "${tree.name}" has an impossible depth`);
    let level = [tree.root];
    this.#reach(tree.root, tree);
    let branches = 0;
    for (let depth = 1; depth < tree.depth; depth++) {
      const below: number[] = [];
      this.#each(level, tree, (page, at) => this.#branch(page, at, tree, below));
      branches += level.length;
      level = below;
    }
    const found: Found = { trees: [], entries: 0, overflows: 0, starts: [], counts: [] };
    this.#each(level, tree, (page, at) => this.#leaf(page, at, tree, found));
    for (const [i, start] of found.starts.entries()) {
      const head = this.#bytes(start * this.#pageSize, PAGE_HEADER, "a value");
      if (number(head, 0, "a page") !== start || (head.readUInt16LE(18) & OVERFLOW) === 0)
        throw new Damage(`page ${start} of "${tree.name}" is not the first page of a value`);
      if (head.readUInt32LE(20) !== found.counts[i])
        throw new Damage(`page ${start} of "${tree.name}" should begin ${found.counts[i]} pages`);
    }
    if (
      branches !== tree.branches ||
      level.length !== tree.leaves ||
      found.overflows !== tree.overflows ||
      found.entries !== tree.entries
    )
      throw new Damage(`the tree of "${tree.name}" has another number of pages or entries than its record says`);
    return found.trees;
  }

  #branch(page: Buffer, at: number, tree: Tree, below: number[]): void {
    const nodes = this.#nodes(page, at, tree, BRANCH);
    for (let i = 0; i < nodes; i++) {
      const node = this.#node(page, at, i, tree);
      const child =
        page.readUInt16LE(node) + page.readUInt16LE(node + 2) * 2 ** 16 + page.readUInt16LE(node + 4) * 2 ** 32;
      const keyBytes = page.readUInt16LE(node + 6);
      if (node + NODE_HEADER + keyBytes > at + this.#pageSize) throw this.#broken(page, at, tree);
      // The first key of a branch may be empty, because no key is less.
      if (i > 0) this.#key(keyBytes, tree, page, at);
      this.#reach(child, tree);
      below.push(child);
    }
  }

  #leaf(page: Buffer, at: number, tree: Tree, found: Found): void {
    const nodes = this.#nodes(page, at, tree, LEAF);
    // Most of the time of a check is spent here, so this code is optimized. It reads 16-bit numbers from a typed array.
    // This is possible because LMDB aligns everything to even addresses.
    const halves = new Uint16Array(page.buffer, page.byteOffset + at, this.#pageSize >>> 1);
    const most = this.#pageSize - PAGE_HEADER;
    const upper = halves[11]!;
    const integers = (tree.flags & INTEGER_KEYS) !== 0;
    for (let i = 0; i < nodes; i++) {
      const place = halves[12 + i]!;
      if ((place & 1) === 1 || place < upper || place + NODE_HEADER > most) throw this.#broken(page, at, tree);
      const node = 12 + (place >>> 1);
      const size = halves[node]! + halves[node + 1]! * 65_536;
      const flags = halves[node + 2]!;
      const keyBytes = halves[node + 3]!;
      // If the tree's flags require it, LMDB reads keys as whole integers.
      if (integers ? keyBytes !== 4 && keyBytes !== 8 : keyBytes === 0) throw this.#broken(page, at, tree);
      const held = flags === BIG_DATA ? OVERFLOW_BYTES : size;
      if (place + NODE_HEADER + keyBytes + held > most) throw this.#broken(page, at, tree);
      if (flags !== 0) this.#special(page, at, at + PAGE_HEADER + place, tree, found);
    }
    found.entries += nodes;
  }

  /** Reads a node that refers to a value on separate pages, or that contains the record of a tree. */
  #special(page: Buffer, at: number, node: number, tree: Tree, found: Found): void {
    const size = page.readUInt32LE(node);
    const flags = page.readUInt16LE(node + 4);
    const data = node + NODE_HEADER + page.readUInt16LE(node + 6);
    if (flags === BIG_DATA) {
      const start = number(page, data, "a page");
      const count = number(page, data + 16, "pages of a value");
      if (count < 1 || PAGE_HEADER + size > count * this.#pageSize) throw this.#broken(page, at, tree);
      if (start + count > this.#pages) throw new Damage("its file ends too early");
      for (let of = 0; of < count; of++) this.#reach(start + of, tree);
      found.overflows += count;
      found.starts.push(start);
      found.counts.push(count);
    } else if (flags === SUB_TREE && size === TREE_BYTES && tree.name === DATABASES) {
      const name = page.toString("utf8", node + NODE_HEADER, data).replace(/\0$/, "");
      found.trees.push(treeAt(page, data, name));
    } else throw this.#broken(page, at, tree);
  }

  /** Number of nodes on the page. */
  #nodes(page: Buffer, at: number, tree: Tree, kind: number): number {
    const lower = page.readUInt16LE(at + 20);
    const upper = page.readUInt16LE(at + 22);
    const room = this.#pageSize - PAGE_HEADER;
    if (page.readUInt16LE(at + 18) !== kind || lower > upper || upper > room || (lower & 1) === 1)
      throw this.#broken(page, at, tree);
    return lower >>> 1;
  }

  #node(page: Buffer, at: number, index: number, tree: Tree): number {
    const place = page.readUInt16LE(at + PAGE_HEADER + 2 * index);
    if (place < page.readUInt16LE(at + 22) || place + PAGE_HEADER + NODE_HEADER > this.#pageSize)
      throw this.#broken(page, at, tree);
    return at + PAGE_HEADER + place;
  }

  /** Checks the length of a key. If the tree's flags require it, LMDB reads keys as integers of 4 or 8 bytes. */
  #key(bytes: number, tree: Tree, page: Buffer, at: number): void {
    if ((tree.flags & INTEGER_KEYS) !== 0 ? bytes !== 4 && bytes !== 8 : bytes === 0)
      throw this.#broken(page, at, tree);
  }

  #broken(page: Buffer, at: number, tree: Tree): Damage {
    return new Damage(`page ${page.readBigUInt64LE(at)} of "${tree.name}" has invalid contents`);
  }

  #reach(page: number, tree: Tree): void {
    if (page >= this.#pages) throw new Damage("its file ends too early");
    if (this.#reached[page] !== 0) throw new Damage(`page ${page} of "${tree.name}" is used twice`);
    this.#reached[page] = 1;
  }

  /** Reads whole pages in ascending order. */
  #each(pages: readonly number[], tree: Tree, visit: (bytes: Buffer, at: number) => void): void {
    const sorted = Float64Array.from(pages).sort();
    for (let i = 0; i < sorted.length; ) {
      const first = sorted[i]!;
      let end = i + 1;
      while (end < sorted.length && sorted[end]! - sorted[end - 1]! <= GAP && sorted[end]! - first < PAGES_A_READ)
        end++;
      const bytes = this.#bytes(first * this.#pageSize, (sorted[end - 1]! - first + 1) * this.#pageSize, "its pages");
      for (; i < end; i++) {
        const at = (sorted[i]! - first) * this.#pageSize;
        if (number(bytes, at, "a page") !== sorted[i])
          throw new Damage(`page ${sorted[i]} of "${tree.name}" has another page number`);
        visit(bytes, at);
      }
    }
  }

  #bytes(at: number, length: number, what: string): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let done = 0; done < length; ) {
      const read = readSync(this.#fd, bytes, done, length - done, at + done);
      if (read === 0) throw new Damage(`its file ends within ${what}`);
      done += read;
    }
    return bytes;
  }
}

function treeAt(bytes: Buffer, at: number, name: string): Tree {
  const root = bytes.readBigUInt64LE(at + 40);
  return {
    name,
    flags: bytes.readUInt16LE(at + 4),
    depth: bytes.readUInt16LE(at + 6),
    branches: number(bytes, at + 8, "its pages"),
    leaves: number(bytes, at + 16, "its pages"),
    overflows: number(bytes, at + 24, "its pages"),
    entries: number(bytes, at + 32, "its entries"),
    root: root === 0xffff_ffff_ffff_ffffn ? null : number(bytes, at + 40, "a page"),
  };
}

function number(bytes: Buffer, at: number, what: string): number {
  const value = bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
  if (!Number.isSafeInteger(value)) throw new Damage(`${what} cannot be ${value}`);
  return value;
}

/** The boot id of the machine, as LMDB reads it. It changes when the machine starts. 0 if the system provides none. */
export function bootId(): bigint {
  try {
    return BigInt(`0x${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").split("-")[0]}`);
  } catch {
    return 0n;
  }
}
