// Slow, literal answers to commonRoutes and transitions, written only from the definitions. They read whole histories
// into lists and maps, and try every candidate. Property tests compare the fast implementations with them.

import type { JourneyFilter, LabelOptions, PathOptions } from "../../src/engine/terms.js";
import type { Catalogue, PointSelector } from "../../src/model/catalogue.js";
import type { Interaction } from "../../src/model/interaction.js";
import type { Journey } from "../../src/model/journey.js";
import { compareKeys, compareLabels } from "../../src/model/keys.js";
import type { PropertyCondition } from "../../src/model/property.js";
import type { Log } from "./projectionOf.js";

export interface Scoped {
  readonly customer: string;
  readonly journey: Journey;
  readonly left: readonly Interaction[];
}

/** The members of a property, found by every way to read its key as a path. */
export function membersOf(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((member) => membersOf(member, path));
  if (value === null || value === undefined || value === "") return [];
  if (typeof value !== "object") return path.length === 0 ? [`${value as string | number | boolean}`] : [];
  return path.flatMap((_, i) =>
    membersOf((value as Record<string, unknown>)[path.slice(0, i + 1).join(".")], path.slice(i + 1)),
  );
}

function hasProperty(condition: PropertyCondition, { attributes }: Interaction): boolean {
  const members = attributes === null ? [] : membersOf(JSON.parse(attributes), condition.key.split("."));
  const any = (test: (member: string) => boolean): boolean => members.some(test);
  const { in: accepted, notIn, like, atLeast, atMost, known } = condition;
  if (known != null && known !== members.length > 0) return false;
  if (accepted != null && !any((member) => accepted.includes(member))) return false;
  if (notIn != null && (members.length === 0 || any((member) => notIn.includes(member)))) return false;
  if (like != null && !any((member) => isLike(member, like))) return false;
  if (atLeast == null && atMost == null) return true;
  return any((member) => {
    let number: unknown;
    try {
      number = JSON.parse(member.trim() === member ? member : "null");
    } catch {
      return false;
    }
    return typeof number === "number" && number >= (atLeast ?? -Infinity) && number <= (atMost ?? Infinity);
  });
}

/** Tries every length of the text that `*` can match. */
function isLike(text: string, like: string): boolean {
  if (like === "") return text === "";
  if (like[0] === "*") return isLike(text, like.slice(1)) || (text !== "" && isLike(text.slice(1), like));
  return text[0] === like[0] && isLike(text.slice(1), like.slice(1));
}

/**
 * Whether the selector selects the interaction. Entries of the selector must be keys, not names. For a goal, the
 * outcome matters too.
 */
export function means(catalogue: Catalogue, selector: PointSelector, interaction: Interaction): boolean {
  if (selector.any) return true;
  if (selector.property) return hasProperty(selector.property, interaction);
  if (selector.all) return selector.all.every((part) => means(catalogue, part, interaction));
  if (selector.anyOf) return selector.anyOf.some((part) => means(catalogue, part, interaction));
  if (selector.not) return !means(catalogue, selector.not, interaction);
  if (selector.goal) {
    const goal = catalogue.goals.find(({ key }) => key === selector.goal)!;
    return interaction.outcome !== "FAILED" && means(catalogue, goal.selector, interaction);
  }
  const touchpoint = catalogue.touchpoints.find(({ key }) => key === interaction.touchpoint)!;
  if (selector.touchpoints) return selector.touchpoints.includes(touchpoint.key);
  if (selector.kinds) return selector.kinds.includes(touchpoint.kindKey);
  if (selector.channels) return selector.channels.includes(touchpoint.channel);
  return touchpoint.stage !== null && selector.stages!.includes(touchpoint.stage);
}

const onlyThese = new WeakMap<JourneyFilter, ReadonlySet<Journey>>();

/** Returns a filter, for oracles only, that exactly these journeys pass. */
export function onlyJourneys(journeys: readonly Journey[]): JourneyFilter {
  const filter: JourneyFilter = {};
  onlyThese.set(filter, new Set(journeys));
  return filter;
}

export function passes(log: Log, filter: JourneyFilter, customer: string, journey: Journey): boolean {
  if (onlyThese.get(filter)?.has(journey) === false) return false;
  if (filter.also != null && !passes(log, filter.also, customer, journey)) return false;
  const list = journey.interactions;
  const { attributes, number } = log.histories.find(({ key }) => key === customer)!;
  const touches = (selector: PointSelector): boolean => list.some((i) => means(log.catalogue, selector, i));
  if (filter.startedFrom != null && list[0]!.at < filter.startedFrom) return false;
  if (filter.startedBefore != null && list[0]!.at >= filter.startedBefore) return false;
  if (filter.customerNumbers != null && !filter.customerNumbers.has(number)) return false;
  if (filter.attributes?.some((condition) => !isSo(condition, attributes[condition.key]))) return false;
  if (filter.touches?.some((selector) => !touches(selector))) return false;
  if (filter.avoids?.some((selector) => touches(selector))) return false;
  if (filter.reachedGoal != null && !touches({ goal: filter.reachedGoal })) return false;
  if (filter.minInteractions != null && list.length < filter.minInteractions) return false;
  return !(filter.maxInteractions != null && list.length > filter.maxInteractions);
}

/** A condition on an attribute, by its definition. */
function isSo(
  { in: accepted, notIn, like, atLeast, atMost, known }: PropertyCondition,
  value: string | undefined,
): boolean {
  if (value === undefined) return known === false;
  if (known === false) return false;
  const pattern = like == null ? null : like.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^]*");
  return (
    (accepted == null || accepted.includes(value)) &&
    (notIn == null || !notIn.includes(value)) &&
    (pattern === null || new RegExp(`^${pattern}$`).test(value)) &&
    (atLeast == null || (value.trim() !== "" && Number(value) >= atLeast)) &&
    (atMost == null || (value.trim() !== "" && Number(value) <= atMost))
  );
}

export function scopeOf(log: Log, filter: JourneyFilter | null, hide: readonly PointSelector[]): Scoped[] {
  return log.histories.flatMap(({ key: customer, journeys }) =>
    journeys
      .filter((journey) => filter === null || passes(log, filter, customer, journey))
      .map((journey) => ({
        customer,
        journey,
        left: journey.interactions.filter((i) => !hide.some((selector) => means(log.catalogue, selector, i))),
      })),
  );
}

export function newestOf(log: Log): number {
  return Math.max(...log.histories.flatMap(({ journeys }) => journeys.flatMap((j) => j.interactions.map((i) => i.at))));
}

export function isOpen(log: Log, journey: Journey): boolean {
  return journey.interactions.at(-1)!.at + log.journeyGap > newestOf(log);
}

/** A label of a journey. If repeats collapse, neighbouring equal labels are one label. */
export interface Labelled {
  readonly key: string;
  readonly first: number;
  last: number;
}

export function labelled(
  log: Log,
  interactions: readonly Interaction[],
  { grain, repeats, property = null, groups = [] }: Pick<PathOptions, "grain" | "repeats"> & Partial<LabelOptions>,
): Labelled[] {
  const out: Labelled[] = [];
  for (const interaction of interactions) {
    const { touchpoint: key, at, attributes } = interaction;
    const group = groups.find(({ at: selector }) => means(log.catalogue, selector, interaction));
    const touchpoint = log.catalogue.touchpoints.find((t) => t.key === key)!;
    const label =
      group !== undefined
        ? `group:${group.name}`
        : grain === "PROPERTY"
          ? (valuesOf(attributes, property!)[0] ?? "(none)")
          : grain === "TOUCHPOINT"
            ? key
            : grain === "KIND"
              ? touchpoint.kindKey
              : grain === "CHANNEL"
                ? touchpoint.channel
                : (touchpoint.stage ?? "(none)");
    const before = out.at(-1);
    if (repeats === "COLLAPSE" && before?.key === label) before.last = at;
    else out.push({ key: label, first: at, last: at });
  }
  return out;
}

/** The distinct members of a property. */
export function valuesOf(attributes: string | null, property: string): string[] {
  return [...new Set(attributes === null ? [] : membersOf(JSON.parse(attributes), property.split(".")))];
}

export function quantile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const h = (sorted.length - 1) * p;
  const low = sorted[Math.floor(h)]!;
  return low + (h - Math.floor(h)) * ((sorted[Math.floor(h) + 1] ?? low) - low);
}

/** The latest journeys, ordered by start, then by key. */
export function examplesOf(journeys: readonly Journey[]): string[] {
  return [...new Map(journeys.map((j) => [j.key, j])).values()]
    .sort((a, b) => b.interactions[0]!.at - a.interactions[0]!.at || compareKeys(b.key, a.key))
    .map(({ key }) => key);
}

export interface OracleRoute {
  readonly steps: readonly string[];
  readonly journeys: number;
  readonly customers: number;
  readonly durations: readonly number[];
  readonly waits: readonly (readonly number[])[];
  readonly value: number | null;
  readonly examples: readonly string[];
}

/** A matched journey: the labels of its path, and what became of it. */
export interface OraclePath {
  readonly cells: readonly string[];
  readonly state: "completed" | "dropped" | "pending";
}

/** The states of the matched journeys whose path begins with these labels. */
export function oracleLoss(paths: readonly OraclePath[], cells: readonly string[]) {
  const begun = paths.filter((path) => cells.every((label, i) => path.cells[i] === label));
  const of = (state: OraclePath["state"]): number => begun.filter((path) => path.state === state).length;
  return { reached: begun.length, completed: of("completed"), dropped: of("dropped"), pending: of("pending") };
}

export interface RoutesAsked {
  readonly from: PointSelector | null;
  readonly to: PointSelector | null;
  readonly options: PathOptions;
  readonly filter: JourneyFilter | null;
}

export function oracleRoutes(log: Log, { from, to, options, filter }: RoutesAsked) {
  const is = (selector: PointSelector, i: Interaction): boolean => means(log.catalogue, selector, i);
  const scope = scopeOf(log, filter, options.hide);
  const { within } = options;
  const newest = scope.length > 0 ? newestOf(log) : 0;
  const totals = {
    journeys: scope.length,
    customers: new Set(scope.map(({ customer }) => customer)).size,
    matched: 0,
    completed: 0,
    counted: 0,
    pending: 0,
    open: 0,
    mature: 0,
    matureCompleted: 0,
  };
  const routes = new Map<
    string,
    { steps: string[]; found: { scoped: Scoped; labels: Labelled[]; between: Interaction[]; duration: number }[] }
  >();
  const paths: OraclePath[] = [];
  for (const scoped of scope) {
    const { left, journey } = scoped;
    if (left.length === 0) continue;
    // Position −1 is the start before the first interaction, and position left.length is the end after the last one.
    const starts = from === null ? [-1] : left.flatMap((i, p) => (is(from, i) ? [p] : []));
    if (starts.length === 0) continue;
    const timeOf = (p: number): number => left[Math.min(Math.max(p, 0), left.length - 1)]!.at;
    const targetOf = (start: number): number | null => {
      if (to === null) return left.length;
      const p = left.findIndex((i, position) => position > start && is(to, i));
      return p < 0 ? null : p;
    };
    const match = starts
      .map((start) => ({ start, target: targetOf(start) }))
      .find(({ start, target }) => target !== null && (within === null || timeOf(target) - timeOf(start) <= within));
    const mature = within === null || timeOf(starts[0]!) + within <= newest;
    const open = isOpen(log, journey);
    totals.matched++;
    if (open) totals.open++;
    if (mature) totals.mature++;
    const cellsOf = (path: readonly Interaction[]): string[] => labelled(log, path, options).map(({ key }) => key);
    if (match === undefined) {
      const pending = open && (within === null || timeOf(starts.at(-1)!) + within > newest);
      if (pending) totals.pending++;
      const begin = options.startAt === "LAST" ? starts.at(-1)! : starts[0]!;
      const rest = left.filter((i, p) => p >= begin && (within === null || i.at - timeOf(begin) <= within));
      paths.push({ cells: cellsOf(rest), state: pending ? "pending" : "dropped" });
      continue;
    }
    totals.completed++;
    if (mature) totals.matureCompleted++;
    const target = match.target!;
    const start = options.startAt === "LAST" ? starts.filter((p) => p < target).at(-1)! : match.start;
    paths.push({ cells: cellsOf(left.filter((_, p) => p >= start && p <= target)), state: "completed" });
    const strictlyBetween = left.filter((_, p) => p > start && p < target);
    if (options.exclude.some((selector) => strictlyBetween.some((i) => is(selector, i)))) continue;
    if (!options.via.every((selector) => strictlyBetween.some((i) => is(selector, i)))) continue;
    const path = left.filter((_, p) => p >= start && p <= target);
    const labels = labelled(log, path, options);
    if (labels.length < (options.minSteps ?? 0) || labels.length > (options.maxSteps ?? Infinity)) continue;
    totals.counted++;
    const steps = labels.map(({ key }) => key);
    const route = routes.get(JSON.stringify(steps)) ?? { steps, found: [] };
    route.found.push({ scoped, labels, between: path, duration: timeOf(target) - timeOf(start) });
    routes.set(JSON.stringify(steps), route);
  }
  const rows = [...routes.values()]
    .map(({ steps, found }): OracleRoute => {
      const values = found.flatMap(({ between }) => between.flatMap(({ value }) => (value === null ? [] : [value])));
      return {
        steps,
        journeys: found.length,
        customers: new Set(found.map(({ scoped }) => scoped.customer)).size,
        durations: found.map(({ duration }) => duration),
        waits: steps.map((_, s) => (s === 0 ? [] : found.map(({ labels }) => labels[s]!.first - labels[s - 1]!.last))),
        value: values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / 10_000,
        examples: examplesOf(found.map(({ scoped }) => scoped.journey)),
      };
    })
    .sort((a, b) => b.journeys - a.journeys || compareLabels(a.steps, b.steps));
  return { totals, rows, paths };
}

export interface OracleEdge {
  /** Null for START and END. */
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
  readonly journeys: ReadonlySet<string>;
  readonly customers: number;
  readonly probability: number;
  readonly waits: readonly number[];
  readonly dropAfter: number | null;
  readonly examples: readonly string[];
}

/** Whether a label contains a selected touchpoint, according to the catalogue. */
export function labelMeans(log: Log, selector: PointSelector, label: string, grain: PathOptions["grain"]): boolean {
  return log.catalogue.touchpoints.some((touchpoint) => {
    const interaction = { touchpoint: touchpoint.key, at: 0, outcome: null } as Interaction;
    const [of] = labelled(log, [interaction], { grain, repeats: "KEEP" });
    return of!.key === label && means(log.catalogue, selector, interaction);
  });
}

export function oracleTransitions(
  log: Log,
  options: PathOptions,
  filter: JourneyFilter | null,
  previous: PointSelector | null = null,
) {
  const scope = scopeOf(log, filter, options.hide);
  const something = scope.filter(({ left }) => left.length > 0);
  const edges = new Map<
    string,
    { from: string | null; to: string | null; found: { scoped: Scoped; wait: number | null; ends: boolean }[] }
  >();
  for (const scoped of something) {
    const labels = labelled(log, scoped.left, options);
    for (let p = 0; p <= labels.length; p++) {
      const from = labels[p - 1] ?? null;
      const to = labels[p] ?? null;
      const earlier = labels[p - 2];
      if (previous !== null && (earlier === undefined || !labelMeans(log, previous, earlier.key, options.grain)))
        continue;
      const id = JSON.stringify([from?.key ?? null, to?.key ?? null]);
      const edge = edges.get(id) ?? { from: from?.key ?? null, to: to?.key ?? null, found: [] };
      edge.found.push({
        scoped,
        wait: from === null || to === null ? null : to.first - from.last,
        ends: p === labels.length - 1,
      });
      edges.set(id, edge);
    }
  }
  const all = [...edges.values()];
  const compareEnds = (a: string | null, b: string | null, nullFirst: boolean): number =>
    a === b ? 0 : a === null ? (nullFirst ? -1 : 1) : b === null ? (nullFirst ? 1 : -1) : compareKeys(a, b);
  const rows = all
    .map(
      ({ from, to, found }): OracleEdge => ({
        from,
        to,
        count: found.length,
        journeys: new Set(found.map(({ scoped }) => scoped.journey.key)),
        customers: new Set(found.map(({ scoped }) => scoped.customer)).size,
        probability:
          found.length / all.filter((edge) => edge.from === from).reduce((n, edge) => n + edge.found.length, 0),
        waits: found.flatMap(({ wait }) => (wait === null ? [] : [wait])),
        dropAfter: to === null ? null : found.filter(({ ends }) => ends).length / found.length,
        examples: examplesOf(found.map(({ scoped }) => scoped.journey)),
      }),
    )
    .sort((a, b) => b.count - a.count || compareEnds(a.from, b.from, true) || compareEnds(a.to, b.to, false));
  return {
    totals: {
      journeys: scope.length,
      customers: new Set(scope.map(({ customer }) => customer)).size,
      counted: something.length,
      open: something.filter(({ journey }) => isOpen(log, journey)).length,
    },
    rows,
  };
}
