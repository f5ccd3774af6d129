// Touchpoint.performance is the row of touchpointPerformance, also on a list of all touchpoints.
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log: SHOP });
});
afterAll(() => server.close());

const ROW = `label { key } visits journeys conversion { count of rate } scores { nps { answers value } }
  change { reach { difference } }`;
const ARGS = 'within: "P1D", changedAt: "2026-01-07", filter: { touches: [{ channels: ["phone"] }] }';

it("is the row of touchpointPerformance with the same arguments, and null without visits", async () => {
  const { data, errors } = await server.ask(`{
    touchpointPerformance(${ARGS}) { touchpoints { ${ROW} } }
    touchpoints { key performance(${ARGS}) { ${ROW} } }
  }`);
  expect(errors).toBeUndefined();
  const rows = data.touchpointPerformance.touchpoints as { label: { key: string } }[];
  expect(rows.length).toBeGreaterThan(1);
  expect(data.touchpoints.length).toBeGreaterThan(rows.length);
  for (const { key, performance } of data.touchpoints)
    expect(performance).toEqual(rows.find(({ label }) => label.key === key) ?? null);
});

it("opens its journeys, and refuses bad arguments at their place", async () => {
  const { data } = await server.ask('{ touchpoint(key: "web/site") { performance { journeys behind } } }');
  const { journeys, behind } = data.touchpoint.performance;
  const opened = await server.ask("query($filter: JourneyFilter) { journeys(filter: $filter) { totalCount } }", {
    filter: { behind },
  });
  expect(opened.data.journeys.totalCount).toBe(journeys);
  const { errors } = await server.ask('{ touchpoint(key: "web/site") { performance(span: "P1D") { visits } } }');
  expect(errors![0]!.extensions).toMatchObject({ code: "BAD_ARGUMENT", argument: "span" });
});

it("compares scores before and after a date and on the sides of a map, and each side opens its journeys", async () => {
  const customers = ["ana", "bob", "cyd", "dan", "eve", "fay"];
  const time = (day: number, hour: number): string => `2026-01-${String(day).padStart(2, "0")}T${hour}:00:00Z`;
  const own = await startTestServer({
    log: {
      rows: customers.flatMap((customer) =>
        [4, 8].map((day) => ({
          customer,
          channel: "Web",
          kind: "Site",
          time: time(day, 10),
          journey: `${customer}-${day}`,
        })),
      ),
      catalogue: { goals: [{ key: "seen", name: "Seen", selector: { any: true }, isDefault: true }] },
      // dan, eve and fay are content only after the change. eve answers twice about one visit.
      answers: customers.flatMap((customer, c) => [
        { customer, touchpoint: "web/site", time: time(4, 11), csat: c < 3 ? 5 : 1 },
        { customer, touchpoint: "web/site", time: time(8, 11), csat: 4 },
        ...(customer === "eve" ? [{ customer, touchpoint: "web/site", time: time(8, 12), csat: 5 }] : []),
      ]),
    },
  });
  try {
    const { data, errors } = await own.ask(`{
      touchpointPerformance(changedAt: "2026-01-07") { touchpoints { change { csat { ...compared } } } }
      journeyMap(a: { filter: { startedBefore: "2026-01-07" } }, b: { filter: { startedFrom: "2026-01-07" } }) {
        stages { performance { change { csat { ...compared } } } }
      }
    }
    fragment compared on ComparedScore {
      a { answers customers value behind } b { answers customers value behind } difference interval { low high } significant
    }`);
    expect(errors).toBeUndefined();
    const [ofRow] = data.touchpointPerformance.touchpoints;
    const ofStage = data.journeyMap.stages.find((stage: { performance: unknown }) => stage.performance !== null);
    for (const { csat } of [ofRow.change, ofStage.performance.change]) {
      expect(csat.a).toMatchObject({ answers: 6, customers: 6, value: 0.5 });
      expect(csat.b).toMatchObject({ answers: 7, customers: 6, value: 1 });
      expect(csat).toMatchObject({ difference: 0.5, significant: false });
      expect(csat.interval.low).toBeLessThan(0.5);
      for (const [{ behind }, begins] of [
        [csat.a, "2026-01-04"],
        [csat.b, "2026-01-08"],
      ]) {
        const opened = await own.ask(
          "query($filter: JourneyFilter) { journeys(filter: $filter) { nodes { startedAt } } }",
          {
            filter: { behind },
          },
        );
        expect(opened.errors).toBeUndefined();
        const starts = opened.data.journeys.nodes.map(({ startedAt }: { startedAt: string }) => startedAt.slice(0, 10));
        expect(starts).toEqual(customers.map(() => begins));
      }
    }
  } finally {
    await own.close();
  }
});
