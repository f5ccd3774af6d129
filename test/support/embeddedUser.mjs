// A process that uses an embedded store like a command: `node embeddedUser.mjs DIST FOLDER`. It opens the store, reads
// all of it, records into it, reads again, and prints the result as one line of JSON on standard output.
import { pathToFileURL } from "node:url";

const [dist, folder] = process.argv.slice(2);
const { openEmbedded } = await import(pathToFileURL(`${dist}/graph/embedded/embeddedStore.js`).href);
const nothing = () => {};
const visitor = { customer: nothing, journey: nothing, interaction: nothing, known: nothing, gone: nothing };
const ROW = {
  journey: null,
  caseId: null,
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
  sequence: 0,
  origin: 0,
};

async function use() {
  const store = await openEmbedded(folder);
  try {
    const { interactions } = await store.status();
    const read = async () => {
      await store.stream(visitor);
      await store.changesSince(0, visitor);
      let there = 0;
      for await (const history of store.histories())
        there += history.journeys.reduce((sum, journey) => sum + journey.interactions.length, 0);
      await Promise.all([store.catalogue(), store.edges(), store.touchpointCounts(), store.sources(), store.origins()]);
      await store.journeyPage(50, null);
      await store.customers(["customer-1", "customer-2"]);
      return there;
    };
    const before = await read();
    for (let batch = 0; batch < 3; batch++) {
      const rows = Array.from({ length: 50 }, (_, i) => ({
        ...ROW,
        customer: `customer-${i * 7 + batch}`,
        id: `new-${batch}-${i}`,
        touchpoint: "web/new",
        at: 1_700_000_000_000 + i * 3_600_000,
      }));
      const origins = [
        {
          source: 0,
          touchpoint: "web/new",
          kind: "new",
          channel: "web",
          stage: null,
          intended: null,
          initiatedBy: null,
        },
      ];
      await store.record({ origins, rows, replace: true, createNames: true });
    }
    await store.erase("customer-3");
    await read();
    return { used: true, interactions, there: before };
  } finally {
    await store.close();
  }
}

const said = await use().catch((error) => ({ used: false, code: error.code ?? "none", message: error.message }));
process.stdout.write(`${JSON.stringify(said)}\n`);
