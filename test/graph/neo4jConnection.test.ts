// Tests with a stand-in for the driver, because a single server cannot show this behaviour: old servers are refused,
// and all requests go to the leader of a cluster, because a follower may not have an acknowledged write yet.
import neo4j, { type Driver, type SessionConfig } from "neo4j-driver";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../src/graph/neo4j/connection.js";
import { toThroughlineError } from "../../src/graph/neo4j/errors.js";
import { checkServer, MIGRATIONS } from "../../src/graph/neo4j/migrations.js";
import { Neo4jQuestions } from "../../src/graph/neo4j/questions.js";
import { openNeo4jStore } from "../../src/graph/neo4j/store.js";
import type { ThroughlineError } from "../../src/model/errors.js";
import { batchFor } from "../support/histories.js";
import { collector } from "./contract/support.js";

const OPTIONS = { uri: "neo4j://cluster.example:7687", user: "neo4j", password: "secret", database: "journeys" };

describe("the server's version", () => {
  const check = (version: string) => () =>
    checkServer(OPTIONS.uri, [
      { name: "Cypher", version: "5" },
      { name: "Neo4j Kernel", version },
    ]);

  it.each(["5.26.0", "5.26.30", "5.27-aura", "2025.01.0", "2026.08.1"])("%s is served", (version) => {
    expect(check(version)).not.toThrow();
  });

  it.each(["3.5.35", "4.4.48", "5.0.0", "5.25.1"])("%s is too old, in one line", (version) => {
    expect(check(version)).toThrow(
      expect.objectContaining({
        code: "BAD_CONFIG",
        message: `The server at ${OPTIONS.uri} is Neo4j ${version}, which is too old.`,
        remedy: "Use Neo4j 5.26 or newer.",
      }),
    );
  });

  it("a server that is not Neo4j is refused", () => {
    expect(() => checkServer(OPTIONS.uri, [{ name: "Other", version: "9.9.9" }])).toThrow(
      "does not identify itself as",
    );
    expect(() => checkServer(OPTIONS.uri, [])).toThrow("does not identify itself as");
  });
});

describe("a cluster", () => {
  afterEach(() => vi.restoreAllMocks());

  it("every session of the store goes to the leader, and to the given database", async () => {
    const sessions: SessionConfig[] = [];
    vi.spyOn(neo4j, "driver").mockImplementation(() => standIn(sessions));
    const store = await openNeo4jStore(OPTIONS);
    const during = async (work: () => Promise<unknown>): Promise<SessionConfig[]> => {
      sessions.length = 0;
      // The call fails, because the stand-in has no graph. The test only looks at the servers to which requests went.
      await work().catch(() => {});
      return [...sessions];
    };
    const operations: Record<string, () => Promise<unknown>> = {
      version: () => store.version(),
      changesSince: () => store.changesSince(0, collector().visitor),
      stream: () => store.stream(collector().visitor),
      catalogue: () => store.catalogue(),
      customers: () => store.customers(["ana"]),
      journeyPage: () => store.journeyPage(5, null),
      edges: () => store.edges(),
      status: () => store.status(),
      record: () => store.record(batchFor({ ana: "w/a@09:00" })),
      erase: () => store.erase("ana"),
    };
    for (const [name, work] of Object.entries(operations)) {
      const opened = await during(work);
      expect(opened.length, name).toBeGreaterThan(0);
      for (const { defaultAccessMode, database } of opened)
        expect([defaultAccessMode, database], name).toEqual([neo4j.session.WRITE, "journeys"]);
    }
    await store.close();
  });
});

/** A driver that claims to be a new server with a migrated graph, and otherwise finds Meta in every query. */
function standIn(sessions: SessionConfig[]): Driver {
  const meta = { version: 1, namesVersion: 0, catalogueVersion: 0, format: 1, floor: 0, nextNumber: 1 };
  const row = {
    name: "Neo4j Kernel",
    version: "5.26.0",
    metas: 1,
    nodes: 1,
    format: 1,
    number: 1,
    appliedAt: 1,
    changed: 0,
    meta,
  };
  const result = () => {
    const records = MIGRATIONS.map(({ number }) => ({
      keys: [],
      get: () => null,
      toObject: () => ({ ...row, number }),
    }));
    const answer = Promise.resolve({ records });
    return Object.assign(answer, { subscribe: ({ onCompleted }: { onCompleted: () => void }) => onCompleted() });
  };
  const transaction = { run: result, commit: async () => {}, rollback: async () => {}, isOpen: () => false };
  return {
    session: (config: SessionConfig) => {
      sessions.push(config);
      return { run: result, beginTransaction: async () => transaction, close: async () => {} };
    },
    close: async () => {},
  } as unknown as Driver;
}

describe("a question that the server has too little memory for", () => {
  const refusalOf = async (code: string) => {
    const cause = new neo4j.Neo4jError("no memory", code, "50N42", "", {} as never);
    const place = { location: OPTIONS.uri, database: OPTIONS.database };
    // The connection answers everything but the statements of the question.
    const connection = {
      transact: async () => ({ version: 1, catalogue: {}, journeyGap: 1 }),
      run: async () => Promise.reject(toThroughlineError(cause, place)),
    };
    const questions = new Neo4jQuestions(connection as unknown as Connection, () => null);
    const scope = { startedFrom: null, startedBefore: null, customers: null };
    const asked = { scope, labels: new Map(), collapse: false, from: null, to: null, first: 1 } as never;
    return questions
      .ask("transitions", () => asked, { milliseconds: 1_000, wanted: {} } as never)
      .catch((error: ThroughlineError) => [error.code, error.remedy]);
  };

  it.each(["MemoryPoolOutOfMemoryError", "TransactionMemoryLimit"])("is refused as too expensive: %s", async (kind) => {
    expect(await refusalOf(`Neo.TransientError.General.${kind}`)).toEqual([
      "QUERY_TOO_EXPENSIVE",
      expect.stringContaining("dbms.memory.transaction.total.max"),
    ]);
  });

  it("is told apart from other refusals", async () => {
    expect(await refusalOf("Neo.ClientError.Statement.SyntaxError")).toEqual(["STORE_FAILED", expect.any(String)]);
  });
});
