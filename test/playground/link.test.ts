// Tests of links to queries. A query that is written into an address can be read from it again, and the rest of the
// address does not change.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOfQuery, sharedIn, withoutShared } from "../../src/playground/link.js";

const at = (address: string) => {
  const { pathname, search, hash } = new URL(address, "http://localhost");
  return { pathname, search, hash };
};

describe("a link to a query", () => {
  it("gives back the query as it was, and the variables laid out", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== ""),
        fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 }),
        (query, variables) => {
          const shared = sharedIn(at(addressOfQuery({ query, variables: JSON.stringify(variables) })).search);
          expect(shared?.query).toBe(query);
          expect(shared?.variables).toBe(JSON.stringify(variables, null, 2));
        },
      ),
    );
  });

  it("has no variables where there are none, and keeps a text that is no JSON", () => {
    expect(addressOfQuery({ query: "{ a }", variables: "  " })).toBe("/playground/?query=%7B+a+%7D");
    expect(sharedIn("?query={a}&variables={}")).toEqual({ query: "{a}", variables: "" });
    expect(sharedIn("?query={a}&variables=%7B%22b%22")).toEqual({ query: "{a}", variables: '{"b"' });
    expect(sharedIn("?query=%20")).toBeNull();
    expect(sharedIn("?variables={}")).toBeNull();
  });

  it("leaves the address, and nothing else does", () => {
    expect(withoutShared(at("/playground/?query=a&variables=b"))).toBe("/playground/");
    expect(withoutShared(at("/playground/?x=1&query=a#y"))).toBe("/playground/?x=1#y");
  });
});
