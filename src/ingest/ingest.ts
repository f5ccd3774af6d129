// Imports one file: runs pass 1 (parse.ts) and pass 2 (batches.ts, record.ts), and makes the report.
//
// Files with the same bytes and the same mapping are one source. An import that was killed can therefore be run again,
// and repeating a finished import changes nothing. Temporary files are in the data folder (scratch.ts).
import { accessSync, constants } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { GraphStore } from "../graph/store.js";
import type { Initiator } from "../model/interaction.js";
import { canonicalJson } from "../model/json.js";
import { compareKeys } from "../model/keys.js";
import { formatInstant } from "../model/time.js";
import { STDIN } from "./badFile.js";
import { mergedNamesOf, namesOf } from "./fileNames.js";
import { zipMember } from "./input.js";
import { checkInitiators } from "./mapping/initiators.js";
import type { Mapping, Remark, ResolvedMapping } from "./mapping/mapping.js";
import type { ParseResult } from "./parsing/parse.js";
import type { Parser } from "./parsing/parse-thread.js";
import { BATCH_SIZES, type RecordingStore, type RecordTotals, recordBatches } from "./record.js";
import { RejectsFile, removeRejects } from "./rejects.js";
import type { FactsReport, ImportReport } from "./report.js";
import { rowRemarks } from "./rowRemarks.js";
import { scratchFolder } from "./scratch.js";
import { Pace } from "./spill/batches.js";
import { type FileFacts, NO_FACTS } from "./spill/facts.js";

export interface ImportOptions {
  /** The path of the file, or `-` for standard input. */
  readonly file: string;
  readonly mapping: Mapping;
  /** Initiators whose patterns must each match a kind of the file or of the catalogue. */
  readonly mustMatch: readonly Initiator[];
  /** The catalogue file that is imported with the file; null if there is none, or if it is already declared. */
  readonly catalogue: ImportedCatalogue | null;
  /** UTC milliseconds. */
  readonly now: number;
  readonly allowFuture: boolean;
  /** Whether to replace rows whose id exists with other content. */
  readonly replace: boolean;
  /** If true, the store only reports what would happen (graph/dryRun.ts). The report equals that of a real import. */
  readonly dryRun: boolean;
  readonly maxRejects: number | null;
  /** If true, an invalid optional value rejects its row instead of being left out. */
  readonly strict: boolean;
  /** The file for rejected rows; null stands for FILE.rejected.ndjson. */
  readonly rejectsPath: string | null;
  /** The folder for temporary files, and for rejected rows if the file's own folder is not writable. */
  readonly dataDir: string;
  /** Called once the columns are known. */
  resolved?(mapping: ResolvedMapping): void;
}

export interface ImportedCatalogue {
  /** The kinds of the catalogue with this file. */
  readonly kinds: readonly string[];
  /** Called once the file is read and its columns and kinds are checked, so that a refused import changes nothing. */
  declare(): Promise<void>;
}

export interface ImportProgress {
  readonly pass: 1 | 2;
  /** Counts bytes in pass 1 and rows in pass 2. `total` is null if it is unknown. */
  readonly done: number;
  readonly total: number | null;
  readonly rows: number;
}

export type ImportStore = RecordingStore &
  Pick<GraphStore, "openSource" | "saveReport" | "catalogue" | "settings" | "version">;

/** Throws BAD_FILE, BAD_MAPPING, TOO_MANY_REJECTS, or an error of the store. */
export async function importFile(
  store: ImportStore,
  parser: Parser,
  options: ImportOptions,
  progress: (at: ImportProgress) => void,
): Promise<ImportReport> {
  const started = process.hrtime.bigint();
  const rejectsPath = options.rejectsPath ?? rejectsPathOf(options.file, options.dataDir);
  const { folder, remove } = scratchFolder(options.dataDir, "import");
  try {
    const now = options.allowFuture ? null : options.now;
    const job = {
      file: options.file,
      mapping: options.mapping,
      now,
      strict: options.strict,
      spillFolder: folder,
      rejectsPath,
      maxRejects: options.maxRejects,
    };
    const parsed = await parser.parse(job, ({ bytes, size, rows }) =>
      progress({ pass: 1, done: bytes, total: size, rows }),
    );
    options.resolved?.(parsed.resolved);
    const initiators = parsed.good === 0 ? [] : await remarksOnInitiators(store, options, parsed, rejectsPath);
    await options.catalogue?.declare();
    const before = await store.catalogue();
    const rejects = new RejectsFile(rejectsPath, options.file, options.maxRejects);
    rejects.continueAfter(parsed.rejected, parsed.firstRejected);
    const known = { source: null as number | null, sourceKnown: false, totals: null as RecordTotals | null };
    const { journeyGap } = await store.settings();
    if (parsed.good + parsed.stated > 0) {
      const source = await store.openSource(
        { name: sourceName(options.file), hash: parsed.hash, mapping: effectiveMapping(options.mapping, parsed) },
        options.now,
      );
      if (!options.dryRun) known.source = source.number;
      known.sourceKnown = source.known;
      try {
        const { spills, format, hasIds } = parsed;
        const size = BATCH_SIZES[store.kind];
        const formerIds = source.formerRowIds === true;
        const pace = new Pace(size);
        known.totals = await recordBatches(store, {
          batches: parser.batches({ spills, format, hasIds, formerIds, size, journeyGap }, pace),
          pace,
          origins: parsed.origins,
          source: source.number,
          replace: options.replace,
          statements: parsed.statementsFile,
          progress: (rows) => progress({ pass: 2, done: rows, total: parsed.good, rows }),
          rejected: (problem, raw, line) => rejects.add(problem, raw, line),
        });
      } finally {
        rejects.close();
      }
    } else rejects.close();
    if (rejects.total === 0) removeRejects(rejectsPath);

    const { totals } = known;
    const names = namesOf(parsed);
    const created = {
      touchpoints: sorted(totals?.created.touchpoints ?? []),
      channels: sorted(totals?.created.channels ?? []),
      stages: sorted(totals?.created.stages ?? []),
    };
    const mergedNames = mergedNamesOf(names, before);
    const facts = totals?.facts ?? NO_FACTS;
    const rejected = rejects.counts();
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const report: ImportReport = {
      file: options.file,
      format: parsed.isDocument ? "json" : parsed.format.format,
      dryRun: options.dryRun,
      source: known.source,
      sourceKnown: known.sourceKnown,
      rows: parsed.rows,
      accepted: totals?.accepted ?? 0,
      duplicates: totals?.duplicates ?? 0,
      replaced: totals?.replaced ?? 0,
      conflicts: totals?.conflicts ?? 0,
      statements: parsed.stated,
      declarations: totals?.declared ?? 0,
      named: totals?.named ?? 0,
      sharedDevices: sorted(totals?.shared ?? []),
      rejected,
      firstRejected: rejects.first(),
      rejectedRows: rejects.total - (rejected.CONFLICT ?? 0),
      rejectsFile: rejects.total > 0 ? rejectsPath : null,
      created,
      createdRows: [
        ...created.touchpoints.map((key) => names.touchpoint.of(key)),
        ...created.channels.map((key) => names.channel.of(key)),
        ...created.stages.map((key) => names.stage.of(key)),
      ],
      mergedNames,
      facts: factsReport(facts),
      localTimes: {
        zone: options.mapping.zone,
        read: parsed.localTimes,
        occurredTwice: parsed.timesTwice,
        nonexistent: parsed.rejected.NONEXISTENT_TIME ?? 0,
      },
      columns: parsed.resolved.names,
      unusedColumns: parsed.resolved.unused,
      leftOutValues: parsed.leftOut,
      remarks: [...parsed.remarks, ...initiators, ...rowRemarks(parsed, facts, journeyGap, mergedNames)],
      dataVersion: totals?.version ?? (await store.version()),
      seconds: Math.round(seconds * 1e3) / 1e3,
      rowsPerSecond: Math.round(parsed.rows / seconds),
    };
    if (known.source !== null) await store.saveReport(known.source, keptReport(report));
    return report;
  } finally {
    remove();
  }
}

/** FILE.rejected.ndjson beside the file, or in the data folder if the file's folder is not writable. */
export function rejectsPathOf(file: string, dataDir: string): string {
  if (file === STDIN) return "stdin.rejected.ndjson";
  const archive = zipMember(file);
  if (archive !== null) return rejectsPathOf(`${archive.path}.${archive.entry.name.replaceAll("/", "-")}`, dataDir);
  try {
    accessSync(dirname(file), constants.W_OK);
    return `${file}.rejected.ndjson`;
  } catch {
    return join(dataDir, `${basename(file)}.rejected.ndjson`);
  }
}

/** Checks the patterns of initiators. If they are refused, no rejected rows are left either. */
async function remarksOnInitiators(
  store: Pick<GraphStore, "catalogue">,
  { mapping, mustMatch, file, catalogue }: ImportOptions,
  { origins }: ParseResult,
  rejectsPath: string,
): Promise<Remark[]> {
  const { touchpoints } = await store.catalogue();
  const kinds = [...touchpoints.map(({ kind }) => kind), ...(catalogue?.kinds ?? [])];
  const ofFile = origins.map(({ kind }) => kind);
  try {
    return checkInitiators(mapping, mustMatch, sourceName(file), ofFile, kinds);
  } catch (error) {
    removeRejects(rejectsPath);
    throw error;
  }
}

/** The report that is stored with the source. It contains no path of this machine, and no values of rejected rows. */
function keptReport({ file, rejectsFile: _, firstRejected: __, sharedDevices, ...report }: ImportReport): string {
  return JSON.stringify({ file: sourceName(file), ...report, sharedDevices: sharedDevices.length });
}

function factsReport({ first, last, ...facts }: FileFacts): FactsReport {
  const shown = (at: number | null) => (at === null ? null : formatInstant(at));
  const { alone, interactions } = facts;
  const aloneShare = interactions === 0 ? null : Math.round((1e4 * alone) / interactions) / 1e4;
  return { first: shown(first), last: shown(last), ...facts, aloneShare };
}

function sourceName(file: string): string {
  return file === STDIN ? "stdin" : basename(file);
}

/** The mapping as a text. Together with the hash of the bytes, it identifies the source. */
function effectiveMapping(mapping: Mapping, parsed: ParseResult): string {
  const { names, leftOut } = parsed.resolved;
  const { dateFormat, epoch, decimal } = mapping;
  return canonicalJson({
    format: parsed.format.format,
    columns: names,
    initiators: mapping.initiators,
    zone: mapping.zone,
    // Options that were added in later releases are included only if they are given, so that a file imported by an
    // earlier release is still the same source.
    ...(dateFormat !== null && { dateFormat }),
    ...(epoch !== null && { epoch }),
    ...(decimal !== null && { decimal }),
    ...(Object.keys(leftOut).length > 0 && { leftOut }),
    ...(mapping.rules.length > 0 && { rules: mapping.rules }),
  });
}

function sorted(keys: Iterable<string>): string[] {
  return [...keys].sort(compareKeys);
}
