// `node dist-bench/bench/units.js [--runs 9]` measures questions about units of analysis other than the stored journey,
// on the store in DATA_DIR, whose interactions have a case (run.ts imports such a log). For each unit, it measures the
// first question, for which the projection is recut, and later questions about units and about journeys, in turns. It
// also records one interaction and measures the next question, so it writes to the store. Every question differs in an
// argument that does not change the work, so that no answer comes from the cache.
import { parseArgs } from "node:util";
import { loadConfig } from "../src/config.js";
import { COUNTS_ALONE } from "../src/engine/selection.js";
import { openStore } from "../src/graph/open.js";
import { API_SOURCE } from "../src/graph/store.js";
import { NOTHING_KNOWN } from "../src/model/interaction.js";
import { poolExecutor } from "../src/questions/executor.js";
import type { AskedName } from "../src/schema/asking/askings.js";
import { Service } from "../src/service/service.js";
import { FROM, TO } from "./asked.js";
import { benchBatches } from "./generate.js";
import { ownMib } from "./memory.js";
import { milliseconds, timingOf } from "./timing.js";

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "9" } } });
const RUNS = Number(options.runs);
const UNITS: Readonly<Record<string, object>> = {
  "the case": { case: true },
  "the customer": { customer: true },
  "a gap of 30 minutes": { gap: "PT30M" },
};
const QUESTIONS: readonly { readonly question: AskedName; readonly args: object }[] = [
  { question: "commonRoutes", args: { from: { touchpoints: [...FROM] }, to: { touchpoints: [...TO] } } },
  { question: "transitions", args: {} },
];

const config = loadConfig(process.env);
const store = await openStore(config);
const executor = poolExecutor({ threads: config.questions.threads, memory: 2 ** 31 });
const service = new Service(store, { executor, seconds: 600 });
const never = new AbortController().signal;
const rows: { what: string; result: string }[] = [];
const say = (what: string, result: string): void => {
  rows.push({ what, result });
  process.stderr.write(`${what}: ${result}\n`);
};
let turn = 0;
const taken = async (question: AskedName, args: object): Promise<number> => {
  const started = performance.now();
  const asked = { ...args, first: 20 + (turn++ % 900) } as never;
  await service.questions.answer(question, asked, { selects: () => false, wanted: () => COUNTS_ALONE }, never);
  return performance.now() - started;
};
const own = (): string => {
  const mib = ownMib("self");
  return mib === null ? "" : `, own memory of the process ${mib.toFixed(0)} MiB`;
};
try {
  await service.ready();
  const { interactions, journeys, newest } = service.freshness.latest!;
  for (const { question, args } of QUESTIONS) for (let warm = 0; warm < 3; warm++) await taken(question, args);
  say(`before`, `${interactions.toLocaleString("en")} interactions, ${journeys.toLocaleString("en")} journeys${own()}`);
  const [origin] = benchBatches({ journeys: 1, seed: 1 }, API_SOURCE).next().value!.origins;
  const [customer] = await store.customerPage(1, null);
  for (const [what, unit] of Object.entries(UNITS)) {
    for (const { question, args } of QUESTIONS) {
      const first = await taken(question, { ...args, unit });
      const times = { journeys: [] as number[], units: [] as number[] };
      for (let run = 0; run < RUNS; run++) {
        times.journeys.push(await taken(question, args));
        times.units.push(await taken(question, { ...args, unit }));
      }
      const [units, plain] = [timingOf(times.units), timingOf(times.journeys)];
      say(
        `${question}, the unit is ${what}`,
        `first ${milliseconds(first)} ms; later ${units.text}, ${(units.median / plain.median).toFixed(2)} × of journeys (${plain.text})${own()}`,
      );
    }
    const { question, args } = QUESTIONS[0]!;
    const after = { journeys: [] as number[], units: [] as number[] };
    for (let run = 0; run < RUNS; run++)
      for (const [which, asked] of [
        ["journeys", args],
        ["units", { ...args, unit }],
      ] as const) {
        const id = `${what}-${which}-${run}`;
        const row = {
          ...NOTHING_KNOWN,
          customer: customer!.key,
          id,
          sequence: 0,
          origin: 0,
          touchpoint: origin!.touchpoint,
        };
        const rowsToRecord = [{ ...row, at: newest! + run }];
        await store.record({ origins: [origin!], rows: rowsToRecord, replace: false, createNames: true });
        after[which].push(await taken(question, asked));
      }
    const [units, plain] = [timingOf(after.units), timingOf(after.journeys)];
    say(
      `${question}, the unit is ${what}, after one customer has changed`,
      `${units.text}; of journeys ${plain.text}: ${milliseconds(units.median - plain.median)} ms more`,
    );
  }
  process.stdout.write(JSON.stringify(rows));
} finally {
  await service.close();
}
