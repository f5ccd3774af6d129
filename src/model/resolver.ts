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
      const away = (other: string): number => Math.abs(other.length - name.length);
      const suggestions: { text: string; found: readonly string[] }[] = [];
      for (const candidate of nearest(name, names, 4 * MAX_SUGGESTIONS)) {
        const found = keysOf(candidate)!;
        const same = suggestions.filter((one) => one.found.some((key) => found.includes(key)));
        if (same.length === 0 && suggestions.length < MAX_SUGGESTIONS) suggestions.push({ text: candidate, found });
        // `web/a` is a better suggestion for `web/aa` than the name `a`, which is only a part of it.
        else if (same.length === 1 && found.length === 1 && away(candidate) < away(same[0]!.text))
          Object.assign(same[0]!, { text: candidate, found });
      }
      return suggestions.map(({ text }) => text);
    },
  };
}
