// CSV records: compared with csv-parse for well-formed files, and with hand cases for others.
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvReader, detectDelimiter, MAX_QUOTED_LINES, splitQuoted, splitRecord } from "../../src/ingest/csv.js";
import { LineSplitter } from "../../src/ingest/lines.js";

function read(bytes: Buffer | string, delimiter = ",", pieces = 1 << 20) {
  const records: { fields: string[]; line: number; raw: string }[] = [];
  const bad: string[] = [];
  const reader = new CsvReader(delimiter, {
    record: (fields, raw, line) => records.push({ fields, line, raw }),
    unclosedQuote: (_raw, line) => bad.push(`UNCLOSED_QUOTE ${line}`),
    badEncoding: (_raw, line) => bad.push(`BAD_ENCODING ${line}`),
    tooLong: (_beginning, line) => bad.push(`LONG_LINE ${line}`),
  });
  const lines = new LineSplitter(reader);
  const all = Buffer.from(bytes as string);
  for (let at = 0; at < all.length; at += pieces) lines.push(all.subarray(at, at + pieces));
  lines.end();
  reader.end();
  return { records, fields: records.map((record) => record.fields), bad };
}

it("reads what csv-parse reads, however the bytes are divided", () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "é", "😀", " ", "'", "1") }),
    fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r\n", "ü", ";") }),
  );
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  const quote = (text: string, always: boolean) =>
    always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  fc.assert(
    fc.property(
      table,
      fc.boolean(),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
      (rows, always, end, last, pieces) => {
        const text =
          rows.map((row) => row.map((field) => quote(field, always)).join(",")).join(end) + (last ? end : "");
        const oracle = parse(text, {
          relax_column_count: true,
          skip_empty_lines: true,
          record_delimiter: ["\n", "\r\n"],
        }) as string[][];
        const { records, fields, bad } = read(text, ",", pieces);
        expect(fields).toEqual(oracle);
        expect(bad).toEqual([]);
        for (const { raw, fields: own } of records) expect(splitRecord(raw, ",")).toEqual(own);
      },
    ),
    { numRuns: 1000 },
  );
});

describe("an unclosed quote", () => {
  it("rejects only its own line, up to the end of the file", () => {
    expect(read('a,b\n1,"x\n2,y\n3,z')).toMatchObject({
      fields: [
        ["a", "b"],
        ["2", "y"],
        ["3", "z"],
      ],
      bad: ["UNCLOSED_QUOTE 2"],
    });
  });
  it("is found at the next quote, if text follows that", () => {
    expect(read('1,"x\n2,y\n3,"z\n4,w\n')).toMatchObject({
      fields: [
        ["2", "y"],
        ["4", "w"],
      ],
      bad: ["UNCLOSED_QUOTE 1", "UNCLOSED_QUOTE 3"],
    });
  });
  it("is found on its own line if text follows the closing quote", () => {
    expect(read('1,"x" y\n2,y\n')).toMatchObject({ fields: [["2", "y"]], bad: ["UNCLOSED_QUOTE 1"] });
  });
  it("is a quote that does not close within 100 lines; a field of up to 100 lines is kept", () => {
    const run = (breaks: number) => read(`1,"x${"\n2,y".repeat(breaks)}"\n3,z\n`);
    const field = `x${"\n2,y".repeat(MAX_QUOTED_LINES - 1)}`;
    expect(run(MAX_QUOTED_LINES - 1)).toMatchObject({
      fields: [
        ["1", field],
        ["3", "z"],
      ],
      bad: [],
    });
    const long = run(MAX_QUOTED_LINES + 5);
    expect(long.bad[0]).toBe("UNCLOSED_QUOTE 1");
    expect(long.fields).toHaveLength(MAX_QUOTED_LINES + 5 + 1);
  });
});

/**
 * The definition, implemented slowly: each record is tried with one more line until its quotes match or it has too many
 * lines.
 */
function slowly(text: string): { fields: string[][]; bad: string[] } {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const fields: string[][] = [];
  const bad: string[] = [];
  for (let from = 0; from < lines.length; ) {
    let taken = 0;
    for (let to = from + 1; to <= Math.min(lines.length, from + MAX_QUOTED_LINES) && taken === 0; to++) {
      const raw = lines.slice(from, to).join("\n").replace(/\r$/, "");
      const record = splitQuoted(raw, ",");
      if (record === "OPEN") continue;
      taken = to - from;
      if (record === "MALFORMED") break;
      if (raw !== "") fields.push(record);
      from = to;
      taken = -1;
    }
    if (taken >= 0) bad.push(`UNCLOSED_QUOTE ${++from}`);
  }
  return { fields, bad };
}

it("reads quotes that do not match as the definition does, however many lines they span", () => {
  const line = fc.string({ unit: fc.constantFrom("a", '"', '"', ",", "\r"), maxLength: 8 });
  const several = fc.tuple(line, fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 150 })));
  fc.assert(
    fc.property(fc.array(several, { maxLength: 8 }), (runs) => {
      const text = runs.map(([one, times]) => `${one}\n`.repeat(times)).join("");
      const { fields, bad } = read(text);
      expect({ fields, bad }).toEqual(slowly(text));
    }),
    { numRuns: 300 },
  );
});

// In an earlier version, each line was read again for each of up to 100 lines above it, and the first of these texts
// took 20 s.
it.each(['a","', `a${'","'.repeat(200)}`, '"', '""', '"a""b', '",', '"a,""', `"${'""'.repeat(1_000)}a`])(
  "takes time in proportion to the text: 480 KB of lines %j",
  (line) => {
    const text = `${line}\n`.repeat(480_000 / (line.length + 1));
    const start = performance.now();
    read(text);
    expect(performance.now() - start).toBeLessThan(3_000);
  },
);

it("knows the line of each record and each bad line", () => {
  const { records, bad } = read(
    Buffer.concat([
      Buffer.from('\uFEFFa,b\n\n"x\ny",1\r\n'),
      Buffer.from([0x31, 0x2c, 0xff, 0x0a]),
      Buffer.from("2,z\n"),
    ]),
  );
  expect(records.map(({ fields, line }) => [line, ...fields])).toEqual([
    [1, "a", "b"],
    [3, "x\ny", "1"],
    [6, "2", "z"],
  ]);
  expect(bad).toEqual(["BAD_ENCODING 5"]);
});

it.each([
  ["a,b,c", ","],
  ["a;b;c", ";"],
  ["a\tb\tc", "\t"],
  ["a|b|c", "|"],
  ['"a,x";b', ";"],
  ["a", ","],
])("finds the delimiter of %j", (header, delimiter) => expect(detectDelimiter(header)).toBe(delimiter));
