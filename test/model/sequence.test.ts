// A sequence is any whole number of 64 bits, kept and compared exactly.
import fc from "fast-check";
import { expect, it } from "vitest";
import { compareSequences, isSequence, leastSequence, readSequence, sequenceOf } from "../../src/model/sequence.js";
import { wholeNumberOf64Bits } from "../support/sequences.js";

it("every value is read as written, as a number while a double counts one by one", () => {
  fc.assert(
    fc.property(wholeNumberOf64Bits, (value) => {
      const read = readSequence(` ${value} `)!;
      expect(BigInt(read)).toBe(value);
      expect(typeof read).toBe(value >= -(2n ** 53n - 1n) && value <= 2n ** 53n - 1n ? "number" : "bigint");
      expect(sequenceOf(value)).toBe(read);
      expect(isSequence(read)).toBe(true);
    }),
  );
  expect(readSequence("+007")).toBe(7);
  expect(readSequence("-0")).toBe(0);
});

it("other texts are refused", () => {
  for (const text of ["", " ", "1.0", "1e3", "0x1", "9223372036854775808", "-9223372036854775809", "1".repeat(30), "١"])
    expect(readSequence(text), text).toBeNull();
  for (const value of [Number.NaN, 1.5, 2 ** 53, Infinity, 5n, 2n ** 63n]) expect(isSequence(value)).toBe(false);
  expect(sequenceOf(2n ** 63n)).toBeNull();
});

it("the order is that of the values", () => {
  fc.assert(
    fc.property(fc.array(wholeNumberOf64Bits, { minLength: 1 }), (values) => {
      const sorted = values.map((value) => sequenceOf(value)!).sort(compareSequences);
      expect(sorted.map(BigInt)).toEqual([...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      expect(leastSequence(values.map((value) => sequenceOf(value)!))).toBe(sorted[0]);
    }),
  );
});
