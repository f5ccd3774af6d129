// A customer's attributes: set, kept, removed, joined. Pure. Both stores keep them in code-point order of their names.
import type { Attributes } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";

/**
 * `change` sets the attributes that it contains, '' removes an attribute, and the others stay. Null if nothing changes.
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

/** The attributes of both identities. If both have one, that of `into` stays. */
export function joinAttributes(into: Attributes, from: Attributes): Attributes {
  return ordered(new Map([...Object.entries(from), ...Object.entries(into)]));
}

function ordered(attributes: Map<string, string>): Attributes {
  return Object.fromEntries([...attributes].sort(([a], [b]) => compareKeys(a, b)));
}
