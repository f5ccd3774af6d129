// Tests that bodies are read as `readJson` would read them, whatever they contain, and that large ones do not hold the
// event loop.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "../../src/model/json.js";
import {
  MAX_KEYS,
  MAX_VALUES,
  readBodyJson,
  readingOf,
  TooManyKeys,
  TooManyValues,
} from "../../src/server/bodyJson.js";

/** The value in a form that shows the order of keys and the type of an error. */
function outcome(read: () => unknown): string {
  try {
    return JSON.stringify(read()) ?? "undefined";
  } catch (error) {
    return (error as Error).name;
  }
}

function readWhole(text: string): unknown {
  const reading = readingOf(text);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

const same = (text: string) =>
  expect(
    outcome(() => readWhole(text)),
    text,
  ).toBe(outcome(() => readJson(text, null)));

const object = (keys: number, key = (i: number) => `key ${i}`) =>
  `{${Array.from({ length: keys }, (_, i) => `"${key(i)}":1`).join()}}`;

describe("the JSON of a body", () => {
  it("is read as readJson reads it", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.nat(3), (text, indent) => {
        same(JSON.stringify(JSON.parse(text), null, indent));
        same(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is refused if readJson refuses it", () => {
    const sign = fc.constantFrom(...'{}[]:,"\\ \n\t0123456789.eE+-truefalsnx\u0001\u2028');
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat(3), fc.array(sign, { maxLength: 3 }), (text, place, cut, signs) => {
        const at = place % (text.length + 1);
        same(text.slice(0, at) + signs.join("") + text.slice(at + cut));
      }),
      { numRuns: 5_000 },
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
        same(signs.join(""));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    '{"__proto__": {"a": 1}, "b": 2, "__proto__": 3}',
    '{"2": 1, "1": 2, "a": 3, "2": 4}',
    "[12345678901234567890, 1e400, -0, 0.1, 1E+2, -1.50e-07, 9007199254740993]",
    '"\\ud800 \\u00e9 \\" \\\\ \\/"',
    '["\\\\", "\\\\\\"", ""]',
    '{"a": "\\x"}',
    '["line\nbreak"]',
    "\ufeff{}",
    "[1,]",
    '{"a":1,}',
    "[01]",
    "[1.]",
    "[.5]",
    "[-]",
    "[+1]",
    "nul",
    "[truefalse]",
    "",
    " ",
    "[1] 2",
    '"open',
    '{"a"',
    "{1:2}",
    "[NaN]",
  ])("%s", (text) => same(text));

  it("is read at any depth", () => {
    const deep = `${"[".repeat(150_000)}"x"${"]".repeat(150_000)}`;
    let value = readWhole(deep);
    let depth = 0;
    for (; Array.isArray(value); value = value[0]) depth++;
    expect([depth, value]).toEqual([150_000, "x"]);
  });

  it("may have the maximum number of values, and no more", async () => {
    expect(await readBodyJson(`[${"1,".repeat(MAX_VALUES - 2)}1]`)).toHaveLength(MAX_VALUES - 1);
    await expect(readBodyJson(`[${"1,".repeat(MAX_VALUES - 1)}1]`)).rejects.toBeInstanceOf(TooManyValues);
  });

  it("may have the maximum number of keys in one object, and no more", async () => {
    expect(Object.keys((await readBodyJson(object(MAX_KEYS))) as object)).toHaveLength(MAX_KEYS);
    await expect(readBodyJson(object(MAX_KEYS + 1))).rejects.toBeInstanceOf(TooManyKeys);
    // A key that is repeated counts each time, because each is read.
    await expect(
      readBodyJson(`[1,${object(MAX_KEYS, () => "same")},${object(MAX_KEYS + 1, () => "same")}]`),
    ).rejects.toBeInstanceOf(TooManyKeys);
  });

  it.each([
    ["lists", `[${"[],".repeat(MAX_VALUES - 2)}[]]`],
    [
      "keys",
      `[${Array(Math.floor((MAX_VALUES - 1) / (MAX_KEYS + 1)))
        .fill(object(MAX_KEYS))
        .join()}]`,
    ],
  ])("leaves the event loop free while it is read: %s", async (_name, text) => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const value = await readBodyJson(text);
    clearInterval(timer);
    expect(value).toEqual(JSON.parse(text));
    // A fast machine needs few turns of eight milliseconds.
    expect(turns).toBeGreaterThan(1);
  });
});
