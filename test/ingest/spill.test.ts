// Spill files keep every row with whole customers, and can be distributed again. Sorting beyond memory equals sorting
// in memory.
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Sorter } from "../../src/commands/sorter.js";
import type { MappedRow } from "../../src/ingest/rows.js";
import { lineAt, rawAt, rowAt, type SpillFile, SpillWriter, spreadAgain } from "../../src/ingest/spill/spill.js";
import { SpillReader } from "../../src/ingest/spill/spillReader.js";
import { INITIATORS, OUTCOMES } from "../../src/model/interaction.js";
import { compareKeys } from "../../src/model/keys.js";
import { anySequence } from "../support/sequences.js";

const folder = () => mkdtempSync(join(tmpdir(), "throughline-"));

interface Kept {
  readonly row: MappedRow;
  readonly line: number;
  readonly raw: string;
}

/** Rows by customer. No customer is in two files. */
function rowsIn(files: readonly SpillFile[]): Map<string, Kept[]> {
  const found: [string, Kept[]][] = [];
  for (const file of files) {
    const reader = new SpillReader(file);
    for (const [c, customer] of reader.customers.entries()) {
      const { bytes } = reader;
      const kept = [...reader.places.subarray(c === 0 ? 0 : reader.ends[c - 1]!, reader.ends[c]!)].map((at) => ({
        row: rowAt(bytes, at, customer, ""),
        line: lineAt(bytes, at),
        raw: rawAt(bytes, at),
      }));
      found.push([customer, kept]);
    }
  }
  const rows = new Map(found.sort());
  expect(rows.size).toBe(found.length);
  return rows;
}

it("keeps rows in order by customer, also when distributed again", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 5 });
  const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 2 });
  const amount = maybe(fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 }));
  const content = {
    id: text,
    formerId: fc.constant(null),
    anonymous: fc.option(fc.string({ minLength: 1 }), { freq: 1 }),
    touchpoint: fc.constant(""),
    at: fc.integer({ min: -8_000_000_000_000, max: 8_000_000_000_000 }),
    origin: fc.nat(100_000),
    sequence: anySequence,
    journey: maybe(text),
    caseId: maybe(text),
    value: amount,
    cost: amount,
    initiatedBy: maybe(fc.constantFrom(...INITIATORS)),
    outcome: maybe(fc.constantFrom(...OUTCOMES)),
    resolved: maybe(fc.boolean()),
    intendedChannel: maybe(text),
    contextCarried: maybe(fc.boolean()),
    repeatedInfo: maybe(fc.boolean()),
    referredBy: maybe(text),
    attributes: maybe(fc.json()),
  };
  const row = fc.record({
    row: fc.record({ customer: fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }), ...content }),
    raw: fc.string({ unit: "binary" }),
  });
  const long = fc.record({
    row: fc.record({ customer: fc.constantFrom("a", "é"), ...content }),
    raw: fc.constant("ü".repeat(40_000)),
  });
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 20, arbitrary: row }, { weight: 1, arbitrary: long }), { maxLength: 300 }),
      (rows) => {
        const expected = new Map<string, Kept[]>();
        const writer = new SpillWriter(folder(), "spill");
        rows.forEach(({ row, raw }, i) => {
          const kept = { row, line: i + 2, raw: Buffer.from(raw).toString() };
          writer.add(row, i + 2, i + 1, kept.raw);
          expected.set(row.customer, [...(expected.get(row.customer) ?? []), kept]);
        });
        const first = writer.finish();
        for (const { parts, bytes } of first) {
          expect(parts.reduce((sum, part) => sum + statSync(part.path).size, 0)).toBe(bytes);
          expect(parts).toHaveLength(1);
        }
        expect(rowsIn(first)).toEqual(new Map([...expected].sort()));
        const second = first.flatMap(spreadAgain);
        expect(second.every((file) => file.depth === 1)).toBe(true);
        expect(rowsIn(second)).toEqual(new Map([...expected].sort()));
      },
    ),
    { numRuns: 30 },
  );
});

it("sorts by code point, however much fits into memory", () => {
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
