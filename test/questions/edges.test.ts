import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EdgeColumns, Edges, NOBODY } from "../../src/questions/transitions/edges.js";

/** The occurrences of one journey, and whether its customer is that of the journey before. */
interface Journey {
  readonly same: boolean;
  readonly edges: readonly { readonly from: number; readonly to: number; readonly wait: number }[];
}

const label = fc.integer({ min: 0, max: 3 });
const journeys = fc.array(
  fc.record({
    same: fc.boolean(),
    edges: fc.array(fc.record({ from: label, to: label, wait: fc.integer({ min: 0, max: 9 }) }), { maxLength: 5 }),
  }),
  { maxLength: 12 },
);

/** Counts the journeys of one thread. `spread` makes the numbers of labels large. */
function counted(
  width: number,
  interactions: number,
  spread: number,
  part: readonly Journey[],
  customers: boolean,
): EdgeColumns {
  const edges = new Edges(width, interactions);
  let first = 0;
  part.forEach(({ same, edges: occurrences }, j) => {
    if (!same || j === 0) first = j + 1;
    let edge = -1;
    for (const { from, to, wait } of occurrences) {
      edge = edges.edgeOf(from * spread * width + to * spread);
      edges.occurred(edge, j + 1, customers ? first : NOBODY);
      edges.addWait(edge, wait);
    }
    if (edge >= 0) edges.addEnding(edge);
  });
  return edges.columns();
}

/** The same counts by sets. */
function expected(spread: number, parts: readonly (readonly Journey[])[], customers: boolean) {
  const edges = new Map<
    string,
    { count: number; journeys: Set<string>; customers: Set<string>; ended: number; wait: number }
  >();
  parts.forEach((part, p) => {
    let customer = 0;
    part.forEach(({ same, edges: occurrences }, j) => {
      if (!same) customer++;
      occurrences.forEach(({ from, to, wait }, i) => {
        const key = `${from * spread}-${to * spread}`;
        const edge = edges.get(key) ?? { count: 0, journeys: new Set(), customers: new Set(), ended: 0, wait: 0 };
        edges.set(key, edge);
        edge.count++;
        edge.journeys.add(`${p}.${j}`);
        if (customers) edge.customers.add(`${p}.${customer}`);
        edge.wait += wait;
        if (i === occurrences.length - 1) edge.ended++;
      });
    });
  });
  return new Map(
    [...edges].map(([key, edge]) => [
      key,
      [edge.count, edge.journeys.size, edge.customers.size, edge.ended, edge.wait],
    ]),
  );
}

describe("Edges", () => {
  // The largest label has the number 3 × spread.
  it.each([
    { form: "by cell, with few cells", width: 4, spread: 1, interactions: 60 },
    { form: "by cell, with many interactions", width: 301, spread: 100, interactions: 100_000 },
    { form: "by a matrix, with few interactions", width: 301, spread: 100, interactions: 60 },
    { form: "by a matrix", width: 1_501, spread: 500, interactions: 1e8 },
    { form: "by a map", width: 30_001, spread: 10_000, interactions: 1e8 },
  ])(
    "counts occurrences, journeys, customers, endings and waits of all parts, with edges numbered $form",
    ({ width, spread, interactions }) => {
      const check = fc.property(
        fc.array(journeys, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (parts, customers) => {
          const edges = Edges.ofAll(
            width,
            interactions,
            parts.map((part) => counted(width, interactions, spread, part, customers)),
          );
          const found = Array.from(edges.all(), (edge): [string, number[]] => [
            `${edges.from(edge)}-${edges.to(edge)}`,
            [edges.count(edge), edges.journeys(edge), edges.customers(edge), edges.endings(edge), edges.waited(edge)],
          ]);
          expect(new Map(found)).toEqual(expected(spread, parts, customers));
        },
      );
      fc.assert(check, { numRuns: width > 300 && width < 2_000 ? 10 : 100 });
    },
  );

  it("makes room for more edges than it has at first", () => {
    const width = 30_000;
    const edges = new Edges(width, 1_000);
    for (let cell = 0; cell < 1_000; cell++) edges.add(edges.edgeOf(cell * 7), cell + 1);
    expect([...edges.all()].map((edge) => edges.count(edge))).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
    expect(edges.journeys(999)).toBe(0);
  });
});
