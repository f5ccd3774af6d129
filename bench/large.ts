// `node dist-bench/bench/large.js [--runs 5]` runs the parts of `npm run bench -- --only large` that concern the store
// in DATA_DIR. It measures the projection, and questions with counts and means on the threads of the service. With
// `--service`, it measures the start of a service, the time until a question sees 1,000 new interactions, and pages
// over HTTP. With this option, it writes to the store.
import { parseArgs } from "node:util";
import { loadConfig } from "../src/config.js";
import { openStore } from "../src/graph/open.js";
import { startThroughline } from "../src/main.js";
import { buildProjection } from "../src/projection/refresh.js";
import { poolExecutor } from "../src/questions/executor.js";
import { ASKED } from "./asked.js";
import { ownMib } from "./memory.js";
import { NESTED_PAGE, QUERIES } from "./queries.js";
import { refreshes } from "./refreshes.js";
import { type Timing, timed } from "./timing.js";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "5" }, service: { type: "boolean", default: false } },
});
const RUNS = Number(options.runs);
/**
 * Questions that are left out, because their second scans take seconds. Questions about a blueprint are left out too,
 * because the store has none.
 */
const LEFT_OUT = /examples/;
const MIB = 2 ** 20;

/** `median` is in milliseconds. It is given for rows that are compared with the rows of a smaller store. */
export interface LargeRow {
  readonly what: string;
  readonly result: string;
  readonly median?: number;
}
const rows: LargeRow[] = [];
const say = (what: string, { text, median }: Timing): void => {
  rows.push({ what, result: text, median });
  process.stderr.write(`${what}: ${text}\n`);
};

const config = loadConfig(process.env);
if (options.service) {
  const started = performance.now();
  const running = await startThroughline({ ...config, port: 0 });
  try {
    await running.service.ready();
    const ready = performance.now() - started;
    await running.service.warm;
    rows.push({ what: "start of a service, by reading the store", result: `${(ready / 1_000).toFixed(1)} s` });
    say("1,000 new interactions of 1,000 customers, until a question sees them", await refreshes(running.service));
    // `$after` is greater than the length of any journey, so it has no effect. It is never the same twice, so that no
    // answer is cached.
    let after = 1_000_000;
    for (const what of [NESTED_PAGE, `filtered ${NESTED_PAGE}`]) {
      const ask = async (): Promise<void> => {
        const response = await fetch(`${running.url}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query: QUERIES[what], variables: { after: after++ } }),
        });
        const { errors } = (await response.json()) as { errors?: unknown };
        if (errors !== undefined) throw new Error(JSON.stringify(errors));
      };
      say(`${what}, over HTTP`, await timed(RUNS, ask));
    }
  } finally {
    await running.stop();
  }
} else {
  const store = await openStore(config);
  const pool = poolExecutor({ threads: config.questions.threads, memory: 2 ** 33 });
  try {
    const started = performance.now();
    const projection = await buildProjection(store);
    const { bytes, interactions, journeys } = projection;
    const own = ownMib("self");
    rows.push({
      what: `projection of ${journeys.toLocaleString("en")} journeys, ${interactions.toLocaleString("en")} interactions`,
      result: `${((performance.now() - started) / 1_000).toFixed(1)} s, ${(bytes / MIB).toFixed(0)} MiB of columns, ${(bytes / interactions).toFixed(1)} bytes an interaction with its value${own === null ? "" : `; own memory of the process at its end ${own.toFixed(0)} MiB`}`,
    });
    const never = new AbortController().signal;
    for (const { what, question, params } of ASKED)
      if (!LEFT_OUT.test(what) && !("blueprint" in params))
        say(what, await timed(RUNS, () => pool.ask(question, projection, params, never)));
  } finally {
    await pool.close();
    await store.close();
  }
}
process.stdout.write(JSON.stringify(rows));
