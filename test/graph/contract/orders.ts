// Tests of cyclic links, chains and circles of declarations, keys that are both anonymous and customers, and a shared
// device. For every order of arrival, the graph must be the same, and was worked out by hand.
import { expect } from "vitest";
import type { GraphStore } from "../../../src/graph/store.js";
import { batchFor } from "../../support/histories.js";
import { random, shuffled } from "../../support/random.js";
import type { Cases } from "../store.contract.js";
import { dump, expectExact, routes } from "./support.js";

const record =
  (log: Record<string, string>, anonymous: string | null = null) =>
  (store: GraphStore): Promise<unknown> =>
    store.record(batchFor(log, { row: () => ({ anonymous }) }));
const link =
  (from: string, into: string) =>
  (store: GraphStore): Promise<unknown> =>
    store.link([from], into);
const declare =
  (anonymous: string, customer: string) =>
  (store: GraphStore): Promise<unknown> =>
    store.declare({ source: 0, statements: [{ anonymous, customer, at: 0, traits: {} }] });

const CHANGES = [
  // A chain in which a2 is a1, a1 is u1, and u1 is u2.
  record({ a1: "w/ad@09:00#1" }),
  record({ u1: "w/buy@09:20#2" }, "a1"),
  record({ u2: "w/site@09:10#3" }, "u1"),
  declare("a2", "a1"),
  record({ a2: "w/look@08:50#4" }),
  // A circle of links, and an anonymous key that is declared for two of its customers.
  link("x", "y"),
  link("y", "z"),
  link("z", "x"),
  record({ x: "w/a@10:00#1", z: "w/c@10:20#1" }),
  declare("k", "x"),
  record({ y: "w/b@10:10#1" }, "k"),
  // A circle of declarations.
  declare("d1", "d2"),
  declare("d2", "d1"),
  record({ d2: "w/d@11:00#1" }),
  // A shared device. One of its customers is also known by an anonymous key of their own.
  declare("s", "a1"),
  record({ s: "w/kiosk@12:00#1" }),
  record({ x: "w/kiosk@12:10#2" }, "s"),
  // An identity that a link to itself keeps separate from the identity for which it is declared.
  declare("p", "u2"),
  link("p", "p"),
  record({ p: "w/apart@13:00#1" }),
];

export function orderCases(test: Cases): void {
  test.many("links and declarations with cycles give one graph in every order", async (suite) => {
    const next = random(11);
    let expected: unknown;
    for (let order = 0; order < (suite.runs ?? 40); order++) {
      const store = await suite.open();
      try {
        // The first order is the one above, and the second its reverse.
        const changes = order < 2 ? CHANGES : shuffled(CHANGES, next);
        for (const change of order === 1 ? changes.toReversed() : changes) await change(store);
        await expectExact(store);
        expect(await Promise.all(["a2", "a1", "u1", "y", "d2", "s", "p"].map((key) => store.identities(key)))).toEqual([
          ["u2", "a1", "a2", "u1"],
          ["u2", "a1", "a2", "u1"],
          ["u2", "a1", "a2", "u1"],
          ["k", "x", "y", "z"],
          ["d1", "d2"],
          ["s"],
          ["p"],
        ]);
        expect(await routes(store, "a2")).toEqual(["w/look w/ad w/site w/buy"]);
        expect(await routes(store, "k")).toEqual(["w/a w/b w/c w/kiosk"]);
        expect((await store.person("u2"))!.shared).toEqual(["s"]);
        expect((await store.person("z"))!.shared).toEqual(["s"]);
        const got = await dump(store);
        expected ??= got;
        expect(got).toEqual(expected);
      } finally {
        await store.close();
      }
    }
  });
}
