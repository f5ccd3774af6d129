// The contract on the embedded store, writing in this thread and in a thread of its own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { storeContract } from "./store.contract.js";

let folders = 0;
const root = await mkdtemp(join(tmpdir(), "throughline-embedded-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));

for (const writer of ["inline", "thread"] as const) {
  storeContract({
    name: `embedded, ${writer} writer`,
    open: () => openEmbedded(join(root, `store.${++folders}`), { writer }),
    reopen: () => openEmbedded(join(root, `store.${folders}`), { writer }),
    runs: writer === "inline" ? 25 : 3,
  });
}
