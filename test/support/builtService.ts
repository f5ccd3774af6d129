// Runs the built output as a user does: commands, and a service in a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");

/** The reason why tests of the built output do not run; null if they run. `npm test` builds first. */
export const WITHOUT_BUILD = existsSync(CLI) ? null : "dist/ is not built; run `npm run build:server`";

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function run(env: Record<string, string>, ...argv: string[]): Promise<Finished> {
  return finished(start(env, argv));
}

export interface BuiltService {
  readonly url: string;
  /** The messages at its start. */
  readonly lines: readonly string[];
  /** Sends SIGTERM and waits for the end of the process. */
  stop(): Promise<Finished>;
}

/** Runs `serve` on a free port. Resolves once the service has printed the port. */
export async function serve(env: Record<string, string>): Promise<BuiltService> {
  const child = start({ PORT: "0", ...env }, ["serve"]);
  const end = finished(child);
  let out = "";
  await new Promise<void>((said, reject) => {
    child.stdout!.on("data", (chunk) => {
      out += chunk;
      if (out.includes("\nStore ")) said();
    });
    void end.then(({ err }) => reject(new Error(`serve ended: ${err}`)));
  });
  const url = /GraphQL\s+(\S+)\/graphql/.exec(out)![1]!;
  return {
    url,
    lines: out.trimEnd().split("\n"),
    stop() {
      child.kill("SIGTERM");
      return end;
    },
  };
}

function start(env: Record<string, string>, argv: readonly string[]): ChildProcess {
  const { NEO4J_URI: _, ...outer } = process.env;
  return spawn(process.execPath, [CLI, ...argv], { env: { ...outer, ...env }, stdio: ["ignore", "pipe", "pipe"] });
}

function finished(child: ChildProcess): Promise<Finished> {
  let out = "";
  let err = "";
  child.stdout!.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr!.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}
