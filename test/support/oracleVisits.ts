// A slow, literal answer to visits. It counts every interaction that is left, one after another.
import type { JourneyFilter, PathOptions } from "../../src/engine/terms.js";
import { compareKeys } from "../../src/model/keys.js";
import { examplesOf, labelled, type Scoped, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

const customers = (found: readonly Scoped[]): number => new Set(found.map(({ customer }) => customer)).size;

export function oracleVisits(log: Log, { hide, ...options }: PathOptions, filter: JourneyFilter | null, first: number) {
  const scope = scopeOf(log, filter, hide);
  const keysOf = ({ left }: Scoped): string[] =>
    labelled(log, left, { ...options, repeats: "KEEP" }).map(({ key }) => key);
  const visited = scope.flatMap(keysOf);
  const rows = [...new Set(visited)]
    .map((key) => {
      const found = scope.filter((scoped) => keysOf(scoped).includes(key));
      return {
        key,
        interactions: visited.filter((one) => one === key).length,
        journeys: found.length,
        customers: customers(found),
        share: found.length / scope.length,
        examples: examplesOf(found.map(({ journey }) => journey)).slice(0, 50),
      };
    })
    .sort((a, b) => b.interactions - a.interactions || compareKeys(a.key, b.key));
  return {
    totals: {
      journeys: scope.length,
      customers: customers(scope),
      counted: scope.filter(({ left }) => left.length > 0).length,
      interactions: visited.length,
      otherLabels: rows.slice(first).length,
      otherInteractions: rows.slice(first).reduce((n, { interactions }) => n + interactions, 0),
    },
    labels: rows.slice(0, first),
  };
}
