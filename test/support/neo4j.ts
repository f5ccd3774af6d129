// The real server of the Neo4j suites, which is given by NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE. Its
// database is emptied before each case. If a database contains nodes that Throughline did not write, it is left
// unchanged and the suite fails.
import neo4j, { type Driver } from "neo4j-driver";
import { openNeo4jStore } from "../../src/graph/neo4j/store.js";
import type { GraphStore } from "../../src/graph/store.js";

const uri = process.env.NEO4J_URI ?? "";

export const NEO4J = {
  uri,
  user: process.env.NEO4J_USER ?? "neo4j",
  password: process.env.NEO4J_PASSWORD ?? "",
  database: process.env.NEO4J_DATABASE ?? "neo4j",
};

/** The reason why suites that need a server do not run; null if they run. */
export const WITHOUT_NEO4J = uri === "" ? "NEO4J_URI is not set; start a server with `npm run neo4j`" : null;

export function driver(): Driver {
  return neo4j.driver(NEO4J.uri, neo4j.auth.basic(NEO4J.user, NEO4J.password), { disableLosslessIntegers: true });
}

export async function query(
  statement: string,
  parameters: Record<string, unknown> = {},
): Promise<Record<string, unknown>[]> {
  const d = driver();
  try {
    const { records } = await d.executeQuery(statement, parameters, { database: NEO4J.database });
    return records.map((record) => record.toObject());
  } finally {
    await d.close();
  }
}

export async function emptyDatabase(): Promise<void> {
  const d = driver();
  const session = d.session({ database: NEO4J.database });
  try {
    const { records } = await session.run(
      "OPTIONAL MATCH (m:Meta {id: 'meta'}) RETURN m IS NOT NULL AS ours, COUNT { () } AS nodes",
    );
    const [{ ours, nodes }] = records.map((record) => record.toObject()) as [{ ours: boolean; nodes: number }];
    if (!ours && nodes > 0)
      throw new Error(
        `the database at ${NEO4J.uri} holds ${nodes} nodes that are not Throughline's; it is not emptied`,
      );
    await session.run("MATCH (n) WHERE NOT n:Meta CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
    await session.run("MATCH (n) DETACH DELETE n");
  } finally {
    await session.close();
    await d.close();
  }
}

export function openStore(change: Partial<typeof NEO4J> = {}): Promise<GraphStore> {
  return openNeo4jStore({ ...NEO4J, ...change });
}

export async function openEmptyStore(): Promise<GraphStore> {
  await emptyDatabase();
  return openStore();
}
