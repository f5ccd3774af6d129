// A slow, literal answer to feedback. It goes through the answers that count one after another, and searches the
// interaction of each among all interactions of the customer.
import type { JourneyFilter, PathOptions } from "../../src/engine/terms.js";
import { type Answer, SCORE_KINDS, type ScoreKind } from "../../src/model/feedback.js";
import { type Interaction, NOTHING_KNOWN } from "../../src/model/interaction.js";
import { compareKeys } from "../../src/model/keys.js";
import { clusteredWilson } from "../../src/stats/interval.js";
import { studentTQuantile } from "../../src/stats/studentT.js";
import { interactionOf } from "./answers.js";
import { labelled, means, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

export interface CountedAnswer {
  readonly customer: string;
  readonly answer: Answer;
  readonly interaction: Interaction | null;
  /** Key of the journey. */
  readonly journey: string | null;
  readonly label: string;
}

const isFilter = (filter: JourneyFilter | null): boolean =>
  Object.entries(filter ?? {}).some(([name, value]) =>
    Array.isArray(value) ? value.length > 0 : value != null && !(name === "minInteractions" && value === 1),
  );

/** The answers that count, one after another. */
export function countedAnswers(
  log: Log,
  { hide, ...options }: PathOptions,
  filter: JourneyFilter | null,
): CountedAnswer[] {
  const scope = scopeOf(log, filter, hide);
  const labelOf = (interaction: Interaction) => labelled(log, [interaction], { ...options, repeats: "KEEP" })[0]!.key;
  return log.histories.flatMap((history): CountedAnswer[] =>
    (history.kept?.answers ?? []).flatMap((answer): CountedAnswer[] => {
      const interaction = interactionOf(answer, history);
      if (interaction !== null) {
        const scoped = scope.find(({ left }) => left.includes(interaction));
        if (scoped === undefined) return [];
        const label = labelOf(interaction);
        return [{ customer: history.key, answer, interaction, journey: scoped.journey.key, label }];
      }
      if (answer.touchpoint === null || isFilter(filter)) return [];
      // The answer is treated like an interaction about which nothing else is known.
      const like = { ...NOTHING_KNOWN, touchpoint: answer.touchpoint } as unknown as Interaction;
      if (hide.some((selector) => means(log.catalogue, selector, like))) return [];
      return [{ customer: history.key, answer, interaction: null, journey: null, label: labelOf(like) }];
    }),
  );
}

export function oracleFeedback(log: Log, allOptions: PathOptions, filter: JourneyFilter | null, first: number) {
  const { hide, ...options } = allOptions;
  const scope = scopeOf(log, filter, hide);
  const labelOf = (interaction: Interaction) => labelled(log, [interaction], { ...options, repeats: "KEEP" })[0]!.key;
  const counted = countedAnswers(log, allOptions, filter);
  const interactions = scope.flatMap(({ left }) => left.map(labelOf));
  const rows = [...new Set(counted.map(({ label }) => label))]
    .map((key) => {
      const mine = counted.filter(({ label }) => label === key);
      const answered = new Set(mine.flatMap(({ interaction }) => interaction ?? [])).size;
      const visits = interactions.filter((label) => label === key).length;
      return {
        key,
        ...scores(mine),
        answered,
        journeys: distinct(mine.flatMap(({ journey }) => journey ?? [])),
        customers: distinct(mine.map(({ customer }) => customer)),
        interactions: visits,
        responseRate: visits === 0 ? null : answered / visits,
      };
    })
    .sort((a, b) => b.answers - a.answers || compareKeys(a.key, b.key));
  return {
    totals: {
      journeys: scope.length,
      customers: distinct(scope.map(({ customer }) => customer)),
      counted: distinct(counted.flatMap(({ journey }) => journey ?? [])),
      answeringCustomers: distinct(counted.map(({ customer }) => customer)),
      ...scores(counted),
      otherLabels: rows.slice(first).length,
      otherAnswers: rows.slice(first).reduce((n, { answers }) => n + answers, 0),
    },
    labels: rows.slice(0, first),
  };
}

const distinct = (values: readonly string[]): number => new Set(values).size;

function scores(counted: readonly CountedAnswer[]) {
  return {
    ...(Object.fromEntries(SCORE_KINDS.map((kind) => [kind, scoreOf(counted, kind)])) as Record<
      ScoreKind,
      ReturnType<typeof scoreOf>
    >),
    low: lowOf(counted),
    answers: counted.length,
    unjoined: counted.filter(({ interaction }) => interaction === null).length,
    comments: counted.filter(({ answer }) => answer.comment !== null).length,
  };
}

/** The contribution of one score to the value, by the definitions. */
export function worth(kind: ScoreKind, score: number): number {
  if (kind === "csat") return score >= 4 ? 1 : 0;
  if (kind === "nps") return score >= 9 ? 1 : score <= 6 ? -1 : 0;
  return score;
}

export const ENDS = { csat: [0, 1], nps: [-1, 1], ces: [1, 7], emotion: [-2, 2] } as const;

/** The answers with a low score, and the answers with any score. */
function lowOf(all: readonly CountedAnswer[]) {
  const scored = all.filter(({ answer }) => SCORE_KINDS.some((kind) => answer[kind] !== null));
  const isLow = ({ answer: { csat, nps, ces, emotion } }: CountedAnswer): boolean =>
    (csat !== null && csat <= 2) ||
    (nps !== null && nps <= 6) ||
    (ces !== null && ces <= 3) ||
    (emotion !== null && emotion < 0);
  const low = scored.filter(isLow);
  const counts = [...new Set(scored.map(({ customer }) => customer))].map((customer) => {
    const own = scored.filter((one) => one.customer === customer);
    return { n: own.length, f: own.filter(isLow).length };
  });
  const sum = (of: (c: { n: number; f: number }) => number) => counts.reduce((total, c) => total + of(c), 0);
  const moments = {
    customers: counts.length,
    n: scored.length,
    f: low.length,
    nn: sum(({ n }) => n * n),
    fn: sum(({ n, f }) => n * f),
    ff: sum(({ f }) => f * f),
  };
  return {
    count: low.length,
    of: scored.length,
    rate: scored.length < 5 ? null : low.length / scored.length,
    interval: scored.length < 5 ? null : clusteredWilson(moments),
    journeys: distinct(low.flatMap(({ journey }) => journey ?? [])),
    customers: distinct(low.map(({ customer }) => customer)),
  };
}

function scoreOf(all: readonly CountedAnswer[], kind: ScoreKind) {
  const counted = all.filter(({ answer }) => answer[kind] !== null);
  const values = counted.map(({ answer }) => worth(kind, answer[kind]!));
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const customers = [...new Set(counted.map(({ customer }) => customer))].map((customer) => {
    const own = counted.filter((one) => one.customer === customer).map(({ answer }) => worth(kind, answer[kind]!));
    return { n: own.length, s: own.reduce((sum, value) => sum + value, 0) };
  });
  const known = {
    answers: n,
    journeys: distinct(counted.flatMap(({ journey }) => journey ?? [])),
    customers: customers.length,
  };
  if (n < 5) return { ...known, value: null, interval: null };
  const sum = (of: (c: { n: number; s: number }) => number) => customers.reduce((total, c) => total + of(c), 0);
  const nn = sum((c) => c.n * c.n);
  if (kind === "csat") {
    const moments = { n, f: sum((c) => c.s), nn, fn: sum((c) => c.s * c.n), ff: sum((c) => c.s * c.s) };
    return { ...known, value: mean, interval: clusteredWilson({ ...moments, customers: customers.length }) };
  }
  if (customers.length < 2) return { ...known, value: mean, interval: null };
  const squares = sum((c) => (c.s - mean * c.n) ** 2);
  const error = Math.sqrt((squares * customers.length) / (customers.length - 1)) / n;
  const half = studentTQuantile(0.975, Math.max(1, (n * n) / nn - 1)) * error;
  const [low, high] = ENDS[kind];
  return { ...known, value: mean, interval: { low: Math.max(low, mean - half), high: Math.min(high, mean + half) } };
}
