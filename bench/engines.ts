// Compares the time of Neo4j's own answers with that of the projection, in turns, for the three questions with the
// options that Neo4j supports. NEO4J_URI is a database that an import has filled. `node dist-bench/bench/engines.js
// [QUESTION…]` measures only the named questions. The end of each turn is reported on stderr, because Neo4j takes
// seconds per turn with a million interactions.

import { loadConfig } from "../src/config.js";
import { COUNTS_ALONE } from "../src/engine/selection.js";
import { openStore } from "../src/graph/open.js";
import { poolExecutor } from "../src/questions/executor.js";
import { Service } from "../src/service/service.js";
import { FROM, TO } from "./asked.js";
import { milliseconds, timingOf } from "./timing.js";

/** The details that a client requests if it selects only counts. */
const COUNTS = { selects: () => false, wanted: () => COUNTS_ALONE };

const RUNS = 3;
const config = loadConfig(process.env);
const store = await openStore(config);
const executor = poolExecutor({ threads: config.questions.threads, memory: 2 ** 31 });
// Returns a different filter each time, so that no answer comes from the cache. All journeys pass each of them.
let different = 0;
const filter = () => ({ startedFrom: new Date(++different).toISOString() });
const signal = new AbortController().signal;
const only = new Set(process.argv.slice(2));
try {
  const seconds = 600;
  const projected = new Service(store, { executor, seconds });
  const inStore = new Service(store, { engine: "store", seconds });
  await projected.ready();
  const from = { touchpoints: [...FROM] };
  const to = { touchpoints: [...TO] };
  const questions: Record<string, (service: Service) => Promise<unknown>> = {
    commonRoutes: ({ questions }) => questions.answer("commonRoutes", { from, to, filter: filter() }, COUNTS, signal),
    transitions: ({ questions }) => questions.answer("transitions", { filter: filter() }, COUNTS, signal),
    handoffs: ({ questions }) =>
      questions.answer("handoffs", { settings: { goal: { channels: ["store"] } }, filter: filter() }, COUNTS, signal),
  };
  const rows: { what: string; result: string }[] = [];
  for (const [what, ask] of Object.entries(questions)) {
    if (only.size > 0 && !only.has(what)) continue;
    const taken: [number[], number[]] = [[], []];
    for (let run = 0; run <= RUNS; run++)
      for (const [i, service] of [projected, inStore].entries()) {
        const started = performance.now();
        await ask(service);
        const time = performance.now() - started;
        process.stderr.write(
          `${what}, ${i === 0 ? "projection" : "Neo4j"}, ${run === 0 ? "first" : run}: ${milliseconds(time)} ms\n`,
        );
        if (run > 0) taken[i]!.push(time);
      }
    const [us, them] = [timingOf(taken[0]), timingOf(taken[1])];
    rows.push({
      what: `${what}: the projection against Neo4j itself`,
      result: `${us.text}; Neo4j ${them.text}: 1/${milliseconds(them.median / us.median)} of its time`,
    });
  }
  process.stdout.write(JSON.stringify(rows));
} finally {
  await executor.close();
  await store.close();
}
