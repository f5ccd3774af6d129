// Tests of the properties that an import keeps, and of touchpoint rules with conditions on properties.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { runner } from "./run.js";

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Exported {
  readonly touchpoint: string;
  readonly channel?: string;
  readonly stage?: string;
  readonly attributes?: object;
}

/** The interactions in the store, as an export writes them. */
async function interactions(): Promise<Exported[]> {
  const { out } = await run("export", "interactions");
  return out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Exported);
}

describe("properties", () => {
  const LOG =
    "user,event,time,page,device,outcome\nana,visit,2024-01-01,/home,phone,\nbo,visit,2024-01-01,,desk,SUCCEEDED\n";

  it("are all columns that are no field, without a declaration", async () => {
    const { out } = await run("import", file("log.csv", LOG));
    expect(out).toContain("attributes ← page,device");
    expect(out).not.toContain("unused");
    expect((await interactions()).map(({ attributes }) => attributes)).toEqual([
      { device: "phone", page: "/home" },
      { device: "desk" },
    ]);
  });

  it("are those that are named, or none", async () => {
    await run("import", file("log.csv", LOG), "--attributes", "page");
    expect((await interactions()).map(({ attributes }) => attributes)).toEqual([{ page: "/home" }, undefined]);
    run = runner(join(folder, "other"));
    const { out } = await run("import", file("log.csv", LOG), "--attributes", "none");
    expect(out).toContain("unused: page, device");
    expect((await interactions()).map(({ attributes }) => attributes)).toEqual([undefined, undefined]);
    const named = await run("import", file("map.csv", LOG), "--map", file("map.yaml", "attributes: none\n"));
    expect(named.out).toContain("unused: page, device");
  });

  it("of JSON keep their nesting, without what fields read from it", async () => {
    const row = {
      event: "order",
      properties: { distinct_id: "u1", time: 1704639324, total: 12.5, tags: ["a", "b"], site: { lang: "en" } },
      paid: true,
      note: "[draft",
    };
    const log = file("log.ndjson", `${JSON.stringify(row)}\n`);
    const { code } = await run(...["import", log, "--customer", "properties.distinct_id", "--at", "properties.time"]);
    expect(code).toBe(0);
    expect((await interactions()).map(({ attributes }) => attributes)).toEqual([
      { note: "[draft", paid: "true", properties: { site: { lang: "en" }, tags: ["a", "b"], total: 12.5 } },
    ]);
  });

  it("of JSON are also kept if the first thousand objects do not have them", async () => {
    const lines = Array.from({ length: 1_200 }, (_, i) =>
      JSON.stringify({
        user: "ana",
        event: "visit",
        time: 1_700_000_000 + i,
        ...(i === 1_100 ? { late: "yes", deep: { a: [1, 2] }, empty: "", nothing: null } : {}),
      }),
    );
    await run("import", file("log.ndjson", lines.join("\n")));
    const known = (await interactions()).flatMap(({ attributes }) => (attributes === undefined ? [] : [attributes]));
    expect(known).toEqual([{ deep: { a: [1, 2] }, late: "yes" }]);
    run = runner(join(folder, "none"));
    await run("import", file("again.ndjson", lines.join("\n")), "--attributes", "none");
    expect((await interactions()).every(({ attributes }) => attributes === undefined)).toBe(true);
  });

  it("of a file that was imported before are the same, and a file imported again changes nothing", async () => {
    const log = file("log.csv", LOG);
    await run("import", log);
    expect((await run("import", log)).out).toContain("0 new, 2 there already, 0 in conflict");
    const none = await run("import", file("same.csv", LOG), "--attributes", "none");
    expect(none.code).toBe(2);
    expect(none.out).toContain("2 in conflict");
  });
});

describe("touchpoint rules", () => {
  const LOG = [
    "id,user,event,time,path,section",
    "1,ana,Page viewed,2024-01-01T10:00:00Z,/product/17,Shoes",
    "2,ana,Page viewed,2024-01-01T10:01:00Z,/checkout,",
    "3,ana,page-viewed,2024-01-01T10:02:00Z,/about,",
    "4,ana,Call,2024-01-01T11:00:00Z,,",
    "5,bo,Page viewed,2024-01-02T10:00:00Z,/product/checkout,",
  ].join("\n");
  const RULES = `
touchpointRules:
  - { at: { property: { key: path, like: "/product/*" } }, kind: Product page, stage: Consideration }
  - { at: { all: [{ kinds: [Page viewed] }, { property: { key: path, in: [/checkout] } }] }, kind: Checkout, channel: Web }
  - { at: { kinds: [Page viewed] }, kind: Other page, channel: Web }
  - { at: { not: { anyOf: [{ property: { key: path, known: true } }, { stages: [none] }, { channels: [fax] }] } }, channel: Phone }
`;

  it("give rows the names of the first rule that selects them", async () => {
    const log = file("log.csv", LOG);
    const { code } = await run("import", log, "--catalogue", file("rules.yaml", RULES));
    expect(code).toBe(0);
    expect(
      (await interactions()).map(({ touchpoint, channel, stage }) => [channel ?? null, touchpoint, stage ?? null]),
    ).toEqual([
      [null, "Product page", "Consideration"],
      ["Web", "Checkout", null],
      ["Web", "Other page", null],
      ["Phone", "Call", null],
      [null, "Product page", "Consideration"],
    ]);
    // The same file with the same rules changes nothing. With other rules, its rows are conflicts.
    expect((await run("import", log, "--catalogue", file("rules.yaml", RULES))).out).toContain("5 there already");
    const other = await run("import", log);
    expect(other.code).toBe(2);
    expect(other.out).toContain("5 in conflict");
    const replaced = await run("import", log, "--replace");
    expect(replaced.code).toBe(0);
    expect((await interactions()).map(({ touchpoint }) => touchpoint)).toContain("Page viewed");
  });

  it.each<[string, string, string, string]>([
    ["no selector", "  - { kind: Page }", "touchpointRules[0].at", "This is missing"],
    ["two choices", "  - { at: { kinds: [a], any: true }, kind: Page }", "touchpointRules[0].at", "2 choices"],
    ["nothing to set", "  - { at: { any: true } }", "touchpointRules[0]", "sets nothing"],
    ["an unknown name", "  - { at: { any: true }, kinds: Page }", "touchpointRules[0].kinds", "not known here"],
    ["a goal", "  - { at: { all: [{ goal: buy }] }, kind: Page }", "touchpointRules[0].at.all[0].goal", "goal"],
    [
      "a condition without a part",
      "  - { at: { property: { key: path } }, kind: Page }",
      "touchpointRules[0].at.property",
      "",
    ],
    [
      "a misspelt condition",
      "  - { at: { property: { key: path, lik: x } }, kind: Page }",
      "touchpointRules[0]",
      "lik",
    ],
  ])("with %s are refused with the line, before anything is imported", async (_, rule, at, message) => {
    const yaml = file("rules.yaml", `channels:\n  - { name: Web }\ntouchpointRules:\n${rule}\n`);
    const { code, err } = await run("import", file("log.csv", LOG), "--catalogue", yaml);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(err).toContain(at);
    expect(err).toMatch(/\b4\b/);
    expect((await run("status")).code).not.toBe(0);
  });
});
