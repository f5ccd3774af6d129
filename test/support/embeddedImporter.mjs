// A process that records batches into an embedded store until it is killed, and says on its standard output which ones
// were acknowledged: `node embeddedImporter.mjs DIST FOLDER NAME FIRST`. It is plain JavaScript that uses the built
// output, as a real importer does. Batch n of a name always has the same rows, so after a restart, it may be recorded
// again.
import { pathToFileURL } from "node:url";

const [dist, folder, name, first] = process.argv.slice(2);
const { openEmbedded } = await import(pathToFileURL(`${dist}/graph/embedded/embeddedStore.js`).href);
const store = await openEmbedded(folder);

const CUSTOMERS = 80;
const ROWS = 60;
const NOTHING = {
  journey: null,
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

const origins = Array.from({ length: 12 }, (_, i) => ({
  source: 0,
  touchpoint: `web/t${i}`,
  kind: `t${i}`,
  channel: "web",
  stage: null,
  intended: null,
  initiatedBy: null,
}));
for (let batch = Number(first); ; batch++) {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const mixed = (batch * 7_919 + i * 104_729 + name.charCodeAt(0) * 31) >>> 0;
    const origin = mixed % origins.length;
    return {
      ...NOTHING,
      customer: `c${mixed % CUSTOMERS}`,
      id: `${name}-${batch}-${i}`,
      // The case identifies the batch, because a visitor of the change feed receives no ids.
      caseId: `${name}-${batch}`,
      value: i,
      touchpoint: origins[origin].touchpoint,
      at: 1_700_000_000_000 + (mixed % 1_000_003) * 7_000,
      sequence: 0,
      origin,
    };
  });
  await store.record({ origins, rows, replace: false, createNames: true });
  process.stdout.write(`${batch}\n`);
}
