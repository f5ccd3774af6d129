// One store, in a process of its own: builds the projection, then asks each question several times without a cache.
import { parseArgs } from "node:util";
import { commonRoutes } from "../src/analyses/commonRoutes.js";
import { DEFAULT_HANDOFF_SETTINGS, handoffs } from "../src/analyses/handoffs.js";
import { DEFAULT_PATH_OPTIONS } from "../src/analyses/question.js";
import { transitions } from "../src/analyses/transitions.js";
import { loadConfig } from "../src/config.js";
import { openStore } from "../src/graph/open.js";
import { buildProjection } from "../src/projection/build.js";

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "7" } } });
const runs = Number(options.runs);

const milliseconds = (n: number): string => (n < 10 ? n.toFixed(1) : n.toFixed(0));

async function timed(
  what: string,
  times: number,
  ask: () => Promise<unknown>,
): Promise<{ what: string; result: string }> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await ask();
    taken.push(performance.now() - started);
  }
  const sorted = [...taken].sort((a, b) => a - b);
  const median = sorted[Math.floor(times / 2)]!;
  return {
    what,
    result: `${milliseconds(median)} ms (${milliseconds(sorted[0]!)}–${milliseconds(sorted.at(-1)!)}), first ${milliseconds(taken[0]!)} ms`,
  };
}

const store = await openStore(loadConfig(process.env));
try {
  const rows = [];
  const started = performance.now();
  const projection = await buildProjection(store);
  const seconds = (performance.now() - started) / 1000;
  const { journeys, interactions, bytes } = projection;
  rows.push({
    what: `projection of ${journeys.toLocaleString("en")} journeys, ${interactions.toLocaleString("en")} interactions`,
    result: `${seconds.toFixed(2)} s, ${(bytes / interactions).toFixed(1)} bytes an interaction`,
  });
  rows.push(await timed("version check", 101, () => store.version()));
  const [first, second] = projection.catalogue.channels.map((channel) => channel.key);
  const from = { channels: [first!] };
  const to = { channels: [second!] };
  const none = { filter: null, first: 20 };
  rows.push(
    await timed("commonRoutes between two channels, top 20", runs, () =>
      commonRoutes(projection, { from, to, options: DEFAULT_PATH_OPTIONS, ...none }),
    ),
    await timed("transitions", runs, () =>
      transitions(projection, { from: null, to: null, options: DEFAULT_PATH_OPTIONS, filter: null, first: 100 }),
    ),
    await timed("transitions under a filter", runs, () =>
      transitions(projection, {
        from: null,
        to: null,
        options: DEFAULT_PATH_OPTIONS,
        filter: { touches: [from] },
        first: 100,
      }),
    ),
    await timed("handoffs with tests and intervals", runs, () =>
      handoffs(projection, { settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: to }, from: null, to: null, ...none }),
    ),
  );
  process.stdout.write(JSON.stringify(rows));
} finally {
  await store.close();
}
