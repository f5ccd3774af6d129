// The built pages in dist/pages. They are built, which takes a few seconds, if they are missing or older than their
// sources.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const ROOT = resolve(import.meta.dirname, "../..");
const SOURCES = [
  ...["browser", "client", "explorer", "playground", "views"].map((name) => join(ROOT, "src", name)),
  join(ROOT, "docs"),
];
const CONFIG = join(ROOT, "vite.pages.config.ts");
const OTHERS = [
  CONFIG,
  ...["vite.docs.ts", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map((file) => join(ROOT, file)),
];
const LOCK = join(ROOT, "node_modules/.pages.lock");
const INDEX = join(ROOT, "dist/pages/explorer/index.html");

/** Folder of the built pages. */
export const PAGES = join(ROOT, "dist/pages");

/** A lock older than this belongs to a process that was killed. */
const ABANDONED = 120_000;

/** Test files run in several processes. One of them builds the pages, and the others wait. */
export async function buildPages(): Promise<void> {
  while (existsSync(LOCK) || stale()) {
    if (!locked()) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    const environment = process.env.NODE_ENV;
    try {
      // `npm run build` sets this too. With NODE_ENV=test, Vite would use the development version of React.
      process.env.NODE_ENV = "production";
      if (stale()) await build({ configFile: CONFIG, logLevel: "error" });
    } finally {
      process.env.NODE_ENV = environment;
      rmSync(LOCK, { recursive: true, force: true });
    }
  }
}

/** Whether this process holds the lock now. */
function locked(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    const since = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > ABANDONED) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

function stale(): boolean {
  const files = SOURCES.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path))
      : [],
  );
  const newest = Math.max(...[...OTHERS, import.meta.filename, ...files].map((path) => statSync(path).mtimeMs));
  return !existsSync(INDEX) || statSync(INDEX).mtimeMs < newest;
}
