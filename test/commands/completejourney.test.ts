// The real log, through the command line.
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { MemoryStore } from "../ingest/memoryStore.js";
import { runner } from "./run.js";

const SHARED = process.env.THROUGHLINE_SHARED ?? resolve(import.meta.dirname, "../../../shared");
const LOG = join(SHARED, "data/completejourney/events.csv");
const MAPPING =
  "--customer case_id --touchpoint activity --at timestamp --channel channel --stage stage --value value".split(" ");

describe.skipIf(!existsSync(LOG))("completejourney (skipped where ../shared/data is absent)", () => {
  const store = new MemoryStore();
  const run = runner(store.asStore(), mkdtempSync(join(tmpdir(), "throughline-")));
  const importLog = () => run("import", LOG, ...MAPPING, "--brand", "Campaign received*", "--json");

  beforeAll(async () => {
    const { code, err } = await importLog();
    expect([code, err]).toEqual([0, ""]);
  });

  it("has its interactions, journeys, customers and touchpoints", async () => {
    const status = (await run("status", "--json")).json();
    expect(status).toMatchObject({ interactions: 54_980, journeys: 7_151, customers: 2_379 });
    expect((await store.catalogue()).touchpoints).toHaveLength(7);
    expect((await store.catalogue()).touchpoints.filter((t) => t.initiatedBy === "BRAND").map((t) => t.kind)).toEqual([
      "Campaign received (Type A)",
      "Campaign received (Type B)",
      "Campaign received (Type C)",
    ]);
  });

  it("changes nothing when imported again", async () => {
    const before = await store.version();
    const { code, json } = await importLog();
    expect(code).toBe(0);
    expect(json()).toMatchObject({ accepted: 0, duplicates: 54_980, conflicts: 0, rejectedRows: 0 });
    expect(await store.version()).toBe(before);
  });

  it("is empty when forgotten", async () => {
    expect((await run("forget", "--source", "1")).code).toBe(0);
    expect((await run("status", "--json")).json()).toMatchObject({ interactions: 0, journeys: 0, customers: 0 });
    expect((await store.catalogue()).touchpoints).toEqual([]);
  });
});
