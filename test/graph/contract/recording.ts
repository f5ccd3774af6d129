// Recording: accepted rows, duplicates, conflicts, rejections; and the resulting journeys, edges and origins.
import { expect } from "vitest";
import { MAX_TOUCHPOINTS } from "../../../src/model/catalogue.js";
import type { Interaction } from "../../../src/model/interaction.js";
import { MAX_INTERACTIONS_PER_CUSTOMER } from "../../../src/model/interaction.js";
import { journeyKey } from "../../../src/model/keys.js";
import { MINUTE } from "../../../src/model/time.js";
import { batchFor, instant } from "../../support/histories.js";
import type { Cases } from "../store.contract.js";
import { expectExact, routes, sortedCounts, sortedEdges } from "./support.js";

export function recordingCases(test: Cases): void {
  test("an empty store answers everything", async (store) => {
    expect(await store.sources()).toEqual([]);
    expect(await store.origins()).toEqual([]);
    expect(await store.edges()).toEqual([]);
    expect(await store.customers(["ana"])).toEqual([null]);
    expect(await store.customerPage(10, null)).toEqual([]);
    expect(await store.journeyPage(10, null)).toEqual([]);
    expect(await store.catalogue()).toMatchObject({
      touchpoints: [],
      channels: [],
      stages: [],
      goals: [],
      segments: [],
      serviceLevels: [],
      mergedNames: [],
    });
    await store.ping();
  });

  test("trying whether a change can be made changes nothing", async (store) => {
    const recorded = await store.record(batchFor({ ana: "web/ad@09:00" }));
    const before = await store.status();
    await Promise.all([store.tryWriting(), store.tryWriting()]);
    expect(await store.status()).toEqual(before);
    expect((await store.record(batchFor({ ben: "web/ad@09:00" }))).version).toBe(recorded.version + 1);
    await expectExact(store);
  });

  test("three interactions make one journey, two edges, three counters", async (store) => {
    const outcome = await store.record(batchFor({ ana: "web/ad@09:00 web/site@09:05 web/buy@09:30" }));
    expect(outcome).toMatchObject({ accepted: 3, duplicates: 0, replaced: 0, conflicts: [], rejected: [] });
    expect([...outcome.created.touchpoints].sort()).toEqual(["web/ad", "web/buy", "web/site"]);
    expect(outcome.created.channels).toEqual(["web"]);
    expect(await routes(store, "ana")).toEqual(["web/ad web/site web/buy"]);
    expect(await sortedEdges(store)).toEqual([
      { from: "web/ad", to: "web/site", count: 1, journeys: 1, totalWait: 5 * MINUTE },
      { from: "web/site", to: "web/buy", count: 1, journeys: 1, totalWait: 25 * MINUTE },
    ]);
    expect(await sortedCounts(store)).toEqual([
      { touchpoint: "web/ad", visits: 1, starts: 1, ends: 0 },
      { touchpoint: "web/buy", visits: 1, starts: 0, ends: 1 },
      { touchpoint: "web/site", visits: 1, starts: 0, ends: 0 },
    ]);
  });

  test("a batch that the API accepts is one change, however many customers it has", async (store) => {
    const before = await store.version();
    const log = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`c${i}`, "web/ad@09:00"]));
    const { accepted, version } = await store.record(batchFor(log));
    expect([accepted, version]).toEqual([2_000, before + 1]);
    expect(await store.version()).toBe(version);
  });

  test("every column is returned as it was recorded", async (store) => {
    const known: Partial<Interaction> = {
      caseId: "case 7",
      value: -12_3456,
      cost: 90_000_000_000_000,
      initiatedBy: "PARTNER",
      outcome: "FAILED",
      resolved: false,
      contextCarried: true,
      repeatedInfo: false,
      referredBy: "Бен",
      attributes: '{"a":"1","π":"x"}',
    };
    const batch = batchFor(
      { "Ána\u0001 😀": "web/ad@09:00#id-1%order·1>Phone web/site@09:00:01 web/ad@09:00:02" },
      { row: (r) => (r.id === "id-1" ? known : {}) },
    );
    await store.record(batch);
    const [history] = await store.customers(["Ána\u0001 😀"]);
    const [keyed, split] = history!.journeys;
    expect(keyed).toMatchObject({ name: "order·1", key: journeyKey("Ána\u0001 😀", "order·1", "") });
    expect(keyed!.interactions[0]).toMatchObject({
      ...known,
      id: "id-1",
      journey: "order·1",
      intendedChannel: "phone",
      at: instant("09:00"),
    });
    expect(split).toMatchObject({ name: null, key: journeyKey("Ána\u0001 😀", null, "2") });
    expect(split!.interactions.map((i) => i.touchpoint)).toEqual(["web/site", "web/ad"]);
    const unknown = [
      "journey",
      "caseId",
      "value",
      "cost",
      "initiatedBy",
      "outcome",
      "resolved",
      "intendedChannel",
      "contextCarried",
      "repeatedInfo",
      "referredBy",
      "attributes",
    ] as const;
    for (const column of unknown) expect(split!.interactions[0]![column], column).toBeNull();
  });

  test("instants before 1970, zero amounts and a wait of years", async (store) => {
    await store.updateSettings({ journeyGap: 100 * 365 * 86_400_000 });
    await store.record(
      batchFor(
        { ana: "web/ad@09:00#a web/ad@09:00#b web/ad@09:00#c" },
        {
          row: (r) => ({
            at: r.id === "a" ? -2_000_000_000_001 : r.id === "b" ? -1 : 1_700_000_000_000,
            value: 0,
            cost: r.id === "b" ? 0 : null,
          }),
        },
      ),
    );
    const [history] = await store.customers(["ana"]);
    expect(history!.journeys).toHaveLength(1);
    expect(history!.journeys[0]!.interactions.map((i) => [i.at, i.value, i.cost])).toEqual([
      [-2_000_000_000_001, 0, null],
      [-1, 0, 0],
      [1_700_000_000_000, 0, null],
    ]);
  });

  test("a time that cannot exist is rejected, and the rest is recorded", async (store) => {
    const times: Record<string, number> = { a: Number.NaN, b: 1.5, c: 2 ** 52, d: 5 };
    const outcome = await store.record(
      batchFor({ ana: "w/a@09:00#a w/a@09:00#b w/a@09:00#c w/a@09:00#d" }, { row: (r) => ({ at: times[r.id]! }) }),
    );
    expect(outcome.accepted).toBe(1);
    expect(outcome.rejected.map((r) => [r.index, r.field, r.code])).toEqual(
      [0, 1, 2].map((i) => [i, "at", "BAD_TIME"]),
    );
  });

  test("ties: time, then sequence, then id by code point", async (store) => {
    const places: Record<string, number> = { z: 0, "\uffff": 1, "😀": 1, a: 2 };
    await store.record(
      batchFor(
        { ana: "w/a@09:00#a w/e@09:00#😀 w/f@09:00#\uffff w/z@09:00#z" },
        { row: (r) => ({ sequence: places[r.id]! }) },
      ),
    );
    expect(await routes(store, "ana")).toEqual(["w/z w/f w/e w/a"]);
  });

  test("journeys are split where the gap is greater than the limit, not where it is equal", async (store) => {
    await store.updateSettings({ journeyGap: 30 * MINUTE });
    await store.record(batchFor({ ana: "w/a@09:00 w/b@09:30 w/c@10:00:01" }));
    expect(await routes(store, "ana")).toEqual(["w/a w/b", "w/c"]);
    // A late interaction joins the journeys that were split.
    await store.record(batchFor({ ana: "w/d@09:45#late" }));
    expect(await routes(store, "ana")).toEqual(["w/a w/b w/d w/c"]);
  });

  test("a journey key joins interactions at any distance; the others are split separately", async (store) => {
    await store.record(batchFor({ ana: "w/a@d1T09:00%k w/b@d2T09:00 w/c@d90T09:00%k w/d@d91T09:00" }));
    expect(await routes(store, "ana")).toEqual(["w/a w/c", "w/b", "w/d"]);
  });

  test("self-loops and repeated edges count occurrences and journeys", async (store) => {
    await store.record(
      batchFor({ ana: "w/a@09:00 w/a@09:01 w/a@09:03 w/b@09:04 w/a@09:05 w/b@09:06", ben: "w/a@09:00 w/b@09:01" }),
    );
    expect(await sortedEdges(store)).toEqual([
      { from: "w/a", to: "w/a", count: 2, journeys: 1, totalWait: 3 * MINUTE },
      { from: "w/a", to: "w/b", count: 3, journeys: 2, totalWait: 3 * MINUTE },
      { from: "w/b", to: "w/a", count: 1, journeys: 1, totalWait: MINUTE },
    ]);
  });

  test("a duplicate changes nothing", async (store) => {
    const batch = batchFor({ ana: "w/a@09:00 w/b@09:05" });
    const first = await store.record(batch);
    const again = await store.record(batch);
    expect(again).toMatchObject({ accepted: 0, duplicates: 2, version: first.version });
    expect(again.created).toEqual({ touchpoints: [], channels: [], stages: [] });
    expect(await store.version()).toBe(first.version);
  });

  test("a duplicate within one batch; of several sequences, the smallest stays", async (store) => {
    const batch = batchFor(
      { ana: "w/a@09:00#1 w/a@09:00#1 w/b@09:00#2" },
      { row: (r) => ({ sequence: r.id === "1" ? Number(r.sequence) + 5 : 6 }) },
    );
    // Rows of id 1 have the sequences 5 and 6; the row of id 2 has 6.
    expect(await store.record(batch)).toMatchObject({ accepted: 2, duplicates: 1 });
    expect(await routes(store, "ana")).toEqual(["w/a w/b"]);
    expect(await store.record(batchFor({ ana: "w/b@09:00#2" }, { row: () => ({ sequence: 1 }) }))).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
    expect(await routes(store, "ana")).toEqual(["w/b w/a"]);
  });

  test("a duplicate of another source adds its origin and its sequence", async (store) => {
    const one = await store.openSource({ name: "one.csv", hash: "h1", mapping: "{}" }, 1);
    const two = await store.openSource({ name: "two.csv", hash: "h2", mapping: "{}" }, 2);
    await store.record(batchFor({ ana: "w/a@09:00" }, { source: one.number, row: () => ({ sequence: 7 }) }));
    await store.record(batchFor({ ana: "w/a@09:00" }, { source: two.number, row: () => ({ sequence: 3 }) }));
    const [history] = await store.customers(["ana"]);
    expect(history!.journeys[0]!.interactions[0]).toMatchObject({ sequence: 3, sequences: [7, 3] });
    expect((await store.sources()).map((s) => s.interactions)).toEqual([1, 1]);
    await store.forget(two.number);
    const [left] = await store.customers(["ana"]);
    expect(left!.journeys[0]!.interactions[0]).toMatchObject({ sequence: 7, sequences: [7] });
  });

  test("the same id with other content is a conflict, and is not applied", async (store) => {
    await store.record(batchFor({ ana: "w/a@09:00#1" }));
    const outcome = await store.record(batchFor({ ana: "w/b@09:10#2 w/a@09:01#1" }));
    expect(outcome).toMatchObject({
      accepted: 1,
      replaced: 0,
      conflicts: [{ index: 1, field: "at", code: "CONFLICT" }],
    });
    expect(await routes(store, "ana")).toEqual(["w/a w/b"]);
  });

  test("a batch of only conflicts changes neither the version nor the catalogue nor the origins", async (store) => {
    const { version } = await store.record(batchFor({ ana: "w/a@09:00#1" }));
    const outcome = await store.record(batchFor({ ana: "x/new@09:00#1" }));
    expect(outcome.conflicts).toHaveLength(1);
    expect(outcome.version).toBe(version);
    expect(outcome.created).toEqual({ touchpoints: [], channels: [], stages: [] });
    expect((await store.catalogue()).touchpoints.map((t) => t.key)).toEqual(["w/a"]);
  });

  test("replace applies the new content", async (store) => {
    await store.record(batchFor({ ana: "w/a@09:00#1 w/b@09:05#2" }));
    const outcome = await store.record(batchFor({ ana: "w/c@09:10#1" }, { replace: true }));
    expect(outcome).toMatchObject({ accepted: 0, duplicates: 0, replaced: 1, conflicts: [] });
    expect(await routes(store, "ana")).toEqual(["w/b w/c"]);
    expect((await store.catalogue()).touchpoints.map((t) => t.key)).toEqual(["w/b", "w/c"]);
  });

  test("createNames false rejects unknown names and records the rest", async (store) => {
    await store.record(batchFor({ ana: "w/a@09:00" }));
    const outcome = await store.record(
      batchFor({ ana: "w/nix@09:01#2 w/a@09:02#3>nowhere w/a@09:03#4>w", ben: "w/a@09:04" }, { createNames: false }),
    );
    expect(outcome.accepted).toBe(2);
    expect(outcome.rejected.map(({ index, field, code }) => ({ index, field, code }))).toEqual([
      { index: 0, field: "touchpoint", code: "UNKNOWN_TOUCHPOINT" },
      { index: 1, field: "intendedChannel", code: "UNKNOWN_CHANNEL" },
    ]);
    expect(await routes(store, "ana")).toEqual(["w/a w/a"]);
    expect((await store.catalogue()).channels.map((c) => c.key)).toEqual(["w"]);
  });

  test("a declared touchpoint and a declared channel are known names", async (store) => {
    await store.upsertCatalogue({
      channels: [{ key: "phone", name: "Phone" }],
      touchpoints: [{ key: "web/ad", kind: "Ad", channel: "web" }],
    });
    expect(await store.record(batchFor({ ana: "web/ad@09:00>phone" }, { createNames: false }))).toMatchObject({
      accepted: 1,
      rejected: [],
    });
  });

  test("customers get numbers in order of arrival, never reused", async (store) => {
    await store.record(batchFor({ ana: "w/a@09:00", ben: "w/a@09:00" }));
    const [ana, ben] = await store.customers(["ana", "ben"]);
    await store.erase("ben");
    await store.record(batchFor({ ben: "w/a@09:00" }));
    const [again] = await store.customers(["ben"]);
    expect(ben!.number).toBeGreaterThan(ana!.number);
    expect(again!.number).toBeGreaterThan(ben!.number);
  });

  test("recordings at the same time are all stored", async (store) => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        store.record(batchFor({ [`c${i % 4}`]: `w/t${i % 3}@09:${String(i).padStart(2, "0")}#${i}` })),
      ),
    );
    expect(outcomes.reduce((n, o) => n + o.accepted, 0)).toBe(20);
    expect((await store.status()).interactions).toBe(20);
  });

  test("a recording uses changes that were requested before it, even if they were not done at that time", async (store) => {
    // A store may compute a part of a recording in advance for customers who are new and whose touchpoints are known
    // (neo4j/drafts.ts).
    await store.record(batchFor({ zoe: "w/a@09:00 w/b@09:05 w/c@09:10" }));
    const [, , , first, again, linked, conflict] = await Promise.all([
      store.updateSettings({ journeyGap: 10 * MINUTE }),
      store.record(batchFor({ eve: "w/a@09:00" })),
      store.link(["bob"], "eve"),
      store.record(batchFor({ ana: "w/a@09:00 w/b@09:30 w/c@09:35" })),
      store.record(batchFor({ ana: "w/a@09:00 w/b@09:30 w/c@09:35 w/a@09:50" })),
      store.record(batchFor({ bob: "w/b@09:01#5" })),
      store.record(batchFor({ ana: "w/c@09:00" })),
    ]);
    expect(await routes(store, "ana")).toEqual(["w/a", "w/b w/c", "w/a"]);
    expect(await routes(store, "eve")).toEqual(["w/a w/b"]);
    expect(first.accepted).toBe(3);
    expect([again.accepted, again.duplicates]).toEqual([1, 3]);
    expect(linked.accepted).toBe(1);
    expect(conflict.conflicts.map(({ field }) => field)).toEqual(["touchpoint"]);
    await store.forget(0);
    await Promise.all([
      store.record(batchFor({ dan: "w/a@09:00" }, { origin: () => ({ stage: "aware" }) })),
      store.record(batchFor({ cam: "w/a@09:00 w/b@09:05 w/b@09:06" })),
    ]);
    await expectExact(store);
  });

  test("edges: few, many or all of them change, and some become 0", async (store) => {
    const hub = (from: number, to: number) =>
      Array.from(
        { length: to - from },
        (_, i) => `w/hub@09:${String(2 * i).padStart(2, "0")} w/t${from + i}@09:${String(2 * i + 1).padStart(2, "0")}`,
      ).join(" ");
    const source = await store.openSource({ name: "a.csv", hash: "h", mapping: "{}" }, 1);
    await store.record(batchFor({ ana: hub(0, 20), ben: hub(10, 30) }));
    await store.record(batchFor({ cam: "w/hub@09:00 w/t1@09:01 w/t2@09:03" }));
    await store.record(batchFor({ dan: hub(5, 33), eve: "w/t1@09:00 w/t9@09:01" }, { source: source.number }));
    await expectExact(store);
    await store.forget(source.number);
    await store.erase("ana");
    await expectExact(store);
  });

  test("attributes are set, kept and removed", async (store) => {
    await store.record(batchFor({ ana: "w/a@09:00" }));
    const first = await store.setAttributes([
      { customer: "ana", attributes: { region: "north", tier: "gold" } },
      { customer: "zoe", attributes: { region: "south" } },
    ]);
    expect(first.customers).toBe(2);
    expect((await store.setAttributes([{ customer: "ana", attributes: { region: "north" } }])).version).toBe(
      first.version,
    );
    await store.setAttributes([{ customer: "ana", attributes: { region: "", age: "30" } }]);
    const [ana, zoe] = await store.customers(["ana", "zoe"]);
    expect(ana!.attributes).toEqual({ tier: "gold", age: "30" });
    expect(zoe).toMatchObject({ attributes: { region: "south" }, journeys: [] });
    // A customer with nothing left is removed.
    await store.setAttributes([{ customer: "zoe", attributes: { region: "" } }]);
    expect(await store.customers(["zoe"])).toEqual([null]);
    // A customer who does not exist has nothing to remove.
    const { version } = await store.setAttributes([{ customer: "nobody", attributes: { x: "" } }]);
    expect(version).toBe(await store.version());
    expect(await store.customers(["nobody"])).toEqual([null]);
  });

  test("a customer has at most the maximum number of interactions", async (store) => {
    const some = batchFor({ ana: "w/a@09:00" });
    const rows = Array.from({ length: MAX_INTERACTIONS_PER_CUSTOMER + 2 }, (_, i) => ({
      ...some.rows[0]!,
      id: `i${i}`,
      at: some.rows[0]!.at + i,
    }));
    const outcome = await store.record({ ...some, rows });
    expect(outcome.accepted).toBe(MAX_INTERACTIONS_PER_CUSTOMER);
    expect(outcome.rejected.map((r) => [r.index, r.code])).toEqual([
      [MAX_INTERACTIONS_PER_CUSTOMER, "TOO_MANY_INTERACTIONS"],
      [MAX_INTERACTIONS_PER_CUSTOMER + 1, "TOO_MANY_INTERACTIONS"],
    ]);
    await store.erase("ana");
  });

  test("a catalogue has at most the maximum number of touchpoints", async (store) => {
    const some = batchFor({ ana: "w/a@09:00" });
    const origins = Array.from({ length: MAX_TOUCHPOINTS + 1 }, (_, i) => ({
      ...some.origins[0]!,
      touchpoint: `w/t${i}`,
      kind: `t${i}`,
    }));
    const rows = origins.map((origin, i) => ({
      ...some.rows[0]!,
      id: `i${i}`,
      touchpoint: origin.touchpoint,
      origin: i,
      at: some.rows[0]!.at + i,
    }));
    const outcome = await store.record({ ...some, origins, rows });
    expect(outcome.accepted).toBe(MAX_TOUCHPOINTS);
    expect(outcome.rejected.map((r) => [r.index, r.code])).toEqual([[MAX_TOUCHPOINTS, "TOO_MANY_TOUCHPOINTS"]]);
    expect(await store.record(batchFor({ ben: "w/t5@09:00 w/one-more@09:01" }))).toMatchObject({
      accepted: 1,
      rejected: [{ index: 1, field: "touchpoint", code: "TOO_MANY_TOUCHPOINTS" }],
    });
    await store.erase("ana");
    expect((await store.catalogue()).touchpoints.map((t) => t.key)).toEqual(["w/t5"]);
  });
}
