import type { Command } from "commander";
import type { Config } from "../config.js";
import type { GraphStore } from "../graph/store.js";
import { STDIN } from "../ingest/badFile.js";
import { applyCatalogueFile, applyRules, type CatalogueFile } from "../ingest/catalogue/catalogueFile.js";
import { type ImportedCatalogue, importFile } from "../ingest/ingest.js";
import { expandInputs, type Inputs } from "../ingest/inputs.js";
import type { Field, Mapping, Remark, ResolvedMapping } from "../ingest/mapping/mapping.js";
import { MappingError } from "../ingest/mapping/mappingError.js";
import { Decisions, readSavedMapping, savedMappingPath, saveMapping } from "../ingest/mapping/savedMapping.js";
import { type Parser, startParser } from "../ingest/parsing/parse-thread.js";
import type { ImportReport } from "../ingest/report.js";
import { ThroughlineError } from "../model/errors.js";
import type { Initiator } from "../model/interaction.js";
import { readCatalogueFile } from "./catalogue.js";
import { type Context, refuseSynthetic } from "./context.js";
import { chooseColumn } from "./importHelp.js";
import { addImportOptions, type ImportCommandOptions, mappingOf, maxRejectsOf } from "./importOptions.js";
import { importOthers, scratchStore } from "./importOthers.js";
import { interactionsText, totalsOf } from "./importReport.js";
import { progressBar } from "./progress.js";
import { exitWhenTold } from "./stopSignals.js";

const EXAMPLES = `
Examples:
  throughline import log.csv                          # headers like case_id, activity, timestamp are recognised
  throughline import log.csv --dry-run
  throughline import log.csv --customer user --touchpoint event --at ts --channel =web --brand 'Newsletter*'
  throughline import logs/ '2026-*.csv.gz' export.zip --map mapping.yaml --catalogue catalogue.yaml
  zcat log.gz | throughline import - --zone Europe/Berlin
  throughline import --kind customers people.csv --customer customer_id
  throughline import --kind declarations devices.csv --anonymous device --customer user
  throughline import --kind feedback survey.csv --touchpoint =store/purchase --nps score

A column's place can be taken by a text for all rows: --channel =web.
Exit codes: 0 all rows are in, 2 some were rejected (see FILE.rejected.ndjson), 1 failed.
The same file again changes nothing; an import that was stopped is simply run again.`;

export function addImport(program: Command, context: Context): void {
  addImportOptions(
    program
      .command("import")
      .description("import event logs: CSV, NDJSON or JSON, packed too; - for standard input")
      .argument("<files...>", "files, folders, zip archives or quoted patterns, imported one after another"),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (given: string[], options: ImportCommandOptions) => {
      // All errors in the command are found before the store is touched.
      const { files, skipped } = expandInputs(given);
      if (!options.json) for (const { file, why } of skipped) await context.out(`${file}: skipped, ${why}\n`);
      const catalogue = options.catalogue === undefined ? null : await readCatalogueFile(options.catalogue);
      const mapping = mappingOf(options);
      maxRejectsOf(options);
      const [answer] = Object.keys(mapping.answers);
      if (answer !== undefined && options.kind !== "feedback")
        throw new ThroughlineError(
          "BAD_ARGUMENT",
          `\`${answer}\` is a column of answers, which \`--kind feedback\` imports.`,
          {
            at: answer,
            remedy: "Give --kind feedback, or leave the column out of the mapping.",
          },
        );
      context.goLast();
      const goOn = exitWhenTold();
      // The thread of the parser loads its code while the store is opened.
      const parser = options.kind === "interactions" ? startParser() : null;
      try {
        await context.withStore(async (store, config) => {
          await refuseSynthetic(store);
          if (parser !== null)
            await interactions(store, config, parser, { files, skipped }, catalogue, options, context);
          else await importOthers({ store, config, files, mapping, options, context });
        });
      } finally {
        await parser?.close();
        goOn();
      }
    });
}

async function interactions(
  store: GraphStore,
  config: Config,
  parser: Parser,
  { files, skipped }: Inputs,
  catalogue: CatalogueFile | null,
  options: ImportCommandOptions,
  context: Context,
): Promise<void> {
  const dryRun = options.dryRun === true ? await scratchStore(store, config.dataDir) : null;
  const target = dryRun?.store ?? store;
  const reports: ImportReport[] = [];
  const decisions = new Decisions();
  /** The columns that the user has chosen for this file and the files after it. */
  const chosen: Partial<Record<Field, string>> = {};
  try {
    const declares = catalogue === null ? null : await importedCatalogue(store, target, catalogue, config.dataDir);
    for (const file of files) {
      const saved = readSavedMapping(file, config.dataDir);
      let mapping: Mapping = { ...mappingOf(options, saved), decided: decisions.of(file) };
      mapping = { ...mapping, columns: { ...mapping.columns, ...chosen }, rules: catalogue?.rowRules ?? [] };
      let found: ResolvedMapping | null = null;
      const bar = progressBar(context.terminal, file);
      for (;;)
        try {
          const job = {
            file,
            mapping,
            mustMatch: mustMatch(options, files),
            catalogue: declares,
            now: context.now(),
            allowFuture: options.allowFuture === true,
            replace: options.replace === true,
            dryRun: options.dryRun === true,
            maxRejects: maxRejectsOf(options),
            strict: options.strict === true,
            rejectsPath: options.rejects ?? null,
            dataDir: config.dataDir,
            resolved: (resolved: ResolvedMapping) => {
              found = resolved;
            },
          };
          const imported = await importFile(target, parser, job, bar.update);
          decisions.add(file, found!);
          const remarks = [...savedRemarks(saved, options, file, config.dataDir), ...imported.remarks];
          if (options.saveMapping && !options.dryRun)
            remarks.push({
              code: "SAVED_MAPPING",
              message: `The mapping is saved in ${saveMapping(file, config.dataDir, found!, mapping)}.`,
            });
          const report = { ...imported, remarks };
          reports.push(report);
          bar.stop();
          if (!options.json) await context.out(interactionsText(report));
          break;
        } catch (error) {
          bar.stop();
          // Standard input cannot be read a second time.
          const column =
            error instanceof MappingError && context.terminal && !options.json
              ? await chooseColumn(context, error)
              : null;
          if (column === null || file === STDIN) throw error;
          const field = (error as MappingError).at as Field;
          chosen[field] = column;
          mapping = { ...mapping, columns: { ...mapping.columns, [field]: column } };
        }
    }
  } finally {
    await dryRun?.close();
  }
  if (catalogue !== null && !options.dryRun) {
    const touchpoints = applyRules(catalogue.rules, await store.catalogue());
    if (touchpoints.length > 0) await store.upsertCatalogue({ touchpoints });
  }
  const totals = { ...totalsOf(reports), dataVersion: await store.version() };
  if (options.json) await context.out(`${JSON.stringify({ ...totals, skipped, files: reports }, null, 2)}\n`);
  if (totals.conflicts > 0 || totals.rejectedRows > 0) context.exitWith(2);
}

/**
 * Checks the catalogue file and finds the kinds of the catalogue with it, in a temporary store. The file is declared to
 * `target` only when the first file of the import is checked.
 */
async function importedCatalogue(
  store: GraphStore,
  target: Pick<GraphStore, "catalogue" | "upsertCatalogue">,
  catalogue: CatalogueFile,
  dataDir: string,
): Promise<ImportedCatalogue> {
  const trial = await scratchStore(store, dataDir);
  let isDeclared = false;
  try {
    await applyCatalogueFile(trial.store, catalogue);
    const { touchpoints } = await trial.store.catalogue();
    return {
      kinds: touchpoints.map(({ kind }) => kind),
      async declare() {
        if (!isDeclared) await applyCatalogueFile(target, catalogue);
        isDeclared = true;
      },
    };
  } finally {
    await trial.close();
  }
}

/**
 * The initiators whose patterns must match at least one kind in the file. If the command has several files, there are
 * none, because a kind may be in only some of the files.
 */
function mustMatch({ brand, partner, peer }: ImportCommandOptions, { length }: readonly string[]): Initiator[] {
  if (length > 1) return [];
  return [
    ...(brand ? ["BRAND" as const] : []),
    ...(partner ? ["PARTNER" as const] : []),
    ...(peer ? ["PEER" as const] : []),
  ];
}

function savedRemarks(saved: Mapping | null, options: ImportCommandOptions, file: string, dataDir: string): Remark[] {
  if (saved === null || options.map !== undefined) return [];
  const path = savedMappingPath(file, dataDir);
  return [
    { code: "SAVED_MAPPING", message: `The columns are those that were saved for files of this name in ${path}.` },
  ];
}
