import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { mergeable, mergedBlock, withMerged } from "../../src/projection/merge.js";
import type { Projection } from "../../src/projection/projection.js";
import { buildProjection, refreshProjection } from "../../src/projection/refresh.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import { liveJourneysOf } from "../support/liveJourneys.js";
import { MemorySource } from "../support/memorySource.js";
import { journeysFor, type Row } from "../support/projectionOf.js";

const row: fc.Arbitrary<Row> = fc.record({
  customer: fc.constantFrom("ana", "bob", "cyd", "dan", "eve", "fay"),
  touchpoint: fc.constantFrom("a", "b", "c", "d"),
  channel: fc.constantFrom("web", "app"),
  at: fc.integer({ min: 0, max: 100 }),
  id: fc.integer({ min: 0, max: 1e9 }).map((n) => `i${n}`),
  value: fc.constantFrom(null, null, 1.5),
  caseId: fc.constantFrom(undefined, "1", "2"),
  intended: fc.constantFrom(undefined, "store", "phone"),
});
const states = fc.array(
  fc.record({
    rows: fc.array(row, { maxLength: 25 }),
    attributes: fc.dictionary(
      fc.constantFrom("ana", "bob", "cyd"),
      fc.dictionary(fc.constantFrom("region", "tier"), fc.constantFrom("x", "y")),
    ),
  }),
  { minLength: 2, maxLength: 14 },
);

async function answers(projection: Projection) {
  const options = DEFAULT_PATH_OPTIONS;
  const routes = await commonRoutes(projection, { options, first: 1_000 });
  const edges = await transitions(projection, { options: { ...options, grain: "CHANNEL" }, first: 1_000 });
  // Only live journeys count, although the index of a block also has masked ones.
  const keys = projection.catalogue.touchpoints.map(({ key }) => key).sort();
  const between =
    keys.length < 2
      ? null
      : await commonRoutes(projection, {
          from: { touchpoints: [keys[0]!] },
          to: { touchpoints: keys.slice(1, 4) },
          options: { ...options, within: 40 },
          filter: { touches: [{ touchpoints: keys.slice(0, 3) }], avoids: [{ touchpoints: keys.slice(-1) }] },
          first: 1_000,
        });
  return {
    routes: [routes.totals, routes.routes],
    edges: [edges.totals, edges.edges],
    between: between && [between.totals, between.routes],
  };
}

describe("refreshing a projection", () => {
  it("equals building it again, whatever changed", async () => {
    await fc.assert(
      fc.asyncProperty(states, async (steps) => {
        const source = new MemorySource({ journeyGap: 30 });
        let projection = await buildProjection(source);
        for (const { rows, attributes } of steps) {
          source.set(rows, attributes);
          const before = projection;
          const stoodBefore = liveJourneysOf(before);
          projection = await refreshProjection(source, before);
          const built = await buildProjection(source.fresh());
          expect(liveJourneysOf(projection)).toEqual(liveJourneysOf(built));
          expect(await answers(projection)).toEqual(await answers(built));
          expect(projection.version).toBe(await source.version());
          // The earlier projection is unchanged, so questions that run on it are not disturbed.
          expect(liveJourneysOf(before)).toEqual(stoodBefore);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("equals building it again if blocks were merged in the meantime", async () => {
    await fc.assert(
      fc.asyncProperty(states, fc.infiniteStream(fc.boolean()), async (steps, chosen) => {
        const source = new MemorySource({ journeyGap: 30 });
        let projection = await buildProjection(source);
        for (const { rows, attributes } of steps) {
          const parts = projection.blocks.filter(() => chosen.next().value);
          const merging = mergedBlock(parts);
          source.set(rows, attributes);
          projection = withMerged(await refreshProjection(source, projection), parts, await merging);
          const built = await buildProjection(source.fresh());
          expect(liveJourneysOf(projection)).toEqual(liveJourneysOf(built));
          expect(await answers(projection)).toEqual(await answers(built));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("returns the same object if nothing changed", async () => {
    const source = new MemorySource();
    source.set(journeysFor({ ana: "web/a@0d" }));
    const projection = await buildProjection(source);
    expect(await refreshProjection(source, projection)).toBe(projection);
  });

  it("keeps the newest time exact if the newest interaction is removed", async () => {
    const source = new MemorySource();
    source.set(journeysFor({ ana: "web/a@0d", bob: "web/a@9d" }));
    const before = await buildProjection(source);
    source.set(journeysFor({ ana: "web/a@0d" }));
    const after = await refreshProjection(source, before);
    expect(after.newest).toBe(Date.UTC(2020, 0, 1));
    expect(after).toMatchObject({ journeys: 1, interactions: 1, customersWithJourneys: 1 });
    source.set([]);
    expect(await refreshProjection(source, after)).toMatchObject({ newest: null, journeys: 0, blocks: [] });
  });

  it("keeps codes and adds new ones", async () => {
    const source = new MemorySource();
    source.set(journeysFor({ ana: "web/b@0d" }));
    const before = await buildProjection(source);
    source.set(journeysFor({ ana: "web/b@0d", bob: "web/a@1d" }));
    const after = await refreshProjection(source, before);
    expect(before.dictionary.touchpoints).toEqual(["web/b"]);
    expect(after.dictionary.touchpoints).toEqual(["web/b", "web/a"]);
    expect(after.blocks[0]).toBe(before.blocks[0]);
  });

  it("streams again if the feed no longer reaches back far enough", async () => {
    const source = new MemorySource();
    source.set(journeysFor({ ana: "web/a@0d" }));
    const before = await buildProjection(source);
    source.set(journeysFor({ bob: "web/a@0d" }));
    source.floor = 2;
    expect(liveJourneysOf(await refreshProjection(source, before))).toEqual(
      liveJourneysOf(await buildProjection(source.fresh())),
    );
  });

  it("pulls again if the catalogue may be newer than the pulled changes", async () => {
    const source = new MemorySource();
    source.set(journeysFor({ ana: "web/a@0d" }));
    const projection = await buildProjection(source);
    source.set(journeysFor({ ana: "web/a@0d", bob: "web/b@1d" }));
    const { catalogue } = source;
    let raced = false;
    source.catalogue = async function (this: MemorySource) {
      if (!raced) {
        raced = true;
        this.set(journeysFor({ ana: "web/a@0d", bob: "web/b@1d", cyd: "web/c@1d" }));
      }
      return catalogue.call(this);
    };
    const after = await refreshProjection(source, projection);
    expect(after).toMatchObject({ version: 3, journeys: 3 });
    expect(after.catalogue.touchpoints.map(({ key }) => key)).toEqual(["web/a", "web/b", "web/c"]);
  });

  it("merges small blocks and rewrites blocks that are mostly masked", async () => {
    const source = new MemorySource();
    const customers: Record<string, string> = {};
    for (let i = 0; i < 200; i++) customers[`c${String(i).padStart(3, "0")}`] = "web/a@0d web/b@1d";
    source.set(journeysFor(customers));
    let projection = await buildProjection(source);
    for (let i = 0; i < 40; i++) {
      customers[`c${String(i * 5).padStart(3, "0")}`] = `web/a@0d web/b@1d web/c@${(i % 20) + 2}d`;
      source.set(journeysFor(customers));
      projection = await refreshProjection(source, projection);
      for (let parts = mergeable(projection.blocks); parts !== null; parts = mergeable(projection.blocks))
        projection = withMerged(projection, parts, await mergedBlock(parts));
      expect(projection.blocks.length).toBeLessThanOrEqual(8);
    }
    expect(projection).toMatchObject({ journeys: 200, customersWithJourneys: 200, interactions: 440 });
    const rows = projection.blocks.reduce((n, { block }) => n + block.journeys, 0);
    expect(rows).toBeLessThan(400);
    expect(mergeable([])).toBeNull();
  });

  it("merges blocks with wide times apart from the others", async () => {
    const source = new MemorySource();
    const customers: Record<string, string> = {};
    source.set(journeysFor(customers));
    let projection = await buildProjection(source);
    for (let i = 0; i < 16; i++) {
      customers[`narrow${i}`] = "web/a@0d web/b@1d";
      customers[`wide${i}`] = "web/a@0d web/b@25d web/c@50d";
      source.set(journeysFor(customers));
      projection = await refreshProjection(source, projection);
      for (let parts = mergeable(projection.blocks); parts !== null; parts = mergeable(projection.blocks))
        projection = withMerged(projection, parts, await mergedBlock(parts));
    }
    const journeysOf = (times: typeof Uint32Array | typeof Float64Array) =>
      projection.blocks.filter(({ block }) => block.elapsed instanceof times).map(({ block }) => block.journeys);
    expect([journeysOf(Uint32Array), journeysOf(Float64Array)].map((list) => list.toSorted())).toEqual([
      [1, 15],
      [1, 15],
    ]);
  });
});
