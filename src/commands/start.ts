// `throughline start` (npm start): serves the user's own store if it has data, or else the demo.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { Config } from "../config.js";
import { openStore } from "../graph/open.js";
import { assertCanListen } from "../server/listen.js";
import type { Context } from "./context.js";
import { prepareDemo } from "./demo.js";

export function addStart(program: Command, context: Context): void {
  program
    .command("start")
    .description("serve your own store if it has data, or else a synthetic demo")
    .option("--host <address>", "address to listen on (HOST, 127.0.0.1)")
    .option("--port <number>", "port to listen on, 0 for any that is free (PORT, 4000)")
    .addHelpText("after", "\nExamples:\n  throughline start\n  throughline start --port 8080 --data ./shop")
    .action(async (options: { host?: string; port?: string }) => {
      const own = context.config({
        ...(options.host === undefined ? {} : { HOST: options.host }),
        ...(options.port === undefined ? {} : { PORT: options.port }),
      });
      await assertCanListen(own.host, own.port);
      const config = (await holdsData(own)) ? own : (await prepareDemo(context, own)).config;
      const { serve } = await import("./serve.js");
      context.exitWith(await serve(config, { check: false }));
    });
}

/** Whether the user's own store should be served. A configured Neo4j database is always served, even without data. */
async function holdsData(config: Config): Promise<boolean> {
  if (config.neo4j !== null) return true;
  if (!existsSync(join(config.dataDir, "graph"))) return false;
  const store = await openStore(config, { writer: "inline" });
  try {
    return (await store.status()).customers > 0;
  } finally {
    await store.close();
  }
}
