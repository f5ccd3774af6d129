// Converts an embedded store to format 1, which an earlier release wrote. The content of the store must already have
// the keys and ids of that format.
import { openDatabases, transact } from "../../src/graph/embedded/databases.js";

export async function makeFormer(folder: string): Promise<void> {
  const dbs = await openDatabases(folder);
  transact(dbs, () => {
    const { formerRowIds: _, ...meta } = dbs.meta.get("meta") as Record<string, unknown>;
    dbs.meta.putSync("meta", { ...meta, format: 1 });
    dbs.meta.putSync("migrated", { 1: 5 });
  });
  await dbs.root.close();
}
