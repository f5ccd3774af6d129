// The synthetic retailer's catalogue can be applied, and contains everything that the lists of the field require.
import { describe, expect, it } from "vitest";
import { derivedCatalogue } from "../../bench/demoProjection.js";
import { demoOrigins } from "../../src/demo/generate.js";
import { slug, touchpointKey } from "../../src/model/keys.js";

const catalogue = derivedCatalogue();

describe("the demo's catalogue", () => {
  it("has four stages in order, at least twelve channels and forty kinds", () => {
    expect(catalogue.stages.map((s) => s.name)).toEqual(["Awareness", "Consideration", "Decision", "Retention"]);
    expect(catalogue.channels.length).toBeGreaterThanOrEqual(12);
    expect(new Set(catalogue.touchpoints.map((t) => t.kindKey)).size).toBeGreaterThanOrEqual(40);
    expect(catalogue.channels.filter((c) => c.assisted).map((c) => c.key)).toEqual([
      "chat",
      "events",
      "phone",
      "store",
    ]);
  });

  it("has the names that the rows have, so that no name is merged and everything is declared", () => {
    expect(catalogue.mergedNames).toEqual([]);
    for (const { declared } of [...catalogue.touchpoints, ...catalogue.channels, ...catalogue.stages])
      expect(declared).toBe(true);
    for (const origin of demoOrigins(1))
      expect(origin.touchpoint).toBe(touchpointKey(slug(origin.channel!), slug(origin.kind)));
  });

  it("contains contacts that cannot be assigned to a customer", () => {
    const met = new Set(demoOrigins(1).map((o) => o.touchpoint));
    const untied = catalogue.touchpoints.filter((t) => !met.has(t.key)).map((t) => t.channel);
    expect([...new Set(untied)]).toEqual(["audio", "outdoor", "press", "print", "tv"]);
  });

  it("has names, owners and descriptions, and says that it is synthetic", () => {
    expect(new Set(catalogue.touchpoints.map((t) => t.name)).size).toBe(catalogue.touchpoints.length);
    for (const t of catalogue.touchpoints) {
      expect(t.owner).toBeTruthy();
      expect(t.description).toMatch(/Synthetic\.$/);
    }
  });

  it("has goals and service levels whose names exist", () => {
    const touchpoints = new Set(catalogue.touchpoints.map((t) => t.key));
    const kinds = new Set(catalogue.touchpoints.map((t) => t.kindKey));
    expect(catalogue.goals.filter((g) => g.isDefault).map((g) => g.key)).toEqual(["purchase"]);
    for (const { selector } of catalogue.goals) {
      for (const key of selector.touchpoints ?? []) expect(touchpoints).toContain(key);
      for (const key of selector.kinds ?? []) expect(kinds).toContain(key);
    }
    for (const level of catalogue.serviceLevels) {
      expect(touchpoints).toContain(level.from);
      expect(touchpoints).toContain(level.to);
    }
  });
});
