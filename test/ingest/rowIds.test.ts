// Tests that the ids that are computed from spilled bytes equal the definition, which hashes the fields of the row,
// however they are written.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { splitRecord } from "../../src/ingest/csv.js";
import { RowIds } from "../../src/ingest/spill/rowIds.js";
import { SpillWriter } from "../../src/ingest/spill/spill.js";
import { SpillReader } from "../../src/ingest/spill/spillReader.js";
import { NOTHING_KNOWN } from "../../src/model/interaction.js";
import { rowId } from "../../src/model/keys.js";

const row = { ...NOTHING_KNOWN, customer: "ana", id: "", touchpoint: "", at: 0, sequence: 1, origin: 0 };

for (const delimiter of [",", "\t", "·"])
  it(`fields between ${JSON.stringify(delimiter)}`, () => {
    const field = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", "é", "😀", " ", ";", "\u0001") }),
      fc.constantFrom(`"a${delimiter}b"`, '"a ""b"""', "x".repeat(5_000)),
    );
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), fc.nat(1_000), (fields, before) => {
        const raw = fields.join(delimiter);
        expect(idOf("csv", delimiter, raw, before)).toBe(rowId(splitRecord(raw, delimiter), before));
      }),
      { numRuns: 60 },
    );
  });

it("an NDJSON row is one field, without blanks and with sorted keys; in format 1 it was the text as written", () => {
  const raw = '{"b": "b,c", "a":\t[1, {"d":1,"c":2}]}';
  expect(idOf("ndjson", "", raw, 3)).toBe(rowId(['{"a":[1,{"c":2,"d":1}],"b":"b,c"}'], 3));
  expect(idOf("ndjson", "", raw, 3, true)).toBe(rowId([raw], 3));
});

function idOf(format: "csv" | "ndjson", delimiter: string, raw: string, before: number, former = false): string {
  const writer = new SpillWriter(mkdtempSync(join(tmpdir(), "throughline-")), "spill");
  writer.add(row, 2, 1, raw);
  const reader = new SpillReader(writer.finish()[0]!);
  return new RowIds({ format, delimiter, header: [] }).of(reader.bytes, reader.places[0]!, before, former);
}
