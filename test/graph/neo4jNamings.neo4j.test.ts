// Tests of the index of a shared device, which is built in several transactions, when something happens between them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Connection } from "../../src/graph/neo4j/connection.js";
import { buildNamingIndex } from "../../src/graph/neo4j/namingSteps.js";
import type { GraphStore } from "../../src/graph/store.js";
import { batchFor } from "../support/histories.js";
import { NEO4J, openEmptyStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";
import { routes } from "./contract/support.js";

const USERS = 20;

describe.skipIf(WITHOUT_NEO4J)(`index of a device${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`, () => {
  let connection: Connection;
  let store: GraphStore;
  beforeAll(() => {
    connection = new Connection(NEO4J);
  });
  beforeEach(async () => {
    store = await openEmptyStore();
    await recordUsers("first");
    return () => store.close();
  });
  afterAll(() => connection?.close());

  const recordUsers = (name: string) => {
    const rows = Array.from({ length: USERS }, (_, i) => [`${name}-${i}`, `web/a@09:00#${i}`]);
    return store.record(batchFor(Object.fromEntries(rows), { row: () => ({ anonymous: "kiosk" }) }));
  };
  /** Builds the index, and does something else after the first transaction. */
  const build = (then: () => Promise<unknown>) => {
    let begun = false;
    const transact: Connection["transact"] = async (...args) => {
      const result = await connection.transact(...args);
      if (!begun) {
        begun = true;
        await then();
      }
      return result;
    };
    return buildNamingIndex({ transact } as Connection, "kiosk");
  };
  const killed = () => Promise.reject(new Error("killed"));
  const states = () =>
    query("MATCH (n:Identity {key: 'kiosk'}) RETURN n.indexed AS indexed, n.indexing IS NOT NULL AS building");

  it("is not used after the process was killed, and is built again when it is needed", async () => {
    await expect(build(killed)).rejects.toThrow("killed");
    expect(await states()).toEqual([{ indexed: null, building: true }]);
    await store.record(batchFor({ kiosk: "web/a@09:00#7 web/b@09:10#own" }));
    expect(await routes(store, "kiosk")).toEqual(["web/b"]);
    expect(await states()).toEqual([{ indexed: true, building: false }]);
  });

  it("is not completed by a build that began before the device lost its users and got others", async () => {
    await build(async () => {
      for (let i = 0; i < USERS; i++) await store.erase(`first-${i}`);
      await recordUsers("second");
      // Another process begins to build the index, and has not read the users yet.
      await expect(build(killed)).rejects.toThrow("killed");
    });
    expect(await states()).toEqual([{ indexed: null, building: true }]);
    await store.record(batchFor({ kiosk: "web/a@09:00#7 web/b@09:10#own" }));
    expect(await routes(store, "kiosk")).toEqual(["web/b"]);
    expect(await states()).toEqual([{ indexed: true, building: false }]);
  });
});
