// The row hash of JSON rows ignores the order of keys and blanks, and nothing else.
import fc from "fast-check";
import { expect, it } from "vitest";
import { writeSorted } from "../../src/ingest/sortedJson.js";

function sorted(text: string): string {
  const bytes = Buffer.from(`before${text}after`);
  const into = Buffer.alloc(bytes.length);
  const start = "before".length;
  const end = writeSorted(bytes, start, bytes.length - "after".length, into, 0);
  return into.toString("utf8", 0, end);
}

/** A JSON value as tokens. Objects are lists of keys and values as written, so that keys may repeat. */
type Tree =
  | { readonly token: string }
  | { readonly items: readonly Tree[] }
  | { readonly members: readonly [string, Tree][] };

const token = fc.oneof(
  fc.constantFrom("1", "1.0", "1e0", "-0", "true", "false", "null", '""', '"\\u0041"', '"A"', "12345678901234567890"),
  fc.string({ unit: "binary", maxLength: 5 }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"{"', '"}"', '"]"', '","', '":"', '"\\""', '"\\\\"', '" "'),
);
const key = fc.oneof(
  fc.constantFrom('"a"', '"b"', '"ab"', '"é"', '"\\u0061"', '"__proto__"', '"\\""', '""'),
  fc.string({ maxLength: 3 }).map((text) => JSON.stringify(text)),
);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    token.map((text): Tree => ({ token: text })),
    fc.array(tie("tree"), { maxLength: 4 }).map((items): Tree => ({ items })),
    fc.array(fc.tuple(key, tie("tree")), { maxLength: 5 }).map((members): Tree => ({ members })),
  ),
}));
const row = fc.array(fc.tuple(key, tree), { maxLength: 6 }).map((members): Tree => ({ members }));

function written(of: Tree, blank: () => string, order: <T>(list: readonly T[]) => readonly T[]): string {
  if ("token" in of) return of.token;
  const parts = "items" in of ? of.items.map((item) => written(item, blank, order)) : null;
  if (parts !== null) return `[${blank()}${parts.join(`${blank()},${blank()}`)}${blank()}]`;
  const { members } = of as { members: readonly [string, Tree][] };
  const texts = order(members).map(([k, v]) => `${k}${blank()}:${blank()}${written(v, blank, order)}`);
  return `{${blank()}${texts.join(`${blank()},${blank()}`)}${blank()}}`;
}

/** Slow and obvious: members sorted by the bytes of their keys, with equal keys in their order. */
const canonical = (of: Tree) =>
  written(
    of,
    () => "",
    (list) =>
      [...list].sort((a, b) => Buffer.compare(Buffer.from((a as [string])[0]), Buffer.from((b as [string])[0]))),
  );

it("is the text with sorted keys and without blanks", () => {
  fc.assert(
    fc.property(row, fc.infiniteStream(fc.constantFrom("", " ", "\t", "\r\n")), (tree, blanks) => {
      const blank = () => blanks.next().value as string;
      expect(sorted(written(tree, blank, (list) => list))).toBe(canonical(tree));
      expect(sorted(canonical(tree))).toBe(canonical(tree));
    }),
    { numRuns: 1_000 },
  );
});

it("does not depend on the order of different keys", () => {
  fc.assert(
    fc.property(row, fc.infiniteStream(fc.nat()), (tree, numbers) => {
      const shuffled = <T>(list: readonly T[]): readonly T[] => {
        if (new Set(list.map((member) => (member as [string])[0])).size < list.length) return list;
        return list
          .map((member) => [numbers.next().value as number, member] as const)
          .sort(([a], [b]) => a - b)
          .map(([, member]) => member);
      };
      expect(sorted(written(tree, () => "", shuffled))).toBe(canonical(tree));
    }),
    { numRuns: 500 },
  );
});

it("rows that differ in anything else stay different", () => {
  const texts = [
    '{"a":1}',
    '{"a":1.0}',
    '{"a":"1"}',
    '{"a":"A"}',
    '{"a":"\\u0041"}',
    '{"a":[1,2]}',
    '{"a":[2,1]}',
    '{"a":1,"a":2}',
    '{"a":2,"a":1}',
    '{"a":" "}',
    '{"a":""}',
    '{"a":null}',
    "{}",
  ];
  expect(new Set(texts.map(sorted)).size).toBe(texts.length);
});

it("a text that is not JSON ends with an error, not in a loop", () => {
  for (const text of ["{", '{"a', '{"a":', "[", "[1", '{"a":[', '"'])
    expect(() => sorted(`${text}`.padEnd(text.length)), text).toThrow();
});
