// Imports answers from a file, one per row. A file is a source, so its answers can be removed again, and importing the
// same file twice changes nothing. The good rows are kept in temporary files until the whole file is read, because the
// hash of the file identifies the source. Memory does not grow with the file.
import { join } from "node:path";
import type { GraphStore, RecordOutcome } from "../../graph/store.js";
import type { EpochUnit } from "../../model/instant.js";
import { canonicalJson } from "../../model/json.js";
import { compareKeys } from "../../model/keys.js";
import { openInput } from "../input.js";
import { recordReader } from "../records.js";
import { type FirstRejected, RejectsFile, removeRejects } from "../rejects.js";
import { ANSWER_COLUMNS, type AnswerColumn, answerPlaces, placeNames } from "./columns.js";
import { AnswerMapper } from "./mapper.js";
import { WaitingRows } from "./waitingRows.js";

export type FeedbackStore = Pick<GraphStore, "openSource" | "recordFeedback" | "version">;

export interface FeedbackOptions {
  readonly file: string;
  /** The file's name as its source is listed. */
  readonly name: string;
  readonly columns: Readonly<Partial<Record<AnswerColumn, string>>>;
  readonly zone: string;
  readonly dateFormat: string | null;
  readonly epoch: EpochUnit | null;
  readonly delimiter: string | null;
  readonly now: number;
  readonly allowFuture: boolean;
  readonly replace: boolean;
  /** If true, the store only reports what would happen. */
  readonly dryRun: boolean;
  readonly maxRejects: number | null;
  readonly rejectsPath: string;
  /** For temporary files. */
  readonly folder: string;
}

export interface FeedbackFileReport {
  readonly file: string;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly replaced: number;
  /** The number of answers that exist with other content. */
  readonly conflicts: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** The first row of each code. */
  readonly firstRejected: readonly FirstRejected[];
  readonly rejectsFile: string | null;
  readonly created: RecordOutcome["created"];
  /** Field → column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly source: number | null;
  readonly dataVersion: number;
}

export async function importFeedback(store: FeedbackStore, options: FeedbackOptions): Promise<FeedbackFileReport> {
  const { file } = options;
  const input = openInput(file);
  const rejects = new RejectsFile(options.rejectsPath, file, options.maxRejects);
  const waiting = new WaitingRows(join(options.folder, "answers.ndjson"));
  const given = Object.values(options.columns).filter((name) => !name.startsWith("="));
  let read: { readonly mapper: AnswerMapper; readonly names: Record<string, string> } | null = null;
  let rows = 0;
  const reader = recordReader(
    { file, delimiter: options.delimiter, names: given },
    {
      header({ header, format }) {
        // JSON objects often omit unknown values, so a later object may have a field that the first objects lack.
        const names =
          format === "csv"
            ? header
            : [...new Set([...header, ...ANSWER_COLUMNS.filter((name) => !given.includes(name))])];
        const known = answerPlaces(header, options.columns, file);
        const places = format === "csv" ? known : withLater(known, names, header.length);
        const { now, allowFuture, zone, dateFormat, epoch } = options;
        const mapper = new AnswerMapper(places, { now: allowFuture ? null : now, zone, dateFormat, epoch });
        read = { mapper, names: placeNames(known, header) };
        return names;
      },
      record(fields, raw, _number, line) {
        rows++;
        const row = read!.mapper.map(fields);
        if ("code" in row) rejects.add(row, raw, line);
        else waiting.add({ row, raw, line });
      },
      bad(problem, raw, _number, line) {
        rows++;
        rejects.add(problem, raw, line);
      },
    },
  );
  const totals = { accepted: 0, duplicates: 0, replaced: 0, conflicts: 0 };
  const created = { touchpoints: new Set<string>(), channels: new Set<string>(), stages: new Set<string>() };
  let source: number | null = null;
  let version: number | null = null;
  try {
    for await (const chunk of input.chunks) reader.push(chunk);
    reader.end();
    if (waiting.finish()) {
      const mapping = canonicalJson({
        kind: "feedback",
        columns: read!.names,
        zone: options.zone,
        ...(options.dateFormat !== null && { dateFormat: options.dateFormat }),
        ...(options.epoch !== null && { epoch: options.epoch }),
      });
      const opened = await store.openSource({ name: options.name, hash: input.hash(), mapping }, options.now);
      source = opened.number;
      const origins = read!.mapper.origins.map((origin) => ({ ...origin, source: opened.number }));
      for await (const batch of waiting.batches()) {
        const outcome = await store.recordFeedback({
          origins,
          rows: batch.map(({ row }) => row),
          replace: options.replace,
          createNames: true,
        });
        version = outcome.version;
        totals.accepted += outcome.accepted;
        totals.duplicates += outcome.duplicates;
        totals.replaced += outcome.replaced;
        totals.conflicts += outcome.conflicts.length;
        for (const { index, ...problem } of [...outcome.conflicts, ...outcome.rejected])
          rejects.add(problem, batch[index]!.raw, batch[index]!.line);
        for (const of of ["touchpoints", "channels", "stages"] as const)
          for (const key of outcome.created[of]) created[of].add(key);
      }
    }
  } finally {
    waiting.close();
    rejects.close();
  }
  if (rejects.total === 0) removeRejects(options.rejectsPath);
  const sorted = (keys: Iterable<string>) => [...keys].sort(compareKeys);
  return {
    file,
    dryRun: options.dryRun,
    rows,
    ...totals,
    rejected: rejects.counts(),
    firstRejected: rejects.first(),
    rejectsFile: rejects.total > 0 ? options.rejectsPath : null,
    created: {
      touchpoints: sorted(created.touchpoints),
      channels: sorted(created.channels),
      stages: sorted(created.stages),
    },
    columns: read!.names,
    source: options.dryRun ? null : source,
    dataVersion: version ?? (await store.version()),
  };
}

/** Adds the places of fields that the first objects lack, because later objects may have them. */
function withLater(
  places: ReturnType<typeof answerPlaces>,
  names: readonly string[],
  known: number,
): ReturnType<typeof answerPlaces> {
  return Object.fromEntries(
    Object.entries(places).map(([field, place]) => {
      const later = names.indexOf(field, known);
      return [field, place === null && field !== "id" && later >= 0 ? later : place];
    }),
  ) as ReturnType<typeof answerPlaces>;
}
