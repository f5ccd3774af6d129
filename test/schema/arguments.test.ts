// Every argument of every question is used. With another value, the answer, its settings or the refusal is different.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, type ThroughlineClient } from "../../src/client/client.js";
import { schema } from "../../src/resolvers/schema.js";
import { ASKINGS, type AskedName } from "../../src/schema/asking/askings.js";
import { requiredArguments, STEPS } from "../support/requiredArguments.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const site = { kinds: ["Site"] };

/** Another value for each argument. If the same name has two meanings, the value is given by question. */
const CHANGED: Readonly<Record<string, unknown>> = {
  from: site,
  to: site,
  goal: site,
  anchor: site,
  previous: site,
  options: { hide: [site] },
  filter: { minInteractions: 3 },
  unit: { gap: "PT0S" },
  first: 1,
  firstGroups: 1,
  groupedBy: "LAST",
  upTo: 1,
  adjacency: "EVENTUALLY",
  direction: "BACKWARD",
  "flow.steps": 2,
  steps: [...STEPS, { at: site }],
  rowsPerStep: 1,
  timeZone: "Asia/Tokyo",
  within: "PT1S",
  exclude: [{ at: site, after: 1, before: 2 }],
  breakdown: { firstChannel: true },
  by: "WEEK",
  "attribution.by": "KIND",
  // Refused, because it is needed with `by: PROPERTY` only.
  property: "campaign",
  hide: [site],
  settings: { minSupport: 1 },
  pattern: "end",
  models: ["LAST"],
  blueprint: "visit",
  version: 2,
  halfLife: "P1D",
  at: site,
  changedAt: "2026-01-06",
  // Refused, because it needs `changedAt`.
  span: "P1D",
  orderBy: "REACH",
  grain: "CHANNEL",
  persona: "shopper",
  segment: "buyers",
  "journeyMap.a": { name: "Before" },
  a: { filter: { minInteractions: 3 } },
  b: { name: "Later" },
};

let server: TestServer;
let client: ThroughlineClient;
beforeAll(async () => {
  server = await startTestServer({ log: SHOP });
  client = createClient({ url: `${server.url}/graphql` });
});
afterAll(() => server.close());

async function answerOf(name: AskedName, args: object): Promise<string> {
  try {
    const answer = await (client[name] as (args: object) => Promise<object>)(args);
    return JSON.stringify(answer, (key, value: unknown) => (key === "computedIn" ? undefined : value));
  } catch (error) {
    return String(error);
  }
}

const query = schema().getQueryType()!.getFields();
const all = (Object.keys(ASKINGS) as AskedName[]).flatMap((name) =>
  query[name]!.args.map((arg) => [name, arg.name] as const),
);

describe("arguments of questions", () => {
  it.each(all)("%s uses %s", async (name, argument) => {
    const args = requiredArguments(query[name]!);
    // Some arguments have an effect only together with others: the half-life needs its model, and the number of groups
    // and their time zone need a breakdown.
    const needed = {
      "attribution.halfLife": { models: ["TIME_DECAY"] },
      "funnel.first": { breakdown: { firstChannel: true } },
      "funnel.timeZone": { breakdown: { started: "MONTH" } },
      "ends.timeZone": { breakdown: { started: "HOUR_OF_DAY" } },
      "interactionsToGoal.timeZone": { breakdown: { started: "HOUR_OF_DAY" } },
      "handoffs.timeZone": { breakdown: { started: "HOUR_OF_DAY" } },
      "ends.groupedBy": { breakdown: { property: "page" } },
    };
    const groups = argument === "firstGroups" ? { breakdown: { firstChannel: true } } : {};
    const base = { ...args, ...groups, ...needed[`${name}.${argument}` as keyof typeof needed] };
    const changed = CHANGED[`${name}.${argument}`] ?? CHANGED[argument];
    expect(changed, `no other value of ${argument} in this test`).toBeDefined();
    const before = await answerOf(name, base);
    expect(before).not.toMatch(/^Refusal|Error/);
    expect(await answerOf(name, { ...base, [argument]: changed })).not.toBe(before);
  });
});
