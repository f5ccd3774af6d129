// `node dist-bench/bench/rivals.js CSV [--runs 9] [--only ends] [--with duckdb,clickhouse]`: Throughline, DuckDB and
// ClickHouse answer the same questions in one process, in turns, on the same number of threads. Questions that
// ClickHouse is asked are also sent to Throughline over HTTP. Each question is about all journeys, and then about the
// journeys that start in a period. The answers are compared first. Then medians and their ratio are reported. The store
// in DATA_DIR contains the same file.
import { isDeepStrictEqual, parseArgs } from "node:util";
import { loadConfig } from "../src/config.js";
import { openStore } from "../src/graph/open.js";
import { startThroughline } from "../src/main.js";
import { buildProjection } from "../src/projection/refresh.js";
import { poolExecutor } from "../src/questions/executor.js";
import { ASKED } from "./asked.js";
import { clickHouseQuestions, loadClickHouse } from "./clickhouse.js";
import { clickHouseComparisons } from "./clickhouseComparisons.js";
import { comparisons } from "./comparisons.js";
import { duckDbQuestions, loadDuckDb, type Rival } from "./duckdb.js";
import { milliseconds, type Timing, timingOf } from "./timing.js";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "9" },
    only: { type: "string", default: "" },
    with: { type: "string", default: "duckdb,clickhouse" },
  },
});

/** The period ends after nine tenths of the journeys have started. */
const PERIOD = 0.9;

interface Filtered {
  readonly filter?: object | null;
}

interface Compared {
  readonly what: string;
  readonly question: (typeof ASKED)[number]["question"];
  readonly params: object;
  readonly theirs: string;
  /** The question as GraphQL. No two requests are equal. */
  readonly query?: (n: number, when: string) => string;
  // biome-ignore lint/suspicious/noExplicitAny: the result of `question`.
  read(result: any): (string | number | null)[][];
}

const config = loadConfig(process.env);
const { threads } = config.questions;
const store = await openStore(config);
const pool = poolExecutor({ threads, memory: 2 ** 31 });
const rivals = options.with.split(",");
const running = await startThroughline({ ...config, port: 0 });
await running.service.warm;

/** Sends a query to the service, and reads its answer. */
async function overHttp(query: string): Promise<void> {
  const response = await fetch(`${running.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
}

const rows: { what: string; result: string }[] = [];
try {
  const projection = await buildProjection(store);
  const never = new AbortController().signal;
  const starts = Float64Array.from(projection.blocks.flatMap(({ block }) => [...block.start])).sort();
  const period = starts[Math.floor(PERIOD * starts.length)]!;
  const compare = async (name: string, rival: Rival, all: readonly Compared[]): Promise<void> => {
    const compared = all.flatMap((one) => [
      { ...one, when: "" },
      {
        ...one,
        what: `${one.what}, journeys of a period`,
        params: { ...one.params, filter: { ...(one.params as Filtered).filter, startedBefore: period } },
        theirs: rival.before(one.theirs, period),
        when: `startedBefore: "${new Date(period).toISOString()}"`,
      },
    ]);
    for (const { what, question, params, theirs, query, when, read } of compared) {
      if (!what.includes(options.only)) continue;
      const ask = () => pool.ask(question, projection, params as never, never);
      const [mine, other] = [read(await ask()), await rival.ask(theirs)].map((answer) =>
        answer.map(rounded).sort(byAll),
      );
      if (!isDeepStrictEqual(mine, other))
        throw new Error(
          `${what}: the answers differ.\n${JSON.stringify(mine!.slice(0, 5))}\n${JSON.stringify(other!.slice(0, 5))}`,
        );
      const works = [
        ask,
        () => rival.ask(theirs),
        ...(query === undefined ? [] : [() => overHttp(query(asked++, when))]),
      ];
      const taken = works.map((): number[] => []);
      let asked = 0;
      // Code is compiled during the first turns. For ClickHouse, this includes the code of our service.
      const warmUp = query === undefined ? 3 : 15;
      for (let run = -warmUp; run < Number(options.runs); run++)
        for (const [i, work] of works.entries()) {
          const started = performance.now();
          await work();
          if (run >= 0) taken[i]!.push(performance.now() - started);
        }
      const [us, them, http] = taken.map((one) => timingOf(one)) as [Timing, Timing, Timing?];
      const share = (of: Timing) =>
        `${milliseconds(of.median)} ms, ${(of.median / them.median).toFixed(2)} of its time`;
      const answered = http === undefined ? "" : `; over HTTP ${share(http)}`;
      rows.push({
        what,
        result: `${name} ${them.text}; in process ${us.text}, ${(us.median / them.median).toFixed(2)} of its time${answered}; ${other!.length} equal rows`,
      });
      process.stderr.write(`${what}: ${rows.at(-1)!.result}\n`);
    }
  };
  if (rivals.includes("clickhouse")) {
    const rival = await loadClickHouse(positionals[0]!, threads);
    const keys = (await rival.ask("select touchpoint from bench.touchpoints order by code")).map(
      ([key]) => key as string,
    );
    await compare("ClickHouse", rival, clickHouseComparisons(await clickHouseQuestions(rival), keys));
    rival.close();
  }
  if (rivals.includes("duckdb")) {
    const rival = await loadDuckDb(positionals[0]!, threads);
    const sql = await duckDbQuestions(rival);
    const asked = comparisons(sql).map(({ ours, wanted, ...one }) => {
      const { question, params } = ASKED.find(({ what }) => what === ours)!;
      return { question, params: wanted === undefined ? params : { ...params, wanted }, ...one };
    });
    await compare("DuckDB", rival, asked);
  }
  process.stdout.write(JSON.stringify(rows));
} finally {
  await running.stop();
  await pool.close();
  await store.close();
}

/** Means are rounded before they are compared, because they were summed in another order. */
function rounded(row: readonly (string | number | null)[]): (string | number | null)[] {
  return row.map((value) =>
    typeof value === "number" && !Number.isInteger(value) ? Math.round(value * 10) / 10 : value,
  );
}

function byAll(a: readonly (string | number | null)[], b: readonly (string | number | null)[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return 0;
}
