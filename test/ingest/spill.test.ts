// Spill files keep every row, customers whole, and can be spread again; sorting beyond memory equals sorting in memory.
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Sorter } from "../../src/commands/sorter.js";
import { type SpilledRow, type SpillFile, SpillReader, SpillWriter, spreadAgain } from "../../src/ingest/spill.js";
import { compareKeys } from "../../src/model/keys.js";

const folder = () => mkdtempSync(join(tmpdir(), "throughline-"));

/** Rows by customer; no customer stands in two files. */
function rowsIn(files: readonly SpillFile[]): Map<string, SpilledRow[]> {
  const found: [string, SpilledRow[]][] = [];
  for (const file of files) {
    const reader = new SpillReader(file);
    for (const customer of reader.customers) {
      found.push([customer, [...reader.rowsOf(customer)]]);
      expect(reader.countOf(customer)).toBe(found.at(-1)![1].length);
    }
  }
  const rows = new Map(found.sort());
  expect(rows.size).toBe(found.length);
  return rows;
}

it("keeps rows in order by customer, also when spread again", () => {
  const row = fc.record({
    customer: fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }),
    raw: fc.string({ unit: "binary" }),
  });
  const long = fc.record({ customer: fc.constantFrom("a", "é"), raw: fc.constant("ü".repeat(40_000)) });
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 20, arbitrary: row }, { weight: 1, arbitrary: long }), { maxLength: 300 }),
      (rows) => {
        const expected = new Map<string, SpilledRow[]>();
        const writer = new SpillWriter(folder(), "spill");
        rows.forEach(({ customer, raw }, i) => {
          const wellFormed = Buffer.from(raw).toString();
          const key = Buffer.from(customer).toString();
          writer.add(key, i + 2, i + 1, wellFormed);
          expected.set(key, [
            ...(expected.get(key) ?? []),
            { customer: key, line: i + 2, number: i + 1, raw: wellFormed },
          ]);
        });
        const first = writer.finish();
        for (const file of first) expect(statSync(file.path)).toMatchObject({ size: file.bytes });
        expect(rowsIn(first)).toEqual(new Map([...expected].sort()));
        const second = first.flatMap(spreadAgain);
        expect(second.every((file) => file.depth === 1)).toBe(true);
        expect(rowsIn(second)).toEqual(new Map([...expected].sort()));
      },
    ),
    { numRuns: 30 },
  );
});

it("sorts by code point whatever fits into memory", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: "grapheme", maxLength: 6 }), { maxLength: 200 }),
      fc.integer({ min: 1, max: 400 }),
      (keys, most) => {
        const dataDir = folder();
        const sorter = new Sorter(dataDir, most);
        for (const key of keys) sorter.add(key, `${key}\n${"x".repeat(key.length)}`);
        expect([...sorter.sorted()]).toEqual(
          [...keys].sort(compareKeys).map((key) => `${key}\n${"x".repeat(key.length)}`),
        );
        sorter.close();
        expect(readdirSync(dataDir)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});
