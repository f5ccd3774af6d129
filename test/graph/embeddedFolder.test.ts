// Tests of the folder of the embedded store. Damaged files are refused, other users lose their access, and if the
// folder of an open store is changed, nothing more is read or written.
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { damageOf } from "../../src/graph/embedded/damage.js";
import { embeddedMigrations, openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import { batchFor } from "../support/histories.js";
import { expectExact } from "./contract/support.js";

const root = mkdtempSync(join(tmpdir(), "throughline-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
let folders = 0;
/** A data folder that does not exist yet. */
const dataDir = (): string => join(root, `data-${++folders}`);
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const DIST = resolve(import.meta.dirname, "../../dist");
const USER = resolve(import.meta.dirname, "../support/embeddedUser.mjs");
const PAGE = 4_096;

/** Small customers, and some whose record takes pages of its own. */
async function filled(folder: string): Promise<void> {
  const store = await openEmbedded(folder);
  for (let batch = 0; batch < 6; batch++) {
    const customers: Record<string, string> = {};
    for (let c = 0; c < 60; c++) {
      const steps = Array.from({ length: c === 0 ? 300 : 4 }, (_, i) => `w/t${(c + i) % 9}@09:00#${batch}-${c}-${i}`);
      customers[`c${batch * 40 + c}`] = steps.join(" ");
    }
    await store.record(batchFor(customers));
  }
  await store.close();
}

describe("a new store", () => {
  it("is readable only by its owner, and so is the data folder", async () => {
    const data = dataDir();
    const store = await openEmbedded(join(data, "graph"), { writer: "thread" });
    await store.record(batchFor({ ana: "w/a@09:00" }));
    expect([data, join(data, "graph")].map(modeOf)).toEqual(["700", "700"]);
    for (const name of readdirSync(join(data, "graph"))) expect(modeOf(join(data, "graph", name)), name).toBe("600");
    expect(readdirSync(join(data, "graph")).sort()).toEqual(["data.mdb", "lock.mdb"]);
    await store.close();
  });

  it("files that an earlier release left readable by others are restricted; a folder that contains other things keeps its mode", async () => {
    for (const other of [false, true]) {
      const data = dataDir();
      await (await openEmbedded(join(data, "graph"))).close();
      if (other) writeFileSync(join(data, "notes.txt"), "");
      chmodSync(data, 0o755);
      chmodSync(join(data, "graph"), 0o755);
      chmodSync(join(data, "graph/data.mdb"), 0o644);
      await (await openEmbedded(join(data, "graph"))).close();
      expect(["", "graph", "graph/data.mdb"].map((name) => modeOf(join(data, name)))).toEqual([
        other ? "755" : "700",
        "700",
        "600",
      ]);
    }
  });

  it("is remembered as whole when it is closed beside a snapshot, unless it was cut short while it was open", async () => {
    const data = dataDir();
    const file = join(data, "graph/data.mdb");
    const remembered = join(data, "graph.whole");
    await filled(join(data, "graph"));
    expect(existsSync(remembered)).toBe(false);
    writeFileSync(join(data, "projection.snapshot"), "");
    await filled(join(data, "graph"));
    expect(modeOf(remembered)).toBe("600");
    const state = readFileSync(remembered, "utf8");
    await (await openEmbedded(join(data, "graph"), { readOnly: true })).close();
    expect(readFileSync(remembered, "utf8")).toBe(state);

    const whole = readFileSync(file);
    writeFileSync(file, Buffer.concat([whole.subarray(0, 2 * PAGE), Buffer.alloc(whole.length - 2 * PAGE)]));
    await expect(openEmbedded(join(data, "graph"))).rejects.toMatchObject({ code: "STORE_FAILED" });
    writeFileSync(file, whole);
    const store = await openEmbedded(join(data, "graph"));
    await store.status();
    const before = readFileSync(remembered, "utf8");
    truncateSync(file, whole.length - PAGE);
    await store.close().catch(() => {});
    expect(readFileSync(remembered, "utf8")).toBe(before);
  });

  it("several processes that start at once create one store", async () => {
    const folder = join(dataDir(), "graph");
    const said = await Promise.all(Array.from({ length: 4 }, () => used(folder)));
    for (const { signal, line } of said) expect([signal, line.used], JSON.stringify(line)).toEqual([null, true]);
    expect(readdirSync(folder).sort()).toEqual(["data.mdb", "lock.mdb"]);
    const store = await openEmbedded(folder);
    expect((await store.status()).interactions).toBeGreaterThan(0);
    await expectExact(store);
    await store.close();
  }, 60_000);

  it("files of a process that was killed while it created a store are removed", async () => {
    const folder = join(dataDir(), "graph");
    const gone = spawnSync(process.execPath, ["-e", ""]).pid;
    mkdirSync(join(folder, `.building-${gone}-abc`), { recursive: true });
    writeFileSync(join(folder, `.building-${gone}-abc/data.mdb`), "");
    await (await openEmbedded(folder)).close();
    expect(readdirSync(folder).sort()).toEqual(["data.mdb", "lock.mdb"]);
  });
});

function used(folder: string): Promise<{ signal: string | null; line: { used: boolean; code?: string } }> {
  const child = spawn(process.execPath, [USER, DIST, folder], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  return new Promise((done) =>
    child.once("close", (_code, signal) => done({ signal, line: out === "" ? { used: false } : JSON.parse(out) })),
  );
}

describe("a damaged store", () => {
  const source = join(root, "source");
  let whole: Buffer;
  beforeAll(async () => {
    await filled(source);
    whole = readFileSync(join(source, "data.mdb"));
  });
  const folderWith = (bytes: Buffer): string => {
    const folder = join(dataDir(), "graph");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "data.mdb"), bytes);
    return folder;
  };
  const refused = async (folder: string): Promise<void> => {
    const before = readFileSync(join(folder, "data.mdb"));
    const ways = [
      () => openEmbedded(folder),
      () => openEmbedded(folder, { readOnly: true }),
      () => embeddedMigrations(folder),
    ];
    for (const open of ways)
      await expect(open()).rejects.toMatchObject({
        code: "STORE_FAILED",
        at: folder,
        message: expect.stringContaining("is damaged"),
        remedy: expect.stringContaining("backup"),
      });
    expect(readFileSync(join(folder, "data.mdb")).equals(before)).toBe(true);
  };

  it("an intact store is not reported as damaged, however often it was changed", async () => {
    const folder = join(dataDir(), "graph");
    const store = await openEmbedded(folder);
    for (let i = 0; i < 40; i++) {
      await store.record(batchFor({ [`c${i % 7}`]: `w/t${i % 5}@09:00#${i}`, [`d${i}`]: "w/a@09:00 w/b@09:01" }));
      if (i % 5 === 4) await store.erase(`d${i - 2}`);
      expect(damageOf(join(folder, "data.mdb"))).toBeNull();
    }
    await store.close();
  });

  it("an empty file is not a new store, and neither is a folder without its file", async () => {
    await refused(folderWith(Buffer.alloc(0)));
    const folder = join(dataDir(), "graph");
    await (await openEmbedded(folder)).close();
    rmSync(join(folder, "data.mdb"));
    for (const open of [() => openEmbedded(folder), () => embeddedMigrations(folder)])
      await expect(open()).rejects.toMatchObject({ code: "STORE_FAILED", message: expect.stringContaining("missing") });
    expect(existsSync(join(folder, "data.mdb"))).toBe(false);
  });

  it("a file of another kind is refused", async () => {
    await refused(folderWith(Buffer.alloc(3 * PAGE, "SQLite format 3")));
    await refused(folderWith(Buffer.from("hello")));
  });

  it("truncated at any page that it needs, it is refused", async () => {
    const last = lastUsed(whole);
    for (let pages = 0; pages <= last; pages++) {
      const path = join(folderWith(whole.subarray(0, pages * PAGE)), "data.mdb");
      expect(damageOf(path), `${pages} of ${last + 1} pages`).not.toBeNull();
      truncateSync(path, Math.max(0, pages * PAGE - 1));
      expect(damageOf(path)).not.toBeNull();
    }
    await refused(folderWith(whole.subarray(0, last * PAGE)));
  });

  it("with the head of any page overwritten, it is refused if that page is in use", async () => {
    const used = usedPages(whole);
    let first = true;
    for (const page of used)
      for (const fill of [0, 255]) {
        const bytes = Buffer.from(whole);
        bytes.fill(fill, page * PAGE, page * PAGE + 64);
        const folder = folderWith(bytes);
        expect(damageOf(join(folder, "data.mdb")), `page ${page} with ${fill}`).not.toBeNull();
        if (first) await refused(folder);
        first = false;
      }
    expect(used.length).toBeGreaterThan(10);
  });

  it("no process that uses a damaged store ends with a signal", async () => {
    let seed = 20_261_130;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    for (let i = 0; i < 6; i++) {
      let bytes = Buffer.from(whole);
      if (i % 3 === 0) bytes = bytes.subarray(0, random(bytes.length));
      else for (let at = random(bytes.length), n = 0; n < 400; n++) bytes[(at + n) % bytes.length] = random(256);
      const { signal, line } = await used(folderWith(bytes));
      expect(signal).toBeNull();
      if (!line.used) expect(line.code).toBe("STORE_FAILED");
    }
  }, 60_000);

  /** Returns the number of pages of the file that are in use, in which damage must be found. */
  function usedPages(bytes: Buffer): number[] {
    const path = join(folderWith(bytes), "data.mdb");
    const pages: number[] = [];
    for (let page = 0; page < bytes.length / PAGE; page++) {
      const number = bytes.readBigUInt64LE(page * PAGE);
      const changed = Buffer.from(bytes);
      changed.writeBigUInt64LE(number + 1n, page * PAGE);
      writeFileSync(path, changed);
      if (damageOf(path) !== null) pages.push(page);
    }
    return pages;
  }

  function lastUsed(bytes: Buffer): number {
    return usedPages(bytes).at(-1)!;
  }
});

describe("a folder that is changed while its store is open", () => {
  const changes: Record<string, (folder: string) => void> = {
    removed: (folder) => rmSync(folder, { recursive: true }),
    "moved away": (folder) => renameSync(folder, `${folder}.old`),
    "replaced by a copy": (folder) => {
      renameSync(folder, `${folder}.old`);
      cpSync(`${folder}.old`, folder, { recursive: true });
    },
    "its lock removed": (folder) => rmSync(join(folder, "lock.mdb")),
    "its data removed": (folder) => rmSync(join(folder, "data.mdb")),
  };
  const both = async (store: GraphStore): Promise<void> => {
    const gone = { code: "STORE_FAILED", message: expect.stringContaining("while it was open") };
    await expect(store.record(batchFor({ ben: "w/a@09:00" }))).rejects.toMatchObject(gone);
    await expect(store.erase("ana")).rejects.toMatchObject(gone);
    await expect(store.version()).rejects.toMatchObject(gone);
    await expect(store.customers(["ana"])).rejects.toMatchObject(gone);
    await expect(store.ping()).rejects.toMatchObject(gone);
  };

  for (const writer of ["inline", "thread"] as const)
    for (const [name, change] of Object.entries(changes))
      it(`${name}, ${writer} writer: nothing more is read or written`, async () => {
        const folder = join(dataDir(), "graph");
        const store = await openEmbedded(folder, { writer });
        await store.record(batchFor({ ana: "w/a@09:00" }));
        change(folder);
        await both(store);
        await store.close();
      });

  it("if it is put back as it was, everything continues", async () => {
    const folder = join(dataDir(), "graph");
    const store = await openEmbedded(folder, { writer: "thread" });
    await store.record(batchFor({ ana: "w/a@09:00" }));
    renameSync(folder, `${folder}.old`);
    await both(store);
    renameSync(`${folder}.old`, folder);
    expect(await store.record(batchFor({ ben: "w/a@09:00" }))).toMatchObject({ accepted: 1 });
    await expectExact(store);
    await store.close();
  });
});
