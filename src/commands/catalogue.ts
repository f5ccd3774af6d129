// `throughline catalogue show` and `throughline catalogue apply FILE`.
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { badFile } from "../ingest/badFile.js";
import {
  applyCatalogueFile,
  type CatalogueFile,
  catalogueToYaml,
  parseCatalogueFile,
} from "../ingest/catalogueFile.js";
import { type Context, counted, jsonText } from "./context.js";

export function addCatalogue(program: Command, context: Context): void {
  const catalogue = program.command("catalogue").description("touchpoints, channels, stages, goals and service levels");
  catalogue
    .command("show")
    .description("print the catalogue as a file for `apply`")
    .option("--json", "as JSON, with declarations and with what rows contain")
    .addHelpText("after", "\nExample:\n  throughline catalogue show > catalogue.yaml")
    .action(({ json }: { json?: boolean }) =>
      context.withExistingStore(async (store) => {
        const shown = await store.catalogue();
        await context.out(json ? jsonText(shown) : catalogueToYaml(shown));
      }),
    );
  catalogue
    .command("apply")
    .description("declare the entries of a YAML file; other entries stay as they are")
    .argument("<file>", "YAML with channels, stages, touchpoints, goals, serviceLevels")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  throughline catalogue apply examples/catalogue.yaml")
    .action((path: string, { json }: { json?: boolean }) => {
      const file = readCatalogueFile(path);
      return context.withStore(async (store) => {
        const before = await store.version();
        const { version } = await applyCatalogueFile(store, file);
        const { change, rules } = file;
        if (json)
          return context.out(
            jsonText({
              version,
              changed: version !== before,
              channels: change.channels!.length,
              stages: change.stages!.length,
              touchpoints: change.touchpoints!.length,
              rules: rules.length,
              goals: change.goals!.length,
              serviceLevels: change.serviceLevels!.length,
            }),
          );
        await context.out(
          version === before
            ? `Nothing changes; version ${version}.\n`
            : `Declared ${counted(change.channels!.length, "channel")}, ${counted(change.stages!.length, "stage")}, ${counted(change.touchpoints!.length, "touchpoint")} by key and ${counted(rules.length, "rule")}, ${counted(change.goals!.length, "goal")}, ${counted(change.serviceLevels!.length, "service level")}; version ${version}.\n`,
        );
      });
    });
}

/** Throws BAD_FILE or BAD_CATALOGUE. */
export function readCatalogueFile(path: string): CatalogueFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw badFile(
      path,
      `cannot be read (${(cause as NodeJS.ErrnoException).code})`,
      "Name a readable YAML file.",
      cause,
    );
  }
  return parseCatalogueFile(text, path);
}
