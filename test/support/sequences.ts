// Sequence numbers of every size: small numbers, numbers near the limits of a double, and any number of 64 bits.
import fc from "fast-check";
import { type Sequence, sequenceOf } from "../../src/model/sequence.js";

export const wholeNumberOf64Bits: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: -5n, max: 300n }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  ...[2n ** 52n, -(2n ** 52n), 2n ** 53n, -(2n ** 53n)].map((end) => fc.bigInt({ min: end - 3n, max: end + 3n })),
  fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n),
);

export const anySequence: fc.Arbitrary<Sequence> = wholeNumberOf64Bits.map((value) => sequenceOf(value)!);
