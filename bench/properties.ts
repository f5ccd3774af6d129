// `node dist-bench/bench/properties.js [--runs 9]` measures questions about a property with 1,000 values. All
// interactions of the store in DATA_DIR must have the property (run.ts writes such a log). For each question, it
// measures the first question with the property, which reads the column from the store. It then measures later
// questions with and without the property, in turns. Every question differs in an argument that does not change the
// work, so that no answer comes from the cache. Each question is asked in a process of its own, so that it is the first
// of its process; `--pair N` asks only one question in this process.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { loadConfig } from "../src/config.js";
import { COUNTS_ALONE } from "../src/engine/selection.js";
import { openStore } from "../src/graph/open.js";
import { poolExecutor } from "../src/questions/executor.js";
import type { AskedName } from "../src/schema/asking/askings.js";
import { Service } from "../src/service/service.js";
import { FROM, TO } from "./asked.js";
import { milliseconds, timingOf } from "./timing.js";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "9" }, pair: { type: "string" } },
});

interface Pair {
  readonly what: string;
  readonly question: AskedName;
  readonly without: object;
  /** The arguments with the property `key`. */
  readonly with: (key: string) => object;
}

const from = { touchpoints: [...FROM] };
const to = { touchpoints: [...TO] };
const steps = [{ at: from }, { at: to }];
/** Ten of the thousand values. */
const TEN = Array.from({ length: 10 }, (_, i) => `campaign ${i * 7}`);
const PAIRS: readonly Pair[] = [
  {
    what: "commonRoutes from ads of 10 campaigns",
    question: "commonRoutes",
    without: { from, to },
    with: (key) => ({ from: { all: [from, { property: { key, in: TEN } }] }, to }),
  },
  {
    what: "visits by campaign",
    question: "visits",
    without: { options: { grain: "TOUCHPOINT" } },
    with: (key) => ({ options: { grain: "PROPERTY", property: key } }),
  },
  {
    what: "funnel broken down by campaign",
    question: "funnel",
    without: { steps, breakdown: { firstChannel: true } },
    with: (key) => ({ steps, breakdown: { property: key } }),
  },
  {
    what: "ends broken down by campaign",
    question: "ends",
    without: { breakdown: { firstChannel: true } },
    with: (key) => ({ breakdown: { property: key } }),
  },
  {
    what: "transitions between campaigns",
    question: "transitions",
    without: { options: { grain: "TOUCHPOINT" } },
    with: (key) => ({ options: { grain: "PROPERTY", property: key } }),
  },
];
/** The property of the log. */
const KEY = "campaign";

if (options.pair === undefined) {
  const rows = PAIRS.flatMap((_, i) => {
    const args = [import.meta.filename, "--runs", options.runs, "--pair", String(i)];
    const { stdout, status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as { what: string; result: string }[];
  });
  process.stdout.write(JSON.stringify(rows));
  process.exit(0);
}

const config = loadConfig(process.env);
const store = await openStore(config);
const executor = poolExecutor({ threads: config.questions.threads, memory: 2 ** 31 });
const service = new Service(store, { executor, seconds: 600 });
const never = new AbortController().signal;
const rows: { what: string; result: string }[] = [];
try {
  await service.ready();
  const { interactions } = service.freshness.latest!;
  let turn = 0;
  /**
   * `first` differs from call to call. This does not change the work, because `first` only limits the rows of the
   * answer.
   */
  const taken = async (question: AskedName, args: object): Promise<number> => {
    const started = performance.now();
    await service.questions.answer(
      question,
      { ...args, first: 20 + (turn++ % 900) } as never,
      { selects: () => false, wanted: () => COUNTS_ALONE },
      never,
    );
    return performance.now() - started;
  };
  {
    const pair = PAIRS[Number(options.pair)]!;
    const asked = pair.with(KEY);
    for (let warm = 0; warm < 3; warm++) await taken(pair.question, pair.without);
    const alone = await taken(pair.question, pair.without);
    const first = await taken(pair.question, asked);
    const times = { without: [] as number[], later: [] as number[] };
    for (let run = 0; run < Number(options.runs); run++) {
      times.without.push(await taken(pair.question, pair.without));
      times.later.push(await taken(pair.question, asked));
    }
    const [without, later] = [timingOf(times.without), timingOf(times.later)];
    rows.push({
      what: `${pair.what}, ${interactions.toLocaleString("en")} interactions`,
      result: `first ${milliseconds(first)} ms (${milliseconds(first - alone)} ms more than without); later ${later.text}, ${(later.median / without.median).toFixed(2)} × without the property (${without.text})`,
    });
    process.stderr.write(`${rows.at(-1)!.what}: ${rows.at(-1)!.result}\n`);
  }
  for (const { key, bytes } of service.properties.memory(service.freshness.latest!))
    rows.push({
      what: `memory of the property ${key}`,
      result: `${(bytes / 2 ** 20).toFixed(1)} MiB, ${(bytes / interactions).toFixed(2)} bytes an interaction`,
    });
  process.stdout.write(JSON.stringify(rows));
} finally {
  await service.close();
}
