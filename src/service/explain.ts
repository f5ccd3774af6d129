// Shows how Neo4j answers a question itself (ENGINE=store). The arguments are read by the same rules as those of a
// query.
import "reflect-metadata";
import { EVERYTHING } from "../engine/selection.js";
import type { Explained, StoreQuestions } from "../graph/questions.js";
import type { GraphStore } from "../graph/store.js";
import type { ParamsOf } from "../questions/registry.js";
import type { NamingArgs } from "../schema/asking/asking.js";
import { askingOf } from "../schema/asking/askings.js";
import { fromPlain } from "../schema/asking/plain.js";
import { validated } from "../schema/asking/validate.js";
import { readFilter } from "../schema/shared/filter.js";
import { customerNumbers } from "./filters.js";
import { IN_STORE, needsProjection } from "./inStore/inStoreAnswers.js";

export type Explainable = "commonRoutes" | "transitions" | "handoffs";

/**
 * `given` holds the arguments as plain values. Throws a ThroughlineError with the path of the argument that is wrong.
 */
export async function explain<Q extends Explainable>(
  store: GraphStore,
  questions: StoreQuestions,
  question: Q,
  given: object,
  { profile, milliseconds }: { readonly profile: boolean; readonly milliseconds: number },
): Promise<readonly Explained[]> {
  const asking = askingOf(question);
  const args = validated(fromPlain(asking.args, given));
  const { filter } = args as NamingArgs;
  const customers = filter?.customers ? await customerNumbers(store, filter.customers, "filter.customers") : null;
  const found = { memberOf: null, behindWords: null, customerNumbers: customers };
  const params = asking.check(
    args,
    EVERYTHING,
  )({
    filter: filter ? readFilter(filter, "filter", found) : null,
    a: null,
    b: null,
    memberBits: null,
    everySegment: [],
  });
  const inStore = IN_STORE[question] as
    | ((params: ParamsOf<Q>) => ReturnType<NonNullable<(typeof IN_STORE)[Q]>>)
    | undefined;
  if (inStore === undefined) throw needsProjection(question);
  return inStore(params).explain(questions, profile, { wanted: EVERYTHING, milliseconds });
}
