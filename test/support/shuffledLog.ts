// Tests that the order of imports does not matter. The real log is shuffled and divided into 50 files, which are
// imported in random order, some of them twice. The export of the store must equal, byte for byte, the export of an
// embedded store into which the whole log was imported in order.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { runner } from "../commands/run.js";
import { random, shuffled } from "./random.js";

const SHARED = process.env.THROUGHLINE_SHARED ?? resolve(import.meta.dirname, "../../../shared");
export const LOG = join(SHARED, "data/completejourney/events.csv");
const FILES = 50;
const TWICE = 7;

export const BRAND = ["--brand", "Campaign received*"];

export interface WrittenLog {
  readonly folder: string;
  readonly header: string;
  readonly rows: readonly string[];
  /** Returns the path of the file. */
  write(name: string, lines: readonly (string | Buffer)[]): string;
}

export function realLog(): WrittenLog {
  const [header, ...rows] = readFileSync(LOG, "utf8").trimEnd().split("\n");
  const folder = mkdtempSync(join(tmpdir(), "throughline-"));
  return {
    folder,
    header: header!,
    rows,
    write(name, lines) {
      const path = join(folder, name);
      writeFileSync(path, Buffer.concat(lines.flatMap((line) => [Buffer.from(line as string), Buffer.from("\n")])));
      return path;
    },
  };
}

/** `settings` select the store into which the shuffled files are imported. This store must be empty. */
export async function shuffledEqualsWhole(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const { folder, header, rows, write } = realLog();
  const next = random(50);
  const named = rows.map((row, i) => `row-${i},${i},${row}`);
  const whole = write("whole.csv", [`id,sequence,${header}`, ...named]);
  const mixed = shuffled(named, next);
  const size = Math.ceil(mixed.length / FILES);
  const files = Array.from({ length: FILES }, (_, i) =>
    write(`part-${i}.csv`, [`id,sequence,${header}`, ...mixed.slice(i * size, (i + 1) * size)]),
  );
  const order = shuffled([...files, ...shuffled(files, next).slice(0, TWICE)], next);

  const one = runner(join(folder, "one"));
  const many = runner(join(folder, "many"), undefined, settings);
  expect((await one("import", whole, ...BRAND)).code).toBe(0);
  const report = await many("import", ...order, ...BRAND, "--json");
  expect(report.code).toBe(0);
  expect(report.json()).toMatchObject({ accepted: rows.length, conflicts: 0 });
  for (const [what, format] of [
    ["interactions", "csv"],
    ["journeys", "ndjson"],
    ["transitions", "csv"],
  ] as const) {
    const expected = (await one("export", what, "--format", format)).out;
    expect(expected.length).toBeGreaterThan(1000);
    expect((await many("export", what, "--format", format)).out === expected).toBe(true);
  }
}
