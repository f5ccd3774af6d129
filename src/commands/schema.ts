// `throughline schema`: prints the GraphQL schema, writes it to a file, or checks that a file is identical to it (as CI
// does).
import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { ThroughlineError } from "../model/errors.js";
import type { Context } from "./context.js";

export function addSchema(program: Command, context: Context): void {
  program
    .command("schema")
    .description("print the GraphQL schema")
    .option("--write <file>", "write it to a file")
    .option("--check <file>", "fail unless the file equals it")
    .addHelpText(
      "after",
      "\nExamples:\n  throughline schema > schema.graphql\n  throughline schema --check schema.graphql",
    )
    .action(async ({ write, check }: { write?: string; check?: string }) => {
      const { printedSchema } = await import("../resolvers/schema.js");
      const text = printedSchema();
      if (write !== undefined) writeFileSync(write, text);
      else if (check === undefined) await context.out(text);
      else if (readFileSync(check, "utf8") !== text)
        throw new ThroughlineError("BAD_FILE", `${check} is not the schema of this build.`, {
          at: check,
          remedy: "Check what has changed, then write it again: npm run schema:write",
        });
    });
}
