// A slow, literal answer to attribution. Every conversion is divided separately, with credits as fractions. MARKOV
// removes each label from the chain and follows the chain until nothing changes. SHAPLEY follows its definition, over
// every coalition of labels.
import type { Grain, JourneyFilter } from "../../src/engine/terms.js";
import type { PointSelector } from "../../src/model/catalogue.js";
import type { AttributionModel } from "../../src/questions/attribution/plan.js";
import { isOpen, labelled, means, type Scoped, scopeOf } from "./oraclePaths.js";
import type { Log } from "./projectionOf.js";

export interface OracleAsked {
  readonly goal: PointSelector;
  readonly by: Grain;
  readonly within: number | null;
  readonly halfLife: number;
  readonly filter: JourneyFilter | null;
}

interface Conversion {
  readonly scoped: Scoped;
  /** The label of each touch and its time before the conversion, in order. */
  readonly touches: readonly { readonly key: string; readonly before: number }[];
}

export function oracleAttribution(log: Log, { goal, by, within, halfLife, filter }: OracleAsked) {
  const scope = scopeOf(log, filter, []);
  const conversions: Conversion[] = [];
  const nulls: string[][] = [];
  let pending = 0;
  let converted = 0;
  for (const scoped of scope) {
    const labels = labelled(log, scoped.left, { grain: by, repeats: "KEEP" }).map(({ key }) => key);
    const goals = scoped.left.flatMap((one, i) =>
      one.outcome !== "FAILED" && means(log.catalogue, goal, one) ? [i] : [],
    );
    goals.forEach((at, g) => {
      const from = g === 0 ? 0 : goals[g - 1]! + 1;
      const touches = scoped.left.slice(from, at).flatMap((one, i) => {
        const before = scoped.left[at]!.at - one.at;
        return within !== null && before > within ? [] : [{ key: labels[from + i]!, before }];
      });
      conversions.push({ scoped, touches });
    });
    if (goals.length > 0) converted++;
    else if (isOpen(log, scoped.journey)) pending++;
    else nulls.push(labels);
  }
  const touched = conversions.filter(({ touches }) => touches.length > 0);
  const keys = [...new Set(touched.flatMap(({ touches }) => touches.map(({ key }) => key)))];
  const direct = conversions.length - touched.length;
  const shares = (model: AttributionModel): Map<string, number> => {
    const credit = new Map(keys.map((key) => [key, 0]));
    const give = (key: string, part: number): void => {
      credit.set(key, credit.get(key)! + part);
    };
    if (touched.length === 0) {
      // If no conversion has a touch, there is nothing to divide.
    } else if (model === "MARKOV") {
      const paths = [
        ...touched.map(({ touches }) => ["START", ...collapsed(touches.map(({ key }) => key)), "CONVERSION"]),
        ...nulls.map((labels) => ["START", ...collapsed(labels), "NULL"]),
      ];
      const whole = converts(paths, null);
      // All labels of the paths, whether or not a conversion touched them.
      const all = [...new Set(paths.flatMap((path) => path.slice(1, -1)))];
      for (const key of all) if (!credit.has(key)) credit.set(key, 0);
      const effects = all.map((key) => (whole - converts(paths, key)) / whole);
      const sum = effects.reduce((n, effect) => n + effect, 0);
      for (const [i, key] of all.entries()) give(key, (effects[i]! / sum) * touched.length);
    } else if (model === "SHAPLEY") {
      const games = touched.map(({ touches }) => new Set(touches.map(({ key }) => key)));
      const worth = (coalition: readonly string[]) =>
        games.filter((own) => [...own].every((key) => coalition.includes(key))).length;
      for (const key of keys)
        for (const others of subsets(keys.filter((other) => other !== key))) {
          const weight =
            (factorial(others.length) * factorial(keys.length - others.length - 1)) / factorial(keys.length);
          give(key, weight * (worth([...others, key]) - worth(others)));
        }
    } else
      for (const { touches } of touched) {
        const n = touches.length;
        const weight = (i: number): number => {
          if (model === "FIRST") return i === 0 ? 1 : 0;
          if (model === "LAST") return i === n - 1 ? 1 : 0;
          if (model === "LINEAR") return 1;
          if (model === "TIME_DECAY") return 2 ** (-touches[i]!.before / halfLife);
          if (n <= 2) return 1;
          return i === 0 || i === n - 1 ? 0.4 : 0.2 / (n - 2);
        };
        const sum = touches.reduce((whole, _, i) => whole + weight(i), 0);
        for (const [i, { key }] of touches.entries()) give(key, weight(i) / sum);
      }
    if (direct > 0) credit.set("(direct)", direct);
    return credit;
  };
  const rows = [...keys, ...(direct > 0 ? ["(direct)"] : [])].map((key) => {
    const own = conversions.filter(({ touches }) =>
      key === "(direct)" ? touches.length === 0 : touches.some((touch) => touch.key === key),
    );
    return {
      key,
      conversions: own.length,
      journeys: new Set(own.map(({ scoped }) => scoped.journey)).size,
      customers: new Set(own.map(({ scoped }) => scoped.customer)).size,
    };
  });
  return {
    totals: {
      journeys: scope.length,
      conversions: conversions.length,
      convertedJourneys: converted,
      directConversions: direct,
      nullJourneys: nulls.length,
      pendingJourneys: pending,
    },
    rows,
    shares,
  };
}

/** The probability of converting, found by following the chain. Paths that reach the label `without` end there. */
export function converts(paths: readonly (readonly string[])[], without: string | null): number {
  const counts = new Map<string, Map<string, number>>();
  for (const path of paths)
    path.slice(1).forEach((to, i) => {
      const from = path[i]!;
      const row = counts.get(from) ?? new Map<string, number>();
      row.set(to, (row.get(to) ?? 0) + 1);
      counts.set(from, row);
    });
  let here = new Map([["START", 1]]);
  let done = 0;
  for (let step = 0; step < 20_000 && here.size > 0; step++) {
    const next = new Map<string, number>();
    for (const [state, chance] of here) {
      const row = counts.get(state)!;
      const sum = [...row.values()].reduce((n, count) => n + count, 0);
      for (const [to, count] of row) {
        const moved = (chance * count) / sum;
        if (to === "CONVERSION") done += moved;
        else if (to !== "NULL" && to !== without && moved > 1e-16) next.set(to, (next.get(to) ?? 0) + moved);
      }
    }
    here = next;
  }
  return done;
}

function collapsed(labels: readonly string[]): string[] {
  return labels.filter((key, i) => key !== labels[i - 1]);
}

function subsets(keys: readonly string[]): string[][] {
  const all: string[][] = [[]];
  for (const key of keys) all.push(...all.map((own) => [...own, key]));
  return all;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
