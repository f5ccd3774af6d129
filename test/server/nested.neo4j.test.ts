// Tests that the number of statements that nested reads send to Neo4j does not depend on the length of the page, nor
// that of a link on the number of keys.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as statements from "../../src/graph/neo4j/statements/index.js";
import { batchFor } from "../support/histories.js";
import { openEmptyStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { noteStatements } from "../support/sentStatements.js";
import { startTestServer, type TestServer } from "../support/server.js";

const JOURNEYS = `query($first: Int!) { journeys(first: $first) { nodes { key
  customer { key attributes journeys { nodes { key } } }
  interactions { nodes { key at intendedChannel { key } sources { number name }
    touchpoint { key name visits starts ends channel { key name medium } stage { key name position } } } } } } }`;
const CUSTOMERS = `query($first: Int!) { customers(first: $first) { nodes { key journeys { nodes { key channels { key } stages { key }
  interactions { nodes { touchpoint { key channel { key } stage { key } } sources { number } } } } } } } }`;

describe.skipIf(WITHOUT_NEO4J)(`nested reads on Neo4j${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`, () => {
  let server: TestServer;
  let sent: string[];
  beforeAll(async () => {
    sent = noteStatements();
    server = await startTestServer({ open: openEmptyStore });
    await server.service.ready();
    // 25 customers, each with two journeys of up to 30 interactions over 40 touchpoints, and a catalogue.
    const kinds = Array.from({ length: 40 }, (_, i) => `${["web", "store", "phone", "mail"][i % 4]}/t${i}`);
    const log = Object.fromEntries(
      Array.from({ length: 25 }, (_, c) => [
        `c${c}`,
        Array.from(
          { length: 5 + c },
          (_, i) => `${kinds[(c * 7 + i) % 40]}@d${1 + (i % 2) * 60}T${10 + (i % 10)}:${10 + c}#${i}`,
        ).join(" "),
      ]),
    );
    await server.store.record(batchFor(log, { origin: (t) => ({ stage: t.startsWith("web") ? "Aware" : "Buy" }) }));
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await server?.close();
  });

  it("a link of many keys sends as many statements as a link of few", async () => {
    const numbers: number[] = [];
    for (const keys of [2, 60]) {
      sent.length = 0;
      await server.store.link(
        Array.from({ length: keys }, (_, i) => `key-${keys}-${i}`),
        `person-${keys}`,
      );
      numbers.push(sent.length);
    }
    expect(numbers[1]).toBe(numbers[0]);
  });

  const names = new Map(Object.entries<unknown>(statements).map(([name, text]) => [text, name]));
  async function statementsOf(query: string, first: number): Promise<{ sent: string[]; data: any }> {
    sent.length = 0;
    const { data, errors } = await server.ask(query, { first });
    expect(errors).toBeUndefined();
    return { sent: sent.map((text) => names.get(text) ?? text).sort(), data };
  }

  // READ_META checks that the names known in the process are still those of the graph.
  it.each([
    [
      "journeys with customers, touchpoints, channels and stages",
      JOURNEYS,
      "journeys",
      ["LOAD_CUSTOMERS", "PAGE_OF_JOURNEYS", "READ_META", "READ_ORIGINS", "READ_SOURCES", "READ_TOUCHPOINT_COUNTS"],
    ],
    [
      "customers with everything below",
      CUSTOMERS,
      "customers",
      ["PAGE_OF_CUSTOMERS", "READ_META", "READ_ORIGINS", "READ_SOURCES"],
    ],
  ] as const)("%s: as many for one as for twenty", async (_, query, field, expected) => {
    await statementsOf(query, 1); // the names of the catalogue are known from now on
    const one = await statementsOf(query, 1);
    const twenty = await statementsOf(query, 20);
    expect(one.data[field].nodes).toHaveLength(1);
    expect(twenty.data[field].nodes).toHaveLength(20);
    expect(twenty.sent).toEqual(one.sent);
    expect(twenty.sent).toEqual(expected);
  });
});
