// Sends 20,000 random requests that are generated from the schema to a service on the embedded store. If NEO4J_URI is
// set, sends as many to services on Neo4j, with the projection and with ENGINE=store.
import { describe, expect, it } from "vitest";
import { openEmptyStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { fuzz } from "../support/schemaFuzz.js";
import { startTestServer, type TestServerOptions } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const REQUESTS = 20_000;

async function run(options: TestServerOptions, seed: number): Promise<void> {
  const server = await startTestServer({ log: SHOP, ...options });
  await server.service.ready();
  try {
    const { outcomes } = await fuzz(server, seed, REQUESTS);
    console.log(JSON.stringify(outcomes));
    expect(outcomes.ok).toBeGreaterThan(REQUESTS / 20);
  } finally {
    await server.close();
  }
}

describe("requests generated from the schema", () => {
  it(`${REQUESTS} on the embedded store`, () => run({}, 131));
  it.skipIf(WITHOUT_NEO4J !== null)(`${REQUESTS} on Neo4j`, () => run({ open: openEmptyStore }, 132));
  it.skipIf(WITHOUT_NEO4J !== null)(`${REQUESTS} on Neo4j, which answers questions itself`, () =>
    run({ open: openEmptyStore, engine: "store" }, 133),
  );
});
