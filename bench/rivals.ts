// `node dist-bench/bench/rivals.js CSV`: Throughline and DuckDB answer the same questions in one process, by turns, on
// the same number of threads. The answers are compared first. Then medians and their ratio are reported. The store in
// DATA_DIR contains the same file.
import { isDeepStrictEqual, parseArgs } from "node:util";
import { loadConfig } from "../src/config.js";
import { openStore } from "../src/graph/open.js";
import { buildProjection } from "../src/projection/refresh.js";
import { poolExecutor } from "../src/questions/executor.js";
import { ASKED } from "./asked.js";
import { comparisons } from "./comparisons.js";
import { duckDbQuestions, loadDuckDb } from "./duckdb.js";
import { milliseconds, timingOf } from "./timing.js";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "9" }, only: { type: "string", default: "" } },
});

const config = loadConfig(process.env);
const { threads } = config.questions;
const store = await openStore(config);
const pool = poolExecutor({ threads, memory: 2 ** 31 });
try {
  const projection = await buildProjection(store);
  const rival = await loadDuckDb(positionals[0]!, threads);
  const sql = await duckDbQuestions(rival);
  const never = new AbortController().signal;
  const rows: { what: string; result: string }[] = [];
  for (const { what, ours, theirs, read } of comparisons(sql)) {
    if (!what.includes(options.only)) continue;
    const asked = ASKED.find((question) => question.what === ours)!;
    const ask = () => pool.ask(asked.question, projection, asked.params, never);
    const [mine, other] = [read(await ask()), (await rival.ask(theirs)).map(rounded)];
    if (!isDeepStrictEqual(mine.map(rounded), other))
      throw new Error(
        `${what}: the answers differ.\n${JSON.stringify(mine.slice(0, 5))}\n${JSON.stringify(other.slice(0, 5))}`,
      );
    const taken: [number[], number[]] = [[], []];
    for (let run = 0; run <= Number(options.runs); run++)
      for (const [i, work] of [ask, () => rival.ask(theirs)].entries()) {
        const started = performance.now();
        await work();
        if (run > 0) taken[i]!.push(performance.now() - started);
      }
    const [us, them] = [timingOf(taken[0]), timingOf(taken[1])];
    rows.push({
      what,
      result: `${us.text}; DuckDB ${them.text}: 1/${milliseconds(them.median / us.median)} of its time, ${other.length} equal rows`,
    });
  }
  process.stdout.write(JSON.stringify(rows));
} finally {
  await pool.close();
  await store.close();
}

/** Means are doubles that were summed in another order. */
function rounded(row: readonly (string | number | null)[]): (string | number | null)[] {
  return row.map((value) =>
    typeof value === "number" && !Number.isInteger(value) ? Math.round(value * 10) / 10 : value,
  );
}
