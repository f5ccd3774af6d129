// The tests of rekey.test.ts on a real Neo4j.
import { expect, it } from "vitest";
import { Connection } from "../../src/graph/neo4j/connection.js";
import { FORMAT } from "../../src/graph/neo4j/migrations.js";
import { rekey } from "../../src/graph/neo4j/rekey.js";
import { NEO4J, openEmptyStore, openStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";
import { migrationEqualsImportingAfresh } from "./rekeyings.js";

it.skipIf(WITHOUT_NEO4J !== null)(
  `a migrated graph equals a graph into which the same files are imported${WITHOUT_NEO4J === null ? "" : ` (skipped: ${WITHOUT_NEO4J})`}`,
  async () => {
    await migrationEqualsImportingAfresh({
      runs: 6,
      openEmpty: openEmptyStore,
      async migrate(store, steps) {
        await store.close();
        await query("MATCH (m:Meta {id: 'meta'}) SET m.format = 1, m.formerRowIds = null");
        await query("MATCH (m:Migration {number: 2}) DELETE m");
        await query("MATCH (m:Migration {number: 3}) DELETE m");
        const connection = new Connection(NEO4J);
        let left = steps;
        const cut = rekey(connection, {
          customers: 1,
          stepped: () => {
            if (left-- === 0) throw new Error("cut off");
          },
        });
        await cut.catch((error) => expect((error as Error).message).toBe("cut off"));
        await connection.close();
        const again = await openStore();
        expect(await again.status()).toMatchObject({ format: FORMAT });
        return again;
      },
    });
  },
  240_000,
);
