import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rangesOf, scan } from "../../src/engine/scan.js";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { journeyKey } from "../../src/model/keys.js";
import { wholeBlock } from "../../src/projection/blocks.js";
import { projectionOf as assembled } from "../../src/projection/build.js";
import { ProjectionBuilder } from "../../src/projection/builder.js";
import type { Projection } from "../../src/projection/projection.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { logs } from "../support/logs.js";
import { projectionOf, projectionOfLog } from "../support/projectionOf.js";

function kindAt(n: number, kinds: number): string {
  return `k${(n * 7 + (n % 3)) % kinds}`;
}

/** Long journeys of many customers, one each, created without a log: several ranges, and columns that grow. */
function longJourneys(customers: number, length: number, kinds: number): Projection {
  const base = projectionOf(
    Array.from({ length: kinds }, (_, n) => ({ customer: "c", touchpoint: `k${n}`, channel: "web", at: 0 })),
  );
  const builder = new ProjectionBuilder();
  for (let c = 0; c < customers; c++) {
    builder.customer(c, {});
    builder.journey(journeyKey(`c${c}`, "k", ""));
    for (let i = 0; i < length; i++) builder.interaction(`web/${kindAt(c + i * customers, kinds)}`, i);
  }
  const built = builder.finish();
  return assembled(1, built.blocks.map(wholeBlock), built, base.catalogue, base);
}

describe("the scan", () => {
  it("splits into ranges that cover every journey once and end between customers", () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 10 }), fc.constantFrom(1, 1_000), (log, interactions, blockSize) => {
        const projection = projectionOfLog(log, blockSize);
        const ranges = rangesOf(projection, interactions);
        projection.blocks.forEach(({ block }, s) => {
          const own = ranges.filter((range) => range.block === s);
          expect(own.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual(
            Array.from({ length: block.journeys }, (_, j) => j),
          );
          for (const { to } of own.slice(0, -1)) expect(block.customer[to]).not.toBe(block.customer[to - 1]);
        });
      }),
    );
  });

  it("gives the event loop a turn and stops when the signal is aborted", async () => {
    const projection = longJourneys(300, 1_000, 3);
    const ranges = rangesOf(projection).length;
    expect(ranges).toBeGreaterThan(1);
    const controller = new AbortController();
    const reason = new Error("the client went away");
    setImmediate(() => controller.abort(reason));
    let visited = 0;
    const slow = (): void => {
      visited++;
      const until = performance.now() + 30;
      while (performance.now() < until);
    };
    await expect(scan(projection, slow, controller.signal)).rejects.toBe(reason);
    expect(visited).toBeLessThan(ranges);
  });

  it("counts customers over several ranges, and long routes", async () => {
    const projection = longJourneys(300, 1_000, 3);
    const { totals, routes } = await commonRoutes(projection, { options: DEFAULT_PATH_OPTIONS, first: 1_000 });
    expect(totals).toMatchObject({ journeys: 300, customers: 300, counted: 300, otherCount: 0 });
    expect(routes.reduce((n, route) => n + route.journeys, 0)).toBe(300);
    expect(routes.reduce((n, route) => n + route.share, 0)).toBeCloseTo(1, 12);
    expect(routes[0]!.steps).toHaveLength(1_000);
  });

  it("counts edges of more labels than the matrix can hold", async () => {
    const { edges, totals } = await transitions(longJourneys(1, 5_000, 2_500), {
      options: DEFAULT_PATH_OPTIONS,
      first: 1_000,
    });
    const counts = new Map<string, number>();
    for (let i = 1; i < 5_000; i++) {
      const key = `web/${kindAt(i - 1, 2_500)} web/${kindAt(i, 2_500)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(totals.otherRoutes).toBe(counts.size + 2 - 1_000);
    for (const edge of edges) {
      if (edge.from.kind === "START" || edge.to.kind === "END") expect(edge.count).toBe(1);
      else expect(edge.count).toBe(counts.get(`${edge.from.key} ${edge.to.key}`));
    }
    expect(edges.reduce((n, edge) => n + edge.wait.n, 0)).toBeGreaterThan(900);
  });
});
