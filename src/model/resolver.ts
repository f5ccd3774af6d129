// Finds the entries of the catalogue that a key or a name refers to. A key takes precedence over names. A spelling that
// was merged with other spellings refers to the entry with the merged name.
import type { Catalogue } from "./catalogue.js";
import { nearest } from "./keys.js";

/** The lists of a selector that contain names of the catalogue. */
export const NAMED_CHOICES = ["touchpoints", "kinds", "channels", "stages"] as const;
export type NamedChoice = (typeof NAMED_CHOICES)[number];

export interface Resolver {
  /** The keys of the entries that this key or name refers to; null if there are none. */
  keys(name: string): readonly string[] | null;
  /** The keys of all entries. */
  known(): string[];
  /**
   * Suggestions for a misspelt name, nearest first: the key or the name of an entry, whichever is nearer, so that no
   * entry is suggested twice.
   */
  nearest(name: string): string[];
}

const MAX_SUGGESTIONS = 3;

export function resolverOf(catalogue: Catalogue, choice: NamedChoice): Resolver {
  const things =
    choice === "kinds"
      ? catalogue.touchpoints.map((t) => ({ key: t.kindKey, name: t.kind }))
      : catalogue[choice].map(({ key, name }) => ({ key, name }));
  const keys = new Set(things.map(({ key }) => key));
  const keysOf = (name: string): readonly string[] | null => {
    if (keys.has(name)) return [name];
    const found = new Set(things.filter((thing) => thing.name === name).map(({ key }) => key));
    for (const merged of catalogue.mergedNames)
      if (`${merged.of}s` === choice && merged.names.includes(name) && keys.has(merged.key)) found.add(merged.key);
    return found.size === 0 ? null : [...found];
  };
  return {
    keys: keysOf,
    known: () => [...keys],
    nearest(name) {
      const names = new Set(things.flatMap((thing) => [thing.key, thing.name]));
      const suggestions: string[] = [];
      const suggested = new Set<string>();
      for (const candidate of nearest(name, names, Number.POSITIVE_INFINITY)) {
        if (suggestions.length === MAX_SUGGESTIONS) break;
        const found = keysOf(candidate)!;
        if (found.every((key) => suggested.has(key))) continue;
        suggestions.push(candidate);
        for (const key of found) suggested.add(key);
      }
      return suggestions;
    },
  };
}
