// The Meta node, which holds the state of the store, and is the lock of all writers.
import type { Tx } from "./connection.js";
import { graphGone } from "./errors.js";
import * as cypher from "./statements/index.js";

export interface Meta {
  readonly format: number;
  readonly version: number;
  readonly catalogueVersion: number;
  readonly namesVersion: number;
  readonly nextNumber: number;
  readonly nextOrigin: number;
  readonly nextSource: number;
  readonly journeyGap: number;
  readonly synthetic: boolean;
  /** The time zone of the settings. Absent if it was never set. */
  readonly timeZone?: string | null;
  readonly floor: number;
  readonly customers: number;
  readonly journeys: number;
  readonly interactions: number;
  /**
   * Customers with numbers greater than this are still split by the previous gap. Absent or null if all customers are
   * split by the current gap.
   */
  readonly splitAfter?: number | null;
  /**
   * Customers with numbers greater than this still have the keys of format 1 (rekey.ts). Absent or null if all
   * customers have new keys.
   */
  readonly rekeyAfter?: number | null;
  readonly rekeyChannels?: string | null;
  /** Set if rows without an id that were recorded in format 1 have the former row hash. Absent otherwise. */
  readonly formerRowIds?: boolean | null;
  /** The number of links and declarations. Absent if there are none. */
  readonly related?: number | null;
  /** The number of answers of all customers. Absent if there are none. */
  readonly answers?: number | null;
}

/**
 * Takes the lock. Everything read in this transaction from now on is consistent, because no other process writes until
 * the transaction ends.
 */
export async function lockToRead(tx: Tx): Promise<Meta> {
  const [row] = await tx.run(cypher.LOCK_TO_READ);
  if (row === undefined) throw graphGone();
  return row.meta as Meta;
}
