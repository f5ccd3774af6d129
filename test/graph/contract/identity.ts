// Linking identities, erasing customers, taking imports back: each leaves the store as if it had always been in the
// resulting state.
import { expect } from "vitest";
import type { GraphStore } from "../../../src/graph/store.js";
import { batchFor } from "../../support/histories.js";
import type { Cases } from "../store.contract.js";
import { dump, routes } from "./support.js";

const source = async (store: GraphStore, name: string): Promise<number> =>
  (await store.openSource({ name, hash: `hash of ${name}`, mapping: "{}" }, 1)).number;

export function identityCases(test: Cases): void {
  test("link: two identities become one", async (store) => {
    await store.record(batchFor({ cookie: "web/ad@09:00#1 web/site@09:05#2", card: "store/buy@09:30#9" }));
    const [cookie, card] = await store.customers(["cookie", "card"]);
    const outcome = await store.link(["cookie"], "card");
    // Customers are counted as in the change feed: the removed one and the changed one.
    expect(outcome).toMatchObject({ customers: 2, interactions: 2, conflicts: 0 });
    expect(await routes(store, "card")).toEqual(["web/ad web/site store/buy"]);
    const [byAlias, byKey] = await store.customers(["cookie", "card"]);
    expect(byAlias).toEqual(byKey);
    expect(byKey).toMatchObject({ key: "card", number: card!.number });
    expect(await store.customersByNumber([cookie!.number])).toEqual([null]);
  });

  test("link before recording", async (store) => {
    expect(await store.link(["cookie"], "card")).toMatchObject({ customers: 0, interactions: 0, conflicts: 0 });
    await store.record(batchFor({ cookie: "web/ad@09:00#1", card: "store/buy@09:30#9" }));
    expect(await routes(store, "card")).toEqual(["web/ad store/buy"]);
    expect((await store.status()).customers).toBe(1);
    await store.setAttributes([{ customer: "cookie", attributes: { a: "1" } }]);
    expect((await store.customers(["card"]))[0]!.attributes).toEqual({ a: "1" });
  });

  test("link into a customer who does not exist yet", async (store) => {
    await store.record(batchFor({ cookie: "web/ad@09:00" }));
    await store.link(["cookie"], "card");
    const [customer] = await store.customers(["cookie"]);
    expect(customer!.key).toBe("card");
    await store.record(batchFor({ card: "web/buy@09:01#2" }));
    expect(await routes(store, "cookie")).toEqual(["web/ad web/buy"]);
  });

  test("chains: a into b, b into c", async (store) => {
    await store.link(["a"], "b");
    await store.record(batchFor({ a: "w/a@09:00#1", b: "w/b@09:01#2", c: "w/c@09:02#3" }));
    await store.link(["b"], "c");
    await store.record(batchFor({ a: "w/d@09:03#4" }));
    expect(await routes(store, "a")).toEqual(["w/a w/b w/c w/d"]);
    expect((await store.customers(["a", "b", "c"])).map((c) => c!.key)).toEqual(["c", "c", "c"]);
  });

  test("an alias means its customer on both sides of a link", async (store) => {
    await store.link(["a"], "b");
    await store.record(batchFor({ a: "w/a@09:00#1", c: "w/c@09:02#3" }));
    await store.link(["c"], "a");
    expect((await store.customers(["c"]))[0]!.key).toBe("b");
    await store.link(["a"], "z");
    expect((await store.customers(["a", "b", "c", "z"])).map((c) => c!.key)).toEqual(["z", "z", "z", "z"]);
    expect(await routes(store, "z")).toEqual(["w/a w/c"]);
  });

  test("linking identities that are already one changes nothing: itself, again, and backwards", async (store) => {
    await store.record(batchFor({ a: "w/a@09:00#1", b: "w/b@09:01#2" }));
    const { version } = await store.link(["a"], "b");
    for (const [from, into] of [
      ["a", "a"],
      ["b", "b"],
      ["a", "b"],
      ["b", "a"],
    ] as const)
      expect(await store.link([from], into)).toMatchObject({ version, customers: 0, interactions: 0, conflicts: 0 });
    expect((await store.customers(["a"]))[0]!.key).toBe("b");
  });

  test("link several, with repetitions, conflicts and attributes", async (store) => {
    await store.record(batchFor({ a: "w/a@09:00#1 w/b@09:05#2", b: "w/a@09:00#1", c: "w/a@09:00#1 w/x@09:06#2" }));
    await store.setAttributes([
      { customer: "a", attributes: { x: "a", y: "a" } },
      { customer: "c", attributes: { x: "c" } },
    ]);
    expect(await store.link(["a", "b", "a"], "c")).toMatchObject({ customers: 3, interactions: 3, conflicts: 1 });
    const [customer] = await store.customers(["c"]);
    expect(customer!.attributes).toEqual({ x: "c", y: "a" });
    expect(await routes(store, "c")).toEqual(["w/a w/x"]);
  });

  test("erase removes the customer, everything recorded, and the aliases", async (store) => {
    await store.record(batchFor({ zoe: "w/a@09:00 w/b@09:01" }));
    const before = await dump(store);
    await store.link(["cookie"], "ana");
    await store.record(batchFor({ ana: "w/a@09:00 x/c@09:02", cookie: "w/b@09:01#7" }));
    await store.setAttributes([{ customer: "ana", attributes: { a: "1" } }]);
    const [ana] = await store.customers(["ana"]);
    expect(await store.erase("cookie")).toMatchObject({ found: true, customers: 1, interactions: 3 });
    expect(await store.customers(["ana", "cookie"])).toEqual([null, null]);
    expect(await store.customersByNumber([ana!.number])).toEqual([null]);
    expect(await dump(store)).toEqual(before);
    const version = await store.version();
    expect(await store.erase("ana")).toEqual({ found: false, version, customers: 0, interactions: 0 });
    // The alias is removed too: rows under this key belong to a new customer.
    await store.record(batchFor({ cookie: "w/b@09:01" }));
    expect((await store.customers(["cookie"]))[0]!.key).toBe("cookie");
  });

  test("identities: the customer's own key first, then those linked into it, also before anything is recorded", async (store) => {
    expect(await store.identities("ana")).toEqual([]);
    expect(await store.identities("")).toEqual([]);
    await store.link(["z", "\u{1f600}", "\uffee"], "ana");
    const all = ["ana", "z", "\uffee", "\u{1f600}"];
    expect(await store.identities("ana")).toEqual(all);
    await store.record(batchFor({ ana: "w/a@09:00", ben: "w/a@09:00" }));
    for (const key of all) expect(await store.identities(key)).toEqual(all);
    expect(await store.identities("ben")).toEqual(["ben"]);
    await store.link(["ana"], "ben");
    expect(await store.identities("z")).toEqual(["ben", "ana", "z", "\uffee", "\u{1f600}"]);
    await store.erase("z");
    for (const key of [...all, "ben"]) expect(await store.identities(key)).toEqual([]);
  });

  test("erase of one who has only an alias", async (store) => {
    await store.link(["cookie"], "ana");
    expect(await store.erase("ana")).toMatchObject({ found: true, customers: 0, interactions: 0 });
    await store.record(batchFor({ cookie: "w/a@09:00" }));
    expect((await store.customers(["cookie"]))[0]!.key).toBe("cookie");
  });

  test("forget removes what only that source contained", async (store) => {
    const [one, two] = [await source(store, "one"), await source(store, "two")];
    await store.record(
      batchFor(
        { ana: "w/a@09:00#1 w/b@09:05#2", ben: "w/a@09:00#1" },
        { source: one, origin: () => ({ stage: "first" }) },
      ),
    );
    await store.record(batchFor({ ana: "w/b@09:05#2 w/c@09:06#3" }, { source: two }));
    await store.setAttributes([{ customer: "ben", attributes: { a: "1" } }]);
    const seen: number[][] = [];
    const outcome = await store.forget(one, (done, all) => seen.push([done, all]));
    expect(outcome).toMatchObject({ found: true, customers: 2, interactions: 2 });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.at(-1)![0]).toBe(seen.at(-1)![1]);
    expect(await routes(store, "ana")).toEqual(["w/b w/c"]);
    expect((await store.customers(["ben"]))[0]).toMatchObject({ journeys: [], attributes: { a: "1" } });
    expect((await store.catalogue()).stages).toEqual([]);
    expect((await store.sources()).map((s) => s.number)).toEqual([two]);
    const version = await store.version();
    expect(await store.forget(one)).toEqual({ found: false, version, customers: 0, interactions: 0 });
    expect(await store.forget(77)).toMatchObject({ found: false });
    // If a forgotten source is imported again, it gets a new number.
    expect(await store.openSource({ name: "one", hash: "hash of one", mapping: "{}" }, 1)).toMatchObject({
      known: false,
      number: two + 1,
    });
  });

  test("forgetting everything leaves an empty store", async (store) => {
    const one = await source(store, "one");
    const empty = await dump(store);
    await store.record(
      batchFor(
        { ana: "w/a@09:00 w/b@09:05", ben: "w/a@09:00>phone" },
        { source: one, origin: () => ({ stage: "first" }) },
      ),
    );
    await store.forget(one);
    expect(await dump(store)).toEqual(empty);
    expect((await store.status()).customers).toBe(0);
  });

  test("the API is a source that can be forgotten too", async (store) => {
    const one = await source(store, "one");
    await store.record(batchFor({ ana: "w/a@09:00" }));
    await store.record(batchFor({ ben: "w/a@09:00" }, { source: one }));
    expect(await store.forget(0)).toMatchObject({ found: true, customers: 1, interactions: 1 });
    expect((await store.sources()).map((s) => s.number)).toEqual([one]);
    expect(await store.forget(0)).toMatchObject({ found: false });
  });
}
