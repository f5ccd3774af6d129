// The built playground: dist/playground, built (about four seconds) when it is missing or older than its sources.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const ROOT = resolve(import.meta.dirname, "../..");
const SOURCES = join(ROOT, "src/playground");
const CONFIG = join(ROOT, "vite.playground.config.ts");
const INDEX = join(ROOT, "dist/playground/index.html");

export async function buildPlayground(): Promise<void> {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).map((path) => join(SOURCES, path));
  const newest = Math.max(...[CONFIG, ...files].map((path) => statSync(path).mtimeMs));
  if (existsSync(INDEX) && statSync(INDEX).mtimeMs >= newest) return;
  await build({ configFile: CONFIG, logLevel: "error" });
}
