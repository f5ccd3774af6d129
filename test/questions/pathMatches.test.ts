import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePattern } from "../../src/engine/pattern.js";
import { journeys } from "../../src/questions/journeys/index.js";
import { pathMatches } from "../../src/questions/pathMatches/index.js";
import { logs } from "../support/logs.js";
import { oraclePathMatches } from "../support/oraclePatterns.js";
import { journeysFor, projectionOf, projectionOfLog, type Row } from "../support/projectionOf.js";
import { splitScanner } from "../support/splitScanner.js";

const WORLD = journeysFor({
  ana: "web/a@09:00 app/b@09:10 web/a@09:15 store/c@09:35",
  bob: "web/a@09:00",
  cyd: "app/b@09:00 store/c@09:30",
});

async function matching(pattern: string, rows: readonly Row[] = WORLD): Promise<number> {
  return (await pathMatches(projectionOf(rows), { pattern })).totals.matched;
}

describe("patterns", () => {
  it.each([
    ["web/a", 2],
    ["web/a -> app/b", 1],
    ["web/a -> store/c", 1],
    ["app/b -> store/c", 1],
    ["app/b .* store/c", 2],
    ["start -> app/b", 1],
    ["start .* app/b", 2],
    ["start [^channel:web]* store/c", 1],
    ["web/a -> end", 1],
    ["app/b [^web/a]* store/c", 1],
    ["[web/a|app/b] -> store/c -> end", 2],
    ["[^web/a] -> store/c", 1],
    ["start -> [^app/b] -> end", 1],
    ["start -> [^app/b] .* end", 2],
    ["kind:a -> kind:b -> kind:a", 1],
    ["channel:app .* channel:app", 0],
    ['channel:"web" -> "app/b"', 1],
    ["web/a->app/b->web/a->store/c", 1],
    ["start", 3],
    ["start .* end", 3],
    ["start -> end", 0],
    ["start [^web/a]* end", 1],
  ])("%s: %i journeys", async (pattern, expected) => {
    expect(await matching(pattern)).toBe(expected);
  });

  it("count how far journeys got, and have the latest journeys that match", async () => {
    const { totals, steps, examples } = await pathMatches(projectionOf(WORLD), {
      pattern: "start .* web/a -> app/b .* store/c -> end",
    });
    expect(totals).toEqual({ journeys: 3, customers: 3, matched: 1, matchedCustomers: 1, open: 1, share: 1 / 3 });
    expect(steps).toEqual([
      { step: "web/a", journeys: 2, share: 2 / 3 },
      { step: "app/b", journeys: 1, share: 1 / 3 },
      { step: "store/c", journeys: 1, share: 1 / 3 },
    ]);
    expect(examples).toHaveLength(1);
  });

  it("do not match a failed interaction as a goal, but match it as its touchpoint", async () => {
    const rows: Row[] = [
      { customer: "ana", touchpoint: "buy", channel: "web", at: 1, outcome: "FAILED" },
      { customer: "bob", touchpoint: "buy", channel: "web", at: 1, outcome: "SUCCEEDED" },
      { customer: "cyd", touchpoint: "buy", channel: "web", at: 1 },
    ];
    const goal = { key: "bought", name: "Bought", selector: { kinds: ["buy"] }, isDefault: true };
    const projection = projectionOf(rows, { declared: { goals: [goal] } });
    const count = async (pattern: string) => (await pathMatches(projection, { pattern })).totals.matched;
    expect(await count("goal:bought")).toBe(2);
    expect(await count("[^goal:bought]")).toBe(1);
    expect(await count("web/buy")).toBe(3);
  });

  it("have null shares if no journey is in scope", async () => {
    const { totals, steps } = await pathMatches(projectionOf([]), { pattern: "start .* end" });
    expect(totals).toMatchObject({ journeys: 0, matched: 0, share: null });
    expect(steps).toEqual([]);
  });

  it.each([
    ["", 1],
    ["web/a app/b", 7],
    ["web/a ->", 9],
    ["-> web/a", 1],
    ["[web/a", 7],
    ["[^web/a]*", 1],
    ["[web/a]* -> app/b", 1],
    ["web/a [app/b]* store/c", 7],
    ["web/a -> start", 10],
    ["end", 1],
    ["web/a -> end -> app/b", 14],
    ["day:monday", 1],
    ['"web/a', 1],
    ["web/a -> ?", 10],
    [Array(31).fill("web/a").join("->"), 241 - 30],
  ])("refuses %j at character %i", async (pattern, place) => {
    const refused = matching(pattern);
    await expect(refused).rejects.toMatchObject({ code: "BAD_PATTERN", at: "pattern" });
    await expect(refused).rejects.toThrow(`(character ${place},`);
  });

  it("refuse unknown names with the nearest ones, also in a negation", async () => {
    for (const pattern of ["web/aa", "app/b [^web/aa]* store/c", "[^web/aa]"])
      await expect(matching(pattern)).rejects.toMatchObject({
        code: "UNKNOWN_NAME",
        at: "pattern",
        allowed: expect.arrayContaining(["web/a"]),
      });
    await expect(matching("goal:none")).rejects.toMatchObject({ code: "UNKNOWN_NAME" });
  });

  it("limit other questions as a filter, and list the journeys behind the number", async () => {
    const projection = projectionOf(WORLD);
    const pattern = "app/b .* store/c";
    const { keys, count } = await journeys(projection, { filter: { matches: pattern }, limit: 10, after: null });
    expect(count).toBe(2);
    expect(keys).toEqual((await pathMatches(projection, { pattern })).examples);
    await expect(journeys(projection, { filter: { matches: "(" }, limit: 1, after: null })).rejects.toMatchObject({
      code: "BAD_PATTERN",
      at: "filter.matches",
    });
  });

  const name = fc.constantFrom("web/a", "app/b", "store/c", "channel:web", "kind:a", "stage:buy", "goal:bought");
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 2 }).map((list) => list.join("|"));
  const item = fc.oneof(
    name,
    names.map((list) => `[${list}]`),
    names.map((list) => `[^${list}]`),
  );
  const op = fc.oneof(
    fc.constantFrom(" -> ", "->", " .* "),
    names.map((list) => ` [^${list}]* `),
  );
  const patterns = fc
    .tuple(
      fc.constantFrom("", "start"),
      fc.array(fc.tuple(op, item), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("", "end"),
      op,
    )
    .map(([start, list, end, lastOp]) => {
      const body = list.map(([o, i], n) => (n === 0 && start === "" ? i : o + i)).join("");
      return start + body + (end === "" ? "" : lastOp + end);
    });

  it("match what the oracle matches by trying every placement", async () => {
    await fc.assert(
      fc.asyncProperty(logs, patterns, fc.constantFrom(1, 1_000), async (log, pattern, block) => {
        const { totals, steps, examples } = await pathMatches(projectionOfLog(log, block), { pattern });
        expect({ totals, steps, examples }).toEqual(oraclePathMatches(log, parsePattern(pattern, "pattern")));
      }),
      { numRuns: 1_000 },
    );
  });

  it("match as a filter what they match as a question", async () => {
    await fc.assert(
      fc.asyncProperty(logs, patterns, fc.constantFrom(1, 1_000), async (log, pattern, block) => {
        const projection = projectionOfLog(log, block);
        const { totals, examples } = await pathMatches(projection, { pattern });
        const found = await journeys(projection, { filter: { matches: pattern }, limit: 50, after: null });
        expect([found.count, found.keys]).toEqual([totals.matched, examples]);
      }),
    );
  });

  it("are the same for any distribution over threads", async () => {
    await fc.assert(
      fc.asyncProperty(logs, patterns, fc.infiniteStream(fc.nat(2)), async (log, pattern, deal) => {
        const projection = projectionOfLog(log, 3);
        const split = splitScanner(projection, 3, () => deal.next().value!);
        expect(await pathMatches(projection, { pattern }, split)).toEqual(await pathMatches(projection, { pattern }));
      }),
    );
  });
});
