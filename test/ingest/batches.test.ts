// Tests of the batches of an import. They contain every good row once, in the order of the log, with the right id. All
// rows of a customer are in one batch, and no batch is larger than requested.
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { batches, Pace, type SpilledBatch } from "../../src/ingest/spill/batches.js";
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

it("become larger if the caller asks for it, as long as the file has enough of them", () => {
  const sizes = (rows: number, factor: number | undefined): number[] => {
    const writer = new SpillWriter(mkdtempSync(join(tmpdir(), "throughline-")), "spill");
    for (let i = 0; i < rows; i++) {
      const customer = `c${i >> 1}`;
      const row = { ...NOTHING_KNOWN, customer, id: "", touchpoint: "", at: i, sequence: i + 1, origin: 0 };
      writer.add(row, i + 2, i + 1, customer);
    }
    const size = { customers: 50, rows: 20 };
    const made = batches({ spills: writer.finish(), format, hasIds: false, size, journeyGap: 1 });
    const found: SpilledBatch[] = [];
    for (let next = made.next(); !next.done; next = made.next(factor)) found.push(next.value);
    expect([...rowsOf(found).values()].flat().length).toBe(rows);
    return found.map(({ counts }) => counts.reduce((sum, n) => sum + n, 0));
  };
  expect(Math.max(...sizes(2_000, undefined))).toBe(20);
  expect(sizes(2_000, 4).slice(0, 3)).toEqual([20, 80, 80]);
  // 720 rows are twelve batches of 60 rows.
  expect(sizes(720, 4).slice(0, 3)).toEqual([20, 60, 60]);
});

it("become larger only as far as the last one was recorded in less than the given time", () => {
  const pace = new Pace({ customers: 50, rows: 100, largest: 4, milliseconds: 500 });
  const factorAfter = (rows: number, milliseconds: number): number => {
    pace.recorded(rows, milliseconds);
    return pace.factor;
  };
  expect(pace.factor).toBe(1);
  expect([factorAfter(100, 250), factorAfter(100, 10), factorAfter(400, 1_000), factorAfter(100, 600)]).toEqual([
    2, 4, 2, 1,
  ]);
  const unchanged = new Pace({ customers: 50, rows: 100 });
  unchanged.recorded(100, 1);
  expect(unchanged.factor).toBe(1);
});
