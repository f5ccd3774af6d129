// Every format in which people export their events gives the same interactions: delimiters, encodings, line ends, JSON
// in documents, compressed files, folders. Damage affects only the damaged rows.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { DocumentReader, WRAPPERS } from "../../src/ingest/document.js";
import { recordReader } from "../../src/ingest/records.js";
import { zipOf } from "../support/zip.js";
import { runner } from "./run.js";

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
});
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
};
interface Report {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: Record<string, number>;
  readonly skipped: readonly { readonly file: string }[];
  readonly files: readonly { readonly file: string; readonly remarks: readonly { code: string; message: string }[] }[];
}
const dry = async (...files: string[]) => (await run("import", ...files, "--dry-run", "--json")).json<Report>();
const codesOf = ({ files }: Report) => files.flatMap(({ remarks }) => remarks.map(({ code }) => code));

const CSV = "user_id,event,time\nu1,ad,2024-01-01T10:00:00Z\nu2,Café,2024-01-02T10:00:00Z\n";

describe("CSV", () => {
  it.each([
    ["semicolons", CSV.replaceAll(",", ";"), []],
    ["tabs", CSV.replaceAll(",", "\t"), []],
    ["pipes", CSV.replaceAll(",", "|"), []],
    ["a line sep=", `sep=;\r\n${CSV.replaceAll(",", ";").replaceAll("\n", "\r\n")}`, ["DELIMITER"]],
    ["comments before the header", `# Report, of, 2024\n#\n\n${CSV}`, ["COMMENTS"]],
    ["a name over two lines", CSV.replace("user_id", '"first\nseen",user_id').replaceAll("\nu", "\n7,u"), []],
    [
      "a name over two lines, and semicolons",
      `"first\n,seen";${CSV.replaceAll(",", ";").replaceAll("\nu", "\n7;u")}`,
      [],
    ],
    ["comments below", `${CSV}# end of the report\n`, ["COMMENTS"]],
    ["a header in a comment", `# exported\n#${CSV}`, ["COMMENTS"]],
    ["CR LF", CSV.replaceAll("\n", "\r\n"), []],
    ["CR alone", CSV.replaceAll("\n", "\r"), ["LINE_ENDS"]],
    ["a byte order mark", `\uFEFF${CSV}`, []],
    ["UTF-16, little endian, with a mark", Buffer.from(`\uFEFF${CSV}`, "utf16le"), ["ENCODING"]],
    ["UTF-16, big endian, with a mark", Buffer.from(`\uFEFF${CSV}`, "utf16le").swap16(), ["ENCODING"]],
    ["UTF-16 without a mark", Buffer.from(CSV, "utf16le"), ["ENCODING"]],
    [
      "UTF-16 with tabs and CR LF",
      Buffer.from(`\uFEFF${CSV.replaceAll(",", "\t").replaceAll("\n", "\r\n")}`, "utf16le"),
      ["ENCODING"],
    ],
    ["no line end at the end", CSV.trimEnd(), []],
  ])("with %s", async (_what, content, codes) => {
    const report = await dry(file("log.csv", content));
    expect(report).toMatchObject({ rows: 2, accepted: 2, rejected: {} });
    expect(codesOf(report)).toEqual(codes);
  });

  it("has the delimiter that yields known names, with a remark if another one splits the header too", async () => {
    const log = "user_id;event;time;Notes, remarks, and, more, of, it\nu1;ad;2024-01-01;a\nu2;ad;2024-01-01;b, c\n";
    const report = await dry(file("log.csv", log));
    expect(report).toMatchObject({ rows: 2, accepted: 2 });
    expect(codesOf(report)).toEqual(["DELIMITER"]);
  });

  it("is not read with a delimiter that does not split the header", async () => {
    const log = file("log.csv", CSV.replaceAll(",", ";"));
    const report = (await run("import", log, "--delimiter", "comma", "--dry-run", "--json")).json<Report>();
    expect(report).toMatchObject({ rows: 2, accepted: 2 });
    expect(codesOf(report)).toEqual(["DELIMITER"]);
  });

  it("marks half a surrogate pair of UTF-16 as a damaged row", async () => {
    const log = Buffer.from("\uFEFFuser_id,event,time\nu1,a\uD800d,2024-01-01\nu2,ad,2024-01-01\n", "utf16le");
    expect(await dry(file("log.csv", log))).toMatchObject({ rows: 2, accepted: 1, rejected: { BAD_ENCODING: 1 } });
  });

  it.each([
    ["a line", (huge: string) => `user_id,event,time,note\nu1,ad,2024-01-01,${huge}\nu2,ad,2024-01-01,x\n`],
    [
      "a cell over lines",
      (huge: string) => `user_id,event,time,note\nu1,ad,2024-01-01,"\n${huge}"\nu2,ad,2024-01-01,x\n`,
    ],
    [
      "a line of NDJSON",
      (huge: string) =>
        `{"user_id":"u1","event":"ad","time":"2024-01-01","note":"${huge}"}\n{"user_id":"u2","event":"ad","time":"2024-01-01"}\n`,
    ],
    [
      "an object of a document",
      (huge: string) =>
        `[{"user_id":"u1","event":"ad","time":"2024-01-01","note":"${huge}"},{"user_id":"u2","event":"ad","time":"2024-01-01"}]`,
    ],
  ])("%s of 9 MB costs its row and not the file", async (what, content) => {
    const log = file("log", content("x".repeat(9_000_000)));
    const report = await dry(log);
    expect(report.accepted).toBe(1);
    expect(report.rejected).toMatchObject({ LONG_LINE: 1 });
    expect(report.rows).toBe(what === "a cell over lines" ? 3 : 2);
    expect(readFileSync(`${log}.rejected.ndjson`).length).toBeLessThan(5_000);
  });
});

const EVENTS = [
  {
    userId: "u1",
    event: "ad",
    timestamp: "2024-01-01T10:00:00Z",
    properties: { note: 'a "quoted" { [ text', n: [1, { a: 2 }] },
  },
  { userId: "u1", event: "buy", timestamp: "2024-01-02T10:00:00Z" },
];

describe("JSON", () => {
  const lines = EVENTS.map((event) => JSON.stringify(event));
  it.each([
    ["a list", JSON.stringify(EVENTS)],
    ["a list, indented", JSON.stringify(EVENTS, null, 2)],
    ["a list, one object a line", `[\n${lines.join(",\n")}\n]\n`],
    ["a list, commas first", `[ ${lines.join("\n, ")}\n]\n`],
    ["objects one after another, indented", EVENTS.map((event) => JSON.stringify(event, null, 2)).join("\n")],
    ["a line an object", lines.join("\n")],
    ["UTF-16", Buffer.from(`\uFEFF${JSON.stringify(EVENTS)}`, "utf16le")],
    ["a byte order mark", `\uFEFF${JSON.stringify(EVENTS, null, 1)}`],
    ["CR LF", JSON.stringify(EVENTS, null, 1).replaceAll("\n", "\r\n")],
  ])("as %s", async (_what, content) => {
    expect(await dry(file("log.json", content))).toMatchObject({ rows: 2, accepted: 2, rejected: {} });
  });

  it.each([...WRAPPERS])("wrapped in %s", async (name) => {
    for (const wrapped of [
      { [name]: EVENTS },
      { [name]: EVENTS, sentAt: "x", meta: { a: [1, { b: 2 }] } },
      { next: null, meta: { events: 3, data: [1, 2] }, [name]: EVENTS, total: 2 },
      { data: { [name]: EVENTS }, ok: true },
    ])
      for (const indent of [0, 2]) {
        const report = await dry(file("log.json", JSON.stringify(wrapped, null, indent)));
        expect(report, JSON.stringify(wrapped)).toMatchObject({ rows: 2, accepted: 2, rejected: {} });
        expect(codesOf(report)).toEqual(["DOCUMENT"]);
      }
  });

  it("wrapped several times, one wrapper per line", async () => {
    const text = `${JSON.stringify({ batch: EVENTS })}\n${JSON.stringify({ batch: EVENTS, sentAt: "x" })}\n`;
    expect(await dry(file("log.json", text))).toMatchObject({ rows: 4, rejected: {} });
  });

  it("of an event that contains a list is that event", async () => {
    const event = { userId: "u1", event: "order", timestamp: "2024-01-01", items: [{ sku: "a" }], data: [{ x: 1 }] };
    for (const text of [JSON.stringify(event), JSON.stringify(event, null, 2)])
      expect(await dry(file("log.json", text))).toMatchObject({ rows: 1, accepted: 1 });
  });

  it("names the members beside the list", async () => {
    const report = await dry(file("log.json", JSON.stringify({ batch: EVENTS, sentAt: "x" })));
    expect(report.files[0]!.remarks[0]!.message).toMatch(/"batch".*sentAt/);
  });

  it("that is cut off or damaged loses only the affected rows", async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ ...EVENTS[0], userId: `u${i}` }));
    const text = `{"batch":[\n${many.map((event) => JSON.stringify(event)).join(",\n")}\n],"sentAt":"x"}\n`;
    const cut = await dry(file("log.json", text.slice(0, text.indexOf('"u10"'))));
    expect(cut).toMatchObject({ rows: 11, accepted: 10, rejected: { BAD_JSON: 1 } });
    for (const [from, to] of [
      ['"u7","event"', '"u7,"event"'],
      ['"userId":"u7"', '"userId":u7"'],
      ['{"userId":"u7"', '"userId":"u7"'],
      ['{"userId":"u7"', '{{"userId":"u7"'],
      ['{"userId":"u7"', '[{"userId":"u7"'],
    ] as const) {
      const report = await dry(file("log.json", text.replace(from, to)));
      expect(report.accepted, to).toBeGreaterThanOrEqual(18);
      const rejected = Object.values(report.rejected).reduce((sum, n) => sum + n, 0);
      expect(report.accepted + rejected).toBe(report.rows);
      expect(report.rows).toBeGreaterThanOrEqual(19);
    }
  });

  it("gives the same rows however the bytes are divided into pieces", () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: "grapheme" }),
        fc.integer(),
        fc.constant(null),
        tie("list"),
        tie("object"),
      ),
      list: fc.array(tie("any"), { maxLength: 3 }),
      object: fc.dictionary(
        fc.string({ unit: fc.constantFrom("a", '"', "\\", "é", "{", "]", "data", "events") }),
        tie("any"),
        { maxKeys: 3 },
      ),
    }));
    const objects = fc.array(value.object as fc.Arbitrary<object>, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        objects,
        fc.constantFrom(0, 1, "\t"),
        fc.constantFrom(...WRAPPERS, null),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        (rows, indent, wrapper, sizes) => {
          const whole = wrapper === null ? rows : { before: { x: [{}] }, [wrapper]: rows, after: [1, { y: "]" }] };
          const bytes = Buffer.from(JSON.stringify(whole, null, indent));
          const found: unknown[] = [];
          const reader = new DocumentReader(
            { row: (text, valid) => found.push(valid && JSON.parse(text)), tooLong: () => found.push("LONG") },
            () => false,
          );
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = sizes[i % sizes.length]!;
            reader.push(bytes.subarray(at, at + size));
            at += size;
          }
          reader.end();
          expect(found).toEqual(rows);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is read as a stream: an object is passed on before the document ends", () => {
    let rows = 0;
    const reader = recordReader(
      { file: "x", delimiter: null, names: [] },
      { header: ({ header }) => header, record: () => rows++, bad: () => {} },
    );
    reader.push(Buffer.from('{"batch":['));
    for (let i = 0; i < 3_000; i++) reader.push(Buffer.from(`${JSON.stringify(EVENTS[0])},`));
    expect(rows).toBe(3_000);
  });
});

describe("compressed files and folders", () => {
  const day = (n: number) => `user_id,event,time\nu${n},ad,2024-01-0${n}T10:00:00Z\n`;

  it("are read: zip archives, stored and deflated, with gzip inside", async () => {
    const zip = zipOf([
      ["b/2024-01-02.csv", day(2), "deflate"],
      ["a/2024-01-01.csv", day(1), "store"],
      ["2024-01-03.csv.gz", gzipSync(day(3)), "store"],
      ["__MACOSX/._x.csv", "junk", "store"],
      ["readme.pdf", "junk", "store"],
      ["x.csv.rejected.ndjson", "{}", "store"],
    ]);
    const path = file("logs.zip", zip);
    const report = await dry(path);
    expect(report).toMatchObject({ rows: 3, accepted: 3 });
    expect(report.files.map((one) => one.file)).toEqual(
      ["2024-01-03.csv.gz", "a/2024-01-01.csv", "b/2024-01-02.csv"].map((name) => `${path}/${name}`),
    );
    expect(report.skipped).toHaveLength(2);
    expect(await dry(`${path}/a/2024-01-01.csv`)).toMatchObject({ rows: 1 });
  });

  it("are named when they are damaged, encrypted or a workbook", async () => {
    const good = zipOf([["a.csv", day(1).repeat(50), "deflate"]]);
    const damaged = Buffer.from(good);
    damaged[60]! ^= 0xff;
    const refused = async (content: Buffer) => (await run("import", file("x.zip", content))).err;
    expect(await refused(damaged)).toMatch(/^error BAD_FILE: .*damaged.*\n$/);
    expect(await refused(good.subarray(0, 40))).toMatch(/^error BAD_FILE: .*damaged.*\n$/);
    expect(await refused(zipOf([["xl/workbook.xml", "<x/>", "store"]]))).toMatch(
      /^error BAD_FILE: .*workbook.*CSV UTF-8.*\n$/,
    );
    const encrypted = Buffer.from(good);
    encrypted[encrypted.lastIndexOf(Buffer.from("PK\u0001\u0002")) + 8]! |= 1;
    expect(await refused(encrypted)).toMatch(/^error BAD_FILE: .*encrypted.*\n$/);
  });

  it("have their files read by name, but never those of rejected rows", async () => {
    file("logs/2024-01-02.csv", day(2));
    file("logs/2024-01-01.csv.gz", gzipSync(day(1)));
    file("logs/deep/2024-01-03.json", JSON.stringify([{ user_id: "u3", event: "ad", time: "2024-01-03" }]));
    file("logs/.hidden.csv", "x");
    file("logs/notes.docx", "x");
    const bad = file("logs/2024-01-04.csv", "user_id,event,time\nu4,ad,soon\n");
    const rejects = join(folder, "logs/other.ndjson");
    await run("import", bad, "--rejects", rejects);
    await run("import", bad);
    const report = await dry(join(folder, "logs"));
    expect(report).toMatchObject({ rows: 4, accepted: 3 });
    expect(report.skipped.map((one) => one.file.split("/").at(-1)).sort()).toEqual(
      ["2024-01-04.csv.rejected.ndjson", "notes.docx", "other.ndjson"].sort(),
    );
    expect(await dry(join(folder, "logs/2024-01-0*"))).toMatchObject({ rows: 3 });
    expect((await run("import", rejects)).err).toMatch(/^error BAD_FILE: .*rejected rows.*\n$/);
    expect((await run("import", join(folder, "no-*.csv"))).err).toMatch(/^error BAD_FILE: .*matches no file.*\n$/);
  });
});
