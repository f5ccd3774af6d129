import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { propertiesSuite } from "../support/propertiesSuite.js";

const folders: string[] = [];
propertiesSuite("the embedded store", async () => {
  const folder = await mkdtemp(join(tmpdir(), "throughline-properties-"));
  folders.push(folder);
  return openEmbedded(folder);
});

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
