import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candidates } from "../../src/engine/candidates.js";
import { compileSelector } from "../../src/engine/selector.js";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { journeyKeyAt } from "../../src/projection/journeys.js";
import { compoundSelectors, goal, logs, logsWithProperties, manyCustomers, selectors } from "../support/logs.js";
import { means } from "../support/oraclePaths.js";
import { projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { refinedFor } from "../support/refined.js";

const few = fc.array(selectors, { maxLength: 2 });

describe("candidates", () => {
  it.each([
    ["few", logs, 100],
    ["many", manyCustomers, 20],
  ])("are all that match, and where they are exact, no others, with %s customers", (_, some, numRuns) => {
    let exactOnes = 0;
    fc.assert(
      fc.property(
        some,
        few,
        few,
        fc.option(selectors),
        fc.constantFrom(1, 5, 1_000),
        (log, all, none, hidden, size) => {
          const projection = projectionOfLog(log, size);
          const compile = (list: typeof all) => list.map((selector) => compileSelector(projection, selector, "all"));
          const hide = hidden === null ? null : compile([hidden])[0]!;
          const of = candidates(projection, { all: compile(all), none: compile(none), hide });
          const matching = new Set(
            log.histories.flatMap(({ journeys }) =>
              journeys
                .filter(({ interactions }) => {
                  const is = (selector: (typeof all)[number], i: (typeof interactions)[number]) =>
                    means(log.catalogue, selector, i);
                  const left = interactions.filter((i) => hidden === null || !is(hidden, i));
                  return (
                    all.every((selector) => left.some((i) => is(selector, i))) &&
                    !none.some((selector) => interactions.some((i) => is(selector, i)))
                  );
                })
                .map(({ key }) => key),
            ),
          );
          projection.blocks.forEach(({ block }, s) => {
            const { words, exact } = of(s);
            for (let journey = 0; journey < block.journeys; journey++) {
              const candidate = words === null || ((words[journey >>> 5]! >>> (journey & 31)) & 1) === 1;
              const matches = matching.has(journeyKeyAt(projection, { block: s, journey }));
              if (exact) expect(candidate).toBe(matches);
              else if (matches) expect(candidate).toBe(true);
            }
            if (exact) exactOnes++;
          });
        },
      ),
      { numRuns },
    );
    expect(exactOnes).toBeGreaterThan(0);
  });

  it("are all that match where codes tell values and blocks keep the index of stored codes", async () => {
    let undecided = 0;
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(
        logsWithProperties,
        fc.array(compoundSelectors, { maxLength: 2 }),
        fc.array(compoundSelectors, { maxLength: 2 }),
        fc.constantFrom(1, 5, 1_000),
        async (log, all, none, size) => {
          const options = { ...DEFAULT_PATH_OPTIONS, grain: "PROPERTY" as const, property: "campaign" };
          const plain = projectionOfLog(log, size);
          const projection = await refinedFor(log, plain, { options, filter: { touches: all, avoids: none } });
          projection.blocks.forEach(({ block }, s) => {
            expect(block.index).toBe(plain.blocks[s]!.block.index);
          });
          const compile = (list: typeof all) => list.map((selector) => compileSelector(projection, selector, "all"));
          const of = candidates(projection, { all: compile(all), none: compile(none) });
          const matching = new Set(
            log.histories.flatMap(({ journeys }) =>
              journeys
                .filter(
                  ({ interactions }) =>
                    all.every((selector) => interactions.some((i) => means(log.catalogue, selector, i))) &&
                    !none.some((selector) => interactions.some((i) => means(log.catalogue, selector, i))),
                )
                .map(({ key }) => key),
            ),
          );
          projection.blocks.forEach(({ block }, s) => {
            const { words, exact } = of(s);
            for (let journey = 0; journey < block.journeys; journey++) {
              const candidate = words === null || ((words[journey >>> 5]! >>> (journey & 31)) & 1) === 1;
              const matches = matching.has(journeyKeyAt(projection, { block: s, journey }));
              if (exact) expect(candidate).toBe(matches);
              else if (matches) expect(candidate).toBe(true);
            }
            if (exact) decided++;
            else undecided++;
          });
        },
      ),
      { numRuns: 200 },
    );
    expect(decided).toBeGreaterThan(0);
    expect(undecided).toBeGreaterThan(0);
  });

  it("for a goal include journeys that do not match if an interaction failed, and are exact if none has an outcome", () => {
    const of = (outcome: "FAILED" | undefined) => {
      const rows = Array.from({ length: 70 }, (_, c): Row => {
        const touchpoint = c % 2 === 0 ? "b" : "a";
        return { customer: `c${c}`, touchpoint, channel: "web", at: c, ...(c === 0 ? { outcome } : {}) };
      });
      const projection = projectionOf(rows, { declared: { goals: [goal] } });
      const selector = compileSelector(projection, { goal: goal.key }, "all");
      return [
        candidates(projection, { all: [selector], none: [] })(0),
        candidates(projection, { all: [], none: [selector] })(0),
      ] as const;
    };
    for (const { exact } of of("FAILED")) expect(exact).toBe(false);
    const [touching, avoiding] = of(undefined);
    expect([touching.exact, avoiding.exact]).toEqual([true, true]);
    expect([...touching.words!].map((word) => word >>> 0)).toEqual([0x5555_5555, 0x5555_5555, 0x15]);
    expect([...avoiding.words!].map((word) => word & 0x3f)).toEqual([0x2a, 0x2a, 0x2a]);
  });
});
