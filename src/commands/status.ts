// `throughline status`: shows where the store is and what it holds.
import type { Command } from "commander";
import { formatDuration } from "../model/time.js";
import { type Context, count } from "./context.js";

export function addStatus(program: Command, context: Context): void {
  program
    .command("status")
    .description("show where the store is and what it holds")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExamples:\n  throughline status\n  throughline status --json | jq .interactions")
    .action(({ json }: { json?: boolean }) =>
      context.withExistingStore(async (store) => {
        const status = await store.status();
        const { settings } = status;
        const shown = { ...status, settings: { ...settings, journeyGap: formatDuration(settings.journeyGap) } };
        if (json) return context.out(`${JSON.stringify(shown, null, 2)}\n`);
        await context.out(
          [
            `store         ${status.kind} in ${status.location}${settings.synthetic ? " (synthetic: a generated demo)" : ""}`,
            `customers     ${count(status.customers)}`,
            `journeys      ${count(status.journeys)} (split where a gap is longer than ${shown.settings.journeyGap})`,
            `interactions  ${count(status.interactions)}`,
            ...(status.answers === 0 ? [] : [`answers       ${count(status.answers)}`]),
            `version       ${status.version} (catalogue ${status.catalogueVersion}, format ${status.format})`,
            "",
          ].join("\n"),
        );
      }),
    );
}
