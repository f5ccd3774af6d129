// Sends damaged files and damaged queries. Every row must be counted, every refusal must have one of our codes, and
// there must be no internal error.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runner } from "../commands/run.js";
import { random } from "../support/random.js";
import { startTestServer } from "../support/server.js";

const SHOP = resolve(import.meta.dirname, "../../examples/shop.csv");
const FILES = 300;
const QUERIES = 3_000;
/** Characters that break readers of text. */
const BYTES = [0x00, 0x0a, 0x0d, 0x22, 0x2c, 0x27, 0x5c, 0x7b, 0x7d, 0x80, 0xe2, 0xff, 0x3d, 0x2d, 0x30];
const SNIPPETS = [
  '"',
  "{",
  "}",
  "(",
  ")",
  "$x",
  "...",
  "first: -1",
  "first: 1e9",
  '"\\u0000"',
  "null",
  "[[[[",
  "` }) DETACH",
  "@skip",
];

interface Report {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly rejectedRows: number;
}

describe("fuzz", () => {
  it(`${FILES} damaged files: each row is accounted for`, async () => {
    const next = random(31);
    const good = readFileSync(SHOP);
    const codes: Record<number, number> = {};
    for (let i = 0; i < FILES; i++) {
      const folder = mkdtempSync(join(tmpdir(), "throughline-fuzz-"));
      const file = join(folder, "log.csv");
      writeFileSync(file, damaged(good, 1 + Math.floor(next() * 20), next));
      const { code, err, out } = await runner(join(folder, "data"))("import", file, "--json");
      codes[code] = (codes[code] ?? 0) + 1;
      expect(err).not.toContain("INTERNAL");
      if (code === 1) expect(err).toMatch(/^error [A-Z_]+: /m);
      else {
        const { rows, accepted, duplicates, conflicts, rejectedRows } = JSON.parse(out) as Report;
        expect(accepted + duplicates + conflicts + rejectedRows).toBe(rows);
      }
      rmSync(folder, { recursive: true, force: true });
    }
    console.log(`exit codes: ${JSON.stringify(codes)}`);
  });

  it(`${QUERIES} damaged queries: refused with a code, never an internal error`, async () => {
    const next = random(37);
    const good = readFileSync(resolve(import.meta.dirname, "../golden/handoffs.graphql"), "utf8");
    const server = await startTestServer();
    try {
      for (let i = 0; i < QUERIES; i++) {
        let query = good;
        for (let n = 1 + Math.floor(next() * 3); n > 0; n--) {
          const at = Math.floor(next() * query.length);
          query =
            query.slice(0, at) +
            SNIPPETS[Math.floor(next() * SNIPPETS.length)] +
            query.slice(at + Math.floor(next() * 12));
        }
        const { status, errors } = await server.ask(query);
        expect(status, query).toBeLessThan(500);
        for (const { extensions } of errors ?? []) expect(extensions.code, query).not.toMatch(/INTERNAL/);
      }
    } finally {
      await server.close();
    }
  });
});

/** Bytes inserted, removed or replaced. */
function damaged(good: Buffer, times: number, next: () => number): Buffer {
  let bytes = good;
  for (let i = 0; i < times; i++) {
    const at = Math.floor(next() * bytes.length);
    const taken = Math.floor(next() * 3);
    const put = next() < 0.3 ? [] : [BYTES[Math.floor(next() * BYTES.length)]!];
    bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + taken)]);
  }
  return bytes;
}
