// Measures one store, in a process of its own. It builds the projection, then asks the pool of threads each question
// several times, as the service does, but without a cache. The rest of a question's time (GraphQL, HTTP) is measured in
// throughput.ts. If the machine was slower during a measurement (machine.ts), the row says so.
import { parseArgs } from "node:util";
import { loadConfig } from "../src/config.js";
import { openStore } from "../src/graph/open.js";
import { buildProjection } from "../src/projection/refresh.js";
import { poolExecutor } from "../src/questions/executor.js";
import { ASKED } from "./asked.js";
import { BENCH_BLUEPRINT } from "./blueprint.js";
import { Machine } from "./machine.js";
import { type Timing, timed } from "./timing.js";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "15" }, only: { type: "string", default: "" } },
});
const runs = Number(options.runs);

/** If the speed of the machine was below this share of its best speed, the row says so. */
const UNDISTURBED = 0.9;

const rows: { what: string; result: string }[] = [];
const say = (what: string, { text, median }: Timing, wanted: number | null): void => {
  const result = wanted === null ? text : `${text}; wanted ${wanted}${median <= wanted ? "" : ", NOT MET"}`;
  rows.push({ what, result });
};

const config = loadConfig(process.env);
const store = await openStore(config);
await store.upsertCatalogue({ blueprints: [BENCH_BLUEPRINT] });
const machine = await Machine.start(config.questions.threads);
const pool = poolExecutor({ threads: config.questions.threads, memory: 2 ** 31 });
try {
  const started = performance.now();
  const projection = await buildProjection(store);
  const seconds = (performance.now() - started) / 1000;
  const { journeys, interactions, bytes, blocks } = projection;
  const sparse = blocks.reduce(
    (sum, { block }) => sum + Object.values(block.columns).reduce((b, column) => b + (column?.byteLength ?? 0), 0),
    0,
  );
  rows.push({
    what: `projection of ${journeys.toLocaleString("en")} journeys, ${interactions.toLocaleString("en")} interactions`,
    result: `${seconds.toFixed(2)} s, ${((bytes - sparse) / interactions).toFixed(1)} bytes an interaction and ${(sparse / interactions).toFixed(1)} of sparse columns`,
  });
  const warming = performance.now();
  await pool.warmUp(projection);
  rows.push({
    what: "warm-up, as when a service is ready",
    result: `${((performance.now() - warming) / 1000).toFixed(2)} s`,
  });
  say("version check", await timed(101, () => store.version()), 5);
  const never = new AbortController().signal;
  for (const { what, question, params, wanted } of ASKED)
    if (what.includes(options.only)) {
      const ask = () => pool.ask(question, projection, params, never);
      say(what, await timed(runs, ask, () => machine.look(what)), wanted);
    }
  for (const row of rows) {
    const speed = machine.speed(row.what);
    if (speed !== null && speed < UNDISTURBED)
      row.result += `; the machine at ${Math.round(100 * speed)} % of its best speed`;
  }
  process.stdout.write(JSON.stringify(rows));
} finally {
  await Promise.all([pool.close(), machine.close()]);
  await store.close();
}
