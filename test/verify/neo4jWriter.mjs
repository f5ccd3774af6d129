// A process that records into Neo4j, for neo4jServer.verify.test.ts: batches of three rows for customers that other
// writers have too. Prints `ack CASE` on standard output for each acknowledged batch, and `again` for each refusal.
//     node neo4jWriter.mjs URI USER PASSWORD NAME BATCHES
import { openNeo4jStore } from "../../dist/graph/neo4j/store.js";

const [uri, user, password, name, batches] = process.argv.slice(2);
const NOTHING = {
  journey: null,
  value: null,
  cost: null,
  initiatedBy: null,
  outcome: null,
  resolved: null,
  intendedChannel: null,
  contextCarried: null,
  repeatedInfo: null,
  referredBy: null,
  attributes: null,
};
const store = await openNeo4jStore({ uri, user, password, database: "neo4j" });
const origins = Array.from({ length: 6 }, (_, i) => ({
  source: 0,
  touchpoint: `web/t${i}`,
  kind: `t${i}`,
  channel: "web",
  stage: null,
  intended: null,
  initiatedBy: null,
}));
for (let b = 0; b < Number(batches); b++) {
  const caseId = `${name}-${b}`;
  const rows = [0, 1, 2].map((i) => {
    const origin = (b * 7 + i * 5 + name.length) % origins.length;
    return {
      ...NOTHING,
      customer: `c${(b * 3 + i * 11) % 40}`,
      id: `${caseId}-${i}`,
      sequence: 0,
      touchpoint: origins[origin].touchpoint,
      at: 1_700_000_000_000 + b * 60_000,
      caseId,
      origin,
    };
  });
  for (;;) {
    try {
      await store.record({ origins, rows, replace: false, createNames: true });
      console.log(`ack ${caseId}`);
      break;
    } catch (error) {
      if (error.code !== "DATABASE_UNAVAILABLE" && error.code !== "TIMEOUT") throw error;
      console.log("again");
      await new Promise((done) => setTimeout(done, 200));
    }
  }
}
await store.close();
