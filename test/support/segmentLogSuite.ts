// Tests of a store with a log in the form of a Segment export (segmentLog.ts). The store is compared with an embedded
// store that received the log in order.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { type Ran, runner } from "../commands/run.js";
import { random, shuffled } from "./random.js";
import { type SegmentLog, segmentLog } from "./segmentLog.js";

export type Run = (...argv: string[]) => Promise<Ran>;

const EXPORTS = [
  ["interactions", "csv"],
  ["journeys", "ndjson"],
  ["transitions", "csv"],
  ["links", "csv"],
  ["declarations", "csv"],
] as const;
const SEQUENCE = ["--sequence", "context.sequence"];

/** Every export, by name. */
export async function exportsOf(run: Run): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [what, format] of EXPORTS) {
    const { code, out } = await run("export", what, "--format", format);
    expect(code).toBe(0);
    texts[what] = out;
  }
  return texts;
}

/** Compares two exports. A failure does not print megabytes. */
export function expectSame(got: Readonly<Record<string, string>>, expected: Readonly<Record<string, string>>): void {
  for (const [what] of EXPORTS) expect(got[what] === expected[what], `the export of ${what} is the same`).toBe(true);
}

export class SegmentLogCase {
  readonly log: SegmentLog;
  readonly folder = mkdtempSync(join(tmpdir(), "throughline-"));
  readonly #next: () => number;
  /** An embedded store into which the log was imported in order. */
  readonly whole: Run = runner(join(this.folder, "whole"));

  constructor(customers: number, seed: number) {
    this.log = segmentLog(customers, seed);
    this.#next = random(seed + 1);
  }

  write(name: string, lines: readonly string[]): string {
    const path = join(this.folder, name);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  }

  async importWhole(): Promise<Record<string, unknown>> {
    const { code, json } = await this.whole(
      "import",
      this.write("whole.ndjson", this.log.lines),
      ...SEQUENCE,
      "--json",
    );
    expect(code).toBe(0);
    return json();
  }

  /** Imports the log as ten files of shuffled rows. Three of the files are imported twice. */
  async importShuffled(run: Run): Promise<Record<string, unknown>> {
    const mixed = shuffled(this.log.lines, this.#next);
    const size = Math.ceil(mixed.length / 10);
    const files = Array.from({ length: 10 }, (_, i) =>
      this.write(`part-${i}.ndjson`, mixed.slice(i * size, (i + 1) * size)),
    );
    const { code, json } = await run("import", ...files, ...files.slice(3, 6), ...SEQUENCE, "--json");
    expect(code).toBe(0);
    return json();
  }

  /** Links random pairs, and removes all links in another order. */
  async linkAndUnlink(run: Run, pairs: number): Promise<void> {
    const { users, sharedDevices } = this.log;
    const keys = [...users, ...sharedDevices, ...users.map((_, i) => `device-${i}`), "nobody"];
    const one = (): string => keys[Math.floor(this.#next() * keys.length)]!;
    const links = new Map<string, readonly [string, string]>();
    let last: readonly [string, string] = [one(), one()];
    for (let i = 0; i < pairs; i++) {
      // Every fourth link closes a circle, and every seventh leads to itself.
      if (i % 7 === 6) last = [last[0], last[0]];
      else last = i % 4 === 3 ? [last[1], last[0]] : [one(), one()];
      links.set(last.join(" "), last);
    }
    const csv = (list: Iterable<readonly [string, string]>): string[] => [
      "from,into",
      ...[...list].map((l) => l.join()),
    ];
    const linked = await run("link", "--file", this.write("links.csv", csv(links.values())), "--json");
    expect(linked.code).toBe(0);
    for (const [from, into] of shuffled([...links.values()], this.#next))
      expect((await run("unlink", from, "--into", into)).code).toBe(0);
  }
}
