// The rows of one customer as columns, which is how a large import passes rows to a store. Creating an object for each
// row took most of the time of recording.
//
// The arrays may contain other customers too. The rows of this customer are the `count` rows that begin at `first`.
// They are in the order of the log. All ids are ASCII and different. If the rows of a customer do not satisfy this,
// they are passed as objects instead. A column is null if no row has a value. The object is reused for the next
// customer.
export interface RowColumns {
  /** UTF-8. */
  readonly customer: Uint8Array;
  readonly first: number;
  readonly count: number;
  /** UTC milliseconds. */
  readonly at: Float64Array;
  readonly sequence: Float64Array;
  /** Indexes of the batch's origins. */
  readonly origin: Uint32Array;
  /** The ids of the rows, one directly after another. The id of row `i` ends at `idEnds[i]`. */
  readonly ids: Uint8Array;
  readonly idEnds: Uint32Array;
  /** The journey key of all rows; null if no row has one. Rows of several journeys are passed as objects instead. */
  readonly journey: string | null;
  /** In units of 1/10,000; NaN if unknown. */
  readonly value: Float64Array | null;
  readonly cost: Float64Array | null;
  /** 0 if unknown, otherwise 1 + the index in INITIATORS or OUTCOMES. */
  readonly initiatedBy: Uint8Array | null;
  readonly outcome: Uint8Array | null;
  /** 0 if unknown, 1 for false, 2 for true. */
  readonly resolved: Uint8Array | null;
  readonly contextCarried: Uint8Array | null;
  readonly repeatedInfo: Uint8Array | null;
  readonly caseId: readonly (string | null)[] | null;
  readonly intendedChannel: readonly (string | null)[] | null;
  readonly referredBy: readonly (string | null)[] | null;
  readonly attributes: readonly (string | null)[] | null;
}
