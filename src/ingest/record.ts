// The second half of pass 2: batches of whole customers (batches.ts) go into the store. While one is being recorded,
// the next ones are prepared.
import type { CustomerRows, GraphStore } from "../graph/store.js";
import type { OriginContent } from "../model/interaction.js";
import { ROW_ID_LENGTH } from "../model/keys.js";
import type { BatchSize, SpilledBatch } from "./batches.js";
import { ColumnReader } from "./columnReader.js";
import { type FileFacts, NO_FACTS } from "./facts.js";
import type { RecordProblem } from "./records.js";
import type { MappedRow, OriginNames } from "./rows.js";
import { lineAt, rawAt, recordEnd, rowAt } from "./spill.js";

export const BATCH_SIZES: Readonly<Record<GraphStore["kind"], BatchSize>> = {
  neo4j: { customers: 1_600, rows: 16_000 },
  // Each batch costs one flush to disk, and holds the write lock for which other processes wait: about a tenth of a
  // second for 100,000 rows of new customers. Customers with few rows are all over the indexes of the store, so the
  // larger their batch, the fewer pages are written.
  embedded: { customers: 50_000, rows: 100_000 },
};

/**
 * The number of batches given to the store at a time. Neo4j's adapter prepares the second as far as possible while the
 * server commits the first.
 */
const AT_ONCE: Readonly<Record<GraphStore["kind"], number>> = { neo4j: 2, embedded: 1 };

export type RecordingStore = Pick<GraphStore, "kind" | "record"> & Partial<Pick<GraphStore, "recordCustomers">>;

export interface RecordJob {
  readonly batches: AsyncGenerator<SpilledBatch, FileFacts>;
  /** By number. The rows refer to them by number. */
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
  facts: FileFacts;
  readonly created: { readonly touchpoints: Set<string>; readonly channels: Set<string>; readonly stages: Set<string> };
}

export async function recordBatches(store: RecordingStore, job: RecordJob): Promise<RecordTotals> {
  const totals: RecordTotals = {
    version: 0,
    accepted: 0,
    duplicates: 0,
    replaced: 0,
    conflicts: 0,
    facts: NO_FACTS,
    created: { touchpoints: new Set(), channels: new Set(), stages: new Set() },
  };
  const origins = job.origins.map((origin) => ({ ...origin, source: job.source }));
  let done = 0;
  const recording: Promise<void>[] = [];
  const batches = factsAtEnd(job.batches, (facts) => {
    totals.facts = facts;
  });
  for await (const batch of batches) {
    const rows = new BatchRows(batch, origins);
    if (recording.length === AT_ONCE[store.kind]) await recording.shift();
    // The results of batches are reported in order. After a failure, no more results are reported.
    const before = recording.at(-1) ?? Promise.resolve();
    const mine = recordBatch(store, rows, origins, job, totals, before).then(() => {
      done += rows.count;
      job.progress(done);
    });
    // The promise is awaited later. Until then, a rejection must not count as unhandled.
    mine.catch(() => {});
    recording.push(mine);
  }
  await recording.at(-1);
  return totals;
}

/** `for await` ignores the return value of a generator. */
async function* factsAtEnd(
  batches: AsyncGenerator<SpilledBatch, FileFacts>,
  take: (facts: FileFacts) => void,
): AsyncGenerator<SpilledBatch> {
  take(yield* batches);
}

/** The rows of a batch, unpacked customer by customer on demand. */
class BatchRows {
  readonly count: number;
  readonly #batch: SpilledBatch;
  readonly #origins: readonly OriginContent[];
  readonly #bytes: Buffer;
  readonly #reader: ColumnReader;

  constructor(batch: SpilledBatch, origins: readonly OriginContent[]) {
    this.#batch = batch;
    this.#origins = origins;
    this.#bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.length);
    this.#reader = new ColumnReader(this.#bytes, batch.ids);
    this.count = batch.counts.reduce((sum, count) => sum + count, 0);
  }

  *[Symbol.iterator](): Iterator<CustomerRows> {
    const { customers, counts, distinct } = this.#batch;
    let at = 0;
    let index = 0;
    for (let c = 0; c < customers.length; c++) {
      const [start, first, count] = [at, index, counts[c]!];
      yield {
        count,
        columns: () => (distinct[c] ? this.#reader.read(start, count, first) : null),
        rows: () => this.#unpack(customers[c]!, start, count, first),
      };
      for (let left = count; left > 0; left--) at = this.#reader.next(at);
      index += count;
    }
  }

  #unpack(customer: string, start: number, count: number, first: number): MappedRow[] {
    const { ids, formerIds } = this.#batch;
    const rows: MappedRow[] = [];
    for (let at = start, index = first; index < first + count; index++) {
      const formerId = formerIds === null ? null : rowIdAt(formerIds, index);
      const row = rowAt(this.#bytes, at, customer, ids === null ? "" : rowIdAt(ids, index), formerId);
      row.touchpoint = this.#origins[row.origin]!.touchpoint;
      rows.push(row);
      at = this.#reader.next(at);
    }
    return rows;
  }

  /** The raw rows at these positions, with their lines. */
  rawRows(indexes: readonly number[]): { raw: string; line: number }[] {
    const places: number[] = [];
    for (let at = 0; at < this.#bytes.length; at = recordEnd(this.#bytes, at)) places.push(at);
    return indexes.map((index) => ({
      raw: rawAt(this.#bytes, places[index]!),
      line: lineAt(this.#bytes, places[index]!),
    }));
  }
}

function rowIdAt(ids: Uint8Array<ArrayBuffer>, index: number): string {
  return Buffer.from(ids.buffer, ids.byteOffset + index * ROW_ID_LENGTH, ROW_ID_LENGTH).toString("latin1");
}

async function recordBatch(
  store: RecordingStore,
  rows: BatchRows,
  origins: readonly OriginContent[],
  job: RecordJob,
  totals: RecordTotals,
  before: Promise<void>,
): Promise<void> {
  const batch = { origins, replace: job.replace, createNames: true };
  const outcome = await (store.recordCustomers === undefined
    ? store.record({ ...batch, rows: [...rows].flatMap((customer) => customer.rows()) })
    : store.recordCustomers({ ...batch, customers: rows, rowCount: rows.count }));
  await before;
  totals.version = outcome.version;
  totals.accepted += outcome.accepted;
  totals.duplicates += outcome.duplicates;
  totals.replaced += outcome.replaced;
  totals.conflicts += outcome.conflicts.length;
  for (const kind of ["touchpoints", "channels", "stages"] as const)
    for (const key of outcome.created[kind]) totals.created[kind].add(key);
  const problems = [...outcome.conflicts, ...outcome.rejected];
  if (problems.length === 0) return;
  const rawRows = rows.rawRows(problems.map(({ index }) => index));
  for (const [i, { field, code, message }] of problems.entries())
    job.rejected({ field, code, message }, rawRows[i]!.raw, rawRows[i]!.line);
}
