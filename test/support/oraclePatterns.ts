// A slow, literal answer to pathMatches. It tries every placement of the steps of a pattern on a journey.
import type { Pattern, PatternName, PatternSet } from "../../src/engine/pattern.js";
import type { Interaction } from "../../src/model/interaction.js";
import { compareKeys } from "../../src/model/keys.js";
import { means } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

export function oraclePathMatches(log: Log, { steps, after }: Pattern) {
  const is = (set: PatternSet, interaction: Interaction): boolean => {
    const selects = ({ choice, name, value, also = [] }: PatternName): boolean =>
      means(
        log.catalogue,
        choice === "goal"
          ? { goal: name }
          : choice === "property"
            ? { property: { key: name, in: [value!] } }
            : { [choice]: [name] },
        interaction,
      ) && also.every(selects);
    const named = set.names.some(selects);
    return named !== set.negated;
  };
  /**
   * Whether the steps from step s on can be placed on the interactions from position p on. If `upTo` is given, only the
   * steps before step `upTo` must be placed, and anything may follow.
   */
  const places = (list: readonly Interaction[], s: number, p: number, upTo: number | null): boolean => {
    const between = s === steps.length ? after : steps[s]!.between;
    for (let next = p; ; next++) {
      if (s === upTo) return true;
      if (s === steps.length ? next === list.length : next < list.length && is(steps[s]!.item, list[next]!)) {
        if (s === steps.length || places(list, s + 1, next + 1, upTo)) return true;
      }
      if (next >= list.length || between === null || !is(between, list[next]!)) return false;
    }
  };
  const all = log.histories.flatMap(({ key: customer, journeys }) =>
    journeys.map((journey) => ({ customer, journey })),
  );
  const matched = all.filter(({ journey }) => places(journey.interactions, 0, 0, null));
  const newest = Math.max(...all.flatMap(({ journey }) => journey.interactions.map(({ at }) => at)));
  const share = (n: number): number | null => (all.length === 0 ? null : n / all.length);
  return {
    totals: {
      journeys: all.length,
      customers: new Set(all.map(({ customer }) => customer)).size,
      matched: matched.length,
      matchedCustomers: new Set(matched.map(({ customer }) => customer)).size,
      open: matched.filter(({ journey }) => journey.interactions.at(-1)!.at + log.journeyGap > newest).length,
      share: share(matched.length),
    },
    steps: steps.map(({ text }, s) => {
      const n = all.filter(({ journey }) => places(journey.interactions, 0, 0, s + 1)).length;
      return { step: text, journeys: n, share: share(n) };
    }),
    examples: matched
      .map(({ journey }) => ({ key: journey.key, start: journey.interactions[0]!.at }))
      .sort((a, b) => b.start - a.start || compareKeys(b.key, a.key))
      .map(({ key }) => key),
  };
}
