import { defineConfig } from "vitest/config";

export default defineConfig({
  // Without it, Vitest can load graphql twice ("another module or realm").
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    globalSetup: ["test/support/temporaryInMemory.ts"],
    setupFiles: ["reflect-metadata"],
    // A busy machine may need ten times as long as a quiet one for a test of a few seconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By default, Vitest leaves one core free, which on a machine of two cores doubles the time of the whole run.
    maxWorkers: "100%",
    // The Neo4j suites share one database, so the files that need it run one after another.
    projects: [
      {
        extends: true,
        test: {
          name: "embedded",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.neo4j.test.ts", "test/**/*.verify.test.ts"],
        },
      },
      { extends: true, test: { name: "neo4j", include: ["test/**/*.neo4j.test.ts"], fileParallelism: false } },
    ],
  },
});
