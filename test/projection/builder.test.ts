import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_TOUCHPOINTS } from "../../src/model/catalogue.js";
import { BlockBuilder } from "../../src/projection/blockBuilder.js";
import { blockBytes, wholeBlock } from "../../src/projection/blocks.js";
import { ProjectionBuilder } from "../../src/projection/builder.js";
import { findJourney, journeyKeyAt, journeyKeyOf } from "../../src/projection/journeys.js";
import { mergedBlock } from "../../src/projection/merge.js";
import type { Block, MaskedBlock, Projection } from "../../src/projection/projection.js";
import { amountAt } from "../../src/projection/sparse.js";
import { liveJourneysOf } from "../support/liveJourneys.js";
import { journeysFor, logOf, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";

describe("ProjectionBuilder", () => {
  it("stores journeys, and sparse columns only if something is known", () => {
    const rows: Row[] = [
      { customer: "ana", touchpoint: "a", channel: "web", at: 0, value: 1.5, caseId: "x" },
      { customer: "ana", touchpoint: "b", channel: "web", at: 1, caseId: "y", outcome: "FAILED", resolved: false },
      { customer: "ana", touchpoint: "a", channel: "web", at: 2, caseId: "x", intended: "Store", initiatedBy: "PEER" },
      { customer: "bob", touchpoint: "a", channel: "web", at: 5, caseId: "y" },
    ];
    const { blocks, dictionary, ...rest } = projectionOf(rows);
    const { block, live } = blocks[0]!;
    expect(live).toBeNull();
    expect(dictionary).toEqual({ touchpoints: ["web/a", "web/b"], channels: ["store"] });
    expect([...block.offsets]).toEqual([0, 3, 4]);
    expect([...block.touchpoint]).toEqual([0, 1, 0, 0]);
    expect([...block.start]).toEqual([0, 5]);
    expect([...block.elapsed]).toEqual([0, 1, 2, 0]);
    expect([...block.customer]).toEqual([1, 2]);
    expect([0, 1, 2, 3].map((i) => amountAt(block.columns.value, i))).toEqual([
      15_000,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect([...block.columns.caseId!]).toEqual([1, 2, 1, 1]);
    expect([...block.columns.outcome!]).toEqual([0, 2, 0, 0]);
    expect([...block.columns.resolved!]).toEqual([0, 1, 0, 0]);
    expect([...block.columns.intendedChannel!]).toEqual([0, 0, 1, 0]);
    expect([...block.columns.initiatedBy!]).toEqual([0, 0, 4, 0]);
    expect(block.columns.cost).toBeNull();
    expect(block.elapsed.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(rest).toMatchObject({
      journeys: 2,
      interactions: 4,
      customersWithJourneys: 2,
      customerNumbers: 3,
      newest: 5,
    });
  });

  it("takes at most 8 bytes per interaction, not counting sparse columns", () => {
    const builder = new ProjectionBuilder();
    for (let c = 0; c < 2_000; c++) {
      builder.customer(c, {});
      builder.journey("j-0123456789abcdef01234567");
      for (let i = 0; i < 10; i++) builder.interaction("web/a", i);
    }
    const [block] = builder.finish().blocks;
    const bytes = blockBytes(block!);
    expect(bytes / block!.interactions).toBeLessThan(8);
  });

  it("is as wide as its values need, also after a merge", async () => {
    const FIFTY_DAYS = 50 * 86_400_000;
    const blockOf = (codes: readonly number[], later: number) => {
      const builder = new BlockBuilder();
      builder.journey(0, "j-0123456789abcdef01234567");
      for (const code of codes) builder.interaction(code, 1_000);
      builder.interaction(0, 1_000 + later);
      return builder.finish();
    };
    const narrow = blockOf([255], 2 ** 32 - 1);
    expect(narrow.touchpoint).toEqual(Uint8Array.of(255, 0));
    expect(narrow.elapsed).toEqual(Uint32Array.of(0, 2 ** 32 - 1));
    const wide = blockOf([3, 256, 255], FIFTY_DAYS);
    expect(wide.touchpoint).toEqual(Uint16Array.of(3, 256, 255, 0));
    expect(wide.elapsed).toEqual(Float64Array.of(0, 0, 0, FIFTY_DAYS));
    const { block: merged } = await mergedBlock([wholeBlock(narrow), wholeBlock(wide)]);
    expect(merged.touchpoint).toEqual(Uint16Array.of(255, 0, 3, 256, 255, 0));
    expect(merged.elapsed).toEqual(Float64Array.of(0, 2 ** 32 - 1, 0, 0, 0, FIFTY_DAYS));
    expect(merged.start).toEqual(Float64Array.of(1_000, 1_000));
  });

  it("keeps amounts in half the memory unless one of them is too large, also after a merge", async () => {
    const LARGE = 2 ** 31;
    const blockOf = (amounts: readonly (number | null)[]) => {
      const builder = new BlockBuilder();
      builder.journey(0, "j-0123456789abcdef01234567");
      for (const amount of amounts) {
        builder.interaction(0, 0);
        if (amount !== null) builder.known("value", amount);
      }
      return wholeBlock(builder.finish());
    };
    const amountsOf = ({ block }: MaskedBlock) =>
      Array.from({ length: block.interactions }, (_, i) => amountAt(block.columns.value, i));
    const small = [0, null, 1 - LARGE, LARGE - 1];
    const large = [null, -LARGE, LARGE, 0];
    const known = (amounts: readonly (number | null)[]) => amounts.map((amount) => amount ?? Number.NaN);
    const blocks = [small, large, [null]].map(blockOf);
    expect(blocks.map(({ block }) => block.columns.value?.BYTES_PER_ELEMENT)).toEqual([4, 8, undefined]);
    expect(blocks.map(amountsOf)).toEqual([known(small), known(large), [Number.NaN]]);
    const narrow = await mergedBlock([blocks[0]!, blocks[2]!]);
    expect([narrow.block.columns.value!.BYTES_PER_ELEMENT, amountsOf(narrow)]).toEqual([4, known([...small, null])]);
    const wide = await mergedBlock(blocks);
    expect([wide.block.columns.value!.BYTES_PER_ELEMENT, amountsOf(wide)]).toEqual([
      8,
      known([...small, ...large, null]),
    ]);
  });

  it("puts customers with a journey of more than 49.7 days into blocks of their own, unchanged", () => {
    const journey = fc.array(
      fc.record({
        code: fc.nat(3),
        wait: fc.oneof(fc.nat(5), fc.constantFrom(2 ** 31, 2 ** 32 - 1, 2 ** 32)),
        value: fc.option(fc.nat(9)),
        resolved: fc.option(fc.boolean()),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.array(fc.array(journey, { maxLength: 3 }), { maxLength: 6 }), fc.nat(8), (customers, size) => {
        const builder = new ProjectionBuilder(undefined, 1 + size);
        const expected = customers.map((journeys, number) => {
          builder.customer(number, {});
          let at = 0;
          return journeys.map((rows, j) => {
            const key = `j-${(number * 10 + j).toString(16).padStart(24, "0")}`;
            builder.journey(key);
            at += 5_000_000_000;
            const start = at + rows[0]!.wait;
            const seen = rows.map(({ code, wait, value, resolved }) => {
              at += wait;
              builder.interaction(`web/${code}`, at);
              if (value !== null) builder.known("value", value);
              if (resolved !== null) builder.known("resolved", resolved);
              return { touchpoint: `web/${code}`, at, value, resolved };
            });
            return { key, isLong: at - start > 2 ** 32 - 1, seen };
          });
        });
        const { blocks, dictionary } = builder.finish();
        const found: (typeof expected)[number][] = customers.map(() => []);
        for (const block of blocks) {
          const isWide = block.elapsed instanceof Float64Array;
          const amounts = Array.from({ length: block.interactions }, (_, i) => amountAt(block.columns.value, i));
          expect(block.columns.value === null || amounts.some((amount) => !Number.isNaN(amount))).toBe(true);
          expect(block.columns.resolved?.some((value) => value !== 0)).not.toBe(false);
          for (let j = 0; j < block.journeys; j++) {
            const seen = [];
            for (let i = block.offsets[j]!; i < block.offsets[j + 1]!; i++) {
              const value = amountAt(block.columns.value, i);
              const resolved = block.columns.resolved?.[i] ?? 0;
              seen.push({
                touchpoint: dictionary.touchpoints[block.touchpoint[i]!]!,
                at: block.start[j]! + block.elapsed[i]!,
                value: Number.isNaN(value) ? null : value,
                resolved: resolved === 0 ? null : resolved === 2,
              });
            }
            const isLong = seen.at(-1)!.at - seen[0]!.at > 2 ** 32 - 1;
            found[block.customer[j]!]!.push({ key: journeyKeyOf(block, j), isLong, seen });
          }
          const owners = new Set(block.customer);
          expect([...owners].every((owner) => expected[owner]!.some(({ isLong }) => isLong) === isWide)).toBe(true);
        }
        expect(found).toEqual(expected);
      }),
    );
  });

  it("gives the same for any size of blocks, and never splits a customer", () => {
    const log = logOf(journeysFor({ ana: "web/a@0d web/b@40d", bob: "web/a@1d", cyd: "app/c@1d app/c@2d" }));
    const whole = projectionOfLog(log);
    const split = projectionOfLog(log, 1);
    expect(whole.blocks).toHaveLength(1);
    expect(split.blocks.map(({ block }) => block.journeys)).toEqual([2, 1, 1]);
    expect(liveJourneysOf(split)).toEqual(liveJourneysOf(whole));
  });

  it("builds each block as if it were the only one, with no column or value left from the block before", () => {
    const DAY = 86_400_000;
    const interaction = fc.record({
      touchpoint: fc.integer({ min: 0, max: 400 }),
      after: fc.constantFrom(0, 1, DAY, 60 * DAY),
      value: fc.option(fc.integer({ min: -5, max: 5 })),
      outcome: fc.option(fc.constantFrom("SUCCEEDED", "FAILED")),
      caseId: fc.option(fc.constantFrom("x", "y")),
    });
    const customers = fc.array(fc.array(fc.array(interaction, { minLength: 1, maxLength: 4 }), { maxLength: 3 }));
    type Rows = typeof interaction extends fc.Arbitrary<infer R> ? R : never;
    const visit = (builder: ProjectionBuilder, number: number, journeys: Rows[][]): void => {
      builder.customer(number, {});
      for (const rows of journeys) {
        builder.journey(`j-${number.toString(16).padStart(24, "0")}`);
        let at = 0;
        for (const { touchpoint, after, ...known } of rows) {
          at += after;
          builder.interaction(`web/${touchpoint}`, at);
          for (const [column, value] of Object.entries(known))
            if (value !== null) builder.known(column as "value", value);
        }
      }
    };
    fc.assert(
      fc.property(customers, (log) => {
        const touchpoints = Array.from({ length: 401 }, (_, code) => `web/${code}`);
        const base = { dictionary: { touchpoints, channels: [] }, customerNumbers: 0 } as unknown as Projection;
        // A block with one interaction or more is full, so each customer with journeys has a block.
        const together = new ProjectionBuilder(base, 1);
        const alone = log.flatMap((journeys, number) => {
          visit(together, number, journeys);
          const builder = new ProjectionBuilder(base);
          visit(builder, number, journeys);
          return builder.finish().blocks;
        });
        const byCustomer = (blocks: readonly Block[]) => blocks.toSorted((a, b) => a.customer[0]! - b.customer[0]!);
        expect(byCustomer(together.finish().blocks)).toStrictEqual(byCustomer(alone));
      }),
    );
  });

  it("finds each journey by its key", () => {
    const projection = projectionOf(journeysFor({ ana: "web/a@0d web/b@40d", bob: "web/a@1d" }), {
      blockInteractions: 1,
    });
    for (let block = 0; block < projection.blocks.length; block++)
      for (let journey = 0; journey < projection.blocks[block]!.block.journeys; journey++) {
        const key = journeyKeyAt(projection, { block, journey });
        expect(key).toMatch(/^j-[0-9a-f]{24}$/);
        expect(findJourney(projection, key)).toEqual({ block, journey });
      }
    expect(findJourney(projection, "j-000000000000000000000000")).toBeNull();
    expect(findJourney(projection, "nonsense")).toBeNull();
  });

  it("refuses more touchpoints than there are codes", () => {
    const builder = new ProjectionBuilder();
    builder.customer(0, {});
    builder.journey("j-0123456789abcdef01234567");
    for (let t = 0; t < MAX_TOUCHPOINTS; t++) builder.interaction(`web/${t}`, t);
    expect(() => builder.interaction("web/one-too-many", 0)).toThrowError(
      expect.objectContaining({ code: "TOO_MANY_TOUCHPOINTS" }),
    );
  });

  it("refuses a customer that is visited twice, because answers would count the customer twice", () => {
    const builder = new ProjectionBuilder();
    builder.customer(7, {});
    expect(() => builder.customer(7, {})).toThrowError(expect.objectContaining({ code: "STORE_FAILED" }));
  });
});
