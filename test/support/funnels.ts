// Random funnels for property tests, on the logs of logs.ts.
import fc from "fast-check";
import type { Breakdown } from "../../src/engine/breakdown.js";
import { ADJACENCIES } from "../../src/engine/terms.js";
import { type Interaction, NOTHING_KNOWN } from "../../src/model/interaction.js";
import { sharedUint16 } from "../../src/projection/columns.js";
import type { Projection } from "../../src/projection/projection.js";
import type { FunnelExclusion, FunnelShape, FunnelStep } from "../../src/questions/funnel/shape.js";
import { filters, selectors, transitionOptions } from "./logs.js";
import { means } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

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

/**
 * Whether the exclusion forbids every interaction of a required step between its two steps, so that no journey could
 * complete the funnel.
 */
export function isImpossible(
  { catalogue }: Log,
  { steps }: FunnelShape,
  { at, after, before }: FunnelExclusion,
): boolean {
  const possible = catalogue.touchpoints.flatMap(({ key }) =>
    (["SUCCEEDED", "FAILED"] as const).map(
      (outcome): Interaction => ({
        ...NOTHING_KNOWN,
        id: "any",
        identity: "anyone",
        named: null,
        touchpoint: key,
        at: 0,
        sequence: 0,
        origins: [],
        sequences: [],
        outcome,
      }),
    ),
  );
  return steps.slice(after, before - 1).some((step) => {
    const meant = possible.filter((interaction) => means(catalogue, step.at, interaction));
    return !step.optional && meant.length > 0 && meant.every((interaction) => means(catalogue, at, interaction));
  });
}

/** Removes exclusions that make the funnel impossible to complete, because these are refused. */
export function completable(log: Log, shape: FunnelShape): FunnelShape {
  return { ...shape, exclude: shape.exclude.filter((exclusion) => !isImpossible(log, shape, exclusion)) };
}

/** Some of the customers of logs.ts, so that segments overlap and leave some customers out. */
export const members = fc.record({
  gold: fc.subarray(["ana", "bob", "cyd", "c1", "c2"]),
  early: fc.subarray(["bob", "cyd", "c2", "c3"]),
  nobody: fc.constant<string[]>([]),
});

/**
 * Returns the projection with these segments in its catalogue, and a breakdown by the segments in the form in which the
 * service passes it.
 */
export function bySegments(
  log: Log,
  projection: Projection,
  of: Readonly<Record<string, readonly string[]>>,
): { readonly projection: Projection; readonly breakdown: Breakdown } {
  const segments = Object.keys(of).map((key) => ({ key, name: key.toUpperCase(), description: null, rule: null }));
  const memberBits = sharedUint16(projection.customerNumbers);
  for (const { key, number } of log.histories)
    segments.forEach((segment, i) => {
      if (of[segment.key]!.includes(key)) memberBits[number]! |= 1 << i;
    });
  return {
    projection: { ...projection, catalogue: { ...projection.catalogue, segments } },
    breakdown: { segments: segments.map(({ key }) => key), memberBits },
  };
}
