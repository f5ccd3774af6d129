// A slow, literal implementation of the section "The handoffs of one journey" in docs/handoffs.md: the position of each
// handoff in a journey, and the interactions that show its reasons. It searches the journey again for each handoff and
// reason. Interactions are given by their positions, from 1.
import type { Journey } from "../../src/model/journey.js";
import type { HandoffReason, HandoffSettings } from "../../src/questions/handoffs/settings.js";
import { channelOf, episodesOf, initiator, isGoal, level, type OracleWorld } from "./handoffOracle.js";

export interface OracleHandoff {
  readonly from: string;
  readonly to: string;
  readonly verdict: "SUCCEEDED" | "FAILED" | "PENDING";
  readonly leaves: number;
  readonly reaches: number | null;
  readonly intent: number | null;
  readonly resolvedBy: number | null;
  readonly pendingUntil: number | null;
  /** `REASON since until interaction`. */
  readonly reasons: readonly string[];
}

const DAY = 86_400_000;

export function journeyHandoffsOracle(
  world: OracleWorld,
  settings: HandoffSettings,
  journey: Journey,
  newest: number,
): OracleHandoff[] {
  const rows = journey.interactions;
  const at = (position: number): number => rows[position]!.at;
  const channel = (position: number): string => channelOf(world, rows[position]!);
  const takesPart = (position: number): boolean =>
    settings.includeBrandSent || initiator(world, rows[position]!) !== "BRAND";
  const label = (position: number): string =>
    settings.grain === "CHANNEL" ? channel(position) : rows[position]!.touchpoint;
  const closesAt = rows.at(-1)!.at + world.journeyGap;
  const find = (from: number, to: number, test: (position: number) => boolean): number | null => {
    for (let position = from; position < to; position++) if (test(position)) return position;
    return null;
  };
  const helps = (position: number): boolean =>
    isGoal(world, settings, rows[position]!) || rows[position]!.resolved === true;
  const number = (position: number | null): number | null => (position === null ? null : position + 1);
  const judged = (settledAt: number, reasons: readonly [HandoffReason, number, number, number | null][]) => {
    const settledBy = Math.min(settledAt, closesAt);
    if (settledBy > newest) return { verdict: "PENDING" as const, pendingUntil: settledBy, reasons: [] };
    const failed = reasons.some(([reason]) => settings.failureReasons.includes(reason));
    return {
      verdict: failed ? ("FAILED" as const) : ("SUCCEEDED" as const),
      pendingUntil: null,
      reasons: reasons.map(([reason, since, until, shown]) => `${reason} ${since} ${until} ${number(shown)}`),
    };
  };

  const episodes = episodesOf(world, settings, journey);
  return episodes.flatMap((a, index) => {
    const found: OracleHandoff[] = [];
    const [firstA, lastA] = [a[0]!, a.at(-1)!];
    const [b, next] = [episodes[index + 1], episodes[index + 2]];
    const named = (wanted: string): number | null =>
      find(firstA, lastA + 1, (i) => takesPart(i) && rows[i]!.intendedChannel === wanted);
    const channels = a.map((i) => rows[i]!.intendedChannel).filter((wanted) => wanted !== null);
    for (const wanted of new Set(channels)) {
      if (wanted === channel(firstA) || (b !== undefined && wanted === channel(b[0]!))) continue;
      const intent = named(wanted)!;
      const until = at(intent) + (settings.stallAfter ?? level(world, channel(firstA), wanted) ?? DAY);
      found.push({
        from: label(lastA),
        to: wanted,
        leaves: lastA + 1,
        reaches: null,
        intent: intent + 1,
        resolvedBy: null,
        ...judged(until, [["NEVER_ARRIVED", at(intent), until, intent]]),
      });
    }
    if (b === undefined) return found;
    const [firstB, lastB] = [b[0]!, b.at(-1)!];
    const [startB, endB] = [at(firstB), at(lastB)];
    const { bounceWithin, repeatWithin, resolveWithin } = settings;
    const intent = named(channel(firstB));
    const limit =
      settings.stallAfter ??
      level(world, rows[lastA]!.touchpoint, rows[firstB]!.touchpoint) ??
      level(world, channel(firstA), channel(firstB)) ??
      (intent === null ? Number.POSITIVE_INFINITY : DAY);
    const reasons: [HandoffReason, number, number, number | null][] = [];
    if (startB - at(lastA) > limit) reasons.push(["STALLED", at(lastA), at(lastA) + limit, firstB]);
    const helpBy = (until: number): number | null => find(firstB, rows.length, (i) => helps(i) && at(i) <= until);
    const unhelped = helpBy(endB + resolveWithin) === null;
    const goalBefore = find(0, firstB, (i) => isGoal(world, settings, rows[i]!)) !== null;
    if (unhelped && !goalBefore && (next === undefined || at(next[0]!) > endB + resolveWithin))
      reasons.push(["ABANDONED", endB, endB + resolveWithin, next?.[0] ?? null]);
    if (unhelped && next !== undefined && channel(next[0]!) === channel(firstA) && at(next[0]!) - endB <= bounceWithin)
      reasons.push(["BOUNCED_BACK", endB, endB + bounceWithin, next[0]!]);
    const cases = b.map((i) => rows[i]!.caseId).filter((id) => id !== null);
    const repeated = find(
      lastB + 1,
      rows.length,
      (i) =>
        at(i) <= endB + repeatWithin && initiator(world, rows[i]!) === "CUSTOMER" && cases.includes(rows[i]!.caseId!),
    );
    if (repeated !== null) reasons.push(["REPEATED", endB, endB + repeatWithin, repeated]);
    const resolvedBy = helpBy(startB + resolveWithin);
    if (resolvedBy === null)
      reasons.push(["UNRESOLVED", startB, startB + resolveWithin, helpBy(Number.POSITIVE_INFINITY)]);
    found.push({
      from: label(lastA),
      to: label(firstB),
      leaves: lastA + 1,
      reaches: firstB + 1,
      intent: number(intent),
      resolvedBy: number(resolvedBy),
      ...judged(endB + Math.max(bounceWithin, repeatWithin, resolveWithin), reasons),
    });
    return found;
  });
}
