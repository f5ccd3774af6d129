// Slow, literal answers to ends and interactionsToGoal, from the first and the last label of every journey and its
// first goal.
import type { JourneyFilter, PathOptions } from "../../src/engine/terms.js";
import type { PointSelector } from "../../src/model/catalogue.js";
import { compareKeys } from "../../src/model/keys.js";
import { examplesOf, isOpen, labelled, means, type Scoped, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

const customers = (found: readonly Scoped[]): number => new Set(found.map(({ customer }) => customer)).size;
const examples = (found: readonly Scoped[]): string[] => examplesOf(found.map(({ journey }) => journey)).slice(0, 50);

export function oracleEnds(log: Log, { grain, hide }: PathOptions, filter: JourneyFilter | null, first: number) {
  const scope = scopeOf(log, filter, hide);
  const left = scope.filter((scoped) => scoped.left.length > 0);
  const labelAt = (scoped: Scoped, place: number): string =>
    labelled(log, scoped.left, { grain, repeats: "KEEP" }).at(place)!.key;
  const rowsAt = (place: number) =>
    [...new Set(left.map((scoped) => labelAt(scoped, place)))]
      .map((key) => {
        const found = left.filter((scoped) => labelAt(scoped, place) === key);
        return {
          key,
          journeys: found.length,
          customers: customers(found),
          share: found.length / left.length,
          open: found.filter(({ journey }) => isOpen(log, journey)).length,
          examples: examples(found),
        };
      })
      .sort((a, b) => b.journeys - a.journeys || compareKeys(a.key, b.key));
  const [entries, exits] = [rowsAt(0), rowsAt(-1)];
  const shown = left.filter(
    (scoped) =>
      entries.slice(0, first).some(({ key }) => key === labelAt(scoped, 0)) &&
      exits.slice(0, first).some(({ key }) => key === labelAt(scoped, -1)),
  ).length;
  return {
    totals: {
      journeys: scope.length,
      customers: customers(scope),
      counted: left.length,
      open: left.filter(({ journey }) => isOpen(log, journey)).length,
      shown,
      otherCount: left.length - shown,
      otherRoutes: Math.max(0, entries.length - first) + Math.max(0, exits.length - first),
    },
    entries: entries.slice(0, first),
    exits: exits.slice(0, first),
  };
}

export function oracleToGoal(
  log: Log,
  goal: PointSelector,
  hide: readonly PointSelector[],
  filter: JourneyFilter | null,
  upTo: number,
) {
  const scope = scopeOf(log, filter, hide);
  const left = scope.filter((scoped) => scoped.left.length > 0);
  const numberOf = ({ left }: Scoped): number =>
    left.findIndex((i) => i.outcome !== "FAILED" && means(log.catalogue, goal, i)) + 1;
  const reached = left.filter((scoped) => numberOf(scoped) > 0);
  const numbers = reached.map(numberOf);
  const max = Math.max(0, ...numbers);
  return {
    totals: {
      journeys: scope.length,
      customers: customers(scope),
      matched: left.length,
      completed: reached.length,
      counted: reached.length,
      pending: left.filter((scoped) => numberOf(scoped) === 0 && isOpen(log, scoped.journey)).length,
      open: left.filter(({ journey }) => isOpen(log, journey)).length,
    },
    numbers,
    rows: Array.from({ length: Math.min(max, upTo + 1) }, (_, i) => {
      const orMore = i + 1 > upTo;
      const found = reached.filter((scoped) => (orMore ? numberOf(scoped) > i : numberOf(scoped) === i + 1));
      return {
        interactions: i + 1,
        orMore,
        journeys: found.length,
        customers: customers(found),
        share: found.length / reached.length,
        shareUpTo: numbers.filter((n) => orMore || n <= i + 1).length / reached.length,
        examples: examples(found),
      };
    }),
  };
}
