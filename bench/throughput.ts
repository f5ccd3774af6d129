// Measures the service under load, in a process of its own: `node dist-bench/bench/throughput.js CSV`. Eight
// connections ask over HTTP (bench/load.ts, in another process) for a nested page, and for each question. Then they ask
// for all of these while a third process imports a file into the same store. No two questions are the same, so none is
// answered from the cache. The report has the latencies of all requests and of each kind, and how long the service's
// event loop was blocked. The measurement writes to the store in DATA_DIR, so this should be a copy.
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { loadConfig } from "../src/config.js";
import { startThroughline } from "../src/main.js";
import type { LoadRequest, LoadResult } from "./load.js";
import { NESTED_PAGE, QUERIES } from "./queries.js";
import { refreshes } from "./refreshes.js";

const HERE = import.meta.dirname;
const CONNECTIONS = 8;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10);
/** The number of different requests, which is more than a scenario needs. */
const DIFFERENT = 4_000;
const [csv] = process.argv.slice(2);

let asked = 0;
function requests(kinds: readonly string[]): LoadRequest[] {
  return Array.from({ length: DIFFERENT }, (_, i) => {
    const kind = kinds[i % kinds.length]!;
    return { kind, body: JSON.stringify({ query: QUERIES[kind], variables: { after: 1_000_000 + asked++ } }) };
  });
}

const running = await startThroughline({ ...loadConfig(process.env), port: 0 });
const rows: { what: string; result: string }[] = [];

async function scenario(what: string, kinds: readonly string[], connections: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(HERE, "load.js"), `${running.url}/graphql`, String(connections), String(SECONDS)],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  let out = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  child.stdin.end(JSON.stringify(requests(kinds)));
  const code = await new Promise((done) => child.on("close", done));
  delay.disable();
  if (code !== 0) throw new Error(`The load ended with ${code}.`);
  const before = rows.length;
  const { p50, p99, perSecond, failed, kinds: each } = JSON.parse(out) as LoadResult;
  const held = `event loop held p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms, at most ${(delay.max / 1e6).toFixed(0)} ms`;
  rows.push({
    what: `${what}, ${connections} ${connections === 1 ? "connection" : "connections"}`,
    result: `p50 ${p50} ms, p99 ${p99} ms, ${perSecond.toFixed(0)}/s, ${failed} failed; ${held}`,
  });
  if (kinds.length > 1)
    for (const [kind, { p50, p99 }] of Object.entries(each))
      rows.push({ what: `${what}: ${kind}`, result: `p50 ${p50} ms, p99 ${p99} ms` });
  process.stderr.write(`${JSON.stringify(rows.slice(before))}\n`);
}

try {
  await running.service.ready();
  for (const what of Object.keys(QUERIES)) {
    await scenario(what, [what], 1);
    await scenario(what, [what], CONNECTIONS);
  }
  await scenario("pages and questions", Object.keys(QUERIES), CONNECTIONS);
  const { median, text } = await refreshes(running.service);
  rows.push({
    what: "1,000 newly recorded interactions of 1,000 customers, until a question sees them",
    result: `${text}; wanted 30${median <= 30 ? "" : ", NOT MET"}`,
  });
  if (csv !== undefined) {
    const cli = resolve(HERE, "../src/cli.js");
    const importing = spawn(process.execPath, [cli, "import", csv, "--customer", "case_id", "--json"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const done = new Promise((ended) => importing.on("close", ended));
    await scenario("nested pages while importing", [NESTED_PAGE], CONNECTIONS);
    await scenario("pages and questions while importing", Object.keys(QUERIES), CONNECTIONS);
    importing.kill();
    await done;
  }
  process.stdout.write(JSON.stringify(rows));
} finally {
  await running.stop();
}
