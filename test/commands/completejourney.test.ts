// Imports the real log through the command line into the embedded store.
import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runner } from "./run.js";

const SHARED = process.env.THROUGHLINE_SHARED ?? resolve(import.meta.dirname, "../../../shared");
const LOG = join(SHARED, "data/completejourney/events.csv");
const PEOPLE = join(SHARED, "data/completejourney/demographics.csv");
const PAGES = join(SHARED, "data/wikipedia-sessions/events.csv.gz");
const MAPPING =
  "--customer case_id --touchpoint activity --at timestamp --channel channel --stage stage --value value".split(" ");

interface Catalogue {
  readonly touchpoints: readonly { readonly kind: string; readonly initiatedBy: string }[];
}

describe.skipIf(!existsSync(LOG))("completejourney (skipped where ../shared/data is absent)", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "throughline-"));
  const run = runner(dataDir);
  const importLog = () => run("import", LOG, ...MAPPING, "--brand", "Campaign received*", "--json");
  const catalogue = async () => (await run("catalogue", "show", "--json")).json<Catalogue>();

  beforeAll(async () => {
    const { code, err } = await importLog();
    expect([code, err]).toEqual([0, ""]);
  });

  it("contains the expected interactions, journeys, customers and touchpoints", async () => {
    expect((await run("status", "--json")).json()).toMatchObject({
      interactions: 54_980,
      journeys: 7_151,
      customers: 2_379,
    });
    const { touchpoints } = await catalogue();
    expect(touchpoints).toHaveLength(7);
    expect(touchpoints.filter((t) => t.initiatedBy === "BRAND").map((t) => t.kind)).toEqual([
      "Campaign received (Type A)",
      "Campaign received (Type B)",
      "Campaign received (Type C)",
    ]);
  });

  it("leaves no temporary files", () => {
    expect(readdirSync(dataDir)).toEqual(["graph"]);
  });

  it("changes nothing when imported again", async () => {
    const before = (await run("status", "--json")).json();
    const again = await importLog();
    expect(again.code).toBe(0);
    expect(again.json()).toMatchObject({ accepted: 0, duplicates: 54_980, conflicts: 0, rejectedRows: 0 });
    expect((await run("status", "--json")).json()).toEqual(before);
  });

  it("exports a file that can be imported into another store, whose export is then the same", async () => {
    const other = runner(mkdtempSync(join(tmpdir(), "throughline-")));
    for (const format of ["csv", "ndjson"]) {
      const file = join(dataDir, `interactions.${format}`);
      expect((await run("export", "interactions", "--format", format, "--out", file)).code).toBe(0);
      expect((await other("import", file, "--json")).json()).toMatchObject({
        accepted: format === "csv" ? 54_980 : 0,
        conflicts: 0,
        rejectedRows: 0,
      });
    }
    for (const what of ["interactions", "journeys", "transitions"])
      expect((await other("export", what)).out).toBe((await run("export", what)).out);
  });

  it("accepts customers' attributes", async () => {
    const { code, out } = await run("import", "--kind", "customers", PEOPLE, "--customer", "household_id", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out).files[0]).toMatchObject({ rows: 801, accepted: 801, changed: 801, rejected: {} });
    const again = await run("import", "--kind", "customers", PEOPLE, "--customer", "household_id", "--json");
    expect(JSON.parse(again.out).files[0]).toMatchObject({ changed: 0 });
  });

  it("is empty after its import is taken back", async () => {
    expect((await run("forget", "--source", "1")).code).toBe(0);
    expect((await run("status", "--json")).json()).toMatchObject({ interactions: 0, journeys: 0 });
    expect(await catalogue()).toMatchObject({ touchpoints: [], channels: [], stages: [] });
  });
});

describe.skipIf(!existsSync(PAGES))("wikipedia-sessions (skipped where ../shared/data is absent)", () => {
  it("has the expected journeys with a gap of 30 and of 60 minutes", async () => {
    const run = runner(mkdtempSync(join(tmpdir(), "throughline-")));
    expect((await run("settings", "--journey-gap", "PT30M")).code).toBe(0);
    const report = await run("import", PAGES, "--customer", "case_id", "--json");
    expect(report.code).toBe(0);
    expect(report.json()).toMatchObject({ rows: 63_524, accepted: 63_524, duplicates: 0 });
    expect((await run("status", "--json")).json()).toMatchObject({ interactions: 63_524, journeys: 22_224 });
    await run("settings", "--journey-gap", "PT60M");
    expect((await run("status", "--json")).json()).toMatchObject({ journeys: 20_819 });
  });
});
