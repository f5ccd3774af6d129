// JSON without loss: compared with JSON.parse if a double can hold every number, and with exact arithmetic otherwise.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canonicalJson,
  exactNumber,
  excessOf,
  isNumberBeyond,
  JsonProblem,
  MAX_JSON_DEPTH,
  readJson,
  readJsonObject,
} from "../../src/model/json.js";

describe("numbers", () => {
  it.each([
    ["0", 0],
    ["-0", -0],
    ["1.0", 1],
    ["1e3", 1000],
    ["0.10", 0.1],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992],
    ["9007199254740993", "9007199254740993"],
    ["12345678901234567890", "12345678901234567890"],
    ["12345678901234567000", 12345678901234567000],
    ["-12345678901234567891", "-12345678901234567891"],
    ["0.1234567890123456789", "0.1234567890123456789"],
    ["0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"],
    ["123.4500000000000000000000", 123.45],
    ["1e400", "1e400"],
    ["-1E+400", "-1E+400"],
    ["1e-400", "1e-400"],
    ["0e999", 0],
    ["1e308", 1e308],
    ["5e-324", 5e-324],
    ["4e-324", "4e-324"],
  ])("%s", (literal, value) => {
    expect(exactNumber(literal)).toBe(value);
    expect(readJson(literal)).toBe(value);
    expect(readJson(`{"a":[ ${literal} ,{"b":${literal}}]}`)).toEqual({ a: [value, { b: value }] });
    expect(isNumberBeyond(literal)).toBe(typeof value === "string");
  });

  it("every literal keeps its value, as a number or as the text it is", () => {
    const digits = (most: number) =>
      fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: most });
    const literal = fc
      .tuple(
        fc.constantFrom("", "-"),
        digits(40).map((text) => text.replace(/^0+(?=\d)/, "")),
        fc.option(digits(40)),
        fc.option(fc.tuple(fc.constantFrom("e", "E"), fc.constantFrom("", "+", "-"), fc.nat(420))),
      )
      .map(([sign, whole, fraction, exponent]) =>
        [sign, whole, fraction === null ? "" : `.${fraction}`, exponent === null ? "" : exponent.join("")].join(""),
      );
    fc.assert(
      fc.property(literal, (text) => {
        const read = readJson(`{"n":${text}}`) as { n: unknown };
        if (typeof read.n === "string") expect(read.n).toBe(text);
        else expect(rational(String(read.n))).toEqual(rational(text));
        expect(typeof read.n === "string").toBe(!sameRational(String(Number(text)), text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("a text that only looks like a number beyond a double stays a text, and invalid JSON stays invalid", () => {
    expect(readJson('{"a":"12345678901234567890","\\"1234567890123456789":"\\\\"}')).toEqual({
      a: "12345678901234567890",
      '"1234567890123456789': "\\",
    });
    for (const text of [
      "{12345678901234567890:1}",
      "{12345678901234567890 :1}",
      "[012345678901234567890]",
      "[12345678901234567890.]",
      '["a"12345678901234567890]',
      "[12345678901234567890 1]",
      "[- 12345678901234567890]",
      '"12345678901234567890',
      '{"a":12345678901234567890',
    ])
      expect(() => readJson(text), text).toThrow(JsonProblem);
  });
});

it("reads what JSON.parse reads, and refuses what it refuses", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      expect(readJson(text)).toEqual(JSON.parse(text.replace(/-0(?![.\d])/g, "-0")));
    }),
    { numRuns: 500 },
  );
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    '"',
    "\\",
    ":",
    ",",
    "1",
    "12345678901234567890",
    "e999",
    "-",
    " ",
    "a",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      expect(outcome(() => readJson(text)) === "refused").toBe(outcome(() => JSON.parse(text)) === "refused");
    }),
    { numRuns: 5_000 },
  );
});

it("depth is limited before any recursion", () => {
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  for (const of of [nested, objects]) {
    expect(excessOf(readJson(of(MAX_JSON_DEPTH)), MAX_JSON_DEPTH, Number.POSITIVE_INFINITY)).toBeNull();
    expect(canonicalJson(readJson(of(MAX_JSON_DEPTH)))).toBe(of(MAX_JSON_DEPTH));
    for (const depth of [MAX_JSON_DEPTH + 1, 20_000, 200_000]) {
      expect(() => readJson(of(depth))).toThrow(expect.objectContaining({ kind: "DEPTH" }));
      expect(excessOf(readJson(of(depth), null), MAX_JSON_DEPTH, Number.POSITIVE_INFINITY)).toBe("DEPTH");
    }
  }
  expect(readJson(JSON.stringify(Array.from({ length: 300 }, () => ["[[[["])))).toHaveLength(300);
  expect(() => readJson("[".repeat(200_000))).toThrow(JsonProblem);
});

it("time is linear in the text", () => {
  for (const text of [
    `{"a":"${'\\"'.repeat(1_000_000)}",12345678901234567890`,
    `["${"\\".repeat(2_000_000)}`,
    `[${"12345678901234567890,".repeat(100_000)}1]`,
    `[${"1".repeat(2_000_000)}]`,
    `[0.${"0".repeat(2_000_000)}1]`,
    `[${"1.".repeat(1_000_000)}]`,
    '"1234567890123456'.repeat(100_000),
  ]) {
    const start = performance.now();
    outcome(() => readJson(text));
    expect(performance.now() - start).toBeLessThan(1_500);
  }
});

it("one object", () => {
  expect(readJsonObject('{"__proto__":1,"id":9007199254740993}')).toEqual(
    Object.defineProperty({ id: "9007199254740993" }, "__proto__", { value: 1, enumerable: true }),
  );
  for (const text of ["null", "[]", "1", '"a"']) expect(readJsonObject(text)).toBeNull();
  expect(canonicalJson(readJsonObject('{"b":1,"__proto__":{"d":1,"c":2},"10":0,"9":0}'))).toBe(
    '{"9":0,"10":0,"__proto__":{"c":2,"d":1},"b":1}',
  );
});

describe("the excess of a value", () => {
  const levels = (value: unknown): number =>
    typeof value !== "object" || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(levels));

  it("is the length if the text is too long, and the depth if it is nested too deeply", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(6), fc.nat(200), (value, most, bytes) => {
        const found = excessOf(value, most, bytes);
        const isLonger = Buffer.byteLength(canonicalJson(value)) > bytes;
        if (found === "LENGTH") expect(isLonger).toBe(true);
        if (found === "DEPTH") expect(levels(value)).toBeGreaterThan(most);
        if (found === null) expect(levels(value)).toBeLessThanOrEqual(most);
        expect(excessOf(value, most, Number.POSITIVE_INFINITY)).toBe(levels(value) > most ? "DEPTH" : null);
      }),
    );
  });

  it.each([
    ["members", Array(400_000).fill(1)],
    ["keys", Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, 1]))],
    ["texts", ["x".repeat(3_000_000)]],
    ["lists", Array(40_000).fill([1, 2, 3])],
  ])("is found after as many bytes as are allowed: %s", (_, value) => {
    expect(excessOf(value, 100, 16_384)).toBe("LENGTH");
  });
});

function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return "refused";
  }
}

/** A decimal as mantissa and power of ten, without zeros at the end of the mantissa. */
function rational(text: string): { mantissa: bigint; power: number } {
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  let mantissa = BigInt(`${whole}${fraction}`);
  let power = Number(exponent) - fraction.length;
  if (mantissa === 0n) return { mantissa, power: 0 };
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    power++;
  }
  return { mantissa: sign === "-" ? -mantissa : mantissa, power: power + 0 };
}

function sameRational(a: string, b: string): boolean {
  if (!/\d/.test(a)) return false;
  const [x, y] = [rational(a), rational(b)];
  return x.mantissa === y.mantissa && x.power === y.power;
}
