// `throughline serve`: the GraphQL service. The implementation is in serve.ts, which is loaded only when needed because
// it loads the whole server.
import type { Command } from "commander";
import type { Context } from "./context.js";

export function addServe(program: Command, context: Context): void {
  program
    .command("serve")
    .description("serve the explorer at /, the playground at /playground and the GraphQL API at /graphql")
    .option("--host <address>", "address to listen on (HOST, 127.0.0.1)")
    .option("--port <number>", "port to listen on, 0 for any that is free (PORT, 4000)")
    .option("--check", "start, answer one query, stop")
    .addHelpText("after", "\nExamples:\n  throughline serve\n  throughline serve --port 8080 --data ./shop")
    .action(async (options: { host?: string; port?: string; check?: boolean }) => {
      const config = context.config({
        ...(options.host === undefined ? {} : { HOST: options.host }),
        ...(options.port === undefined ? {} : { PORT: options.port }),
      });
      const { serve } = await import("./serve.js");
      context.exitWith(await serve(config, { check: options.check === true }));
    });
}
