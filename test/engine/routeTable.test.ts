import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptied, RouteTable } from "../../src/engine/routeTable.js";

function count(table: RouteTable, route: readonly number[]): number {
  table.roomFor(route.length).set(route, table.at);
  return table.count(table.at + route.length);
}

/** Counts routes. A number that was returned for a route must be the number of this route in the table. */
function counted(table: RouteTable, given: readonly (readonly [number, readonly number[]])[]): Map<string, number> {
  for (const [number, route] of given) expect([...table.labels(number)]).toEqual(route);
  const found = new Map<string, number>();
  for (let route = 0; route < table.size; route++) {
    if (table.countOf(route) === 0) continue;
    const labels = table.labels(route).join();
    expect(found.has(labels)).toBe(false);
    found.set(labels, table.countOf(route));
  }
  expect(table.distinct).toBe(found.size);
  return found;
}

function expected(routes: readonly (readonly number[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const route of routes) counts.set(route.join(), (counts.get(route.join()) ?? 0) + 1);
  return counts;
}

function settled(routes: readonly (readonly number[])[], table = new RouteTable()) {
  const numbers = routes.map((route) => count(table, route));
  const now = table.settle();
  return { table, given: numbers.map((number, i) => [now[number]!, routes[i]!] as const) };
}

const few = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }), { maxLength: 60 });

describe("RouteTable", () => {
  it("counts equal routes together, and merges tables", () => {
    fc.assert(
      fc.property(fc.array(few, { minLength: 1, maxLength: 4 }), fc.boolean(), (parts, appended) => {
        const [first, ...others] = parts.map((routes) => settled(routes));
        const { table } = first!;
        const last = appended ? others.pop() : undefined;
        const given = [...first!.given];
        for (const { table: other, given: there } of others) {
          const numbers = table.merge(other.columns());
          given.push(...there.map(([number, route]) => [numbers[number]!, route] as const));
        }
        if (last !== undefined) {
          const numbers = table.append(last.table.columns());
          given.push(...last.given.map(([number, route]) => [numbers[number]!, route] as const));
        }
        expect(counted(table, given)).toEqual(expected(parts.flat()));
      }),
    );
  });

  it("counts routes of which most occur once and many share a bucket, and can be reused with the same memory", () => {
    const routes = Array.from({ length: 90_000 }, (_, i) => (i % 3 === 0 ? [i % 1000, 7] : [i >>> 10, i & 1023, 9]));
    const first = settled(routes.slice(0, 50_000));
    const second = settled(routes.slice(50_000));
    first.table.append(second.table.columns());
    const found = counted(first.table, []);
    expect(found).toEqual(expected(routes));

    const again = settled(routes.slice(0, 1000), new RouteTable(emptied(first.table.columns())));
    expect(counted(again.table, again.given)).toEqual(expected(routes.slice(0, 1000)));
  });
});
