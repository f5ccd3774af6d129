// A slow, literal answer to opportunities, written from docs/definitions.md. It lists the trials of every gap, and the
// trials of the places with which the gap is compared.
import type { Answer } from "../../src/model/feedback.js";
import type { Interaction } from "../../src/model/interaction.js";
import { DAY } from "../../src/model/time.js";
import type { Strategy } from "../../src/questions/opportunities/result.js";
import type { CrossMoments } from "../../src/stats/moments.js";
import { interactionOf } from "./answers.js";
import { isOpen, means, newestOf, scopeOf } from "./oraclePaths.js";
import { type OracleMoments } from "./oraclePerformance.js";
import type { Log } from "./projectionOf.js";

interface GapTrial {
  readonly customer: string;
  readonly journey: string;
  readonly wrong: boolean;
}

interface OracleGap {
  readonly strategy: Strategy;
  readonly key: string;
  readonly trials: readonly GapTrial[];
  moments(): { own: OracleMoments; others: OracleMoments; cross: CrossMoments; wronged: number };
}

interface Placed extends GapTrial {
  readonly strategy: Strategy;
  readonly set: string;
  readonly key: string;
}

/** The log must have the default goal `bought` and one segment called `north`. The window is 30 days. */
export function oracleGaps(log: Log, isMember: (customer: string) => boolean): OracleGap[] {
  const newest = newestOf(log);
  const { catalogue } = log;
  const known = new Map(catalogue.touchpoints.map((touchpoint) => [touchpoint.key, touchpoint]));
  const of = (i: Interaction) => known.get(i.touchpoint)!;
  const isGoal = (i: Interaction): boolean => means(catalogue, { goal: "bought" }, i);
  const isAssisted = (i: Interaction): boolean =>
    catalogue.channels.find(({ key }) => key === of(i).channel)?.assisted === true;
  const answers = new Map<Interaction, Answer[]>();
  for (const history of log.histories)
    for (const answer of history.kept?.answers ?? []) {
      const interaction = interactionOf(answer, history);
      if (interaction !== null) answers.set(interaction, [...(answers.get(interaction) ?? []), answer]);
    }
  const answersAbout = (i: Interaction): readonly Answer[] => answers.get(i) ?? [];
  const trials: Placed[] = [];
  for (const { customer, journey, left } of scopeOf(log, null, [])) {
    const add = (strategy: Strategy, set: string, key: string, wrong: boolean): void => {
      trials.push({ strategy, set, key, customer, journey: journey.key, wrong });
    };
    const closed = !isOpen(log, journey);
    for (const [place, i] of left.entries()) {
      const later = left.slice(place + 1);
      if (i.at + 30 * DAY <= newest) {
        const converts = later.some((next) => isGoal(next) && next.at - i.at <= 30 * DAY);
        const key = `north ${i.touchpoint}`;
        add("PERSONALISATION", i.touchpoint, isMember(customer) ? key : `! ${key}`, !converts);
      }
      if (i.outcome !== null) add("CONSISTENCY", of(i).kindKey, i.touchpoint, i.outcome === "FAILED");
      const about = answersAbout(i);
      const isShared = [...known.values()].filter(({ kindKey }) => kindKey === of(i).kindKey).length > 1;
      for (const { csat } of isShared ? about : [])
        if (csat !== null) add("CONSISTENCY", `csat of ${of(i).kindKey}`, `${i.touchpoint} csat`, csat < 4);
      const isFelt = about.some(({ emotion }) => emotion !== null && emotion < 0);
      if (isFelt && !isAssisted(i) && (closed || i.at + 7 * DAY <= newest)) {
        const isAnswered = later.some((next) => isAssisted(next) && next.at - i.at <= 7 * DAY);
        add("EMPATHY", "emotion", `${i.touchpoint} emotion`, !isAnswered);
      }
      if (i.outcome === "FAILED" && !isAssisted(i) && (closed || i.at + 7 * DAY <= newest))
        add("EMPATHY", "all", i.touchpoint, !later.some((next) => isAssisted(next) && next.at - i.at <= 7 * DAY));
    }
    for (const { from, to, wait } of catalogue.serviceLevels) {
      const isAt = (i: Interaction, key: string): boolean => i.touchpoint === key || of(i).channel === key;
      let began: Interaction | null = null;
      for (const i of left) {
        if (began !== null && isAt(i, to)) {
          add("TIMELINESS", "all", `${from} ${to}`, i.at - began.at > wait);
          began = null;
        }
        if (isAt(i, from)) began = i;
      }
    }
    if (!closed) continue;
    const placeOf = (i: Interaction): string => `${of(i).stage ?? "(none)"} ${of(i).channel}`;
    const own = left.filter((i) => (i.initiatedBy ?? of(i).initiatedBy) !== "BRAND");
    for (const place of new Set(own.map(placeOf)))
      add("ACCESSIBILITY", place.split(" ")[0]!, place, placeOf(own.at(-1)!) === place && !left.some(isGoal));
  }
  const cells = new Map<string, Placed[]>();
  for (const trial of trials) {
    const id = `${trial.strategy} ${trial.key}`;
    const cell = cells.get(id) ?? [];
    cells.set(id, cell);
    cell.push(trial);
  }
  return [...cells.values()].map((own): OracleGap => {
    const { strategy, key, set } = own[0]!;
    return {
      strategy,
      key,
      trials: own,
      moments() {
        const rest = trials.filter((t) => t.strategy === strategy && t.set === set && t.key !== key);
        const byCustomer = (list: readonly Placed[]): Map<string, { n: number; f: number }> => {
          const counts = new Map<string, { n: number; f: number }>();
          for (const { customer, wrong } of list) {
            const count = counts.get(customer) ?? { n: 0, f: 0 };
            counts.set(customer, { n: count.n + 1, f: count.f + Number(wrong) });
          }
          return counts;
        };
        const [mine, others] = [byCustomer(own), byCustomer(rest)];
        const both = [...mine].map(([customer, x]) => ({ x, y: others.get(customer) ?? { n: 0, f: 0 } }));
        const sum = (value: (pair: (typeof both)[number]) => number): number =>
          both.reduce((total, pair) => total + value(pair), 0);
        return {
          own: momentsOfCounts([...mine.values()]),
          others: momentsOfCounts([...others.values()]),
          cross: {
            nxny: sum(({ x, y }) => x.n * y.n),
            nxfy: sum(({ x, y }) => x.n * y.f),
            fxny: sum(({ x, y }) => x.f * y.n),
            fxfy: sum(({ x, y }) => x.f * y.f),
          },
          wronged: [...mine.values()].filter(({ f }) => f > 0).length,
        };
      },
    };
  });
}

function momentsOfCounts(counts: readonly { readonly n: number; readonly f: number }[]): OracleMoments {
  const sum = (of: (one: { n: number; f: number }) => number): number => counts.reduce((s, one) => s + of(one), 0);
  return {
    customers: counts.length,
    n: sum(({ n }) => n),
    f: sum(({ f }) => f),
    nn: sum(({ n }) => n * n),
    fn: sum(({ n, f }) => n * f),
    ff: sum(({ f }) => f * f),
  };
}
