// The order of arrival does not matter if rows have an id and a sequence. A copy of the real log with broken rows loses
// only those rows.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { random } from "../support/random.js";
import { BRAND, LOG, realLog, shuffledEqualsWhole } from "../support/shuffledLog.js";
import { runner } from "./run.js";

describe.skipIf(!existsSync(LOG))("completejourney (skipped where ../shared/data is absent)", () => {
  it("shuffled, cut and partly repeated, is the same log", { timeout: 240_000 }, () => shuffledEqualsWhole());

  it("with one row in a hundred broken loses those rows and no other", { timeout: 120_000 }, async () => {
    const { folder, header, rows, write } = realLog();
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
    const path = write("broken.csv", [header, ...lines]);
    const run = runner(join(folder, "broken"));
    const { code, json } = await run("import", path, ...BRAND, "--json");
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
