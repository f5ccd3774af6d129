// `throughline settings`: shows the store's settings, and changes the gap that splits journeys.
import type { Command } from "commander";
import { formatDuration, parseDuration } from "../model/time.js";
import type { Context } from "./context.js";

export function addSettings(program: Command, context: Context): void {
  program
    .command("settings")
    .description("show the store's settings, or change them")
    .option("--journey-gap <duration>", "split journeys at gaps longer than this (P30D)")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  throughline settings\n  throughline settings --journey-gap PT30M     # web sessions",
    )
    .action(({ journeyGap, json }: { journeyGap?: string; json?: boolean }) => {
      const gap = journeyGap === undefined ? null : parseDuration(journeyGap, "journey-gap");
      return context.withStore(async (store) => {
        if (gap !== null) await store.updateSettings({ journeyGap: gap });
        const settings = await store.settings();
        const shown = { ...settings, journeyGap: formatDuration(settings.journeyGap) };
        await context.out(
          json
            ? `${JSON.stringify(shown, null, 2)}\n`
            : `journeyGap  ${shown.journeyGap}\nsynthetic   ${settings.synthetic ? "yes: a generated demo, takes no imports" : "no"}\n`,
        );
      });
    });
}
