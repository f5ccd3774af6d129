// A slow, literal answer to flow, written from its definition. It makes the path of every journey as a list, and counts
// in lists of paths.

import type { JourneyFilter, PathOptions } from "../../src/engine/terms.js";
import type { PointSelector } from "../../src/model/catalogue.js";
import { compareKeys } from "../../src/model/keys.js";
import type { FlowDirection } from "../../src/questions/flow/result.js";
import { examplesOf, isOpen, labelled, means, quantile, type Scoped, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

export interface FlowAsked {
  readonly anchor: PointSelector;
  readonly direction: FlowDirection;
  readonly steps: number;
  readonly rowsPerStep: number;
  readonly options: PathOptions;
  readonly filter: JourneyFilter | null;
}

interface Path {
  readonly scoped: Scoped;
  /** The whole path, including the labels beyond `steps`. */
  readonly labels: readonly { readonly key: string; readonly first: number; readonly last: number }[];
  readonly open: boolean;
}

const OTHER = "OTHER";

export function oracleFlow(log: Log, { anchor, direction, steps, rowsPerStep, options, filter }: FlowAsked) {
  const scope = scopeOf(log, filter, options.hide);
  const backward = direction === "BACKWARD";
  const paths = scope.flatMap((scoped): Path[] => {
    const at = scoped.left.flatMap((interaction, i) => (means(log.catalogue, anchor, interaction) ? [i] : []));
    if (at.length === 0) return [];
    const left = backward ? scoped.left.slice(0, at.at(-1)! + 1) : scoped.left.slice(at[0]!);
    const labels = labelled(log, left, options);
    return [{ scoped, labels: backward ? labels.reverse() : labels, open: isOpen(log, scoped.journey) }];
  });
  const customers = (found: readonly Path[]): number => new Set(found.map(({ scoped }) => scoped.customer)).size;
  const journeys = (found: readonly Path[]): string[] => examplesOf(found.map(({ scoped }) => scoped.journey));
  const ended = (found: readonly Path[], step: number): Path[] => found.filter(({ labels }) => labels.length === step);

  const shownAt: string[][] = [];
  const stepRows = Array.from({ length: steps }, (_, k) => k + 1).flatMap((step) => {
    const here = paths.filter(({ labels }) => labels.length >= step);
    if (here.length === 0) return [];
    const all = [...new Set(here.map(({ labels }) => labels[step - 1]!.key))]
      .map((key) => ({ key, found: here.filter(({ labels }) => labels[step - 1]!.key === key) }))
      .sort((a, b) => b.found.length - a.found.length || compareKeys(a.key, b.key));
    const shown = all.slice(0, rowsPerStep);
    shownAt[step] = shown.map(({ key }) => key);
    const other = all.slice(rowsPerStep).flatMap(({ found }) => found);
    const rows = other.length === 0 ? shown : [...shown, { key: OTHER, found: other }];
    return [
      {
        step,
        journeys: here.length,
        customers: customers(here),
        dropOff: ended(here, step).length,
        dropOffOpen: backward ? 0 : ended(here, step).filter(({ open }) => open).length,
        otherLabels: all.length - shown.length,
        nodes: rows.map(({ key, found }) => ({
          key,
          journeys: found.length,
          customers: customers(found),
          share: found.length / paths.length,
          dropOff: ended(found, step).length,
          dropOffOpen: backward ? 0 : ended(found, step).filter(({ open }) => open).length,
          examples: journeys(found).slice(0, 50),
        })),
      },
    ];
  });
  const nameAt = ({ labels }: Path, step: number): string => {
    const { key } = labels[step - 1]!;
    return shownAt[step]!.includes(key) ? key : OTHER;
  };
  const compareNames = (a: string, b: string): number =>
    a === b ? 0 : a === OTHER ? 1 : b === OTHER ? -1 : compareKeys(a, b);
  const edges = Array.from({ length: steps - 1 }, (_, k) => k + 1).flatMap((step) => {
    const here = paths.filter(({ labels }) => labels.length > step);
    const names = [...new Set(here.map((path) => JSON.stringify([nameAt(path, step), nameAt(path, step + 1)])))];
    return names
      .map((name) => {
        const [from, to] = JSON.parse(name) as [string, string];
        const found = here.filter((path) => nameAt(path, step) === from && nameAt(path, step + 1) === to);
        const waits = found.map(({ labels }) => {
          const [a, b] = [labels[step - 1]!, labels[step]!];
          return backward ? a.first - b.last : b.first - a.last;
        });
        return {
          step,
          from,
          to,
          journeys: found.length,
          customers: customers(found),
          probability:
            found.length / paths.filter((path) => path.labels.length >= step && nameAt(path, step) === from).length,
          wait: [waits.length, quantile(waits, 0.5), quantile(waits, 0.9), quantile(waits, 0.95)],
          examples: journeys(found).slice(0, 50),
        };
      })
      .sort((a, b) => b.journeys - a.journeys || compareNames(a.from, b.from) || compareNames(a.to, b.to));
  });
  const inOther = paths.filter((path) =>
    stepRows.some(({ step }) => path.labels.length >= step && nameAt(path, step) === OTHER),
  ).length;
  return {
    totals: {
      journeys: scope.length,
      customers: new Set(scope.map(({ customer }) => customer)).size,
      matched: paths.length,
      completed: paths.length,
      counted: paths.length,
      mature: paths.length,
      matureCompleted: paths.length,
      dropped: 0,
      pending: 0,
      open: paths.filter(({ open }) => open).length,
      shown: paths.length - inOther,
      otherCount: inOther,
      otherRoutes: stepRows.reduce((n, { otherLabels }) => n + otherLabels, 0),
    },
    steps: stepRows,
    edges,
  };
}
