// Compares questions in a pool of threads with the same questions on one thread. The threads run the built output, so
// run `npm run build:server` first, as `npm test` does.
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Pool } from "../../src/engine/pool/pool.js";
import { Limits } from "../../src/engine/pool/threadScanner.js";
import { rangesOf } from "../../src/engine/scan.js";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { journeyKey } from "../../src/model/keys.js";
import { wholeBlock } from "../../src/projection/blocks.js";
import { projectionOf as assembled } from "../../src/projection/build.js";
import { ProjectionBuilder } from "../../src/projection/builder.js";
import { resized, sharedUint8 } from "../../src/projection/columns.js";
import type { Projection } from "../../src/projection/projection.js";
import { type Executor, localExecutor, poolExecutor } from "../../src/questions/executor.js";
import { DEFAULT_HANDOFF_SETTINGS } from "../../src/questions/handoffs/index.js";
import { type ParamsOf, type QuestionName, warmUpQuestions } from "../../src/questions/registry.js";
import { fastest } from "../support/fastest.js";
import { projectionOf } from "../support/projectionOf.js";

const ENTRY = resolve(import.meta.dirname, "../../dist/questions/thread.js");
const KINDS = 12;
const MIB = 2 ** 20;
const NEVER = new AbortController().signal;

/** Enough interactions for several ranges. */
function manyJourneys(customers: number, seed: number, kinds = KINDS): Projection {
  const channel = (kind: number): string => ["web", "app", "store"][kind % 3]!;
  const base = projectionOf(
    Array.from({ length: kinds }, (_, n) => ({ customer: "c", touchpoint: `k${n}`, channel: channel(n), at: 0 })),
  );
  const builder = new ProjectionBuilder();
  let random = seed;
  const next = (below: number): number => {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    return (random >>> 8) % below;
  };
  for (let c = 0; c < customers; c++) {
    builder.customer(c, {});
    builder.journey(journeyKey(`c${c}`, "k", ""));
    let at = c * 1_000;
    for (let i = 1 + next(19); i > 0; i--) {
      const kind = next(kinds);
      at += next(100_000);
      builder.interaction(`${channel(kind)}/k${kind}`, at);
    }
  }
  const built = builder.finish();
  return assembled(1, built.blocks.map(wholeBlock), built, base.catalogue, base);
}

function questions(): { [Q in QuestionName]?: ParamsOf<Q> } {
  const from = { channels: ["web"] };
  const to = { touchpoints: ["store/k2"] };
  const filter = { touches: [to] };
  const routes = { from, to, options: DEFAULT_PATH_OPTIONS, first: 20 };
  return {
    drilldown: { question: "commonRoutes", params: { ...routes, filter }, row: { of: "COUNTED" } },
    commonRoutes: routes,
    transitions: { options: DEFAULT_PATH_OPTIONS, filter, first: 50 },
    handoffs: { settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: to }, first: 20 },
    journeys: { filter, limit: 30, after: null },
  };
}

describe("the pool", () => {
  let pool: Executor;
  let projection: Projection;

  beforeAll(() => {
    pool = poolExecutor({ threads: 2, memory: 2 ** 30, entry: ENTRY });
    projection = manyJourneys(60_000, 1);
    expect(rangesOf(projection).length).toBeGreaterThan(3);
  });
  afterAll(() => pool.close());

  for (const [question, params] of Object.entries(questions()))
    it(`answers ${question} as one thread does, alone and among others`, async () => {
      const expected = await localExecutor.ask(question as "transitions", projection, params as never, NEVER);
      expect(await pool.ask(question as "transitions", projection, params as never, NEVER)).toEqual(expected);
      const many = await Promise.all(
        Array.from({ length: 6 }, () => pool.ask(question as "transitions", projection, params as never, NEVER)),
      );
      for (const answer of many) expect(answer).toEqual(expected);
    });

  it("answers for the projection of the question", async () => {
    const params = questions().journeys!;
    const others = [2, 3, 4].map((seed) => manyJourneys(3_000 * seed, seed));
    const asked = [...others, projection, ...others];
    const answers = await Promise.all(asked.map((of) => pool.ask("journeys", of, params, NEVER)));
    const expected = await Promise.all(asked.map((of) => localExecutor.ask("journeys", of, params, NEVER)));
    expect(answers).toEqual(expected);
  });

  it("chooses pages while questions occupy all threads, and uses the other threads for the remaining pages", async () => {
    const THREADS = 2;
    const entry = resolve(import.meta.dirname, "../support/pagesWorker.mjs");
    const own = poolExecutor({ threads: THREADS, memory: 2 ** 30, entry });
    const [begun, mayEnd] = [0, 1];
    const flags = new Int32Array(new SharedArrayBuffer(2 * 4));
    const release = (questions: number): void => {
      Atomics.store(flags, mayEnd, questions);
      Atomics.notify(flags, mayEnd);
    };
    let done = 0;
    const occupy = (length: number): Promise<unknown>[] =>
      Array.from({ length }, async () => {
        await own.ask("occupying" as "journeys", projection, { flags } as never, NEVER);
        done++;
      });
    const page = () => own.ask("journeys", projection, questions().journeys!, NEVER);
    try {
      const expected = await localExecutor.ask("journeys", projection, questions().journeys!, NEVER);
      const occupying = occupy(8);
      while (Atomics.load(flags, begun) < THREADS) await setTimeout(1);
      // The page has a thread of its own: it is answered while no question may end.
      expect(await page()).toEqual(expected);
      expect(done).toBe(0);
      // These are more pages than that thread takes. The remaining pages take the thread of the one question that ends.
      // No page waits for the questions that wait, so all pages are answered while no further question may end.
      const pages = Array.from({ length: 12 }, page);
      release(1);
      for (const answer of await Promise.all(pages)) expect(answer).toEqual(expected);
      expect(done).toBe(1);
      release(occupying.length);
      await Promise.all(occupying);
    } finally {
      release(100);
      await own.close();
    }
  });

  it("passes on errors with their code, place and remedy", async () => {
    const unknown = pool.ask(
      "transitions",
      projection,
      { options: DEFAULT_PATH_OPTIONS, from: { channels: ["wep"] }, first: 1 },
      NEVER,
    );
    await expect(unknown).rejects.toMatchObject({
      code: "UNKNOWN_NAME",
      at: "from.channels[0]",
      allowed: expect.arrayContaining(["web"]),
    });
  });

  it("aborts a question with the signal's reason, and continues", async () => {
    const reason = new Error("the client went away");
    const controller = new AbortController();
    const options = { ...DEFAULT_PATH_OPTIONS };
    const given = Array.from({ length: 4 }, () =>
      pool.ask("commonRoutes", projection, { options, first: 1 }, controller.signal),
    );
    void setTimeout(5).then(() => controller.abort(reason));
    for (const outcome of await Promise.allSettled(given))
      if (outcome.status === "rejected") expect(outcome.reason).toBe(reason);
    await expect(pool.ask("journeys", projection, questions().journeys!, controller.signal)).rejects.toBe(reason);
    await pool.ask("journeys", projection, questions().journeys!, NEVER);
  });

  // This fault occurred once in 600 questions on a busy machine. Here, the test forces the order of events.
  it("is not disturbed by help that is dispatched only after its scan has ended", async () => {
    const entry = resolve(import.meta.dirname, "../support/poolWorker.mjs");
    const own = new Pool({ threads: 2, memory: 2 ** 30, entry, page: "journeys", warmUp: () => [] });
    const flags = new Int32Array(new SharedArrayBuffer(5 * 4));
    const [released, secondDone, end] = [2, 3, 4];
    try {
      const answer = own.ask("late", projection, { flags }, NEVER);
      answer.catch(() => {});
      while (Atomics.load(flags, secondDone) === 0) await setTimeout(5);
      // The request for help has come, and waits for the thread that is held.
      await setTimeout(50);
      Atomics.store(flags, released, 1);
      Atomics.notify(flags, released);
      // The help is dispatched now. The question is still running, and a lost helper would be reported to it.
      await setTimeout(100);
      Atomics.store(flags, end, 1);
      expect(await answer).toBe(2 * rangesOf(projection).length);
    } finally {
      await own.close();
    }
  });

  it("warms up with questions that all have an answer, and gives up when somebody asks", async () => {
    const { catalogue } = projection;
    const asked = warmUpQuestions(projection);
    expect(new Set(asked.map(({ question }) => question)).size).toBeGreaterThan(5);
    const few = manyJourneys(50, 1);
    for (const { question, params } of asked) await localExecutor.ask(question, few, params as never, NEVER);
    expect(warmUpQuestions({ ...projection, catalogue: { ...catalogue, touchpoints: [] } })).toEqual([]);

    const fresh = poolExecutor({ threads: 2, memory: 2 ** 30, entry: ENTRY });
    try {
      const warming = fresh.warmUp(projection);
      await fresh.ask("journeys", projection, questions().journeys!, NEVER);
      await warming;
      expect(await fastest(() => fresh.warmUp(projection))).toBeLessThan(50);
    } finally {
      await fresh.close();
    }
  });

  it("counts the shared memory of a question, but not that of arrays that longer ones replaced", () => {
    const limits = new Limits(new Int32Array(1), 64 * MIB);
    let column = sharedUint8(MIB);
    for (let length = 2 * MIB; length <= 32 * MIB; length *= 2) column = resized(column, 0, length, sharedUint8);
    expect(() => limits.check()).not.toThrow();
    column = resized(column, 0, 128 * MIB, sharedUint8);
    expect(() => limits.check()).toThrow(expect.objectContaining({ code: "QUERY_TOO_EXPENSIVE" }));
  });

  it("refuses a question that uses more memory than allowed", async () => {
    const small = poolExecutor({ threads: 2, memory: 2 ** 20, entry: ENTRY });
    try {
      const asked = small.ask("commonRoutes", projection, { options: DEFAULT_PATH_OPTIONS, first: 1 }, NEVER);
      await expect(asked).rejects.toMatchObject({ code: "QUERY_TOO_EXPENSIVE" });
    } finally {
      await small.close();
    }
  });
});
