// Tests of the catalogue file. All mistakes are reported together, each with its line, and a catalogue that is exported
// and applied again stays the same.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import { applyCatalogueFile, catalogueToYaml, parseCatalogueFile } from "../../src/ingest/catalogue/catalogueFile.js";
import type { ThroughlineError } from "../../src/model/errors.js";

const WHOLE = `
channels:
  - { key: web, name: Website, medium: ONLINE }
  - { key: phone, name: Phone, medium: OFFLINE, assisted: true }
stages:
  - { key: first, name: First interest, position: 1, phase: PRE_PURCHASE, purpose: first interest }
touchpoints:
  - { key: web/ad, kind: Ad, stage: first, owner: Marketing, stakeholders: [Sales, Legal], initiatedBy: BRAND }
  - { key: web/buy, kind: Buy, description: "the purchase" }
  - { key: phone/call, kind: Call }
goals:
  - { key: buy, name: Purchase, touchpoints: [web/buy], default: true }
serviceLevels:
  - { from: web, to: phone, wait: PT24H }
personas:
  - key: busy
    name: Busy parent
    description: Buys in the evening
    picture: data:image/png;base64,iVBORw0KGgo=
    demographics: { age: 30–45, children: "2" }
    psychographics: [values time]
    behaviours: [compares on the phone]
    needs: [a quick answer]
    goals: [to be done today]
    painPoints: [long forms]
    preferredChannels: [Website]
    rule: { attributes: [{ key: children, in: ["1", "2"] }], minInteractions: 2 }
  - { key: other, name: Everyone else }
blueprints:
  - key: purchase
    name: Purchase
    persona: busy
    savedAt: 2026-01-01T00:00:00.000Z
    steps:
      - { key: ad, at: web/ad, does: sees the ad, thinks: "nice?", feels: curious, emotion: 1, next: [call, buy] }
      - { key: call, at: [phone/call], optional: true, repeatable: true, painPoints: [a queue], owner: Care, expectedWait: PT2H }
      - { key: buy, name: Buys, at: [web/buy, phone/call], expectedWait: P2D }
    measurements:
      - { from: 2026-01-01T00:00:00.000Z, before: 2026-02-01T00:00:00.000Z, measuredAt: 2026-02-02T00:00:00.000Z, dataVersion: 3, counts: { journeys: 2 } }
  - key: welcome
    kind: SERIES
    savedAt: 2026-01-01T00:00:00.000Z
    steps:
      - { key: hello, at: web/ad, delay: PT0S }
      - { key: reminder, at: web/ad, delay: P3D, next: [] }
`;

async function withStore(use: (store: GraphStore) => Promise<void>): Promise<void> {
  const store = await openEmbedded(mkdtempSync(join(tmpdir(), "catalogue-")));
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

function mistakeOf(text: string): ThroughlineError {
  try {
    parseCatalogueFile(text, "c.yaml");
  } catch (error) {
    return error as ThroughlineError;
  }
  throw new Error("no mistake was found");
}

it("exports what was applied, and applying the export to an empty store gives the same catalogue", async () => {
  await withStore(async (store) => {
    await applyCatalogueFile(store, parseCatalogueFile(WHOLE, "c.yaml"));
    const catalogue = await store.catalogue();
    expect(
      catalogue.blueprints.map(({ key, version, steps }) => [key, version, steps.map(({ next }) => next)]),
    ).toEqual([
      ["purchase", 1, [["call", "buy"], ["buy"], []]],
      ["welcome", 1, [["reminder"], []]],
    ]);
    const exported = catalogueToYaml(catalogue);
    const { version } = catalogue;
    await applyCatalogueFile(store, parseCatalogueFile(exported, "again.yaml"));
    expect({ ...(await store.catalogue()), version }).toEqual(catalogue);
    await withStore(async (other) => {
      await applyCatalogueFile(other, parseCatalogueFile(exported, "exported.yaml"));
      expect({ ...(await other.catalogue()), version }).toEqual(catalogue);
      expect(catalogueToYaml(await other.catalogue())).toBe(exported);
    });
  });
});

it("names the line and the place of a mistake", () => {
  const { code, message, at } = mistakeOf("stages:\n  - key: a\n    position: first\n");
  expect({ code, message, at }).toEqual({
    code: "BAD_CATALOGUE",
    message: "c.yaml, stages[0].position: line 3: This is not a whole number.",
    at: "c.yaml: stages[0].position",
  });
});

it("names all mistakes of the file, each with its line", () => {
  const text = [
    "stages:",
    "  - { key: a, phase: NEVER }",
    "goals:",
    "  - { key: g, kind: x }",
    "personas:",
    "  - { key: p, picture: photo.png }",
    "blueprints:",
    "  - key: b",
    "    steps:",
    "      - { key: one, at: web/ad, next: [two] }",
    "      - { key: two, at: web/ad, next: [one] }",
    "  - key: c",
    "    steps:",
    "      - { key: one, at: web/ad, expectedWait: soon }",
  ].join("\n");
  const { code, message } = mistakeOf(text);
  expect(code).toBe("BAD_CATALOGUE");
  expect(message).toMatch(/^c\.yaml: 5 mistakes\. /);
  for (const place of [
    "stages[0].phase: line 2:",
    "goals[0].kind: line 4:",
    "personas[0].picture: line 6:",
    "blueprints[0].steps[0].next: line 10: The steps form a circle: one → two → one.",
    "blueprints[1].steps[0].expectedWait: line 14:",
  ])
    expect(message).toContain(place);
});

it("names the line of a mistake that only the store can see, and saves nothing", async () => {
  await withStore(async (store) => {
    const apply = (text: string) => applyCatalogueFile(store, parseCatalogueFile(text, "c.yaml"));
    await apply("touchpoints:\n  - { key: web/ad, kind: Ad }\n");
    const version = await store.version();
    await expect(
      apply(
        "goals:\n  - { key: g, any: true }\nblueprints:\n  - key: b\n    steps:\n      - key: s\n        at: web/adv\n",
      ),
    ).rejects.toMatchObject({
      code: "UNKNOWN_NAME",
      message: expect.stringContaining("c.yaml, blueprints[0].steps[0].at[0]: line 7: ") as string,
      allowed: ["web/ad"],
    });
    await expect(apply("stages:\n  - { key: a, position: 1 }\n  - { key: b, position: 1 }\n")).rejects.toMatchObject({
      message: expect.stringContaining("stages[1].position: line 3: ") as string,
    });
    expect(await store.version()).toBe(version);
  });
});
