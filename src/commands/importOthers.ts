// Imports files that do not contain interactions: attributes of customers, declarations of identities, and answers. The
// files are imported one after another, and each is reported.
import { basename, join } from "node:path";
import type { Config } from "../config.js";
import { openDryRun } from "../graph/dryRun.js";
import type { GraphStore } from "../graph/store.js";
import { STDIN } from "../ingest/badFile.js";
import { importCustomers } from "../ingest/customers.js";
import { importDeclarations } from "../ingest/declarations.js";
import { ANSWER_COLUMNS } from "../ingest/feedback/columns.js";
import { importFeedback } from "../ingest/feedback/import.js";
import { rejectsPathOf } from "../ingest/ingest.js";
import type { Mapping } from "../ingest/mapping/mapping.js";
import { scratchFolder } from "../ingest/scratch.js";
import type { Context } from "./context.js";
import { type ImportCommandOptions, maxRejectsOf } from "./importOptions.js";
import { customersText, declarationsText, feedbackText } from "./importReport.js";

interface OtherImport {
  readonly store: GraphStore;
  readonly config: Config;
  readonly files: readonly string[];
  readonly mapping: Mapping;
  readonly options: ImportCommandOptions;
  readonly context: Context;
}

/** The arguments of an import, for every kind of file. */
interface OneFile {
  readonly file: string;
  /** The name of the file in the list of sources. */
  readonly name: string;
  readonly delimiter: string | null;
  readonly dryRun: boolean;
  readonly maxRejects: number | null;
  readonly rejectsPath: string;
  /** For temporary files. */
  readonly folder: string;
}

export async function importOthers(all: OtherImport): Promise<void> {
  const { options } = all;
  if (options.kind === "feedback") return feedback(all);
  return options.kind === "declarations" ? declarations(all) : customers(all);
}

async function declarations(all: OtherImport): Promise<void> {
  const { store, mapping, context } = all;
  const { anonymous = "anonymous", customer = "customer" } = mapping.columns;
  await eachFile(
    all,
    (one) => importDeclarations(store, { ...one, anonymous, customer, now: context.now() }),
    declarationsText,
  );
}

async function feedback(all: OtherImport): Promise<void> {
  const { store, config, mapping, options, context } = all;
  const dryRun = options.dryRun === true ? await scratchStore(store, config.dataDir) : null;
  const names = { ...mapping.columns, ...mapping.answers } as Readonly<Record<string, string>>;
  const columns = Object.fromEntries(
    ANSWER_COLUMNS.flatMap((field) => (names[field] === undefined ? [] : [[field, names[field]]])),
  );
  const { zone, dateFormat, epoch } = mapping;
  try {
    await eachFile(
      all,
      (one) =>
        importFeedback(dryRun?.store ?? store, {
          ...one,
          columns,
          zone,
          dateFormat,
          epoch,
          now: context.now(),
          allowFuture: options.allowFuture === true,
          replace: options.replace === true,
        }),
      feedbackText,
    );
  } finally {
    await dryRun?.close();
  }
}

async function customers(all: OtherImport): Promise<void> {
  const { store, mapping } = all;
  const { customer = null } = mapping.columns;
  const { attributes } = mapping;
  await eachFile(all, (one) => importCustomers(store, { ...one, customer, attributes }), customersText);
}

/** Imports the files one after another, and ends with 2 if rows were rejected. */
async function eachFile<Report extends { readonly rejected: object }>(
  { config, files, mapping, options, context }: OtherImport,
  importOne: (one: OneFile) => Promise<Report>,
  textOf: (report: Report) => string,
): Promise<void> {
  const reports: Report[] = [];
  for (const file of files) {
    const { folder, remove } = scratchFolder(config.dataDir, "import");
    try {
      const report = await importOne({
        file,
        name: file === STDIN ? "stdin" : basename(file),
        delimiter: mapping.delimiter,
        dryRun: options.dryRun === true,
        maxRejects: maxRejectsOf(options),
        rejectsPath: options.rejects ?? rejectsPathOf(file, config.dataDir),
        folder,
      });
      reports.push(report);
      if (!options.json) await context.out(textOf(report));
    } finally {
      remove();
    }
  }
  if (options.json) await context.out(`${JSON.stringify({ files: reports }, null, 2)}\n`);
  if (reports.some((report) => Object.keys(report.rejected).length > 0)) context.exitWith(2);
}

/** Opens a store that reports what an import would do. Its folder is temporary: `close` removes it. */
export async function scratchStore(store: GraphStore, dataDir: string) {
  const { folder, remove } = scratchFolder(dataDir, "import");
  const dryRun = await openDryRun(store, join(folder, "graph"));
  return {
    store: dryRun,
    async close() {
      await dryRun.close();
      remove();
    },
  };
}
