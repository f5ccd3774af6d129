// Converts the rows of a new customer to the bytes of its record (format.ts), without an object for each row.
import { JOURNEY_HASH_BYTES } from "../../model/keys.js";
import type { RowColumns } from "../../model/rowColumns.js";
import { amount, recordWriter, writeTexts } from "./encodeRecord.js";
import { type Codes, HAS } from "./format.js";

const writer = recordWriter;

/** The journeys of a customer whose rows are columns. `order` lists the indexes of the rows, journey after journey. */
export interface ColumnJourneys {
  readonly order: Int32Array;
  readonly count: number;
  /** For each journey, the position in `order` at which its rows end. */
  readonly ends: Int32Array;
  /** The bytes of the keys of the journeys, one after another. */
  readonly keys: Uint8Array;
}

/**
 * Like `encodeRecord`, for a new customer whose rows are columns. The bytes equal those that `encodeRecord` writes for
 * the same rows as objects. `touchpointCode` and `originNumber` take the index of an origin in the batch, and return
 * the code of its touchpoint and its number in the store. The result is valid until the next record is encoded.
 */
export function encodeColumns(
  version: number,
  rows: RowColumns,
  { order, count, ends, keys }: ColumnJourneys,
  touchpointCode: (origin: number) => number,
  originNumber: (origin: number) => number,
  codes: Codes,
): Buffer {
  const { at, origin, sequence } = rows;
  const all = rows.count;
  writer.number(version);
  writer.number(rows.customer.length);
  writer.part(rows.customer, 0, rows.customer.length);
  writer.number(0);
  writer.number(count);
  let start = 0;
  let first = 0;
  for (let j = 0; j < count; j++) {
    writer.part(keys, j * JOURNEY_HASH_BYTES, (j + 1) * JOURNEY_HASH_BYTES);
    writer.number(ends[j]! - first);
    writer.signed(at[order[first]!]! - start);
    start = at[order[first]!]!;
    first = ends[j]!;
  }
  for (let j = 0, i = 0; j < count; j++, i++)
    for (const end = ends[j]! - 1; i < end; i++) writer.number(at[order[i + 1]!]! - at[order[i]!]!);
  for (let i = 0; i < all; i++) writer.number(touchpointCode(origin[order[i]!]!));

  const { value, cost, initiatedBy, outcome, resolved, contextCarried, repeatedInfo } = rows;
  const { intendedChannel, caseId, referredBy, attributes } = rows;
  writer.number(
    (value !== null ? HAS.VALUE : 0) |
      (cost !== null ? HAS.COST : 0) |
      (initiatedBy !== null ? HAS.INITIATED_BY : 0) |
      (outcome !== null ? HAS.OUTCOME : 0) |
      (resolved !== null ? HAS.RESOLVED : 0) |
      (contextCarried !== null ? HAS.CONTEXT_CARRIED : 0) |
      (repeatedInfo !== null ? HAS.REPEATED_INFO : 0) |
      (intendedChannel !== null ? HAS.INTENDED_CHANNEL : 0) |
      (caseId !== null ? HAS.CASE_ID : 0) |
      (referredBy !== null ? HAS.REFERRED_BY : 0) |
      (attributes !== null ? HAS.ATTRIBUTES : 0) |
      (rows.journey !== null ? HAS.JOURNEY_NAMES : 0),
  );
  for (const amounts of [value, cost])
    if (amounts !== null)
      for (let i = 0; i < all; i++) {
        const known = amounts[order[i]!]!;
        amount(Number.isNaN(known) ? null : known);
      }
  for (const choices of [initiatedBy, outcome, resolved, contextCarried, repeatedInfo])
    if (choices !== null) for (let i = 0; i < all; i++) writer.byte(choices[order[i]!]!);
  if (intendedChannel !== null)
    for (let i = 0; i < all; i++) {
      const channel = intendedChannel[order[i]!]!;
      writer.number(channel === null ? 0 : 1 + codes.codeOf(channel));
    }
  if (caseId !== null) writeTexts(caseId, all, order);

  if (rows.journey !== null) {
    for (let j = 0; j < count; j++) writer.byte(1);
    writer.texts(new Array<string>(count).fill(rows.journey));
  }
  const { ids, idEnds } = rows;
  let idBytes = 0;
  for (let i = 0; i < all; i++) {
    const row = order[i]!;
    const length = idEnds[row]! - (row === 0 ? 0 : idEnds[row - 1]!);
    idBytes += length;
    writer.number(length);
  }
  writer.number(idBytes);
  for (let i = 0; i < all; i++) {
    const row = order[i]!;
    writer.part(ids, row === 0 ? 0 : idEnds[row - 1]!, idEnds[row]!);
  }
  for (let i = 0; i < all; i++) writer.number(originNumber(origin[order[i]!]!));
  for (let i = 0; i < all; i++) writer.sequence(sequence[order[i]!]!);
  if (referredBy !== null) writeTexts(referredBy, all, order);
  if (attributes !== null) writeTexts(attributes, all, order);
  return writer.takeVolatile();
}
