// `node dist-bench/bench/loops.js [--runs 25] [--only ends]`: compares six questions, which run on the threads of the
// service, with plain loops over the same columns on one thread (plainLoops.ts). They run in turns, for all journeys
// and for the journeys of a period. Their answers are compared first. The table has the ratio of the medians, and also
// the ratio of the fastest turns, which other users of the machine disturb less. The store in DATA_DIR has the
// benchmark's data.
import { isDeepStrictEqual, parseArgs } from "node:util";
import { loadConfig } from "../src/config.js";
import { COUNTS_ALONE } from "../src/engine/selection.js";
import { DEFAULT_PATH_OPTIONS, type JourneyFilter } from "../src/engine/terms.js";
import { openStore } from "../src/graph/open.js";
import { buildProjection } from "../src/projection/refresh.js";
import type { CommonRoutesResult } from "../src/questions/commonRoutes/result.js";
import type { EndsResult } from "../src/questions/ends/result.js";
import { poolExecutor } from "../src/questions/executor.js";
import type { FlowResult } from "../src/questions/flow/result.js";
import type { FunnelResult } from "../src/questions/funnel/result.js";
import type { PathMatchesResult } from "../src/questions/pathMatches/result.js";
import type { QuestionName } from "../src/questions/registry.js";
import { DEFAULT_EDGES } from "../src/questions/transitions/plan.js";
import type { TransitionsResult } from "../src/questions/transitions/result.js";
import { BENCH_TOUCHPOINTS, touchpointOf } from "./generate.js";
import * as plain from "./plainLoops.js";
import { milliseconds } from "./timing.js";

const { values: given } = parseArgs({
  options: { runs: { type: "string", default: "25" }, only: { type: "string", default: "" } },
});

/** The goal of issue 17: the time of the question as a share of the time of the loop. */
const WANTED = 0.8;
/** The period ends after nine tenths of the journeys have started. */
const PERIOD = 0.9;

interface Compared {
  readonly what: QuestionName;
  readonly params: object;
  // biome-ignore lint/suspicious/noExplicitAny: the result of the question that `what` names.
  read(result: any): unknown;
  loop(before: number): unknown;
  /** The part of the loop's counts that the answer shows. By default, these are all counts. */
  shown?(found: never): unknown;
}

/** Sorts the largest counts first, as an answer shows them. */
function largest(counts: Uint32Array | readonly number[]): number[] {
  return [...counts].filter((count) => count > 0).sort((a, b) => b - a);
}

const config = loadConfig(process.env);
const store = await openStore(config);
const { threads } = config.questions;
const pool = poolExecutor({ threads, memory: 2 ** 31 });
try {
  const projection = await buildProjection(store);
  const keys = BENCH_TOUCHPOINTS.map(touchpointOf);
  const codeOf = (touchpoint: number): number => projection.dictionary.touchpoints.indexOf(keys[touchpoint]!);
  const at = (...touchpoints: number[]) => ({ touchpoints: touchpoints.map((touchpoint) => keys[touchpoint]!) });
  const byKey = new Map(projection.dictionary.touchpoints.map((key, code) => [key, code]));
  const wanted = { ...COUNTS_ALONE, customers: false, waits: false };
  const options = DEFAULT_PATH_OPTIONS;
  const step = (touchpoint: number) => ({
    at: at(touchpoint),
    name: null,
    adjacency: "EVENTUALLY" as const,
    within: null,
    optional: false,
  });
  const compared: readonly Compared[] = [
    {
      what: "commonRoutes",
      params: { from: at(0, 1, 2), to: at(5), options, first: 20, wanted: { ...wanted, loss: false } },
      read: ({ routes }: CommonRoutesResult) => routes.map(({ journeys }) => journeys),
      loop: (before) => plain.routes(projection, before, [0, 1, 2].map(codeOf), codeOf(5), 20),
      shown: (found: ReturnType<typeof plain.routes>) => found.map(({ journeys }) => journeys),
    },
    {
      what: "transitions",
      params: { options, first: DEFAULT_EDGES, wanted: { ...wanted, journeys: false, dropAfter: false } },
      read: ({ edges }: TransitionsResult) => edges.map(({ count }) => count),
      loop: (before) => plain.transitions(projection, before),
      shown: (found: Uint32Array) => largest(found).slice(0, DEFAULT_EDGES),
    },
    {
      what: "ends",
      params: { options, first: 20, wanted },
      read: ({ entries, exits }: EndsResult) => [entries, exits].map((rows) => rows.map(({ journeys }) => journeys)),
      shown: (found: readonly Uint32Array[]) => found.map((counts) => largest(counts).slice(0, 20)),
      loop: (before) => plain.ends(projection, before),
    },
    {
      what: "pathMatches",
      params: { pattern: `${keys[0]} .* ${keys[5]}`, wanted: { ...wanted, steps: false } },
      read: ({ totals }: PathMatchesResult) => totals.matched,
      loop: (before) => plain.pattern(projection, before, codeOf(0), codeOf(5)),
    },
    {
      what: "flow",
      params: { anchor: at(0), direction: "FORWARD", steps: 6, rowsPerStep: 5, options, wanted },
      read: ({ steps }: FlowResult) =>
        steps.map(({ nodes }) => nodes.filter(({ point }) => byKey.has(point.key)).map(({ journeys }) => journeys)),
      loop: (before) => plain.flow(projection, before, codeOf(0), 6),
      shown: (found: Uint32Array) =>
        Array.from({ length: 6 }, (_, step) => largest(found.subarray(step << 8, (step + 1) << 8)).slice(0, 5)),
    },
    {
      what: "funnel",
      params: {
        steps: [0, 3, 5, 7].map(step),
        within: null,
        exclude: [],
        options,
        first: 20,
        rowsPerStep: 5,
        wanted: { ...wanted, labels: false },
      },
      read: ({ steps }: FunnelResult) => Uint32Array.from(steps, ({ completed }) => completed),
      loop: (before) => plain.funnel(projection, before, [0, 3, 5, 7].map(codeOf)),
    },
  ];
  const starts = Float64Array.from(projection.blocks.flatMap(({ block }) => [...block.start])).sort();
  const period = starts[Math.floor(PERIOD * starts.length)]!;
  const never = new AbortController().signal;
  const rows: { what: string; result: string }[] = [];
  for (const { what, params, read, loop, shown = (found: never) => found as unknown } of compared)
    for (const before of [Number.POSITIVE_INFINITY, period]) {
      if (!what.includes(given.only)) continue;
      const filter: JourneyFilter | null =
        before === Number.POSITIVE_INFINITY ? null : { startedBefore: new Date(before).getTime() };
      const ask = () => pool.ask(what, projection, { ...params, filter } as never, never);
      if (!isDeepStrictEqual(read(await ask()), shown(loop(before) as never)))
        throw new Error(`${what}: the answers differ.`);
      const [ours, theirs]: [number[], number[]] = [[], []];
      const warmUp = 15;
      for (let run = -warmUp; run < Number(given.runs); run++) {
        const started = performance.now();
        await ask();
        const asked = performance.now();
        loop(before);
        const ended = performance.now();
        if (run < 0) continue;
        ours.push(asked - started);
        theirs.push(ended - asked);
      }
      const [mine, other] = [ours, theirs].map(timesOf) as [Times, Times];
      const ratio = mine.median / other.median;
      rows.push({
        what: `${what}${filter === null ? "" : ", journeys of a period"}: counts on ${threads} threads, against a plain loop on one`,
        result: `${mine.text}; loop ${other.text}: ${ratio.toFixed(2)} of its time (fastest ${(mine.fastest / other.fastest).toFixed(2)}); wanted ${WANTED}${ratio <= WANTED ? "" : ", NOT MET"}`,
      });
      process.stderr.write(`${rows.at(-1)!.what}: ${rows.at(-1)!.result}\n`);
    }
  process.stdout.write(JSON.stringify(rows));
} finally {
  await pool.close();
  await store.close();
}

interface Times {
  readonly median: number;
  readonly fastest: number;
  readonly text: string;
}

function timesOf(taken: readonly number[]): Times {
  const sorted = [...taken].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  const fastest = sorted[0]!;
  return { median, fastest, text: `${milliseconds(median)} ms (fastest ${milliseconds(fastest)})` };
}
