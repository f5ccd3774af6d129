// Tests of feedback answers over HTTP, on any store: recording them, with a report on each row, and reading them below
// customers, interactions and touchpoints.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { startTestServer, type TestServer } from "./server.js";
import type { SmallLog } from "./smallLog.js";

const LOG: SmallLog = {
  rows: [
    { customer: "ana", channel: "Web", kind: "Site", time: "2026-01-05T09:00:00Z", id: "v1" },
    { customer: "ana", channel: "Store", kind: "Purchase", time: "2026-01-05T12:00:00Z", id: "p1" },
    { customer: "bo", channel: "Web", kind: "Site", time: "2026-01-06T09:00:00Z", id: "v1" },
  ],
};
const RECORD = `mutation($feedback: [FeedbackInput!]!, $createNames: Boolean, $replace: Boolean) {
  recordFeedback(feedback: $feedback, createNames: $createNames, replace: $replace) {
    accepted duplicates replaced created { touchpoints channels stages }
    conflicts { index field code } rejected { index field code message }
  }
}`;
const ANSWER = "key identity at csat nps ces emotion comment customer { key } touchpoint { key } interaction { key }";

export function feedbackSuite(name: string, open?: () => Promise<GraphStore>): void {
  describe(`feedback over HTTP on ${name}`, () => {
    let server: TestServer;
    beforeEach(async () => {
      server = await startTestServer({ log: LOG, open });
    });
    afterEach(() => server.close());

    async function ask(query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await server.ask(query, variables);
      expect(errors).toBeUndefined();
      return data;
    }
    const record = async (feedback: object[], more: object = {}) =>
      (await ask(RECORD, { feedback, ...more })).recordFeedback;
    const NONE = {
      accepted: 0,
      duplicates: 0,
      replaced: 0,
      created: { touchpoints: [], channels: [], stages: [] },
      conflicts: [],
      rejected: [],
    };
    const answer = {
      id: "f1",
      customer: "ana",
      touchpoint: "store/purchase",
      at: "2026-01-05T13:00:00Z",
      nps: 9,
      csat: 5,
    };

    it("recorded, repeated, in conflict, and replaced", async () => {
      expect(await record([answer])).toEqual({ ...NONE, accepted: 1 });
      expect(await record([answer, answer])).toEqual({ ...NONE, duplicates: 2 });
      expect(await record([{ ...answer, nps: 2 }])).toEqual({
        ...NONE,
        conflicts: [{ index: 0, field: "nps", code: "CONFLICT" }],
      });
      expect(await record([{ ...answer, nps: 2 }], { replace: true })).toEqual({ ...NONE, replaced: 1 });
      // Without an id, two equal rows of one call are two answers. Repeating the call changes nothing.
      const { id: _, ...without } = { ...answer, comment: "Quick." };
      expect(await record([without, without])).toEqual({ ...NONE, accepted: 2 });
      expect(await record([without, without])).toEqual({ ...NONE, duplicates: 2 });
      const { customer } = await ask(`{ customer(key: "ana") { feedback { totalCount nodes { nps comment } } } }`);
      expect(customer.feedback.totalCount).toBe(3);
      expect(customer.feedback.nodes.map((one: { nps: number }) => one.nps).sort()).toEqual([2, 9, 9]);
    });

    it("rejects a row with its index and reason, and records the others", async () => {
      const rows = [
        { ...answer, id: "off", nps: 11 },
        { ...answer, id: "none", nps: null, csat: null },
        { ...answer, id: "good" },
        { ...answer, id: "gone", touchpoint: "store/purchas" },
        { ...answer, id: "late", at: "2099-01-01T00:00:00Z" },
        { ...answer, id: "where", touchpoint: null },
        { ...answer, id: "stage", stage: "Purchase" },
      ];
      const report = await record(rows);
      expect(report).toMatchObject({ accepted: 1, conflicts: [] });
      expect(report.rejected.map((one: { index: number; field: string }) => [one.index, one.field])).toEqual([
        [0, "nps"],
        [1, expect.any(String)],
        [3, "touchpoint"],
        [4, "at"],
        [5, "touchpoint"],
        [6, "stage"],
      ]);
      expect(report.rejected[2]).toMatchObject({ code: "UNKNOWN_TOUCHPOINT" });
      expect(report.rejected[3]).toMatchObject({ code: "FUTURE_TIME" });
      const created = await record([{ ...answer, id: "new", touchpoint: "Survey", channel: "Mail", stage: "After" }], {
        createNames: true,
      });
      expect(created).toEqual({
        ...NONE,
        accepted: 1,
        created: { touchpoints: ["mail/survey"], channels: ["mail"], stages: ["after"] },
      });
    });

    it("is read beside customers, interactions and touchpoints, joined to its interaction", async () => {
      await record([
        answer,
        { id: "f2", customer: "ana", interaction: "v1", at: "2026-01-05T14:00:00Z", emotion: -2, comment: "Slow." },
        { id: "f3", customer: "bo", touchpoint: "web/site", at: "2026-01-20T09:00:00Z", ces: 7 },
        { id: "f4", customer: "new", interaction: "later", at: "2026-01-07T09:00:00Z", csat: 1 },
      ]);
      const data = await ask(`{
        ana: customer(key: "ana") {
          feedback(first: 1) { totalCount pageInfo { hasNextPage } nodes { ${ANSWER} } }
          journeys { nodes { interactions { nodes { touchpoint { key } feedback { key } } } } }
        }
        site: touchpoint(key: "web/site") {
          feedback { totalCount nodes { key interaction { touchpoint { key } } } }
          low: feedback(order: LOWEST, comments: true) { nodes { key comment } }
        }
        new: customer(key: "new") { feedback { nodes { key touchpoint { key } interaction { key } } } }
        feedback { totals { answers } }
      }`);
      expect(data.ana.feedback).toEqual({
        totalCount: 2,
        pageInfo: { hasNextPage: true },
        nodes: [
          {
            key: "f2",
            identity: "ana",
            at: "2026-01-05T14:00:00.000Z",
            csat: null,
            nps: null,
            ces: null,
            emotion: -2,
            comment: "Slow.",
            customer: { key: "ana" },
            touchpoint: { key: "web/site" },
            interaction: { key: "v1" },
          },
        ],
      });
      const [journey] = data.ana.journeys.nodes;
      expect(
        journey.interactions.nodes.map((one: { touchpoint: { key: string }; feedback: { key: string }[] }) => [
          one.touchpoint.key,
          one.feedback.map(({ key }) => key),
        ]),
      ).toEqual([
        ["web/site", ["f2"]],
        ["store/purchase", ["f1"]],
      ]);
      // f3 is about the site, but nothing happened there in the seven days before it.
      expect(data.site.feedback).toEqual({
        totalCount: 2,
        nodes: [
          { key: "f3", interaction: null },
          { key: "f2", interaction: { touchpoint: { key: "web/site" } } },
        ],
      });
      expect(data.site.low.nodes).toEqual([{ key: "f2", comment: "Slow." }]);
      expect(data.new.feedback.nodes).toEqual([{ key: "f4", touchpoint: null, interaction: null }]);
      expect(data.feedback.totals.answers).toBeGreaterThan(0);
    });

    it("finds its interaction whenever that is recorded", async () => {
      await record([{ id: "early", customer: "bo", interaction: "p9", at: "2026-01-08T10:00:00Z", nps: 7 }]);
      const of = async () =>
        (await ask(`{ customer(key: "bo") { feedback { nodes { interaction { key } touchpoint { key } } } } }`))
          .customer.feedback.nodes;
      expect(await of()).toEqual([{ interaction: null, touchpoint: null }]);
      await ask(`mutation { recordInteractions(interactions: [
        { id: "p9", customer: "bo", touchpoint: "store/purchase", at: "2026-01-08T09:00:00Z" }]) { accepted } }`);
      expect(await of()).toEqual([{ interaction: { key: "p9" }, touchpoint: { key: "store/purchase" } }]);
    });
  });
}
