// Converts between a selector and the names in a field. A field holds names of a single kind, such as channels. Each is
// written as the kind, a colon, and the key.
import type { PointSelector } from "../../client/client.js";
import type { PointSort } from "../answers/points.js";

const FIELDS = {
  touchpoint: "touchpoints",
  kind: "kinds",
  channel: "channels",
  stage: "stages",
} as const satisfies Partial<Record<PointSort, keyof PointSelector>>;

/**
 * Separates the kind from the key, as in "channel:web". The kind is needed because keys of different kinds may be
 * equal.
 */
const SEPARATOR = ":";

export const composed = (sort: PointSort, key: string): string => `${sort}${SEPARATOR}${key}`;

export function partsOf(value: PointSelector | undefined): { sort: PointSort | null; keys: readonly string[] } {
  if (value?.goal != null) return { sort: "goal", keys: [value.goal] };
  for (const [sort, field] of Object.entries(FIELDS) as [keyof typeof FIELDS, (typeof FIELDS)[keyof typeof FIELDS]][]) {
    const keys = value?.[field];
    if (Array.isArray(keys)) return { sort, keys };
  }
  return { sort: null, keys: [] };
}

export function selectorOf(values: readonly string[]): PointSelector | undefined {
  const points = values.map(split);
  const [first] = points;
  if (first === undefined) return undefined;
  const [sort] = first;
  const keys = points.filter(([other]) => other === sort).map(([, key]) => key);
  return (sort === "goal" ? { goal: keys.at(-1)! } : { [FIELDS[sort]]: keys }) as PointSelector;
}

export function split(value: string): [PointSort, string] {
  const at = value.indexOf(SEPARATOR);
  return [value.slice(0, at) as PointSort, value.slice(at + 1)];
}
