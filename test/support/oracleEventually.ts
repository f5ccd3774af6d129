// A slow, literal answer to transitions with EVENTUALLY. It searches every journey with B after A, for every pair of
// labels A and B.
import type { JourneyFilter, PathOptions } from "../../src/engine/terms.js";
import { compareKeys } from "../../src/model/keys.js";
import { examplesOf, isOpen, labelled, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

export function oracleEventually(log: Log, options: PathOptions, filter: JourneyFilter | null) {
  const scope = scopeOf(log, filter, options.hide);
  const journeys = scope
    .filter(({ left }) => left.length > 0)
    .map((scoped) => ({ scoped, labels: labelled(log, scoped.left, options) }));
  const keys = [...new Set(journeys.flatMap(({ labels }) => labels.map(({ key }) => key)))];
  const rows = keys
    .flatMap((from) =>
      keys.map((to) => {
        const having = journeys.filter(({ labels }) => labels.some(({ key }) => key === from));
        const found = having.flatMap(({ scoped, labels }) => {
          const a = labels.findIndex(({ key }) => key === from);
          const b = labels.findIndex(({ key }, p) => p > a && key === to);
          return b < 0 ? [] : [{ scoped, wait: labels[b]!.first - labels[a]!.last }];
        });
        return {
          from,
          to,
          count: found.length,
          journeys: new Set(found.map(({ scoped }) => scoped.journey.key)),
          customers: new Set(found.map(({ scoped }) => scoped.customer)).size,
          probability: found.length / having.length,
          waits: found.map(({ wait }) => wait),
          dropAfter: null,
          examples: examplesOf(found.map(({ scoped }) => scoped.journey)),
        };
      }),
    )
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || compareKeys(a.from, b.from) || compareKeys(a.to, b.to));
  return {
    totals: {
      journeys: scope.length,
      customers: new Set(scope.map(({ customer }) => customer)).size,
      counted: journeys.length,
      open: journeys.filter(({ scoped }) => isOpen(log, scoped.journey)).length,
    },
    rows,
  };
}
