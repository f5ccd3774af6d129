// Sorts more texts than fit into memory, by their keys in code-point order. It writes sorted runs to temporary files
// and then merges all runs in one pass. All keys are assumed to be different. It takes O(n log n) time, and memory for
// MAX_CHARACTERS characters and one block per run.
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { onDisk, writeFully } from "../ingest/disk.js";
import { type Scratch, scratchFolder } from "../ingest/scratch.js";
import { compareKeys } from "../model/keys.js";

/** The number of characters held before a run is written. Ten billion characters make about 200 runs. */
const MAX_CHARACTERS = 48 << 20;
const BLOCK_BYTES = 1 << 18;
const HEAD_BYTES = 8;

interface Item {
  readonly key: string;
  readonly text: string;
}

export class Sorter {
  readonly #folder: () => string;
  readonly #most: number;
  #items: Item[] = [];
  #characters = 0;
  #runs: string[] = [];
  #temporary: Scratch | null = null;

  /** Temporary files, if needed, are written to `dataDir`. */
  constructor(dataDir: string, mostCharacters = MAX_CHARACTERS) {
    this.#most = mostCharacters;
    this.#folder = () => {
      this.#temporary ??= scratchFolder(dataDir, "export");
      return this.#temporary.folder;
    };
  }

  add(key: string, text: string): void {
    this.#items.push({ key, text });
    this.#characters += key.length + text.length;
    if (this.#characters > this.#most) this.#writeRun();
  }

  *sorted(): Iterable<string> {
    this.#items.sort((a, b) => compareKeys(a.key, b.key));
    const heads = [...this.#runs.map(readRun), this.#items[Symbol.iterator]()]
      .map((items) => ({ items, item: items.next().value as Item | undefined }))
      .filter(({ item }) => item !== undefined);
    while (heads.length > 0) {
      let least = 0;
      for (let i = 1; i < heads.length; i++)
        if (compareKeys(heads[i]!.item!.key, heads[least]!.item!.key) < 0) least = i;
      const head = heads[least]!;
      yield head.item!.text;
      head.item = head.items.next().value as Item | undefined;
      if (head.item === undefined) heads.splice(least, 1);
    }
  }

  close(): void {
    this.#temporary?.remove();
  }

  #writeRun(): void {
    this.#items.sort((a, b) => compareKeys(a.key, b.key));
    const path = join(this.#folder(), String(this.#runs.length));
    const fd = onDisk(path, () => openSync(path, "wx", 0o600));
    let block: Buffer[] = [];
    let bytes = 0;
    const flush = () => {
      const all = Buffer.concat(block);
      onDisk(path, () => writeFully(fd, all));
      block = [];
      bytes = 0;
    };
    for (const { key, text } of this.#items) {
      const head = Buffer.allocUnsafe(HEAD_BYTES);
      const [k, t] = [Buffer.from(key), Buffer.from(text)];
      head.writeUInt32LE(k.length, 0);
      head.writeUInt32LE(t.length, 4);
      block.push(head, k, t);
      bytes += HEAD_BYTES + k.length + t.length;
      if (bytes > BLOCK_BYTES) flush();
    }
    flush();
    closeSync(fd);
    this.#runs.push(path);
    this.#items = [];
    this.#characters = 0;
  }
}

function* readRun(path: string): Generator<Item> {
  const fd = openSync(path, "r");
  try {
    let rest = Buffer.alloc(0);
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    for (let read = readSync(fd, block); read > 0; read = readSync(fd, block)) {
      rest = Buffer.concat([rest, block.subarray(0, read)]);
      let at = 0;
      while (at + HEAD_BYTES <= rest.length) {
        const key = at + HEAD_BYTES;
        const text = key + rest.readUInt32LE(at);
        const end = text + rest.readUInt32LE(at + 4);
        if (end > rest.length) break;
        yield { key: rest.toString("utf8", key, text), text: rest.toString("utf8", text, end) };
        at = end;
      }
      rest = Buffer.from(rest.subarray(at));
    }
  } finally {
    closeSync(fd);
  }
}
