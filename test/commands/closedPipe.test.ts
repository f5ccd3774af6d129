// Tests of commands of the built output whose reader closes the pipe, as `| head` does, and of --version.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, WITHOUT_BUILD } from "../support/builtService.js";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
const ROWS = 40_000;

let folder = "";
let log = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-pipe-"));
  log = join(folder, "log.csv");
  const rows = Array.from({ length: ROWS }, (_, i) => `c${i % 500},ad-${i % 7},2026-01-01T00:00:00Z,web,row-${i}\n`);
  writeFileSync(log, `customer,touchpoint,at,channel,id\n${rows.join("")}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Closes standard output after the first bytes, or at once. */
function cutOff(argv: readonly string[], atOnce = false): Promise<{ code: number | null; err: string }> {
  const { NEO4J_URI: _, ...env } = process.env;
  const child = spawn(process.execPath, [CLI, ...argv], { env: { ...env, DATA_DIR: join(folder, "data") } });
  if (atOnce) child.stdout.destroy();
  else child.stdout.once("data", () => child.stdout.destroy());
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.on("close", (code) => done({ code, err })));
}

describe.skipIf(WITHOUT_BUILD !== null)("a reader that closes the pipe", () => {
  it("does not affect an import: everything is imported", async () => {
    expect(await cutOff(["import", log], true)).toEqual({ code: 0, err: "" });
    const { out } = await run({ DATA_DIR: join(folder, "data") }, "status", "--json");
    expect(JSON.parse(out)).toMatchObject({ interactions: ROWS });
  });

  it.each([["interactions"], ["journeys"]])("ends an export of %s quietly, with 0", async (what) => {
    expect(await cutOff(["export", what, "--format", "csv"])).toEqual({ code: 0, err: "" });
  });

  it.each([["status"], ["--help"], ["--version"], ["schema"]])("is no error of %s", async (command) => {
    expect(await cutOff([command], true)).toEqual({ code: 0, err: "" });
  });
});

it.skipIf(WITHOUT_BUILD !== null)("--version prints the version of the package", async () => {
  const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../package.json"), "utf8"));
  expect(await run({}, "--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
});
