// Removes snapshots when data are erased. A snapshot of the projection is a file in the data folder
// (projection/snapshotFile.ts), in which erased data must not remain. Erasing a customer or removing an import
// therefore removes the file twice. It is removed before the change, so that nothing remains if the process is killed
// afterwards. It is removed again after the change, because a service may have written a file in the meantime.
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { GraphStore } from "./store.js";

const SNAPSHOT = "projection.snapshot";

export function snapshotPath(dataDir: string): string {
  return join(dataDir, SNAPSHOT);
}

/**
 * Removes the snapshot. Files that are still being written are removed first. Otherwise, one of them could be renamed
 * to the snapshot after the snapshot was removed.
 */
async function removeSnapshots(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const found = (await readdir(dataDir)).filter((name) => name === SNAPSHOT || name.startsWith(`${SNAPSHOT}.`));
  for (const name of found.sort((a, b) => b.length - a.length)) await rm(join(dataDir, name), { force: true });
  await rm(snapshotPath(dataDir), { force: true });
}

/** The store itself, with methods that also remove the snapshots of the data folder. */
export function erasingSnapshots(store: GraphStore, dataDir: string): GraphStore {
  const erase = store.erase.bind(store);
  const forget = store.forget.bind(store);
  const around = async <T>(change: () => Promise<T>): Promise<T> => {
    await removeSnapshots(dataDir);
    try {
      return await change();
    } finally {
      await removeSnapshots(dataDir);
    }
  };
  store.erase = (...args) => around(() => erase(...args));
  store.forget = (...args) => around(() => forget(...args));
  return store;
}
