// Tests of the report of an import. Every row is counted. A dry run reports the same as the import that follows. The
// journeys in the report are the journeys that the store then has.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { ImportReport } from "../../src/ingest/report.js";
import { MAX_TOUCHPOINTS } from "../../src/model/catalogue.js";
import { startTestServer } from "../support/server.js";
import { runner } from "./run.js";

interface Whole {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly replaced: number;
  readonly conflicts: number;
  readonly rejectedRows: number;
  readonly files: readonly ImportReport[];
}

const HEADER = "customer,touchpoint,at,id,sequence,journey,caseId,value";
const row = fc
  .record({
    customer: fc.constantFrom("ana", "bob", "bob ", "cleo", "", "null"),
    touchpoint: fc.constantFrom("Ad", "AD", "Buy", "Call"),
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.constantFrom("01", "03", "09", "13"),
    id: fc.constantFrom("1", "2", "3", "4", "5", "6", ""),
    journey: fc.constantFrom("", "", "j1", "j2"),
    caseId: fc.constantFrom("", "c1", "c2"),
    value: fc.constantFrom("", "1", "2", "x"),
  })
  .map(({ customer, touchpoint, day, month, id, journey, caseId, value }) =>
    [customer, touchpoint, `2024-${month}-${String(day).padStart(2, "0")}`, id, "1", journey, caseId, value].join(","),
  );
const rowsOf = fc.array(fc.oneof(row, row, fc.constantFrom("short,row", 'open "quote,"x')), {
  minLength: 1,
  maxLength: 30,
});

const known = (report: Whole) => ({
  ...report,
  seconds: 0,
  rowsPerSecond: 0,
  dataVersion: 0,
  files: report.files.map((one) => ({
    ...one,
    dryRun: false,
    source: null,
    seconds: 0,
    rowsPerSecond: 0,
    dataVersion: 0,
  })),
});

it("accounts for every row, and is the same of a dry run, file after file and on a store that holds some", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rowsOf, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      async (different, repeated, replace, ids) => {
        const logs = repeated ? [...different, different[0]!] : different;
        const folder = mkdtempSync(join(tmpdir(), "throughline-"));
        const run = runner(join(folder, "data"));
        const files = logs.map((rows, i) => {
          const path = join(folder, `${i}.csv`);
          writeFileSync(path, [HEADER, ...rows].join("\n"));
          return path;
        });
        // A part of the first file has been imported before.
        const before = join(folder, "before.csv");
        writeFileSync(before, [HEADER, ...logs[0]!.slice(0, 8)].join("\n"));
        const options = [...(replace ? ["--replace"] : []), "--id", ids ? "id" : "="];
        await run("import", before, ...options);
        const dry = (await run("import", ...files, ...options, "--dry-run", "--json")).json<Whole>();
        const status = (await run("status", "--json")).json();
        const real = (await run("import", ...files, ...options, "--json")).json<Whole>();
        expect(known(dry)).toEqual(known(real));
        for (const report of [real, ...real.files]) {
          const { rows, accepted, duplicates, replaced, conflicts, rejectedRows } = report;
          expect(accepted + duplicates + replaced + conflicts + rejectedRows).toBe(rows);
        }
        expect(status).toMatchObject({ interactions: expect.any(Number) });
        const again = (await run("import", ...files, ...options, "--json")).json<Whole>();
        expect(again.accepted).toBe(0);
      },
    ),
    { numRuns: 25 },
  );
});

it("a dry run finds the touchpoints that the catalogue has no room for, and the names that go and come back", async () => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-"));
  const data = join(folder, "data");
  const run = runner(data);
  const file = (name: string, ...rows: string[]) => {
    writeFileSync(join(folder, name), ["customer,touchpoint,at,id", ...rows].join("\n"));
    return join(folder, name);
  };
  const row = (customer: string, kind: string, id: string) => `${customer},${kind},2024-01-01,${id}`;
  await run("import", file("before.csv", row("ana", "Only here", "1")));
  const store = await openEmbedded(join(data, "graph"));
  await store.upsertCatalogue({
    touchpoints: Array.from({ length: MAX_TOUCHPOINTS - 3 }, (_, i) => {
      return { key: `web/t${i}`, kind: `t${i}`, channel: "web" };
    }),
  });
  await store.close();
  const files = [
    // The catalogue has space for two more names.
    file("a.csv", row("bob", "New 1", "1"), row("bob", "New 2", "2"), row("bob", "New 3", "3"), row("bob", "AD", "4")),
    // A row that replaces the only row with a name makes space for another name.
    file("b.csv", row("ana", "New 1", "1")),
    file("c.csv", row("cleo", "New 4", "1"), row("cleo", "Only here", "2")),
    file("d.csv", row("bob", "New 1", "2")),
    file("e.csv", row("cleo", "Only here", "2")),
  ];
  const dry = (await run("import", ...files, "--replace", "--dry-run", "--json")).json<Whole>();
  const real = (await run("import", ...files, "--replace", "--json")).json<Whole>();
  expect(known(dry)).toEqual(known(real));
  expect(real.files.map(({ rejected }) => rejected.TOO_MANY_TOUCHPOINTS ?? 0)).toEqual([2, 0, 1, 0, 0]);
  expect(real.files.map(({ created }) => created.touchpoints)).toEqual([
    ["unknown/new-1", "unknown/new-2"],
    [],
    ["unknown/new-4"],
    [],
    ["unknown/only-here"],
  ]);
});

it("shows control characters of the file as text", async () => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-"));
  const log = join(folder, "log.csv");
  writeFileSync(log, 'user,event,time,"new\nline",value\nu1,ad,so\u001b[2Jon,x,1\nu1,ad,2024-01-01,x,"a\nb"\n');
  const kept = await runner(join(folder, "kept"))("import", log);
  expect(kept.out).toContain("attributes ← new\\u000aline");
  const { out } = await runner(join(folder, "data"))("import", log, "--attributes", "none");
  expect(out).toContain('first in line 3: "so\\u001b[2Jon" is not a time');
  expect(out).toContain('"a\\u000ab" is not a number');
  expect(out).toContain("unused: new\\u000aline");
  expect(out).not.toContain("\u001b");
});

it("says of a file's journeys what the store then has", async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf, fc.boolean(), async (rows, ids) => {
      const folder = mkdtempSync(join(tmpdir(), "throughline-"));
      const run = runner(join(folder, "data"));
      const path = join(folder, "log.csv");
      writeFileSync(path, [HEADER, ...rows].join("\n"));
      const { facts } = (await run("import", path, "--id", ids ? "id" : "=", "--json")).json<Whole>().files[0]!;
      const journeys = (await run("export", "journeys")).out
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => (JSON.parse(line) as { length: number }).length);
      const status = (await run("status", "--json")).json();
      expect(status).toMatchObject({
        customers: facts.customers,
        journeys: facts.journeys,
        interactions: facts.interactions,
      });
      expect(facts.alone).toBe(journeys.filter((length) => length === 1).length);
    }),
    { numRuns: 40 },
  );
});

it("points out cases that the gap cut, and rows that are mostly alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-"));
  const run = runner(join(folder, "data"));
  const cases = Array.from({ length: 100 }, (_, i) =>
    ["01", i < 78 ? "04" : "01"].map((month) => `c${i},Step,2024-${month}-01T10:00:00Z`),
  ).flat();
  writeFileSync(join(folder, "log.csv"), ["case_id,activity,timestamp", ...cases].join("\n"));
  const { out } = await run("import", join(folder, "log.csv"), "--customer", "case_id", "--dry-run");
  expect(out).toContain('78 of 100 cases were cut by the journey gap (P30D); --journey "case_id"');
  expect(out).toContain("200 would be new, 0 there already, 0 in conflict, 0 rejected");
  const alone = Array.from({ length: 20 }, (_, i) => `u${i},Step,2024-01-01T10:00:00Z`);
  writeFileSync(join(folder, "b.csv"), ["user_id,event,time", ...alone].join("\n"));
  const whole = (await run("import", join(folder, "b.csv"), "--json")).json<Whole>();
  expect(whole.files[0]!.remarks.map(({ code }) => code)).toEqual(["MOSTLY_ALONE", "ONE_TIME"]);
  expect(whole.files[0]!.facts).toMatchObject({ alone: 20, aloneShare: 1, medianJourneyLength: 1, customers: 20 });
});

it("is kept with the source and asked for through GraphQL, until the source is forgotten", async () => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-"));
  const path = join(folder, "log.csv");
  writeFileSync(path, "case_id,activity,timestamp\nF-1,Create,2024-01-01\nF-1,Pay,soon\n");
  const server = await startTestServer();
  try {
    const store = new Proxy(server.store, {
      get(target, name) {
        const value = Reflect.get(target, name, target) as unknown;
        if (name === "close") return async () => {};
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const run = runner(join(folder, "data"), store);
    const printed = (await run("import", path, "--json")).json<Whole>().files[0]!;
    expect((await run("import", path, "--dry-run")).out).toMatch(
      /\n {4}BAD_TIME, first in line 3: "soon" is not a time/,
    );
    const { data } = await server.ask("{ sources { number report } }");
    // Paths and values of rejected rows are not stored.
    expect(printed.firstRejected).toMatchObject([{ code: "BAD_TIME", line: 3, field: "at" }]);
    const { rejectsFile: _, firstRejected: __, ...kept } = printed;
    expect(data).toEqual({ sources: [{ number: 1, report: { ...kept, sharedDevices: 0, file: "log.csv" } }] });
    await run("forget", "--source", "1");
    expect((await server.ask("{ sources { number report } }")).data).toEqual({ sources: [] });
  } finally {
    await server.close();
  }
});
