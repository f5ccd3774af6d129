// A slow, literal answer to touchpointPerformance, written from the definitions. It searches every visit, conversion,
// case and month separately. Every count is the length of a list of the counted things.
import type { Grain, JourneyFilter } from "../../src/engine/terms.js";
import type { PointSelector } from "../../src/model/catalogue.js";
import type { Interaction } from "../../src/model/interaction.js";
import { DAY } from "../../src/model/time.js";
import { isOpen, labelled, means, newestOf, type Scoped, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

/**
 * One trial of a rate, with its customer, its time, and whether it succeeded. `journeys` are the keys of the journeys
 * behind it.
 */
export interface Trial {
  readonly customer: string;
  readonly at: number;
  readonly succeeds: boolean;
  readonly journeys: readonly string[];
}

export interface OraclePerformance {
  readonly visits: number;
  readonly journeys: number;
  readonly customers: number;
  readonly entries: number;
  readonly exits: number;
  readonly assisted: readonly string[];
  readonly last: readonly string[];
  readonly requests: readonly { readonly journey: string; readonly at: number; readonly wait: number | null }[];
  readonly cases: readonly { readonly journey: string; readonly at: number; readonly wait: number | null }[];
  readonly waits: readonly number[];
  readonly cost: number | null;
  readonly value: number | null;
  readonly trials: Readonly<
    Record<
      "reach" | "dropOff" | "conversion" | "failure" | "repeatContact" | "repeatPurchase" | "retention",
      readonly Trial[]
    >
  >;
}

const monthOf = (at: number): number => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth();
const startOfMonth = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1);

export function oraclePerformance(
  log: Log,
  goal: PointSelector,
  within: number,
  filter: JourneyFilter | null,
  grain: Grain = "TOUCHPOINT",
): Map<string, OraclePerformance> {
  const scope = scopeOf(log, filter, []);
  const newest = scope.length === 0 ? 0 : newestOf(log);
  const isGoal = (i: Interaction): boolean => i.outcome !== "FAILED" && means(log.catalogue, goal, i);
  const initiatorOf = (i: Interaction): string =>
    i.initiatedBy ?? log.catalogue.touchpoints.find(({ key }) => key === i.touchpoint)!.initiatedBy;
  const keyOf = (i: Interaction): string => labelled(log, [i], { grain, repeats: "KEEP" })[0]!.key;
  const keys = [...new Set(scope.flatMap(({ left }) => left.map(keyOf)))].sort();
  return new Map(keys.map((key) => [key, performanceAt(key)]));

  function performanceAt(key: string): OraclePerformance {
    const isHere = (i: Interaction): boolean => keyOf(i) === key;
    const visiting = scope.filter(({ left }) => left.some(isHere));
    const visits = visiting.flatMap((scoped) =>
      scoped.left.flatMap((interaction, place) => (isHere(interaction) ? [{ scoped, interaction, place }] : [])),
    );
    const conversions = scope.flatMap((scoped) =>
      scoped.left.flatMap((interaction, place) => {
        if (!isGoal(interaction)) return [];
        const previous = scoped.left.slice(0, place).findLastIndex(isGoal);
        const touches = scoped.left.slice(previous + 1, place).filter(({ at }) => interaction.at - at <= within);
        return [{ journey: scoped.journey.key, touches }];
      }),
    );
    const cases = scope.flatMap((scoped) =>
      [...new Set(scoped.left.flatMap(({ caseId }) => (caseId === null ? [] : [caseId])))].map((id) => ({
        scoped,
        list: scoped.left.filter(({ caseId }) => caseId === id),
      })),
    );
    const own = cases.filter(({ list }) => isHere(list[0]!));
    const contacts = (list: readonly Interaction[]): Interaction[] => list.filter((i) => initiatorOf(i) === "CUSTOMER");
    const customers = [...new Set(visiting.map(({ customer }) => customer))];
    const of = (customer: string): Scoped[] => scope.filter((scoped) => scoped.customer === customer);
    const known = (amounts: readonly (number | null)[]): number | null => {
      const list = amounts.filter((amount) => amount !== null);
      return list.length === 0 ? null : list.reduce((a, b) => a + b, 0) / 10_000;
    };
    return {
      visits: visits.length,
      journeys: visiting.length,
      customers: customers.length,
      entries: scope.filter(({ left }) => isHere(left[0]!)).length,
      exits: scope.filter(({ left }) => isHere(left.at(-1)!)).length,
      assisted: conversions.flatMap(({ journey, touches }) => (touches.slice(0, -1).some(isHere) ? [journey] : [])),
      last: conversions.flatMap(({ journey, touches }) =>
        touches.length > 0 && isHere(touches.at(-1)!) ? [journey] : [],
      ),
      requests: cases.flatMap(({ scoped, list }) =>
        list.flatMap((i, place) => {
          if (!isHere(i) || initiatorOf(i) !== "CUSTOMER") return [];
          const answer = list.slice(place + 1).find((next) => ["BRAND", "PARTNER"].includes(initiatorOf(next)));
          return [{ journey: scoped.journey.key, at: i.at, wait: answer === undefined ? null : answer.at - i.at }];
        }),
      ),
      cases: own.map(({ scoped, list }) => {
        const done = list.find(({ resolved }) => resolved === true);
        return {
          journey: scoped.journey.key,
          at: list[0]!.at,
          wait: done === undefined ? null : done.at - list[0]!.at,
        };
      }),
      waits: visits.flatMap(({ scoped: { left }, interaction, place }) => {
        const before = left[place - 1];
        return before === undefined || isHere(before) ? [] : [interaction.at - before.at];
      }),
      cost: known(visits.map(({ interaction }) => interaction.cost)),
      value: known(visits.map(({ interaction }) => interaction.value)),
      trials: {
        reach: scope.map(({ customer, journey, left }) => ({
          customer,
          at: left[0]!.at,
          succeeds: left.some(isHere),
          journeys: [journey.key],
        })),
        dropOff: visiting
          .filter(({ journey }) => !isOpen(log, journey))
          .map(({ customer, journey, left }) => ({
            customer,
            at: left[0]!.at,
            succeeds: isHere(left.at(-1)!) && !left.some(isGoal),
            journeys: [journey.key],
          })),
        conversion: visits.flatMap(({ scoped, interaction, place }) =>
          interaction.at + within > newest
            ? []
            : [
                {
                  customer: scoped.customer,
                  at: interaction.at,
                  succeeds: scoped.left.slice(place + 1).some((i) => isGoal(i) && i.at - interaction.at <= within),
                  journeys: [scoped.journey.key],
                },
              ],
        ),
        failure: visits.flatMap(({ scoped, interaction: { at, outcome } }) =>
          outcome === null
            ? []
            : [{ customer: scoped.customer, at, succeeds: outcome === "FAILED", journeys: [scoped.journey.key] }],
        ),
        repeatContact: own.flatMap(({ scoped, list }) => {
          const [first, second] = contacts(list);
          if (first === undefined || first.at + 7 * DAY > newest) return [];
          const succeeds = second !== undefined && second.at - first.at <= 7 * DAY;
          return [{ customer: scoped.customer, at: first.at, succeeds, journeys: [scoped.journey.key] }];
        }),
        repeatPurchase: customers.flatMap((customer) => {
          const goals = of(customer).flatMap(({ left }) => left.filter(isGoal)).length;
          if (goals === 0) return [];
          const journeys = visiting.filter((scoped) => scoped.customer === customer).map(({ journey }) => journey.key);
          return [{ customer, at: 0, succeeds: goals > 1, journeys }];
        }),
        retention: customers.flatMap((customer) => {
          const here = visits.filter(({ scoped }) => scoped.customer === customer);
          return [...new Set(here.map(({ interaction }) => monthOf(interaction.at)))].flatMap((month) => {
            if (startOfMonth(month + 2) > newest) return [];
            const succeeds = of(customer).some(({ left }) => left.some(({ at }) => monthOf(at) === month + 1));
            const journeys = here
              .filter(({ interaction }) => monthOf(interaction.at) === month)
              .map(({ scoped }) => scoped.journey.key);
            return [{ customer, at: 0, succeeds, journeys }];
          });
        }),
      },
    };
  }
}

export interface OracleMoments {
  readonly customers: number;
  readonly n: number;
  readonly f: number;
  readonly nn: number;
  readonly fn: number;
  readonly ff: number;
}

export function momentsOf(trials: readonly Trial[]): OracleMoments {
  const customers = [...new Set(trials.map(({ customer }) => customer))].map((customer) => {
    const own = trials.filter((trial) => trial.customer === customer);
    return { n: own.length, f: own.filter(({ succeeds }) => succeeds).length };
  });
  const sum = (of: (one: { n: number; f: number }) => number): number => customers.reduce((s, one) => s + of(one), 0);
  return {
    customers: customers.length,
    n: sum(({ n }) => n),
    f: sum(({ f }) => f),
    nn: sum(({ n }) => n * n),
    fn: sum(({ n, f }) => n * f),
    ff: sum(({ f }) => f * f),
  };
}
