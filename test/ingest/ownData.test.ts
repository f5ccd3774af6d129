// Tests docs/own-data.md: every mapping works on the rows that the page shows above it, and the catalogue files of the
// docs and of examples/ are valid.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCatalogueFile } from "../../src/ingest/catalogue/catalogueFile.js";
import { parseMappingFile } from "../../src/ingest/mapping/mappingFile.js";
import { runner } from "../commands/run.js";

const ROOT = resolve(import.meta.dirname, "../..");
const docs = readFileSync(join(ROOT, "docs/own-data.md"), "utf8");
const exports = docs.slice(docs.indexOf("## Mappings"), docs.indexOf("## Times")).split("\n### ").slice(1);
const block = (text: string, kind: string) => new RegExp(`\`\`\`(?:${kind})\n(.*?)\`\`\``, "s").exec(text)?.[1];

describe("mappings for common exports", () => {
  it("exist", () => expect(exports.length).toBeGreaterThan(5));

  it.each(exports.map((section) => [section.split("\n")[0]!, section] as const))("%s", async (_title, section) => {
    const folder = mkdtempSync(join(tmpdir(), "throughline-"));
    const rows = block(section, "csv|json")!;
    const mapping = block(section, "yaml");
    writeFileSync(join(folder, "log"), rows);
    writeFileSync(join(folder, "mapping.yaml"), mapping ?? "");
    const { code, json } = await runner(join(folder, "data"))(
      "import",
      join(folder, "log"),
      "--map",
      join(folder, "mapping.yaml"),
      "--json",
    );
    expect(code).toBe(0);
    const before = rows.startsWith("{") ? 0 : rows.startsWith("sep=") ? 2 : 1;
    expect(json()).toMatchObject({
      accepted: rows.trim().split("\n").length - before,
      rejectedRows: 0,
      files: [{ leftOutValues: [] }],
    });
  });
});

it("the report is that of an import of the example", async () => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-"));
  const { out } = await runner(folder)("import", join(ROOT, "examples/shop.csv"), "--dry-run");
  const printed = out.replace(`${ROOT}/`, "").replace(/in [\d.]+ s \([\d,]+ a second\)/, "in 0.1 s (4,000 a second)");
  expect(block(docs, "text")).toBe(printed);
});

it("every code of a rejected row is explained", () => {
  const codes = readFileSync(join(ROOT, "src/model/errors.ts"), "utf8")
    .split("// reasons why a row is rejected")[1]!
    .split("//")[0]!;
  const ofApi = ["UNKNOWN_TOUCHPOINT", "UNKNOWN_CHANNEL", "TOO_MANY_REJECTS"];
  for (const [code] of codes.matchAll(/[A-Z_]{5,}/g)) if (!ofApi.includes(code)) expect(docs).toContain(`\`${code}\``);
});

it("the catalogue of the docs is valid", () => {
  expect(parseCatalogueFile(block(docs.slice(docs.indexOf("## The catalogue")), "yaml")!, "docs").rules).toHaveLength(
    1,
  );
});

describe("examples", () => {
  it("shop.csv can be imported with its mapping and catalogue, and without", async () => {
    const folder = mkdtempSync(join(tmpdir(), "throughline-"));
    const example = (name: string) => join(ROOT, "examples", name);
    const run = runner(join(folder, "data"));
    const whole = await run(
      "import",
      example("shop.csv"),
      "--map",
      example("mapping.yaml"),
      "--catalogue",
      example("catalogue.yaml"),
      "--json",
    );
    expect(whole.code).toBe(0);
    expect((await run("status", "--json")).json()).toMatchObject({ customers: 60 });
    const catalogue = (await run("catalogue", "show", "--json")).json<{
      touchpoints: { key: string; initiatedBy: string; owner: string }[];
    }>();
    expect(catalogue.touchpoints.find(({ key }) => key === "post/delivery")).toMatchObject({
      initiatedBy: "PARTNER",
      owner: "Logistics",
    });
    const bare = await runner(join(folder, "bare"))("import", example("shop.csv"), "--json");
    expect(bare.json()).toMatchObject({ rejectedRows: 0, accepted: whole.json<{ accepted: number }>().accepted });
  });
});

describe("a mapping file", () => {
  it.each([
    ["custmer: a\n", "custmer", "customer"],
    ["customer: [a]\n", "customer", ""],
    ["attributes: { a: 1 }\n", "attributes", ""],
    ["- a\n", "", ""],
    ["customer: [\n", "", ""],
  ])("%j is refused with its place", (text, field, near) => {
    try {
      parseMappingFile(text, "mapping.yaml");
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        code: "BAD_MAPPING",
        at: field === "" ? "mapping.yaml" : `mapping.yaml: ${field}`,
      });
      expect((error as { remedy: string }).remedy).toContain(near);
    }
  });
});
