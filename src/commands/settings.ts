// `throughline settings`: shows the store's settings, and changes the journey gap and the time zone.
import type { Command } from "commander";
import { formatDuration, parseDuration } from "../model/time.js";
import { timeZoneName } from "../model/zone.js";
import type { Context } from "./context.js";

interface SettingsOptions {
  readonly journeyGap?: string;
  readonly timeZone?: string;
  readonly json?: boolean;
}

export function addSettings(program: Command, context: Context): void {
  program
    .command("settings")
    .description("show the store's settings, or change them")
    .option("--journey-gap <duration>", "split journeys at gaps longer than this (P30D)")
    .option("--time-zone <name>", "IANA name of the zone of months, weeks, days of the week and hours (UTC)")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  throughline settings\n  throughline settings --journey-gap PT30M     # web sessions\n  throughline settings --time-zone Europe/Berlin",
    )
    .action(({ journeyGap, timeZone, json }: SettingsOptions) => {
      const change = {
        ...(journeyGap === undefined ? {} : { journeyGap: parseDuration(journeyGap, "journey-gap") }),
        ...(timeZone === undefined ? {} : { timeZone: timeZoneName(timeZone, "time-zone") }),
      };
      return context.withStore(async (store) => {
        if (Object.keys(change).length > 0) await store.updateSettings(change);
        const settings = await store.settings();
        const shown = { ...settings, journeyGap: formatDuration(settings.journeyGap) };
        await context.out(
          json
            ? `${JSON.stringify(shown, null, 2)}\n`
            : [
                `journeyGap  ${shown.journeyGap}`,
                `timeZone    ${shown.timeZone}`,
                `synthetic   ${settings.synthetic ? "yes: a generated demo, takes no imports" : "no"}`,
                "",
              ].join("\n"),
        );
      });
    });
}
