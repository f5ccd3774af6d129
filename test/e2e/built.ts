// The built output, as a user runs it: commands and a service as processes of their own.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Query } from "./answersOverGraphql.js";

export const CLI = resolve(import.meta.dirname, "../../dist/cli.js");

export const NOT_BUILT = existsSync(CLI) ? null : "dist/ is not there; run `npm run build`";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return ended(child);
}

function ended(child: ChildProcess): Promise<Ran> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk) => (out += chunk));
  child.stderr?.on("data", (chunk) => (err += chunk));
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}

export interface BuiltService {
  readonly url: string;
  readonly query: Query;
  stop(): Promise<void>;
}

/** `throughline serve` on a free port, once it is ready. */
export async function serveBuilt(env: Record<string, string>): Promise<BuiltService> {
  const child = spawn(process.execPath, [CLI, "serve", "--port", "0"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = ended(child);
  const url = await new Promise<string>((done, fail) => {
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += chunk;
      const found = /(http:\/\/\S+)\/graphql/.exec(text);
      if (found !== null) done(found[1]!);
    });
    void end.then(({ code, err }) => fail(new Error(`the service ended with ${code}: ${err}`)));
  });
  for (let i = 0; i < 600 && !(await fetch(`${url}/readyz`)).ok; i++)
    await new Promise((wait) => setTimeout(wait, 100));
  return {
    url,
    async query(query, variables) {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Awaited<ReturnType<Query>>;
    },
    async stop() {
      child.kill("SIGTERM");
      await end;
    },
  };
}
