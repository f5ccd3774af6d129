// The sparse columns of a block: their types, and their values for "unknown".
//
// Amounts (values and costs) are integers in units of 1/10,000. While a block is built, they are in columns of doubles.
// In a finished block, a column whose amounts are all between −214,748 and 214,748 takes half the memory.
import { type Column, copied, sharedFloat64, sharedInt32, sharedUint8, sharedUint16, sharedUint32 } from "./columns.js";
import type { Amounts, Block, Columns } from "./projection.js";

export type SparseColumn = keyof Columns;

/**
 * The function that creates each sparse column, and its value for "unknown". Amounts are in columns of doubles here.
 */
export const SPARSE: {
  readonly [C in SparseColumn]: { readonly make: (length: number) => Column; readonly unknown: number };
} = {
  value: { make: sharedFloat64, unknown: Number.NaN },
  cost: { make: sharedFloat64, unknown: Number.NaN },
  initiatedBy: { make: sharedUint8, unknown: 0 },
  outcome: { make: sharedUint8, unknown: 0 },
  resolved: { make: sharedUint8, unknown: 0 },
  contextCarried: { make: sharedUint8, unknown: 0 },
  repeatedInfo: { make: sharedUint8, unknown: 0 },
  intendedChannel: { make: sharedUint16, unknown: 0 },
  caseId: { make: sharedUint32, unknown: 0 },
};
export const SPARSE_COLUMNS = Object.keys(SPARSE) as SparseColumn[];

/**
 * The value for "unknown" in columns of narrow amounts. No amount needs this value: the limits of narrow amounts are
 * symmetric, and this is the only 32-bit integer whose opposite is not one.
 */
const UNKNOWN_AMOUNT = -(2 ** 31);

/** Returns an amount in units of 1/10,000, or NaN if it is unknown. */
export function amountAt(column: Amounts | null, index: number): number {
  if (column === null) return Number.NaN;
  const units = (column as Float64Array | Int32Array)[index]!;
  return units === UNKNOWN_AMOUNT && column instanceof Int32Array ? Number.NaN : units;
}

/** The array of a sparse column of a block, or null. */
export function sparseColumn({ columns }: Pick<Block, "columns">, name: SparseColumn): Column | null {
  return columns[name] as Column | null;
}

/** Copies the values of a growing column to a column of a block, which is as narrow as the values allow. */
export function finishedColumn(name: SparseColumn, values: Column): Column {
  const { length } = values;
  if (!(values instanceof Float64Array)) return copied(values, length, SPARSE[name].make(length));
  if (!values.every((units) => Number.isNaN(units) || Math.abs(units) < -UNKNOWN_AMOUNT))
    return copied(values, length, sharedFloat64(length));
  const narrow = sharedInt32(length);
  for (let i = 0; i < length; i++) narrow[i] = Number.isNaN(values[i]!) ? UNKNOWN_AMOUNT : values[i]!;
  return narrow;
}

/**
 * Returns an empty column for a block. It is wide enough for the values of `sources`, which are the columns of the same
 * name in other blocks. `setSparse` sets its values afterwards.
 */
export function columnFor(name: SparseColumn, sources: readonly (Column | null)[], length: number): Column {
  return sources.every((source) => source === null || source instanceof Int32Array)
    ? sharedInt32(length)
    : SPARSE[name].make(length);
}

/**
 * Copies the values `from` … `to` − 1 of a column of the same name into `into`, where they begin at the index `at`. If
 * the column is null, the values are "unknown".
 */
export function setSparse(source: Column | null, from: number, to: number, into: Column, at: number): void {
  const unknown = into instanceof Float64Array ? Number.NaN : into instanceof Int32Array ? UNKNOWN_AMOUNT : 0;
  if (source === null) into.fill(unknown, at, at + to - from);
  else if (source instanceof Int32Array && into instanceof Float64Array)
    for (let i = from; i < to; i++) into[at + i - from] = amountAt(source, i);
  else into.set(source.subarray(from, to), at);
}
