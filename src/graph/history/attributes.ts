// Pure functions for attributes. They set and remove attributes, collect attributes from rows, and decide which values
// a customer with several identities shows. Both stores keep attributes in code-point order of their names.
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
 * Adds a trait, which is an attribute together with its source and its time. For each source, only the latest value of
 * an attribute is kept. If several values have this time, it is the first of them in code-point order. Returns the same
 * list if nothing changes.
 */
export function withTrait(traits: readonly Trait[], trait: Trait): readonly Trait[] {
  const place = traits.findIndex(({ name, source }) => name === trait.name && source === trait.source);
  if (place < 0) return [...traits, trait].sort((a, b) => compareKeys(a.name, b.name) || a.source - b.source);
  return compareTraits(trait, traits[place]!) < 0 ? traits.with(place, trait) : traits;
}

/** Compares two traits of one name. The trait whose value is shown comes first. */
function compareTraits(a: Trait, b: Trait): number {
  return b.at - a.at || compareKeys(a.value, b.value);
}

/**
 * The attributes that a customer shows. For each name, the value of the identity that is the customer's key takes
 * precedence, then the value of the first other identity in code-point order. Within an identity, a value that a client
 * set takes precedence over values from rows.
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
