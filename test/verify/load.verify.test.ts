// Eight connections request nested pages and the three questions from the built service on the demo while rows are
// recorded. No request fails. Latencies are printed but not asserted here; performance work has targets for them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createClient } from "../../src/client/client.js";
import { run, serve, WITHOUT_BUILD } from "../support/builtService.js";

const CONNECTIONS = 8;
const SECONDS = 30;

describe.skipIf(WITHOUT_BUILD !== null)("load", () => {
  it(`${CONNECTIONS} connections for ${SECONDS} s while rows are recorded: no request fails`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "throughline-load-"));
    expect((await run({ DATA_DIR: folder }, "demo", "--load-only")).code).toBe(0);
    const service = await serve({ DATA_DIR: join(folder, "demo") });
    const client = createClient({ url: `${service.url}/graphql` });
    while ((await fetch(`${service.url}/readyz`)).status !== 200) await new Promise((wait) => setTimeout(wait, 100));
    const until = Date.now() + SECONDS * 1_000;
    const taken: Record<string, number[]> = { page: [], routes: [], transitions: [], handoffs: [], record: [] };
    const timed = async (what: string, ask: () => Promise<unknown>) => {
      const started = performance.now();
      await ask();
      taken[what]!.push(performance.now() - started);
    };
    const reader = async () => {
      while (Date.now() < until) {
        await timed("page", () => client.customerPage({ first: 20 }));
        await timed("routes", () => client.commonRoutes({ from: { channels: ["search"] }, to: { goal: "purchase" } }));
        await timed("transitions", () => client.transitions({ first: 20 }));
        await timed("handoffs", () => client.handoffs({ first: 5 }));
      }
    };
    const recorder = async () => {
      for (let i = 0; Date.now() < until; i++)
        await timed("record", async () => {
          const interactions = Array.from({ length: 50 }, (_, n) => ({
            id: `load-${i}-${n}`,
            customer: `load-${(i * 50 + n) % 997}`,
            touchpoint: "web/product-page",
            at: new Date(Date.UTC(2026, 9, 1) + i * 1_000).toISOString(),
          }));
          const { accepted } = await client.record({ interactions });
          expect(accepted).toBe(50);
        });
    };
    await Promise.all([...Array.from({ length: CONNECTIONS - 1 }, reader), recorder()]);
    for (const [what, times] of Object.entries(taken)) {
      times.sort((a, b) => a - b);
      const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(0);
      console.log(`${what}: ${times.length} requests, median ${at(0.5)} ms, p99 ${at(0.99)} ms`);
      expect(times.length).toBeGreaterThan(5);
    }
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});
