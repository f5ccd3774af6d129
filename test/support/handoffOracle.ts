// A slow, literal implementation of docs/handoffs.md, which computes every pair from whole histories. It shares only
// the vocabulary with the question. The question reads a journey once, but this implementation searches again for every
// condition.
import type { Catalogue, PointSelector } from "../../src/model/catalogue.js";
import type { Interaction } from "../../src/model/interaction.js";
import type { CustomerHistory, Journey } from "../../src/model/journey.js";
import type { HandoffSettings } from "../../src/questions/handoffs/index.js";
import type { HandoffReason } from "../../src/questions/handoffs/settings.js";
import { normalCdf, tQuantile } from "./distributions.js";

export interface OracleWorld {
  readonly histories: readonly CustomerHistory[];
  readonly catalogue: Catalogue;
  readonly journeyGap: number;
}

export interface Occurrence {
  readonly customer: number;
  readonly journey: Journey;
  /** The last interaction on A. */
  readonly last: Interaction;
  readonly from: string;
  readonly to: string;
  readonly target: string;
  readonly arrived: boolean;
  readonly wait: number | null;
  readonly settled: boolean;
  readonly reasons: readonly HandoffReason[];
  readonly failed: boolean;
}

export interface OracleRow {
  from: string;
  to: string;
  count: number;
  observed: number;
  journeys: number;
  customers: number;
  pending: number;
  settled: number;
  failed: number;
  failedJourneys: number;
  failedCustomers: number;
  failRate: number | null;
  failRateInterval: [number, number] | null;
  baseline: number | null;
  excessFailures: number;
  pValue: number | null;
  ranked: boolean;
  significant: boolean;
  reasons: Partial<Record<HandoffReason, number>>;
  waits: number[];
  examples: string[];
}

export interface OracleAnswer {
  totals: {
    journeys: number;
    customers: number;
    multiChannelJourneys: number;
    pairs: number;
    rankedPairs: number;
    handoffs: number;
    settled: number;
    pending: number;
    failed: number;
    failRate: number | null;
  };
  rows: OracleRow[];
}

const HOUR = 3_600_000;

export function handoffOracle(
  world: OracleWorld,
  settings: HandoffSettings,
  span: { startedFrom?: number; startedBefore?: number } = {},
): OracleAnswer {
  const all = world.histories.flatMap((history) =>
    history.journeys.map((journey) => ({ customer: history.number, journey })),
  );
  const newest = Math.max(...all.flatMap(({ journey }) => journey.interactions.map((i) => i.at)));
  const start = (journey: Journey): number => journey.interactions[0]!.at;
  const between = (low: number, high: number) =>
    all.filter(({ journey }) => start(journey) >= low && start(journey) < high);
  const scope = between(span.startedFrom ?? -Infinity, span.startedBefore ?? Infinity);
  const occurrences = scope.flatMap(({ customer, journey }) =>
    occurrencesOf(world, settings, customer, journey, newest),
  );
  let earlier: Occurrence[] = [];
  if (settings.baselineBy === "EARLIER") {
    const length = (span.startedBefore ?? newest) - span.startedFrom!;
    earlier = between(span.startedFrom! - length, span.startedFrom!).flatMap(({ customer, journey }) =>
      occurrencesOf(world, settings, customer, journey, newest),
    );
  }

  const settled = occurrences.filter((o) => o.settled);
  const failed = settled.filter((o) => o.failed);
  const pairs = new Map<string, Set<number>>();
  for (const { from, to } of occurrences) pairs.set(JSON.stringify([from, to]), new Set());
  for (const { from, to, customer } of settled) pairs.get(JSON.stringify([from, to]))!.add(customer);
  return {
    totals: {
      journeys: scope.length,
      customers: distinct(scope.map((s) => s.customer)),
      multiChannelJourneys: scope.filter(({ journey }) => episodesOf(world, settings, journey).length >= 2).length,
      pairs: pairs.size,
      rankedPairs: [...pairs.values()].filter(({ size }) => size >= settings.minSupport).length,
      handoffs: occurrences.length,
      settled: settled.length,
      pending: occurrences.length - settled.length,
      failed: failed.length,
      failRate: settled.length === 0 ? null : failed.length / settled.length,
    },
    rows: rowsOf(occurrences, earlier, settings),
  };
}

/**
 * Returns the handoffs for which `keep` returns true, by pair, and one row for all of them together if there are any.
 */
export function handoffOracleOf(
  world: OracleWorld,
  settings: HandoffSettings,
  keep: (handoff: Occurrence) => boolean,
): { readonly pairs: OracleRow[]; readonly all: OracleRow | undefined } {
  const newest = Math.max(
    ...world.histories.flatMap(({ journeys }) => journeys.flatMap((j) => j.interactions.map((i) => i.at))),
  );
  const kept = world.histories
    .flatMap(({ number, journeys }) =>
      journeys.flatMap((journey) => occurrencesOf(world, settings, number, journey, newest)),
    )
    .filter(keep);
  const alone: HandoffSettings = { ...settings, baselineBy: "ALL" };
  return {
    pairs: rowsOf(kept, [], alone),
    all: rowsOf(
      kept.map((one) => ({ ...one, from: "all", to: "all" })),
      [],
      alone,
    )[0],
  };
}

// ---- one journey ----------------------------------------------------------------------------------------------------

/** Positions of an episode's interactions within the journey. */
type Episode = number[];

export function episodesOf(world: OracleWorld, settings: HandoffSettings, journey: Journey): Episode[] {
  const episodes: Episode[] = [];
  journey.interactions.forEach((interaction, position) => {
    if (!settings.includeBrandSent && initiator(world, interaction) === "BRAND") return;
    const last = episodes.at(-1);
    if (last !== undefined && channelOf(world, journey.interactions[last[0]!]!) === channelOf(world, interaction))
      last.push(position);
    else episodes.push([position]);
  });
  return episodes;
}

function occurrencesOf(
  world: OracleWorld,
  settings: HandoffSettings,
  customer: number,
  journey: Journey,
  newest: number,
): Occurrence[] {
  const rows = journey.interactions;
  const open = rows.at(-1)!.at + world.journeyGap > newest;
  const episodes = episodesOf(world, settings, journey);
  const found: Occurrence[] = [];
  episodes.forEach((a, index) => {
    const b = episodes[index + 1];
    const lastOfA = rows[a.at(-1)!]!;
    const channelA = channelOf(world, lastOfA);
    const channelB = b === undefined ? null : channelOf(world, rows[b[0]!]!);
    const intents = a
      .map((position) => rows[position]!)
      .filter((i) => i.intendedChannel !== null && i.intendedChannel !== channelA);

    if (b !== undefined) {
      const firstOfB = rows[b[0]!]!;
      const lastOfB = rows[b.at(-1)!]!;
      const after = b[0]!;
      const wait = firstOfB.at - lastOfA.at;
      const limit =
        settings.stallAfter ??
        level(world, lastOfA.touchpoint, firstOfB.touchpoint) ??
        level(world, channelA, channelB!) ??
        (intents.some((i) => i.intendedChannel === channelB) ? 24 * HOUR : Infinity);
      const helpedUntil = (until: number): boolean =>
        rows.some(
          (i, position) => position >= after && i.at <= until && (isGoal(world, settings, i) || i.resolved === true),
        );
      const reasons: HandoffReason[] = [];
      if (wait > limit) reasons.push("STALLED");
      const followed = episodes
        .slice(index + 2)
        .some((later) => later.some((position) => rows[position]!.at <= lastOfB.at + settings.resolveWithin));
      const goalBefore = rows.some((i, position) => position < after && isGoal(world, settings, i));
      if (!followed && !helpedUntil(lastOfB.at + settings.resolveWithin) && !goalBefore) reasons.push("ABANDONED");
      const next = episodes[index + 2];
      if (
        next !== undefined &&
        channelOf(world, rows[next[0]!]!) === channelA &&
        rows[next[0]!]!.at - lastOfB.at <= settings.bounceWithin &&
        !helpedUntil(lastOfB.at + settings.resolveWithin)
      ) {
        reasons.push("BOUNCED_BACK");
      }
      const cases = b.map((position) => rows[position]!.caseId).filter((id) => id !== null);
      const repeated = rows.some(
        (i, position) =>
          position > b.at(-1)! &&
          i.at <= lastOfB.at + settings.repeatWithin &&
          initiator(world, i) === "CUSTOMER" &&
          i.caseId !== null &&
          cases.includes(i.caseId),
      );
      if (repeated) reasons.push("REPEATED");
      if (!helpedUntil(firstOfB.at + settings.resolveWithin)) reasons.push("UNRESOLVED");
      found.push({
        customer,
        journey,
        last: lastOfA,
        from: settings.grain === "CHANNEL" ? channelA : lastOfA.touchpoint,
        to: settings.grain === "CHANNEL" ? channelB! : firstOfB.touchpoint,
        target: channelB!,
        arrived: true,
        wait,
        settled:
          !open ||
          lastOfB.at + Math.max(settings.bounceWithin, settings.repeatWithin, settings.resolveWithin) <= newest,
        reasons,
        failed: reasons.some((reason) => settings.failureReasons.includes(reason)),
      });
    }

    for (const channel of new Set(intents.map((i) => i.intendedChannel!))) {
      if (channel === channelB) continue;
      const intent = intents.find((i) => i.intendedChannel === channel)!;
      const limit = settings.stallAfter ?? level(world, channelA, channel) ?? 24 * HOUR;
      found.push({
        customer,
        journey,
        last: lastOfA,
        from: settings.grain === "CHANNEL" ? channelA : lastOfA.touchpoint,
        to: channel,
        target: channel,
        arrived: false,
        wait: null,
        settled: !open || intent.at + limit <= newest,
        reasons: ["NEVER_ARRIVED"],
        failed: settings.failureReasons.includes("NEVER_ARRIVED"),
      });
    }
  });
  return found;
}

function touchpointOf(world: OracleWorld, interaction: Interaction) {
  return world.catalogue.touchpoints.find((t) => t.key === interaction.touchpoint)!;
}

export function channelOf(world: OracleWorld, interaction: Interaction): string {
  return touchpointOf(world, interaction).channel;
}

export function initiator(world: OracleWorld, interaction: Interaction): string {
  return interaction.initiatedBy ?? touchpointOf(world, interaction).initiatedBy;
}

export function level(world: OracleWorld, from: string, to: string): number | null {
  return world.catalogue.serviceLevels.find((l) => l.from === from && l.to === to)?.wait ?? null;
}

export function isGoal(world: OracleWorld, settings: HandoffSettings, interaction: Interaction): boolean {
  if (interaction.outcome === "FAILED") return false;
  const selector = settings.goal ?? world.catalogue.goals.find((goal) => goal.isDefault)!.selector;
  return selects(world, selector, interaction);
}

function selects(world: OracleWorld, selector: PointSelector, interaction: Interaction): boolean {
  const touchpoint = touchpointOf(world, interaction);
  if (selector.touchpoints) return selector.touchpoints.includes(touchpoint.key);
  if (selector.kinds) return selector.kinds.includes(touchpoint.kindKey);
  if (selector.channels) return selector.channels.includes(touchpoint.channel);
  if (selector.stages) return touchpoint.stage !== null && selector.stages.includes(touchpoint.stage);
  if (selector.goal)
    return selects(world, world.catalogue.goals.find((goal) => goal.key === selector.goal)!.selector, interaction);
  return selector.any === true;
}

// ---- all pairs ------------------------------------------------------------------------------------------------------

function rowsOf(
  occurrences: readonly Occurrence[],
  earlier: readonly Occurrence[],
  settings: HandoffSettings,
): OracleRow[] {
  const pairOf = (o: Occurrence): string => JSON.stringify([o.from, o.to]);
  const pairs = [...new Set(occurrences.map(pairOf))];
  const of = (pair: string): Occurrence[] => occurrences.filter((o) => pairOf(o) === pair);
  const settledOf = (pair: string): Occurrence[] => of(pair).filter((o) => o.settled);
  const isRanked = (pair: string): boolean => distinct(settledOf(pair).map((o) => o.customer)) >= settings.minSupport;
  const othersOf = (pair: string, aside: ReadonlySet<string>): Occurrence[] => {
    if (settings.baselineBy === "EARLIER") return earlier.filter((o) => o.settled && pairOf(o) === pair);
    const target = of(pair)[0]!.target;
    return occurrences.filter(
      (o) =>
        o.settled &&
        pairOf(o) !== pair &&
        !aside.has(pairOf(o)) &&
        (settings.baselineBy === "ALL" || o.target === target),
    );
  };
  const rate = (some: readonly Occurrence[]): number | null =>
    some.length === 0 ? null : some.filter((o) => o.failed).length / some.length;

  const significant = new Set<string>();
  for (;;) {
    const aside = new Set(significant);
    const ranked = pairs.filter(isRanked);
    const p = new Map(ranked.map((pair) => [pair, scoreTest(settledOf(pair), othersOf(pair, aside))]));
    const ordered = ranked.filter((pair) => p.get(pair) !== null).sort((x, y) => p.get(x)! - p.get(y)!);
    let last = -1;
    ordered.forEach((pair, i) => {
      if (p.get(pair)! <= (0.05 * (i + 1)) / ranked.length) last = i;
    });
    for (const pair of ranked) {
      const value = p.get(pair);
      if (value === null || value === undefined || last < 0 || value > p.get(ordered[last]!)!) continue;
      if (rate(settledOf(pair))! - rate(othersOf(pair, aside))! + 1e-12 >= settings.minEffect) significant.add(pair);
    }
    if (significant.size === aside.size) break;
  }

  const rows = pairs.map((pair): OracleRow => {
    const some = of(pair);
    const settled = settledOf(pair);
    const failed = settled.filter((o) => o.failed);
    const baseline = rate(othersOf(pair, significant));
    const reasons: Partial<Record<HandoffReason, number>> = {};
    for (const reason of settled.flatMap((o) => o.reasons)) reasons[reason] = (reasons[reason] ?? 0) + 1;
    return {
      from: some[0]!.from,
      to: some[0]!.to,
      count: some.length,
      observed: some.filter((o) => o.arrived).length,
      journeys: distinct(some.map((o) => o.journey)),
      customers: distinct(some.map((o) => o.customer)),
      pending: some.length - settled.length,
      settled: settled.length,
      failed: failed.length,
      failedJourneys: distinct(failed.map((o) => o.journey)),
      failedCustomers: distinct(failed.map((o) => o.customer)),
      failRate: rate(settled),
      failRateInterval: interval(settled),
      baseline,
      excessFailures:
        baseline === null || settled.length === 0 ? 0 : settled.length * Math.max(0, rate(settled)! - baseline),
      pValue: isRanked(pair) ? scoreTest(settled, othersOf(pair, significant)) : null,
      ranked: isRanked(pair),
      significant: significant.has(pair),
      reasons,
      waits: some
        .filter((o) => o.wait !== null)
        .map((o) => o.wait!)
        .sort((x, y) => x - y),
      examples: [...new Set(some.map((o) => o.journey))].sort(latestFirst).map((journey) => journey.key),
    };
  });
  const toSix = (x: number): number => Math.round(x * 1e6) / 1e6;
  const byLabel = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);
  return rows.sort(
    (x, y) =>
      Number(y.ranked) - Number(x.ranked) ||
      toSix(y.excessFailures) - toSix(x.excessFailures) ||
      y.count - x.count ||
      byLabel(x.from, y.from) ||
      byLabel(x.to, y.to),
  );
}

function latestFirst(x: Journey, y: Journey): number {
  return y.interactions[0]!.at - x.interactions[0]!.at || (x.key < y.key ? 1 : -1);
}

function perCustomer(some: readonly Occurrence[]): Map<number, { n: number; f: number }> {
  const counts = new Map<number, { n: number; f: number }>();
  for (const o of some) {
    const count = counts.get(o.customer) ?? { n: 0, f: 0 };
    counts.set(o.customer, { n: count.n + 1, f: count.f + Number(o.failed) });
  }
  return counts;
}

function interval(settled: readonly Occurrence[]): [number, number] | null {
  const n = settled.length;
  if (n === 0) return null;
  const counts = [...perCustomer(settled).values()];
  const C = counts.length;
  const p = settled.filter((o) => o.failed).length / n;
  let effective = C;
  if (p > 0 && p < 1 && C > 1) {
    const D = (sum(counts.map(({ n: n_c, f: f_c }) => (f_c - p * n_c) ** 2)) * (C / (C - 1))) / (n * p * (1 - p));
    effective = n / Math.max(1, D);
  }
  const t = tQuantile(0.975, Math.max(1, n ** 2 / sum(counts.map((c) => c.n ** 2)) - 1));
  const middle = (p + t ** 2 / (2 * effective)) / (1 + t ** 2 / effective);
  const half = (t / (1 + t ** 2 / effective)) * Math.sqrt((p * (1 - p)) / effective + t ** 2 / (4 * effective ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

function scoreTest(pair: readonly Occurrence[], others: readonly Occurrence[]): number | null {
  if (pair.length === 0 || others.length === 0) return null;
  const own = perCustomer(pair);
  const together = perCustomer([...pair, ...others]);
  const n = pair.length;
  const N = n + others.length;
  const p = [...pair, ...others].filter((o) => o.failed).length / N;
  const u = [...together].map(([customer, { n: N_c, f: F_c }]) => {
    const { n: n_c, f: f_c } = own.get(customer) ?? { n: 0, f: 0 };
    return f_c - p * n_c - (n / N) * (F_c - p * N_c);
  });
  const spread = Math.sqrt(sum(u.map((x) => x ** 2)));
  return spread < 1e-9 ? 1 : normalCdf(-sum(u) / spread);
}

function distinct(some: readonly unknown[]): number {
  return new Set(some).size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, x) => total + x, 0);
}
