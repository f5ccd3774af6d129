// `throughline catalogue init`: a starter catalogue as a file to edit. The command does not use a store.
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { badFile } from "../ingest/badFile.js";
import { SCHEMES, starterCatalogue } from "../ingest/catalogue/starter.js";
import { type Context, counted, jsonText } from "./context.js";

export function addInit(catalogue: Command, context: Context): void {
  catalogue
    .command("init")
    .description("write a starter catalogue of the usual touchpoints, to edit and apply")
    .argument("[file]", "the file to write, or - for standard output", "catalogue.yaml")
    .option(
      "--stages <names>",
      `a scheme (${Object.keys(SCHEMES).join(", ")}), or three or four names of your own, in order`,
      "funnel",
    )
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
Schemes:
${Object.entries(SCHEMES)
  .map(([scheme, names]) => `  ${scheme.padEnd(11)} ${names.join(", ")}`)
  .join("\n")}

Examples:
  throughline catalogue init
  throughline catalogue init my-catalogue.yaml --stages "Discover,Choose,Buy,Enjoy"
  throughline catalogue init - --stages phases | less`,
    )
    .action(async (file: string, { stages, json }: { stages: string; json?: boolean }) => {
      const starter = starterCatalogue(SCHEMES[stages as keyof typeof SCHEMES] ?? stages.split(","));
      if (file === "-" && !json) return context.out(starter.yaml);
      if (file !== "-") writeNew(file, starter.yaml);
      const { yaml, ...counts } = starter;
      if (json)
        return context.out(jsonText(file === "-" ? { file: null, ...counts, yaml } : { file, ...counts, yaml: null }));
      await context.out(
        `Wrote ${file}: ${counted(counts.channels, "channel")}, ${counted(counts.stages.length, "stage")}, ` +
          `${counted(counts.touchpoints, "touchpoint")}. Edit it, then run: throughline catalogue apply ${file}\n`,
      );
    });
}

/** Throws BAD_FILE if the file exists, so that no edited catalogue is overwritten. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw code === "EEXIST"
      ? badFile(file, "exists already", "Name another file, or move this one away.", cause)
      : badFile(file, `cannot be written (${code})`, "Name a file in a writable folder.", cause);
  }
}
