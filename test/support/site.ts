// A site for the browser: the real server with the built pages, on a small demo or on given rows. Its folder is removed
// at the end.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { demoCatalogue } from "../../src/demo/catalogue.js";
import { demoBatches } from "../../src/demo/generate.js";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import { startServer } from "../../src/server/server.js";
import { Service } from "../../src/service/service.js";
import { PAGES } from "./pages.js";

export const KEY = "a-key-for-tests";

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** Customers of the demo, or null for an empty store. */
  readonly demo?: number | null;
  /** Whether the service requires the API key KEY. */
  readonly locked?: boolean;
  /** Whether the service refuses changes. */
  readonly readOnly?: boolean;
}

export async function startSite({ demo = null, locked = false, readOnly = false }: SiteOptions): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "throughline-site-"));
  const store = await openEmbedded(folder);
  if (demo !== null) await loadDemo(store, demo);
  const service = new Service(store, { readOnly });
  await service.ready();
  const server = await startServer({
    service,
    host: "127.0.0.1",
    port: 0,
    apiKeys: locked ? [{ name: "test", sha256: createHash("sha256").update(KEY).digest("hex") }] : [],
    pages: PAGES,
    log: pino({ level: "silent" }),
  });
  return {
    url: server.url,
    async close() {
      await server.stop();
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function loadDemo(store: GraphStore, customers: number): Promise<void> {
  await store.updateSettings({ synthetic: true });
  await store.upsertCatalogue(demoCatalogue());
  const { number } = await store.openSource({ name: "demo", hash: "demo", mapping: "{}" }, DEFAULT_DEMO.end);
  for (const { batch, feedback, attributes } of demoBatches({ ...DEFAULT_DEMO, customers }, number)) {
    await store.record(batch);
    await store.recordFeedback(feedback);
    await store.setAttributes(attributes);
  }
}
