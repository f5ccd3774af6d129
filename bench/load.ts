// Generates the load of throughput.ts: `load.js URL CONNECTIONS SECONDS`. Standard input has the requests as a JSON
// list, each with its kind and body. Latencies are reported for all requests together and for each kind, because a page
// that waits for questions to finish differs from a question.
import { createRequire } from "node:module";

export interface LoadRequest {
  readonly kind: string;
  readonly body: string;
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export interface LoadResult extends Latency {
  readonly perSecond: number;
  readonly failed: number;
  readonly kinds: Readonly<Record<string, Latency>>;
}

const [url, connections, seconds] = process.argv.slice(2);
const autocannon = createRequire(new URL("../../tools/package.json", import.meta.url))("autocannon");

let text = "";
for await (const chunk of process.stdin) text += chunk;
const asked = JSON.parse(text) as LoadRequest[];
const taken = new Map<string, number[]>();
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
      setupRequest: (request: object, context: { kind: string; began: number }) => {
        const { kind, body } = asked[next++ % asked.length]!;
        context.kind = kind;
        context.began = performance.now();
        return { ...request, body };
      },
      onResponse: (status: number, body: string, { kind, began }: { kind: string; began: number }) => {
        if (status !== 200 || body.includes('"errors"')) failed++;
        const all = taken.get(kind) ?? [];
        all.push(performance.now() - began);
        taken.set(kind, all);
      },
    },
  ],
});

function latencyOf(all: readonly number[]): Latency {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { p50: Math.round(at(0.5)), p99: Math.round(at(0.99)) };
}

const { latency, requests, errors, timeouts } = result;
const answer: LoadResult = {
  p50: latency.p50,
  p99: latency.p99,
  perSecond: requests.average,
  failed: failed + errors + timeouts,
  kinds: Object.fromEntries([...taken].map(([kind, all]) => [kind, latencyOf(all)])),
};
process.stdout.write(JSON.stringify(answer));
