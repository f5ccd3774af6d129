// The long runs: kill loops, faults, load. `npm run verify`, before an issue is closed.
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.verify.test.ts"],
    setupFiles: ["reflect-metadata"],
    fileParallelism: false,
    testTimeout: 20 * 60_000,
    hookTimeout: 5 * 60_000,
  },
});
