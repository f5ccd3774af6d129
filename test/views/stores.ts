// Real answers for pictures: a service over the demo, and over generated logs at the edges of what a picture can show.
import { demoCatalogue } from "../../src/demo/catalogue.js";
import { demoBatches } from "../../src/demo/generate.js";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import type { GraphStore } from "../../src/graph/store.js";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallLog, SmallRow } from "../support/smallLog.js";
import type { StoreName } from "./case.js";

/**
 * With this many customers, every touchpoint of the demo occurs. `LOOK_CUSTOMERS` sets a larger number for looking at
 * the pictures.
 */
const CUSTOMERS = Number(process.env.LOOK_CUSTOMERS ?? 600);

export interface Stores {
  of(name: StoreName): TestServer;
  close(): Promise<void>;
}

const LOGS: Readonly<Record<Exclude<StoreName, "demo" | "empty">, EdgeLog>> = {
  thousand: { channels: 12, touchpoints: 1000, customers: 400, letters: 60 },
  "200 channels": { channels: 200, touchpoints: 1000, customers: 1000, letters: 60 },
  "two channels": { channels: 2, touchpoints: 6, customers: 60, letters: 14 },
  "one channel": { channels: 1, touchpoints: 6, customers: 40, letters: 14 },
  "one customer": { channels: 1, touchpoints: 1, customers: 1, letters: 14 },
};

/** Starts a service over each of the stores. `pages` is the folder of the built pages, if they are to be served. */
export async function startStores(names: readonly StoreName[], pages?: string): Promise<Stores> {
  const servers = new Map<StoreName, TestServer>();
  for (const name of new Set(names)) {
    const log = name === "demo" || name === "empty" ? {} : { log: edgeLog(LOGS[name]) };
    const server = await startTestServer({ ...(pages === undefined ? {} : { pages }), ...log });
    if (name === "demo") await loadDemo(server.store);
    if (name === "thousand") await designLong(server);
    servers.set(name, server);
  }
  return {
    of: (name) => servers.get(name)!,
    close: async () => {
      for (const server of servers.values()) await server.close();
    },
  };
}

/** A blueprint of 20 steps with long names. */
async function designLong({ ask }: TestServer): Promise<void> {
  const { data } = await ask("{ touchpoints(first: 20) { key name } }");
  const steps = data.touchpoints.map(({ key, name }: { key: string; name: string }, i: number) => ({
    key: `step-${i}`,
    name,
    at: [key],
    optional: i % 3 === 2,
    repeatable: i === 1,
    ...(i === 3 ? { expectedWait: "PT1M" } : {}),
  }));
  const saved = await ask(
    "mutation ($blueprint: BlueprintInput!) { saveBlueprint(blueprint: $blueprint) { version } }",
    {
      blueprint: { key: "long", name: "A design of an exceptionally long name that nobody can shorten", steps },
    },
  );
  if (saved.errors !== undefined) throw new Error(JSON.stringify(saved.errors));
}

async function loadDemo(store: GraphStore): Promise<void> {
  await store.updateSettings({ synthetic: true });
  await store.upsertCatalogue(demoCatalogue());
  const { number } = await store.openSource({ name: "demo", hash: "demo", mapping: "{}" }, DEFAULT_DEMO.end);
  for (const { batch, feedback, attributes } of demoBatches({ ...DEFAULT_DEMO, customers: CUSTOMERS }, number)) {
    await store.record(batch);
    await store.recordFeedback(feedback);
    await store.setAttributes(attributes);
  }
}

export interface EdgeLog {
  readonly channels: number;
  readonly touchpoints: number;
  readonly customers: number;
  /** The number of letters of every name. */
  readonly letters: number;
}

/** A log of long names and many touchpoints. Every journey begins with touchpoint 0 and may end with touchpoint 1. */
export function edgeLog({ channels, touchpoints, customers, letters }: EdgeLog): SmallLog {
  const nameOf = (prefix: string, i: number): string =>
    `${prefix} ${i} `
      .padEnd(letters, "of an exceptionally long name that nobody can shorten ")
      .slice(0, letters)
      .trimEnd();
  const rows: SmallRow[] = [];
  for (let customer = 0; customer < customers; customer++) {
    const length = 2 + ((customer * 7) % 11);
    for (let step = 0; step < length; step++) {
      const last = step === length - 1 && customer % 3 !== 0;
      const touchpoint = step === 0 ? 0 : last ? 1 : (customer * 31 + step * 17) % touchpoints;
      rows.push({
        customer: `c${customer}`,
        channel: nameOf("Channel", touchpoint % channels),
        kind: nameOf("Touchpoint", touchpoint),
        time: new Date(Date.UTC(2026, 0, 1 + (customer % 28), step, 7 * step)).toISOString(),
      });
    }
  }
  return { rows };
}
