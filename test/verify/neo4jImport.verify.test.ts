// Tests the built output on a real Neo4j server that is started for this test. The server is killed with kill -9 in the
// middle of imports while a service answers. Then two services use one database, and each must see the changes of the
// other, 500 times.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { benchRows } from "../../bench/generate.js";
import { openNeo4jStore } from "../../src/graph/neo4j/store.js";
import { expectExact } from "../graph/contract/support.js";
import { type BuiltService, run, serve, WITHOUT_BUILD } from "../support/builtService.js";
import { OwnNeo4j } from "../support/ownNeo4j.js";
import { recordHereAskThere } from "../support/twoServices.js";

const KILLS = 3;
const JOURNEYS = 20_000;
const PATIENCE = 8_000;
const server = await OwnNeo4j.make();
const folder = mkdtempSync(join(tmpdir(), "throughline-"));
const env = { ...server.env, DATA_DIR: folder };
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const NESTED =
  "{ journeys(first: 20) { nodes { customer { key } interactions { nodes { touchpoint { key channel { key } stage { key } } sources { number } } } } } }";
const QUESTION = "{ transitions(first: 5) { totals { journeys } } }";
const recordOwn = (id: string): string =>
  `mutation { recordInteractions(interactions: [{ customer: "own", id: "${id}", touchpoint: "own/own", at: "2026-01-01T00:00:00Z" }]) { accepted } }`;

interface Answer {
  readonly data: any;
  readonly code: string | undefined;
  /** Milliseconds. */
  readonly took: number;
}

async function ask({ url }: BuiltService, query: string): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: { extensions: { code: string } }[] };
  return { data, code: errors?.[0]?.extensions.code, took: performance.now() - began };
}

describe.skipIf(WITHOUT_BUILD !== null)(
  `the built output on Neo4j${WITHOUT_BUILD ? ` (${WITHOUT_BUILD})` : ""}`,
  () => {
    beforeAll(() => server.start("2g"));
    beforeEach(async () => {
      if (!server.running) server.start("2g"); // The previous case may have failed while the server was down.
      await server.empty();
    });
    afterAll(() => server.remove());

    it(`killed -9 ${KILLS} times during imports: nothing acknowledged is lost or stored twice, and the service recovers by itself`, async () => {
      const log = join(folder, "log.csv");
      const lines = ["id,customer,touchpoint,at,channel,stage"];
      for (const { customer, kind, channel, stage, at } of benchRows({ journeys: JOURNEYS, seed: 5 }))
        lines.push([lines.length, customer, kind, new Date(at).toISOString(), channel, stage].join(","));
      writeFileSync(log, `${lines.join("\n")}\n`);
      const rows = lines.length - 1;

      await run(env, "migrate");
      const store = await openNeo4jStore(server.options);
      const service = await serve(env);
      onTestFinished(async () => void (await service.stop()));
      await ask(
        service,
        'mutation { upsertTouchpoints(touchpoints: [{ key: "own/own", kind: "Own", channel: "own" }]) { key } }',
      );
      let own = 0;
      const record = async (): Promise<void> => {
        const { data, code } = await ask(service, recordOwn(String(own)));
        expect([code, data?.recordInteractions?.accepted]).toEqual([undefined, 1]);
        own++;
      };
      /** The number of interactions that a reader saw before the server stopped. */
      const seen = async (): Promise<number> => (await store.status()).interactions;

      for (let kill = 1; kill <= KILLS; kill++) {
        await record();
        const importing = run(env, "import", log);
        let over: string | null = null;
        void importing.then(({ err }) => {
          over = err;
        });
        let there = await seen();
        const target = there + rows / 10;
        while (there < target) {
          expect(over, "the import ended before the server was killed").toBeNull();
          await pause(10);
          there = await seen();
        }
        server.kill();
        const killed = performance.now();
        const asked = await Promise.all([
          ask(service, NESTED),
          ask(service, QUESTION),
          ask(service, recordOwn("lost")),
        ]);
        for (const { code, took } of asked) {
          expect(code).toBe("DATABASE_UNAVAILABLE");
          expect(took).toBeLessThan(PATIENCE);
        }
        const { code, err } = await importing;
        expect(code).toBe(1);
        expect(err.trimEnd().split("\n").at(-1)).toMatch(
          /^error DATABASE_UNAVAILABLE: Neo4j at \S+ does not answer\. /,
        );
        console.log(
          `kill ${kill} at ${there} of ${rows} rows; the import said so after ${Math.round(performance.now() - killed)} ms`,
        );
        expect((await fetch(`${service.url}/readyz`)).status).toBe(503);

        server.start("2g");
        const back = performance.now();
        for (let answer = await ask(service, NESTED); answer.code !== undefined; answer = await ask(service, NESTED)) {
          expect(performance.now() - back).toBeLessThan(30_000);
          await pause(100);
        }
        expect((await ask(service, QUESTION)).code).toBeUndefined();
        expect(await seen()).toBeGreaterThanOrEqual(there);
        await expectExact(store);
        const [history] = await store.customers(["own"]);
        const ids = history!.journeys.flatMap(({ interactions }) => interactions.map(({ id }) => id));
        expect(ids.filter((id) => id !== "lost").sort()).toEqual(
          Array.from({ length: own }, (_, i) => String(i)).sort(),
        );
      }

      const before = (await seen()) - own;
      const last = await run(env, "import", log, "--json");
      expect([last.code, last.err]).toEqual([0, ""]);
      const { accepted, duplicates } = JSON.parse(last.out) as { accepted: number; duplicates: number };
      expect(accepted + duplicates).toBe(rows);
      // One row may differ: that of the batch whose outcome was not known when the server stopped.
      expect(Math.abs(duplicates - before)).toBeLessThanOrEqual(1);
      await ask(service, 'mutation { eraseCustomer(key: "own") { found } }');
      await service.stop();

      const undisturbed = { DATA_DIR: join(folder, "embedded") };
      expect((await run(undisturbed, "import", log)).code).toBe(0);
      for (const what of ["interactions", "journeys", "transitions"]) {
        const expected = await run(undisturbed, "export", what, "--format", "ndjson");
        expect(expected.out.length).toBeGreaterThan(1_000);
        expect((await run(env, "export", what, "--format", "ndjson")).out === expected.out, what).toBe(true);
      }
      await expectExact(store);
      await store.close();
    });

    it("two services: what one acknowledged, the other answers with, 500 times, while six others write", async () => {
      const { asked, beside, again, times } = await recordHereAskThere(env, 500, 3);
      const at = (share: number): number => Math.round(times[Math.floor(times.length * share)]!);
      console.log(
        `${asked} asked, ${beside} recorded beside, ${again} said again; answered after ${at(0.5)} ms (median), ${at(0.95)} ms (95 %)`,
      );
      expect(beside).toBeGreaterThan(500);
    });
  },
);
