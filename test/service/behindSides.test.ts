// Tests drill-down into the counts of each side of a comparison. There are as many journeys as the count or, if it
// counts occurrences, as many as there are journeys with an occurrence.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ADJACENCIES, DEFAULT_PATH_OPTIONS, type JourneyFilter, TOTALS_PARTS } from "../../src/engine/terms.js";
import type { Projection } from "../../src/projection/projection.js";
import { compareFunnel } from "../../src/questions/compare/funnel.js";
import type { ComparedRateResult, ComparedTotalsResult, SideRatePart } from "../../src/questions/compare/result.js";
import { compareRoutes } from "../../src/questions/compare/routes.js";
import { narrowed, type Sides } from "../../src/questions/compare/sides.js";
import { compareTransitions } from "../../src/questions/compare/transitions.js";
import type { DrilldownResult } from "../../src/questions/drilldown.js";
import { runQuestion } from "../../src/questions/executor.js";
import type { Reference } from "../../src/questions/question.js";
import { type ParamsOf, QUESTIONS } from "../../src/questions/registry.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { completable, funnels } from "../support/funnels.js";
import { filters, logs, manyCustomers, pathOptions, selectors, transitionOptions } from "../support/logs.js";
import { projectionOfLog } from "../support/projectionOf.js";

const someLogs = fc.oneof({ weight: 4, arbitrary: logs }, { weight: 1, arbitrary: manyCustomers });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof(fc.constant(null), arbitrary);
const sizes = fc.constantFrom(undefined, 7);
const sides: fc.Arbitrary<Sides> = fc.record({
  a: filters.map((filter) => ({ name: "A", filter })),
  b: fc.oneof(filters, fc.constant(null)).map((filter) => ({ name: "B", filter })),
  filter: maybe(filters),
});

interface NamedRate {
  readonly count: number;
  readonly of: number;
  readonly behind: Record<SideRatePart, Reference>;
}
const sidesOf = (rate: ComparedRateResult) => [rate.a, rate.b] as unknown as [NamedRate, NamedRate];

/** Journeys of rows. `params` are the question's parameters without the filter. */
function opener(projection: Projection, params: object) {
  return ({ question, args, side, row }: Reference): Promise<DrilldownResult> => {
    const { filter: common } = args as { readonly filter?: JourneyFilter | null };
    const filter = narrowed(common, (side ?? null) as JourneyFilter | null);
    const asked = { question, params: { ...params, filter }, row } as ParamsOf<"drilldown">;
    return runQuestion("drilldown", projection, asked);
  };
}
type Open = ReturnType<typeof opener>;

async function checkTotals(open: Open, totals: ComparedTotalsResult): Promise<void> {
  for (const side of [totals.a, totals.b]) {
    const { behind: named } = side as unknown as { behind: Reference };
    for (const part of TOTALS_PARTS) {
      const field = part.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      const { journeys } = await open({ ...named, row: { ...(named.row as object), of: part } });
      expect(journeys, part).toBe(side[field as "journeys"]);
    }
  }
}

async function checkRate(open: Open, rate: ComparedRateResult): Promise<void> {
  for (const { count, of, behind: named } of sidesOf(rate)) {
    expect((await open(named.COUNT)).journeys, JSON.stringify(named.COUNT)).toBe(count);
    expect((await open(named.OF)).journeys, JSON.stringify(named.OF)).toBe(of);
  }
}

describe("the journeys behind a side", () => {
  it("are as many as a route, its base, the completion rate and the totals of compareRoutes count", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        sizes,
        maybe(selectors),
        maybe(selectors),
        pathOptions,
        sides,
        async (log, size, from, to, drawn, asked) => {
          const projection = projectionOfLog(log, size);
          const options = to === null ? { ...drawn, within: null } : drawn;
          const params = { from, to, options, first: 1_000 };
          const result = await compareRoutes(projection, { ...params, ...asked });
          const { totals, completionRate, routes } = QUESTIONS.compareRoutes.drilldown!.rows(asked, result);
          const open = opener(projection, params);
          await checkTotals(open, totals);
          await checkRate(open, completionRate);
          for (const { share } of routes) await checkRate(open, share);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it("of compareTransitions are those with the pair, and those with an exit of its first label", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLogs,
        sizes,
        transitionOptions,
        fc.constantFrom(...ADJACENCIES),
        maybe(selectors),
        sides,
        async (log, size, options, adjacency, before, asked) => {
          const projection = projectionOfLog(log, size);
          const previous = adjacency === "EVENTUALLY" ? null : before;
          const params = { options, adjacency, previous, first: 1_000 };
          const result = await compareTransitions(projection, { ...params, ...asked });
          const { totals, edges } = QUESTIONS.compareTransitions.drilldown!.rows(asked, result);
          const open = opener(projection, params);
          await checkTotals(open, totals);
          const plain = await Promise.all(
            [asked.a, asked.b].map((side) =>
              transitions(projection, { ...params, filter: narrowed(asked.filter, side.filter) }),
            ),
          );
          // For each side and first label: the journeys of each pair with this first label, and the journeys of the
          // base of each pair.
          const pairs = new Map<string, { with: number[][]; exits: readonly Uint32Array[] }>();
          for (const { from, to, probability } of edges) {
            if (adjacency === "EVENTUALLY") {
              await checkRate(open, probability);
              continue;
            }
            for (const [side, { count, of, behind: named }] of sidesOf(probability).entries()) {
              const [pair, exits] = [await open(named.COUNT), await open(named.OF)];
              const same = plain[side]!.edges.find((edge) => edge.from.key === from.key && edge.to.key === to.key);
              expect([pair.journeys, count]).toEqual([same?.journeys ?? 0, same?.count ?? 0]);
              expect(exits.journeys).toBeLessThanOrEqual(of);
              const key = `${side} ${from.kind} ${from.key}`;
              const known = pairs.get(key);
              const words = pair.words.map((bits, s) => {
                const others = known?.with[s] ?? [];
                return Array.from(bits, (word, w) => (word | (others[w] ?? 0)) >>> 0);
              });
              pairs.set(key, { with: words, exits: exits.words });
            }
          }
          // The journeys with an exit of a label are those with at least one pair that begins with it.
          for (const { with: words, exits } of pairs.values()) expect(exits.map((bits) => [...bits])).toEqual(words);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it("are as many as each share of each step and the totals of compareFunnel count", async () => {
    const shapes = funnels.map((shape) => ({
      ...shape,
      options: { ...DEFAULT_PATH_OPTIONS, hide: shape.options.hide },
    }));
    await fc.assert(
      fc.asyncProperty(someLogs, sizes, shapes, sides, async (log, size, drawn, asked) => {
        const shape = completable(log, drawn);
        const projection = projectionOfLog(log, size);
        const result = await compareFunnel(projection, { ...shape, ...asked });
        const { totals, steps } = QUESTIONS.compareFunnel.drilldown!.rows(asked, result);
        const open = opener(projection, shape);
        await checkTotals(open, totals);
        for (const { shareOfFirst, shareOfPrevious, shareOfAll, completionRate } of steps)
          for (const rate of [shareOfFirst, shareOfPrevious, shareOfAll, completionRate]) await checkRate(open, rate);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
