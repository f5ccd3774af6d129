// Tests of filters over HTTP: dates as bounds of a period, and the warning if no journey passes a filter.
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log: SHOP });
});
afterAll(() => server.close());

const QUERY = `query($filter: JourneyFilter) { ends(filter: $filter) { totals { journeys } answer { settings warnings } } }`;
const ask = async (filter: object) => {
  const { data, errors } = await server.ask(QUERY, { filter });
  return { ends: data?.ends, error: errors?.[0]?.extensions };
};

it("reads a date as the beginning of that day in UTC", async () => {
  const whole = await ask({});
  for (const bound of ["startedFrom", "startedBefore"] as const) {
    const byDate = await ask({ [bound]: "2026-01-02" });
    const byTime = await ask({ [bound]: "2026-01-02T00:00:00Z" });
    expect(byDate.ends).toMatchObject({
      totals: byTime.ends.totals,
      answer: { settings: byTime.ends.answer.settings },
    });
    expect(byDate.ends.answer.settings.filter).toEqual({ [bound]: "2026-01-02T00:00:00.000Z" });
  }
  expect(whole.ends.totals.journeys).toBeGreaterThan(0);
  for (const text of ["2026-02-30", "2026-1-2", "02.01.2026", "2026-01-02T10:00"])
    expect((await ask({ startedFrom: text })).error).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "filter.startedFrom",
    });
});

it("warns of an attribute that no customer has, with the nearest; a list and a rule refuse it", async () => {
  const filter = { attributes: [{ key: "regoin", in: ["North"] }] };
  expect((await ask(filter)).ends).toMatchObject({
    totals: { journeys: 0 },
    answer: {
      warnings: [
        'No customer has the attribute "regoin" (`filter.attributes[0].key`). Did you mean "region"?',
        "No journey passes the filter.",
      ],
    },
  });
  const refusals: [string, Record<string, unknown>, string][] = [
    ["query($filter: JourneyFilter) { journeys(filter: $filter) { totalCount } }", { filter }, "filter"],
    [
      "query($filter: JourneyFilter) { customers { nodes { journeys(filter: $filter) { totalCount } } } }",
      { filter },
      "filter",
    ],
    [
      'mutation($rule: JourneyFilter) { upsertSegments(segments: [{ key: "s", rule: $rule }]) { key } }',
      { rule: filter },
      "segments[0].rule",
    ],
  ];
  for (const [query, variables, at] of refusals) {
    const { errors } = await server.ask(query, variables);
    expect(errors![0]!.extensions).toMatchObject({
      code: "UNKNOWN_NAME",
      argument: `${at}.attributes[0].key`,
      allowed: ["region"],
    });
  }
});

it("warns where a filter leaves no journey, and only there", async () => {
  const said = "No journey passes the filter.";
  expect((await ask({ startedFrom: "2030-01-01" })).ends).toMatchObject({
    totals: { journeys: 0 },
    answer: { warnings: expect.arrayContaining([said]) },
  });
  expect((await ask({ startedFrom: "2000-01-01" })).ends.answer.warnings).not.toContain(said);
  expect((await ask({})).ends.answer.warnings).not.toContain(said);
});
