// Tests of the suggestions for a misspelt name of the catalogue.
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Catalogue } from "../../src/model/catalogue.js";
import { resolverOf } from "../../src/model/resolver.js";

/** `merged` are spellings that were merged into the channel with this key. */
const catalogueOf = (
  channels: readonly (readonly [key: string, name: string])[],
  merged: readonly (readonly [key: string, names: readonly string[]])[] = [],
): Catalogue =>
  ({
    channels: channels.map(([key, name]) => ({ key, name })),
    mergedNames: merged.map(([key, names]) => ({ of: "channel", key, names })),
  }) as unknown as Catalogue;

it("suggests each entry once: its key or its name, whichever is nearer", () => {
  const catalogue = catalogueOf([
    ["e-mail", "E-mail"],
    ["c1", "Newsletter mail"],
    ["web", "Website"],
  ]);
  const near = (name: string) => resolverOf(catalogue, "channels").nearest(name);
  expect(near("E-mial")).toEqual(["E-mail"]);
  expect(near("website 2")).toEqual(["Website"]);
  expect(near("mail")).toEqual(["E-mail", "Newsletter mail"]);
  expect(near("zzzzzzzzzzzz")).toEqual([]);
});

it("suggests an entry once, even if the name of another entry also refers to it", () => {
  const channels = [
    ["post", "Letters"],
    ["mail", "Letter"],
  ] as const;
  const { keys, nearest } = resolverOf(catalogueOf(channels, [["post", ["Letter", "Letters"]]]), "channels");
  expect(keys("Letter")).toEqual(["mail", "post"]);
  expect(nearest("Leter")).toEqual(["Letter"]);
  expect(nearest("Lettersz")).toEqual(["Letters"]);
});

it("suggests at most three entries, all different, and only names that exist", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "b", "A", "-"), minLength: 1, maxLength: 4 });
  const entries = fc.uniqueArray(fc.tuple(name, name), { selector: ([key]) => key, maxLength: 12 });
  fc.assert(
    fc.property(entries, name, fc.array(name), (channels, misspelt, spellings) => {
      const merged = channels.slice(0, 1).map(([key]) => [key, spellings] as const);
      const resolver = resolverOf(catalogueOf(channels, merged), "channels");
      const near = resolver.nearest(misspelt);
      expect(near.length).toBeLessThanOrEqual(3);
      const seen = new Set<string>();
      for (const suggestion of near) {
        const keys = resolver.keys(suggestion)!;
        expect(keys.some((key) => seen.has(key))).toBe(false);
        for (const key of keys) seen.add(key);
      }
    }),
  );
});
