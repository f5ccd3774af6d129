// `npm test`: runs all tests once. Arguments are passed on to Vitest: `npm test -- test/docs.test.ts`.
//
// The Neo4j suites share one database, so their files run one after another. They mostly wait for the server and for
// time limits. A single Vitest process would run them after all other files and leave the machine half idle. If there is
// a server (NEO4J_URI), they therefore run in a Vitest process of their own, beside the other tests.
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { endWithThisProcess } from "./together.mjs";

const VITEST = resolve(import.meta.dirname, "../node_modules/vitest/vitest.mjs");

/** Resolves with the exit code. With `collect`, the output is passed to it and is not printed. */
function vitest(args, collect) {
  return new Promise((done) => {
    const stdio = collect === undefined ? "inherit" : ["ignore", "pipe", "pipe"];
    const child = spawn(process.execPath, [VITEST, "run", ...args], { stdio });
    endWithThisProcess(child);
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", collect);
    child.on("close", (code) => done(code ?? 1));
  });
}

const args = process.argv.slice(2);
if (args.length > 0 || !process.env.NEO4J_URI) process.exitCode = await vitest(args);
else {
  const output = [];
  const neo4j = vitest(["--project", "neo4j"], (chunk) => output.push(chunk));
  const embedded = await vitest(["--project", "embedded"]);
  const code = await neo4j;
  process.stdout.write(Buffer.concat(output));
  process.exitCode = Math.max(embedded, code);
}
