// The law of recording on 2,000 random programs of recording, declaring, linking, unlinking, erasing and forgetting: each
// equals the clean history of what remains, and the oracle of identities.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { propertyCases } from "../graph/contract/properties.js";
import type { Cases, StoreSuite } from "../graph/store.contract.js";

const root = await mkdtemp(join(tmpdir(), "throughline-identities-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));

let folders = 0;
const suite: StoreSuite = {
  name: "embedded",
  open: () => openEmbedded(join(root, `store.${++folders}`)),
  runs: Number(process.env.IDENTITY_RUNS ?? 2_000),
};
const none = () => {};
propertyCases(
  Object.assign(none, {
    many: (name: string, run: (suite: StoreSuite) => Promise<void>) => void it(name, () => run(suite), 3_600_000),
    shared: none,
  }) as unknown as Cases,
);
