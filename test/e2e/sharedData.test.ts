import { join } from "node:path";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { sharedDataSuite } from "./sharedData.suite.js";

sharedDataSuite({
  name: "embedded",
  prepare: async (folder) => ({ DATA_DIR: folder, NEO4J_URI: "" }),
  open: (folder) => openEmbedded(join(folder, "graph")),
});
