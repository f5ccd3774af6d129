// Shared code for questions that the store answers itself (ENGINE=store). It refuses arguments that the store does not
// support (UNSUPPORTED_IN_STORE), and resolves names and selectors from the catalogue alone.
import { compileFilter } from "../../engine/filter.js";
import type { Labels } from "../../engine/label.js";
import { type CompiledSelector, UNLESS_FAILED } from "../../engine/selector.js";
import { DEFAULT_PATH_OPTIONS, type JourneyFilter, type PathOptions, type WaitStats } from "../../engine/terms.js";
import { NO_WAITS, quantileBetween } from "../../engine/waits.js";
import type {
  AskOptions,
  Explained,
  FoundWaits,
  LabelOf,
  Neighbours,
  Points,
  QuestionsAsked,
  QuestionsFound,
  Scope,
  StoreAnswer,
  StoreQuestion,
  StoreQuestions,
  World,
} from "../../graph/questions.js";
import { ThroughlineError } from "../../model/errors.js";
import type { Projection } from "../../projection/projection.js";

/**
 * A question with its arguments, to be answered by a store. The answer has the same form as an answer from the
 * projection.
 */
export interface InStore<Result> {
  ask(store: StoreQuestions, options: AskOptions): Promise<{ readonly version: number; readonly result: Result }>;
  explain(store: StoreQuestions, profile: boolean, options: AskOptions): Promise<readonly Explained[]>;
}

export function inStore<Q extends StoreQuestion, Result>(
  question: Q,
  prepare: (world: World) => QuestionsAsked[Q],
  result: (answer: StoreAnswer<QuestionsAsked[Q], QuestionsFound[Q]>) => Result,
): InStore<Result> {
  return {
    async ask(store, options) {
      const answer = await store.ask(question, prepare, options);
      return { version: answer.world.version, result: result(answer) };
    },
    explain: (store, profile, options) => store.explain(question, prepare, profile, options),
  };
}

/** `at` is the path of the argument. */
export function unsupported(at: string): ThroughlineError {
  return new ThroughlineError(
    "UNSUPPORTED_IN_STORE",
    `\`${at}\` is not supported if Neo4j answers the question itself.`,
    {
      at,
      remedy:
        "Leave it at its default, or serve with ENGINE=projection (docs/graph.md lists what ENGINE=store supports).",
    },
  );
}

/**
 * Refuses each argument that is not in `supported`, unless it has its default value. An argument that is later added to
 * a question is therefore refused until it is supported here. `at` is the path of the arguments. It is empty for the
 * question's own arguments.
 */
export function supportOnly<T extends object>(
  given: T,
  supported: readonly (keyof T)[],
  defaults: Partial<T>,
  at: string,
): void {
  for (const [name, value] of Object.entries(given) as [keyof T & string, unknown][]) {
    const left = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (!left && !supported.includes(name) && value !== defaults[name])
      throw unsupported(at === "" ? name : `${at}.${name}`);
  }
}

export function supportPathOptions(options: PathOptions, supported: readonly (keyof PathOptions)[]): void {
  supportOnly(options, supported, DEFAULT_PATH_OPTIONS, "options");
}

/** Converts a filter to the scope of a store's question: its period and its customers. */
export function scopeOf(names: Projection, filter: JourneyFilter | null | undefined): Scope {
  const given = filter ?? {};
  supportOnly(given, ["startedFrom", "startedBefore", "customerNumbers"], {}, "filter");
  const { startedFrom = null, startedBefore = null, customerNumbers = null } = given;
  compileFilter(names, { startedFrom, startedBefore }, "filter");
  return { startedFrom, startedBefore, customers: customerNumbers === null ? null : [...customerNumbers] };
}

export function pointsOf({ dictionary }: Projection, { byTouchpoint }: CompiledSelector): Points {
  return {
    touchpoints: dictionary.touchpoints.filter((_, code) => byTouchpoint[code] !== 0),
    unlessFailed: byTouchpoint.includes(UNLESS_FAILED),
  };
}

export function labelOfTouchpoint({ dictionary }: Projection, { grain, keys, ofTouchpoint }: Labels): LabelOf {
  if (grain === "TOUCHPOINT") return null;
  return Object.fromEntries(dictionary.touchpoints.map((key, code) => [key, keys[ofTouchpoint[code]!]!]));
}

/** Finds the code of a label by its key. */
export function codesOf({ keys }: Labels): (key: string) => number {
  const codes = new Map(keys.map((key, code) => [key, code]));
  return (key) => codes.get(key)!;
}

export function waitsOf({ n, sum, median, p90, p95 }: FoundWaits): WaitStats {
  if (n === 0) return NO_WAITS;
  const quantile = (p: number, found: Neighbours | null) => found && quantileBetween(n, p, ...found);
  return { n, mean: sum / n, median: quantile(0.5, median), p90: quantile(0.9, p90), p95: quantile(0.95, p95) };
}
