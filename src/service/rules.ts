// Prepares the rule of a segment or persona for the current data. A rule was checked when it was declared, but things
// that it names may have been removed since, by erasures, by undoing imports, or by changes of the catalogue. The rule
// remains valid nevertheless. Customers and listed segments (segments that are lists of customers) that no longer exist
// are removed from the lists of the rule. Names of touchpoints, goals and attributes that no longer exist match nothing
// (engine/filter.ts). If the rule has any other problem, no customer satisfies it. None of this causes an error in a
// question, not even in one that names the segment.
import "reflect-metadata";
import { checkCondition, MAX_DEPTH } from "../engine/selector.js";
import type { GraphStore } from "../graph/store.js";
import type { PointSelector } from "../model/catalogue.js";
import { type ErrorCode, ThroughlineError } from "../model/errors.js";
import type { Projection } from "../projection/projection.js";
import { fromPlain } from "../schema/asking/plain.js";
import { validated } from "../schema/asking/validate.js";
import { JourneyFilterInput } from "../schema/shared/filter.js";
import { PointSelectorInput } from "../schema/shared/selector.js";
import { personaNamed } from "./references.js";

export interface StandingRule {
  /** The filter to apply; null if no customer can be a member. */
  readonly rule: JourneyFilterInput | null;
  readonly problems: readonly string[];
}

export async function standingRule(
  store: GraphStore,
  projection: Projection,
  rule: JourneyFilterInput,
): Promise<StandingRule> {
  const known = new Set(projection.catalogue.segments.filter((segment) => segment.rule === null).map(({ key }) => key));
  const segments = rule.segments?.filter((key) => known.has(key));
  const found = rule.customers == null ? null : await store.customers(rule.customers);
  const customers = rule.customers?.filter((_, i) => found![i] !== null);
  const gone = [
    ...(rule.segments ?? []).filter((key) => !known.has(key)).map((key) => `listed segment "${key}"`),
    // The problem does not name the customers, because the key of an erased customer must not be shown again.
    ...(rule.customers != null && customers!.length < rule.customers.length
      ? [`${rule.customers.length - customers!.length} of ${rule.customers.length} customers`]
      : []),
  ];
  const problems = gone.length === 0 ? [] : [`The rule names things that no longer exist: ${gone.join(", ")}.`];
  if (segments?.length === 0 || customers?.length === 0) return { rule: null, problems };
  return {
    rule: {
      ...rule,
      ...(segments === undefined ? {} : { segments }),
      ...(customers === undefined ? {} : { customers }),
    },
    problems,
  };
}

/**
 * Errors with these codes are mistakes in a rule, and become problems of the rule. All other errors, such as timeouts
 * and failures of the store, are thrown.
 */
const PROBLEMS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "BAD_ARGUMENT",
  "BAD_PATTERN",
  "UNKNOWN_NAME",
  "AMBIGUOUS_SELECTOR",
  "OPTION_DOES_NOT_APPLY",
  "GOAL_REQUIRED",
  "OTHER_UNIT",
]);

export function isProblemOfRule(error: unknown): error is ThroughlineError {
  return error instanceof ThroughlineError && PROBLEMS.has(error.code);
}

/**
 * A persona's rule from a catalogue file, as a filter. Throws BAD_ARGUMENT with the path of a field that a filter does
 * not have, or of a value that it refuses. Names are not looked up. The persona's `problem` says which names do not
 * exist.
 */
export function readRule(rule: Readonly<Record<string, unknown>>, at: string): JourneyFilterInput {
  const filter = validated(fromPlain(JourneyFilterInput, rule, at), at);
  refusePersona(filter, at);
  return filter;
}

/** Throws if the rule names a persona, so that rules cannot refer to each other in a circle. `at` is its path. */
export function refusePersona(rule: JourneyFilterInput, at: string): void {
  const place = personaNamed(rule, at);
  if (place === null) return;
  throw new ThroughlineError("BAD_ARGUMENT", "A rule cannot name a persona.", {
    at: place,
    remedy: "Write the conditions of the persona's rule.",
  });
}

/** Checks a goal's selector from a file. Throws BAD_ARGUMENT with the path; `at` is the place of the goal. */
export function checkGoalSelector(selector: unknown, at: string): void {
  const visit = (part: PointSelector, place: string, depth: number): void => {
    if (part.goal != null)
      throw new ThroughlineError("BAD_ARGUMENT", "A goal cannot be chosen by another goal.", {
        at: `${place}.goal`,
        remedy: "Name the touchpoints, kinds, channels or stages that reach it.",
      });
    if (depth > MAX_DEPTH)
      throw new ThroughlineError("BAD_ARGUMENT", `\`${place}\` is nested more than ${MAX_DEPTH} deep.`, {
        at: place,
        remedy: "Use fewer `all`, `anyOf` and `not` within each other.",
      });
    if (part.property != null) checkCondition(part.property, `${place}.property`);
    for (const name of ["all", "anyOf"] as const)
      part[name]?.forEach((inner, i) => {
        visit(inner, `${place}.${name}[${i}]`, depth + 1);
      });
    if (part.not != null) visit(part.not, `${place}.not`, depth + 1);
  };
  visit(validated(fromPlain(PointSelectorInput, selector, at), at), at, 1);
}
