// Versions and the change feed: the guarantees that keep a projection current and consistent.
import { expect } from "vitest";
import type { GraphStore } from "../../../src/graph/store.js";
import { HOUR } from "../../../src/model/time.js";
import { batchFor } from "../../support/histories.js";
import type { Cases } from "../store.contract.js";
import { allHistories, collector, Mirror, visitedOf } from "./support.js";

async function numberOf(store: GraphStore, key: string): Promise<number> {
  return (await store.customers([key]))[0]!.number;
}

export function changeCases(test: Cases): void {
  test("every change names exactly the customers changed", async (store) => {
    const one = (await store.openSource({ name: "one", hash: "h", mapping: "{}" }, 1)).number;
    const mirror = new Mirror();
    await mirror.build(store);
    const step = async (what: () => Promise<{ version: number }>): Promise<{ changed: number[]; gone: number[] }> => {
      const before = await store.version();
      const { version } = await what();
      expect(version).toBe(await store.version());
      const named = await mirror.refresh(store);
      expect(mirror.version).toBe(version);
      if (named.changed.length + named.gone.length > 0) expect(version).toBeGreaterThan(before);
      expect(mirror.customers).toEqual(new Map((await allHistories(store)).map((h) => [h.number, visitedOf(h)])));
      return named;
    };
    await step(() =>
      store.record(batchFor({ ana: "w/a@09:00 w/b@11:00", ben: "w/a@09:00", cid: "w/a@09:00" }, { source: one })),
    );
    const [ana, ben, cid] = [await numberOf(store, "ana"), await numberOf(store, "ben"), await numberOf(store, "cid")];
    expect(await step(() => store.record(batchFor({ ben: "w/b@09:01#2" })))).toEqual({ changed: [ben], gone: [] });
    expect(await step(() => store.record(batchFor({ ben: "w/b@09:01#2" })))).toEqual({ changed: [], gone: [] });
    expect(await step(() => store.setAttributes([{ customer: "ana", attributes: { a: "1" } }]))).toEqual({
      changed: [ana],
      gone: [],
    });
    expect(await step(() => store.upsertCatalogue({ channels: [{ key: "w", name: "W" }] }))).toEqual({
      changed: [],
      gone: [],
    });
    expect((await step(() => store.updateSettings({ journeyGap: HOUR }))).changed).toContain(ana);
    expect(await step(() => store.link(["cid"], "ben"))).toEqual({ changed: [ben], gone: [cid] });
    expect(await step(() => store.forget(one))).toEqual({ changed: [ana, ben], gone: [] });
    expect(await step(() => store.erase("ben"))).toEqual({ changed: [], gone: [ben] });
    expect(await step(() => store.setAttributes([{ customer: "ana", attributes: { a: "" } }]))).toEqual({
      changed: [],
      gone: [ana],
    });
  });

  test("a customer's version is the store's version of its last change", async (store) => {
    const first = await store.record(batchFor({ ana: "w/a@09:00", ben: "w/a@09:00" }));
    const second = await store.record(batchFor({ ben: "w/a@09:01#2" }));
    expect((await store.customers(["ana", "ben"])).map((c) => c!.version)).toEqual([first.version, second.version]);
    expect(second.version).toBeGreaterThan(first.version);
  });

  test("the feed contains a customer once, in the current state", async (store) => {
    const start = await store.version();
    for (let i = 0; i < 5; i++) await store.record(batchFor({ ana: `w/a@09:0${i}#${i}` }));
    const { visitor, customers, gone } = collector();
    const read = await store.changesSince(start, visitor);
    expect(read!.version).toBe(await store.version());
    expect(gone).toEqual([]);
    expect([...customers.values()].map((c) => c.journeys[0]!.interactions.length)).toEqual([5]);
  });

  test("a customer who was created and removed since then is gone, or not in the feed", async (store) => {
    const start = await store.version();
    await store.record(batchFor({ ana: "w/a@09:00", ben: "w/a@09:00" }));
    await store.erase("ana");
    const { visitor, customers } = collector();
    await store.changesSince(start, visitor);
    expect(customers.size).toBe(1);
  });

  test("if nothing is new, the feed is empty and keeps the version", async (store) => {
    const { version } = await store.record(batchFor({ ana: "w/a@09:00" }));
    const { visitor, customers, gone } = collector();
    expect(await store.changesSince(version, visitor)).toEqual({ version });
    expect([customers.size, gone.length]).toEqual([0, 0]);
  });

  test("the feed does not answer for a version that the store has not reached", async (store) => {
    const { version } = await store.record(batchFor({ ana: "w/a@09:00" }));
    expect(await store.changesSince(version + 1, collector().visitor)).toBeNull();
  });

  test("progress of a stream ends with all customers", async (store) => {
    await store.record(batchFor({ ana: "w/a@09:00", ben: "w/a@09:00" }));
    const seen: number[][] = [];
    await store.stream(collector().visitor, (read, all) => seen.push([read, all]));
    expect(seen.at(-1)).toEqual([2, 2]);
  });

  test.shared("another handle sees each write as soon as it is acknowledged", async (store, reopen) => {
    const other = await reopen();
    try {
      const mirror = new Mirror();
      await mirror.build(other);
      for (let i = 0; i < 20; i++) {
        const { version } = await store.record(batchFor({ [`c${i % 3}`]: `w/t${i}@09:00#${i}` }));
        expect(await other.version()).toBe(version);
        const { changed } = await mirror.refresh(other);
        expect(changed).toHaveLength(1);
        expect((await other.catalogue()).touchpoints).toHaveLength(i + 1);
      }
    } finally {
      await other.close();
    }
  });

  test.shared("two handles write at the same time: nothing is lost", async (store, reopen) => {
    const other = await reopen();
    try {
      const write = (to: GraphStore, name: string) =>
        Promise.all(
          Array.from({ length: 15 }, (_, i) =>
            to.record(batchFor({ [`c${i % 4}`]: `${name}/t${i % 5}@09:00#${name}${i}` })),
          ),
        );
      const before = await store.version();
      await Promise.all([write(store, "x"), write(other, "y")]);
      expect((await other.status()).interactions).toBe(30);
      expect(await other.version()).toBeGreaterThan(before);
      await Promise.all([store.link(["c0"], "c1"), other.link(["c1"], "c2"), other.erase("c3")]);
      const keys = (await store.customers(["c0", "c1", "c2", "c3"])).map((c) => c?.key);
      expect(new Set(keys.slice(0, 3))).toEqual(new Set(["c2"]));
      expect(keys[3]).toBeUndefined();
    } finally {
      await other.close();
    }
  });
}
