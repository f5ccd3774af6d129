// The projection: an immutable copy of the graph's journeys in columns, from which every question is answered.
//
// A projection is a list of immutable blocks, a mask per block of the journeys that still stand, a dictionary of
// codes, the catalogue, and the store's version. A refresh makes a new projection: it masks all journeys of the changed
// customers and appends a small block with their journeys anew; blocks are shared between versions. All arrays lie
// on SharedArrayBuffer, so that workers read them without a copy.
import type { Catalogue } from "../model/catalogue.js";
import type { JourneyIndex } from "./journeyIndex.js";

/** Touchpoint codes are dense from 0, in order of arrival in this projection; they mean nothing outside of it. */
export interface Block {
  readonly journeys: number;
  readonly interactions: number;
  /** journeys + 1: journey j's interactions are offsets[j] … offsets[j + 1] − 1, in order. */
  readonly offsets: Uint32Array;
  /** Per interaction: touchpoint code. */
  readonly touchpoint: Uint16Array;
  /** Per interaction: UTC milliseconds. */
  readonly at: Float64Array;
  /** Per journey: the customer's number. Journeys of one customer are neighbours within a block. */
  readonly customer: Uint32Array;
  /** Per journey: the 12 bytes of its key's hash. */
  readonly key: Uint8Array;
  readonly columns: Columns;
  readonly index: JourneyIndex;
}

/** Sparse columns, null where no interaction of the block knows one. */
export interface Columns {
  /** Units of 1/10,000; NaN unknown. */
  readonly value: Float64Array | null;
  readonly cost: Float64Array | null;
  /** 0: as the touchpoint; else 1 + index in INITIATORS. */
  readonly initiatedBy: Uint8Array | null;
  /** 0 unknown, 1 SUCCEEDED, 2 FAILED. */
  readonly outcome: Uint8Array | null;
  /** 0 unknown, 1 false, 2 true; likewise the two below. */
  readonly resolved: Uint8Array | null;
  readonly contextCarried: Uint8Array | null;
  readonly repeatedInfo: Uint8Array | null;
  /** 0 unknown; else 1 + index in the dictionary's channels. */
  readonly intendedChannel: Uint16Array | null;
  /** 0 unknown; else a number equal for equal case ids of one customer (and for no others of that customer). */
  readonly caseId: Uint32Array | null;
}

export interface MaskedBlock {
  readonly block: Block;
  /** Per journey: 1 if it stands, 0 if it was replaced or removed; null: all stand. A customer stands or falls whole. */
  readonly live: Uint8Array | null;
  readonly liveCounts: LiveCounts;
}

/** What stands of a block. */
export interface LiveCounts {
  readonly journeys: number;
  readonly interactions: number;
  /** A customer stands in one block only, so these add up over blocks. */
  readonly customers: number;
  /** UTC ms; −Infinity if nothing stands. */
  readonly newest: number;
}

/** Codes ↔ keys. Append-only: a later version of a projection only adds codes. */
export interface Dictionary {
  /** Touchpoint key by code. */
  readonly touchpoints: readonly string[];
  /** Channel key by code, for `intendedChannel`. */
  readonly channels: readonly string[];
}

/** Customers' attributes, dictionary-coded: what filters look at. */
export interface CustomerColumns {
  /** Attribute key → code per customer number (0: none; else 1 + index in `values`). */
  readonly attributes: ReadonlyMap<string, { readonly values: readonly string[]; readonly codes: Uint32Array }>;
}

export interface Projection {
  /** The store's version that this shows exactly. */
  readonly version: number;
  readonly blocks: readonly MaskedBlock[];
  readonly dictionary: Dictionary;
  readonly customers: CustomerColumns;
  readonly catalogue: Catalogue;
  /** Milliseconds. */
  readonly journeyGap: number;
  /** Newest interaction of the whole store, UTC ms; null if there is none. */
  readonly newest: number | null;
  /** Of what stands. */
  readonly journeys: number;
  readonly interactions: number;
  /** Customers with a journey. */
  readonly customersWithJourneys: number;
  /** Largest customer number + 1: size of arrays indexed by customer number. */
  readonly customerNumbers: number;
  readonly bytes: number;
}

/** A journey within a projection. */
export interface JourneyAt {
  readonly block: number;
  readonly journey: number;
}
