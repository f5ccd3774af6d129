// Commands that only read create no store, and report that there is none.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runner } from "./run.js";

const root = mkdtempSync(join(tmpdir(), "throughline-none-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const LOOKS = [["status"], ["status", "--json"], ["sources"], ["export", "journeys"], ["catalogue", "show"]];

/** The message of a failure, in one line. With --json, the same message is written as JSON. */
function lineOf(err: string): string {
  if (!err.startsWith("{")) return err;
  const { code, message, remedy } = JSON.parse(err).error as { code: string; message: string; remedy: string };
  return `error ${code}: ${message} ${remedy}\n`;
}

it.each(LOOKS)("%s %s creates no store, and reports that there is none", async (...argv) => {
  const data = join(root, "nothing");
  const { code, out, err } = await runner(data)(...argv.filter((word) => word !== undefined));
  expect([code, out]).toEqual([1, ""]);
  expect(lineOf(err)).toBe(
    `error NOT_FOUND: There is no store in ${data} yet. Load a log with \`throughline import FILE\`, or name the folder of your store with --data (or DATA_DIR).\n`,
  );
  expect(existsSync(data)).toBe(false);
});

it("a damaged store is reported as damaged", async () => {
  const data = join(root, "damaged");
  mkdirSync(join(data, "graph"), { recursive: true });
  writeFileSync(join(data, "graph/data.mdb"), "");
  for (const argv of LOOKS)
    expect(lineOf((await runner(data)(...argv)).err)).toMatch(
      /^error STORE_FAILED: The store in "\S+" is damaged: its file is empty\. Restore the folder from a backup, .*\n$/,
    );
});
