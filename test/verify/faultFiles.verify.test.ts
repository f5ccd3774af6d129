// The inputs of test/commands/faultFiles.test.ts on Neo4j, if NEO4J_URI is set.
import { testFaultyFiles } from "../support/faultFilesSuite.js";
import { emptyDatabase, NEO4J, WITHOUT_NEO4J } from "../support/neo4j.js";

testFaultyFiles({
  name: "Neo4j",
  without: WITHOUT_NEO4J,
  env: {
    NEO4J_URI: NEO4J.uri,
    NEO4J_USER: NEO4J.user,
    NEO4J_PASSWORD: NEO4J.password,
    NEO4J_DATABASE: NEO4J.database,
  },
  empty: emptyDatabase,
});
