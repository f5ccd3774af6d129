// Functions that questions about paths share: they check arguments before a scan, compute rates, describe settings for
// the answer, and choose the first rows.
import type { PointSelector } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { formatDuration, formatInstant } from "../model/time.js";
import type { Projection } from "../projection/projection.js";
import { DEFAULT_PATH_OPTIONS, type InScope, type JourneyFilter, type PathOptions, type Totals } from "./terms.js";

/**
 * The largest number of rows of an answer. It keeps answers below a few megabytes, and people seldom read more rows.
 */
export const MAX_FIRST = 1_000;
/** The default number of rows of an answer. */
export const DEFAULT_FIRST = 20;

export function checkFirst(first: number, at = "first"): void {
  if (Number.isInteger(first) && first >= 1 && first <= MAX_FIRST) return;
  throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is ${first}; a page has 1 to ${MAX_FIRST} rows.`, {
    at,
    remedy: `Give a number from 1 to ${MAX_FIRST}, and request further rows with \`after\` if the list takes it.`,
    allowed: [`1 to ${MAX_FIRST}`],
  });
}

export function checkCount(count: number, at: string, least: number, most: number): void {
  if (!Number.isInteger(count) || count < least || count > most)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is ${count}.`, {
      at,
      remedy: `Give a whole number from ${least} to ${most}.`,
    });
}

export function checkPositive(count: number | null | undefined, at: string): void {
  if (count !== null && count !== undefined && (!Number.isInteger(count) || count < 1))
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is ${count}.`, {
      at,
      remedy: "Give a whole number of 1 or more.",
    });
}

/** Checks a window or a limit in milliseconds. */
export function checkDuration(milliseconds: number | null | undefined, at: string): void {
  if (milliseconds !== null && milliseconds !== undefined && !(Number.isSafeInteger(milliseconds) && milliseconds >= 0))
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is ${milliseconds} ms.`, {
      at,
      remedy: "Give a duration of zero or more, such as P7D.",
    });
}

export function checkPathOptions({ within, minSteps, maxSteps }: PathOptions): void {
  checkDuration(within, "options.within");
  checkPositive(minSteps, "options.minSteps");
  checkPositive(maxSteps, "options.maxSteps");
  if (minSteps !== null && maxSteps !== null && minSteps > maxSteps)
    throw new ThroughlineError("BAD_ARGUMENT", "`options.minSteps` is greater than `options.maxSteps`.", {
      at: "options.minSteps",
      remedy: "Exchange the two.",
    });
}

/**
 * Declares for each path option whether a question uses it. A question that does not declare an option of PathOptions
 * does not compile.
 */
export type OptionUse = Readonly<Record<keyof PathOptions, "used" | "refused">>;

/** Refuses each option that the question does not use, unless it has its default value. */
export function refuseOptions(options: PathOptions, use: OptionUse, question: string): void {
  for (const name of Object.keys(use) as (keyof PathOptions)[]) {
    if (use[name] === "used") continue;
    const value = options[name];
    const left = Array.isArray(value) ? value.length === 0 : value === DEFAULT_PATH_OPTIONS[name];
    if (!left) throw optionDoesNotApply(name, `\`${question}\` takes no \`${name}\`.`, "Leave it out.");
  }
}

export function optionDoesNotApply(option: keyof PathOptions, message: string, remedy: string): ThroughlineError {
  return new ThroughlineError("OPTION_DOES_NOT_APPLY", message, { at: `options.${option}`, remedy });
}

/** Returns part / whole, or null if the whole is 0. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The counts from which the totals of an answer follow. By default, completed journeys are counted and shown. */
interface Counted
  extends Pick<Totals, "matched" | "completed" | "pending" | "open" | "mature" | "matureCompleted">,
    Partial<Pick<Totals, "counted" | "shown" | "otherRoutes">> {}

export function totalsOf({ journeys, customers }: InScope, counts: Counted): Totals {
  const { matched, completed, pending, open, mature, matureCompleted } = counts;
  const { counted = completed, shown = counted, otherRoutes = 0 } = counts;
  return {
    journeys,
    customers,
    matched,
    completed,
    counted,
    dropped: matched - completed - pending,
    pending,
    open,
    completionRate: ratio(matureCompleted, mature),
    mature,
    matureCompleted,
    shown,
    shownShare: ratio(shown, counted),
    otherRoutes,
    otherCount: counted - shown,
  };
}

/** The totals of a question that counts every journey with interactions left after `hide`. */
export function totalsOfAll(
  inScope: InScope,
  counted: number,
  open: number,
  more: Pick<Counted, "shown" | "otherRoutes"> = {},
): Totals {
  return totalsOf(inScope, {
    matched: counted,
    completed: counted,
    pending: 0,
    open,
    mature: counted,
    matureCompleted: counted,
    ...more,
  });
}

/** Warns if a window is longer than `journeyGap`, because a journey may then end before the window does. */
export function gapWarning({ journeyGap }: Projection, window: number | null, name: string): string[] {
  if (window === null || journeyGap >= window) return [];
  return [
    `The store's journeyGap (${formatDuration(journeyGap)}) is shorter than ${name} (${formatDuration(window)}). Journeys without a key end at a pause of this length, so later interactions are not counted, even if they are within the window.`,
  ];
}

/** Returns path options as an answer reports them: durations in ISO 8601, and selectors as given. */
export function describeOptions({ property, groups, ...options }: PathOptions): Record<string, unknown> {
  return {
    ...options,
    // These options are reported only if they are given.
    ...(property === null ? {} : { property }),
    ...(groups.length === 0 ? {} : { groups }),
    within: options.within === null ? null : formatDuration(options.within),
  };
}

/** The fields of arguments that are given, which are those that are neither null nor undefined. */
export function givenOf(args: object | null | undefined): [name: string, value: unknown][] {
  return Object.entries(args ?? {}).filter(([, value]) => value !== null && value !== undefined);
}

/** The filter as an answer reports it. Customers are counted, not listed. */
export function describeFilter(filter: JourneyFilter | null | undefined): Record<string, unknown> | null {
  const given = givenOf(filter).filter(([name]) => !["memberOf", "behindWords", "also"].includes(name));
  if (given.length === 0) return null;
  return Object.fromEntries(
    given.map(([name, value]) => {
      if (name === "startedWithin") return [name, formatDuration(value as number)];
      if (name === "customerNumbers") return ["customers", (value as ReadonlySet<number>).size];
      if (name === "startedFrom" || name === "startedBefore") return [name, formatInstant(value as number)];
      return [name, value];
    }),
  );
}

export function describeSelector(selector: PointSelector | null | undefined): Record<string, unknown> | null {
  const given = givenOf(selector);
  return given.length === 0 ? null : Object.fromEntries(given);
}

/** The goal as an answer reports it: the key of the default goal if none is given. */
export function describeGoal(
  { catalogue: { goals } }: Projection,
  goal: PointSelector | null | undefined,
): Record<string, unknown> {
  return describeSelector(goal) ?? { goal: goals.find(({ isDefault }) => isDefault)!.key };
}

/** The first items in an order. If `order(a, b)` is negative, a comes before b. */
export function firstOf<Item>(items: ArrayLike<Item>, first: number, order: (a: Item, b: Item) => number): Item[] {
  return firstRows(items.length, first, (a, b) => order(items[a]!, items[b]!)).map((i) => items[i]!);
}

/**
 * The `first` rows with the largest counts, and the number of rows that are left out. Rows with equal counts are in
 * order. Rows whose count is 0 are ignored.
 */
export function mostFrequent(
  counts: ArrayLike<number>,
  first: number,
): { readonly shown: readonly number[]; readonly others: number } {
  const met: number[] = [];
  for (let row = 0; row < counts.length; row++) if (counts[row]! > 0) met.push(row);
  const shown = firstOf(met, first, (a, b) => counts[b]! - counts[a]! || a - b);
  return { shown, others: met.length - shown.length };
}

/** Returns the first rows in an order, without sorting all rows. If `order(a, b)` is negative, a comes before b. */
export function firstRows(rows: number, first: number, order: (a: number, b: number) => number): number[] {
  const kept: number[] = [];
  // The last of `first` rows. A row that comes after it is not among the first ones.
  let last = -1;
  for (let row = 0; row < rows; row++) {
    if (last >= 0 && order(row, last) > 0) continue;
    kept.push(row);
    if (kept.length < 2 * first) continue;
    // Sorting only now and then costs less than keeping the list in order.
    kept.sort(order);
    kept.length = first;
    last = kept[first - 1]!;
  }
  return kept.sort(order).slice(0, first);
}
