// Conditions on the value of a property or an attribute.
import type { PropertyCondition } from "../../client/client.js";

/** All conditions that are given must hold. Conditions on attributes have the same fields. */
export type ValueCondition = Partial<Omit<PropertyCondition, "key">>;

export const RANGE = ["atLeast", "atMost"] as const;

/** Whether the service treats the text as a number. It does if the text has the form of a number in JSON. */
export function isNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text.trim()) && Number.isFinite(Number(text));
}

/** Whether there is a condition on the value. An empty list is not a condition. */
export function saysSomething(condition: ValueCondition): boolean {
  return Object.values(condition).some((part) => part != null && !(Array.isArray(part) && part.length === 0));
}
