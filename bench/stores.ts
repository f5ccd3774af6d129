// `node dist-bench/bench/stores.js --embedded DIR --neo4j DIR [--runs 5]` asks a service on Neo4j and a service on the
// embedded store the same questions over HTTP, in turns, and compares their answers. Both stores hold the same import.
// The folders are the DATA_DIR of the services; the first one holds the embedded store. NEO4J_URI is the database. Each
// service is started twice: the first start reads the store, and the second one reads a snapshot. In between, 1,000
// interactions of 1,000 customers are recorded until a question sees them, so this writes to both stores.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { snapshotPath } from "../src/graph/erasing.js";
import { ownMib } from "./memory.js";
import { QUERIES } from "./queries.js";
import { timingOf } from "./timing.js";

const { values: options } = parseArgs({
  options: { embedded: { type: "string" }, neo4j: { type: "string" }, runs: { type: "string", default: "5" } },
});
const RUNS = Number(options.runs);
const REFRESHES = 10;
const ROWS = 1_000;
const CLI = resolve(import.meta.dirname, "../src/cli.js");
/** In milliseconds. The largest store that was measured is read in three minutes. */
const MOST_WAIT = 15 * 60_000;
const MIB = 2 ** 20;
/** Questions about a blueprint are left out, because the stores have none. */
const ASKED = Object.entries(QUERIES).filter(([, query]) => !query.includes("blueprint"));

interface StoreStatus {
  readonly interactions: number;
  readonly newest: string;
  readonly projection: { readonly state: string; readonly bytes: number };
}

interface Timed<T> {
  readonly data: T;
  readonly text: string;
  readonly took: number;
}

const rows: { what: string; result: string }[] = [];
function say(what: string, result: string): void {
  rows.push({ what, result });
  process.stderr.write(`${what}: ${result}\n`);
}

/** Waits until `holds` returns true. Throws if it does not do so in MOST_WAIT. */
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > MOST_WAIT)
      throw new Error(`waited ${MOST_WAIT / 60_000} minutes in vain until ${what}`);
    await sleep(20);
  }
}

/** A service in a process of its own. */
class Side {
  #process!: ChildProcess;
  #url = "";
  #peak = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly name: string,
    readonly folder: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Starts the service. Returns the milliseconds from the start of the process until it is ready. */
  async start(): Promise<number> {
    const began = performance.now();
    const child = spawn(process.execPath, [CLI, "serve"], {
      env: { ...process.env, ...this.env, DATA_DIR: this.folder, PORT: "0", QUESTION_SECONDS: "600" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#process = child;
    this.#peak = 0;
    this.#timer = setInterval(() => {
      this.#peak = Math.max(this.#peak, ownMib(child.pid!) ?? 0);
    }, 100);
    let said = "";
    for await (const chunk of child.stdout!) {
      said += String(chunk);
      if (said.includes("\nStore ")) break;
    }
    const url = /GraphQL\s+(\S+)\/graphql/.exec(said)?.[1];
    if (url === undefined) throw new Error(`the service on ${this.name} did not start`);
    this.#url = url;
    const asked = { signal: AbortSignal.timeout(MOST_WAIT) };
    await until(`the service on ${this.name} is ready`, async () => (await fetch(`${url}/readyz`, asked)).ok);
    return performance.now() - began;
  }

  get memory(): string {
    return `own memory of the process ${Math.round(ownMib(this.#process.pid!) ?? 0)} MiB, at most ${Math.round(this.#peak)} MiB`;
  }

  async ask<T>(query: string, variables: object = {}): Promise<Timed<T>> {
    const began = performance.now();
    const response = await fetch(`${this.#url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const took = performance.now() - began;
    const { data, errors } = JSON.parse(text) as { data: T; errors?: unknown };
    if (errors !== undefined) throw new Error(`${this.name}: ${JSON.stringify(errors)}`);
    return { data, text: JSON.stringify(data), took };
  }

  async status(): Promise<StoreStatus> {
    const query = "{ status { interactions newest projection { state bytes } } }";
    return (await this.ask<{ status: StoreStatus }>(query)).data.status;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const ended = once(this.#process, "close");
    this.#process.kill("SIGTERM");
    await ended;
  }
}

const sides = [
  new Side("Neo4j", options.neo4j!, {}),
  new Side("the embedded store", options.embedded!, { NEO4J_URI: "" }),
] as const;

/** Starts both services, one after another, and says how they started. */
async function startBoth(how: string): Promise<void> {
  for (const side of sides) {
    const took = await side.start();
    const { interactions, projection } = await side.status();
    say(
      `start of a service on ${side.name}, ${how}`,
      `${(took / 1_000).toFixed(1)} s, ${interactions.toLocaleString("en")} interactions, ${Math.round(projection.bytes / MIB)} MiB of columns (${(projection.bytes / interactions).toFixed(1)} bytes an interaction), ${side.memory}`,
    );
  }
}

let after = 1_000_000;
async function compareQuestions(): Promise<void> {
  for (const [what, query] of ASKED) {
    const taken: [number[], number[]] = [[], []];
    const first: number[] = [];
    let bytes = 0;
    for (let run = 0; run <= RUNS; run++) {
      const variables = { after: after++ };
      const texts: string[] = [];
      // Each side is first in every second turn.
      for (const i of run % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const { text, took } = await sides[i].ask(query, variables);
        texts.push(text);
        if (run === 0) first[i] = took;
        else taken[i].push(took);
      }
      if (texts[0] !== texts[1]) throw new Error(`${what}: the two stores give different answers`);
      bytes = texts[0]!.length;
    }
    const [neo4j, embedded] = [timingOf(taken[0], first[0]), timingOf(taken[1], first[1])];
    say(
      `${what}, Neo4j beside embedded`,
      `${neo4j.text}; embedded ${embedded.text}; ratio ${(neo4j.median / embedded.median).toFixed(2)}; equal answers of ${bytes.toLocaleString("en")} bytes`,
    );
  }
}

const RECORD = `mutation($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) { accepted } }`;
const SEEN =
  "query($after: Int) { ends(filter: { maxInteractions: $after }) { totals { journeys } } status { interactions } }";

/** Records 1,000 interactions on one side, and asks until they are seen. */
async function refresh(side: Side): Promise<void> {
  const keys = `{ customers(first: ${ROWS}) { nodes { key } } touchpoints { key } }`;
  const { data } = await side.ask<{
    customers: { nodes: { key: string }[] };
    touchpoints: { key: string }[];
  }>(keys);
  const touchpoint = data.touchpoints[0]!.key;
  const { newest, interactions } = await side.status();
  const recorded: number[] = [];
  const seen: number[] = [];
  const quiet: number[] = [];
  for (let run = 0; run < REFRESHES; run++) {
    quiet.push((await side.ask(SEEN, { after: after++ })).took);
    const at = new Date(Date.parse(newest) + run).toISOString();
    const given = data.customers.nodes.map(({ key }, i) => ({
      customer: key,
      id: `${newest} ${run} ${i}`,
      touchpoint,
      at,
    }));
    recorded.push((await side.ask(RECORD, { rows: given })).took);
    const answer = await side.ask<{ status: StoreStatus }>(SEEN, { after: after++ });
    seen.push(answer.took);
    if (answer.data.status.interactions !== interactions + (run + 1) * given.length)
      throw new Error(`${side.name}: a question does not see what was recorded before it`);
  }
  const [record, see, without] = [timingOf(recorded), timingOf(seen), timingOf(quiet)];
  say(
    `${data.customers.nodes.length.toLocaleString("en")} new interactions of as many customers, ${side.name}`,
    `recorded in ${record.text}; the next question (\`ends\`) sees them after ${see.text}, and takes ${without.text} when nothing is new: ${(see.median - without.median).toFixed(0)} ms more`,
  );
}

for (const { folder } of sides) rmSync(snapshotPath(folder), { force: true });
try {
  await startBoth("by reading the store");
  await compareQuestions();
  for (const side of sides) say(`after all questions, ${side.name}`, side.memory);
  for (const side of sides) await refresh(side);
  for (const side of sides) {
    await until(`the snapshot of ${side.name} is written`, () => existsSync(snapshotPath(side.folder)));
  }
} finally {
  await Promise.all(sides.map((side) => side.stop()));
}
say("snapshot of the projection", `${Math.round(statSync(snapshotPath(join(options.neo4j!))).size / MIB)} MiB`);
try {
  await startBoth("from the snapshot and the changes since then");
} finally {
  await Promise.all(sides.map((side) => side.stop()));
}
process.stdout.write(JSON.stringify(rows));
