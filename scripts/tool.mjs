// Runs a program of tools/ (formatter, code generator) from the top folder: `node scripts/tool.mjs biome check`.
// Programs that only contributors need are in a package of their own, so that a first `npm ci` is short. If no program
// is named, the script only checks that this package is installed, and reports the remedy in one line if it is not.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const BIN = join(ROOT, "tools", "node_modules", ".bin");

const [program, ...args] = process.argv.slice(2);
if (!existsSync(program === undefined ? BIN : join(BIN, program))) {
  console.error("The tools of contributors are not installed, or not all of them: run `npm run tools` once.");
  process.exit(1);
}
if (program !== undefined) {
  // On Windows, the programs are .cmd files, which only a shell can start.
  const { status, error } = spawnSync(join(BIN, program), args, {
    cwd: ROOT,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error) console.error(error.message);
  process.exit(status ?? 1);
}
