// Blueprints: designed journeys. A blueprint consists of steps. A step names one touchpoint, or several that are
// alternatives, and the steps that may follow. A saved version never changes: an edited blueprint is saved as the next
// version. A planned series of messages (welcome, cart reminder) is a blueprint too, whose steps have delays.
import { ThroughlineError } from "./errors.js";
import { nearest } from "./keys.js";

export const BLUEPRINT_KINDS = ["JOURNEY", "SERIES"] as const;
export type BlueprintKind = (typeof BLUEPRINT_KINDS)[number];

export interface Step {
  /** The key of the step, unique within the version. */
  readonly key: string;
  readonly name: string;
  /** Keys of touchpoints. Several are alternatives, for example on several channels; the first is the preferred one. */
  readonly at: readonly string[];
  /** Keys of the steps that may follow. If the list is empty, the journey may end here. */
  readonly next: readonly string[];
  /** Whether the customer may leave the step out. */
  readonly optional: boolean;
  /** Whether the step may occur several times in a row. */
  readonly repeatable: boolean;
  /** What the customer does, thinks and feels. */
  readonly does: string | null;
  readonly thinks: string | null;
  readonly feels: string | null;
  /** The expected emotion, from −2 (very bad) to +2 (very good). */
  readonly emotion: number | null;
  readonly painPoints: readonly string[];
  readonly owner: string | null;
  /** The longest expected wait between the previous step and this one, in milliseconds. */
  readonly expectedWait: number | null;
  /** How long after the previous step a planned message is sent, in milliseconds. Only in a series of messages. */
  readonly delay: number | null;
}

/** A measurement that is kept with a version. It holds counts and scores only, and no personal data. */
export interface Measurement {
  /** UTC milliseconds: journeys that start at `from` or later, and before `before`. */
  readonly from: number;
  readonly before: number;
  /** UTC milliseconds. */
  readonly measuredAt: number;
  readonly dataVersion: number;
  /** What was measured, in plain JSON. */
  readonly counts: Readonly<Record<string, unknown>>;
}

export interface Blueprint {
  readonly key: string;
  /** The number of the version: 1, 2, 3 … */
  readonly version: number;
  readonly name: string;
  readonly kind: BlueprintKind;
  readonly description: string | null;
  /** Key of the persona whose journey it designs. */
  readonly persona: string | null;
  /** UTC milliseconds. */
  readonly savedAt: number;
  /** In the order of the design. The first step is where the journey starts. */
  readonly steps: readonly Step[];
  /** By `from`, then `before`. */
  readonly measurements: readonly Measurement[];
}

/** Limits that keep conformance exact and pictures readable. */
export const MAX_STEPS = 60;
export const MAX_ALTERNATIVES = 20;

export interface BlueprintProblem {
  /** Path within the blueprint, such as `steps[2].next`. */
  readonly at: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * What is wrong with the design itself: no or too many steps, keys that occur twice, unknown or circular successors,
 * steps that the first step does not lead to, and values outside of their range. Touchpoints and persona are checked
 * where the catalogue is known. O(steps + successors).
 */
export function problemsOf({ kind, steps }: Pick<Blueprint, "kind" | "steps">): BlueprintProblem[] {
  if (steps.length === 0)
    return [{ at: "steps", message: "The blueprint has no steps.", remedy: "Give at least one step." }];
  if (steps.length > MAX_STEPS)
    return [
      {
        at: "steps",
        message: `The blueprint has ${steps.length} steps; the limit is ${MAX_STEPS}.`,
        remedy: "Design parts of the journey as blueprints of their own.",
      },
    ];
  const problems: BlueprintProblem[] = [];
  const index = new Map<string, number>();
  for (const [i, { key }] of steps.entries()) {
    if (index.has(key))
      problems.push({
        at: `steps[${i}].key`,
        message: `The step "${key}" occurs twice.`,
        remedy: "Rename one of them.",
      });
    else index.set(key, i);
  }
  for (const [i, step] of steps.entries()) {
    const at = `steps[${i}]`;
    if (step.at.length === 0 || step.at.length > MAX_ALTERNATIVES)
      problems.push({
        at: `${at}.at`,
        message: `The step "${step.key}" names ${step.at.length} touchpoints.`,
        remedy: `Name 1 to ${MAX_ALTERNATIVES} touchpoints.`,
      });
    for (const [n, next] of step.next.entries())
      if (!index.has(next))
        problems.push({
          at: `${at}.next[${n}]`,
          message: `The step "${step.key}" leads to "${next}", which is no step of this blueprint.`,
          remedy: `Name one of ${[...index.keys()].join(", ")}.`,
        });
      else if (next === step.key)
        problems.push({
          at: `${at}.next[${n}]`,
          message: `The step "${step.key}" leads to itself.`,
          remedy: "Leave it out, and set `repeatable: true` if the step may occur several times in a row.",
        });
    if (step.emotion !== null && !(step.emotion >= -2 && step.emotion <= 2))
      problems.push({
        at: `${at}.emotion`,
        message: `The emotion ${step.emotion} of the step "${step.key}" is not between -2 and 2.`,
        remedy: "Give a number from -2 (very bad) to 2 (very good).",
      });
    if (step.delay !== null && kind !== "SERIES")
      problems.push({
        at: `${at}.delay`,
        message: `The step "${step.key}" has a delay, and the blueprint is not a series.`,
        remedy: "Set `kind: SERIES`, or use `expectedWait`.",
      });
  }
  if (problems.length > 0) return problems;
  const circle = circleOf(steps, index);
  if (circle !== null)
    return [
      {
        at: `steps[${index.get(circle[0]!)}].next`,
        message: `The steps form a circle: ${[...circle, circle[0]].join(" → ")}.`,
        remedy: "Remove one of these successors. A step that occurs several times in a row is `repeatable: true`.",
      },
    ];
  const reached = reachedFrom(steps, index);
  for (const [i, { key }] of steps.entries())
    if (!reached.has(i))
      problems.push({
        at: `steps[${i}]`,
        message: `No path from the first step leads to the step "${key}".`,
        remedy: "Name it in the `next` of an earlier step, or remove it.",
      });
  return problems;
}

/** The successors of steps without `next` in a file: the step that follows in the list. The last one has none. */
export function defaultNext(keys: readonly string[], index: number): string[] {
  const next = keys[index + 1];
  return next === undefined ? [] : [next];
}

/** Returns the steps of a circle in the order of their arrows, or null if there is none. */
function circleOf(steps: readonly Step[], index: ReadonlyMap<string, number>): string[] | null {
  const state = new Uint8Array(steps.length);
  const path: string[] = [];
  const visit = (i: number): string[] | null => {
    state[i] = 1;
    path.push(steps[i]!.key);
    for (const next of steps[i]!.next) {
      const n = index.get(next)!;
      if (state[n] === 1) return path.slice(path.indexOf(next));
      const found = state[n] === 0 ? visit(n) : null;
      if (found !== null) return found;
    }
    path.pop();
    state[i] = 2;
    return null;
  };
  for (let i = 0; i < steps.length; i++) {
    const found = state[i] === 0 ? visit(i) : null;
    if (found !== null) return found;
  }
  return null;
}

function reachedFrom(steps: readonly Step[], index: ReadonlyMap<string, number>): Set<number> {
  const reached = new Set([0]);
  for (const i of reached) for (const next of steps[i]!.next) reached.add(index.get(next)!);
  return reached;
}

/** The latest version of each blueprint, by key. */
export function latestOf(blueprints: readonly Blueprint[]): Blueprint[] {
  // They are in order of key, then version.
  return blueprints.filter(({ key }, i) => blueprints[i + 1]?.key !== key);
}

/** A version, or the latest one. Throws UNKNOWN_NAME if the blueprint or the version does not exist. */
export function blueprintNamed(
  { blueprints }: { readonly blueprints: readonly Blueprint[] },
  key: string,
  version: number | null | undefined,
  at: string,
  atVersion = "version",
): Blueprint {
  const versions = blueprints.filter((blueprint) => blueprint.key === key);
  if (versions.length === 0) {
    const near = nearest(
      key,
      blueprints.map((blueprint) => blueprint.key),
    );
    throw new ThroughlineError("UNKNOWN_NAME", `There is no blueprint "${key}".`, {
      at,
      remedy: near.length === 0 ? "The query `blueprints` lists them." : `Did you mean ${near.join(" or ")}?`,
      allowed: near,
    });
  }
  if (version === null || version === undefined) return versions[versions.length - 1]!;
  const found = versions.find((blueprint) => blueprint.version === version);
  if (found !== undefined) return found;
  const allowed = versions.map((blueprint) => String(blueprint.version));
  throw new ThroughlineError("UNKNOWN_NAME", `The blueprint "${key}" has no version ${version}.`, {
    at: atVersion,
    remedy: `Its versions are ${allowed.join(", ")}.`,
    allowed,
  });
}

// ---- differences of two versions ------------------------------------------------------------------------------------

export const STEP_CHANGES = ["ADDED", "REMOVED", "CHANGED", "MOVED"] as const;
export type StepChange = (typeof STEP_CHANGES)[number];

export interface StepDifference {
  /** Steps correspond by their keys. */
  readonly key: string;
  readonly name: string;
  readonly change: StepChange;
  /** For CHANGED: the names of the fields that differ, and both values in plain JSON. */
  readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

/**
 * What changed from one version to another, step by step: first the steps of `after` in their order, then the removed
 * ones. A step is MOVED if its only difference is its place among the steps that both versions have.
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

/** The fewest keys that must move so that `before` becomes `after`: those outside of a longest common subsequence. */
function movedKeys(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((key, i) => [key, i]));
  const places = after.map((key) => place.get(key)!);
  // The longest increasing subsequence: length of the best one that ends at each place, and its predecessor.
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
