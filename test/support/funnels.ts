// Random funnels for property tests, on the logs of logs.ts.
import fc from "fast-check";
import type { FunnelShape, FunnelStep } from "../../src/analyses/funnelPlan.js";
import { ADJACENCIES } from "../../src/analyses/question.js";
import { filters, selectors, transitionOptions } from "./logs.js";

const windows = fc.constantFrom(null, null, null, 0, 1, 3, 6, 12, 20);

const steps: fc.Arbitrary<FunnelStep[]> = fc
  .array(
    fc.record({
      at: selectors,
      name: fc.constant(null),
      adjacency: fc.constantFrom(...ADJACENCIES, "EVENTUALLY" as const, "EVENTUALLY" as const),
      within: windows,
      optional: fc.constantFrom(false, false, true),
    }),
    { minLength: 2, maxLength: 5 },
  )
  .map((list) =>
    list.map((step, i) => ({
      ...step,
      ...(i === 0 ? { adjacency: "EVENTUALLY" as const, within: null } : {}),
      ...(i === 0 || i === list.length - 1 ? { optional: false } : {}),
    })),
  );

export const funnels: fc.Arbitrary<FunnelShape> = steps.chain((list) => {
  const required = list.flatMap(({ optional }, i) => (optional ? [] : [i + 1]));
  const pairs = required.flatMap((after) =>
    required.filter((before) => before > after).map((before) => ({ after, before })),
  );
  const exclusion = fc
    .record({ at: selectors, pair: fc.constantFrom(...pairs) })
    .map(({ at, pair }) => ({ at, ...pair }));
  return fc.record({
    steps: fc.constant(list),
    within: windows,
    exclude: fc.oneof(fc.constant([]), fc.array(exclusion, { maxLength: 2 })),
    options: transitionOptions.map((options) => ({ ...options, repeats: "KEEP" as const })),
    filter: filters,
  });
});
