// Pass 2 of an import: spill file by spill file, customers whole, in batches. A log comes in time order, so a batch of
// its rows as they come would touch as many customers as it has rows.
//
// A row without an id gets one here, from its fields and from how many equal rows stood before it: equal rows have the
// same customer, so the counts of one customer at a time are enough.
import { rmSync } from "node:fs";
import type { GraphStore, RecordBatch } from "../graph/store.js";
import type { OriginContent } from "../model/interaction.js";
import type { RecordFormat, RecordProblem } from "./records.js";
import { RowIds } from "./rowIds.js";
import type { MappedRow, OriginNames } from "./rows.js";
import {
  MAX_SPILL_BYTES,
  MAX_SPILL_DEPTH,
  type SpilledRow,
  type SpillFile,
  SpillReader,
  spreadAgain,
} from "./spill.js";

export interface BatchSize {
  /** Few enough that a transaction, which others wait for, is short; many enough that its edges and flush are shared. */
  readonly customers: number;
  readonly rows: number;
}

const BATCH_SIZES: Readonly<Record<GraphStore["kind"], BatchSize>> = {
  neo4j: { customers: 1_600, rows: 16_000 },
  // A batch costs one flush to disk, and holds the write lock that other processes wait for.
  embedded: { customers: 2_000, rows: 20_000 },
};

export interface RecordJob {
  readonly spills: readonly SpillFile[];
  readonly format: RecordFormat;
  /** By number, as the rows name them. */
  readonly origins: readonly OriginNames[];
  readonly source: number;
  readonly replace: boolean;
  progress(rows: number): void;
  rejected(problem: RecordProblem, raw: string, line: number): void;
}

export interface RecordTotals {
  version: number;
  accepted: number;
  duplicates: number;
  replaced: number;
  conflicts: number;
  readonly created: { readonly touchpoints: Set<string>; readonly channels: Set<string>; readonly stages: Set<string> };
}

export async function recordSpills(store: GraphStore, job: RecordJob): Promise<RecordTotals> {
  const totals: RecordTotals = {
    version: 0,
    accepted: 0,
    duplicates: 0,
    replaced: 0,
    conflicts: 0,
    created: { touchpoints: new Set(), channels: new Set(), stages: new Set() },
  };
  const size = BATCH_SIZES[store.kind];
  const ids = new RowIds(job.format);
  let done = 0;
  // One batch is being recorded while the next one is put together.
  let recording: Promise<void> = Promise.resolve();
  const send = async (batch: Batch): Promise<void> => {
    await recording;
    recording = recordBatch(store, batch, job, totals).then(() => {
      done += batch.rows.length;
      job.progress(done);
    });
    // Awaited with the next batch; until then a failure is not "unhandled".
    recording.catch(() => {});
  };

  // A batch may hold customers of several files: many small files would else be many small batches.
  let batch = new Batch(job.source);
  const waiting = [...job.spills];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (file.bytes > MAX_SPILL_BYTES && file.depth < MAX_SPILL_DEPTH) {
      waiting.unshift(...spreadAgain(file));
      continue;
    }
    const reader = new SpillReader(file);
    for (const customer of reader.customers) {
      if (batch.isFull(size, reader.countOf(customer))) {
        await send(batch);
        batch = new Batch(job.source);
      }
      batch.customers++;
      const equal = new Map<string, number>();
      for (const spilled of reader.rowsOf(customer)) {
        // One customer can have more rows than fit; the store takes them in parts as well.
        if (batch.rows.length >= MAX_BATCH_ROWS) {
          await send(batch);
          batch = new Batch(job.source);
        }
        const { row } = spilled;
        const origin = job.origins[row.origin]!;
        row.touchpoint = origin.touchpoint;
        if (row.id === "") {
          const id = ids.of(spilled, 0);
          // Equal rows are known by the id that the first of them gets.
          const before = equal.get(id) ?? 0;
          equal.set(id, before + 1);
          row.id = before === 0 ? id : ids.of(spilled, before);
        }
        batch.add(origin, spilled);
      }
    }
    rmSync(file.path);
  }
  if (batch.rows.length > 0) await send(batch);
  await recording;
  return totals;
}

/** Rows of one customer beyond this are sent in parts. */
const MAX_BATCH_ROWS = 50_000;

class Batch {
  readonly rows: MappedRow[] = [];
  readonly origins: OriginContent[] = [];
  readonly spilled: SpilledRow[] = [];
  customers = 0;
  readonly #source: number;
  readonly #numbers = new Map<number, number>();

  constructor(source: number) {
    this.#source = source;
  }

  isFull(size: BatchSize, more: number): boolean {
    return this.rows.length > 0 && (this.customers >= size.customers || this.rows.length + more > size.rows);
  }

  add(origin: OriginNames, spilled: SpilledRow): void {
    const { row } = spilled;
    let number = this.#numbers.get(row.origin);
    if (number === undefined) {
      number = this.origins.length;
      this.#numbers.set(row.origin, number);
      this.origins.push({ ...origin, source: this.#source });
    }
    row.origin = number;
    this.rows.push(row);
    this.spilled.push(spilled);
  }
}

async function recordBatch(store: GraphStore, batch: Batch, job: RecordJob, totals: RecordTotals): Promise<void> {
  const request: RecordBatch = { origins: batch.origins, rows: batch.rows, replace: job.replace, createNames: true };
  const outcome = await store.record(request);
  totals.version = outcome.version;
  totals.accepted += outcome.accepted;
  totals.duplicates += outcome.duplicates;
  totals.replaced += outcome.replaced;
  totals.conflicts += outcome.conflicts.length;
  for (const kind of ["touchpoints", "channels", "stages"] as const)
    for (const key of outcome.created[kind]) totals.created[kind].add(key);
  for (const { index, field, code, message } of [...outcome.conflicts, ...outcome.rejected]) {
    const { raw, line } = batch.spilled[index]!;
    job.rejected({ field, code, message }, raw, line);
  }
}
