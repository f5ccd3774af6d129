// The second half of pass 2: batches of whole customers (batches.ts) into the store. While one is being recorded, the next
// ones are put together.
import type { GraphStore, RecordBatch } from "../graph/store.js";
import type { OriginContent } from "../model/interaction.js";
import { ROW_ID_LENGTH } from "../model/keys.js";
import type { BatchSize, SpilledBatch } from "./batches.js";
import type { RecordProblem } from "./records.js";
import type { MappedRow, OriginNames } from "./rows.js";
import { lineAt, rawAt, recordEnd, rowAt } from "./spill.js";

export const BATCH_SIZES: Readonly<Record<GraphStore["kind"], BatchSize>> = {
  neo4j: { customers: 1_600, rows: 16_000 },
  // A batch costs one flush to disk, and holds the write lock that other processes wait for.
  embedded: { customers: 2_000, rows: 20_000 },
};

export interface RecordJob {
  readonly batches: AsyncIterable<SpilledBatch>;
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

export async function recordBatches(store: GraphStore, job: RecordJob): Promise<RecordTotals> {
  const totals: RecordTotals = {
    version: 0,
    accepted: 0,
    duplicates: 0,
    replaced: 0,
    conflicts: 0,
    created: { touchpoints: new Set(), channels: new Set(), stages: new Set() },
  };
  let done = 0;
  let recording: Promise<void> = Promise.resolve();
  for await (const spilled of job.batches) {
    const batch = unpacked(spilled, job);
    await recording;
    recording = recordBatch(store, batch, spilled, job, totals).then(() => {
      done += batch.rows.length;
      job.progress(done);
    });
    // Awaited with the next batch; until then a failure is not "unhandled".
    recording.catch(() => {});
  }
  await recording;
  return totals;
}

function unpacked(spilled: SpilledBatch, { origins, source, replace }: RecordJob): RecordBatch {
  const bytes = bufferOf(spilled);
  const rows: MappedRow[] = [];
  const ofBatch: OriginContent[] = [];
  const numbers = new Map<number, number>();
  let at = 0;
  spilled.customers.forEach((customer, c) => {
    for (let left = spilled.counts[c]!; left > 0; left--) {
      const id = spilled.ids === null ? "" : idAt(spilled.ids, rows.length);
      const row = rowAt(bytes, at, customer, id);
      at = recordEnd(bytes, at);
      const origin = origins[row.origin]!;
      let number = numbers.get(row.origin);
      if (number === undefined) {
        number = ofBatch.length;
        numbers.set(row.origin, number);
        ofBatch.push({ ...origin, source });
      }
      row.origin = number;
      row.touchpoint = origin.touchpoint;
      rows.push(row);
    }
  });
  return { origins: ofBatch, rows, replace, createNames: true };
}

function idAt(ids: string, index: number): string {
  return ids.slice(index * ROW_ID_LENGTH, (index + 1) * ROW_ID_LENGTH);
}

function bufferOf({ bytes }: SpilledBatch): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

async function recordBatch(
  store: GraphStore,
  batch: RecordBatch,
  spilled: SpilledBatch,
  job: RecordJob,
  totals: RecordTotals,
): Promise<void> {
  const outcome = await store.record(batch);
  totals.version = outcome.version;
  totals.accepted += outcome.accepted;
  totals.duplicates += outcome.duplicates;
  totals.replaced += outcome.replaced;
  totals.conflicts += outcome.conflicts.length;
  for (const kind of ["touchpoints", "channels", "stages"] as const)
    for (const key of outcome.created[kind]) totals.created[kind].add(key);
  const problems = [...outcome.conflicts, ...outcome.rejected];
  if (problems.length === 0) return;
  const bytes = bufferOf(spilled);
  const places = placesOf(bytes);
  for (const { index, field, code, message } of problems) {
    const at = places[index]!;
    job.rejected({ field, code, message }, rawAt(bytes, at), lineAt(bytes, at));
  }
}

/** Where each record starts. */
function placesOf(bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = 0; at < bytes.length; at = recordEnd(bytes, at)) places.push(at);
  return places;
}
