// A file that two threads read in two halves gives exactly the same result as a file that one thread reads: the same
// spilled records, byte by byte, the same rejected rows, the same report.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { EMPTY_MAPPING, type Mapping } from "../../src/ingest/mapping/mapping.js";
import type { ParseJob } from "../../src/ingest/parsing/job.js";
import { type ParseResult, parseFile } from "../../src/ingest/parsing/parse.js";
import { type HalfResult, type Helper, mayBeDivided, parseHalf } from "../../src/ingest/parsing/secondHalf.js";
import { spreadAgain } from "../../src/ingest/spill/spill.js";
import { SpillReader } from "../../src/ingest/spill/spillReader.js";
import { generatedFile, generatedMapping, textOf, usualRows } from "../support/generatedCsv.js";

interface Started {
  readonly outcome: string;
}

/** Reads the second half in this thread. `started` says afterwards what became of it. */
function helper(started: { -readonly [K in keyof Started]: Started[K] }): Helper {
  let result: Promise<HalfResult | null> = Promise.resolve(null);
  return {
    leastBytes: 0,
    start(half) {
      started.outcome = "divided";
      result = parseHalf(half, () => {}).catch(() => {
        started.outcome = "failed";
        return null;
      });
    },
    result: () => result,
    cancel() {
      started.outcome = "cancelled";
    },
  };
}

interface Read {
  readonly result: Omit<ParseResult, "spills"> | null;
  readonly error: string | null;
  readonly spills: readonly (readonly [bucket: number, bytes: string])[];
  readonly spreadAgain: readonly string[];
  readonly rejects: string;
}

async function read(log: string, given: Partial<ParseJob>, by: Helper | null): Promise<Read> {
  const folder = mkdtempSync(join(tmpdir(), "throughline-"));
  const spillFolder = join(folder, "spills");
  mkdirSync(spillFolder);
  const rejectsPath = join(folder, "rejected");
  const job: ParseJob = {
    file: log,
    mapping: EMPTY_MAPPING,
    now: null,
    strict: false,
    spillFolder,
    rejectsPath,
    maxRejects: null,
    ...given,
  };
  try {
    const { spills, ...result } = await parseFile(job, () => {}, by);
    return {
      result,
      error: null,
      spills: spills.map((file) => [file.bucket, new SpillReader(file).bytes.toString("latin1")]),
      spreadAgain: spills.flatMap(spreadAgain).map((file) => new SpillReader(file).bytes.toString("latin1")),
      rejects: existsSync(rejectsPath) ? readFileSync(rejectsPath, "utf8") : "",
    };
  } catch (cause) {
    const rejects = existsSync(rejectsPath) ? readFileSync(rejectsPath, "utf8") : "";
    return { result: null, error: String(cause).replaceAll(folder, ""), spills: [], spreadAgain: [], rejects };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compared(content: string, given: Partial<ParseJob>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "throughline-"));
  const log = join(folder, "log.csv");
  writeFileSync(log, content);
  try {
    const started = { outcome: "whole" };
    const halves = await read(log, given, helper(started));
    expect(halves).toEqual(await read(log, given, null));
    return started.outcome;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it("gives the same result in halves", async () => {
  await fc.assert(
    fc.asyncProperty(
      generatedFile,
      generatedFile,
      generatedMapping,
      fc.constantFrom(null, null, 3, 40),
      async (file, { lines: others }, { strict, now, columns, decimal, zone, attributes }, maxRejects) => {
        const mapping: Mapping = {
          ...EMPTY_MAPPING,
          columns,
          decimal,
          zone,
          attributes: attributes && file.header.includes("note") ? ["note"] : [],
        };
        // The halves are separated among the lines in the middle.
        const usual = usualRows(file);
        const content = textOf(file, [...usual, ...file.lines, ...others, ...file.lines, ...usual, ...file.lines]);
        await compared(content, { mapping, strict, now, maxRejects });
      },
    ),
    { numRuns: 12 },
  );
});

const HEADER = "customer,touchpoint,at,channel,note";
const row = (i: number, kind = "Ad", note = "") =>
  `u${i % 700},${kind},2024-01-01T00:00:${String(i % 60).padStart(2, "0")}Z,Web,${note}`;
/** About 500 KiB on each side of the lines in the middle. */
const around = (middle: readonly string[], kind = (_: number) => "Ad") => {
  const side = (from: number) => Array.from({ length: 12_000 }, (_, i) => row(from + i, kind(from + i)));
  return `${[HEADER, ...side(0), ...middle, ...side(12_000)].join("\n")}\n`;
};

it.each([
  ["rows of usual form", [], "divided"],
  ["quoted values without line ends", [row(1, "Ad", '"a, ""b"""'), row(2, '"Ad, here"')], "divided"],
  [
    "a quoted field in which the second half begins",
    Array.from({ length: 50 }, () => row(3, "Ad", '"a\nb\nc\nd\ne\nf"')),
    null,
  ],
  ["a quote that is never closed", [row(4, "Ad", '"a')], null],
  ["comments and blank lines", ["# one", "", "# two", "   ", "# three"], "divided"],
  ["a byte order mark at the beginning of a line", [`\uFEFF${row(5)}`, `\uFEFF${row(6)}`], "divided"],
] as const)("divides a file with %s", async (_, middle, outcome) => {
  const found = await compared(around(middle), {});
  if (outcome !== null) expect(found).toBe(outcome);
});

it("reads on alone if the second half begins within a quoted field", async () => {
  // Every line of the second quarter is part of one quoted field after another.
  const notes = Array.from({ length: 150 }, () => row(7, "Ad", `"${"x".repeat(60)}${"\ny".repeat(90)}"`));
  expect(await compared(around(notes), {})).toBe("cancelled");
});

it("numbers origins by their first occurrence, and counts those of both halves", async () => {
  expect(
    await compared(
      around([], (i) => `Kind ${(i * 7) % 5_000}`),
      {},
    ),
  ).toBe("divided");
});

it("keeps rejected rows with any line separator", async () => {
  const bad = Array.from({ length: 20 }, (_, i) => `u${i},Ad,never,Web,a\u2028b\u2029c\u0085d`);
  const content = `${[HEADER, ...Array.from({ length: 24_000 }, (_, i) => row(i)), ...bad].join("\n")}\n`;
  expect(await compared(content, {})).toBe("divided");
});

it("reads on alone if the second half fails", async () => {
  const bad = Array.from({ length: 12_000 }, (_, i) => `u${i},Ad,never,Web,`);
  const content = `${[HEADER, ...Array.from({ length: 12_000 }, (_, i) => row(i)), ...bad].join("\n")}\n`;
  expect(await compared(content, { maxRejects: 100 })).toBe("failed");
});

it.each([
  ["UTF-16", Buffer.from(`\uFEFF${around([])}`, "utf16le")],
  ["old line ends", Buffer.from(around([]).replaceAll("\n", "\r"))],
  ["sequences", Buffer.from(around([]).replaceAll("note", "sequence"))],
])("does not divide a file with %s", async (_, content) => {
  expect(await compared(content as unknown as string, {})).toBe("whole");
});

it("starts no helper for a file that one thread reads alone", () => {
  const csv = Buffer.from("customer,touchpoint\nana,ad\n");
  const utf16 = Buffer.from("customer,touchpoint\n", "utf16le");
  for (const [bytes, expected] of [
    [csv, true],
    [Buffer.concat([Buffer.from("\uFEFF"), csv]), true],
    [Buffer.from('"customer","touchpoint"\n"ana","ad"\n'), true],
    [gzipSync(csv), false],
    [Buffer.from(' \n{"customer":"ana","touchpoint":"ad"}\n'), false],
    [Buffer.from('[{"customer":"ana","touchpoint":"ad"}]'), false],
    [utf16, false],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), false],
    [Buffer.from("short"), false],
  ] as const) {
    const file = join(mkdtempSync(join(tmpdir(), "throughline-")), "log");
    writeFileSync(file, bytes);
    expect(mayBeDivided(file, 10), bytes.toString("latin1")).toBe(expected);
  }
  expect(mayBeDivided(join(tmpdir(), "throughline-absent"), 10)).toBe(false);
});
