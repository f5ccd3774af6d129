// A slow, literal answer to loops. The labels and runs of every journey are lists, which are counted label by label and
// pair by pair.
import type { JourneyFilter, PathOptions } from "../../src/engine/terms.js";
import { compareKeys } from "../../src/model/keys.js";
import { examplesOf, isOpen, labelled, type Scoped, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

export function oracleLoops(log: Log, { grain, hide }: PathOptions, filter: JourneyFilter | null) {
  const scope = scopeOf(log, filter, hide);
  const journeys = scope
    .filter(({ left }) => left.length > 0)
    .map((scoped) => {
      const labels = labelled(log, scoped.left, { grain, repeats: "KEEP" }).map(({ key }) => key);
      const runs = labelled(log, scoped.left, { grain, repeats: "COLLAPSE" });
      const returns = runs.flatMap((run, k) =>
        k > 1 && runs[k - 2]!.key === run.key
          ? [{ from: run.key, via: runs[k - 1]!.key, wait: run.first - runs[k - 2]!.last }]
          : [],
      );
      const selfLoops = (key: string): number =>
        labels.filter((l, i) => i > 0 && l === key && labels[i - 1] === key).length;
      const repeats = (key: string): number => Math.max(0, runs.filter((run) => run.key === key).length - 1);
      return { scoped, labels, runs, returns, selfLoops, repeats, keys: [...new Set(labels)] };
    });
  type One = (typeof journeys)[number];
  const customers = (found: readonly { readonly scoped: Scoped }[]): number =>
    new Set(found.map(({ scoped }) => scoped.customer)).size;
  const examples = (found: readonly { readonly scoped: Scoped }[]): string[] =>
    examplesOf(found.map(({ scoped }) => scoped.journey)).slice(0, 50);
  const sum = (of: (one: One) => number): number => journeys.reduce((n, one) => n + of(one), 0);
  const keys = [...new Set(journeys.flatMap((one) => one.keys))];
  const labels = keys
    .map((key) => {
      const having = journeys.filter((one) => one.keys.includes(key));
      const again = having.filter((one) => one.selfLoops(key) + one.repeats(key) > 0);
      return {
        key,
        again: sum((one) => one.selfLoops(key) + one.repeats(key)),
        journeys: having.length,
        selfLoops: sum((one) => one.selfLoops(key)),
        repeats: sum((one) => one.repeats(key)),
        selfLoopJourneys: having.filter((one) => one.selfLoops(key) > 0).length,
        repeatJourneys: having.filter((one) => one.repeats(key) > 0).length,
        againJourneys: again.length,
        againCustomers: customers(again),
        share: again.length / having.length,
        examples: examples(again),
      };
    })
    .filter(({ again }) => again > 0)
    .sort((a, b) => b.again - a.again || compareKeys(a.key, b.key));
  const pairs = [
    ...new Map(journeys.flatMap(({ returns }) => returns.map((r) => [JSON.stringify([r.from, r.via]), r]))).values(),
  ];
  const returns = pairs
    .map(({ from, via }) => {
      const found = journeys.flatMap(({ scoped, returns }) =>
        returns.filter((r) => r.from === from && r.via === via).map(({ wait }) => ({ scoped, wait })),
      );
      const passages = sum(({ runs }) => runs.filter(({ key }, k) => key === from && runs[k + 1]?.key === via).length);
      return {
        from,
        via,
        count: found.length,
        journeys: new Set(found.map(({ scoped }) => scoped.journey.key)).size,
        customers: customers(found),
        share: found.length / passages,
        waits: found.map(({ wait }) => wait),
        examples: examples(found),
      };
    })
    .sort((a, b) => b.count - a.count || compareKeys(a.from, b.from) || compareKeys(a.via, b.via));
  const some = (is: (one: One) => boolean): number => journeys.filter(is).length;
  const loops = (one: One): boolean => one.keys.some((key) => one.selfLoops(key) > 0);
  const repeats = (one: One): boolean => one.keys.some((key) => one.repeats(key) > 0);
  return {
    totals: {
      journeys: scope.length,
      customers: customers(scope.map((scoped) => ({ scoped }))),
      counted: journeys.length,
      open: some(({ scoped }) => isOpen(log, scoped.journey)),
      selfLoopJourneys: some(loops),
      repeatJourneys: some(repeats),
      returnJourneys: some((one) => one.returns.length > 0),
      againJourneys: some((one) => loops(one) || repeats(one)),
    },
    labels,
    returns,
  };
}
