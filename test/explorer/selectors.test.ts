// Tests of selectors while they are edited and in words, and of the conditions of a filter one by one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JourneyFilter, PointSelector } from "../../src/client/client.js";
import { changedTo, draftOf, selectorOfDraft } from "../../src/explorer/fields/selectorDraft.js";
import { textOf } from "../../src/explorer/fields/selectorText.js";
import { conditionsOf } from "../../src/explorer/state/reliefs.js";

const names = fc.array(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 });
const condition = fc
  .record(
    {
      in: names,
      notIn: names,
      like: fc.string({ minLength: 1 }),
      atLeast: fc.integer(),
      atMost: fc.double({ noNaN: true }),
      known: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .filter((given) => Object.keys(given).length > 0)
  .chain((given) => fc.string({ minLength: 1 }).map((key) => ({ key, ...given })));

const { selector } = fc.letrec<{ selector: PointSelector }>((tie) => ({
  selector: fc.oneof(
    { maxDepth: 4 },
    fc
      .tuple(fc.constantFrom("touchpoints", "kinds", "channels", "stages"), names)
      .map(([field, keys]) => ({ [field]: keys }) as unknown as PointSelector),
    fc.string({ minLength: 1 }).map((goal): PointSelector => ({ goal })),
    fc.constant<PointSelector>({ any: true }),
    condition.map((property): PointSelector => ({ property })),
    fc.array(tie("selector"), { minLength: 1, maxLength: 3 }).map((all): PointSelector => ({ all })),
    fc.array(tie("selector"), { minLength: 1, maxLength: 3 }).map((anyOf): PointSelector => ({ anyOf })),
    tie("selector").map((not): PointSelector => ({ not })),
  ),
}));

describe("the editor of selectors", () => {
  it("gives every selector back unchanged", () => {
    fc.assert(
      fc.property(selector, (one) => {
        expect(selectorOfDraft(draftOf(one))).toEqual(one);
      }),
    );
  });

  it("keeps what it does not know", () => {
    const unknown = { all: [{ channels: ["web"] }, { weather: "rain" }, { property: { key: "a", near: 5 } }] };
    const selector = unknown as unknown as PointSelector;
    expect(selectorOfDraft(draftOf(selector))).toEqual(unknown);
    const both = { channels: ["web"], any: true } as unknown as PointSelector;
    expect(draftOf(both)).toEqual({ is: "text", selector: both });
  });

  it("leaves incomplete parts out until they are complete", () => {
    const draft = draftOf({ all: [{ channels: ["web"] }] });
    if (draft.is !== "all") throw new Error("all");
    const more = { is: "all", parts: [...draft.parts, { is: "property", condition: { key: "campaign" } }] } as const;
    expect(selectorOfDraft(more)).toEqual({ all: [{ channels: ["web"] }] });
    expect(selectorOfDraft({ is: "not", part: { is: "names", selector: undefined } })).toBeUndefined();
  });

  it("keeps the names where the way of selecting changes", () => {
    const web = draftOf({ channels: ["web"] });
    expect(selectorOfDraft(changedTo(web, "not"))).toEqual({ not: { channels: ["web"] } });
    expect(selectorOfDraft(changedTo(changedTo(web, "all"), "anyOf"))).toEqual({ anyOf: [{ channels: ["web"] }] });
    expect(changedTo(changedTo(web, "all"), "names")).toEqual(web);
  });

  it("says a selector in words", () => {
    const text = (one: PointSelector) => textOf(one, (_sort, key) => key.toUpperCase());
    expect(text({ channels: ["web", "app", "store"] })).toBe("WEB, APP or 1 more");
    expect(text({ all: [{ channels: ["web"] }, { not: { property: { key: "campaign", in: ["spring"] } } }] })).toBe(
      "WEB, and not campaign is spring",
    );
    expect(
      text({ anyOf: [{ all: [{ goal: "purchase" }, { any: true }] }, { property: { key: "price", atLeast: 5 } }] }),
    ).toBe("(PURCHASE, and anything), or price is at least 5");
  });
});

describe("the conditions of a filter, one by one", () => {
  it("takes the period as one, and each entry of a list that must hold entirely", () => {
    const filter: JourneyFilter = {
      startedFrom: "2026-01-01",
      startedBefore: "2026-02-01",
      touches: [{ channels: ["web"] }, { channels: ["store"] }],
      segments: ["vip", "new"],
    };
    expect(conditionsOf(filter)).toEqual([
      {
        id: "period",
        alone: { startedFrom: "2026-01-01", startedBefore: "2026-02-01" },
        without: { touches: filter.touches, segments: ["vip", "new"] },
      },
      {
        id: "touches/0",
        alone: { touches: [{ channels: ["web"] }] },
        without: { ...filter, touches: [{ channels: ["store"] }] },
      },
      {
        id: "touches/1",
        alone: { touches: [{ channels: ["store"] }] },
        without: { ...filter, touches: [{ channels: ["web"] }] },
      },
      {
        id: "segments",
        alone: { segments: ["vip", "new"] },
        without: { startedFrom: "2026-01-01", startedBefore: "2026-02-01", touches: filter.touches },
      },
    ]);
    expect(conditionsOf({ segments: null, touches: [] })).toEqual([]);
  });
});
