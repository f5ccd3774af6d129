// Checks the layer table of CONTRIBUTING.md: the folders that each folder may import, and the packages that belong to
// one folder.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/**
 * Folder of src → its allowed imports. These are folders, or single files if the layer may use only one file of a
 * folder.
 */
const LAYERS: Record<string, readonly string[]> = {
  model: [],
  ingest: ["model", "graph/store.ts"],
  graph: ["model"],
  projection: ["model", "graph/store.ts"],
  stats: [],
  engine: ["model", "projection"],
  questions: ["model", "projection", "engine", "stats"],
  service: ["model", "ingest", "graph", "projection", "engine", "stats", "questions", "schema"],
  schema: ["model", "engine", "questions"],
  resolvers: ["model", "schema", "service"],
  server: ["model", "resolvers", "schema", "service", "config.ts"],
  client: [],
  browser: [],
  views: ["client"],
  explorer: ["browser", "client", "views"],
  // The addresses of the explorer's pages, for links, and its fields for searching.
  playground: ["browser", "client", "views", "explorer/state", "explorer/fields", "explorer/answers"],
  demo: ["model", "graph/store.ts"],
  // The composition root may import everything.
  commands: ["*"],
  "cli.ts": ["*"],
  "main.ts": ["*"],
  "config.ts": ["model"],
};

/** Packages that only one folder may import. */
const PACKAGES: Record<string, string> = {
  "neo4j-driver": "graph/neo4j/",
  lmdb: "graph/embedded/",
  "@apollo/server": "server/",
  commander: "c", // cli.ts and commands/
};

interface Import {
  readonly file: string;
  readonly target: string;
}

function sources(): string[] {
  return readdirSync(resolve(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes("generated"))
    .map((path) => `src/${path}`);
}

function importsOfSources(): { inside: Import[]; packages: Import[] } {
  const inside: Import[] = [];
  const packages: Import[] = [];
  for (const path of sources()) {
    const text = readFileSync(resolve(ROOT, path), "utf8");
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      const file = relative("src", path);
      if (fileName.startsWith(".")) {
        const target = relative(resolve(ROOT, "src"), resolve(ROOT, dirname(path), fileName)).replace(/\.js$/, ".ts");
        inside.push({ file, target });
      } else packages.push({ file, target: fileName });
    }
  }
  return { inside, packages };
}

/** Groups of files that import each other in a circle: Tarjan's strongly connected components. */
function cyclesOf(imports: readonly Import[]): string[][] {
  const targets = groupedByFile(imports);
  const found = new Map<string, { index: number; low: number; open: boolean }>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (file: string): { index: number; low: number; open: boolean } => {
    const own = { index: found.size, low: found.size, open: true };
    found.set(file, own);
    stack.push(file);
    for (const { target } of targets.get(file) ?? []) {
      const other = found.get(target) ?? visit(target);
      if (other.open) own.low = Math.min(own.low, other.low);
    }
    if (own.low === own.index) {
      const group = stack.splice(stack.indexOf(file));
      for (const member of group) found.get(member)!.open = false;
      if (group.length > 1 || targets.get(file)?.some(({ target }) => target === file)) cycles.push(group.sort());
    }
    return own;
  };
  for (const file of targets.keys()) if (!found.has(file)) visit(file);
  return cycles;
}

function groupedByFile(imports: readonly Import[]): ReadonlyMap<string, readonly Import[]> {
  const groups = new Map<string, Import[]>();
  for (const one of imports) groups.set(one.file, [...(groups.get(one.file) ?? []), one]);
  return groups;
}

const dataUrl = (script: string): string => `data:text/javascript,${encodeURIComponent(script)}`;

const layerOf = (file: string): string => file.split("/")[0]!;

describe("architecture", () => {
  const { inside, packages } = importsOfSources();

  it("finds a cycle where there is one", () => {
    const arrows = ["a b", "b c", "c a", "c d", "d e", "f f"].map((arrow) => arrow.split(" "));
    expect(cyclesOf(arrows.map(([file, target]) => ({ file: file!, target: target! })))).toEqual([
      ["a", "b", "c"],
      ["f"],
    ]);
  });

  it("finds imports at all", () => {
    expect(inside.length).toBeGreaterThan(50);
    expect(packages.length).toBeGreaterThan(10);
  });

  it("every folder of src has a row in the table", () => {
    const unknown = [...new Set(inside.map((i) => layerOf(i.file)))].filter((layer) => !(layer in LAYERS));
    expect(unknown).toEqual([]);
  });

  it("imports go only where the table allows", () => {
    const wrong = inside.filter(({ file, target }) => {
      const own = layerOf(file);
      const allowed = LAYERS[own] ?? [];
      if (target.startsWith("..")) return true;
      return !(
        allowed.includes("*") ||
        layerOf(target) === own ||
        allowed.some((a) => target === a || target.startsWith(`${a}/`))
      );
    });
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it("no file imports itself by way of others, types included", () => {
    expect(cyclesOf(inside)).toEqual([]);
  });

  // This test reads dist/. Run `npm run build:server` first, as `npm test` does.
  it("threads load the questions, and no GraphQL", () => {
    const hooks = `export async function resolve(specifier, context, next) {
      if (/^(graphql|type-graphql|class-validator)(\\/|$)/.test(specifier)) console.error(specifier, context.parentURL);
      return next(specifier, context);
    }`;
    const register = `import { register } from "node:module"; register(${JSON.stringify(dataUrl(hooks))});`;
    const load = (file: string): string =>
      spawnSync(process.execPath, ["--import", dataUrl(register), resolve(ROOT, "dist", file)], { encoding: "utf8" })
        .stderr;
    expect(load("questions/thread.js")).toBe("");
    // The hook receives the imports where they occur.
    expect(load("schema/shared/enums.js")).toContain("type-graphql");
  }, 20_000);

  it("the two stores never import each other", () => {
    const wrong = inside.filter(
      ({ file, target }) =>
        (file.startsWith("graph/embedded/") && target.startsWith("graph/neo4j/")) ||
        (file.startsWith("graph/neo4j/") && target.startsWith("graph/embedded/")),
    );
    expect(wrong).toEqual([]);
  });

  it("a store's driver and the server's framework stay in their folder", () => {
    const wrong = packages.filter(({ file, target }) =>
      Object.entries(PACKAGES).some(
        ([name, folder]) => (target === name || target.startsWith(`${name}/`)) && !file.startsWith(folder),
      ),
    );
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it("config.ts alone reads the environment", () => {
    const wrong = sources().filter(
      (path) =>
        !path.startsWith("src/config.ts") &&
        !path.includes("playground") &&
        /process\.env/.test(readFileSync(resolve(ROOT, path), "utf8")),
    );
    expect(wrong).toEqual([]);
  });

  it("an installation without development packages has at most 200 packages", () => {
    const lock = JSON.parse(readFileSync(resolve(ROOT, "package-lock.json"), "utf8")) as {
      packages: Record<string, { dev?: boolean }>;
    };
    // The lock file lists builds for every platform. Builds for other platforms are not installed.
    const installed = Object.entries(lock.packages).filter(
      ([path, { dev }]) => path !== "" && dev !== true && existsSync(resolve(ROOT, path)),
    );
    expect(installed.length).toBeGreaterThan(50);
    expect(installed.length).toBeLessThanOrEqual(200);
  });
});
