// Numbers and names that could change during an import are followed from the file to the export. Files that an earlier
// release imported are imported again.
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { NOTHING_KNOWN } from "../../src/model/interaction.js";
import { exactNumber } from "../../src/model/json.js";
import { formerSlug, rowId } from "../../src/model/keys.js";
import { makeFormer } from "../support/formerStore.js";
import { wholeNumberOf64Bits } from "../support/sequences.js";
import { runner } from "./run.js";

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
});

async function importText(name: string, text: string, ...options: string[]) {
  const file = join(folder, name);
  writeFileSync(file, text);
  const ran = await run("import", file, "--json", ...options);
  const report = ran.json() as unknown as Record<string, unknown>;
  // The exit code 2 means that some rows were rejected.
  expect([ran.code, ran.err]).toEqual([Object.keys(report.rejected as object).length === 0 ? 0 : 2, ""]);
  return report;
}

/**
 * The part of a report that a dry run has in common with the import: everything except the source, the version and the
 * duration.
 */
function counted(report: Record<string, unknown>) {
  const times = { seconds: 0, rowsPerSecond: 0, dataVersion: 0 };
  const files = report.files as readonly Record<string, unknown>[];
  return { ...report, ...times, files: files.map((file) => ({ ...file, ...times, dryRun: false, source: null })) };
}

async function exported(what: string): Promise<Record<string, unknown>[]> {
  const { out } = await run("export", what, "--format", "ndjson");
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line.replace(/"sequence":(-?\d{16,})/, '"sequence":"$1"')));
}

describe("files that went wrong", () => {
  it("two customers whose ids no double tells apart", async () => {
    await importText(
      "big-ids.ndjson",
      '{"user_id":12345678901234567890,"event":"ad","time":"2024-01-01T10:00:00Z"}\n{"user_id":12345678901234567891,"event":"buy","time":"2024-01-02T10:00:00Z"}\n',
    );
    expect((await exported("interactions")).map(({ customer }) => customer)).toEqual([
      "12345678901234567890",
      "12345678901234567891",
    ]);
    expect(await exported("transitions")).toEqual([]);
  });

  it("sequences beyond 32 bits, and beyond 2^53", async () => {
    await importText(
      "big-sequence.csv",
      "customer,touchpoint,at,sequence\nu1,ad,2024-01-07T14:55:24Z,6595101025\nu1,buy,2024-01-07T14:55:24Z,6595101026\nu2,buy,2024-01-07T14:55:24Z,9223372036854775807\nu2,ad,2024-01-07T14:55:24Z,9223372036854775806\n",
    );
    expect((await exported("interactions")).map(({ touchpoint, sequence }) => [touchpoint, String(sequence)])).toEqual([
      ["ad", "6595101025"],
      ["buy", "6595101026"],
      ["ad", "9223372036854775806"],
      ["buy", "9223372036854775807"],
    ]);
  });

  it("names that differ by a sign", async () => {
    await importText(
      "slugs.csv",
      "customer,touchpoint,at\nu1,Rating +,2024-01-01T10:00:00Z\nu1,Rating -,2024-01-01T10:01:00Z\nu1,C++,2024-01-01T10:02:00Z\nu1,C#,2024-01-01T10:03:00Z\nu1,/a/b,2024-01-01T10:04:00Z\nu1,/a-b,2024-01-01T10:05:00Z\n",
    );
    expect((await exported("transitions")).map(({ from, to, count }) => [from, to, count])).toEqual([
      ["unknown//a/b", "unknown//a-b", 1],
      ["unknown/c#", "unknown//a/b", 1],
      ["unknown/c++", "unknown/c#", 1],
      ["unknown/rating", "unknown/c++", 1],
      ["unknown/rating-+", "unknown/rating", 1],
    ]);
  });

  it("columns that bear the names of what every object has", async () => {
    await importText(
      "proto.csv",
      "customer,touchpoint,at,__proto__,constructor\nu1,ad,2024-01-01T10:00:00Z,x,y\n",
      "--attributes",
      "__proto__,constructor",
    );
    const [{ attributes }] = (await exported("interactions")) as [{ attributes: object }];
    expect(Object.entries(attributes)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });

  it("nesting beyond any use is refused by row", async () => {
    const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    const good = '{"user_id":"u","event":"ad","time":"2024-01-01T10:00:00Z"}';
    const row = (attributes: string) => good.replace("}", `,"attributes":${attributes}}`);
    const report = await importText(
      "deep.ndjson",
      `${[good, row(deep(20_000)), row(deep(200_000)), deep(200_000), "[".repeat(200_000), row("{}"), row("null"), row(deep(5))].join("\n")}\n`,
    );
    expect(report).toMatchObject({ rows: 8, accepted: 4 });
    expect(Object.values(report.rejected as Record<string, number>).reduce((a, b) => a + b)).toBe(4);
  });
});

it("numbers of every size stand as they were written, whatever field they are in", async () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 25 });
  const literal = fc
    .tuple(
      fc.constantFrom("", "-"),
      digits.map((text) => text.replace(/^0+(?=\d)/, "")),
      fc.option(digits),
    )
    .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === null ? "" : `.${fraction}`}`)
    // Keys that identify nobody are refused, and so are numbers that are not the key of a customer.
    .filter((text) => Number(text) >= 1);
  const row = fc.record({
    customer: literal,
    journey: literal,
    caseId: literal,
    attribute: literal,
    sequence: wholeNumberOf64Bits,
  });
  let files = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), fc.boolean(), async (rows, csv) => {
      run = runner(join(folder, `data-${++files}`));
      const text = csv
        ? `customer,touchpoint,at,sequence,journey,caseId,attributes\n${rows.map((r) => `${r.customer},ad,2024-01-01T10:00:00Z,${r.sequence},${r.journey},${r.caseId},"{""n"":[${r.attribute}]}"`).join("\n")}\n`
        : `${rows.map((r) => `{"customer":${r.customer},"touchpoint":"ad","at":"2024-01-01T10:00:00Z","sequence":${r.sequence},"journey":${r.journey},"caseId":${r.caseId},"attributes":{"n":[${r.attribute}]}}`).join("\n")}\n`;
      await importText(`numbers-${files}.${csv ? "csv" : "ndjson"}`, text);
      // A key is the text as it is written. In JSON, a number that a double can hold is written in its shortest form.
      const key = (written: string) => (csv ? written : String(exactNumber(written)));
      const shown = (r: Record<string, unknown>) => JSON.stringify(r);
      expect(
        (await exported("interactions"))
          .map(({ customer, sequence, journey, caseId, attributes }) =>
            shown({ customer, sequence: String(sequence), journey, caseId, attributes }),
          )
          .sort(),
      ).toEqual(
        rows
          .map((r) =>
            shown({
              customer: key(r.customer),
              sequence: String(r.sequence),
              journey: key(r.journey),
              caseId: key(r.caseId),
              attributes: { n: [exactNumber(r.attribute)] },
            }),
          )
          .sort(),
      );
    }),
    { numRuns: 20 },
  );
}, 60_000);

it("a file that an earlier release imported adds nothing when it is imported again, in whatever order its keys stand", async () => {
  const row = fc.record({
    customer: fc.constantFrom<string>("u1", "u2", "u3"),
    kind: fc.constantFrom("C++", "C#", "ad", "/a/b"),
    minute: fc.integer({ min: 0, max: 3 }),
    attribute: fc.constantFrom("1", "12345678901234567890", '"x"'),
    blank: fc.constantFrom<string>("", " ", "  "),
    keysTurned: fc.boolean(),
  });
  let files = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.array(row, { maxLength: 3 }),
      async (rows, more) => {
        const data = join(folder, `old-${++files}`);
        run = runner(data);
        const written = ({ customer, kind, minute, attribute, blank, keysTurned }: (typeof rows)[number]) => {
          const members = [
            `"user_id":${blank}"${customer}"`,
            `"event":"${kind}"`,
            `"time":"2024-01-01T10:0${minute}:00Z"`,
            `"attributes":{"n":${attribute}}`,
          ];
          return `{${(keysTurned ? members.reverse() : members).join(`,${blank}`)}}`;
        };
        mkdirSync(data);
        const old = await openEmbedded(join(data, "graph"));
        const { number: source } = await old.openSource({ name: "log.ndjson", hash: "h", mapping: "old" }, 1);
        const equal = new Map<string, number>();
        const kinds = [...new Set(rows.map(({ kind }) => kind))];
        await old.record({
          origins: kinds.map((kind) => ({
            source,
            touchpoint: `unknown/${formerSlug(kind)}`,
            kind,
            channel: null,
            stage: null,
            intended: null,
            initiatedBy: null,
          })),
          rows: rows.map((r, i) => {
            const raw = written(r);
            const before = equal.get(raw) ?? 0;
            equal.set(raw, before + 1);
            return {
              ...NOTHING_KNOWN,
              customer: r.customer,
              id: rowId([raw], before),
              touchpoint: `unknown/${formerSlug(r.kind)}`,
              at: Date.UTC(2024, 0, 1, 10, r.minute),
              attributes:
                r.attribute === "12345678901234567890" ? '{"n":12345678901234567000}' : `{"n":${r.attribute}}`,
              sequence: i + 1,
              origin: kinds.indexOf(r.kind),
            };
          }),
          replace: false,
          createNames: true,
        });
        await old.close();
        await makeFormer(join(data, "graph"));

        const text = (list: readonly (typeof rows)[number][]) => list.map((r) => `${written(r)}\n`).join("");
        // If the store has format 1, a dry run reports the same as the import that follows.
        const all = text([...rows, ...more]);
        const dry = await importText(`all-${files}.ndjson`, all, "--dry-run");
        const real = async () => {
          const copy = join(folder, `copy-${files}`);
          cpSync(data, copy, { recursive: true });
          run = runner(copy);
          const report = await importText(`all-${files}.ndjson`, all);
          run = runner(data);
          return report;
        };
        expect(counted(dry)).toEqual(counted(await real()));

        const again = await importText(`log-${files}.ndjson`, text(rows));
        expect(again).toMatchObject({ accepted: 0, duplicates: rows.length, conflicts: 0, rejected: {} });
        expect((await run("status", "--json")).json()).toMatchObject({ interactions: rows.length, format: 3 });

        // New rows are recorded once. They are then recognised with their keys in any order.
        const fresh = more.map((r, i) => ({ ...r, customer: `new-${i}` }));
        if (fresh.length === 0) return;
        expect(await importText(`more-${files}.ndjson`, text(fresh))).toMatchObject({ accepted: fresh.length });
        const turned = fresh.map((r) => ({ ...r, keysTurned: !r.keysTurned, blank: "\t" }));
        expect(await importText(`turned-${files}.ndjson`, text(turned))).toMatchObject({
          accepted: 0,
          duplicates: fresh.length,
          conflicts: 0,
        });
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);
