// What the value of a property or an attribute must be.
import type { PropertyCondition } from "../../client/client.js";

/** All that are given must hold. Conditions on attributes have the same fields. */
export type ValueCondition = Partial<Omit<PropertyCondition, "key">>;

export const RANGE = ["atLeast", "atMost"] as const;

/** Whether the service takes the text as a number: it is written as in JSON. */
export function isNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text.trim()) && Number.isFinite(Number(text));
}

/** Whether anything is said about the value. An empty list says nothing. */
export function saysSomething(condition: ValueCondition): boolean {
  return Object.values(condition).some((part) => part != null && !(Array.isArray(part) && part.length === 0));
}
