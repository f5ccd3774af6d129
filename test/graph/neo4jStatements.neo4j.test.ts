// Has a real server explain every statement, and checks that each look-up uses an index.

import type { Driver, Plan } from "neo4j-driver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_OWNERS } from "../../src/graph/history/relations.js";
import * as questions from "../../src/graph/neo4j/questionStatements.js";
import * as statements from "../../src/graph/neo4j/statements/index.js";
import { answersFor } from "../support/answers.js";
import { blueprintOf, stepOf } from "../support/blueprints.js";
import { batchFor } from "../support/histories.js";
import { driver, NEO4J, openEmptyStore, WITHOUT_NEO4J } from "../support/neo4j.js";

/** The few statements that may read all nodes of a label, with the reasons. */
const SCANS: Readonly<Record<string, string>> = {
  READ_EDGES: "all edges",
  READ_TOUCHPOINT_COUNTS: "all touchpoints",
  READ_ORIGINS: "all origins: there are few",
  COUNT_ORIGINS: "all origins: there are few",
  READ_NAME_KEYS: "the whole catalogue, once in a migration",
  READ_SOURCES: "all sources",
  READ_DECLARED: "the whole catalogue",
  READ_LINKS: "all links",
  READ_DECLARATIONS: "all declarations",
  STATEMENTS_OF_SOURCE: "taking an import back reads every declaration",
  READ_MIGRATIONS: "all migrations",
  CUSTOMERS_OF_SOURCE: "taking an import back reads every journey",
  REMOVE_OLD_WRITERS: "one node a process",
  NEWEST: "every journey's end",
  ROUTE_TOTALS: "every journey in scope",
  ROUTES: "every journey in scope",
  ROUTE_DETAILS: "every journey in scope",
  ROUTE_LOSS: "every journey in scope",
  TRANSITIONS: "every journey in scope",
  TRANSITION_DETAILS: "every journey in scope",
  TRANSITION_TOTALS: "every journey in scope",
  HANDOFF_TOTALS: "every journey in scope",
  HANDOFFS: "every journey in scope",
};
/** Texts that do not read or write data, and are not explained. */
const OTHER = new Set(["SERVER", "AWAIT_INDEXES", "WHOSE", "SHOW_CALLS", "END_TRANSACTIONS"]);

/** The questions' statements exist once for all customers and once for given customers. */
const all = Object.entries<unknown>({ ...statements, ...questions }).flatMap(
  ([name, statement]): [string, string][] => {
    if (typeof statement === "string") return [[name, statement]];
    if (!isScoped(statement)) return [];
    return [
      [name, statement.all],
      [`${name} (of customers)`, statement.ofCustomers],
    ];
  },
);

function isScoped(statement: unknown): statement is questions.Scoped {
  return typeof (statement as questions.Scoped).ofCustomers === "string";
}

describe.skipIf(WITHOUT_NEO4J)(`statements${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`, () => {
  let d: Driver;
  beforeAll(async () => {
    const store = await openEmptyStore();
    // The graph needs data of every kind, because the server warns of names that it does not know, such as misspelt
    // ones.
    await store.upsertCatalogue({
      stages: [{ key: "aware", name: "Aware", position: 1 }],
      goals: [{ key: "sale", name: "Sale", selector: { any: true }, isDefault: true }],
      serviceLevels: [{ from: "web", to: "store", wait: 1 }],
      segments: [{ key: "vip", description: "d", rule: {} }],
      touchpoints: [{ key: "web/ad", channel: "web", kind: "ad" }],
      personas: [{ key: "busy", description: "d", preferredChannels: ["web"], rule: {} }],
      blueprints: [
        blueprintOf("visit", [stepOf("ad", ["web/ad"], ["site"]), stepOf("site", ["web/ad"])], { persona: "busy" }),
      ],
    });
    const everything = {
      caseId: "c",
      cost: 1,
      initiatedBy: "BRAND",
      outcome: "FAILED",
      resolved: true,
      contextCarried: true,
      repeatedInfo: true,
      referredBy: "r",
      attributes: "{}",
    } as const;
    const opened = await store.openSource({ name: "a.csv", hash: "h", mapping: "{}" }, 1);
    for (const source of [0, opened.number])
      await store.record(
        batchFor(
          { ana: "web/ad@09:00=1%k>store store/buy@09:01%k", ben: "web/ad@09:00" },
          { source, row: () => everything, origin: () => ({ stage: "aware", initiatedBy: "PEER" }) },
        ),
      );
    await store.saveReport(opened.number, "{}");
    await store.setAttributes([{ customer: "ana", attributes: { a: "1" } }]);
    await store.link(["ben"], "ana");
    // These calls record a hidden interaction, an interaction that names two identities, and a trait.
    await store.record(batchFor({ cookie: "web/ad@09:05#9" }));
    for (const anonymous of ["cookie", "phone"])
      await store.record(batchFor({ ana: "web/ad@09:05#9" }, { row: () => ({ anonymous }) }));
    // A device with so many owners that its interaction needs an index.
    const users = Array.from({ length: FIRST_OWNERS + 1 }, (_, i) => [`user-${i}`, "web/ad@10:00#7"]);
    await store.record(batchFor(Object.fromEntries(users), { row: () => ({ anonymous: "kiosk" }) }));
    await store.record(batchFor({ kiosk: "web/ad@10:01#8" }));
    await store.declare({
      source: opened.number,
      statements: [{ customer: "ana", anonymous: "phone", at: 0, traits: { plan: "gold" } }],
    });
    await store.recordFeedback(
      answersFor({
        ana: "web/ad@09:30+csat=2 web/ad@09:31+nps=9 web/ad@09:32+ces=7 web/ad^k@09:33+emotion=-2 web/ad@09:34+fine",
      }),
    );
    await store.close();
    d = driver();
  });
  afterAll(() => d.close());

  for (const [name, statement] of all)
    it(`${name} is understood${name in SCANS ? "" : " and uses indexes"}`, async () => {
      const session = d.session({ database: NEO4J.database });
      const { summary } = await session.run(`EXPLAIN ${statement}`, parametersOf(statement));
      await session.close();
      const notes = summary.gqlStatusObjects.filter((s) => s.severity === "WARNING").map((s) => s.statusDescription);
      expect(notes).toEqual([]);
      if (OTHER.has(name)) return;
      const operators = operatorsOf(summary.plan as Plan);
      const scans = operators.filter((o) => /NodeByLabelScan|AllNodesScan|RelationshipTypeScan/.test(o));
      if (name in SCANS) expect(scans.length, SCANS[name]).toBeGreaterThan(0);
      else expect(scans, operators.join(" ")).toEqual([]);
    });

  it("pages of journeys are read in the order of the index, without sorting", async () => {
    const session = d.session({ database: NEO4J.database });
    const { summary } = await session.run(
      `EXPLAIN ${statements.PAGE_OF_JOURNEYS}`,
      parametersOf(statements.PAGE_OF_JOURNEYS),
    );
    await session.close();
    const operators = operatorsOf(summary.plan as Plan);
    expect(
      operators.filter((o) => /^(Sort|Top|PartialTop|PartialSort)@/.test(o)),
      operators.join(" "),
    ).toEqual([]);
  });
});

describe("the set of statements", () => {
  it("is fixed: no text has a placeholder", () => {
    expect(all.length).toBeGreaterThan(50);
    for (const [name, statement] of all) expect(statement, name).not.toMatch(/\$\{|undefined|\[object/);
  });
});

function operatorsOf(plan: Plan): string[] {
  return [plan.operatorType, ...plan.children.flatMap(operatorsOf)];
}

/** Explaining needs a value for every parameter. */
function parametersOf(statement: string): Record<string, unknown> {
  return Object.fromEntries([...statement.matchAll(/\$(\w+)/g)].map((match) => [match[1]!, null]));
}
