// The contract suite: tests of everything that a graph store must do. They are written once, and run on each store.
//
//     storeContract({ name: "embedded", open, reopen });
//
// `open` returns a fresh, empty store; the suite closes it before it opens the next one. `reopen` returns another
// handle on the store that was opened last, like a second process. After each case, everything that the store counts is
// counted again from the histories. If a store differs, the test is skipped with a reason, so the list of skips
// documents the differences.
import { describe, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { catalogueCases } from "./contract/catalogue.js";
import { changeCases } from "./contract/changes.js";
import { designCases } from "./contract/designs.js";
import { feedbackCases } from "./contract/feedback.js";
import { identityCases } from "./contract/identity.js";
import { orderCases } from "./contract/orders.js";
import { propertyCases } from "./contract/properties.js";
import { readingCases } from "./contract/reading.js";
import { recordingCases } from "./contract/recording.js";
import { expectExact } from "./contract/support.js";

export interface StoreSuite {
  readonly name: string;
  readonly open: () => Promise<GraphStore>;
  readonly reopen?: () => Promise<GraphStore>;
  readonly skip?: readonly { readonly reason: string; readonly tests: readonly string[] }[];
  /** Runs of each property; default 30. */
  readonly runs?: number;
  /** Milliseconds for a case. The default is two minutes, because the largest ones take seconds on a busy machine. */
  readonly timeout?: number;
}

export interface Cases {
  /** Declares a case with a fresh store, whose counts are checked afterwards. */
  (name: string, run: (store: GraphStore) => Promise<void>): void;
  /** Declares a case that opens its stores itself, one after another. */
  readonly many: (name: string, run: (suite: StoreSuite) => Promise<void>) => void;
  /** Declares a case with a fresh store that is opened twice. It is left out if the suite has no `reopen`. */
  readonly shared: (name: string, run: (store: GraphStore, reopen: () => Promise<GraphStore>) => Promise<void>) => void;
}

export function storeContract(suite: StoreSuite): void {
  const skips = new Map((suite.skip ?? []).flatMap(({ reason, tests }) => tests.map((test) => [test, reason])));
  const add = (name: string, run: () => Promise<void>): void => {
    const reason = skips.get(name);
    skips.delete(name);
    if (reason !== undefined) it.skip(`${name} (skipped: ${reason})`, run);
    else it(name, run, suite.timeout ?? 120_000);
  };
  const withStore = async (run: (store: GraphStore) => Promise<void>): Promise<void> => {
    const store = await suite.open();
    try {
      await run(store);
      await expectExact(store);
    } finally {
      await store.close();
    }
  };
  const cases: Cases = Object.assign(
    (name: string, run: (store: GraphStore) => Promise<void>) => add(name, () => withStore(run)),
    {
      many: (name: string, run: (suite: StoreSuite) => Promise<void>) => add(name, () => run(suite)),
      shared: (name: string, run: (store: GraphStore, reopen: () => Promise<GraphStore>) => Promise<void>) => {
        const { reopen } = suite;
        if (reopen !== undefined) add(name, () => withStore((store) => run(store, reopen)));
      },
    },
  );
  describe(`store contract: ${suite.name}`, () => {
    describe("recording", () => recordingCases(cases));
    describe("catalogue", () => catalogueCases(cases));
    describe("personas and blueprints", () => designCases(cases));
    describe("identity, erasing, forgetting", () => identityCases(cases));
    describe("orders of arrival", () => orderCases(cases));
    describe("feedback", () => feedbackCases(cases));
    describe("changes and versions", () => changeCases(cases));
    describe("reading", () => readingCases(cases));
    describe("properties", () => propertyCases(cases));
    it("skips only existing cases", () => {
      if (skips.size > 0) throw new Error(`no such case: ${[...skips.keys()].join(", ")}`);
    });
  });
}
