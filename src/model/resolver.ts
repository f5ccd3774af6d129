// Finds the entries of the catalogue that a key or a name refers to. A key takes precedence over names. A spelling that
// was merged with other spellings refers to the entry with the merged name.
import type { Catalogue } from "./catalogue.js";

/** The lists of a selector that contain names of the catalogue. */
export const NAMED_CHOICES = ["touchpoints", "kinds", "channels", "stages"] as const;
export type NamedChoice = (typeof NAMED_CHOICES)[number];

export interface Resolver {
  /** The keys of the entries that this key or name refers to; null if there are none. */
  keys(name: string): readonly string[] | null;
  known(): string[];
}

export function resolverOf(catalogue: Catalogue, choice: NamedChoice): Resolver {
  const things =
    choice === "kinds"
      ? catalogue.touchpoints.map((t) => ({ key: t.kindKey, name: t.kind }))
      : catalogue[choice].map(({ key, name }) => ({ key, name }));
  const keys = new Set(things.map(({ key }) => key));
  return {
    keys(name) {
      if (keys.has(name)) return [name];
      const found = new Set(things.filter((thing) => thing.name === name).map(({ key }) => key));
      for (const merged of catalogue.mergedNames)
        if (`${merged.of}s` === choice && merged.names.includes(name) && keys.has(merged.key)) found.add(merged.key);
      return found.size === 0 ? null : [...found];
    },
    known: () => [...new Set(things.flatMap(({ key, name }) => [key, name]))],
  };
}
