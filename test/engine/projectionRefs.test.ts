// Tests which projections a thread keeps. If a client asks about different properties in turn, nothing is transferred
// again, and projections of an earlier version are dropped.
import { describe, expect, it } from "vitest";
import { KnownProjection, objectsOf, refsOf } from "../../src/engine/pool/projectionRefs.js";
import type { Projection } from "../../src/projection/projection.js";
import { journeysFor, projectionOf } from "../support/projectionOf.js";

describe("the projections that a thread keeps", () => {
  const stored = projectionOf(journeysFor({ ana: "ad@09:00 site@09:05 buy@09:30" }));
  const refined = (version: number): Projection => ({
    ...stored,
    version,
    dictionary: { ...stored.dictionary, touchpoints: [...stored.dictionary.touchpoints] },
  });

  it("transfers each object once if projections of one version take turns", async () => {
    const thread = new KnownProjection();
    const transferred: number[] = [];
    const get = (projection: Projection) =>
      thread.get(refsOf(projection), async (refs) => {
        transferred.push(...refs);
        return objectsOf(projection, refs);
      });
    const other = refined(stored.version);
    const [first, second] = [await get(stored), await get(other)];
    expect(transferred.length).toBe(new Set(transferred).size);
    const before = transferred.length;
    expect(await get(stored)).toBe(first);
    expect(await get(other)).toBe(second);
    expect(first).toEqual(stored);
    expect(transferred.length).toBe(before);

    const next = refined(stored.version + 1);
    await get(next);
    // The one thing that is transferred again is the dictionary.
    expect(transferred.length).toBe(before + 1);
    expect(await get(stored)).not.toBe(first);
  });

  it("keeps the projections that were used last", async () => {
    const thread = new KnownProjection();
    const transfers = new Map<Projection, number>();
    const get = (projection: Projection) =>
      thread.get(refsOf(projection), async (refs) => {
        transfers.set(projection, (transfers.get(projection) ?? 0) + 1);
        return objectsOf(projection, refs);
      });
    const many = Array.from({ length: 6 }, () => refined(stored.version));
    for (const projection of many) await get(projection);
    await get(many[2]!);
    expect(transfers.get(many[2]!)).toBe(1);
    await get(many[0]!);
    expect(transfers.get(many[0]!)).toBe(2);
  });

  it("keeps only one projection with very many interactions", async () => {
    const thread = new KnownProjection();
    let transfers = 0;
    const get = (projection: Projection) =>
      thread.get(refsOf(projection), async (refs) => {
        transfers++;
        return objectsOf(projection, refs);
      });
    const [one, other] = [1, 2].map(() => ({ ...refined(stored.version), interactions: 100_000_000 })) as [
      Projection,
      Projection,
    ];
    for (const projection of [one, one, other, other, one]) await get(projection);
    expect(transfers).toBe(3);
  });
});
