// Random CSV files with values that are usual, unusual or invalid, for tests that compare two ways of reading them.
import fc from "fast-check";
import type { Mapping } from "../../src/ingest/mapping/mapping.js";

/** These rows are larger than a piece of 256 KiB, and more than the rows from which the mapping is determined. */
export const FIRST_ROWS = 1_300;
export const NOW = Date.UTC(2026, 0, 1);

const text = (...usual: string[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...usual) },
    fc.constantFrom(
      "",
      " ",
      "x",
      " x",
      "x ",
      "é",
      "a b",
      "0",
      "null",
      "n1",
      "u",
      "u9",
      "true",
      "[1]",
      "{1",
      "#1",
      "\\n",
      "-0",
    ),
    fc.constantFrom(
      "007",
      "+3",
      "0.0",
      "(none)",
      "undefined",
      "😀",
      '"q"',
      '"q',
      'a"b',
      "\u0001",
      "\u00a0x",
      "x".repeat(513),
    ),
  );
const time = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.integer({ min: 0, max: 24 * 365 * 3 }).map((hour) => new Date(NOW - hour * 3.6e6).toISOString()),
  },
  fc.constantFrom(
    "2024-02-30T00:00:00Z",
    "2024-02-29T23:59:59.9999Z",
    "2024-02-29 23:59:59Z",
    "2024-01-01T24:00:00Z",
    "2024-01-01",
  ),
  fc.constantFrom(
    "2024-01-01T00:00:60Z",
    "2024-01-01T00:00:00+02:00",
    "2024-01-01T00:00:00",
    "2999-01-01T00:00:00Z",
    "1704067200",
  ),
  fc.constantFrom(
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2024-1-01T00:00:00Z",
    "2024-01-01T00:00:00.Z",
  ),
  fc.constantFrom(
    "2024-01-01T00:00:00z",
    " 2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00.1234567Z",
    "2024-x1-01T00:00:00Z",
    "",
  ),
);
const amount = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("", "1", "12.5", "0.0001", "999999999.9999") },
  fc.constantFrom(
    "1000000000",
    "1000000000.1",
    "1.",
    ".5",
    "-1",
    "+1",
    "1e3",
    "1.00005",
    "1.23456",
    "1,5",
    " 1",
    "x",
    "007",
    "0",
  ),
);
const sequence = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 2000 }).map(String) },
  fc.constantFrom("", "-1", "9007199254740993", "999999999999999", "1.5", "x", "00012"),
);
/** Random values for some columns. Columns that are not in this list have values in the form of customers. */
const VALUES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  customer: text("a", "b1", "u2", "c-3@example.org"),
  touchpoint: text("Ad", "Site 1", "Kauf!"),
  at: time,
  channel: text("Web", "Store"),
  stage: text("", "Decision"),
  value: amount,
  cost: amount,
  id: text("i1", "i2", "0"),
  sequence,
  journey: text("", "j1", "j2"),
  caseId: text("", "c1"),
  outcome: fc.constantFrom("", "", "", "FAILED", "odd"),
  resolved: fc.constantFrom("", "", "true", "maybe"),
  intendedChannel: fc.constantFrom("", "", "Phone"),
  note: text("", "n"),
  // Properties, whose canonical order is not that of the columns.
  "price list": text("", "list A", "list\\B", "tab\tC", 'q"q', "\u2028", "\u007f"),
  "10": text("", "ten"),
  "9": text("", "nine"),
  'odd "name"': text("", "odd"),
  ["__proto__"]: text("", "p"),
};
const OPTIONAL = Object.keys(VALUES).filter((name) => !["customer", "touchpoint", "at"].includes(name));

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const quoting = fc.oneof(
  { weight: 12, arbitrary: fc.constant((text: string) => text) },
  { weight: 3, arbitrary: fc.constant(quoted) },
  fc.constantFrom(
    (text: string) => ` ${quoted(text)}`,
    (text: string) => `${quoted(text)} `,
    (text: string) => `"${text}\n"`,
  ),
);

export const generatedFile = fc
  .record({
    optional: fc.subarray(OPTIONAL),
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    lastEnd: fc.boolean(),
  })
  .chain(({ optional, delimiter, lineEnd, lastEnd }) => {
    const header = ["customer", "touchpoint", "at", ...optional];
    const value = (name: string) => fc.tuple(VALUES[name]!, quoting).map(([text, quote]) => quote(text));
    const row = fc.tuple(...header.map(value)).map((fields) => fields.join(delimiter));
    const other = fc.constantFrom(
      "",
      " ",
      "# comment",
      "only,one",
      delimiter,
      `a${delimiter}"x\ny"${delimiter}`,
      "a\rb",
    );
    const rows = fc.array(fc.oneof({ weight: 20, arbitrary: row }, other), { minLength: 1, maxLength: 60 });
    return rows.map((lines) => ({ header, optional, delimiter, lineEnd, lastEnd, lines }));
  });

/** The first piece of the file, from which the mapping is determined, is always read as text. */
export function contentOf({ lines, ...file }: GeneratedFile): string {
  return textOf(file, [...usualRows(file), ...lines]);
}

/** Rows of more than 256 KiB that can all be read. */
export function usualRows({ optional, delimiter }: Pick<GeneratedFile, "optional" | "delimiter">): string[] {
  const others = optional.map((name) => (name === "id" ? "i0" : name === "sequence" ? "1" : ""));
  const usual = ["a".repeat(200), "Ad", "2024-01-01T00:00:00Z", ...others].join(delimiter);
  return new Array<string>(FIRST_ROWS).fill(usual);
}

export function textOf(file: Omit<GeneratedFile, "lines">, lines: readonly string[]): string {
  const { header, delimiter, lineEnd, lastEnd } = file;
  const names = header.map((name) => (name.includes('"') ? quoted(name) : name));
  return [names.join(delimiter), ...lines].join(lineEnd) + (lastEnd ? lineEnd : "");
}
export type GeneratedFile = typeof generatedFile extends fc.Arbitrary<infer F> ? F : never;

export const generatedMapping = fc.record({
  strict: fc.boolean(),
  now: fc.constantFrom(NOW, null),
  columns: fc.constantFrom<Mapping["columns"]>(
    {},
    { channel: "=Web" },
    { journey: "customer", caseId: "customer" },
    { stage: "=" },
  ),
  decimal: fc.constantFrom(null, null, "." as const, "," as const),
  zone: fc.constantFrom("UTC", "Europe/Berlin"),
  attributes: fc.boolean(),
});
