// The long tests: kill loops, faults, load. Run `npm run verify` before closing an issue.
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.verify.test.ts"],
    globalSetup: ["test/support/temporary.ts"],
    setupFiles: ["reflect-metadata"],
    fileParallelism: false,
    testTimeout: 20 * 60_000,
    hookTimeout: 5 * 60_000,
  },
});
