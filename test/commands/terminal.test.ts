// Tests of the import on a real terminal, which is a pseudo terminal of `script`, with the keys that a person presses.
// They need the built output.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WITHOUT_BUILD } from "../support/builtService.js";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
const PROMPT = "(empty to stop): ";
const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
const why = WITHOUT_BUILD ?? (hasScript ? null : "there is no `script` of util-linux");

describe.skipIf(why !== null)(`import on a terminal${why === null ? "" : ` (skipped: ${why})`}`, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "throughline-terminal-"));
    writeFileSync(join(folder, "log.csv"), "who,what,when\nana,Visit,2024-01-01\nbob,Buy,2024-01-02\n");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const env = () => ({ DATA_DIR: join(folder, "data") });

  /**
   * Presses the next keys whenever the prompt is shown. Returns the text that the terminal shows, without control
   * codes.
   */
  const typed = (...keys: string[]): Promise<{ code: number | null; shown: string }> => {
    const { NEO4J_URI: _, ...outer } = process.env;
    const child = spawn("script", ["-qefc", `"${process.execPath}" "${CLI}" import log.csv`, "/dev/null"], {
      cwd: folder,
      env: { ...outer, ...env() },
    });
    let out = "";
    let asked = 0;
    child.stdout.on("data", (chunk) => {
      out += chunk;
      if (out.split(PROMPT).length - 1 > asked) child.stdin.write(keys[asked++] ?? "\r");
    });
    return new Promise((done) =>
      child.on("close", (code) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control codes are what is removed.
        done({ code, shown: out.replace(/\u001b(?:\[[\d;?]*[A-Za-z]|[78])/g, "").replaceAll("\r", "") });
      }),
    );
  };

  it("asks for each column that is not recognised, and offers no column twice", async () => {
    const { code, shown } = await typed("1\r", "nonsense\r", "what\r", "3\r");
    expect(code).toBe(0);
    expect(shown).toContain('   1  who   "ana", "bob"\n      --customer who\n');
    expect(shown).toContain('"nonsense" is none of them.\n');
    expect(shown).toContain('Which column is the time?\n   3  when  "2024-01-01", "2024-01-02"\n      --at when\n');
    expect(shown).toContain("Next time: --at when\n");
    expect(shown).toContain("rows: 2 new");
    const { out } = await run(env(), "status", "--json");
    expect(JSON.parse(out)).toMatchObject({ customers: 2, interactions: 2 });
  });

  it.each([
    ["no answer", "\r", 1],
    ["Ctrl-D", CTRL_D, 1],
    ["Ctrl-C", CTRL_C, 130],
  ])("%s imports nothing and leaves nothing behind", async (_name, key, exit) => {
    const { code, shown } = await typed(key);
    expect(code).toBe(exit);
    expect(shown).not.toContain("INTERNAL");
    if (exit === 1) expect(shown).toMatch(/\nerror BAD_MAPPING: [^\n]*--customer COLUMN[^\n]*\n$/);
    else expect(shown).toMatch(/\(empty to stop\): \n$/);
    expect(readdirSync(join(folder, "data"))).toEqual(["graph"]);
  });
});
