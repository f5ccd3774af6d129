// Tests of the unit of analysis over HTTP, on any store: answers, the units behind each count, and refusals.
import { afterEach, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { ASKINGS } from "../../src/schema/asking/askings.js";
import { UnitArgs } from "../../src/schema/shared/unit.js";
import { startTestServer, type TestServer } from "./server.js";
import type { SmallLog, SmallRow } from "./smallLog.js";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const row = (customer: string, kind: string, minute: number, more: Partial<SmallRow> = {}): SmallRow => ({
  customer,
  channel: "Web",
  kind,
  time: at(minute),
  ...more,
});
const about = (attributes: object) => ({ attributes: JSON.stringify(attributes) });

/** Ten e-mails to ana, one of which was opened and clicked. */
const MAILS: SmallLog = {
  rows: [
    ...Array.from({ length: 10 }, (_, i) => row("ana", "Mail", i, about({ emailId: `e${i}` }))),
    row("ana", "Open", 20, about({ emailId: "e3" })),
    row("ana", "Click", 21, about({ emailId: "e3" })),
    row("ana", "Visit", 22),
    row("bob", "Mail", 22, about({ emailId: ["x", "y"] })),
  ],
};
/** The pick-up of ana's order o1 was recorded with her order o2. */
const ORDERS: SmallLog = {
  rows: [
    row("ana", "Order", 0, { caseId: "o1" }),
    row("ana", "Pick-up", 60, { caseId: "o2" }),
    row("bob", "Order", 0, { caseId: "o1" }),
    row("bob", "Pick-up", 50, { caseId: "o1" }),
    row("bob", "Visit", 90),
  ],
};
const FUNNEL = `query($steps: [FunnelStepInput!]!, $unit: Unit, $filter: JourneyFilter) {
  funnel(steps: $steps, unit: $unit, filter: $filter) {
    totals { journeys customers completed COMPLETED: behind(of: COMPLETED) JOURNEYS: behind(of: JOURNEYS) }
    steps { completed behind exampleJourneys { key length } }
    answer { leftOut warnings settings } } }`;
const JOURNEYS = `query($filter: JourneyFilter, $unit: Unit, $first: Int, $after: String) {
  journeys(filter: $filter, unit: $unit, first: $first, after: $after) { totalCount
    nodes { key length startedAt customer { key } interactions(first: 100) { nodes { touchpoint { key } wait } } }
    pageInfo { hasNextPage endCursor } } }`;
const steps = (...kinds: string[]) => kinds.map((kind) => ({ at: { kinds: [kind] } }));

export function unitsSuite(name: string, open?: () => Promise<GraphStore>): void {
  describe(`the unit of analysis on ${name}`, () => {
    let server: TestServer;
    const start = async (log: SmallLog) => {
      server = await startTestServer({ log, open });
    };
    afterEach(() => server.close());
    async function ask(query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await server.ask(query, variables);
      expect(errors).toBeUndefined();
      return data;
    }
    const refused = async (query: string, variables?: Record<string, unknown>) =>
      (await server.ask(query, variables)).errors![0]!.extensions as { code: string; argument: string };

    it("counts one e-mail of ten as converted, and opens it", async () => {
      await start(MAILS);
      const mails = steps("Mail", "Open", "Click");
      const unit = { property: "emailId" };
      const { funnel } = await ask(FUNNEL, { steps: mails, unit });
      expect(funnel.totals).toMatchObject({ journeys: 12, customers: 2, completed: 1 });
      expect(funnel.steps.map(({ completed }: { completed: number }) => completed)).toEqual([12, 1, 1]);
      expect(funnel.answer).toMatchObject({
        leftOut: 1,
        settings: { unit },
        warnings: [
          '1 interaction has several values of the property "emailId". It is counted in the unit of each of these values.',
        ],
      });
      // If stored journeys are counted, all ten e-mails are one success.
      const stored = (await ask(FUNNEL, { steps: mails })).funnel;
      expect([stored.totals.journeys, stored.totals.completed, stored.answer.leftOut]).toEqual([2, 1, 0]);

      // The rows open as units, even if the unit is not named again.
      const { journeys } = await ask(JOURNEYS, { filter: { behind: funnel.totals.COMPLETED } });
      expect(journeys).toMatchObject({
        totalCount: 1,
        nodes: [{ customer: { key: "ana" }, length: 3, startedAt: "2026-01-01T00:03:00.000Z" }],
      });
      const [{ key, interactions }] = journeys.nodes;
      expect(key).toMatch(/^u-property:emailId-[0-9a-f]{24}$/);
      expect(
        interactions.nodes.map((one: { touchpoint: { key: string }; wait: string }) => [one.touchpoint.key, one.wait]),
      ).toEqual([
        ["web/mail", null],
        ["web/open", "PT17M"],
        ["web/click", "PT1M"],
      ]);
      expect(funnel.steps[2].exampleJourneys).toEqual([{ key, length: 3 }]);
      expect(await ask(`query($key: String!) { journey(key: $key) { key length } }`, { key })).toEqual({
        journey: { key, length: 3 },
      });
      for (const gone of [key.replace("emailId", "emailIt"), key.replace(/.$/, key.endsWith("0") ? "1" : "0")])
        expect(await ask(`query($key: String!) { journey(key: $key) { key } }`, { key: gone })).toEqual({
          journey: null,
        });

      // All of them, page by page.
      const keys = new Set<string>();
      for (let after: string | null = null, more = true; more; ) {
        const page: {
          nodes: { key: string }[];
          totalCount: number;
          pageInfo: { hasNextPage: boolean; endCursor: string };
        } = (await ask(JOURNEYS, { unit, first: 5, after })).journeys;
        expect(page.totalCount).toBe(12);
        for (const node of page.nodes) keys.add(node.key);
        [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
      }
      expect(keys.size).toBe(12);

      // The row is used as a filter of another question about the same unit.
      const again = (await ask(FUNNEL, { steps: mails, unit, filter: { behind: funnel.totals.COMPLETED } })).funnel;
      expect(again.totals).toMatchObject({ journeys: 1, completed: 1 });
    });

    it("does not let the pick-up of another order complete an order", async () => {
      await start(ORDERS);
      const orders = steps("Order", "Pick-up");
      expect((await ask(FUNNEL, { steps: orders })).funnel.totals).toMatchObject({ completed: 2 });
      const { funnel } = await ask(FUNNEL, { steps: orders, unit: { case: true } });
      expect(funnel.totals).toMatchObject({ journeys: 3, customers: 2, completed: 1 });
      expect(funnel.answer.leftOut).toBe(1);
      const { journeys } = await ask(JOURNEYS, { filter: { behind: funnel.steps[1].behind } });
      expect(journeys.nodes.map(({ customer }: { customer: { key: string } }) => customer.key)).toEqual(["bob"]);
    });

    it("splits by a gap of the question, and joins all of a customer", async () => {
      await start(ORDERS);
      const count = async (unit: object) => (await ask(JOURNEYS, { unit })).journeys.totalCount;
      expect(await count({ customer: true })).toBe(2);
      expect(await count({ gap: "PT60M" })).toBe(2);
      expect(await count({ gap: "PT45M" })).toBe(4);
      expect(await count({ gap: "PT10M" })).toBe(5);
      expect(await count({ journey: true })).toBe(2);
      // The filter must be applied to the unit, and not to the stored journey.
      const { journeys } = await ask(JOURNEYS, {
        unit: { gap: "PT10M" },
        filter: { touches: [{ kinds: ["Visit"] }], maxInteractions: 1 },
      });
      expect(journeys.totalCount).toBe(1);
    });

    it("keeps up with changes", async () => {
      await start(ORDERS);
      const asked = { steps: steps("Order", "Pick-up"), unit: { case: true } };
      const { funnel } = await ask(FUNNEL, asked);
      await ask(
        `mutation($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) { rejected { code } } }`,
        {
          rows: [{ customer: "ana", touchpoint: "web/pick-up", at: at(70), id: "new", caseId: "o1" }],
        },
      );
      expect((await ask(FUNNEL, asked)).funnel.totals).toMatchObject({ completed: 2 });
      const { journeys } = await ask(JOURNEYS, { filter: { behind: funnel.steps[1].behind } });
      expect(journeys.totalCount).toBe(2);
      await ask(`mutation { eraseCustomer(key: "bob") { found } }`);
      expect((await ask(FUNNEL, asked)).funnel.totals).toMatchObject({ journeys: 2, completed: 1 });
    });

    it("refuses references to other units, properties that nobody has, and units that are none", async () => {
      await start(MAILS);
      const mails = steps("Mail", "Open");
      const unit = { property: "emailId" };
      const behind = (await ask(FUNNEL, { steps: mails, unit })).funnel.totals.COMPLETED;
      for (const other of [null, { journey: true }, { customer: true }, { property: "other" }])
        expect(await refused(FUNNEL, { steps: mails, unit: other, filter: { behind } })).toMatchObject(
          other?.property === undefined
            ? { code: "OTHER_UNIT", argument: "filter.behind" }
            : { code: "UNKNOWN_NAME", argument: "unit.property" },
        );
      expect(await refused(JOURNEYS, { unit: { customer: true }, filter: { behind } })).toMatchObject({
        code: "OTHER_UNIT",
      });
      expect(
        await refused(
          `mutation($rule: JourneyFilter!) { upsertSegments(segments: [{ key: "s", rule: $rule }]) { key } }`,
          {
            rule: { behind },
          },
        ),
      ).toMatchObject({ code: "OTHER_UNIT" });
      expect(await refused(FUNNEL, { steps: mails, unit: { property: " " } })).toMatchObject({
        argument: "unit.property",
      });
      expect(await refused(FUNNEL, { steps: mails, unit: { case: false } })).toMatchObject({ argument: "unit.case" });
      expect(await refused(FUNNEL, { steps: mails, unit: { gap: "soon" } })).toMatchObject({ argument: "unit.gap" });
      expect((await server.ask(FUNNEL, { steps: mails, unit: { case: true, customer: true } })).errors).toHaveLength(1);
    });
  });
}

/** Questions that always count stored journeys, with the reasons. */
export const WITHOUT_UNIT: Readonly<Record<string, string>> = {
  feedback: "an answer belongs to the stored journey of its interaction",
  opportunities: "its gaps are those of touchpointPerformance, handoffs and waits by stored journeys",
  journeyMap: "a map shows journeys as they are designed, and these are stored",
  touchpointPerformance: "its cases and visits are facts of touchpoints, which count stored journeys",
};

export function questionsWithoutUnit(): string[] {
  return Object.entries(ASKINGS)
    .filter(([, { args }]) => !(args.prototype instanceof UnitArgs))
    .map(([question]) => question);
}
