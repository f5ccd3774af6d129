// `throughline migrate`: converts the store to the format of this release. The service and all other commands except
// `status` also do this when they open the store. This command is for users who want to convert the store before they
// start the service, and for stores with read-only replicas.
import type { Command } from "commander";
import type { MigrationStatus } from "../graph/migrations.js";
import { migrationsOf } from "../graph/open.js";
import { readOnlyRefusal } from "../graph/readOnly.js";
import { formatInstant } from "../model/time.js";
import type { Context } from "./context.js";

export function addMigrate(program: Command, context: Context): void {
  program
    .command("migrate")
    .description("convert the store to the format of this release")
    .option("--status", "show which migrations were applied and which were not, and change nothing")
    .option("--dry-run", "show only what would be applied, and change nothing")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nThe service and all commands that open the store, except status, do the same at the start, unless READ_ONLY is set.\n\nExamples:\n  throughline migrate --status\n  throughline migrate --dry-run\n  throughline migrate",
    )
    .action(async ({ status, dryRun, json }: { status?: boolean; dryRun?: boolean; json?: boolean }) => {
      const config = context.config();
      const before = await migrationsOf(config);
      const missing = before.filter(({ applied }) => !applied);
      const show = (list: readonly MigrationStatus[], nothing: string): Promise<void> =>
        context.out(
          json ? `${JSON.stringify(list.map(jsonOf), null, 2)}\n` : list.length === 0 ? `${nothing}\n` : linesOf(list),
        );
      const nothing = `Nothing to do: the store has format ${before.at(-1)!.number}.`;
      if (status) return show(before, nothing);
      if (dryRun) return show(missing, nothing);
      if (config.readOnly) throw readOnlyRefusal();
      await (await context.openStore(config)).close();
      const numbers = new Set(missing.map(({ number }) => number));
      await show(
        (await migrationsOf(config)).filter(({ number }) => numbers.has(number)),
        nothing,
      );
    });
}

/** A migration as `--json` shows it. */
export function jsonOf({ appliedAt, ...migration }: MigrationStatus): object {
  return { ...migration, appliedAt: appliedAt === null ? null : formatInstant(appliedAt) };
}

/** One line for each migration, and one for its effect. */
export function linesOf(list: readonly MigrationStatus[]): string {
  const width = Math.max(...list.map(({ name }) => name.length));
  const lines = list.map(({ number, name, applied, appliedAt, effect }) => {
    const state = !applied ? "to be applied" : appliedAt === null ? "applied" : `applied ${formatInstant(appliedAt)}`;
    return `${String(number).padStart(3)}  ${name.padEnd(width)}  ${state}\n${effect === null ? "" : `     ${effect}\n`}`;
  });
  return lines.join("");
}
