// Finds the differences between two versions of a blueprint, step by step.
import type { Step } from "./blueprint.js";

export const STEP_CHANGES = ["ADDED", "REMOVED", "CHANGED", "MOVED"] as const;

export type StepChange = (typeof STEP_CHANGES)[number];

export interface StepDifference {
  /** The key of the step. Steps of the two versions with the same key count as the same step. */
  readonly key: string;
  readonly name: string;
  readonly change: StepChange;
  /** The fields that differ, with both values in plain JSON, if the step is CHANGED. */
  readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

/**
 * Returns the differences between two versions: first those of the steps of `after` in their order, then the removed
 * steps. A step is MOVED if only its place among the steps of both versions differs.
 */
export function differencesOf(before: readonly Step[], after: readonly Step[]): StepDifference[] {
  const old = new Map(before.map((step) => [step.key, step]));
  const now = new Set(after.map(({ key }) => key));
  const staying = before.filter(({ key }) => now.has(key)).map(({ key }) => key);
  const moved = movedKeys(
    staying,
    after.map(({ key }) => key).filter((key) => old.has(key)),
  );
  const differences: StepDifference[] = [];
  for (const step of after) {
    const was = old.get(step.key);
    if (was === undefined) differences.push({ key: step.key, name: step.name, change: "ADDED", fields: [] });
    else {
      const fields = (Object.keys(step) as (keyof Step)[])
        .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(step[name]))
        .map((name) => ({ name, before: was[name], after: step[name] }));
      if (fields.length > 0) differences.push({ key: step.key, name: step.name, change: "CHANGED", fields });
      else if (moved.has(step.key)) differences.push({ key: step.key, name: step.name, change: "MOVED", fields: [] });
    }
  }
  for (const { key, name } of before) if (!now.has(key)) differences.push({ key, name, change: "REMOVED", fields: [] });
  return differences;
}

/**
 * Returns the smallest possible set of keys that must be moved to turn the order `before` into the order `after`. They
 * are the keys that are not in a longest common subsequence of both.
 */
function movedKeys(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((key, i) => [key, i]));
  const places = after.map((key) => place.get(key)!);
  // Finds the longest increasing subsequence of `places`. For each index of `places`, `length` is the length of the
  // longest increasing subsequence that ends at the index, and `previous` is the index before it in this subsequence.
  const length = places.map(() => 1);
  const previous = places.map(() => -1);
  let best = places.length === 0 ? -1 : 0;
  for (let i = 0; i < places.length; i++) {
    for (let j = 0; j < i; j++)
      if (places[j]! < places[i]! && length[j]! + 1 > length[i]!) {
        length[i] = length[j]! + 1;
        previous[i] = j;
      }
    if (length[i]! > length[best]!) best = i;
  }
  const kept = new Set<string>();
  for (let i = best; i >= 0; i = previous[i]!) kept.add(after[i]!);
  return new Set(after.filter((key) => !kept.has(key)));
}
