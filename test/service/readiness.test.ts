// Tests that a service reports whether it is ready, and that this includes whether it can write.
import { cpSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import { ThroughlineError } from "../../src/model/errors.js";
import { Service } from "../../src/service/service.js";
import { batchFor } from "../support/histories.js";

const root = mkdtempSync(join(tmpdir(), "throughline-ready-"));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
let folders = 0;

/** Waits until the last result is no longer reused. */
const later = () => new Promise((done) => setTimeout(done, 1_100));

async function serviceOn(
  change: Partial<GraphStore> = {},
  options: { readOnly?: boolean } = {},
): Promise<{ service: Service; folder: string }> {
  const folder = join(root, `data-${++folders}`, "graph");
  const store = await openEmbedded(folder, { writer: "thread" });
  await store.record(batchFor({ ana: "w/a@09:00" }));
  const changed = new Proxy(store, {
    get(target, name) {
      const own = Reflect.get(change, name) as unknown;
      if (own !== undefined) return own;
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const service = new Service(changed, options);
  await service.ready();
  return { service, folder };
}

describe("readiness", () => {
  it("is ready if changes are durable, and the check changes nothing", async () => {
    const { service } = await serviceOn();
    const before = await service.store.status();
    expect(await service.readiness()).toEqual({ ready: true, status: "ready" });
    expect(await service.store.status()).toEqual(before);
    await service.close();
  });

  it("is not ready while changes fail or hang, and is ready again afterwards", async () => {
    let outcome: () => Promise<void> = () => Promise.reject(new ThroughlineError("STORE_FAILED", "The disk is full."));
    const { service } = await serviceOn({ tryWriting: () => outcome() });
    expect(await service.readiness()).toEqual({ ready: false, status: "store takes no changes", code: "STORE_FAILED" });
    outcome = () => new Promise(() => {});
    await later();
    expect(await service.readiness()).toEqual({ ready: false, status: "store takes no changes", code: "TIMEOUT" });
    outcome = () => Promise.resolve();
    await later();
    expect(await service.readiness()).toEqual({ ready: true, status: "ready" });
    await service.close();
  }, 20_000);

  it("checks the store once for concurrent callers, and not again within a second", async () => {
    let asked = 0;
    const { service } = await serviceOn({
      tryWriting: async () => {
        asked++;
      },
    });
    await Promise.all(Array.from({ length: 50 }, () => service.readiness()));
    await service.readiness();
    expect(asked).toBe(1);
    await service.close();
  });

  it("a read-only process is only checked for reading", async () => {
    const { service } = await serviceOn(
      { tryWriting: () => Promise.reject(new ThroughlineError("READ_ONLY", "")) },
      { readOnly: true },
    );
    expect(await service.readiness()).toMatchObject({ ready: true });
    await service.close();
  });

  it("is not ready on a folder that was replaced; questions and changes report the reason", async () => {
    const { service, folder } = await serviceOn();
    renameSync(folder, `${folder}.old`);
    cpSync(`${folder}.old`, folder, { recursive: true });
    expect(await service.readiness()).toEqual({
      ready: false,
      status: "store does not answer",
      code: "STORE_FAILED",
    });
    const gone = { code: "STORE_FAILED", message: expect.stringContaining("replaced while it was open") };
    await expect(service.freshness.current()).rejects.toMatchObject(gone);
    await expect(service.changes.erase("ana")).rejects.toMatchObject(gone);
    await service.close();
  });
});
