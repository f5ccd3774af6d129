// Personas and blueprints: declared, saved as versions, measured, removed.
import { expect } from "vitest";
import type { Measurement } from "../../../src/model/blueprint.js";
import { DAY } from "../../../src/model/time.js";
import { blueprintOf, stepOf } from "../../support/blueprints.js";
import { batchFor, DAY_ONE } from "../../support/histories.js";
import type { Cases } from "../store.contract.js";

const MEASUREMENT: Measurement = {
  from: DAY_ONE,
  before: DAY_ONE + 30 * DAY,
  measuredAt: DAY_ONE + 31 * DAY,
  dataVersion: 7,
  counts: { journeys: 12, steps: [{ key: "ad", reached: 9 }] },
};

export function designCases(test: Cases): void {
  test("a persona is declared, changed field by field, ordered by position, and removed", async (store) => {
    await store.upsertCatalogue({ channels: [{ key: "web", name: "Website" }] });
    await store.upsertCatalogue({
      personas: [
        { key: "busy", name: "Busy parent", needs: ["speed"], preferredChannels: ["Website", "web", "Phone"] },
        { key: "first", name: "First buyer", demographics: { age: "18–25" }, rule: { minInteractions: 2 } },
      ],
    });
    await store.upsertCatalogue({ personas: [{ key: "first", position: 0, goals: ["a fair price"] }] });
    const { personas, channels } = await store.catalogue();
    expect(personas.map(({ key, position }) => [key, position])).toEqual([
      ["first", 0],
      ["busy", 1],
    ]);
    expect(personas[0]).toEqual({
      key: "first",
      name: "First buyer",
      description: null,
      position: 0,
      picture: null,
      demographics: { age: "18–25" },
      psychographics: [],
      behaviours: [],
      needs: [],
      goals: ["a fair price"],
      painPoints: [],
      preferredChannels: [],
      rule: { minInteractions: 2 },
    });
    expect(personas[1]!.preferredChannels).toEqual(["web", "phone"]);
    expect(channels.map(({ key }) => key)).toEqual(["phone", "web"]);
    await expect(store.upsertCatalogue({ removedChannels: ["phone"] })).rejects.toMatchObject({
      code: "IN_USE",
      message: expect.stringContaining('persona "busy"') as string,
    });
    await store.upsertCatalogue({ removedPersonas: ["busy"] });
    await store.upsertCatalogue({ removedChannels: ["phone"] });
    expect((await store.catalogue()).personas.map(({ key }) => key)).toEqual(["first"]);
  });

  test("a picture that is not a small image is refused", async (store) => {
    const version = await store.version();
    for (const picture of ["https://example.org/a.png", "data:image/svg+xml;base64,AAAA", "data:image/png;base64,é"])
      await expect(store.upsertCatalogue({ personas: [{ key: "p", picture }] })).rejects.toMatchObject({
        code: "BAD_CATALOGUE",
      });
    expect(await store.version()).toBe(version);
    await store.upsertCatalogue({ personas: [{ key: "p", picture: "data:image/png;base64,iVBORw0KGgo=" }] });
    expect((await store.catalogue()).personas[0]!.picture).toBe("data:image/png;base64,iVBORw0KGgo=");
  });

  test("a blueprint is saved as versions; the same content again changes nothing", async (store) => {
    await store.record(batchFor({ ana: "web/ad@09:00 web/site@09:05 store/buy@10:00" }));
    await store.upsertCatalogue({ personas: [{ key: "busy", name: "Busy parent" }] });
    const first = blueprintOf("purchase", [stepOf("ad", ["web/ad"], ["buy"]), stepOf("buy", ["buy"])], {
      persona: "busy",
    });
    await store.upsertCatalogue({ blueprints: [first] });
    const version = await store.version();
    await store.upsertCatalogue({ blueprints: [{ ...first, savedAt: first.savedAt + 1 }] });
    expect(await store.version()).toBe(version);
    await store.upsertCatalogue({ blueprints: [{ ...first, name: "Purchase, shorter" }] });
    const { blueprints } = await store.catalogue();
    expect(blueprints.map(({ key, version: saved, name }) => [key, saved, name])).toEqual([
      ["purchase", 1, "purchase"],
      ["purchase", 2, "Purchase, shorter"],
    ]);
    // A step names a touchpoint by its name too.
    expect(blueprints[0]!.steps.map(({ at }) => at)).toEqual([["web/ad"], ["store/buy"]]);
    expect(blueprints[0]!.persona).toBe("busy");
    await expect(
      store.upsertCatalogue({ blueprints: [{ ...first, version: 1, name: "Other" }] }),
    ).rejects.toMatchObject({ code: "BAD_CATALOGUE", at: "blueprints[0].version" });
    await expect(store.upsertCatalogue({ removedPersonas: ["busy"] })).rejects.toMatchObject({ code: "IN_USE" });
  });

  test("the touchpoints of a blueprint stay when the rows that brought them are taken back", async (store) => {
    const { number: source } = await store.openSource({ name: "s", hash: "h", mapping: "{}" }, 1);
    await store.record(batchFor({ ana: "web/Ad@09:00 web/site@09:05" }, { source }));
    await store.upsertCatalogue({ blueprints: [blueprintOf("visit", [stepOf("ad", ["Ad"])])] });
    await store.forget(source);
    expect((await store.catalogue()).touchpoints.map(({ key, name }) => [key, name])).toEqual([["web/ad", "Ad"]]);
    await expect(store.upsertCatalogue({ removedTouchpoints: ["web/ad"] })).rejects.toMatchObject({
      code: "IN_USE",
      message: expect.stringContaining('blueprint "visit" (version 1)') as string,
    });
    await store.upsertCatalogue({ removedBlueprints: [{ key: "visit", version: 1 }] });
    await store.upsertCatalogue({ removedTouchpoints: ["web/ad"] });
    expect((await store.catalogue()).touchpoints).toEqual([]);
  });

  test("measurements are kept with their version, one for each span, and protect it", async (store) => {
    await store.record(batchFor({ ana: "web/ad@09:00" }));
    await store.upsertCatalogue({ blueprints: [blueprintOf("visit", [stepOf("ad", ["web/ad"])])] });
    const visit = { key: "visit", version: 1 };
    await store.upsertCatalogue({ measurements: [{ ...visit, measurement: MEASUREMENT }] });
    const again = { ...MEASUREMENT, counts: { journeys: 13 } };
    const earlier = { ...MEASUREMENT, from: DAY_ONE - DAY };
    await store.upsertCatalogue({
      measurements: [
        { ...visit, measurement: again },
        { ...visit, measurement: earlier },
      ],
    });
    expect((await store.catalogue()).blueprints[0]!.measurements).toEqual([earlier, again]);
    await expect(store.upsertCatalogue({ removedBlueprints: [visit] })).rejects.toMatchObject({ code: "IN_USE" });
    await store.upsertCatalogue({
      removedMeasurements: [earlier, again].map(({ from, before }) => ({ ...visit, from, before })),
    });
    await store.upsertCatalogue({ removedBlueprints: [visit] });
    expect((await store.catalogue()).blueprints).toEqual([]);
    await expect(
      store.upsertCatalogue({ measurements: [{ ...visit, measurement: MEASUREMENT }] }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a blueprint with a mistake is refused with its place, and nothing is saved", async (store) => {
    await store.record(batchFor({ ana: "web/ad@09:00 store/ad@10:00" }));
    const version = await store.version();
    const circle = [stepOf("a", ["web/ad"], ["b"]), stepOf("b", ["web/ad"], ["a"])];
    for (const [steps, at, code] of [
      [circle, "blueprints[0].steps[0].next", "BAD_CATALOGUE"],
      [[stepOf("a", ["web/adv"])], "blueprints[0].steps[0].at[0]", "UNKNOWN_NAME"],
      [[stepOf("a", ["ad"])], "blueprints[0].steps[0].at[0]", "UNKNOWN_NAME"],
    ] as const)
      await expect(
        store.upsertCatalogue({
          goals: [{ key: "g", name: "g", selector: { any: true }, isDefault: false }],
          blueprints: [blueprintOf("x", steps)],
        }),
      ).rejects.toMatchObject({ at, code });
    await expect(
      store.upsertCatalogue({ blueprints: [blueprintOf("x", [stepOf("a", ["web/ad"])], { persona: "nobody" })] }),
    ).rejects.toMatchObject({ at: "blueprints[0].persona" });
    expect(await store.version()).toBe(version);
  });

  test("two stages cannot have one position", async (store) => {
    await store.upsertCatalogue({ stages: [{ key: "a", position: 1 }] });
    await expect(store.upsertCatalogue({ stages: [{ key: "b", position: 1 }] })).rejects.toMatchObject({
      code: "BAD_CATALOGUE",
    });
    await store.upsertCatalogue({
      stages: [
        { key: "a", position: 2 },
        { key: "b", position: 1 },
      ],
    });
    expect((await store.catalogue()).stages.map(({ key }) => key)).toEqual(["b", "a"]);
  });
}
