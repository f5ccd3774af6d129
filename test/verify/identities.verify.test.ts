// Runs the property test of recording (test/graph/contract/properties.ts) with 2,000 random sequences of changes.
// IDENTITY_RUNS sets the number. If NEO4J_URI is set, a tenth of this number is also run on Neo4j.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { propertyCases } from "../graph/contract/properties.js";
import type { Cases, StoreSuite } from "../graph/store.contract.js";
import { openEmptyStore, WITHOUT_NEO4J } from "../support/neo4j.js";

const RUNS = Number(process.env.IDENTITY_RUNS ?? 2_000);
/** Two hours, because a busy machine takes long. */
const TIMEOUT = 2 * 3_600_000;

const root = await mkdtemp(join(tmpdir(), "throughline-identities-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));
let folders = 0;

function properties(suite: StoreSuite): void {
  const none = () => {};
  const many: Cases["many"] = (name, run) => void it(name, () => run(suite), TIMEOUT);
  propertyCases(Object.assign(none, { many, shared: none }) as unknown as Cases);
}

describe("embedded", () =>
  properties({ name: "embedded", open: () => openEmbedded(join(root, `store.${++folders}`)), runs: RUNS }));

describe.skipIf(WITHOUT_NEO4J !== null)(`Neo4j${WITHOUT_NEO4J === null ? "" : ` (skipped: ${WITHOUT_NEO4J})`}`, () =>
  properties({ name: "neo4j", open: openEmptyStore, runs: Math.ceil(RUNS / 10) }),
);
