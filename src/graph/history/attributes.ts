// Attributes: set, kept, removed, brought by rows, and shown of several identities. Pure. Both stores keep them in
// code-point order of their names.
import type { Attributes, IdentityAttributes, Trait } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";

/**
 * Sets the attributes that `change` contains, and removes those with the value ''. All others keep their values.
 * Returns null if nothing changes.
 */
export function changeAttributes(before: Attributes, change: Attributes): Attributes | null {
  const after = new Map(Object.entries(before));
  let changed = false;
  for (const [name, value] of Object.entries(change)) {
    if (value === "" ? !after.has(name) : after.get(name) === value) continue;
    changed = true;
    if (value === "") after.delete(name);
    else after.set(name, value);
  }
  return changed ? ordered(after) : null;
}

/**
 * The traits with another one. A source has one value of a name: the latest, and of several of one time the first by
 * code point. The same list if nothing changes.
 */
export function withTrait(traits: readonly Trait[], trait: Trait): readonly Trait[] {
  const place = traits.findIndex(({ name, source }) => name === trait.name && source === trait.source);
  if (place < 0) return [...traits, trait].sort((a, b) => compareKeys(a.name, b.name) || a.source - b.source);
  return compareTraits(trait, traits[place]!) < 0 ? traits.with(place, trait) : traits;
}

/** The value to show comes first. */
function compareTraits(a: Trait, b: Trait): number {
  return b.at - a.at || compareKeys(a.value, b.value);
}

/**
 * What a customer shows, key by key: the attribute of its own key, or else of the first identity by code point. Of one
 * identity, a given value stands above those that rows brought.
 */
export function shownAttributes(key: string, attributes: ReadonlyMap<string, IdentityAttributes>): Attributes {
  const shown = new Map<string, string>();
  const identities = [...attributes.keys()].sort((a, b) => Number(b === key) - Number(a === key) || compareKeys(a, b));
  for (const identity of identities) {
    const { given, traits } = attributes.get(identity)!;
    const own = new Map<string, string>();
    for (const { name, value } of [...traits].sort(compareTraits)) if (!own.has(name)) own.set(name, value);
    for (const [name, value] of [...Object.entries(given), ...own]) if (!shown.has(name)) shown.set(name, value);
  }
  return ordered(shown);
}

export function ordered(attributes: Map<string, string>): Attributes {
  return Object.fromEntries([...attributes].sort(([a], [b]) => compareKeys(a, b)));
}
