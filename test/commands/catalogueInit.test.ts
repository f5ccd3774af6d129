// The starter catalogue can be applied without changes, for every scheme of stages. The catalogue that is then shown
// has the same content.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { SCHEMES, starterCatalogue } from "../../src/ingest/catalogue/starter.js";
import { KINDS } from "../../src/ingest/catalogue/starterKinds.js";
import type { Catalogue } from "../../src/model/catalogue.js";
import { runner } from "./run.js";

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
});

describe("catalogue init", () => {
  it.each(Object.entries(SCHEMES))("writes a catalogue in the scheme %s that can be applied", async (scheme, names) => {
    const file = join(folder, "catalogue.yaml");
    const { code, out } = await run("catalogue", "init", file, "--stages", scheme);
    expect(code).toBe(0);
    expect(out).toMatch(/^Wrote .*catalogue\.yaml: 23 channels, [34] stages, \d+ touchpoints\. Edit it/);
    expect(existsSync(join(folder, "data"))).toBe(false);

    expect(await run("catalogue", "apply", file)).toMatchObject({ code: 0, err: "" });
    const shown = (await run("catalogue", "show", "--json")).json<Catalogue>();
    expect(shown.stages.map(({ name }) => name)).toEqual(names);
    expect(shown.touchpoints).toHaveLength(starterCatalogue(names).touchpoints);
    expect(new Set(shown.touchpoints.map(({ kind }) => kind))).toEqual(new Set(KINDS.map(({ kind }) => kind)));
    for (const { stage, description } of shown.touchpoints) {
      expect(shown.stages.map(({ key }) => key)).toContain(stage);
      expect(description).toMatch(/\w/);
    }
    expect(shown.goals.find(({ isDefault }) => isDefault)?.key).toBe("purchase");
    expect(shown.touchpoints.find(({ key }) => key === "tv/tv-ad")).toMatchObject({ initiatedBy: "BRAND" });

    // A catalogue that is shown and applied again is the same.
    const { out: yaml } = await run("catalogue", "show");
    const again = join(folder, "again.yaml");
    writeFileSync(again, yaml);
    expect((await run("catalogue", "apply", again)).code).toBe(0);
    expect((await run("catalogue", "show")).out).toBe(yaml);
  });

  it("gives three stages to the kinds of four: awareness and consideration share the first", () => {
    const stageOf = (names: readonly string[], key: string) =>
      new RegExp(`key: ${key}\\n(?:    .*\\n)*?    stage: (.*)\\n`).exec(starterCatalogue(names).yaml)?.[1];
    expect(stageOf(SCHEMES.phases, "search/search-ad")).toBe("before-purchase");
    expect(stageOf(SCHEMES.phases, "web/product-page")).toBe("before-purchase");
    expect(stageOf(SCHEMES.phases, "web/payment")).toBe("during-purchase");
    expect(stageOf(SCHEMES.phases, "phone/support-call")).toBe("after-purchase");
    expect(stageOf(["Discover", "Choose", "Buy", "Enjoy"], "web/product-page")).toBe("choose");
  });

  it("writes to standard output, and as JSON", async () => {
    const { out } = await run("catalogue", "init", "-", "--stages", "Discover, Choose, Buy, Enjoy");
    expect(out).toContain("name: Enjoy");
    expect((await run("catalogue", "init", "-", "--json")).json()).toMatchObject({
      file: null,
      stages: [...SCHEMES.funnel],
      channels: 23,
      yaml: expect.stringContaining("search/search-ad"),
    });
  });

  it("overwrites no file", async () => {
    const file = join(folder, "mine.yaml");
    writeFileSync(file, "mine");
    const { code, err } = await run("catalogue", "init", file);
    expect([code, err]).toEqual([
      expect.any(Number),
      `error BAD_FILE: ${file} exists already. Name another file, or move this one away.\n`,
    ]);
    expect(code).not.toBe(0);
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  it.each([
    ["Discover,Buy", "A starter catalogue has three or four stages, not 2."],
    ["funel", "A starter catalogue has three or four stages, not 1."],
    ["A,B,a", 'Two stages have the name "a".'],
    ["A,B,,C", "A starter catalogue has three or four stages, not 3."],
  ])("refuses the stages %s", async (stages, message) => {
    const { code, err } = await run("catalogue", "init", "-", "--stages", stages);
    expect(code).toBe(1);
    expect(err).toContain(`error BAD_ARGUMENT: ${message}`);
    expect(err).toContain("Or name a scheme: funnel, evaluation, phases.");
  });

  it("names each kind once, with channels that exist", () => {
    expect(new Set(KINDS.map(({ kind }) => kind)).size).toBe(KINDS.length);
    const { yaml } = starterCatalogue();
    for (const { channels } of KINDS) for (const channel of channels) expect(yaml).toContain(`name: ${channel}\n`);
  });
});
