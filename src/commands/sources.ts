// `throughline sources`: lists the imports, and how much of each still exists.
import type { Command } from "commander";
import { API_SOURCE } from "../graph/store.js";
import { formatInstant } from "../model/time.js";
import { type Context, count, counted } from "./context.js";

export function addSources(program: Command, context: Context): void {
  program
    .command("sources")
    .description("list the imports, by number")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExamples:\n  throughline sources\n  throughline forget --source 2     # take one back")
    .action(({ json }: { json?: boolean }) =>
      context.withExistingStore(async (store) => {
        const sources = await store.sources();
        const shown = sources.map((source) => ({ ...source, importedAt: formatInstant(source.importedAt) }));
        if (json) return context.out(`${JSON.stringify(shown, null, 2)}\n`);
        if (shown.length === 0) return context.out("Nothing has been imported. Start with: throughline import FILE\n");
        const lines = shown.map(({ number, name, importedAt, interactions, answers }) => {
          const from = number === API_SOURCE ? "through the API" : `${name}, first imported ${importedAt}`;
          return `${String(number).padStart(5)}  ${count(interactions).padStart(13)} interactions  ${answers === 0 ? "" : `${counted(answers, "answer")}  `}${from}\n`;
        });
        await context.out(lines.join(""));
      }),
    );
}
