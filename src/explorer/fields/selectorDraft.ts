// A draft of a selector, which is what the editor edits: a tree whose parts may be incomplete. A part that the editor
// cannot show is kept unchanged. For example, the service may be newer than the page and have another field.
import type { PointSelector, PropertyCondition } from "../../client/client.js";
import { partsOf } from "./pointSelector.js";

export type Draft =
  | { readonly is: "names"; readonly selector: PointSelector | undefined }
  | { readonly is: "any" }
  | { readonly is: "property"; readonly condition: Partial<PropertyCondition> }
  | { readonly is: "all" | "anyOf"; readonly parts: readonly Draft[] }
  | { readonly is: "not"; readonly part: Draft }
  | { readonly is: "text"; readonly selector: PointSelector };

/** The ways of selecting that can be chosen. */
export type Way = Exclude<Draft["is"], "text">;

export const EMPTY: Draft = { is: "names", selector: undefined };

/** The fields of a property's condition that the editor shows. */
const CONDITION_FIELDS = ["key", "in", "notIn", "like", "atLeast", "atMost", "known"] as const;

export function draftOf(selector: PointSelector | undefined): Draft {
  if (selector === undefined) return EMPTY;
  const given = Object.entries(selector).filter(([, value]) => value != null);
  const [field, value] = given[0] ?? [];
  if (given.length !== 1) return { is: "text", selector };
  if (partsOf(selector).sort !== null) return { is: "names", selector };
  if (field === "any" && value === true) return { is: "any" };
  if (field === "property" && isCondition(value)) return { is: "property", condition: value };
  if ((field === "all" || field === "anyOf") && Array.isArray(value))
    return { is: field, parts: value.map((part) => draftOf(part as PointSelector)) };
  if (field === "not" && isObject(value)) return { is: "not", part: draftOf(value as PointSelector) };
  return { is: "text", selector };
}

/** Returns the selector, or undefined while none of its parts is complete. Incomplete parts of a list are left out. */
export function selectorOfDraft(draft: Draft): PointSelector | undefined {
  switch (draft.is) {
    case "names":
    case "text":
      return draft.selector;
    case "any":
      return { any: true };
    case "property":
      return isComplete(draft.condition) ? { property: { ...draft.condition } } : undefined;
    case "not": {
      const not = selectorOfDraft(draft.part);
      return not === undefined ? undefined : { not };
    }
    default: {
      const parts = draft.parts.map(selectorOfDraft).filter((part) => part !== undefined);
      if (parts.length === 0) return undefined;
      return draft.is === "all" ? { all: parts } : { anyOf: parts };
    }
  }
}

/** Whether a picker of names can show the selector. */
export function isOfNames(selector: PointSelector | undefined): boolean {
  return draftOf(selector).is === "names";
}

/** Whether a condition is complete. A key alone is not a condition. */
function isComplete(condition: Partial<PropertyCondition>): condition is PropertyCondition {
  const { key, ...others } = condition;
  return key !== undefined && Object.values(others).some((value) => value != null);
}

function isCondition(value: unknown): value is PropertyCondition {
  return (
    isObject(value) &&
    "key" in value &&
    Object.keys(value).every((field) => (CONDITION_FIELDS as readonly string[]).includes(field))
  );
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Changes the way in which a draft selects. The parts that the new way also has are kept. */
export function changedTo(draft: Draft, way: Way): Draft {
  if (way === draft.is) return draft;
  if (way === "any") return { is: "any" };
  if (way === "property") return { is: "property", condition: {} };
  if (way === "names") return innerNames(draft);
  if (way === "not") return { is: "not", part: draft.is === "any" ? EMPTY : draft };
  if (draft.is === "all" || draft.is === "anyOf") return { is: way, parts: draft.parts };
  return { is: way, parts: draft.is === "any" ? [EMPTY] : [draft, EMPTY] };
}

/** Returns the first part of the draft that consists of names. */
function innerNames(draft: Draft): Draft {
  const [first] = draft.is === "not" ? [draft.part] : draft.is === "all" || draft.is === "anyOf" ? draft.parts : [];
  return first === undefined ? EMPTY : first.is === "names" ? first : innerNames(first);
}
