// `throughline status`: shows where the store is and what it holds. It changes nothing. If the store must be migrated
// first, the command shows only the missing migrations.
import { join } from "node:path";
import type { Command } from "commander";
import type { Config } from "../config.js";
import { migrationsOf } from "../graph/open.js";
import type { GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import { formatDuration } from "../model/time.js";
import { type Context, count, jsonText } from "./context.js";
import { jsonOf, linesOf } from "./migrate.js";

export function addStatus(program: Command, context: Context): void {
  program
    .command("status")
    .description("show where the store is and what it holds, and change nothing")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExamples:\n  throughline status\n  throughline status --json | jq .interactions")
    .action(async ({ json = false }: { json?: boolean }) => {
      try {
        await context.withStoreToRead(async (store) => context.out(await statusText(store, json)));
      } catch (error) {
        const config = context.config();
        const isOutdated = error instanceof ThroughlineError && error.code === "MIGRATION_NEEDED";
        // A read-only process cannot use such a store at all, and the error says what to do.
        if (!isOutdated || config.readOnly) throw error;
        await context.out(await outdatedText(config, json));
      }
    });
}

async function statusText(store: GraphStore, json: boolean): Promise<string> {
  const status = await store.status();
  const { settings } = status;
  const shown = { ...status, settings: { ...settings, journeyGap: formatDuration(settings.journeyGap) } };
  if (json) return jsonText({ ...shown, migrationNeeded: false });
  return [
    `store         ${status.kind} in ${status.location}${settings.synthetic ? " (synthetic: a generated demo)" : ""}`,
    `customers     ${count(status.customers)}`,
    `journeys      ${count(status.journeys)} (split where a gap is longer than ${shown.settings.journeyGap})`,
    `interactions  ${count(status.interactions)}`,
    ...(status.answers === 0 ? [] : [`answers       ${count(status.answers)}`]),
    `version       ${status.version} (catalogue ${status.catalogueVersion}, format ${status.format})`,
    "",
  ].join("\n");
}

/** What can be said about a store of a former format without converting it. */
async function outdatedText(config: Config, json: boolean): Promise<string> {
  const migrations = await migrationsOf(config);
  const missing = migrations.filter(({ applied }) => !applied);
  const format = Math.max(...migrations.filter(({ applied }) => applied).map(({ number }) => number));
  const [kind, location] =
    config.neo4j === null ? ["embedded", join(config.dataDir, "graph")] : ["neo4j", config.neo4j.uri];
  if (json) return jsonText({ kind, location, format, migrationNeeded: true, migrations: missing.map(jsonOf) });
  return [
    `store         ${kind} in ${location}`,
    `format        ${format}; this release needs format ${migrations.at(-1)!.number}`,
    linesOf(missing).trimEnd(),
    "Nothing was changed. `throughline migrate` applies this, and so do the service and all other commands that open the store.",
    "",
  ].join("\n");
}
