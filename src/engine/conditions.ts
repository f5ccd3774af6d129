// Finds the properties and outcomes of interactions on which a question depends. The question then runs on a refined
// projection, whose touchpoint codes distinguish them (projection/refine.ts). They are found in the parameters of the
// question: conditions on properties in selectors, patterns and goals, properties whose values are labels, and
// selectors that depend on whether an interaction failed. A question without any of these runs on the projection as it
// is.
import type { Catalogue, PointSelector } from "../model/catalogue.js";
import { type Distinction, textOf } from "../projection/refine.js";
import { parsePattern } from "./pattern.js";
import { selectorOfName } from "./patternAutomaton.js";

/** Returns the distinctions sorted by their texts, each once. */
export function distinctionsOf(params: unknown, { goals }: Pick<Catalogue, "goals">): Distinction[] {
  const found = new Map<string, Distinction>();
  const add = (distinction: Distinction): void => {
    found.set(textOf(distinction), distinction);
  };
  const addSelector = (selector: PointSelector, isInner: boolean): void => {
    const { property, all, anyOf, not, goal } = selector;
    if (property != null) add({ kind: "condition", condition: property });
    for (const part of [...(all ?? []), ...(anyOf ?? []), ...(not == null ? [] : [not])]) addSelector(part, true);
    if (goal != null) {
      addGoal(goal);
      // If a goal is part of another selector, the code of an interaction must show whether the interaction failed.
      if (isInner) add({ kind: "failed" });
    }
  };
  const addGoal = (name: string | null): void => {
    const goal =
      name === null
        ? goals.find(({ isDefault }) => isDefault)
        : (goals.find(({ key }) => key === name) ?? goals.find((one) => one.name === name));
    // A goal's selector contains no goal.
    if (goal !== undefined) addSelector(goal.selector, false);
  };
  const addPattern = (text: string): void => {
    let pattern: ReturnType<typeof parsePattern>;
    try {
      pattern = parsePattern(text, "");
    } catch {
      // An invalid pattern is ignored here, because the question refuses it and names the place of the error.
      return;
    }
    for (const set of [...pattern.steps.flatMap(({ item, between }) => [item, between]), pattern.after])
      for (const name of set?.names ?? []) addSelector(selectorOfName(name), false);
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const member of value) visit(member);
    else if (isPlain(value)) {
      if (isSelector(value)) {
        addSelector(value as PointSelector, false);
        return;
      }
      // In attribution, the argument that chooses the labels is `by`; elsewhere, it is `grain`.
      if ((value.grain ?? value.by) === "PROPERTY" && typeof value.property === "string")
        add({ kind: "value", key: value.property });
      for (const [name, member] of Object.entries(value)) {
        // Without a goal, a question uses the default goal.
        if (name === "goal" && (member === null || member === undefined)) addGoal(null);
        else if (name === "groups" && Array.isArray(member))
          // A group that selects a goal does not contain failed interactions, so the codes must distinguish them.
          for (const { at } of member as { readonly at: PointSelector }[]) addSelector(at, true);
        else if (name === "breakdown" && isPlain(member) && typeof member.property === "string")
          add({ kind: "column", key: member.property });
        else if (name === "reachedGoal" && typeof member === "string") addGoal(member);
        else if ((name === "matches" || name === "pattern") && typeof member === "string") addPattern(member);
        else visit(member);
      }
    }
  };
  visit(params);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, distinction]) => distinction);
}

/** The fields that only selectors have. In a selector, `property` is an object. Elsewhere, it is a text. */
const SELECTOR_NAMES = new Set(["property", "all", "anyOf", "not"]);

function isSelector(value: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(value).filter((name) => value[name] !== null && value[name] !== undefined);
  if (names.length !== 1) return false;
  const [name] = names as [string];
  const only = value[name];
  if (name === "goal") return typeof only === "string";
  if (!SELECTOR_NAMES.has(name)) return false;
  return typeof only === "object";
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof Map) &&
    !(value instanceof Set)
  );
}
