// Pure functions that change a customer's attributes. Both stores keep attributes in code-point order of their names.
import type { Attributes } from "../../model/journey.js";
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

/** Joins the attributes of two identities. If both have the same attribute, the value of `into` is kept. */
export function joinAttributes(into: Attributes, from: Attributes): Attributes {
  return ordered(new Map([...Object.entries(from), ...Object.entries(into)]));
}

function ordered(attributes: Map<string, string>): Attributes {
  return Object.fromEntries([...attributes].sort(([a], [b]) => compareKeys(a, b)));
}
