// Golden queries. Each x.graphql is asked on the small shop (test/support/smallLog.ts), and its answer must equal
// x.json. A new pair of files is a new test: write its answer with GOLDEN=write, and check it. Values that differ from
// run to run are masked.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const HERE = import.meta.dirname;
/**
 * Fields whose values differ between stores or from run to run. Versions do, because the two stores do not increase
 * them by the same amounts.
 */
const MASKED = new Set(["computedIn", "dataVersion", "location", "store", "age", "bytes"]);

export function goldenSuite(name: string, open?: () => Promise<GraphStore>): void {
  describe(`golden queries on ${name}`, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startTestServer({ log: SHOP, open });
      await server.service.ready();
    });
    afterAll(() => server?.close());

    const queries = readdirSync(HERE).filter((file) => file.endsWith(".graphql"));
    it("exist", () => expect(queries.length).toBeGreaterThan(5));

    it.each(queries)("%s", async (file) => {
      const { data, errors } = await server.ask(readFileSync(join(HERE, file), "utf8"));
      const answer = mask(errors === undefined ? { data } : { data, errors });
      const golden = goldenText(
        join(HERE, file.replace(/\.graphql$/, ".json")),
        `${JSON.stringify(answer, null, 2)}\n`,
      );
      expect(answer).toEqual(JSON.parse(golden));
    });
  });
}

/** Returns the content of the file. With GOLDEN=write, `now` is written to the file first. */
export function goldenText(path: string, now: string): string {
  if (process.env.GOLDEN === "write") writeFileSync(path, now);
  expect(existsSync(path), `no ${path}: run with GOLDEN=write and look at it`).toBe(true);
  return readFileSync(path, "utf8");
}

export function mask(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => (MASKED.has(key) && part !== null ? `(${key})` : part)),
  );
}
