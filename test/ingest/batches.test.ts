// Tests of the batches of an import. They contain every good row once, in the order of the log, with the right id. All
// rows of a customer are in one batch, and no batch is larger than requested.
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { batches, type SpilledBatch } from "../../src/ingest/spill/batches.js";
import { lineAt, rawAt, SpillWriter } from "../../src/ingest/spill/spill.js";
import { NOTHING_KNOWN } from "../../src/model/interaction.js";
import { ROW_ID_LENGTH, rowId } from "../../src/model/keys.js";

const format = { format: "csv", delimiter: ",", header: [] } as const;

/** Customer → [line, raw row, id] of its rows. */
function rowsOf(found: readonly SpilledBatch[]): Map<string, [number, string, string | null][]> {
  const rows = new Map<string, [number, string, string | null][]>();
  for (const { customers, counts, parts, ids } of found) {
    const records = parts.flatMap(({ bytes, places }) => [...places].map((at) => ({ buffer: Buffer.from(bytes), at })));
    expect(parts.reduce((sum, part) => sum + part.customers, 0)).toBe(customers.length);
    let index = 0;
    customers.forEach((customer, c) => {
      // Whole customers: no customer occurs twice.
      expect(rows.has(customer)).toBe(false);
      const ofCustomer: [number, string, string | null][] = [];
      for (let i = 0; i < counts[c]!; i++, index++) {
        const { buffer, at } = records[index]!;
        const id =
          ids === null
            ? null
            : Buffer.from(ids.subarray(index * ROW_ID_LENGTH, (index + 1) * ROW_ID_LENGTH)).toString("latin1");
        ofCustomer.push([lineAt(buffer, at), rawAt(buffer, at), id]);
      }
      rows.set(customer, ofCustomer);
    });
    expect(index).toBe(records.length);
  }
  return rows;
}

it("contain each row once, with whole customers and ids that count equal rows", () => {
  const row = fc.record({ customer: fc.constantFrom("a", "é", "c😀", "d"), text: fc.constantFrom("x", 'y,"z"', "ü") });
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 30 }),
      (rows, hasIds, customers, most) => {
        const folder = mkdtempSync(join(tmpdir(), "throughline-"));
        const writer = new SpillWriter(folder, "spill");
        const expected = new Map<string, [number, string, string | null][]>();
        rows.forEach(({ customer, text }, i) => {
          const raw = `${customer},${text}`;
          const id = hasIds ? `id${i}` : "";
          writer.add(
            { ...NOTHING_KNOWN, customer, id, touchpoint: "", at: i, sequence: i + 1, origin: 0 },
            i + 2,
            i + 1,
            raw,
          );
          const before = expected.get(customer) ?? [];
          const equal = before.filter(([, other]) => other === raw).length;
          const fields = text === 'y,"z"' ? [customer, "y", "z"] : [customer, text];
          expected.set(customer, [...before, [i + 2, raw, hasIds ? null : rowId(fields, equal)]]);
        });
        const size = { customers, rows: most };
        const found = [...batches({ spills: writer.finish(), format, hasIds, size, journeyGap: 1 })];
        expect(rowsOf(found)).toEqual(expected);
        for (const batch of found) {
          expect(batch.customers.length).toBeLessThanOrEqual(customers);
          // A single customer may have more rows.
          const count = batch.counts.reduce((sum, n) => sum + n, 0);
          expect(batch.customers.length === 1 || count <= most).toBe(true);
        }
        expect(readdirSync(folder)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});
