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
