// Tests of the import command into the embedded store, from files to the report, rejected rows and the exit code.
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { runner } from "./run.js";

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
});

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Reject {
  readonly file: string;
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly reason: string;
  readonly row: string;
}
const rejectsOf = (path: string): Reject[] =>
  readFileSync(`${path}.rejected.ndjson`, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const HEADER = "case_id,activity,timestamp,channel,stage,value";

describe("rejected rows", () => {
  const BROKEN: [what: string, line: string | Buffer, field: string | null, code: string][] = [
    ["a missing customer", ",Visit,2024-01-01T00:00:00Z,Web,,", "customer", "MISSING_FIELD"],
    ["a missing kind", "ana, ,2024-01-01T00:00:00Z,Web,,", "touchpoint", "MISSING_FIELD"],
    ["a missing time", "ana,Visit,,Web,,", "at", "MISSING_FIELD"],
    ["a bad date", "ana,Visit,2024-13-01T00:00:00Z,Web,,", "at", "BAD_TIME"],
    ["a date in 2099", "ana,Visit,2099-01-01T00:00:00Z,Web,,", "at", "FUTURE_TIME"],
    ["a short row", "ana,Visit,2024-01-01T00:00:00Z", null, "SHORT_ROW"],
    ["a long row", "ana,Visit,2024-01-01T00:00:00Z,Web,,,", null, "LONG_ROW"],
    ["an unclosed quote", 'ana,"Visit,2024-01-01T00:00:00Z,Web,,', null, "UNCLOSED_QUOTE"],
    ["a wrong encoding", Buffer.from("ana,Caf\xe9,2024-01-01T00:00:00Z,Web,,", "latin1"), null, "BAD_ENCODING"],
    ["a key of 600 bytes", `${"k".repeat(600)},Visit,2024-01-01T00:00:00Z,Web,,`, "customer", "KEY_TOO_LONG"],
    ["a kind of 600 bytes", `ana,${"k".repeat(600)},2024-01-01T00:00:00Z,Web,,`, "touchpoint", "KEY_TOO_LONG"],
    ["a value that is no number", "ana,Visit,2024-01-01T00:00:00Z,Web,,9.20 €", "value", "BAD_NUMBER"],
    ["a time that never was", "ana,Visit,2024-03-31 02:30:00,Web,,", "at", "NONEXISTENT_TIME"],
  ];

  it("are counted by code and kept with line, field, reason and row; the good rows are recorded", async () => {
    const good = (i: number) => `cat-${i},Visit,2024-01-01T00:00:${String(i).padStart(2, "0")}Z,Web,,1`;
    const lines = BROKEN.flatMap(([, line], i) => [good(i), line]);
    const content = Buffer.concat(
      [HEADER, ...lines, good(99)].flatMap((line) => [Buffer.from(line), Buffer.from("\n")]),
    );
    const log = file("log.csv", content);
    const { code, json } = await run("import", log, "--zone", "Europe/Berlin", "--strict", "--json");
    expect(code).toBe(2);
    expect(json()).toMatchObject({
      rows: 2 * BROKEN.length + 1,
      // cat-99 has a time with 99 seconds.
      accepted: BROKEN.length,
      rejected: {
        MISSING_FIELD: 3,
        BAD_TIME: 2,
        KEY_TOO_LONG: 2,
        SHORT_ROW: 1,
        LONG_ROW: 1,
        UNCLOSED_QUOTE: 1,
        BAD_ENCODING: 1,
        FUTURE_TIME: 1,
        BAD_NUMBER: 1,
        NONEXISTENT_TIME: 1,
      },
    });
    const rejects = rejectsOf(log);
    BROKEN.forEach(([, line, field, codeOfRow], i) => {
      expect(rejects[i]).toMatchObject({ file: log, line: 2 * i + 3, field, code: codeOfRow });
      expect(rejects[i]!.row).toBe(line.toString("utf8"));
      expect(rejects[i]!.reason).not.toBe("");
    });
    expect(statSync(`${log}.rejected.ndjson`).mode & 0o777).toBe(0o600);
    expect((await run("status", "--json")).json()).toMatchObject({ interactions: BROKEN.length });
  });

  it("leave no file if there are none any more", async () => {
    const log = file("log.csv", `${HEADER}\nana,Visit,soon,Web,,\n`);
    expect((await run("import", log)).code).toBe(2);
    expect(existsSync(`${log}.rejected.ndjson`)).toBe(true);
    file("log.csv", `${HEADER}\nana,Visit,2024-01-01,Web,,\n`);
    expect((await run("import", log)).code).toBe(0);
    expect(existsSync(`${log}.rejected.ndjson`)).toBe(false);
  });

  it("fail the import when there are more than --max-rejects, and nothing is recorded", async () => {
    const log = file("log.csv", `${HEADER}\n${"ana,Visit,soon,Web,,\n".repeat(3)}bob,Visit,2024-01-01,Web,,\n`);
    const { code, err } = await run("import", log, "--max-rejects", "2");
    expect([code, err.split("\n").length]).toEqual([1, 2]);
    expect(err).toMatch(/^error TOO_MANY_REJECTS: /);
    expect((await run("status", "--json")).json()).toMatchObject({ interactions: 0 });
    expect((await run("import", log, "--max-rejects", "3")).code).toBe(2);
  });

  it("can have times in the future, if that is allowed", async () => {
    const log = file("log.csv", `${HEADER}\nana,Visit,2099-01-01T00:00:00Z,Web,,\n`);
    expect((await run("import", log)).code).toBe(2);
    expect((await run("import", log, "--allow-future")).code).toBe(0);
  });
});

describe("a row", () => {
  it("has a hash as its id if no column gives one; equal rows are counted", async () => {
    const row = "ana,Visit,2024-01-01T00:00:00Z,Web,,\n";
    const log = file("log.csv", `${HEADER}\n${row.repeat(3)}`);
    expect((await run("import", log, "--json")).json()).toMatchObject({ accepted: 3, duplicates: 0 });
    const longer = file("longer.csv", `${HEADER}\n${row.repeat(4)}`);
    expect((await run("import", longer, "--json")).json()).toMatchObject({ accepted: 1, duplicates: 3 });
  });

  it("is a conflict if its id exists with other content, unless it replaces that content", async () => {
    const at = (value: number) =>
      file(
        `${value}.csv`,
        `id,sequence,${HEADER}\n1,0,ana,Visit,2024-01-01,Web,,${value}\n2,0,ana,Visit,2024-01-02,Web,,5\n`,
      );
    expect((await run("import", at(1), "--json")).json()).toMatchObject({ accepted: 2 });
    const conflicting = await run("import", at(2), "--json");
    expect(conflicting.code).toBe(2);
    expect(conflicting.json()).toMatchObject({ accepted: 0, duplicates: 1, conflicts: 1, rejected: { CONFLICT: 1 } });
    expect(rejectsOf(at(2))).toMatchObject([{ line: 2, field: "value", code: "CONFLICT" }]);
    expect((await run("import", at(2), "--replace", "--json")).json()).toMatchObject({
      replaced: 1,
      duplicates: 1,
      conflicts: 0,
    });
  });

  it("treats names that share a slug as one thing, and reports it", async () => {
    const log = file(
      "log.csv",
      `${HEADER}\nana,Visit,2024-01-01,Web,Awareness,\nana,VISIT ,2024-01-02,web,awareness,\n`,
    );
    const { json } = await run("import", log, "--json");
    expect(json()).toMatchObject({
      created: { touchpoints: ["web/visit"], channels: ["web"], stages: ["awareness"] },
      mergedNames: [
        { of: "channel", key: "web", names: ["Web", "web"] },
        { of: "stage", key: "awareness", names: ["Awareness", "awareness"] },
        { of: "kind", key: "visit", names: ["VISIT ", "Visit"] },
      ],
    });
  });

  it("has the channel unknown if none is given, or the text that is given for all rows", async () => {
    const log = file("log.csv", "user_id,event,time\nana,Visit,1704067200\n");
    expect((await run("import", log, "--json")).json()).toMatchObject({ created: { touchpoints: ["unknown/visit"] } });
    const shop = file("shop.csv", "user_id,event,time\nana,Visit,1704067201\n");
    expect((await run("import", shop, "--channel", "=Web", "--json")).json()).toMatchObject({
      created: { touchpoints: ["web/visit"] },
    });
  });

  it("keeps every known column, from CSV and from NDJSON alike", async () => {
    const row = {
      customer: "ana",
      id: "7",
      sequence: 3,
      at: "2024-01-01T10:00:00.000Z",
      touchpoint: "Chat",
      channel: "Web",
      stage: "Help",
      journey: "case 1",
      value: 9.2,
      cost: 0.5,
      initiatedBy: "BRAND",
      outcome: "FAILED",
      resolved: false,
      caseId: "c-1",
      intendedChannel: "Phone",
      contextCarried: true,
      repeatedInfo: false,
      referredBy: "bob",
      attributes: { b: "2", a: "1" },
    };
    const cells = Object.values(row).map(
      (cell) => `"${(typeof cell === "object" ? JSON.stringify(cell) : String(cell)).replaceAll('"', '""')}"`,
    );
    const csv = file("log.csv", `${Object.keys(row).join(";")}\r\n${cells.join(";")}\r\n`);
    const ndjson = file("log.ndjson", `${JSON.stringify(row)}\n`);
    expect((await run("import", csv, "--json")).json()).toMatchObject({
      accepted: 1,
      created: { channels: ["phone", "web"] },
    });
    expect((await run("import", ndjson, "--json")).json()).toMatchObject({ accepted: 0, duplicates: 1 });
    const exported = JSON.parse((await run("export", "interactions")).out);
    expect(exported).toMatchObject({ ...row, attributes: { a: "1", b: "2" }, touchpointKey: "web/chat" });
  });

  it("accepts a name that NDJSON rows have without a value, and refuses a name that no row has", async () => {
    const row = { customer: "ana", touchpoint: "Chat", at: "2024-01-01", stage: "", properties: { price: null } };
    const log = file("log.ndjson", `${JSON.stringify(row)}\n`);
    const options = ["--stage", "stage", "--value", "properties.price", "--json"];
    expect((await run("import", log, ...options)).json()).toMatchObject({ accepted: 1 });
    const { code, err } = await run("import", log, "--stage", "phase");
    expect(code).toBe(1);
    expect(err).toContain("BAD_MAPPING");
    expect(err).toContain('"phase"');
  });

  it("keeps the named columns as attributes; in NDJSON, nested names lead into objects", async () => {
    const log = file(
      "log.ndjson",
      `${JSON.stringify({ userId: "ana", event: "Order", timestamp: "2024-01-01", properties: { total: 12.5, sku: "x" } })}\n`,
    );
    const { code } = await run(
      "import",
      log,
      "--customer",
      "userId",
      "--value",
      "properties.total",
      "--attributes",
      "properties.sku",
    );
    expect(code).toBe(0);
    expect(JSON.parse((await run("export", "interactions")).out)).toMatchObject({
      value: 12.5,
      attributes: { "properties.sku": "x" },
    });
  });
});

describe("files", () => {
  const LOG = `${HEADER}\nana,Visit,2024-01-01,Web,,\nbob,Buy,2024-01-02,Store,,5\n`;

  it("may be compressed with gzip, whatever their name, and several may be given", async () => {
    const first = file("first.csv", gzipSync(LOG));
    const second = file("second.csv", `${HEADER}\ncleo,Visit,2024-01-03,Web,,\n`);
    const { code, json } = await run("import", first, second, "--json");
    expect(code).toBe(0);
    expect(json()).toMatchObject({ rows: 3, accepted: 3, files: [{ source: 1 }, { source: 2 }] });
    const { out } = await run("sources");
    expect(out).toMatch(/1 +2 interactions +first\.csv/);
  });

  it("are only read in a dry run", async () => {
    const { code, json } = await run("import", file("log.csv", LOG), "--dry-run", "--json");
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      accepted: 2,
      files: [{ dryRun: true, source: null, created: { touchpoints: ["store/buy", "web/visit"] } }],
    });
    expect((await run("status", "--json")).json()).toMatchObject({ version: 0, interactions: 0 });
  });

  it.each([
    ["log.xlsx", "PK", "BAD_FILE", "CSV UTF-8"],
    ["log.csv", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), "BAD_FILE", "CSV UTF-8"],
    ["log.csv", Buffer.from("\uFEFFcase_id", "utf16le"), "BAD_MAPPING", "--touchpoint COLUMN"],
    ["log.csv", "", "BAD_FILE", "header"],
    ["log.json", '[{"a":1}]', "BAD_MAPPING", "--customer COLUMN"],
    ["log.xes", "<?xml version='1.0'?>", "BAD_FILE", "CSV"],
    ["log.csv.gz", gzipSync(LOG).subarray(0, 30), "BAD_FILE", "gzip -t"],
    ["log.csv", "who,what,when\nana,Visit,2024-01-01\n", "BAD_MAPPING", "--customer COLUMN"],
  ])("%s that is no log is refused in one line with the remedy", async (name, content, code, remedy) => {
    const { code: exit, err, out } = await run("import", file(name, content));
    expect([exit, out]).toEqual([1, ""]);
    expect(err).toMatch(new RegExp(`^error ${code}: [^\\n]*${remedy}[^\\n]*\\n$`));
  });

  it("that do not exist are reported, and so are columns that do not exist", async () => {
    expect((await run("import", join(folder, "no.csv"))).err).toMatch(
      /^error BAD_FILE: .*no\.csv does not exist\. Check the path\.\n$/,
    );
    const { err } = await run("import", file("log.csv", LOG), "--at", "timestmap");
    expect(err).toMatch(/^error BAD_MAPPING: .* no column "timestmap" \(for at\)\. The nearest: timestamp\.\n$/);
  });
});

it("have mapping and catalogue in files; the command line takes precedence", async () => {
  const mapping = file(
    "mapping.yaml",
    "customer: who\ntouchpoint: what\nat: when\nchannel: =Post\nbrand: ['Letter*']\nzone: Europe/Berlin\n",
  );
  const catalogue = file(
    "catalogue.yaml",
    `channels:
  - { key: post, name: Post, medium: OFFLINE }
  - { name: Phone line, medium: OFFLINE, assisted: true }
stages:
  - { name: Awareness, position: 1, phase: PRE_PURCHASE, purpose: first interest }
touchpoints:
  - { match: 'Letter*', stage: Awareness, owner: Print team }
  - { key: tv/spot, kind: TV spot, initiatedBy: BRAND }
goals:
  - { key: purchase, name: Purchase, kinds: [Order], default: true }
serviceLevels:
  - { from: post, to: phone-line, wait: P2D }
`,
  );
  const log = file("log.csv", "who,what,when\nana,Letter A,2024-10-27 02:30:00\nana,Order,2024-10-28 12:00\n");
  const { code, json } = await run("import", log, "--map", mapping, "--catalogue", catalogue, "--json");
  expect(code).toBe(0);
  expect(json()).toMatchObject({
    files: [{ localTimes: { zone: "Europe/Berlin", read: 2, occurredTwice: 1, nonexistent: 0 } }],
  });
  const shown = (await run("catalogue", "show", "--json")).json();
  expect(shown).toMatchObject({
    channels: [{ key: "phone-line", assisted: true }, { key: "post", medium: "OFFLINE" }, { key: "tv" }],
    stages: [{ key: "awareness", position: 1, purpose: "first interest" }],
    touchpoints: [
      { key: "post/letter-a", stage: "awareness", owner: "Print team", initiatedBy: "BRAND" },
      { key: "post/order", stage: null, declared: false },
      { key: "tv/spot", initiatedBy: "BRAND", declared: true },
    ],
    goals: [{ key: "purchase", isDefault: true, selector: { kinds: ["Order"] } }],
    serviceLevels: [{ from: "post", to: "phone-line", wait: 172_800_000 }],
  });
  // The catalogue can be applied as it is shown. Nothing changes then.
  const yaml = file("shown.yaml", (await run("catalogue", "show")).out);
  const other = runner(join(folder, "other"));
  expect((await other("catalogue", "apply", yaml)).code).toBe(0);
  expect((await other("catalogue", "show")).out).toBe((await run("catalogue", "show")).out);
  expect((await run("catalogue", "apply", catalogue)).out).toMatch(/^Nothing changes/);
});

describe("customers' attributes", () => {
  it("are set, kept and removed", async () => {
    const people = (text: string) => file("people.csv", text);
    const load = (...more: string[]) =>
      run("import", "--kind", "customers", join(folder, "people.csv"), "--customer", "id", ...more);
    people("id,age,region\nana,30,north\n,40,south\nbob,50,\n");
    const first = await load();
    expect(first.code).toBe(2);
    expect(first.out).toContain("rejected 1: MISSING_FIELD 1");
    people("id,age,region\nana,31,\n");
    expect((await load("--attributes", "age")).code).toBe(0);
    expect((await load("--json")).json()).toMatchObject({ files: [{ accepted: 1, changed: 1 }] });
    expect((await load("--json")).json()).toMatchObject({ files: [{ accepted: 1, changed: 0 }] });
  });

  it("take the column customer by themselves", async () => {
    const path = file("people.csv", "customer,age\nana,30\n");
    expect((await run("import", "--kind", "customers", path)).code).toBe(0);
  });

  it("require the customer's column", async () => {
    const path = file("people.csv", "id,age\nana,30\n");
    expect((await run("import", "--kind", "customers", path)).err).toMatch(
      /^error BAD_MAPPING: .*--customer COLUMN\.\n$/,
    );
  });
});
