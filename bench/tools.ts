// Finds tools that cases of the benchmark need and that are not in this package, so that a missing tool is reported
// before anything starts.
import { createRequire } from "node:module";

interface Tool {
  readonly name: string;
  readonly folder: "tools" | "tools/clickhouse";
  readonly install: string;
}

const DUCKDB: Tool = { name: "@duckdb/node-api", folder: "tools", install: "npm run tools" };
const AUTOCANNON: Tool = { name: "autocannon", folder: "tools", install: "npm run tools" };
const CHDB: Tool = { name: "chdb", folder: "tools/clickhouse", install: "npm run tools:clickhouse" };

const NEEDED: Readonly<Record<string, readonly Tool[]>> = { rivals: [DUCKDB, CHDB], throughput: [AUTOCANNON] };

/** Returns a sentence for each case that cannot run. */
export function missingTools(cases: Iterable<string>): string[] {
  return [...cases].flatMap((name) =>
    (NEEDED[name] ?? [])
      .filter((tool) => !isInstalled(tool))
      .map((tool) => `The case \`${name}\` needs ${tool.name}, which is not installed: run \`${tool.install}\` first.`),
  );
}

function isInstalled({ name, folder }: Tool): boolean {
  try {
    createRequire(new URL(`../../${folder}/package.json`, import.meta.url)).resolve(name);
    return true;
  } catch {
    return false;
  }
}
