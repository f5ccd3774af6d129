import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFilter } from "../../src/engine/filter.js";
import type { JourneyFilter } from "../../src/engine/terms.js";
import type { PropertyCondition } from "../../src/model/property.js";
import { journeyKeyAt } from "../../src/projection/journeys.js";
import type { Projection } from "../../src/projection/projection.js";
import { filters, logs, manyCustomers } from "../support/logs.js";
import { passes } from "../support/oraclePaths.js";
import { journeysFor, projectionOf, projectionOfLog } from "../support/projectionOf.js";

function passing(projection: Projection, filter: JourneyFilter): string[] {
  const { test } = compileFilter(projection, filter, "filter");
  return projection.blocks
    .flatMap(({ block }, s) => Array.from({ length: block.journeys }, (_, journey) => ({ block: s, journey })))
    .filter(({ block, journey }) => test === null || test(block, journey))
    .map((at) => journeyKeyAt(projection, at));
}

const projection = projectionOf(journeysFor({ ana: "web/a@0d web/b@1d", bob: "web/a@2d" }), {
  attributes: { ana: { region: "north", tier: "gold" }, bob: { region: "south" } },
});

describe("the journey filter", () => {
  it.each([
    ["few", logs, 500],
    ["many", manyCustomers, 50],
  ])("equals the definitions with %s customers, condition by condition and all together", (_, some, numRuns) => {
    const attributes = fc.constantFrom(
      [{ key: "region", in: ["north", "west"] }],
      [
        { key: "region", in: ["north", "south"] },
        { key: "tier", in: ["gold"] },
      ],
      [{ key: "region", notIn: ["north"] }],
      [{ key: "region", known: false }],
      [{ key: "region", known: true, like: "*o*th" }],
      [
        { key: "tier", known: false },
        { key: "region", like: "s*", notIn: ["east"] },
      ],
      [{ key: "tier", atLeast: 1 }],
    );
    fc.assert(
      fc.property(
        some,
        filters,
        fc.option(attributes, { nil: undefined }),
        fc.constantFrom(1, 1_000),
        (log, filter, of, block) => {
          const asked: JourneyFilter = {
            ...filter,
            ...(log.histories.some(({ attributes: a }) => a.region) && log.histories.some(({ attributes: a }) => a.tier)
              ? { attributes: of }
              : {}),
          };
          expect(passing(projectionOfLog(log, block), asked)).toEqual(
            log.histories.flatMap(({ key, journeys }) =>
              journeys.filter((journey) => passes(log, asked, key, journey)).map((journey) => journey.key),
            ),
          );
        },
      ),
      { numRuns },
    );
  });

  it("takes ranges, exclusions and missing values of attributes", () => {
    const attributes = {
      ana: { spent: "120.5" },
      bob: { spent: "99" },
      cyd: { spent: "much" },
      dan: { region: "north" },
    };
    const rows = journeysFor({ ana: "a@0d", bob: "a@0d", cyd: "a@0d", dan: "a@0d", eve: "a@0d" });
    const log = projectionOf(rows, { attributes });
    const nobody = projectionOf(rows);
    const those = (condition: PropertyCondition, all = log): number => passing(all, { attributes: [condition] }).length;
    expect(those({ key: "spent", atLeast: 100 })).toBe(1);
    expect(those({ key: "spent", atLeast: 99, atMost: 120.5 })).toBe(2);
    expect(those({ key: "spent", atMost: 98 })).toBe(0);
    expect(those({ key: "spent", notIn: ["99"] })).toBe(2);
    expect(those({ key: "spent", like: "*u*" })).toBe(1);
    expect(those({ key: "spent", known: true })).toBe(3);
    expect(those({ key: "spent", known: false })).toBe(2);
    expect(those({ key: "spent", known: true, notIn: ["much"], atLeast: 100 })).toBe(1);
    // A customer without the attribute satisfies `known: false` even if nobody has it.
    expect(those({ key: "spent", known: false }, nobody)).toBe(5);
    expect(those({ key: "spent", known: true }, nobody)).toBe(0);
    expect(compileFilter(log, { attributes: [{ key: "spent", notIn: ["9"] }] }, "filter").warnings).toEqual([
      expect.stringContaining("`filter.attributes[0].notIn[0]`"),
    ]);
  });

  it("is half-open in time", () => {
    const start = projection.blocks[0]!.block.start[0]!;
    expect(passing(projection, { startedFrom: start, startedBefore: start + 1 })).toHaveLength(1);
    expect(passing(projection, { startedBefore: start })).toHaveLength(0);
  });

  it("takes an attribute or a value that nobody has, and refuses such an attribute where nobody could be warned", () => {
    expect(passing(projection, { attributes: [{ key: "region", in: ["east"] }] })).toEqual([]);
    const filter = { attributes: [{ key: "regoin", in: ["north"] }] };
    expect(passing(projection, filter)).toEqual([]);
    expect(compileFilter(projection, filter, "filter").warnings).toEqual([
      'No customer has the attribute "regoin" (`filter.attributes[0].key`). Did you mean "region"?',
    ]);
    expect(() => passing(projection, { ...filter, isStrict: true })).toThrowError(
      expect.objectContaining({ code: "UNKNOWN_NAME", at: "filter.attributes[0].key", allowed: ["region"] }),
    );
  });

  it("warns of values that no customer has, with the nearest ones, but not in a rule", () => {
    const filter = { attributes: [{ key: "region", in: ["nort", "north", "x1", "x2", "x3"] }] };
    expect(compileFilter(projection, filter, "filter").warnings).toEqual([
      'No customer has the value "nort" of the attribute "region" (`filter.attributes[0].in[0]`). Did you mean "north"?',
      expect.stringContaining('"x1"'),
      expect.stringContaining('"x2"'),
      "No customer has 1 more of the values in `filter.attributes[0].in`.",
    ]);
    expect(compileFilter(projection, { ...filter, isRule: true }, "filter").warnings).toEqual([]);
  });

  it("ignores attributes and values that only remain in a column", () => {
    const codes = new Uint32Array(projection.customerNumbers);
    const gone = { attributes: new Map([...projection.customers.attributes, ["tier", { values: ["gold"], codes }]]) };
    const filter = { attributes: [{ key: "tier", in: ["gold"] }] };
    expect(compileFilter({ ...projection, customers: gone }, filter, "filter").warnings).toEqual([
      'No customer has the attribute "tier" (`filter.attributes[0].key`).',
    ]);
  });

  it("lets no journey pass if startedWithin leaves no time, and refuses a span that is empty for all data", () => {
    const { newest } = projection;
    expect(passing(projection, { startedWithin: 5, startedBefore: newest! - 5 })).toEqual([]);
    expect(() => passing(projection, { startedWithin: 5, startedFrom: 9, startedBefore: 9 })).toThrowError(
      expect.objectContaining({ code: "BAD_ARGUMENT", at: "filter.startedFrom" }),
    );
  });

  it.each<[string, string, JourneyFilter]>([
    ["filter.startedFrom", "BAD_ARGUMENT", { startedFrom: 5, startedBefore: 5 }],
    ["filter.minInteractions", "BAD_ARGUMENT", { minInteractions: 3, maxInteractions: 2 }],
    ["filter.maxInteractions", "BAD_ARGUMENT", { maxInteractions: -1 }],
    ["filter.minInteractions", "BAD_ARGUMENT", { minInteractions: 1.5 }],
    ["filter.attributes[0].in", "BAD_ARGUMENT", { attributes: [{ key: "region", in: [] }] }],
    ["filter.attributes[0]", "BAD_ARGUMENT", { attributes: [{ key: "region" }] }],
    ["filter.attributes[0].notIn", "BAD_ARGUMENT", { attributes: [{ key: "region", notIn: [] }] }],
    ["filter.attributes[0].atLeast", "BAD_ARGUMENT", { attributes: [{ key: "region", atLeast: 2, atMost: 1 }] }],
    ["filter.attributes[0].known", "BAD_ARGUMENT", { attributes: [{ key: "region", known: false, in: ["x"] }] }],
    ["filter.avoids[0]", "AMBIGUOUS_SELECTOR", { avoids: [{}] }],
    ["filter.reachedGoal", "UNKNOWN_NAME", { reachedGoal: "nothing" }],
  ])("refuses a bad %s: %s", (at, code, filter) => {
    expect(() => compileFilter(projection, filter, "filter")).toThrowError(expect.objectContaining({ code, at }));
  });

  it("is null if no condition is given", () => {
    expect(compileFilter(projection, {}, "filter").test).toBeNull();
    expect(compileFilter(projection, null, "filter").test).toBeNull();
  });
});
