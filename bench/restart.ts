// `node dist-bench/bench/restart.js` measures the time from the start of a process to its first answer. In turns, a
// fresh process reads the store, or a snapshot of the projection. `--once store|snapshot` runs one such process, which
// reports its time in milliseconds. The store in DATA_DIR has the benchmark's data, and is in the cache of the
// operating system after the first turn.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadConfig } from "../src/config.js";
import { COUNTS_ALONE } from "../src/engine/selection.js";
import { snapshotPath } from "../src/graph/erasing.js";
import { openStore } from "../src/graph/open.js";
import { writeSnapshot } from "../src/projection/snapshotFile.js";
import { poolExecutor } from "../src/questions/executor.js";
import { Service } from "../src/service/service.js";
import { FROM, TO } from "./asked.js";
import { timingOf } from "./timing.js";

const { values: options } = parseArgs({
  options: { once: { type: "string" }, runs: { type: "string", default: "5" } },
});
const config = loadConfig(process.env);
const path = snapshotPath(config.dataDir);

/**
 * Asks the first question. The start of the process is included in the time, because the clock of `performance` begins
 * there.
 */
async function once(from: string): Promise<void> {
  const store = await openStore(config);
  const executor = poolExecutor({ threads: config.questions.threads, memory: 2 ** 31 });
  const service = new Service(store, { executor, seconds: 600, ...(from === "snapshot" ? { snapshot: path } : {}) });
  await service.ready();
  const ready = performance.now();
  const asked = { from: { touchpoints: [...FROM] }, to: { touchpoints: [...TO] } };
  const counts = { selects: () => false, wanted: () => COUNTS_ALONE };
  await service.questions.answer("commonRoutes", asked, counts, new AbortController().signal);
  const answered = performance.now();
  const { bytes, interactions } = service.freshness.latest!;
  if (from === "store" && !existsSync(path)) await writeSnapshot(path, service.freshness.latest!, store, () => false);
  const written = performance.now() - answered;
  process.stdout.write(JSON.stringify({ ready, answered, bytes, interactions, written }));
  await service.close();
}

interface Once {
  readonly ready: number;
  readonly answered: number;
  readonly interactions: number;
  readonly written: number;
}

function turn(from: string): Once {
  const { stdout, status, stderr } = spawnSync(process.execPath, [import.meta.filename, "--once", from], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Once;
}

if (options.once !== undefined) await once(options.once);
else {
  rmSync(path, { force: true });
  const { interactions, written } = turn("store");
  const taken = { store: [] as number[], snapshot: [] as number[] };
  for (let run = 0; run < Number(options.runs); run++)
    for (const from of ["store", "snapshot"] as const) taken[from].push(turn(from).answered);
  const { size } = statSync(path);
  process.stdout.write(
    JSON.stringify([
      {
        what: `from the start of a process to its first answer, ${interactions.toLocaleString("en")} interactions`,
        result: `${timingOf(taken.snapshot).text} from a snapshot (${Math.round(size / 2 ** 20)} MiB, written in ${Math.round(written)} ms); ${timingOf(taken.store).text} by reading the store`,
      },
    ]),
  );
}
