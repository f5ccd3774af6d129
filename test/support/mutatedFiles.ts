// Imports files of every format in which bytes were inserted, removed and replaced, and checks a rule that must hold
// for any damage. Either the whole file is refused with one of our error codes, or every row is counted and every
// rejected row is named.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { EMPTY_MAPPING } from "../../src/ingest/mapping/mapping.js";
import { parseFile } from "../../src/ingest/parsing/parse.js";
import { ThroughlineError } from "../../src/model/errors.js";
import { random } from "./random.js";

const SHOP = readFileSync(resolve(import.meta.dirname, "../../examples/shop.csv"), "utf8")
  .split("\n")
  .slice(0, 120);
const [HEADER, ...ROWS] = SHOP;
const NAMES = HEADER!.split(",");
const OBJECTS = ROWS.map((row) => Object.fromEntries(row.split(",").map((cell, i) => [NAMES[i]!, cell])));
const CSV = SHOP.join("\n");
const NDJSON = OBJECTS.map((object) => JSON.stringify(object)).join("\n");

const SHAPES: readonly Buffer[] = [
  Buffer.from(CSV),
  Buffer.from(CSV.replaceAll(",", ";").replaceAll("\n", "\r\n")),
  Buffer.from(
    SHOP.map((row) =>
      row
        .split(",")
        .map((cell) => `"${cell}"`)
        .join("\t"),
    ).join("\n"),
  ),
  Buffer.from(`sep=;\n# comment\n${CSV.replaceAll(",", ";")}`),
  Buffer.from(CSV.replaceAll("\n", "\r")),
  Buffer.from(`\uFEFF${CSV}`, "utf16le"),
  Buffer.from(NDJSON),
  Buffer.from(JSON.stringify(OBJECTS)),
  Buffer.from(JSON.stringify({ batch: OBJECTS, sentAt: "x" }, null, 1)),
  Buffer.from(`{"data":{"events":[\n${NDJSON.replaceAll("\n", ",\n")}\n]}}`),
  gzipSync(CSV),
];

/** Characters that break readers of text. */
const BYTES = [
  0x00, 0x0a, 0x0d, 0x22, 0x2c, 0x27, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x3a, 0x80, 0xe2, 0xff, 0x3d, 0x2d, 0x30,
];
/** No file of this size may take longer, even on a busy machine. */
const MOST_MS = 20_000;

/** Returns the number of files refused as a whole, and the numbers of good and rejected rows. */
export async function readMutatedFiles(files: number, seed: number): Promise<Record<string, number>> {
  const next = random(seed);
  const folder = mkdtempSync(join(tmpdir(), "throughline-mutated-"));
  const totals = { refused: 0, good: 0, rejected: 0, leftOut: 0 };
  try {
    for (let i = 0; i < files; i++) {
      const file = join(folder, "log");
      writeFileSync(file, mutated(SHAPES[i % SHAPES.length]!, 1 + Math.floor(next() * 20), next));
      const started = performance.now();
      try {
        await readOne(file, totals);
      } catch (error) {
        if (!(error instanceof ThroughlineError)) throw new Error(`file ${i} of seed ${seed}`, { cause: error });
        expect(error.code, `file ${i} of seed ${seed}`).toMatch(/^(BAD_FILE|BAD_MAPPING|AMBIGUOUS_MAPPING)$/);
        totals.refused++;
      }
      expect(performance.now() - started, `file ${i} of seed ${seed}`).toBeLessThan(MOST_MS);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return totals;
}

async function readOne(file: string, totals: Record<string, number>): Promise<void> {
  const rejectsPath = `${file}.rejected.ndjson`;
  rmSync(rejectsPath, { force: true });
  const job = {
    file,
    mapping: EMPTY_MAPPING,
    now: null,
    strict: false,
    spillFolder: null,
    rejectsPath,
    maxRejects: null,
  };
  const parsed = await parseFile(job, () => {});
  const rejected = Object.values(parsed.rejected).reduce((sum, n) => sum + n, 0);
  expect(parsed.good + rejected).toBe(parsed.rows);
  const named = existsSync(rejectsPath) ? readFileSync(rejectsPath, "utf8").trimEnd().split("\n") : [];
  expect(named).toHaveLength(rejected);
  for (const line of named)
    expect(JSON.parse(line)).toMatchObject({ code: expect.any(String), line: expect.any(Number) });
  expect(parsed.originRows.reduce((sum, n) => sum + (n ?? 0), 0)).toBe(parsed.good);
  totals.good! += parsed.good;
  totals.rejected! += rejected;
  totals.leftOut! += parsed.leftOut.reduce((sum, { count }) => sum + count, 0);
}

/** Inserts, removes or replaces bytes. Occasionally, the file is cut off. */
function mutated(good: Buffer, times: number, next: () => number): Buffer {
  let bytes = good;
  for (let i = 0; i < times; i++) {
    const at = Math.floor(next() * bytes.length);
    const taken = Math.floor(next() * 3);
    const put = next() < 0.3 ? [] : [BYTES[Math.floor(next() * BYTES.length)]!];
    bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + taken)]);
  }
  return next() < 0.1 ? bytes.subarray(0, Math.floor(next() * bytes.length)) : bytes;
}
