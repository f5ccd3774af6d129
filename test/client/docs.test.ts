// Tests docs/frontends.md: every method that its examples call exists, and the example marked with `<!-- runs -->`
// runs.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, type ThroughlineClient } from "../../src/client/client.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const DOCS = readFileSync(resolve(import.meta.dirname, "../../docs/frontends.md"), "utf8");
const [, EXAMPLE] = /<!-- runs -->\n+```ts\n([\s\S]*?)```/.exec(DOCS)!;

type Run = (client: ThroughlineClient, console: object) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as new (...parameters: string[]) => Run;

describe("the examples of docs/frontends.md", () => {
  let server: TestServer;
  let throughline: ThroughlineClient;
  beforeAll(async () => {
    server = await startTestServer({ log: SHOP });
    throughline = createClient({ url: `${server.url}/graphql` });
    await server.ask(
      'mutation { upsertGoals(goals: [{ key: "purchase", name: "Purchase", selector: { stages: ["purchase"] } }]) { key } }',
    );
  });
  afterAll(() => server?.close());

  it("call methods of the client", () => {
    const called = [...DOCS.matchAll(/throughline\.(\w+)\(/g)].map(([, name]) => name!);
    expect(called.length).toBeGreaterThan(5);
    expect(called.filter((name) => !(name in throughline))).toEqual([]);
  });

  it("about units, properties and feedback: read what the service answers", async () => {
    const said: unknown[][] = [];
    // The example has no types, so it is JavaScript as it stands.
    const run = new AsyncFunction("throughline", "console", EXAMPLE!);
    await run(throughline, { log: (...values: unknown[]) => said.push(values) });
    const { data } = await server.ask(
      `{ funnel(steps: [{ at: { any: true } }, { at: { goal: "purchase" } }], unit: { customer: true },
          breakdown: { started: WEEKDAY }, timeZone: "Europe/Berlin") { totals { matched } groups { key } answer { leftOut } }
         feedback(options: { grain: TOUCHPOINT }) { labels { label { label } } } }`,
    );
    const { funnel } = data;
    expect(said[0]!.slice(0, 3)).toEqual([funnel.totals.matched, funnel.groups.length, funnel.answer.leftOut]);
    expect(said.slice(1, 1 + data.feedback.labels.length).map(([label]) => label)).toEqual(
      data.feedback.labels.map(({ label }: { label: { label: string } }) => label.label),
    );
    const answers = await throughline.touchpointFeedback({ key: "web/site" });
    expect(answers!.feedback.nodes.some(({ csat }) => csat === 4)).toBe(true);
  });
});
