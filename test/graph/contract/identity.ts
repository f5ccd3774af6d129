// Tests of linking identities, erasing customers and undoing imports. After each of these, the store must be as if it
// had received only the remaining data.
import { expect } from "vitest";
import { FIRST_OWNERS } from "../../../src/graph/history/relations.js";
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
    expect(outcome).toMatchObject({ customers: 2, interactions: 2 });
    expect(await routes(store, "card")).toEqual(["web/ad web/site store/buy"]);
    const [byAlias, byKey] = await store.customers(["cookie", "card"]);
    expect(byAlias).toEqual(byKey);
    expect(byKey).toMatchObject({ key: "card", number: card!.number });
    expect(await store.customersByNumber([cookie!.number])).toEqual([null]);
  });

  test("a device belongs to the only owner that is left of many", async (store) => {
    // This owner is the first one in order of time, and the last one in order of keys. No store reads it first.
    const named = { row: () => ({ anonymous: "device" }) };
    await store.record(batchFor({ "user-left": "web/a@09:00#left" }, named));
    const others = Array.from({ length: FIRST_OWNERS + 2 }, (_, i) => [`user-${i}`, `web/a@09:00#${i}`]);
    const number = await source(store, "others");
    await store.record(batchFor(Object.fromEntries(others), { ...named, source: number }));
    await store.record(batchFor({ device: "web/b@09:10#device" }));
    expect((await store.customers(["device"]))[0]!.key).toBe("device");
    await store.forget(number);
    expect((await store.customers(["device"]))[0]!.key).toBe("user-left");
    expect(await routes(store, "user-left")).toEqual(["web/a web/b"]);
  });

  test("a device with many users: its rows are compared with the rows of all of them, also of those recorded meanwhile", async (store) => {
    // More users than a store reads at once to build the index of the device (neo4j/namingSteps.ts).
    const MANY = 1_203;
    const named = { row: () => ({ anonymous: "kiosk" }) };
    const users = Array.from({ length: MANY }, (_, i) => [`user-${i}`, `web/a@09:00#${i}`]);
    await store.record(batchFor(Object.fromEntries(users), named));
    // The first row of the device builds the index. The others are recorded at the same time.
    await Promise.all([
      store.record(batchFor({ kiosk: `web/a@09:00#7 web/a@09:00#${MANY - 1} web/b@09:10#own` })),
      ...Array.from({ length: 20 }, (_, i) =>
        store.record(batchFor({ [`late-${i}`]: `web/a@09:00#late-${i}` }, named)),
      ),
      store.erase("user-8"),
    ]);
    expect(await routes(store, "kiosk")).toEqual(["web/b"]);
    await store.record(batchFor({ kiosk: "web/c@09:20#late-19 web/a@09:00#late-3 web/a@09:00#8" }));
    expect(await routes(store, "kiosk")).toEqual(["web/a web/b web/c"]);
    expect((await store.person("kiosk"))!.identities).toEqual(["kiosk"]);
  });

  test("link before recording", async (store) => {
    expect(await store.link(["cookie"], "card")).toMatchObject({ customers: 0, interactions: 0 });
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
    // The order of links does not matter. Neither `b` nor `z` is linked into another identity, so the key is the first
    // of them.
    await store.link(["a"], "z");
    expect((await store.customers(["a", "b", "c", "z"])).map((c) => c!.key)).toEqual(["b", "b", "b", "b"]);
    expect(await routes(store, "z")).toEqual(["w/a w/c"]);
    await store.link(["b"], "z");
    expect((await store.customers(["a", "b", "c", "z"])).map((c) => c!.key)).toEqual(["z", "z", "z", "z"]);
  });

  test("the same link again changes nothing; a cycle of links has the first key", async (store) => {
    await store.record(batchFor({ a: "w/a@09:00#1", b: "w/b@09:01#2" }));
    const { version } = await store.link(["a"], "b");
    expect(await store.link(["a"], "b")).toEqual({ version, customers: 0, interactions: 0 });
    expect((await store.customers(["a"]))[0]!.key).toBe("b");
    expect(await store.link(["b"], "a")).toMatchObject({ customers: 2, interactions: 2 });
    expect((await store.customers(["a", "b"])).map((c) => c!.key)).toEqual(["a", "a"]);
    // Linking these identities to themselves changes nothing, because they have no declarations that the link could
    // make ineffective.
    for (const key of ["a", "b"]) expect(await store.link([key], key)).toMatchObject({ customers: 0, interactions: 0 });
    expect((await store.customers(["a", "b"])).map((c) => c!.key)).toEqual(["a", "a"]);
  });

  test("link several: every interaction stands, and attributes are shown by the own key first", async (store) => {
    await store.record(batchFor({ a: "w/a@09:00#1 w/b@09:05#2", b: "w/a@09:00#1", c: "w/a@09:00#1 w/x@09:06#2" }));
    await store.setAttributes([
      { customer: "a", attributes: { x: "a", y: "a" } },
      { customer: "b", attributes: { y: "b", z: "b" } },
      { customer: "c", attributes: { x: "c" } },
    ]);
    expect(await store.link(["a", "b", "a"], "c")).toMatchObject({ customers: 3, interactions: 3 });
    const [customer] = await store.customers(["c"]);
    expect(customer!.attributes).toEqual({ x: "c", y: "a", z: "b" });
    expect(await routes(store, "c")).toEqual(["w/a w/a w/a w/b w/x"]);
    expect(customer!.journeys[0]!.interactions.map(({ identity, id }) => `${identity}/${id}`)).toEqual([
      "a/1",
      "b/1",
      "c/1",
      "a/2",
      "c/2",
    ]);
    // An attribute is removed from all identities.
    await store.setAttributes([{ customer: "a", attributes: { y: "" } }]);
    expect((await store.customers(["c"]))[0]!.attributes).toEqual({ x: "c", z: "b" });
  });

  test("linked.csv: two devices with equal ids and equal journey keys keep both", async (store) => {
    await store.record(
      batchFor({
        "device-A": "ad@d1T10:00#1%1 product@d1T10:01#2%1",
        "device-B": "store@d2T10:00#1%1 purchase@d2T10:10#2%1",
      }),
    );
    const before = await dump(store);
    await store.link(["device-A", "device-B"], "user-1");
    expect(await routes(store, "user-1")).toEqual(["unknown/ad unknown/product", "unknown/store unknown/purchase"]);
    expect((await store.status()).interactions).toBe(4);
    expect(await store.unlink("device-A", "user-1")).toMatchObject({ found: true, customers: 2, interactions: 2 });
    expect(await routes(store, "device-A")).toEqual(["unknown/ad unknown/product"]);
    expect(await store.unlink("device-B", "user-1")).toMatchObject({ found: true });
    expect(await dump(store)).toEqual(before);
    const version = await store.version();
    expect(await store.unlink("device-B", "user-1")).toEqual({ version, found: false, customers: 0, interactions: 0 });
  });

  test("session-cut.csv, then exported-again.csv: one journey, nothing new", async (store) => {
    const [cut, again] = [await source(store, "session-cut"), await source(store, "exported-again")];
    const named = { row: () => ({ anonymous: "a1" }) };
    await store.record(batchFor({ a1: "ad@10:00#m1%s1" }, { source: cut }));
    const first = await store.record(batchFor({ u1: "login@10:05#m2%s1 buy@10:10#m3%s1" }, { source: cut, ...named }));
    expect(first).toMatchObject({ accepted: 2, identities: { declared: 1, named: 0, shared: [] } });
    expect(await routes(store, "u1")).toEqual(["unknown/ad unknown/login unknown/buy"]);
    const before = (await store.customers(["a1"]))[0]!;
    expect(before.key).toBe("u1");
    const outcome = await store.record(
      batchFor({ u1: "ad@10:00#m1%s1 login@10:05#m2%s1 buy@10:10#m3%s1" }, { source: again, ...named }),
    );
    expect(outcome).toMatchObject({ accepted: 0, duplicates: 3, identities: { declared: 1, named: 1, shared: [] } });
    const after = (await store.customers(["u1"]))[0]!;
    expect(after.journeys.map(({ key }) => key)).toEqual(before.journeys.map(({ key }) => key));
    expect(after.journeys[0]!.interactions.map(({ identity }) => identity)).toEqual(["u1", "u1", "u1"]);
    expect(after.kept!.hidden.map(({ identity, id }) => [identity, id])).toEqual([["a1", "m1"]]);
    // Without the second file, the rows of the first are as before. Without the first file, all rows of the second are
    // kept.
    await store.forget(again);
    expect((await store.customers(["u1"]))[0]).toEqual({ ...before, version: expect.any(Number) });
    const anew = await source(store, "exported-again");
    await store.record(
      batchFor({ u1: "ad@10:00#m1%s1 login@10:05#m2%s1 buy@10:10#m3%s1" }, { source: anew, ...named }),
    );
    await store.forget(cut);
    expect(await routes(store, "u1")).toEqual(["unknown/ad unknown/login unknown/buy"]);
    expect((await store.customers(["u1"]))[0]!.kept).toBeUndefined();
  });

  test("an anonymous row that comes after the named one is one with it too; other content is another", async (store) => {
    await store.record(batchFor({ u1: "ad@10:00#m1 buy@10:10#m2" }, { row: () => ({ anonymous: "a1" }) }));
    expect(await store.record(batchFor({ a1: "ad@10:00#m1 buy@10:10#m2=5" }))).toMatchObject({
      accepted: 1,
      duplicates: 1,
      identities: { declared: 0, named: 1 },
    });
    expect(await routes(store, "u1")).toEqual(["unknown/ad unknown/buy unknown/buy"]);
  });

  test("a shared device is joined to none, until one owner is left or the owners are linked", async (store) => {
    const declares = (anonymous: string) => ({ row: () => ({ anonymous }) });
    await store.record(batchFor({ kiosk: "store/map@09:00#k" }));
    await store.record(batchFor({ u1: "web/a@10:00#1" }, declares("kiosk")));
    expect((await store.customers(["kiosk"]))[0]!.key).toBe("u1");
    const outcome = await store.record(batchFor({ u2: "web/b@11:00#2" }, declares("kiosk")));
    expect(outcome.identities).toEqual({ declared: 1, named: 0, shared: ["kiosk"] });
    expect((await store.customers(["kiosk", "u1", "u2"])).map((c) => c!.key)).toEqual(["kiosk", "u1", "u2"]);
    expect(await store.person("u1")).toMatchObject({
      key: "u1",
      identities: ["u1"],
      shared: ["kiosk"],
      joining: [{ anonymous: "kiosk", customer: "u2" }],
    });
    await store.link(["u1"], "u2");
    expect((await store.customers(["kiosk"]))[0]!.key).toBe("u2");
    expect(await store.identities("u1")).toEqual(["u2", "kiosk", "u1"]);
    await store.unlink("u1", "u2");
    expect(await store.erase("u1")).toMatchObject({
      found: true,
      interactions: 1,
      joining: [{ anonymous: "kiosk", customer: "u2" }],
    });
    expect((await store.customers(["kiosk"]))[0]!.key).toBe("u2");
    // An identity that is linked to itself stays separate.
    await store.link(["kiosk"], "kiosk");
    expect((await store.customers(["kiosk"]))[0]!.key).toBe("kiosk");
    // Erasing it removes its key from the rows of others.
    await store.erase("kiosk");
    expect((await store.customers(["u2"]))[0]!.journeys[0]!.interactions[0]!.named).toBeNull();
    expect(await store.person("u2")).toMatchObject({ declarations: [], links: [], shared: [] });
  });

  test("statements declare without an interaction, and go with their source", async (store) => {
    const [one, two] = [await source(store, "one"), await source(store, "two")];
    await store.record(batchFor({ a1: "w/a@09:00", a2: "w/b@10:00#2" }));
    const statement = { customer: "u1", anonymous: "a1", at: 5, traits: { plan: "gold", city: "Bonn" } };
    expect(await store.declare({ source: one, statements: [statement] })).toMatchObject({ changed: 1, declared: 1 });
    const { version } = await store.declare({ source: one, statements: [statement] });
    expect(await store.declare({ source: one, statements: [statement] })).toEqual({
      version,
      changed: 0,
      declared: 0,
      shared: [],
    });
    // A chain in which a2 is a1, and a1 is u1.
    await store.declare({
      source: two,
      statements: [
        { customer: "a1", anonymous: "a2", at: 9, traits: {} },
        { customer: "u1", anonymous: null, at: 7, traits: { plan: "silver" } },
        { customer: "u1", anonymous: null, at: 7, traits: { plan: "platinum" } },
        { customer: null, anonymous: "a2", at: 9, traits: { plan: "none", device: "phone" } },
      ],
    });
    expect((await store.customers(["a2"]))[0]).toMatchObject({
      key: "u1",
      attributes: { city: "Bonn", device: "phone", plan: "platinum" },
    });
    await store.setAttributes([{ customer: "u1", attributes: { plan: "given" } }]);
    expect((await store.customers(["a2"]))[0]!.attributes.plan).toBe("given");
    await store.setAttributes([{ customer: "u1", attributes: { plan: "" } }]);
    expect((await store.customers(["a2"]))[0]!.attributes.plan).toBe("platinum");
    expect(await store.forget(two)).toMatchObject({ found: true });
    expect((await store.customers(["a1", "a2"])).map((c) => c!.key)).toEqual(["u1", "a2"]);
    expect((await store.customers(["u1"]))[0]!.attributes).toEqual({ city: "Bonn", plan: "gold" });
    expect(await store.forget(one)).toMatchObject({ found: true });
    expect((await store.customers(["a1", "u1"])).map((c) => c?.key)).toEqual(["a1", undefined]);
    expect(await store.person("u1")).toBeNull();
  });

  test("what the API stated is taken back with source 0, whether or not it recorded a row", async (store) => {
    const nothing = { found: false, customers: 0, interactions: 0 };
    expect(await store.forget(0)).toMatchObject(nothing);
    await store.declare({
      source: 0,
      statements: [{ customer: null, anonymous: "a1", at: 0, traits: { plan: "gold" } }],
    });
    expect(await store.forget(0)).toMatchObject({ found: true, customers: 1 });
    expect(await store.customers(["a1"])).toEqual([null]);
    await store.declare({ source: 0, statements: [{ customer: "u1", anonymous: "a1", at: 0, traits: {} }] });
    expect(await store.forget(0)).toMatchObject({ found: true, interactions: 0 });
    expect(await store.person("u1")).toBeNull();
    expect(await store.forget(0)).toMatchObject(nothing);
  });

  test("replacing a row takes its declaration back; rejects and conflicts declare nothing", async (store) => {
    await store.record(batchFor({ u1: "w/a@09:00#1" }, { row: () => ({ anonymous: "a1" }) }));
    await store.record(batchFor({ u1: "w/a@09:01#1" }, { row: () => ({ anonymous: "a2" }) }));
    expect(await store.identities("u1")).toEqual(["u1", "a1"]);
    await store.record(batchFor({ u1: "w/a@09:01#1" }, { row: () => ({ anonymous: "a2" }), replace: true }));
    expect(await store.identities("u1")).toEqual(["u1", "a2"]);
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
    expect(await store.erase("ana")).toEqual({
      found: false,
      version,
      customers: 0,
      interactions: 0,
      answers: 0,
      joining: [],
    });
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
    expect(await store.forget(one)).toEqual({ found: false, version, customers: 0, interactions: 0, answers: 0 });
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
