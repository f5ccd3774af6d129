// Tests of commands of the built output that are told to stop: a service before it listens, and imports that wait for a
// pipe.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WITHOUT_BUILD } from "../support/builtService.js";

const DIST = resolve(import.meta.dirname, "../../dist");
const CLI = join(DIST, "cli.js");
const HEAD = "case_id,activity,timestamp\n";
const row = (i: number) => `c${i},visit,2026-01-${String((i % 28) + 1).padStart(2, "0")}T09:00:00Z\n`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-stopping-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(...argv: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const { NEO4J_URI: _, ...env } = process.env;
  const child = spawn(process.execPath, [CLI, ...argv], { env: { ...env, DATA_DIR: folder, PORT: "0" } });
  let out = "";
  let err = "";
  child.stdout!.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr!.on("data", (chunk) => {
    err += chunk;
  });
  return { child, ended: new Promise((done) => child.on("close", (code) => done({ code, out, err }))) };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(5);
}

const holds = (name: RegExp) => () => existsSync(folder) && readdirSync(folder).some((file) => name.test(file));

describe.skipIf(WITHOUT_BUILD !== null)(
  `stopping${WITHOUT_BUILD === null ? "" : ` (skipped: ${WITHOUT_BUILD})`}`,
  () => {
    it.each([
      ["serve", /^graph/],
      ["start", /building$/],
      ["demo", /building$/],
    ])("%s ends with 0 when it is told so before it listens, and starts again", async (command, begun) => {
      for (const signal of ["SIGTERM", "SIGINT"] as const) {
        rmSync(folder, { recursive: true });
        const { child, ended } = start(command);
        await until(holds(begun));
        child.kill(signal);
        expect(await ended).toEqual({ code: 0, out: "", err: "" });
        expect(readdirSync(folder).filter((name) => !/^graph/.test(name))).toEqual([]);
      }
      const { code, err } = await run({ DATA_DIR: folder }, "serve", "--check");
      expect([code, err]).toEqual([0, ""]);
    });

    it.each(["SIGTERM", "SIGINT"] as const)("import - on a pipe that is idle ends on %s", async (signal) => {
      for (const sent of ["", HEAD + row(1)]) {
        const { child, ended } = start("import", "-");
        child.stdin!.write(sent);
        await until(holds(/^import-/));
        await delay(500);
        const began = performance.now();
        child.kill(signal);
        expect((await ended).code).toBe(signal === "SIGTERM" ? 143 : 130);
        expect(performance.now() - began).toBeLessThan(2_000);
        expect(readdirSync(folder).filter((name) => name.startsWith("import-"))).toEqual([]);
      }
    });

    it("demo --load-only and export leave no temporary files when they are told to stop", async () => {
      const demo = start("demo", "--load-only");
      await until(holds(/building$/));
      demo.child.kill("SIGTERM");
      expect((await demo.ended).code).toBe(143);
      expect(readdirSync(folder)).toEqual([]);

      // The script runs an export until it has begun to sort with temporary files and to write its output.
      const script = `
        import { exitWhenTold } from ${JSON.stringify(pathToFileURL(join(DIST, "commands/stopSignals.js")))};
        import { Sorter } from ${JSON.stringify(pathToFileURL(join(DIST, "commands/sorter.js")))};
        import { removedAtExit } from ${JSON.stringify(pathToFileURL(join(DIST, "ingest/scratch.js")))};
        import { writeFileSync } from "node:fs";
        exitWhenTold();
        const [folder] = process.argv.slice(1);
        writeFileSync(folder + "/out.csv.part", "");
        removedAtExit(folder + "/out.csv.part");
        const sorter = new Sorter(folder, 10);
        for (const key of ["a", "b", "c"]) sorter.add(key, "a text that is longer than that");
        setInterval(() => {}, 1_000);
        console.log("begun");`;
      for (const signal of ["SIGTERM", "SIGINT"] as const) {
        const child = spawn(process.execPath, ["--input-type=module", "-e", script, folder]);
        const ended = new Promise((done) => child.on("close", done));
        await new Promise((begun) => child.stdout.once("data", begun));
        expect(readdirSync(folder)).toEqual([expect.stringMatching(/^export-/), "out.csv.part"]);
        child.kill(signal);
        expect(await ended).toBe(signal === "SIGTERM" ? 143 : 130);
        expect(readdirSync(folder)).toEqual([]);
      }
    });

    it("export that is told to stop leaves the file whole, or none", async () => {
      const rows = Array.from({ length: 3_000 }, (_, i) => row(i)).join("");
      const importing = start("import", "-");
      importing.child.stdin!.end(HEAD + rows);
      expect((await importing.ended).code).toBe(0);
      const file = join(folder, "out.csv");
      for (const wait of [0, 20, 60]) {
        const { child, ended } = start("export", "interactions", "--format", "csv", "--out", file);
        await until(() => child.exitCode !== null || holds(/^out/)());
        await delay(wait);
        child.kill("SIGTERM");
        const { code } = await ended;
        expect(readdirSync(folder).filter((name) => /^(out|export)/.test(name))).toEqual(
          code === 143 && !existsSync(file) ? [] : ["out.csv"],
        );
        if (existsSync(file)) expect(readFileSync(file, "utf8").split("\n")).toHaveLength(3_002);
        rmSync(file, { force: true });
      }
    });

    it("import - reads a pipe to its end, in pieces as they come", async () => {
      const { child, ended } = start("import", "-", "--json");
      child.stdin!.write(HEAD);
      for (let i = 0; i < 20_000; i++)
        if (!child.stdin!.write(row(i))) await new Promise((go) => child.stdin!.once("drain", go));
      await delay(200);
      child.stdin!.end(row(20_000));
      const { code, out } = await ended;
      expect([code, JSON.parse(out).accepted]).toEqual([0, 20_001]);
    });

    it("import - reads nothing from an empty pipe", async () => {
      const { child, ended } = start("import", "-");
      child.stdin!.end();
      expect(await ended).toMatchObject({ code: 1, err: expect.stringContaining("Standard input") });
    });
  },
);
