// A slow, literal answer to funnel, written from its definition. It enumerates every assignment of interactions to
// steps.
import type { Breakdown } from "../../src/engine/breakdown.js";
import type { Interaction } from "../../src/model/interaction.js";
import { compareKeys } from "../../src/model/keys.js";
import type { FunnelShape } from "../../src/questions/funnel/shape.js";
import { examplesOf, isOpen, labelled, means, newestOf, quantile, type Scoped, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

/** The position of each step, or null if the step is skipped. The list ends with the furthest step. */
export type Assignment = readonly (number | null)[];

/** An interaction that may still come, at any touchpoint. */
const FUTURE = null;

/** Returns all assignments that contain their last step. `list` has the interactions in order. */
export function assignments(log: Log, shape: FunnelShape, list: readonly (Interaction | null)[]): Assignment[] {
  const { steps, within, exclude } = shape;
  const future = newestOf(log) + 1;
  const timeOf = (p: number): number => list[p]?.at ?? future;
  const fits = steps.map(({ at }) => list.map((i) => i === FUTURE || means(log.catalogue, at, i)));
  const excluded = exclude.map(({ at }) => list.map((i) => i !== FUTURE && means(log.catalogue, at, i)));
  const found: Assignment[] = [];
  const allowed = (made: Assignment): boolean => {
    const met = made.filter((p) => p !== null);
    const last = met.at(-1)!;
    if (within !== null && timeOf(last) - timeOf(met[0]!) > within) return false;
    return exclude.every(({ after, before }, e) => {
      const [a, b] = [made[after - 1], made[before - 1]];
      if (a === undefined || a === null || b === undefined || b === null) return true;
      return !excluded[e]!.slice(a + 1, b).includes(true);
    });
  };
  const extend = (made: Assignment): void => {
    if (made.length > 0 && made.at(-1) !== null) {
      if (!allowed(made)) return;
      found.push(made);
    }
    const step = steps[made.length];
    if (step === undefined) return;
    if (step.optional) extend([...made, null]);
    const last = made.findLast((p) => p !== null) ?? -1;
    for (let p = last + 1; p < list.length; p++) {
      if (!fits[made.length]![p]) continue;
      if (made.length > 0) {
        if (step.adjacency === "DIRECTLY" && p !== last + 1) continue;
        if (step.within !== null && timeOf(p) - timeOf(last) > step.within) continue;
      }
      extend([...made, p]);
    }
  };
  extend([]);
  return found;
}

function better(a: Assignment, b: Assignment): number {
  if (a.length !== b.length) return b.length - a.length;
  for (const [k, p] of a.entries()) {
    const q = b[k]!;
    if (p !== q) return (p ?? Number.POSITIVE_INFINITY) - (q ?? Number.POSITIVE_INFINITY);
  }
  return 0;
}

export interface OracleMatch {
  readonly scoped: Scoped;
  readonly made: Assignment;
  readonly open: boolean;
  readonly mature: boolean;
  /**
   * Index of the last step that future interactions could still reach. If there is none, it is the index of the
   * furthest step.
   */
  readonly reach: number;
}

function wholeOf({ steps, within }: FunnelShape): number {
  const sum = steps.slice(1).reduce((n, step) => n + (step.within ?? Number.POSITIVE_INFINITY), 0);
  return Math.min(sum, within ?? Number.POSITIVE_INFINITY);
}

export function oracleMatches(log: Log, shape: FunnelShape, scope: readonly Scoped[]): OracleMatch[] {
  const whole = wholeOf(shape);
  return scope.flatMap((scoped): OracleMatch[] => {
    const [made] = assignments(log, shape, scoped.left).sort(better);
    if (made === undefined) return [];
    const open = isOpen(log, scoped.journey);
    const start = scoped.left.find((i) => means(log.catalogue, shape.steps[0]!.at, i))!.at;
    let reach = made.length - 1;
    if (open && made.length < shape.steps.length) {
      const coming = [...scoped.left, ...shape.steps.map(() => FUTURE)];
      // A journey that reaches the first step only in the future has not matched.
      for (const further of assignments(log, shape, coming))
        if (further[0]! < scoped.left.length) reach = Math.max(reach, further.length - 1);
    }
    return [{ scoped, made, open, mature: start + whole <= newestOf(log) || whole === Infinity, reach }];
  });
}

function waitsOf(waits: readonly number[]) {
  return [waits.length, quantile(waits, 0.5), quantile(waits, 0.9), quantile(waits, 0.95)];
}

/** `members` has the customers of the segments of the breakdown, by key of the segment. */
export function oracleFunnel(
  log: Log,
  shape: FunnelShape,
  breakdown: Breakdown | null,
  rowsPerStep: number,
  members: Readonly<Record<string, readonly string[]>> = {},
) {
  const scope = scopeOf(log, shape.filter ?? null, shape.options.hide);
  const last = shape.steps.length - 1;
  const required = shape.steps.flatMap(({ optional }, k) => (optional ? [] : [k]));
  const customersOf = (list: readonly Scoped[]): number => new Set(list.map(({ customer }) => customer)).size;
  const rate = (part: number, of: number): number | null => (of === 0 ? null : part / of);

  const count = (inScope: readonly Scoped[]) => {
    const matches = oracleMatches(log, shape, inScope);
    const met = (k: number) => matches.filter(({ made }) => made[k] !== undefined && made[k] !== null);
    const mature = matches.filter((match) => match.mature);
    const completed = met(last);
    const pending = matches.filter(({ made, reach }) => made.length - 1 < last && reach === last);
    const timeAt = ({ scoped, made }: OracleMatch, k: number): number => scoped.left[made[k]!]!.at;
    const before = ({ made }: OracleMatch, k: number): number => made.slice(0, k).findLast((p) => p !== null)!;
    const labelsOf = (found: readonly OracleMatch[], of: (match: OracleMatch) => readonly string[]) => {
      const lists = found.map(of);
      return [...new Set(lists.flat())]
        .map((key) => ({ key, journeys: lists.filter((list) => list.includes(key)).length }))
        .sort(
          (a, b) => b.journeys - a.journeys || (a.key === "END" ? 1 : b.key === "END" ? -1 : compareKeys(a.key, b.key)),
        )
        .slice(0, rowsPerStep)
        .map((row) => ({ ...row, share: row.journeys / found.length }));
    };
    const key = (i: Interaction): string => labelled(log, [i], shape.options)[0]!.key;
    return {
      totals: {
        journeys: inScope.length,
        customers: customersOf(inScope),
        matched: matches.length,
        completed: completed.length,
        counted: completed.length,
        shown: completed.length,
        pending: pending.length,
        dropped: matches.length - completed.length - pending.length,
        open: matches.filter(({ open }) => open).length,
        mature: mature.length,
        matureCompleted: mature.filter((match) => completed.includes(match)).length,
        completionRate: rate(mature.filter((match) => completed.includes(match)).length, mature.length),
      },
      duration: waitsOf(completed.map((match) => timeAt(match, last) - timeAt(match, 0))),
      steps: shape.steps.map(({ optional }, k) => {
        const done = met(k);
        const previous = required.filter((r) => r < k).at(-1);
        const entered = previous === undefined ? done : met(previous);
        const skipped = entered.filter((match) => !done.includes(match) && match.made.length > k);
        const left = entered.filter((match) => !done.includes(match) && !skipped.includes(match));
        const waiting = k === 0 ? [] : left.filter(({ reach }) => reach >= k);
        const dropped = left.filter((match) => !waiting.includes(match));
        const matureDone = done.filter((match) => match.mature).length;
        return {
          step: k + 1,
          isOptional: optional,
          entered: entered.length,
          completed: done.length,
          customers: customersOf(done.map(({ scoped }) => scoped)),
          skipped: skipped.length,
          pending: waiting.length,
          dropped: dropped.length,
          shareOfFirst: rate(done.length, met(0).length),
          shareOfPrevious: rate(done.length, entered.length),
          shareOfAll: rate(done.length, inScope.length),
          matureCompleted: matureDone,
          completionRate: rate(matureDone, mature.length),
          wait: k === 0 ? waitsOf([]) : waitsOf(done.map((m) => timeAt(m, k) - m.scoped.left[before(m, k)]!.at)),
          directly: k === 0 ? 0 : done.filter((match) => before(match, k) === match.made[k]! - 1).length,
          between:
            k === 0 ? [] : labelsOf(done, (m) => m.scoped.left.slice(before(m, k) + 1, m.made[k]!).map((i) => key(i))),
          after:
            k === 0
              ? []
              : labelsOf(dropped, (m) => {
                  const next = m.scoped.left[m.made.at(-1)! + 1];
                  return [next === undefined ? "END" : key(next)];
                }),
          examples: examplesOf(done.map(({ scoped }) => scoped.journey)).slice(0, 50),
          droppedExamples: k === 0 ? [] : examplesOf(dropped.map(({ scoped }) => scoped.journey)).slice(0, 50),
        };
      }),
    };
  };

  const groupsOf = ({ customer, journey }: Scoped): string[] => {
    if (breakdown?.segments) {
      const found = breakdown.segments.filter((key) => members[key]!.includes(customer));
      return found.length === 0 ? ["(none)"] : found;
    }
    if (breakdown?.attribute) {
      const { attributes } = log.histories.find(({ key }) => key === customer)!;
      return [attributes[breakdown.attribute] ?? "(none)"];
    }
    const first = journey.interactions[0]!;
    if (breakdown?.firstChannel) return [first.touchpoint.split("/")[0]!];
    const shown = new Date(first.at).toISOString();
    return [breakdown?.started === "HOUR_OF_DAY" ? `${shown.slice(11, 13)}:00` : shown.slice(0, 7)];
  };
  const groups =
    breakdown === null
      ? []
      : [...new Set([...(breakdown.segments ?? []), ...scope.flatMap(groupsOf)])]
          .map((key) => ({ key, found: scope.filter((scoped) => groupsOf(scoped).includes(key)) }))
          .sort((a, b) => b.found.length - a.found.length || compareKeys(a.key, b.key));
  return { ...count(scope), groups, count };
}
