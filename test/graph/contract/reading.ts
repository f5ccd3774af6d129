// Tests of reads of single objects and of pages. Results are in the order of the request, missing objects are null, and
// pages have no gaps or repetitions.
import { expect } from "vitest";
import type { JourneyPosition } from "../../../src/graph/store.js";
import type { CustomerHistory } from "../../../src/model/journey.js";
import { compareKeys } from "../../../src/model/keys.js";
import { batchFor } from "../../support/histories.js";
import type { Cases } from "../store.contract.js";
import { allHistories } from "./support.js";

export function readingCases(test: Cases): void {
  test("has an identity, which changes do not change", async (store) => {
    const identity = await store.identity();
    expect(identity).toMatch(/^(embedded|neo4j) .*\d/);
    await store.record(batchFor({ ana: "web/search@09:00" }));
    expect(await store.identity()).toBe(identity);
  });

  test("customers and journeys by key, in the requested order, also repeatedly", async (store) => {
    await store.record(batchFor({ ana: "w/a@d1T09:00 w/b@d90T09:00", ben: "w/c@09:00" }));
    const read = await store.customers(["ben", "nobody", "ana", "ben"]);
    expect(read.map((c) => c?.key ?? null)).toEqual(["ben", null, "ana", "ben"]);
    const [first, second] = read[2]!.journeys;
    const journeys = await store.journeys([
      second!.key,
      "j-000000000000000000000000",
      first!.key,
      "no key at all",
      second!.key,
    ]);
    expect(journeys).toEqual([
      { customer: "ana", journey: second },
      null,
      { customer: "ana", journey: first },
      null,
      { customer: "ana", journey: second },
    ]);
    expect((await store.customersByNumber([read[0]!.number, 999, read[2]!.number])).map((c) => c?.key ?? null)).toEqual(
      ["ben", null, "ana"],
    );
    expect(await store.customers([])).toEqual([]);
    expect(await store.journeys([])).toEqual([]);
  });

  test("attributes of interactions, each with its place among those of its customer", async (store) => {
    const batch = batchFor({
      ana: "w/a@d1T09:00#a w/b@d1T10:00#b w/c@d90T09:00#c",
      ben: "w/c@09:00",
      cyd: "w/a@09:00",
    });
    await store.record({
      ...batch,
      rows: batch.rows.map((row, i) => ({
        ...row,
        attributes: i === 0 || i === 2 ? '{"n":1,"text":"é"}' : i === 3 ? '{"n":2}' : null,
        caseId: i === 1 ? "case" : null,
        referredBy: i === 1 ? "friend" : null,
        intendedChannel: null,
        value: i === 2 ? 10_000 : null,
      })),
    });
    const seen = new Map<number, (string | null)[]>();
    let last: (string | null)[] = [];
    await store.streamAttributes({
      customer(number, interactions) {
        last = Array.from({ length: interactions }, () => null);
        seen.set(number, last);
      },
      attributes(index, json) {
        last[index] = json;
      },
    });
    const expected = (await allHistories(store)).map(({ number, journeys }) => [
      number,
      journeys.flatMap(({ interactions }) => interactions.map(({ attributes }) => attributes)),
    ]);
    expect([...seen].sort(([a], [b]) => a - b)).toEqual(expected);
    expect([...seen.values()].flat().filter((json) => json !== null)).toHaveLength(3);
  });

  test("a journey's key disappears with the journey", async (store) => {
    await store.record(batchFor({ ana: "w/b@09:00#b" }));
    const before = (await store.customers(["ana"]))[0]!.journeys[0]!.key;
    await store.record(batchFor({ ana: "w/a@08:00#a" }));
    const after = (await store.customers(["ana"]))[0]!.journeys[0]!.key;
    expect(after).not.toBe(before);
    expect((await store.journeys([before, after])).map((j) => j?.journey.interactions.length ?? null)).toEqual([
      null,
      2,
    ]);
    await store.erase("ana");
    expect(await store.journeys([after])).toEqual([null]);
  });

  test("pages of customers, newest first", async (store) => {
    for (let i = 0; i < 7; i++) await store.record(batchFor({ [`c${i}`]: "w/a@09:00" }));
    await store.erase("c3");
    await store.record(batchFor({ c0: "w/b@09:01#2" }));
    const keys: string[] = [];
    for (let before: number | null = null; ; ) {
      const page = await store.customerPage(2, before);
      if (page.length === 0) break;
      keys.push(...page.map((c) => c.key));
      before = page.at(-1)!.number;
    }
    expect(keys).toEqual(["c6", "c5", "c4", "c2", "c1", "c0"]);
    expect((await store.customerPage(100, null)).map((c) => c.key)).toEqual(keys);
  });

  test("customers whose key starts with a text, in code-point order, page by page", async (store) => {
    const keys = ["ab", "a", "abc", "aB", "ab\u00e9", "ab\uffee", "ab\u{1f600}", "b", "ab%", "ab_"];
    await store.record(batchFor(Object.fromEntries(keys.map((key) => [key, "w/a@09:00"]))));
    const expected = keys.filter((key) => key.startsWith("ab")).sort(compareKeys);
    expect((await store.customersStartingWith("ab", 100, null)).map(({ key }) => key)).toEqual(expected);
    expect(await store.countStartingWith("ab")).toBe(expected.length);
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: readonly CustomerHistory[] = await store.customersStartingWith("ab", 2, after);
      if (page.length === 0) break;
      found.push(...page.map(({ key }) => key));
      after = page.at(-1)!.key;
    }
    expect(found).toEqual(expected);
    // These requests find all customers, no customer, and the customers after a key that no customer has any more.
    expect((await store.customersStartingWith("", 100, null)).map(({ key }) => key)).toEqual(
      [...keys].sort(compareKeys),
    );
    expect(await store.customersStartingWith("x", 100, null)).toEqual([]);
    expect(await store.countStartingWith("x")).toBe(0);
    expect(await store.customersStartingWith("ab".repeat(5000), 100, null)).toEqual([]);
    expect(await store.countStartingWith("ab".repeat(5000))).toBe(0);
    await store.erase("ab");
    expect((await store.customersStartingWith("ab", 1, "ab"))[0]?.key).toBe(expected[1]);
    expect(await store.customersStartingWith("ab", 100, "b")).toEqual([]);
    expect((await store.customersStartingWith("ab", 100, "a"))[0]?.key).toBe(expected[1]);
    // A linked key belongs to another customer.
    await store.link(["abc"], "a");
    expect((await store.customersStartingWith("abc", 100, null)).map(({ key }) => key)).toEqual([]);
  });

  test("pages of journeys, newest first; equal starts by key", async (store) => {
    await store.record(
      batchFor(
        {
          ana: "w/a@d1T09:00 w/b@d90T09:00 w/c@d180T09:00",
          ben: "w/a@d90T09:00",
          cid: "w/a@d90T09:00",
          dan: "w/a@d91T09:00",
        },
        {
          row: (r) => (r.customer === "dan" ? { at: -5 } : {}),
        },
      ),
    );
    const expected = (await allHistories(store))
      .flatMap((c) => c.journeys.map((journey) => ({ customer: c.key, journey })))
      .sort(
        (a, b) =>
          b.journey.interactions[0]!.at - a.journey.interactions[0]!.at || compareKeys(b.journey.key, a.journey.key),
      );
    expect(expected).toHaveLength(6);
    for (const limit of [1, 2, 4, 100]) {
      const read: unknown[] = [];
      for (let before: JourneyPosition | null = null; ; ) {
        const page = await store.journeyPage(limit, before);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(limit);
        read.push(...page);
        const last = page.at(-1)!.journey;
        before = { start: last.interactions[0]!.at, key: last.key };
      }
      expect(read).toEqual(expected);
    }
  });

  test("a cursor need not refer to a journey that exists", async (store) => {
    await store.record(batchFor({ ana: "w/a@09:00", ben: "w/a@10:00" }));
    const [newest] = await store.journeyPage(1, null);
    const start = newest!.journey.interactions[0]!.at;
    expect((await store.journeyPage(5, { start, key: "j-000000000000000000000000" })).map((j) => j.customer)).toEqual([
      "ana",
    ]);
    expect(
      (await store.journeyPage(5, { start: start + 1, key: "j-000000000000000000000000" })).map((j) => j.customer),
    ).toEqual(["ben", "ana"]);
  });

  test("histories come in order of number", async (store) => {
    for (let i = 0; i < 5; i++) await store.record(batchFor({ [`c${9 - i}`]: "w/a@09:00" }));
    const numbers = (await allHistories(store)).map((h) => h.number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers).toHaveLength(5);
  });

  test.shared("everything exists after opening again", async (store, reopen) => {
    await store.record(batchFor({ ana: "w/a@09:00 w/b@d90T09:00", ben: "w/c@09:00" }));
    await store.upsertCatalogue({ channels: [{ key: "w", name: "W" }] });
    const other = await reopen();
    try {
      expect(await allHistories(other)).toEqual(await allHistories(store));
      expect(await other.catalogue()).toEqual(await store.catalogue());
      expect(await other.status()).toEqual(await store.status());
    } finally {
      await other.close();
    }
  });
}
