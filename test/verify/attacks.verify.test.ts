// Attacks a service that runs in a separate process, on the embedded store. With THROUGHLINE_ATTACKED=neo4j, the service
// is on Neo4j, and with THROUGHLINE_ATTACKED=store, Neo4j also answers the questions (ENGINE=store). Then NEO4J_URI must
// be a database that may be emptied. Each attack must be answered or refused. The event loop must never
// be held for long, refusals must be quick and short, and afterwards the process must still run and have freed the
// memory.
//
// The first call after a start is the slowest, because its code is not compiled yet. A sample of each kind of attack is
// therefore made as the first request of a process. All attacks are then made on one process, one after another.
//
// Two times are judged: how long the event loop of the service was held, which `test/support/loopWatch.mjs` measures,
// and how long a refusal took to arrive. Neither includes the time in which a process could not run because the machine
// was busy: in which the main thread of the service, or for the second time this process, was ready and waited for a
// processor. A busy machine also slows both processes down in other ways, because other processes share its cores and
// caches. An idle process called the control shows whether this is so: its timer is late. If an attack takes too long,
// it is repeated only if the control was late in the meantime. On a quiet machine, the first attempt decides.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDemo } from "../../src/demo/load.js";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import { schema } from "../../src/resolvers/schema.js";
import { type Attack, attacksOn } from "../support/attacks.js";
import { NEO4J, openEmptyStore } from "../support/neo4j.js";
import { waitedFor } from "../support/waitedFor.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const CLI = join(ROOT, "dist/cli.js");
const WATCH = pathToFileURL(join(ROOT, "test/support/loopWatch.mjs")).href;
/** The largest number of milliseconds for which the event loop may be held. */
const HELD = 50;
/** The largest number of milliseconds until a refusal arrives. */
const REFUSED_WITHIN = 100;
/** A body of more bytes than this is large. */
const LARGE = 200_000;
/** The number of milliseconds by which a refusal may take longer, for each million bytes of a large body. */
const READ_A_MEGABYTE = 300;
/** The largest number of bytes of a refusal. */
const REFUSED_BYTES = 10_000;
/** The largest number of milliseconds after an attack until its memory is freed. */
const BACK_WITHIN = 10_000;
/** After this time, the process may have at most this number of MiB more than before the attack. */
const MORE_MEMORY = 150;
/** A body of at most this number of bytes is read to its end. */
const MAX_BODY = 4 * 1024 * 1024;
/** If the control is late by more than this number of milliseconds, the machine is busy with something else. */
const BUSY = 10;
/** Attempts while the machine is busy. */
const ATTEMPTS = 8;
/** Of each generated kind, this many attacks are also made as the first request of a process. */
const SAMPLE = 6;
const WRITTEN_BY_HAND = 30;
/** The number of customers of the demo. */
const CUSTOMERS = 2_000;

const ATTACKED = process.env.THROUGHLINE_ATTACKED ?? "embedded";
const IS_NEO4J = ATTACKED !== "embedded";
/** The variables that select the store and the engine. */
const STORE: Record<string, string> = IS_NEO4J
  ? {
      NEO4J_URI: NEO4J.uri,
      NEO4J_USER: NEO4J.user,
      NEO4J_PASSWORD: NEO4J.password,
      NEO4J_DATABASE: NEO4J.database,
      ENGINE: ATTACKED === "store" ? "store" : "projection",
    }
  : { NEO4J_URI: "" };

const KINDS = attacksOn(schema());
const ATTACKS = Object.values(KINDS).flat();

interface Watched {
  readonly longest: number;
  readonly delayed: number;
  readonly waited: number;
  readonly rss: number;
}

async function watched(process: ChildProcess, asked: "look" | "collect" = "look"): Promise<Watched> {
  process.send(asked);
  const [told] = (await once(process, "message")) as [Watched];
  return told;
}

let folder: string;
let control: ChildProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "throughline-attacks-"));
  if (IS_NEO4J) {
    const store = await openEmptyStore();
    await loadDemo(store, { ...DEFAULT_DEMO, customers: CUSTOMERS });
    await store.close();
  } else {
    const argv = [CLI, "demo", "--customers", String(CUSTOMERS), "--load-only"];
    await once(
      spawn(process.execPath, argv, { env: { ...process.env, ...STORE, DATA_DIR: folder }, stdio: "ignore" }),
      "close",
    );
  }
  control = spawn(process.execPath, ["--import", WATCH, "--eval", "setInterval(() => {}, 2 ** 30)"], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await watched(control);
});

afterAll(async () => {
  control.kill();
  await once(control, "close");
  rmSync(folder, { recursive: true, force: true });
});

/** A service on a copy of the demo (on Neo4j, on the demo itself), ready, which has received no query. */
class Attacked {
  static #count = 0;
  errors = "";

  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
    readonly folder: string,
  ) {
    process.stderr!.on("data", (chunk) => {
      this.errors += chunk;
    });
  }

  static async start(): Promise<Attacked> {
    const data = join(folder, `copy-${Attacked.#count++}`);
    if (!IS_NEO4J) cpSync(join(folder, "demo"), data, { recursive: true });
    const child = spawn(process.execPath, ["--expose-gc", "--import", WATCH, CLI, "serve"], {
      env: { ...process.env, ...STORE, DATA_DIR: data, PORT: "0" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let said = "";
    for await (const chunk of child.stdout!) {
      said += String(chunk);
      if (said.includes("\nStore ")) break;
    }
    const url = /GraphQL\s+(\S+)\/graphql/.exec(said)![1]!;
    while ((await fetch(`${url}/readyz`)).status !== 200) await new Promise((done) => setTimeout(done, 50));
    return new Attacked(child, url, data);
  }

  async attempt(attack: Attack): Promise<Tried> {
    await Promise.all([watched(this.process), watched(control)]);
    const before = waitedFor();
    const outcomes = await Promise.all(Array.from({ length: attack.times ?? 1 }, () => send(this.url, attack)));
    const here = waitedFor() - before;
    const [{ longest, waited }, { delayed }] = await Promise.all([watched(this.process), watched(control)]);
    return { outcomes, longest, delayed, waited: waited + here };
  }

  async stop(): Promise<void> {
    this.process.kill("SIGTERM");
    await once(this.process, "close");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Outcome {
  /** Characters of the body. */
  readonly sent: number;
  readonly status: number;
  readonly bytes: number;
  readonly took: number;
  readonly refused: boolean;
  readonly text: string;
}

async function send(url: string, { query, variables, raw }: Attack): Promise<Outcome> {
  const body = raw ?? JSON.stringify({ query, variables });
  const sent = body.length;
  const began = performance.now();
  try {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: body as string,
    });
    const text = await response.text();
    const took = performance.now() - began;
    const { data } = JSON.parse(text) as { data?: unknown };
    return {
      sent,
      status: response.status,
      bytes: text.length,
      took,
      refused: data === undefined || data === null,
      text,
    };
  } catch (error) {
    // A body that is not read to its end closes the connection while it is sent.
    if (body.length > MAX_BODY && error instanceof TypeError)
      return { sent, status: 413, bytes: 0, took: performance.now() - began, refused: true, text: "" };
    throw error;
  }
}

interface Tried {
  readonly outcomes: readonly Outcome[];
  /** Milliseconds for which the event loop was held. */
  readonly longest: number;
  /** Milliseconds by which a timer of the control was late. */
  readonly delayed: number;
  /** Milliseconds for which the service and this process were ready and waited for a processor. */
  readonly waited: number;
}

/**
 * Whether the service was quick enough. A refusal may take 100 ms. It may take longer if the body is large, because a
 * large body is received and read in turns, between which other requests run. For two kinds of attacks, the time of the
 * refusal is not judged, but only the event loop: attacks that are sent together, because they wait for each other, and
 * attacks whose answer was stopped while it was built.
 */
function isQuick({ times = 1 }: Attack, { outcomes, longest, waited }: Tried): boolean {
  const { sent } = outcomes[0]!;
  const within = REFUSED_WITHIN + (sent > LARGE ? (sent / 1e6) * READ_A_MEGABYTE : 0);
  const isLate = outcomes.some(
    ({ refused, took, text }) => refused && took - waited > within && !/would hold|larger than/.test(text),
  );
  return longest < HELD && (times > 1 || !isLate);
}

/** Makes the attack, and makes it again only while it takes too long and the control shows that the machine is busy. */
async function judge(attack: Attack, attempt: () => Promise<Tried>): Promise<void> {
  let tried = await attempt();
  for (let attempts = 1; attempts < ATTEMPTS && !isQuick(attack, tried) && tried.delayed > BUSY; attempts++)
    tried = await attempt();
  const { outcomes, longest, delayed, waited } = tried;
  for (const { status, bytes, refused, text } of outcomes) {
    expect(text.slice(0, 500)).not.toMatch(/INTERNAL/);
    expect(status, text.slice(0, 300)).toBeLessThan(500);
    if (refused) expect(bytes).toBeLessThanOrEqual(REFUSED_BYTES);
  }
  const [held, took, waiting, late] = [longest, outcomes[0]!.took, waited, delayed].map((ms) => `${ms.toFixed(0)} ms`);
  const said = `held for ${held}, took ${took}, of which ${waiting} waited for a processor; control late by ${late}`;
  expect(isQuick(attack, tried), said).toBe(true);
}

function sampleOf(attacks: readonly Attack[]): readonly Attack[] {
  if (attacks.length <= WRITTEN_BY_HAND) return attacks;
  return Array.from({ length: SAMPLE }, (_, i) => attacks[Math.floor((i * (attacks.length - 1)) / (SAMPLE - 1))]!);
}

const named = (attacks: readonly Attack[]) => attacks.map((attack) => [attack.name, attack] as const);

describe("attacks that are the first request of a process", () => {
  for (const [kind, attacks] of Object.entries(KINDS))
    describe(kind, () => {
      it.each(named(sampleOf(attacks)))("%s", (_, attack) =>
        judge(attack, async () => {
          const service = await Attacked.start();
          try {
            return await service.attempt(attack);
          } finally {
            expect(service.process.exitCode).toBeNull();
            await service.stop();
            expect(service.errors).not.toMatch(/"level":50/);
          }
        }),
      );
    });
});

describe("attacks, one after another", () => {
  let service: Attacked;
  beforeAll(async () => {
    service = await Attacked.start();
  });
  afterAll(() => service.stop());

  it("are more than 60", () => expect(ATTACKS.length).toBeGreaterThanOrEqual(60));

  it.each(named(ATTACKS))("%s", async (_, attack) => {
    await judge(attack, () => service.attempt(attack));
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  });

  it("leave the process alive, its log without faults, and its memory back", async () => {
    expect(service.process.exitCode).toBeNull();
    expect(service.errors).not.toMatch(/"level":50/);
    const before = (await watched(service.process, "collect")).rss;
    for (const attack of ATTACKS)
      await Promise.all(Array.from({ length: Math.min(attack.times ?? 1, 10) }, () => send(service.url, attack)));
    const began = performance.now();
    let after = Number.POSITIVE_INFINITY;
    while (performance.now() - began < BACK_WITHIN && after > before + MORE_MEMORY * 2 ** 20) {
      await new Promise((done) => setTimeout(done, 500));
      after = (await watched(service.process, "collect")).rss;
    }
    expect((after - before) / 2 ** 20).toBeLessThan(MORE_MEMORY);
  });
});
