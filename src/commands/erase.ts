// `throughline erase KEY`: removes a customer, all identities linked to it, and everything recorded about them.
import type { Command } from "commander";
import { ThroughlineError } from "../model/errors.js";
import { type Context, counted, jsonText } from "./context.js";

export function addErase(program: Command, context: Context): void {
  program
    .command("erase")
    .description("remove a customer and everything recorded about them, for good")
    .argument("<key>", "the customer's key, or one that was linked into it")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  throughline erase card-1041\n\nImporting a file that contains the customer again would record them again.",
    )
    .action((key: string, { json }: { json?: boolean }) =>
      context.withStore(async (store) => {
        const outcome = await store.erase(key);
        // The key is not repeated, because output ends up in logs.
        if (!outcome.found)
          throw new ThroughlineError("NOT_FOUND", "There is no customer with this key.", {
            at: "key",
            remedy: "Check the key.",
          });
        if (json) return context.out(jsonText({ version: outcome.version, interactions: outcome.interactions }));
        await context.out(
          `The customer is erased: ${counted(outcome.interactions, "interaction")} removed; version ${outcome.version}.\n`,
        );
      }),
    );
}
