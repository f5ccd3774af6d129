// A process that splits an embedded store again until it is killed: `node embeddedSplitter.mjs DIST FOLDER GAP`. It
// prints on standard output when it begins and when it is done.
import { pathToFileURL } from "node:url";

const [dist, folder, gap] = process.argv.slice(2);
const { openEmbedded } = await import(pathToFileURL(`${dist}/graph/embedded/embeddedStore.js`).href);
const store = await openEmbedded(folder, { writer: "thread" });
process.stdout.write("begins\n");
await store.updateSettings({ journeyGap: Number(gap) });
process.stdout.write("done\n");
await store.close();
