// Tests of the setting ENGINE: its allowed values, and the one-line refusal of `store` for the embedded store, which
// cannot answer questions itself.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config.js";
import { startThroughline } from "../../src/main.js";
import { runner } from "../commands/run.js";

describe("ENGINE", () => {
  it("is projection or store, projection by default", () => {
    expect(loadConfig({}).engine).toBe("projection");
    expect(loadConfig({ ENGINE: "projection" }).engine).toBe("projection");
    expect(loadConfig({ ENGINE: "store" }).engine).toBe("store");
    expect(() => loadConfig({ ENGINE: "neo4j" })).toThrow(
      expect.objectContaining({ code: "BAD_CONFIG", at: "ENGINE", allowed: ["projection", "store"] }),
    );
  });

  it("store is refused on the embedded store, at the start and by explain", async () => {
    const folder = await mkdtemp(join(tmpdir(), "throughline-engine-"));
    try {
      await expect(
        startThroughline(loadConfig({ ENGINE: "store", DATA_DIR: folder, PORT: "0" })),
      ).rejects.toMatchObject({
        code: "BAD_CONFIG",
        at: "ENGINE",
        remedy: expect.stringContaining("NEO4J_URI"),
      });
      const { code, err } = await runner(folder)("explain", "routes");
      expect(code).toBe(1);
      expect(err).toMatch(/^error UNSUPPORTED_IN_STORE: .*NEO4J_URI.*\n$/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
