//   npm run bench [-- --journeys 500000 --only import,shapes,questions,properties,loops,restart,rivals,throughput]
//   [-- --runs 15 --keep DIR]
//
// `shapes` imports logs of four shapes. With `--against OTHER/dist/cli.js`, it does so in turns with another build.
// `--only large --journeys 10000000` measures every step from the file of a log with a hundred million interactions to
// a page. It also compares the questions with questions about a twentieth of the journeys. It needs 20 GB of disk space
// and 4 GiB of memory. `--only largeNeo4j --journeys 2000000` imports a log of twenty million interactions into the
// database of NEO4J_URI and into an embedded store, and compares a service on each. It needs 30 GB of disk space, and
// with the memory of Neo4j, 14 GiB of memory. With `--keep DIR`, stores that are filled stay, and the next run uses
// them again. `--only units` measures questions about cases and other units of analysis. All data are generated from a
// seed, and every measurement runs in a fresh process. Medians are reported with their spread. To measure Neo4j too,
// set NEO4J_URI to an empty database. Rivals and load come from tools/ (`npm run tools`, `npm run tools:clickhouse`).
// If a tool is missing, this is reported before anything starts. The result is a Markdown table, as in
// docs/performance.md.
import { spawn } from "node:child_process";
import { cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { SHAPES, type Shape, writeCsv, writePropertiesCsv } from "./generate.js";
import type { LargeRow } from "./large.js";
import { ownMib } from "./memory.js";
import { missingTools } from "./tools.js";

const { values: options } = parseArgs({
  options: {
    journeys: { type: "string", default: "500000" },
    seed: { type: "string", default: "7" },
    runs: { type: "string", default: "15" },
    only: { type: "string", default: "import,shapes,questions,properties,loops,restart,rivals,throughput" },
    against: { type: "string" },
    keep: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

interface Row {
  readonly what: string;
  readonly result: string;
}

const HERE = import.meta.dirname;
const CLI = resolve(HERE, "../src/cli.js");
const rows: Row[] = [];

function say(what: string, result: string): void {
  rows.push({ what, result });
  process.stderr.write(`${what}: ${result}\n`);
}

/**
 * Runs a command. Returns its output and the maximum of its own memory in MiB, from samples; 0 on systems other than
 * Linux. Mapped pages of the store are not included, because the system can reclaim them.
 */
async function run(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ out: string; peak: number; seconds: number }> {
  const started = performance.now();
  const { code, out, peak } = await ended(args, env);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  return { out, peak, seconds: (performance.now() - started) / 1000 };
}

/** Runs a command, which may fail. */
async function ended(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; out: string; peak: number }> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  let peak = 0;
  child.stdout.on("data", (chunk) => (out += chunk));
  const timer = setInterval(() => {
    if (child.pid !== undefined) peak = Math.max(peak, ownMib(child.pid) ?? 0);
  }, 100);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  clearInterval(timer);
  return { code, out, peak };
}

async function csvOf(folder: string, journeys: number, shape: Shape = "time"): Promise<string> {
  const file = join(folder, shape === "time" ? `journeys-${journeys}.csv` : `journeys-${journeys}-${shape}.csv`);
  if (!existsSync(file)) {
    const out = createWriteStream(file);
    await writeCsv(out, shape, { journeys, seed: Number(options.seed) });
    await new Promise<void>((done) => out.end(done));
  }
  return file;
}

async function measureImport(
  file: string,
  journeys: number,
  data: string,
  env: Record<string, string>,
  store: string,
): Promise<void> {
  const { out, peak } = await run([CLI, "import", file, "--customer", "case_id", "--json"], { ...env, DATA_DIR: data });
  const report = JSON.parse(out) as { accepted: number; seconds: number };
  const rate = Math.round(report.accepted / report.seconds / 1000);
  say(
    `import, ${store}, ${journeys.toLocaleString("en")} journeys (${(statSync(file).size / 2 ** 20).toFixed(0)} MiB)`,
    `${report.accepted.toLocaleString("en")} rows in ${report.seconds.toFixed(1)} s, ${rate},000 rows/s, own memory at most ${peak.toFixed(0)} MiB`,
  );
}

const SHAPE_NAMES: Readonly<Record<Shape, string>> = {
  time: "in time order, twenty rows a customer",
  grouped: "customer after customer, twenty rows each",
  ten: "in time order, ten rows a customer",
  one: "in time order, one row a customer",
};

/** Measures the median over three imports, each into a new store, in turns with the other build if there is one. */
async function measureShapes(folder: string, journeys: number): Promise<void> {
  const builds = options.against === undefined ? [CLI] : [CLI, resolve(options.against)];
  for (const shape of SHAPES) {
    const file = await csvOf(folder, journeys, shape);
    const seconds = builds.map((): number[] => []);
    let accepted = 0;
    let peak = 0;
    for (let turn = 0; turn < 3; turn++)
      for (const [b, cli] of builds.entries()) {
        const data = join(folder, "shape");
        const ran = await run([cli, "import", file, "--customer", "case_id", "--json"], {
          NEO4J_URI: "",
          DATA_DIR: data,
        });
        rmSync(data, { recursive: true, force: true });
        const report = JSON.parse(ran.out) as { accepted: number; seconds: number };
        seconds[b]!.push(report.seconds);
        if (b > 0) continue;
        accepted = report.accepted;
        peak = Math.max(peak, ran.peak);
      }
    const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[1]!;
    const rate = Math.round(accepted / median(seconds[0]!) / 1000);
    const ratios = (seconds[1] ?? []).map((other, turn) => other / seconds[0]![turn]!);
    const compared = ratios.length === 0 ? "" : `, ${median(ratios).toFixed(1)} times as fast as the other build`;
    say(
      `import, embedded, ${SHAPE_NAMES[shape]}, ${accepted.toLocaleString("en")} rows`,
      `${median(seconds[0]!).toFixed(1)} s, ${rate},000 rows/s, own memory at most ${peak.toFixed(0)} MiB${compared}`,
    );
  }
}

/** Measures logs whose rows have properties: their imports, and questions about the properties. */
async function measureProperties(folder: string, journeys: number): Promise<void> {
  for (const [columns, count, what] of [
    ["campaigns", journeys, "a property of 1,000 values"],
    ["wide", Math.round(journeys / 10), "ten properties of 200 bytes and a case"],
  ] as const) {
    const file = join(folder, `journeys-${count}-${columns}.csv`);
    if (!existsSync(file)) {
      const out = createWriteStream(file);
      await writePropertiesCsv(out, columns, { journeys: count, seed: Number(options.seed) });
      await new Promise<void>((done) => out.end(done));
    }
    const data = join(folder, columns);
    rmSync(data, { recursive: true, force: true });
    const env = { NEO4J_URI: "", DATA_DIR: data };
    const { out, peak } = await run([CLI, "import", file, "--json"], env);
    const report = JSON.parse(out) as { accepted: number; seconds: number };
    const { size } = statSync(file);
    say(
      `import, embedded, each row with ${what} (${(size / 2 ** 20).toFixed(0)} MiB)`,
      `${report.accepted.toLocaleString("en")} rows in ${report.seconds.toFixed(1)} s, ${Math.round(report.accepted / report.seconds).toLocaleString("en")} rows/s, ${(size / 2 ** 20 / report.seconds).toFixed(0)} MiB/s, own memory at most ${peak.toFixed(0)} MiB`,
    );
    if (columns === "wide") continue;
    const asked = await run([join(HERE, "properties.js"), "--runs", options.runs], env);
    for (const row of JSON.parse(asked.out) as Row[]) say(row.what, row.result);
  }
}

/** Measures questions about units of analysis, on a log in which each customer is a case. */
async function measureUnits(folder: string, journeys: number): Promise<void> {
  const data = join(folder, "units");
  rmSync(data, { recursive: true, force: true });
  const env = { NEO4J_URI: "", DATA_DIR: data };
  const columns = ["--customer", "case_id", "--case-id", "case_id"];
  await run([CLI, "import", await csvOf(folder, journeys), ...columns, "--json"], env);
  const asked = await run([join(HERE, "units.js"), "--runs", options.runs], env);
  for (const row of JSON.parse(asked.out) as Row[]) say(row.what, row.result);
}

async function measureQuestions(data: string, env: Record<string, string>, store: string): Promise<void> {
  const { out } = await run([join(HERE, "questions.js"), "--runs", options.runs], { ...env, DATA_DIR: data });
  for (const row of JSON.parse(out) as Row[]) say(`${row.what}, ${store}`, row.result);
}

/** The largest ratio wanted for twenty times the data. Routes and successors are hashed, which costs more in large tables. */
const timesWanted = (what: string): number => (/^commonRoutes|eventually/.test(what) ? 30 : 25);

async function measureLarge(folder: string, journeys: number): Promise<void> {
  const env = { NEO4J_URI: "" };
  const fewer = new Map<string, number>();
  for (const count of [Math.round(journeys / 20), journeys]) {
    const data = join(folder, `data-${count}`);
    if (!existsSync(data)) await measureImport(await csvOf(folder, count), count, data, env, "embedded");
    const { out, peak } = await run([join(HERE, "large.js")], { ...env, DATA_DIR: data });
    for (const { what, result, median } of JSON.parse(out) as LargeRow[]) {
      const times = median === undefined ? Number.NaN : median / fewer.get(what)!;
      const compared = `, ${times.toFixed(1)} times that of a twentieth${times <= timesWanted(what) ? "" : `; wanted ${timesWanted(what)}, NOT MET`}`;
      if (count < journeys && median !== undefined) fewer.set(what, median);
      else say(what, `${result}${Number.isNaN(times) ? "" : compared}`);
    }
    say(`own memory of that process, ${count.toLocaleString("en")} journeys`, `at most ${peak.toFixed(0)} MiB`);
  }
  const data = { ...env, DATA_DIR: join(folder, `data-${journeys}`) };
  for (const args of [
    [join(HERE, "large.js"), "--service"],
    [join(HERE, "restart.js"), "--runs", "3"],
  ]) {
    const { out, peak } = await run(args, data);
    for (const { what, result } of JSON.parse(out) as Row[]) say(what, result);
    if (args.length === 2) say("own memory of the service", `at most ${peak.toFixed(0)} MiB`);
  }
}

/** Imports one log into Neo4j and into an embedded store, and compares the two (stores.ts). */
async function measureLargeNeo4j(folder: string, journeys: number): Promise<void> {
  const file = await csvOf(folder, journeys);
  const [neo4j, data] = [join(folder, "large-neo4j"), join(folder, `data-${journeys}`)];
  const { code } = await ended([CLI, "status"], { DATA_DIR: neo4j });
  if (code !== 0) await measureImport(file, journeys, neo4j, {}, "Neo4j");
  if (!existsSync(data)) await measureImport(file, journeys, data, { NEO4J_URI: "" }, "embedded");
  const asked = await run([join(HERE, "stores.js"), "--neo4j", neo4j, "--embedded", data, "--runs", options.runs]);
  for (const { what, result } of JSON.parse(asked.out) as Row[]) say(what, result);
}

async function main(): Promise<void> {
  if (options.help) {
    console.log(
      readFileSync(join(HERE, "../../bench/run.ts"), "utf8")
        .split("\n")
        .filter((_, i, lines) => lines.slice(0, i + 1).every((before) => before.startsWith("//")))
        .join("\n")
        .replace(/^\/\/ ?/gm, ""),
    );
    return;
  }
  const journeys = Number(options.journeys);
  const folder = options.keep ?? mkdtempSync(join(tmpdir(), "throughline-bench-"));
  mkdirSync(folder, { recursive: true });
  const only = new Set(options.only.split(","));
  const missing = missingTools(only);
  if (missing.length > 0) {
    for (const sentence of missing) console.error(sentence);
    console.error("Or choose the other cases with `--only`.");
    process.exitCode = 1;
    return;
  }
  const neo4j = process.env.NEO4J_URI;
  if (only.has("largeNeo4j") && !neo4j) {
    console.error(
      "The case `largeNeo4j` needs a Neo4j: set NEO4J_URI to an empty database (`npm run neo4j` starts one).",
    );
    process.exitCode = 1;
    return;
  }
  const embedded = { NEO4J_URI: "" };
  try {
    const small = Math.round(journeys / 10);
    const data = join(folder, "data");
    if (only.has("large")) await measureLarge(folder, journeys);
    if (only.has("largeNeo4j")) await measureLargeNeo4j(folder, journeys);
    const needsData = ["questions", "loops", "restart", "rivals", "throughput"].some((name) => only.has(name));
    if (only.has("import") || (needsData && !existsSync(data))) {
      rmSync(data, { recursive: true, force: true });
      await measureImport(await csvOf(folder, small), small, join(folder, "small"), embedded, "embedded");
      await measureImport(await csvOf(folder, journeys), journeys, data, embedded, "embedded");
      if (neo4j) await measureImport(await csvOf(folder, journeys), journeys, join(folder, "neo4j"), {}, "Neo4j");
    }
    if (only.has("shapes")) await measureShapes(folder, journeys);
    if (only.has("questions")) {
      // Two sizes are measured, to show that time and memory grow no faster than the data.
      const smaller = join(folder, "small");
      if (existsSync(smaller)) await measureQuestions(smaller, embedded, "embedded, a tenth of the data");
      await measureQuestions(data, embedded, "embedded");
      if (neo4j) {
        await measureQuestions(data, {}, "Neo4j");
        const { out } = await run([join(HERE, "engines.js")], { DATA_DIR: data });
        for (const row of JSON.parse(out) as Row[]) say(row.what, row.result);
      }
    }
    if (only.has("properties")) await measureProperties(folder, journeys);
    if (only.has("units")) await measureUnits(folder, journeys);
    for (const name of ["loops", "restart"]) {
      if (!only.has(name)) continue;
      const { out } = await run([join(HERE, `${name}.js`)], { ...embedded, DATA_DIR: data });
      for (const row of JSON.parse(out) as Row[]) say(row.what, row.result);
    }
    if (only.has("rivals")) {
      const { out } = await run([join(HERE, "rivals.js"), await csvOf(folder, journeys)], {
        ...embedded,
        DATA_DIR: data,
      });
      for (const row of JSON.parse(out) as Row[]) say(row.what, row.result);
    }
    if (only.has("throughput")) {
      // The measurement writes to the copy.
      const copy = join(folder, "copy");
      cpSync(data, copy, { recursive: true });
      const { out } = await run([join(HERE, "throughput.js"), await csvOf(folder, small)], {
        ...embedded,
        DATA_DIR: copy,
        // cli.ts sets this too.
        NODE_ENV: "production",
      });
      for (const row of JSON.parse(out) as Row[]) say(row.what, row.result);
      rmSync(copy, { recursive: true, force: true });
    }
  } finally {
    if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `${cpus().length} cores, Node ${process.version}, seed ${options.seed}\n\n| what | median (fastest–slowest) |\n| --- | --- |`,
  );
  for (const { what, result } of rows) console.log(`| ${what} | ${result} |`);
}

await main();
