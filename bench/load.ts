// The load of throughput.ts: `load.js URL CONNECTIONS SECONDS`, request bodies as a JSON list on standard input.
import { createRequire } from "node:module";

const [url, connections, seconds] = process.argv.slice(2);
const autocannon = createRequire(new URL("../../tools/package.json", import.meta.url))("autocannon");

let text = "";
for await (const chunk of process.stdin) text += chunk;
const bodies = JSON.parse(text) as string[];
let next = 0;
let failed = 0;
const result = await autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  timeout: 60,
  requests: [
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      setupRequest: (request: object) => ({ ...request, body: bodies[next++ % bodies.length] }),
      onResponse: (status: number, body: string) => {
        if (status !== 200 || body.includes('"errors"')) failed++;
      },
    },
  ],
});
const { latency, requests, errors, timeouts } = result;
process.stdout.write(
  JSON.stringify({
    p50: latency.p50,
    p99: latency.p99,
    perSecond: requests.average,
    failed: failed + errors + timeouts,
  }),
);
