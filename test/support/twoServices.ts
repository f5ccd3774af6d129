// Tests of two processes of the built service on one store. Each process must immediately show the changes that the
// other has acknowledged, and answer consistently, while other clients write through both.
//
// Each recording adds two customers, each with a journey over the touchpoints one, two and three. In every consistent
// answer, the transitions one→two and two→three therefore have the same count, which equals the number of journeys and
// is even. An inconsistent answer violates one of these. There are also at least as many journeys as were acknowledged
// before the question.
import { expect } from "vitest";
import { type BuiltService, serve } from "./builtService.js";

const SETUP = `mutation {
  upsertChannels(channels: [{ key: "web", name: "Web" }]) { key }
  upsertTouchpoints(touchpoints: [{ key: "web/one", kind: "One", channel: "web" }, { key: "web/two", kind: "Two", channel: "web" }, { key: "web/three", kind: "Three", channel: "web" }]) { key }
}`;
const RECORD =
  "mutation($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) { accepted duplicates } }";
const ASK = `query($keys: [String!]!, $key: String!) {
  theirs: journeys(filter: { customers: $keys }) { totalCount nodes { interactions { totalCount } } }
  customer(key: $key) { journeys { nodes { interactions { nodes { touchpoint { key } } } } } }
  transitions(first: 100) { totals { journeys } edges { count from { key } to { key } } }
}`;
const STEPS = ["web/one", "web/two", "web/three"];
const START = Date.UTC(2026, 0, 1);

export interface Figures {
  readonly asked: number;
  /** Number of recordings of the other writers. */
  readonly beside: number;
  /** Requests that were refused with DATABASE_UNAVAILABLE, as on a very busy machine, and repeated. */
  readonly again: number;
  /** Milliseconds from the answer of the recording to the answer of the question, sorted. */
  readonly times: readonly number[];
}

/**
 * Makes `times` recordings on one service, each followed by a question to the other, while `writers` other clients
 * write to each service.
 */
export async function recordHereAskThere(
  env: Readonly<Record<string, string>>,
  times: number,
  writers: number,
): Promise<Figures> {
  const services = await Promise.all([serve({ ...env }), serve({ ...env })]);
  let acknowledged = 0;
  let again = 0;
  const ask = async (service: BuiltService, query: string, variables: Record<string, unknown>): Promise<any> => {
    for (;;) {
      const answer = await askOnce(service, query, variables);
      if (answer !== null) return answer;
      again++;
      await new Promise((next) => setTimeout(next, 200));
    }
  };
  const record = async (service: BuiltService, name: string): Promise<void> => {
    const rows = [`${name}-a`, `${name}-b`].flatMap((customer) =>
      STEPS.map((touchpoint, i) => ({ customer, touchpoint, at: new Date(START + i * 60_000).toISOString() })),
    );
    const { recordInteractions } = await ask(service, RECORD, { rows });
    // If the first answer of a recording was lost, the second reports that the row already exists.
    expect([0, 6]).toContain(recordInteractions.accepted);
    expect(recordInteractions.accepted + recordInteractions.duplicates).toBe(6);
    acknowledged += 2;
  };
  try {
    await ask(services[0]!, SETUP, {});
    for (const service of services) await ready(service);
    let running = true;
    let beside = 0;
    const noise = services.flatMap((service, s) =>
      Array.from({ length: writers }, async (_, w) => {
        for (let i = 0; running; i++) {
          await record(service, `beside-${s}-${w}-${i}`);
          beside++;
        }
      }),
    );
    const taken: number[] = [];
    const asking = (async () => {
      for (let i = 0; i < times; i++) {
        const [here, there] = i % 2 === 0 ? services : [services[1]!, services[0]!];
        await record(here!, `probe-${i}`);
        const [least, began] = [acknowledged, performance.now()];
        const keys = [`probe-${i}-a`, `probe-${i}-b`];
        const answer = await ask(there!, ASK, { keys, key: keys[0]! });
        taken.push(performance.now() - began);
        expect(answer.theirs, `probe ${i}`).toEqual({
          totalCount: 2,
          nodes: [{ interactions: { totalCount: 3 } }, { interactions: { totalCount: 3 } }],
        });
        const [journey] = answer.customer.journeys.nodes;
        expect(journey.interactions.nodes.map((n: { touchpoint: { key: string } }) => n.touchpoint.key)).toEqual(STEPS);
        const { totals, edges } = answer.transitions;
        const count = (from: string, to: string): number =>
          edges.find((e: { from: { key: string }; to: { key: string } }) => e.from.key === from && e.to.key === to)
            .count;
        expect([count("web/one", "web/two"), count("web/two", "web/three")]).toEqual([
          totals.journeys,
          totals.journeys,
        ]);
        expect(totals.journeys % 2).toBe(0);
        expect(totals.journeys).toBeGreaterThanOrEqual(least);
      }
    })().finally(() => {
      running = false;
    });
    await Promise.all([asking, ...noise]);
    for (const service of services)
      expect((await ask(service, "{ status { journeys interactions } }", {})).status).toEqual({
        journeys: acknowledged,
        interactions: acknowledged * 3,
      });
    return { asked: times, beside, again, times: taken.sort((a, b) => a - b) };
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}

async function ready({ url }: BuiltService): Promise<void> {
  while (!(await fetch(`${url}/readyz`)).ok) await new Promise((next) => setTimeout(next, 50));
}

/** Returns the data of the answer; null if the database did not answer in time. */
async function askOnce(service: BuiltService, query: string, variables: Record<string, unknown>): Promise<any> {
  const response = await fetch(`${service.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data: unknown;
    errors?: { extensions: { code: string } }[];
  };
  if (errors?.every(({ extensions }) => extensions.code === "DATABASE_UNAVAILABLE")) return null;
  expect(errors).toBeUndefined();
  return data;
}
