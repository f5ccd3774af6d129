// What is left of a segment's rule. A rule was accepted once and stays, while imports, erasures and changes of the catalogue take away
// what it names. Customers and listed segments that are gone are left out of their lists here; names of touchpoints, goals and
// attributes match nothing (engine/filter.ts); any other problem means that nobody belongs. Nothing of this is an error for anyone
// who asks about the segment, or about something else.
import type { GraphStore } from "../graph/store.js";
import { type ErrorCode, ThroughlineError } from "../model/errors.js";
import type { Projection } from "../projection/projection.js";
import type { JourneyFilterInput } from "../schema/filter.js";

export interface StandingRule {
  /** Null: nobody can belong. */
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
    // Not their keys: whoever was erased is not named again.
    ...(rule.customers != null && customers!.length < rule.customers.length
      ? [`${rule.customers.length - customers!.length} of ${rule.customers.length} customers`]
      : []),
  ];
  const problems = gone.length === 0 ? [] : [`The rule names what is gone: ${gone.join(", ")}.`];
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

/** What a request can be refused for. Timeouts, failures of the store and the like are errors for a rule too. */
const PROBLEMS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "BAD_ARGUMENT",
  "BAD_PATTERN",
  "UNKNOWN_NAME",
  "AMBIGUOUS_SELECTOR",
  "OPTION_DOES_NOT_APPLY",
  "GOAL_REQUIRED",
]);

export function isProblemOfRule(error: unknown): error is ThroughlineError {
  return error instanceof ThroughlineError && PROBLEMS.has(error.code);
}
