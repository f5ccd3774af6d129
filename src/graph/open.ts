// The store that the settings name: Neo4j where there is an address, else the embedded one in DATA_DIR/graph. Only the
// adapter that is wanted is loaded.
import { join } from "node:path";
import type { GraphStore } from "./store.js";

/** The part of the settings that says where the graph is. */
export interface StoreLocation {
  readonly dataDir: string;
  readonly neo4j: {
    readonly uri: string;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  } | null;
}

export interface OpenOptions {
  /** Where the embedded store's transactions run: a thread (the service) or the caller's (commands). Default "thread". */
  readonly writer?: "inline" | "thread";
}

/** Throws DATABASE_UNAVAILABLE, STORE_FAILED or FORMAT_UNKNOWN. */
export async function openStore(
  { dataDir, neo4j }: StoreLocation,
  { writer = "thread" }: OpenOptions = {},
): Promise<GraphStore> {
  if (neo4j !== null) {
    const { openNeo4jStore } = await import("./neo4j/store.js");
    return openNeo4jStore(neo4j);
  }
  const { openEmbedded } = await import("./embedded/embeddedStore.js");
  return openEmbedded(join(dataDir, "graph"), { writer });
}
