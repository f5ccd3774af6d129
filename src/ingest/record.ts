// Runs the second half of pass 2: records the batches of whole customers (batches.ts) in the store. While one batch is
// being recorded, the next batches are prepared.
import type { CustomerRows, GraphStore } from "../graph/store.js";
import type { OriginContent } from "../model/interaction.js";
import { ROW_ID_LENGTH } from "../model/keys.js";
import type { RecordProblem } from "./recordFormat.js";
import type { MappedRow, OriginNames } from "./rows.js";
import { HeldColumns, NOT_IN_COLUMNS } from "./spill/batchColumns.js";
import type { BatchSize, Pace, SpilledBatch } from "./spill/batches.js";
import { ColumnReader } from "./spill/columnReader.js";
import { type FileFacts, NO_FACTS } from "./spill/facts.js";
import { lineAt, rawAt, rowAt } from "./spill/spill.js";
import { statementsIn } from "./statements.js";

export const BATCH_SIZES: Readonly<Record<GraphStore["kind"], BatchSize>> = {
  neo4j: { customers: 1_600, rows: 16_000 },
  // Larger batches are faster, because each batch costs one flush to disk and rewrites many pages of the indexes: the
  // entries of its customers are scattered over them. The size is limited because a batch holds the write lock for
  // about a tenth of a second per 100,000 rows of new customers, and other processes wait for this lock. In a large
  // import, the indexes become so large that a batch of this size rewrites a page for nearly each entry, so batches
  // become larger as long as the lock is held for less than half a second.
  embedded: { customers: 50_000, rows: 100_000, largest: 4, milliseconds: 500 },
};

/**
 * The number of batches given to the store at a time. Neo4j's adapter prepares the second as far as possible while the
 * server commits the first.
 */
const AT_ONCE: Readonly<Record<GraphStore["kind"], number>> = { neo4j: 2, embedded: 1 };

export type RecordingStore = Pick<GraphStore, "kind" | "record" | "declare"> &
  Partial<Pick<GraphStore, "recordCustomers">>;

export interface RecordJob {
  readonly batches: AsyncGenerator<SpilledBatch, FileFacts>;
  readonly pace: Pace;
  /** The origins, to which the rows refer by index. */
  readonly origins: readonly OriginNames[];
  readonly source: number;
  readonly replace: boolean;
  /** The file of statements about identities (statements.ts); null if there are none. */
  readonly statements: string | null;
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
  /** The number of pairs of an anonymous key and a customer that rows and statements declare. */
  declared: number;
  /**
   * The number of rows that repeat an interaction which was recorded earlier under an anonymous key. The interaction
   * now belongs to the customer.
   */
  named: number;
  readonly shared: Set<string>;
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
    declared: 0,
    named: 0,
    shared: new Set(),
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
    const started = performance.now();
    const mine = recordBatch(store, rows, origins, job, totals, before).then(() => {
      job.pace.recorded(rows.count, performance.now() - started);
      done += rows.count;
      job.progress(done);
    });
    // The promise is awaited later. Until then, a rejection must not count as unhandled.
    mine.catch(() => {});
    recording.push(mine);
  }
  await recording.at(-1);
  if (job.statements !== null)
    for await (const statements of statementsIn(job.statements)) {
      const outcome = await store.declare({ source: job.source, statements });
      totals.version = outcome.version;
      totals.declared += outcome.declared;
      for (const anonymous of outcome.shared) totals.shared.add(anonymous);
    }
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
  readonly #parts: readonly { readonly bytes: Buffer; readonly places: Uint32Array; readonly customers: number }[];

  constructor(batch: SpilledBatch, origins: readonly OriginContent[]) {
    this.#batch = batch;
    this.#origins = origins;
    this.#parts = batch.parts.map(({ bytes, ...part }) => ({
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
      ...part,
    }));
    this.count = batch.counts.reduce((sum, count) => sum + count, 0);
  }

  *[Symbol.iterator](): Iterator<CustomerRows> {
    const { customers, counts, distinct, held, ids } = this.#batch;
    const columns = new HeldColumns(this.#batch);
    let c = 0;
    let index = 0;
    for (const { bytes, places, customers: ofPart } of this.#parts) {
      const reader = new ColumnReader(bytes, ids);
      for (let from = 0, end = c + ofPart; c < end; c++) {
        const [first, place, count, key] = [index, from, counts[c]!, customers[c]!];
        const isDistinct = distinct[c]!;
        const what = held[c]!;
        yield {
          count,
          columns: () => {
            if (what !== NOT_IN_COLUMNS) return columns.of(bytes, places[place]!, what, first, count);
            return isDistinct ? reader.read(places, place, count, first) : null;
          },
          rows: () => this.#unpack(key, bytes, places.subarray(place, place + count), first),
        };
        from += count;
        index += count;
      }
    }
  }

  #unpack(customer: string, bytes: Buffer, places: Uint32Array, first: number): MappedRow[] {
    const { ids, formerIds } = this.#batch;
    return Array.from(places, (at, i) => {
      const formerId = formerIds === null ? null : rowIdAt(formerIds, first + i);
      const row = rowAt(bytes, at, customer, ids === null ? "" : rowIdAt(ids, first + i), formerId);
      row.touchpoint = this.#origins[row.origin]!.touchpoint;
      return row;
    });
  }

  /** The raw rows at these positions, with their lines. */
  rawRows(indexes: readonly number[]): { raw: string; line: number }[] {
    const ends: number[] = [];
    for (const { places } of this.#parts) ends.push((ends.at(-1) ?? 0) + places.length);
    return indexes.map((index) => {
      const part = ends.findIndex((end) => index < end);
      const { bytes, places } = this.#parts[part]!;
      const at = places[index - (part === 0 ? 0 : ends[part - 1]!)]!;
      return { raw: rawAt(bytes, at), line: lineAt(bytes, at) };
    });
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
  totals.declared += outcome.identities?.declared ?? 0;
  totals.named += outcome.identities?.named ?? 0;
  for (const anonymous of outcome.identities?.shared ?? []) totals.shared.add(anonymous);
  for (const kind of ["touchpoints", "channels", "stages"] as const)
    for (const key of outcome.created[kind]) totals.created[kind].add(key);
  const problems = [...outcome.conflicts, ...outcome.rejected];
  if (problems.length === 0) return;
  const rawRows = rows.rawRows(problems.map(({ index }) => index));
  for (const [i, { field, code, message }] of problems.entries())
    job.rejected({ field, code, message }, rawRows[i]!.raw, rawRows[i]!.line);
}
