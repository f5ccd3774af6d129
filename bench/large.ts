// `node --expose-gc dist-bench/bench/large.js [--journeys 10000000]`: a projection of a hundred million interactions,
// made from the generator without a store: its memory, its questions against those of a projection of a twentieth of the
// journeys, and its snapshot. Needs about 6 GiB of memory, and as much disk as the columns take.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { deriveCatalogue } from "../src/graph/history/catalogue.js";
import { NOTHING_DECLARED } from "../src/graph/history/declare.js";
import { DEFAULT_JOURNEY_GAP, type RecordBatch } from "../src/graph/store.js";
import { DEFAULT_TIME_ZONE } from "../src/model/zone.js";
import { wholeBlock } from "../src/projection/blocks.js";
import { projectionOf } from "../src/projection/build.js";
import { ProjectionBuilder } from "../src/projection/builder.js";
import type { Projection } from "../src/projection/projection.js";
import { readSnapshot, type SnapshotSource, writeSnapshot } from "../src/projection/snapshotFile.js";
import { poolExecutor } from "../src/questions/executor.js";
import { ASKED } from "./asked.js";
import { benchBatches, shapeRows, touchpointOf } from "./generate.js";
import { milliseconds, timed } from "./timing.js";

const { values: options } = parseArgs({
  options: { journeys: { type: "string", default: "10000000" }, runs: { type: "string", default: "5" } },
});
const SMALLER = 20;
const MIB = 2 ** 20;
/** Questions whose second scans take seconds. */
const LEFT_OUT = /examples/;

function projectionOfBench(journeys: number): Projection {
  const settings = { journeys, seed: 7 };
  const builder = new ProjectionBuilder();
  let customer = "";
  let before = 0;
  let number = 0;
  let journey = 0;
  for (const row of shapeRows("grouped", settings)) {
    const isNew = row.customer !== customer;
    if (isNew) builder.customer(++number, {});
    if (isNew || row.at - before > DEFAULT_JOURNEY_GAP)
      builder.journey(`j-${(++journey).toString(16).padStart(24, "0")}`);
    builder.interaction(touchpointOf(row), row.at);
    customer = row.customer;
    before = row.at;
  }
  const built = builder.finish();
  const { origins } = benchBatches({ journeys: 1, seed: 1 }, 1).next().value as RecordBatch;
  const numbered = origins.map((origin, i) => ({ ...origin, number: i + 1, interactions: 1 }));
  return projectionOf(1, built.blocks.map(wholeBlock), built, deriveCatalogue(NOTHING_DECLARED, numbered), {
    journeyGap: DEFAULT_JOURNEY_GAP,
    timeZone: DEFAULT_TIME_ZONE,
  });
}

const rows: { what: string; result: string }[] = [];
const say = (what: string, result: string): void => {
  rows.push({ what, result });
  process.stderr.write(`${what}: ${result}\n`);
};

const journeys = Number(options.journeys);
const small = projectionOfBench(Math.round(journeys / SMALLER));
const started = performance.now();
const large = projectionOfBench(journeys);
const { bytes, interactions } = large;
globalThis.gc?.();
say(
  `projection of ${interactions.toLocaleString("en")} interactions`,
  `${(bytes / MIB).toFixed(0)} MiB of columns, ${(bytes / interactions).toFixed(2)} bytes an interaction; the process takes ${(process.memoryUsage().rss / MIB).toFixed(0)} MiB; made in ${((performance.now() - started) / 1_000).toFixed(0)} s`,
);
const folder = mkdtempSync(join(tmpdir(), "throughline-large-"));
const pool = poolExecutor({ threads: Math.min(2, availableParallelism()), memory: 2 ** 33 });
try {
  const path = join(folder, "snapshot");
  const { version, catalogue, journeyGap, timeZone } = large;
  const source: SnapshotSource = {
    version: async () => version,
    stream: () => Promise.reject(new Error("There is no store.")),
    changesSince: async () => ({ version }),
    catalogue: async () => catalogue,
    settings: async () => ({ journeyGap, timeZone, synthetic: true }),
    identity: async () => "bench",
    status: async () => large,
  };
  let at = performance.now();
  await writeSnapshot(path, large, source, () => false);
  const written = performance.now() - at;
  at = performance.now();
  const read = await readSnapshot(path, source);
  say(
    "its snapshot",
    `${(statSync(path).size / MIB).toFixed(0)} MiB, written in ${milliseconds(written)} ms, read in ${milliseconds(performance.now() - at)} ms${read === null ? ", NOT READ" : ""}`,
  );
  const never = new AbortController().signal;
  for (const { what, question, params } of ASKED) {
    // The catalogue that is derived from the data has no blueprint.
    if (LEFT_OUT.test(what) || "blueprint" in params) continue;
    const times = [];
    for (const projection of [small, large])
      times.push(await timed(Number(options.runs), () => pool.ask(question, projection, params, never)));
    const [few, many] = times as [(typeof times)[0], (typeof times)[0]];
    say(what, `${many.text}; a twentieth of the data ${few.text}: ${(many.median / few.median).toFixed(1)} times`);
  }
  process.stdout.write(JSON.stringify(rows));
} finally {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
}
