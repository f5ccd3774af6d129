// Tests of drafts of blueprints. A draft without changes is saved as the same blueprint, and steps that are moved keep
// the steps that follow them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../src/client/client.js";
import {
  added,
  type Draft,
  draftOf,
  followers,
  inputOf,
  isSame,
  moved,
  removed,
} from "../../src/explorer/designs/draft.js";
import { isoOf, partsOf } from "../../src/explorer/designs/duration.js";
import { refusedOf } from "../../src/explorer/designs/refusal.js";
import type { BlueprintDesignFragment } from "../../src/explorer/generated/graphql.js";

type Design = BlueprintDesignFragment;

const text = fc.option(fc.stringMatching(/^[a-z]{1,6}$/), { nil: null });

/** A design whose steps lead anywhere. */
const DESIGN: fc.Arbitrary<Design> = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 6 })
  .chain((keys) =>
    fc.record({
      key: fc.constant("design"),
      version: fc.constant(1),
      versions: fc.constant([1]),
      name: fc.constant("Design"),
      kind: fc.constantFrom("JOURNEY", "SERIES"),
      description: text,
      savedAt: fc.constant("2026-01-01T00:00:00Z"),
      persona: fc.constant(null),
      steps: fc.tuple(
        ...keys.map((key) =>
          fc.record({
            key: fc.constant(key),
            name: fc.constant(`Name of ${key}`),
            next: fc.subarray(keys.filter((other) => other !== key)),
            optional: fc.boolean(),
            repeatable: fc.boolean(),
            does: text,
            thinks: text,
            feels: text,
            emotion: fc.constantFrom(null, -2, 0, 1.5),
            painPoints: fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 2 }),
            owner: text,
            expectedWait: fc.constantFrom(null, "P1D", "PT90M"),
            delay: fc.constant(null),
            touchpoints: fc.constant([{ key: "web/cart", name: "Cart", channel: { key: "web", name: "Web" } }]),
          }),
        ),
      ),
    }),
  ) as unknown as fc.Arbitrary<Design>;

/** The followers of each step, by key. */
function routes(draft: Draft): Record<string, readonly string[]> {
  const keys = new Map(draft.steps.map(({ id, key }) => [id, key]));
  return Object.fromEntries(draft.steps.map(({ key }, i) => [key, followers(draft, i).map((id) => keys.get(id)!)]));
}

describe("a blueprint that is edited", () => {
  it("is saved as it was read", () => {
    fc.assert(
      fc.property(DESIGN, (design) => {
        const input = inputOf(draftOf(design));
        for (const [i, step] of design.steps.entries()) {
          const { touchpoints, next, name, ...fields } = step;
          const { at, next: saved, name: savedName, ...others } = input.steps[i]!;
          const following = design.steps[i + 1]?.key;
          expect(others).toEqual(fields);
          expect([at, savedName]).toEqual([touchpoints.map(({ key }) => key), name]);
          expect(saved ?? (following === undefined ? [] : [following])).toEqual(next);
        }
        expect(isSame(draftOf(design), draftOf(design))).toBe(true);
      }),
    );
  });

  it("keeps every step when one is moved, and moves it back to the same", () => {
    fc.assert(
      fc.property(DESIGN, fc.nat(5), fc.nat(5), (design, from, to) => {
        const draft = draftOf(design);
        const at = from % draft.steps.length;
        const { id } = draft.steps[at]!;
        const next = moved(draft, id, to % draft.steps.length);
        expect(next.steps.findIndex((step) => step.id === id)).toBe(to % draft.steps.length);
        expect(new Set(next.steps)).toEqual(new Set(draft.steps));
        expect(moved(next, id, at)).toEqual(draft);
      }),
    );
  });

  it("leads nowhere that does not exist after a step is removed, and adds steps with new keys", () => {
    fc.assert(
      fc.property(DESIGN, fc.nat(5), fc.nat(6), (design, which, place) => {
        const draft = draftOf(design);
        const gone = draft.steps[which % draft.steps.length]!;
        const next = removed(draft, gone.id);
        const keys = next.steps.map(({ key }) => key);
        expect(keys).not.toContain(gone.key);
        for (const follows of Object.values(routes(next))) for (const key of follows) expect(keys).toContain(key);
        const { draft: more, id } = added(next, place % (next.steps.length + 1));
        expect(new Set(more.steps.map(({ key }) => key)).size).toBe(more.steps.length);
        expect(more.steps.findIndex((step) => step.id === id)).toBe(place % (next.steps.length + 1));
        expect(removed(more, id)).toEqual(next);
      }),
    );
  });

  it("knows to which field an error belongs", () => {
    const at = (argument: string) => {
      const { step, field } = refusedOf(new Refusal("No.", { code: "BAD_ARGUMENT", argument }, null));
      return [step, field];
    };
    expect(at("blueprint.steps[2].at[0]")).toEqual([2, "at"]);
    expect(at("blueprint.steps[11].emotion")).toEqual([11, "emotion"]);
    expect(at("blueprint.steps")).toEqual([null, "steps"]);
    expect(at("blueprint.key")).toEqual([null, "key"]);
    expect(at("blueprint")).toEqual([null, null]);
  });

  it("is the same if only durations are written differently", () => {
    fc.assert(
      fc.property(DESIGN, (design) => {
        const draft = draftOf(design);
        const written = (one: string | null, other: string | null): Draft => ({
          ...draft,
          steps: draft.steps.map((step) => ({ ...step, expectedWait: step.expectedWait === one ? other : one })),
        });
        expect(isSame(written("P1D", "PT24H"), written("P1D", "P1D"))).toBe(true);
        expect(isSame(written("P0D", "P0D"), written("PT0S", "PT0S"))).toBe(true);
        expect(isSame(written("P0D", "P0D"), written("PT1S", "PT1S"))).toBe(false);
      }),
    );
  });

  it("shows durations in the largest unit of which they are a whole number", () => {
    expect(partsOf("P3D")).toEqual({ count: 3, unit: "D" });
    expect(partsOf("PT36H")).toEqual({ count: 36, unit: "H" });
    expect(partsOf("PT0S")).toEqual({ count: 0, unit: "D" });
    expect(partsOf("PT90M")).toEqual({ count: 90, unit: "M" });
    expect(partsOf("PT1.5S")).toBeNull();
    expect(isoOf(-3, "D")).toBe("-P3D");
    expect(partsOf(isoOf(1.5, "D"))).toEqual({ count: 36, unit: "H" });
    expect(isoOf(0.1, "M")).toBe("PT6S");
    expect(partsOf("-PT3H")).toEqual({ count: -3, unit: "H" });
  });
});
