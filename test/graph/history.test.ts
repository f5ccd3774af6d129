// Tests of the pure functions that change the history of a customer. Each is compared with a slow and obvious
// implementation.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assembleJourneys, compareInteractions } from "../../src/graph/history/assemble.js";
import { changeAttributes, shownAttributes, withTrait } from "../../src/graph/history/attributes.js";
import { deriveCatalogue } from "../../src/graph/history/catalogue.js";
import { emptyReport, recordRows, withoutOrigins } from "../../src/graph/history/change.js";
import { CountDeltas } from "../../src/graph/history/counts.js";
import { applyCatalogueChange, NOTHING_DECLARED } from "../../src/graph/history/declare.js";
import { nameProblems } from "../../src/graph/history/names.js";
import { type IncomingInteraction, type Interaction, NOTHING_KNOWN, type Origin } from "../../src/model/interaction.js";
import type { IdentityAttributes, Journey } from "../../src/model/journey.js";
import { compareKeys, journeyKey } from "../../src/model/keys.js";
import { batchFor, parseWord } from "../support/histories.js";

const GAP = 10;

function interaction(id: string, at: number, more: Partial<Interaction> = {}): Interaction {
  const sequence = more.sequence ?? 0;
  return {
    ...NOTHING_KNOWN,
    id,
    identity: "ana",
    named: null,
    touchpoint: "w/a",
    at,
    origins: [1],
    sequences: [sequence],
    ...more,
    sequence,
  };
}

const some = fc
  .uniqueArray(
    fc.record({
      id: fc.string({ maxLength: 2 }),
      at: fc.integer({ min: 0, max: 60 }),
      sequence: fc.integer({ min: 0, max: 2 }),
      journey: fc.option(fc.constantFrom("k1", "k2")),
      touchpoint: fc.constantFrom("w/a", "w/b", "s/c"),
      origin: fc.integer({ min: 1, max: 3 }),
    }),
    { selector: (i) => i.id, maxLength: 25 },
  )
  .map((list) => list.map(({ id, at, origin, ...more }) => interaction(id, at, { ...more, origins: [origin] })));

const idsOf = (journeys: readonly Journey[]): string[][] => journeys.map((j) => j.interactions.map((i) => i.id));

describe("assembleJourneys", () => {
  it("splits where the gap is greater than the limit and nowhere else; interactions with a journey key do not affect it", () => {
    const list = [
      interaction("a", 0),
      interaction("k", 9, { journey: "K" }),
      interaction("b", 10),
      interaction("c", 21),
      interaction("l", 90, { journey: "K" }),
    ];
    const journeys = assembleJourneys("ana", list, GAP);
    expect(idsOf(journeys)).toEqual([["a", "b"], ["k", "l"], ["c"]]);
    expect(journeys.map((j) => [j.key, j.name])).toEqual([
      [journeyKey("ana", null, "a"), null],
      [journeyKey("ana", "K", ""), "K"],
      [journeyKey("ana", null, "c"), null],
    ]);
  });

  it("of no interactions gives no journeys", () => {
    expect(assembleJourneys("ana", [], GAP)).toEqual([]);
  });

  it("equals joining neighbours until nothing can be joined, whatever the order of arrival", () => {
    fc.assert(
      fc.property(
        some.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const inOrder = [...list].sort(compareInteractions);
          const expected: Interaction[][] = ["k1", "k2"]
            .map((k) => inOrder.filter((i) => i.journey === k))
            .filter((j) => j.length > 0);
          for (const i of inOrder.filter((one) => one.journey === null)) {
            const open = expected.findLast((j) => j[0]!.journey === null);
            if (open !== undefined && i.at - open.at(-1)!.at <= GAP) open.push(i);
            else expected.push([i]);
          }
          const journeys = assembleJourneys("ana", shuffled, GAP);
          expect(new Set(journeys.map((j) => JSON.stringify(j.interactions)))).toEqual(
            new Set(expected.map((j) => JSON.stringify(j))),
          );
          const positions = journeys.map((j) => [j.interactions[0]!.at, j.key] as const);
          expect(positions).toEqual([...positions].sort((a, b) => a[0] - b[0] || compareKeys(a[1], b[1])));
          expect(new Set(journeys.map((j) => j.key)).size).toBe(journeys.length);
        },
      ),
    );
  });
});

describe("recordRows, withoutOrigins", () => {
  const incoming = (i: Interaction): IncomingInteraction => {
    const { origins: _origins, sequences: _sequences, identity: _identity, named: _named, ...row } = i;
    return { ...row, customer: "ana", origin: 0 };
  };
  const rowsOf = (list: readonly Interaction[]) =>
    list.map((i, index) => ({ index, row: incoming(i), origin: i.origins[0]! }));
  const record = (journeys: readonly Journey[], list: readonly Interaction[], customer = "ana") =>
    recordRows(customer, journeys, rowsOf(list), { journeyGap: GAP, replace: false }, emptyReport());

  it("recording nothing new is no change", () => {
    const once = record([], [interaction("a", 1, { sequence: 3 })])!;
    expect(record(once, [interaction("a", 1, { sequence: 3 })])).toBeNull();
    expect(record(once, [interaction("a", 1, { sequence: 9 })])).toBeNull();
    expect(record(once, [interaction("a", 2)])).toBeNull();
    expect(record(once, [interaction("a", 1, { sequence: 2 })])![0]!.interactions[0]!.sequence).toBe(2);
  });

  it("recording in parts equals recording at once", () => {
    fc.assert(
      fc.property(some, fc.nat(25), (list, at) => {
        const first = record([], list.slice(0, at)) ?? [];
        expect(record(first, list.slice(at)) ?? first).toEqual(record([], list) ?? []);
      }),
    );
  });

  it("taking an origin back equals never having recorded it", () => {
    fc.assert(
      fc.property(some, some, (one, two) => {
        // The second list repeats the first under other origins, in addition to its own rows.
        const again = one.map((i) => ({
          ...i,
          sequence: Number(i.sequence) + 1,
          sequences: [Number(i.sequence) + 1],
          origins: [i.origins[0]! + 10],
        }));
        const fresh = two.filter((i) => !one.some((o) => o.id === i.id)).map((i) => ({ ...i, origins: [12] }));
        const all = record(record([], one) ?? [], [...again, ...fresh]) ?? [];
        const kept = record([], [...again, ...fresh]) ?? [];
        expect(withoutOrigins("ana", all, new Set([1, 2, 3]), GAP) ?? all).toEqual(kept);
        expect(withoutOrigins("ana", all, new Set([99]), GAP)).toBeNull();
      }),
    );
  });
});

describe("CountDeltas", () => {
  it("adding and removing leaves nothing; the sums are those of a plain count", () => {
    fc.assert(
      fc.property(some, (list) => {
        const journeys = assembleJourneys("ana", [...list], GAP);
        const deltas = new CountDeltas();
        deltas.add(journeys, 1);
        const pairs = journeys.flatMap((j) =>
          j.interactions.slice(1).map((i, at) => `${j.interactions[at]!.touchpoint} ${i.touchpoint}`),
        );
        expect([...deltas.changedEdges()].reduce((n, e) => n + e.count, 0)).toBe(pairs.length);
        for (const edge of deltas.changedEdges())
          expect(edge.count).toBe(pairs.filter((p) => p === `${edge.from} ${edge.to}`).length);
        expect([...deltas.touchpoints.values()].reduce((n, t) => n + t.starts, 0)).toBe(journeys.length);
        expect([...deltas.touchpoints.values()].reduce((n, t) => n + t.visits - t.ends, 0)).toBe(pairs.length);
        deltas.add(journeys, -1);
        expect([...deltas.changedEdges()]).toEqual([]);
        expect([deltas.journeys, deltas.interactions]).toEqual([0, 0]);
        expect([...deltas.origins.values()].every((n) => n === 0)).toBe(true);
      }),
    );
  });
});

describe("attributes", () => {
  it("sets, removes, keeps, and returns null if nothing changes", () => {
    expect(changeAttributes({ b: "1" }, { a: "2", b: "", c: "" })).toEqual({ a: "2" });
    expect(changeAttributes({ b: "1" }, { b: "1", c: "" })).toBeNull();
    expect(Object.keys(changeAttributes({}, { z: "1", a: "1" })!)).toEqual(["a", "z"]);
  });
});

describe("attributes of several identities", () => {
  const trait = (name: string, value: string, at: number, source = 1) => ({ name, value, at, source });

  it("show for each key the value of the customer's own key first, values that were set before values of rows, and the latest value of rows", () => {
    const traits = [
      trait("plan", "gold", 5, 2),
      trait("plan", "silver", 7, 1),
      trait("plan", "basic", 7, 3),
      trait("city", "Bonn", 1),
    ].reduce(withTrait, []);
    const attributes = new Map<string, IdentityAttributes>([
      ["a1", { given: { city: "Rome", device: "phone" }, traits: [] }],
      ["u1", { given: { tier: "A" }, traits }],
      ["a2", { given: { device: "tv" }, traits: [] }],
    ]);
    expect(shownAttributes("u1", attributes)).toEqual({ city: "Bonn", device: "phone", plan: "basic", tier: "A" });
    expect(Object.keys(shownAttributes("u1", attributes))).toEqual(["city", "device", "plan", "tier"]);
    expect(shownAttributes("a2", attributes)).toEqual({ city: "Rome", device: "tv", plan: "basic", tier: "A" });
  });

  it("keep one value of a name for each source: the latest, then the first by code point", () => {
    const once = withTrait([], trait("plan", "gold", 5));
    expect(withTrait(once, trait("plan", "gold", 5))).toBe(once);
    expect(withTrait(once, trait("plan", "zinc", 5))).toBe(once);
    expect(withTrait(once, trait("plan", "basic", 5))).toEqual([trait("plan", "basic", 5)]);
    expect(withTrait(once, trait("plan", "zinc", 6))).toEqual([trait("plan", "zinc", 6)]);
  });
});

describe("the catalogue", () => {
  const origin = (number: number, word: string, more: Partial<Origin> = {}): Origin => {
    const { kind, channel, row } = parseWord("x", `${word}@09:00`, 0);
    return {
      number,
      source: 0,
      touchpoint: row.touchpoint,
      kind,
      channel,
      stage: null,
      intended: null,
      initiatedBy: null,
      interactions: 1,
      ...more,
    };
  };

  it("does not depend on the order of origins, and leaves out those without interactions", () => {
    const origins = [
      origin(1, "Web/Ad", { stage: "B" }),
      origin(2, "web/ad", { stage: "A" }),
      origin(3, "web/gone", { interactions: 0 }),
    ];
    const catalogue = deriveCatalogue(NOTHING_DECLARED, origins);
    expect(deriveCatalogue(NOTHING_DECLARED, [...origins].reverse())).toEqual(catalogue);
    expect(catalogue.touchpoints.map((t) => [t.key, t.name, t.stage])).toEqual([["web/ad", "Ad", "a"]]);
  });

  it("refuses keys that are not allowed, goals without exactly one choice, and incomplete declarations", () => {
    const standing = deriveCatalogue(NOTHING_DECLARED, []);
    const code = (change: Parameters<typeof applyCatalogueChange>[2]): string | null => {
      try {
        applyCatalogueChange(NOTHING_DECLARED, standing, change, () => []);
        return null;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code({ channels: [{ key: "a/b" }] })).toBe("BAD_CATALOGUE");
    expect(code({ stages: [{ key: "(none)" }] })).toBe("BAD_CATALOGUE");
    expect(code({ channels: [{ key: "" }] })).toBe("BAD_CATALOGUE");
    expect(code({ stages: [{ key: "x".repeat(513) }] })).toBe("KEY_TOO_LONG");
    expect(code({ touchpoints: [{ key: "web/ad", kind: "Ad", channel: "store" }] })).toBe("BAD_CATALOGUE");
    expect(code({ goals: [{ key: "g", name: "G", selector: {}, isDefault: false }] })).toBe("BAD_CATALOGUE");
    expect(code({ goals: [{ key: "g", name: "G", selector: { goal: "h" }, isDefault: false }] })).toBe("BAD_CATALOGUE");
    expect(
      code({ goals: [{ key: "g", name: "G", selector: { any: true, kinds: null }, isDefault: false }] }),
    ).toBeNull();
    expect(code({ serviceLevels: [{ from: "a", to: "b", wait: -1 }] })).toBe("BAD_CATALOGUE");
    expect(code({ touchpoints: [{ key: "web/ad", kind: "Ad", channel: "Web" }] })).toBeNull();
    expect(applyCatalogueChange(NOTHING_DECLARED, standing, {}, () => [])).toBeNull();
  });

  it("accepts names that it knows, and gives the nearest names for others", () => {
    const catalogue = deriveCatalogue(NOTHING_DECLARED, [origin(1, "web/checkout")]);
    const batch = batchFor({ ana: "web/checkuot@09:00 web/checkout@09:01" }, { createNames: false });
    expect(nameProblems(batch, catalogue)).toMatchObject([
      { index: 0, code: "UNKNOWN_TOUCHPOINT", message: expect.stringContaining("web/checkout") },
    ]);
    expect(nameProblems({ ...batch, createNames: true }, catalogue)).toEqual([]);
  });
});
