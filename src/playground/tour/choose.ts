// Pure functions that choose the names that the tour uses. Several rules are tried in order. The first rule that finds
// a name also gives the reason for the choice, so that readers know how to replace the name. If several touchpoints
// fit, the one with the most visits is used (for a start or an end, the one with which most journeys start or end). If
// these are equal, more visits decide, and then the first key. The result is null only if nothing fits.
import type { Catalogue, CatalogueTouchpoint } from "./loaded.js";

export interface Choice {
  /** The PointSelector as GraphQL text. */
  readonly selector: string;
  /** The name to use in a sentence. */
  readonly name: string;
  /** The reason for the choice. */
  readonly because: string;
  /** The touchpoint, if the choice is one. */
  readonly touchpoint: CatalogueTouchpoint | null;
  /** The key of the goal, if the choice is a goal of the catalogue. */
  readonly goal: string | null;
}

/** The keys of two channels. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  /** A HandoffReason. */
  readonly reason: string | null;
  readonly because: string;
}

// Words that are common in the keys, kinds and names of ads, purchases, support contacts and calls. Keys are in lower
// case with hyphens.
const AD = /(^|[\s/_-])(ads?|adverts?|advertisement|banner|campaign|ppc|pay-per-click|promo(tion)?)($|[\s/_-])/i;
const PURCHASE = /(purchase|checkout|payment|order|bought|buy|sale|transaction|paid|conversion|subscri)/i;
const SUPPORT = /(support|help|complain|service|hotline|ticket|claim|enquiry|inquiry|contact)/i;
const CALL = /(call|phone)/i;

/** Chooses where a route begins: an ad, or else the first stage, or else the touchpoint where most journeys start. */
export function chooseStart(c: Catalogue): Choice | null {
  const ad = best(c, (t) => t.starts > 0 && says(t, AD), "starts");
  if (ad) return point(ad, `the ad that most journeys start with (${count(ad.starts)})`);
  const stages = [...c.stages].filter((s) => s.position !== null).sort((a, b) => a.position! - b.position!);
  const first = stages.find((s) => c.touchpoints.some((t) => t.stage?.key === s.key && t.visits > 0));
  const rest = c.touchpoints.some((t) => t.visits > 0 && t.stage?.key !== first?.key);
  if (first && rest) {
    return {
      selector: list("stages", first.key),
      name: first.name,
      because: "the first stage with interactions",
      touchpoint: null,
      goal: null,
    };
  }
  const start = best(c, (t) => t.visits > 0, "starts");
  return start && point(start, `most journeys start there (${count(start.starts)})`);
}

/**
 * Chooses where a route leads: the default goal, or else any goal, or else a purchase, or else the touchpoint where
 * most journeys end.
 */
export function chooseGoal(c: Catalogue): Choice | null {
  const goal = c.goals.find((g) => g.isDefault) ?? c.goals[0];
  if (goal) {
    const because = goal.isDefault ? "the default goal of the catalogue" : "the first goal of the catalogue";
    return { selector: `{ goal: ${text(goal.key)} }`, name: goal.name, because, touchpoint: null, goal: goal.key };
  }
  const purchase = best(c, (t) => t.visits > 0 && says(t, PURCHASE), "visits");
  if (purchase) return point(purchase, "its name suggests a purchase; the catalogue has no goal");
  const start = chooseStart(c)?.touchpoint ?? null;
  const end = best(c, (t) => t.visits > 0 && t !== start, "ends") ?? start;
  return end && point(end, "most journeys end there; the catalogue has no goal");
}

/** The most visited touchpoint that the goal names, directly or by its kind, channel or stage. */
export function chooseGoalTouchpoint(c: Catalogue, goal: Choice): CatalogueTouchpoint | null {
  if (goal.touchpoint) return goal.touchpoint;
  const selector = c.goals.find((g) => g.key === goal.goal)?.selector ?? {};
  const names = new Set(Object.values(selector).flat());
  return best(
    c,
    (t) =>
      t.visits > 0 && (names.has(t.key) || names.has(t.kind) || names.has(t.channel.key) || names.has(t.stage?.key)),
    "visits",
  );
}

/**
 * Chooses a support contact: a touchpoint with a suitable name on an assisted channel, or else any touchpoint with a
 * suitable name, or else the busiest touchpoint of an assisted channel.
 */
export function chooseSupport(c: Catalogue): Choice | null {
  const named = best(c, (t) => t.channel.assisted && says(t, SUPPORT) && says(t, CALL), "visits");
  if (named) return point(named, `the support call with the most visits (${count(named.visits)})`);
  const help =
    best(c, (t) => t.channel.assisted && says(t, SUPPORT), "visits") ??
    best(c, (t) => t.visits > 0 && says(t, SUPPORT), "visits");
  if (help) return point(help, `the support contact with the most visits (${count(help.visits)})`);
  const assisted = best(c, (t) => t.channel.assisted && t.visits > 0, "visits");
  return (
    assisted && point(assisted, `the busiest touchpoint where an employee answers (${count(assisted.visits)} visits)`)
  );
}

/** The busiest touchpoint that no other choice uses, or else the busiest of all. */
export function chooseBusiest(c: Catalogue, taken: readonly (Choice | null)[]): Choice | null {
  const used = new Set(taken.map((choice) => choice?.touchpoint?.key));
  const unused = best(c, (point) => point.visits > 0 && !used.has(point.key), "visits");
  if (unused)
    return point(unused, `the busiest touchpoint that the tour has not chosen yet (${count(unused.visits)} visits)`);
  const busiest = best(c, (point) => point.visits > 0, "visits");
  return busiest && point(busiest, `the busiest touchpoint (${count(busiest.visits)} visits)`);
}

/**
 * Chooses two channels: the pair that `handoffs` lists first, or else the two busiest channels. Returns null if there
 * are fewer than two channels.
 */
export function choosePair(c: Catalogue): Pair | null {
  if (c.broken) return { ...c.broken, because: "the first row of the previous step" };
  const visits = new Map<string, number>();
  for (const t of c.touchpoints) visits.set(t.channel.key, (visits.get(t.channel.key) ?? 0) + t.visits);
  const [a, b] = [...visits].filter(([, n]) => n > 0).sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
  return a && b ? { from: a[0], to: b[0], reason: null, because: "the two busiest channels" } : null;
}

/** A string as GraphQL text. The escapes of JSON are valid in GraphQL. */
export const text = (value: string): string => JSON.stringify(value);
export const list = (choice: string, key: string): string => `{ ${choice}: [${text(key)}] }`;
export const count = (n: number): string => n.toLocaleString("en");

const says = (t: CatalogueTouchpoint, words: RegExp): boolean =>
  [t.key, t.kind, t.name].some((name) => words.test(name));

function point(t: CatalogueTouchpoint, because: string): Choice {
  return { selector: list("touchpoints", t.key), name: t.name, because, touchpoint: t, goal: null };
}

function best(
  c: Catalogue,
  fits: (t: CatalogueTouchpoint) => boolean,
  by: "visits" | "starts" | "ends",
): CatalogueTouchpoint | null {
  let found: CatalogueTouchpoint | null = null;
  for (const t of c.touchpoints) {
    if (!fits(t)) continue;
    if (
      found === null ||
      t[by] > found[by] ||
      (t[by] === found[by] && (t.visits > found.visits || (t.visits === found.visits && t.key < found.key)))
    )
      found = t;
  }
  return found;
}
