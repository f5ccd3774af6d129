// Opens the store that the settings select: Neo4j if there is an address, or else the embedded store in DATA_DIR/graph.
// Only the adapter in use is loaded.
import { join } from "node:path";
import { erasingSnapshots } from "./erasing.js";
import type { MigrationStatus } from "./migrations.js";
import { readOnlyStore } from "./readOnly.js";
import type { GraphStore } from "./store.js";

/** The settings that determine where the graph is. */
export interface StoreLocation {
  readonly dataDir: string;
  /** If true, nothing is written, not even when the store is opened. The default is false. */
  readonly readOnly?: boolean;
  readonly neo4j: {
    readonly uri: string;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  } | null;
}

export interface OpenOptions {
  /**
   * Where the embedded store's transactions run: in a thread of their own, which the service uses, or in the caller's
   * thread, which commands use. The default is "thread".
   */
  readonly writer?: "inline" | "thread";
}

/**
 * Opens the store and migrates it. If the store is read-only, it only checks that it is migrated. Throws BAD_CONFIG,
 * DATABASE_UNAVAILABLE, STORE_FAILED, FORMAT_UNKNOWN or MIGRATION_NEEDED.
 */
export async function openStore(location: StoreLocation, options: OpenOptions = {}): Promise<GraphStore> {
  const store = await openAdapter(location, options);
  return location.readOnly === true ? readOnlyStore(store) : erasingSnapshots(store, location.dataDir);
}

async function openAdapter(
  { dataDir, readOnly = false, neo4j }: StoreLocation,
  { writer = "thread" }: OpenOptions,
): Promise<GraphStore> {
  if (neo4j !== null) {
    const { openNeo4jStore } = await import("./neo4j/store.js");
    return openNeo4jStore(neo4j, { readOnly });
  }
  const { openEmbedded } = await import("./embedded/embeddedStore.js");
  return openEmbedded(graphFolder(dataDir), { writer, readOnly });
}

/** The migrations of the store, and which of them were applied. Nothing is written. Throws like `openStore`. */
export async function migrationsOf({ dataDir, neo4j }: StoreLocation): Promise<MigrationStatus[]> {
  if (neo4j !== null) {
    const { neo4jMigrations } = await import("./neo4j/store.js");
    return neo4jMigrations(neo4j);
  }
  const { embeddedMigrations } = await import("./embedded/embeddedStore.js");
  return embeddedMigrations(graphFolder(dataDir));
}

/** Whether there is a store already, in any state. Nothing is created or changed. */
export async function storeExists(location: StoreLocation): Promise<boolean> {
  if (location.neo4j !== null) return (await migrationsOf(location)).some(({ applied }) => applied);
  const { holdsFiles } = await import("./embedded/folder.js");
  return holdsFiles(graphFolder(location.dataDir));
}

function graphFolder(dataDir: string): string {
  return join(dataDir, "graph");
}
