// Finds problems in the steps of a blueprint. Each problem has a place and a remedy.
import { type Blueprint, MAX_ALTERNATIVES, MAX_STEPS, type Step } from "./blueprint.js";

export interface BlueprintProblem {
  /** Path within the blueprint, such as `steps[2].next`. */
  readonly at: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * Returns the problems that are found without the catalogue: too few or too many steps, keys that occur twice, unknown
 * or circular successors, steps that cannot be reached from the first step, and values that are out of range.
 * Touchpoints and the persona are checked by callers that know the catalogue. O(steps + successors).
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
