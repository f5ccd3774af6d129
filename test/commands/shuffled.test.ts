// Order of arrival does not matter where rows bring an id and a sequence: the real log, shuffled, cut into 50 files,
// imported in any order and partly twice, exports the same bytes. And a copy of it with broken rows loses only those.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runner } from "./run.js";

const SHARED = process.env.THROUGHLINE_SHARED ?? resolve(import.meta.dirname, "../../../shared");
const LOG = join(SHARED, "data/completejourney/events.csv");
const FILES = 50;
const TWICE = 7;

/** Park and Miller's generator: seeded, so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

describe.skipIf(!existsSync(LOG))("completejourney (skipped where ../shared/data is absent)", () => {
  const [header, ...rows] = existsSync(LOG) ? readFileSync(LOG, "utf8").trimEnd().split("\n") : ["", ""];
  const folder = mkdtempSync(join(tmpdir(), "throughline-"));
  const write = (name: string, lines: readonly (string | Buffer)[]) => {
    const path = join(folder, name);
    writeFileSync(path, Buffer.concat(lines.flatMap((line) => [Buffer.from(line as string), Buffer.from("\n")])));
    return path;
  };
  const brand = ["--brand", "Campaign received*"];

  it("shuffled, cut and partly repeated is the same log", { timeout: 240_000 }, async () => {
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
    const many = runner(join(folder, "many"));
    expect((await one("import", whole, ...brand)).code).toBe(0);
    const report = await many("import", ...order, ...brand, "--json");
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
  });

  it("with one row in a hundred broken loses those rows and no other", { timeout: 120_000 }, async () => {
    const next = random(7);
    const counts: Record<string, number> = {};
    const break_ = (row: string, i: number): string | Buffer => {
      const cells = row.split(",");
      const ways: [code: string, () => string | Buffer][] = [
        ["MISSING_FIELD", () => ["", ...cells.slice(1)].join(",")],
        ["BAD_TIME", () => [...cells.slice(0, 2), "yesterday", ...cells.slice(3)].join(",")],
        ["FUTURE_TIME", () => [...cells.slice(0, 2), "2099-01-01T00:00:00Z", ...cells.slice(3)].join(",")],
        ["SHORT_ROW", () => cells.slice(0, 4).join(",")],
        ["UNCLOSED_QUOTE", () => [cells[0], `"${cells[1]}`, ...cells.slice(2)].join(",")],
        ["BAD_ENCODING", () => Buffer.concat([Buffer.from(row), Buffer.from([0xe9])])],
        ["KEY_TOO_LONG", () => ["k".repeat(600), ...cells.slice(1)].join(",")],
      ];
      const [code, broken] = ways[i % ways.length]!;
      counts[code] = (counts[code] ?? 0) + 1;
      return broken();
    };
    let broken = 0;
    const lines = rows.map((row) => (next() < 0.01 ? break_(row, broken++) : row));
    const path = write("broken.csv", [header!, ...lines]);
    const run = runner(join(folder, "broken"));
    const { code, json } = await run("import", path, ...brand, "--json");
    expect(code).toBe(2);
    expect(json()).toMatchObject({
      rows: rows.length,
      accepted: rows.length - broken,
      rejected: counts,
      rejectedRows: broken,
    });
    expect(readFileSync(`${path}.rejected.ndjson`, "utf8").trimEnd().split("\n")).toHaveLength(broken);
    expect((await run("status", "--json")).json()).toMatchObject({ interactions: rows.length - broken });
  });
});
