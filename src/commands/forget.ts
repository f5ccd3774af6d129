// `throughline forget --source N`: takes an import back. Rows that another source recorded too are kept.
import type { Command } from "commander";
import { ThroughlineError } from "../model/errors.js";
import { type Context, counted, jsonText } from "./context.js";

export function addForget(program: Command, context: Context): void {
  program
    .command("forget")
    .description("take an import back, as if it had never been made")
    .requiredOption("--source <number>", "its number in `throughline sources`")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExamples:\n  throughline sources\n  throughline forget --source 2")
    .action(({ source, json }: { source: string; json?: boolean }) => {
      const number = Number(source);
      if (!/^\d{1,15}$/.test(source))
        throw new ThroughlineError("BAD_ARGUMENT", `"${source}" is not the number of a source.`, {
          at: "source",
          remedy: "See throughline sources.",
        });
      return context.withStore(async (store) => {
        const outcome = await store.forget(number);
        if (!outcome.found)
          throw new ThroughlineError("NOT_FOUND", `There is no source ${number}.`, {
            at: "source",
            remedy: "See throughline sources.",
          });
        const { version, customers, interactions } = outcome;
        if (json) return context.out(jsonText({ source: number, version, customers, interactions }));
        await context.out(
          `Source ${number} is forgotten: ${counted(interactions, "interaction")} of ${counted(customers, "customer")} removed; version ${version}.\n`,
        );
      });
    });
}
