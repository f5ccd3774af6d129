// Details that a client does not select are not computed, and other code may then count the rest. Tests that the
// numbers that a client does select are the same as if everything were selected.
import fc from "fast-check";
import { expect, it } from "vitest";
import { PERIODS } from "../../src/engine/periods.js";
import { DEFAULT_PATH_OPTIONS, type WaitStats } from "../../src/engine/terms.js";
import { NO_WAITS } from "../../src/engine/waits.js";
import { ends } from "../../src/questions/ends/index.js";
import { flow } from "../../src/questions/flow/index.js";
import { FLOW_DIRECTIONS } from "../../src/questions/flow/result.js";
import { interactionsToGoal } from "../../src/questions/interactionsToGoal/index.js";
import { loops } from "../../src/questions/loops/index.js";
import { pathMatches } from "../../src/questions/pathMatches/index.js";
import { timeToConvert } from "../../src/questions/timeToConvert/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { completable, funnels } from "../support/funnels.js";
import { filters, logs, selectors, transitionOptions } from "../support/logs.js";
import { projectionOfLog } from "../support/projectionOf.js";

const NOTHING = { quantiles: false, examples: false, shown: false, customers: false, waits: false };

it("does not change the counts of flow and transitions", async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.record({ options: transitionOptions, filter: filters, anchor: selectors }),
      fc.record({ direction: fc.constantFrom(...FLOW_DIRECTIONS), rowsPerStep: fc.constantFrom(1, 20) }),
      fc.boolean(),
      async (log, { options, filter, anchor }, shape, waits) => {
        const projection = projectionOfLog(log);
        const asked = { options, filter, first: 1_000 };
        const wanted = { ...NOTHING, waits, journeys: false, dropAfter: false };
        const [few, all] = [
          await transitions(projection, { ...asked, wanted }),
          await transitions(projection, { ...asked, wanted: { ...NOTHING, customers: true, waits: true } }),
        ];
        const ofEdges = ({ totals, edges }: typeof all) => ({
          totals: { ...totals, customers: 0 },
          edges: edges.map(({ from, to, count, probability, wait }) => [from, to, count, probability, waits && wait]),
        });
        expect(ofEdges(few)).toEqual(ofEdges(all));
        const path = { ...shape, options, filter, anchor, steps: 4 };
        const ofSteps = ({ totals, steps, edges }: Awaited<ReturnType<typeof flow>>) => ({
          totals: { ...totals, customers: 0, shown: 0, shownShare: 0, otherCount: 0 },
          steps: steps.map((step) => ({
            ...step,
            customers: 0,
            nodes: step.nodes.map((node) => ({ ...node, customers: 0, examples: [] })),
          })),
          edges: edges.map((edge) => ({ ...edge, customers: 0, wait: null, examples: [] })),
        });
        const whole = ofSteps(await flow(projection, path));
        expect(ofSteps(await flow(projection, { ...path, wanted: NOTHING }))).toEqual(whole);
        expect(ofSteps(await flow(projection, { ...path, wanted: { ...NOTHING, edges: false } }))).toEqual({
          ...whole,
          edges: [],
        });
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

it("does not change the counts of ends and pathMatches", async () => {
  await fc.assert(
    fc.asyncProperty(logs, transitionOptions, filters, async (log, { grain, hide }, filter) => {
      const projection = projectionOfLog(log);
      const asked = { options: { ...DEFAULT_PATH_OPTIONS, grain, hide }, filter, first: 1_000 };
      const ofEnds = ({ totals, ...sides }: Awaited<ReturnType<typeof ends>>) => ({
        totals: { ...totals, customers: 0 },
        rows: [sides.entries, sides.exits].map((rows) => rows.map((row) => ({ ...row, customers: 0, examples: [] }))),
      });
      expect(ofEnds(await ends(projection, { ...asked, wanted: NOTHING }))).toEqual(
        ofEnds(await ends(projection, asked)),
      );
      const [first, last] = [log.catalogue.touchpoints[0]!.key, log.catalogue.touchpoints.at(-1)!.key];
      const matching = { pattern: `"${first}" .* "${last}"`, filter };
      const ofTotals = ({ totals }: Awaited<ReturnType<typeof pathMatches>>) => ({
        ...totals,
        customers: 0,
        matchedCustomers: 0,
      });
      expect(ofTotals(await pathMatches(projection, { ...matching, wanted: { ...NOTHING, steps: false } }))).toEqual(
        ofTotals(await pathMatches(projection, matching)),
      );
    }),
    { numRuns: 60 },
  );
}, 120_000);

it("does not change the counts of loops and of transitions with EVENTUALLY", async () => {
  await fc.assert(
    fc.asyncProperty(logs, transitionOptions, filters, async (log, options, filter) => {
      const projection = projectionOfLog(log);
      const asked = { options: { ...options, repeats: "KEEP" as const }, filter, first: 1_000 };
      const whole = await loops(projection, asked);
      const few = await loops(projection, { ...asked, wanted: NOTHING });
      const withoutDetails = ({ totals, labels, returns }: typeof whole) => ({
        totals: { ...totals, customers: 0 },
        labels: labels.map((row) => ({ ...row, againCustomers: 0, examples: [] })),
        returns: returns.map((row) => ({ ...row, customers: 0, wait: NO_WAITS, examples: [] })),
      });
      expect(withoutDetails(few)).toEqual(withoutDetails(whole));
      const labelsAlone = await loops(projection, { ...asked, wanted: { ...NOTHING, returns: false } });
      expect(labelsAlone).toEqual({ ...few, totals: { ...few.totals, otherReturns: 0 }, returns: [] });
      const waits = await loops(projection, { ...asked, wanted: { ...NOTHING, waits: true } });
      expect(waits.returns.map(({ wait }) => [wait.n, wait.mean])).toEqual(
        whole.returns.map(({ wait }) => [wait.n, wait.mean]),
      );

      const pairs = { ...asked, options, adjacency: "EVENTUALLY" as const };
      const all = await transitions(projection, pairs);
      const edgesOf = ({ edges }: typeof all, takesWaits: boolean) =>
        edges.map(({ from, to, count, journeys, probability, wait }) => [
          [from, to, count, journeys, probability],
          takesWaits ? [wait.n, wait.mean] : null,
        ]);
      for (const takesWaits of [false, true]) {
        const counted = await transitions(projection, { ...pairs, wanted: { ...NOTHING, waits: takesWaits } });
        expect(edgesOf(counted, takesWaits)).toEqual(edgesOf(all, takesWaits));
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

it("does not change the counts of interactionsToGoal and timeToConvert", async () => {
  await fc.assert(
    fc.asyncProperty(logs, funnels, filters, fc.constantFrom(...PERIODS), async (log, match, filter, by) => {
      const projection = projectionOfLog(log);
      const toGoal = { goal: { kinds: ["b"] }, hide: [], filter, upTo: 3 };
      const ofRows = ({ totals, histogram, interactions }: Awaited<ReturnType<typeof interactionsToGoal>>) => ({
        totals: { ...totals, customers: 0 },
        histogram: histogram.map((row) => ({ ...row, customers: 0, examples: [] })),
        interactions,
      });
      expect(ofRows(await interactionsToGoal(projection, { ...toGoal, wanted: NOTHING }))).toEqual(
        ofRows(await interactionsToGoal(projection, toGoal)),
      );

      const asked = { ...completable(log, match), filter, by };
      const whole = await timeToConvert(projection, asked);
      const means = ({ n, mean }: WaitStats) => ({ n, mean });
      const ofPeriods = ({ totals, duration, histogram, periods }: typeof whole) => ({
        totals: { ...totals, customers: 0 },
        duration: means(duration),
        histogram,
        periods: periods.map(({ quartiles: _, ...period }) => ({ ...period, duration: means(period.duration) })),
      });
      const counted = await timeToConvert(projection, { ...asked, wanted: { ...NOTHING, waits: true } });
      expect(ofPeriods(counted)).toEqual(ofPeriods(whole));
      const few = await timeToConvert(projection, { ...asked, wanted: { ...NOTHING, periods: false } });
      expect([few.totals, few.histogram, few.periods]).toEqual([counted.totals, whole.histogram, []]);
    }),
    { numRuns: 60 },
  );
}, 120_000);
