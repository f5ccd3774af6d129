// Validates arguments by the rules of their classes (shared/rules.ts). The arguments of every field of the schema are
// validated piece by piece, over several turns of the event loop (resolvers/arguments.ts). The command line and the
// reader of references validate all arguments at once, with `validated`.
//
// Validation throws an error for the first broken rule. The fields of a class are checked before the objects in these
// fields. The length of a list is therefore checked before its members, and the members of a list that is too long are
// never read.
import { getMetadataStorage, type ValidationError, validateSync } from "class-validator";
import type { Rule } from "../shared/rules.js";

// By default, a null argument would break every rule, and a class without rules would be an error.
const OPTIONS = { skipMissingProperties: true, forbidUnknownValues: false, stopAtFirstError: true } as const;

/**
 * Throws the ThroughlineError of the first broken rule. `at` is the path of `value`. It is empty if `value` is the
 * object of all arguments.
 */
export function validated<T>(value: T, at = ""): T {
  for (const _ of validating(value, at));
  return value;
}

/** Yields after each object, so that a large value can be validated over several turns of the event loop. */
export function* validating(value: unknown, at = ""): Generator<undefined, void> {
  if (Array.isArray(value)) {
    for (const [i, member] of value.entries()) if (isInstance(member)) yield* validating(member, `${at}[${i}]`);
  } else if (isInstance(value)) {
    if (hasRules(value.constructor)) for (const error of validateSync(value, OPTIONS)) refuse(error, at);
    yield;
    for (const [name, inner] of Object.entries(value))
      if (typeof inner === "object" && inner !== null) yield* validating(inner, within(at, name));
  }
}

function refuse({ property, value, contexts }: ValidationError, at: string): void {
  for (const { rule } of Object.values(contexts ?? {}) as { rule: Rule<unknown> }[]) rule(value, within(at, property));
}

function within(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}

/** Plain objects are JSON values that a client sent: their fields are data, not arguments. */
function isInstance(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && prototype !== Object.prototype;
}

const withRules = new WeakMap<object, boolean>();

function hasRules(type: NewableFunction | object): boolean {
  const known = withRules.get(type);
  if (known !== undefined) return known;
  const has =
    getMetadataStorage().getTargetValidationMetadatas(type as NewableFunction as never, "", false, false).length > 0;
  withRules.set(type, has);
  return has;
}
