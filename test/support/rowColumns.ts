// Converts rows of one customer to columns, for tests, as ingest/spill/columnReader.ts does with spilled rows.
import { INITIATORS, type IncomingInteraction, OUTCOMES } from "../../src/model/interaction.js";
import type { RowColumns } from "../../src/model/rowColumns.js";

/** Null if the rows cannot be given in columns. */
export function columnsOf(rows: readonly IncomingInteraction[]): RowColumns | null {
  const ids = rows.map((row) => row.id);
  if (rows.some((row) => row.anonymous != null)) return null;
  const [{ journey, customer }] = rows as [IncomingInteraction];
  if (new Set(ids).size < ids.length || ids.some((id) => !/^[\0-\x7f]*$/.test(id))) return null;
  if (rows.some((row) => row.journey !== journey || typeof row.sequence === "bigint")) return null;
  const some = <T, A>(of: (row: IncomingInteraction) => T | null, column: (values: (T | null)[]) => A): A | null => {
    const values = rows.map(of);
    return values.every((value) => value === null) ? null : column(values);
  };
  const numbers = (values: (number | null)[]) => Float64Array.from(values, (value) => value ?? Number.NaN);
  const bytes = (values: (number | null)[]) => Uint8Array.from(values, (value) => value ?? 0);
  const place = <T>(list: readonly T[], value: T | null) => (value === null ? null : 1 + list.indexOf(value));
  const yesNo = (value: boolean | null) => (value === null ? null : value ? 2 : 1);
  let end = 0;
  return {
    customer: Buffer.from(customer),
    first: 0,
    count: rows.length,
    at: Float64Array.from(rows, (row) => row.at),
    sequence: Float64Array.from(rows, (row) => row.sequence as number),
    origin: Uint32Array.from(rows, (row) => row.origin),
    ids: Buffer.from(ids.join("")),
    idEnds: Uint32Array.from(ids, (id) => {
      end += id.length;
      return end;
    }),
    journey,
    value: some((row) => row.value, numbers),
    cost: some((row) => row.cost, numbers),
    initiatedBy: some((row) => place(INITIATORS, row.initiatedBy), bytes),
    outcome: some((row) => place(OUTCOMES, row.outcome), bytes),
    resolved: some((row) => yesNo(row.resolved), bytes),
    contextCarried: some((row) => yesNo(row.contextCarried), bytes),
    repeatedInfo: some((row) => yesNo(row.repeatedInfo), bytes),
    caseId: some(
      (row) => row.caseId,
      (texts) => texts,
    ),
    intendedChannel: some(
      (row) => row.intendedChannel,
      (texts) => texts,
    ),
    referredBy: some(
      (row) => row.referredBy,
      (texts) => texts,
    ),
    attributes: some(
      (row) => row.attributes,
      (texts) => texts,
    ),
  };
}
