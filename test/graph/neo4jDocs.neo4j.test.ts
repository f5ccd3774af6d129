// Every query of docs/graph.md runs on a small graph and gives the result that the page describes.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { answersFor } from "../support/answers.js";
import { batchFor } from "../support/histories.js";
import { openEmptyStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/graph.md"), "utf8");
const queries = new Map([...page.matchAll(/```cypher\n\/\/ (.+)\n([^`]+)```/g)].map((match) => [match[1]!, match[2]!]));

describe.skipIf(WITHOUT_NEO4J)(`docs/graph.md${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`, () => {
  beforeAll(async () => {
    const store = await openEmptyStore();
    const { number } = await store.openSource({ name: "shop.csv", hash: "h", mapping: "{}" }, 1);
    const log = {
      ana: "Web/Ad@09:00#a1 web/site@09:30#a2 store/purchase@10:00#a3=20",
      ben: "web/ad@09:00#b1 store/purchase@10:00#b2",
    };
    await store.record(
      batchFor(log, { source: number, origin: (t) => (t === "web/ad" ? { stage: "Awareness" } : {}) }),
    );
    await store.record(batchFor({ ana: "web/site@09:30#a2" }, { row: () => ({ sequence: 1 }) }));
    await store.setAttributes([{ customer: "ben", attributes: { region: "north" } }]);
    await store.link(["ana-phone"], "ana");
    await store.declare({ source: 0, statements: [{ customer: "ana", anonymous: "cookie", at: 0, traits: {} }] });
    await store.recordFeedback(
      answersFor(
        { ana: "web/site@09:40+csat=5+nps=9 ^a2@09:50+csat=2", ben: "web/site@09:40+nps=6" },
        { source: number },
      ),
    );
    await store.close();
  });

  const expected: Readonly<Record<string, (rows: Record<string, unknown>[]) => void>> = {
    "scores by touchpoint": (rows) =>
      expect(rows).toEqual([
        { touchpoint: "web/site", answers: 3, customers: 2, csat: 0.5, nps: 0, ces: null, emotion: null },
      ]),
    "most common routes": (rows) =>
      expect(rows).toEqual([
        { route: ["web/ad", "store/purchase"], journeys: 1 },
        { route: ["web/ad", "web/site", "store/purchase"], journeys: 1 },
      ]),
    "from one touchpoint to another": (rows) =>
      expect(rows).toEqual([
        { route: ["web/ad", "store/purchase"], journeys: 1, customers: 1 },
        { route: ["web/ad", "web/site", "store/purchase"], journeys: 1, customers: 1 },
      ]),
    "the edges of a touchpoint": (rows) => {
      expect(rows.map((row) => [row.next, row.times, row.journeys, row.percentOfVisits])).toEqual([
        ["store/purchase", 1, 1, 50],
        ["web/site", 1, 1, 50],
      ]);
      expect(String(rows[0]!.meanWait)).toBe("PT1H");
    },
    "a picture: the twenty strongest edges": (rows) => expect(rows).toHaveLength(3),
    "from channel to channel": (rows) => expect(rows.map((row) => row.times)).toEqual([2]),
    "one customer's journeys": (rows) =>
      expect(rows.map((row) => [row.position, row.touchpoint, row.channel, row.stage])).toEqual([
        [1, "Ad", "web", "Awareness"],
        [2, "site", "web", null],
        [3, "purchase", "store", null],
      ]),
    "where an interaction came from": (rows) =>
      expect(rows.map((row) => [row.interaction, row.source, row.channelAsWritten, row.kindAsWritten])).toEqual([
        ["a1", "shop.csv", "Web", "Ad"],
        ["a2", "API", "web", "site"],
        ["a2", "shop.csv", "web", "site"],
        ["a3", "shop.csv", "store", "purchase"],
      ]),
    "the identities of a customer": (rows) =>
      expect(rows).toEqual([
        { identity: "ana", linkedInto: [], declaredFor: [] },
        { identity: "ana-phone", linkedInto: ["ana"], declaredFor: [] },
        { identity: "cookie", linkedInto: [], declaredFor: ["ana"] },
      ]),
    "customers of a region": (rows) => expect(rows).toEqual([{ customer: "ben" }]),
    "how much there is": (rows) => expect(rows).toMatchObject([{ customers: 2, journeys: 2, interactions: 5 }]),
  };

  it("has a test for each query", () => expect([...queries.keys()].sort()).toEqual(Object.keys(expected).sort()));

  for (const [name, check] of Object.entries(expected)) it(name, async () => check(await query(queries.get(name)!)));
});
