// Tests of the explorer's state in the address. Nothing is lost, and parts that cannot be read are named.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, stateOf } from "../../src/explorer/state/address.js";
import { PATHS, PLACES } from "../../src/explorer/state/place.js";
import { START, type State } from "../../src/explorer/state/state.js";
import { EXPLORER_PLACES } from "../../src/server/pages.js";

const arrive = (address: string) => {
  const { pathname, search } = new URL(address, "http://localhost");
  return stateOf(pathname, search);
};

const NAME = fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/).filter((name) => !["filter", "unit"].includes(name));
/** Values that JSON preserves. */
const VALUE = fc.json().map((text) => JSON.parse(text) as unknown);

const STATE: fc.Arbitrary<State> = fc.record(
  {
    place: fc.constantFrom(...PLACES),
    filter: fc.dictionary(NAME, VALUE, { noNullPrototype: true }) as fc.Arbitrary<State["filter"]>,
    unit: fc.constantFrom<State["unit"]>(
      null,
      { customer: true },
      { case: true },
      { gap: "PT30M" },
      { property: 'order "id"' },
    ),
    args: fc.dictionary(NAME, VALUE, { noNullPrototype: true }),
    look: fc.dictionary(NAME, fc.string({ unit: "grapheme" }), { noNullPrototype: true }),
    version: fc.string(),
  },
  { requiredKeys: ["place", "filter", "unit", "args", "look"] },
);

describe("the state in the address", () => {
  it("is short and readable", () => {
    const state: State = {
      ...START,
      place: "handoffs",
      filter: { segments: ["vip"], startedWithin: "P30D" },
      unit: { case: true },
      args: { first: 50 },
      look: { select: "web→store" },
    };
    expect(addressOf(state)).toBe(
      "/handoffs?first=50&filter=(~segments~:!~vip~*,~startedWithin~:~P30D~)&unit=(~case~:true)&~select=web%E2%86%92store",
    );
    expect(addressOf(START)).toBe("/");
  });

  it("is read back as it was, whatever it holds", () => {
    fc.assert(
      fc.property(STATE, (state) => {
        expect(arrive(addressOf(state))).toEqual({ state, unreadable: [] });
      }),
    );
  });

  it("names parameters that cannot be read", () => {
    expect(arrive("/routes?from=(~goal~:&filter=!*&unit=5&first=5")).toEqual({
      state: { ...START, place: "routes", args: { first: 5 } },
      unreadable: ["from", "filter", "unit"],
    });
    expect(arrive("/nowhere")).toBeNull();
  });

  it("names every place that the server sends the explorer for", () => {
    expect([...Object.values(PATHS)].sort()).toEqual([...EXPLORER_PLACES].sort());
  });
});
