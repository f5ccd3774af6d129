// Runs the Neo4j suites of `npm test` on the current calendar release of Neo4j, which needs Java 21 or newer.
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { OwnNeo4j } from "../support/ownNeo4j.js";

const VERSION = "2026.08.1";
const ROOT = resolve(import.meta.dirname, "../..");
const SUITES = [
  ...["neo4jContract", "neo4jStatements", "neo4jDocs", "neo4jQuestions", "neo4jStart"].map((name) => `graph/${name}`),
  ...[
    "golden/golden",
    "server/handCases",
    "server/completejourney",
    "server/nested",
    "server/injection",
    "server/engineStore",
  ],
].map((name) => `test/${name}.neo4j.test.ts`);

const server = await OwnNeo4j.make(VERSION);
const why = ((): string | null => {
  try {
    server.start("1g");
    return null;
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? error).trim();
    if (/needs Java 21 or newer/.test(said)) return said;
    throw error;
  }
})();

describe.skipIf(why !== null)(`Neo4j ${VERSION}${why === null ? "" : ` (skipped: ${why})`}`, () => {
  afterAll(() => server.remove());

  it("passes the suites that 5.26 passes", async () => {
    const vitest = resolve(ROOT, "node_modules/vitest/vitest.mjs");
    const child = spawn(process.execPath, [vitest, "run", "--testTimeout", "300000", ...SUITES], {
      cwd: ROOT,
      env: { ...process.env, ...server.env, VITEST: "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        said += chunk;
      });
    const code = await new Promise((done) => child.once("close", done));
    expect(code, said.slice(-8_000)).toBe(0);
    console.log(said.trim().split("\n").slice(-5).join("\n"));
  });
});
