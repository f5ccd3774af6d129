// The projection: an immutable copy of the graph's journeys in columns, from which every question is answered.
//
// A projection consists of immutable blocks, a mask for each block, a dictionary of codes, the catalogue, and the
// version of the store. The mask of a block says which of its journeys are still live. A refresh makes a new
// projection. It masks all journeys of customers that have changed, so that these journeys are no longer live. It
// appends a small block with the current journeys of these customers. All other blocks are shared by both projections.
// All arrays are on SharedArrayBuffer, so threads read them without a copy.
import type { Catalogue } from "../model/catalogue.js";
import type { Unit } from "../model/unit.js";
import type { BlockAnswers, LooseAnswers } from "./answers.js";
import type { Elapsed, PropertyCodes, TouchpointCodes } from "./columns.js";
import type { JourneyIndex } from "./journeyIndex.js";
import type { Refinement } from "./refinement.js";

/**
 * Immutable columns with all journeys of some customers. Touchpoint codes are numbered from 0 in the order in which the
 * touchpoints first occurred, and have no meaning outside of the projection. Several codes may mean the same touchpoint
 * (refine.ts).
 */
export interface Block {
  readonly journeys: number;
  readonly interactions: number;
  /**
   * The interactions of journey j are at offsets[j] to offsets[j + 1] − 1, in order. There are journeys + 1 entries.
   */
  readonly offsets: Uint32Array;
  /** The code of the touchpoint of each interaction. A code takes one byte if every code of the block is below 256. */
  readonly touchpoint: TouchpointCodes;
  /** The time of the first interaction of each journey, in UTC milliseconds. */
  readonly start: Float64Array;
  /** The milliseconds from the start of the journey to each interaction. */
  readonly elapsed: Elapsed;
  /** The number of the customer of each journey. Journeys of one customer are neighbours within a block. */
  readonly customer: Uint32Array;
  /** The 12 bytes of the hash in the key of each journey. */
  readonly key: Uint8Array;
  /** The text before the hash in the keys of units (recut.ts). Undefined if the journeys are the stored journeys. */
  readonly keyPrefix?: string;
  readonly columns: Columns;
  readonly index: JourneyIndex;
  /**
   * Columns of properties by key, in a refined block (refine.ts). A column has a code for each interaction, which is 0
   * if the interaction has no value.
   */
  readonly values?: ReadonlyMap<string, PropertyCodes>;
  /** The feedback answers of the customers of these journeys. Absent or null if there are none. */
  readonly answers?: BlockAnswers | null;
}

/**
 * A column of amounts, which only `amountAt` (sparse.ts) reads. It is an Int32Array or a Float64Array, and "unknown" is
 * a different value in each of them.
 */
export interface Amounts {
  readonly BYTES_PER_ELEMENT: number;
  readonly byteLength: number;
}

/** Sparse columns, each of which is null if no interaction of the block has a value in it. */
export interface Columns {
  readonly value: Amounts | null;
  readonly cost: Amounts | null;
  /** 0 means the initiator declared for the touchpoint. Other values are 1 + the index in INITIATORS. */
  readonly initiatedBy: Uint8Array | null;
  /** 0 if unknown, 1 for SUCCEEDED, 2 for FAILED. */
  readonly outcome: Uint8Array | null;
  /** 0 if unknown, 1 for false, 2 for true. */
  readonly resolved: Uint8Array | null;
  /** 0 if unknown, 1 for false, 2 for true. */
  readonly contextCarried: Uint8Array | null;
  /** 0 if unknown, 1 for false, 2 for true. */
  readonly repeatedInfo: Uint8Array | null;
  /** 0 if unknown. Other values are 1 + the index of the channel in the dictionary. */
  readonly intendedChannel: Uint16Array | null;
  /**
   * 0 if unknown. Other values are numbers of case ids. Two case ids of a customer have the same number if and only if
   * they are equal.
   */
  readonly caseId: Uint32Array | null;
}

export interface MaskedBlock {
  readonly block: Block;
  /**
   * The mask, by journey: 1 if the journey is live, 0 if it is masked because it was replaced or removed. Null if all
   * journeys are live. Either all journeys of a customer are live, or none is.
   */
  readonly live: Uint8Array | null;
  readonly liveCounts: LiveCounts;
}

/** Counts of the live journeys of a block. */
export interface LiveCounts {
  readonly journeys: number;
  readonly interactions: number;
  /**
   * The number of customers with live journeys. The live journeys of a customer are all in one block, so the numbers of
   * different blocks can be added.
   */
  readonly customers: number;
  /** The newest live interaction, UTC ms; −Infinity if nothing is live. */
  readonly newest: number;
}

/** Maps codes to keys. Later projections of the store may add codes, but never change existing ones. */
export interface Dictionary {
  /** Touchpoint key by code. */
  readonly touchpoints: readonly string[];
  /** Channel key by code, for `intendedChannel`. */
  readonly channels: readonly string[];
  /** The meaning of the codes in a refined projection, whose codes distinguish more than touchpoints (refine.ts). */
  readonly refinement?: Refinement;
}

/** Customer attributes as columns of codes, for filters and breakdowns. */
export interface CustomerColumns {
  /**
   * A column for each attribute key. The column has a code for each customer number, which is 0 if the customer has no
   * value, and otherwise 1 + the index in `values`.
   */
  readonly attributes: ReadonlyMap<string, { readonly values: readonly string[]; readonly codes: Uint32Array }>;
}

export interface Projection {
  /** The version of the store whose data this projection has. */
  readonly version: number;
  readonly blocks: readonly MaskedBlock[];
  readonly dictionary: Dictionary;
  readonly customers: CustomerColumns;
  /** Answers of customers without journeys. */
  readonly looseAnswers: LooseAnswers;
  readonly catalogue: Catalogue;
  /** The journey gap of the store, in milliseconds. */
  readonly journeyGap: number;
  /**
   * IANA name of the time zone for months, weeks, days of the week and hours, unless a question names another time
   * zone.
   */
  readonly timeZone: string;
  /** The newest interaction of the whole store, UTC ms; null if there is none. */
  readonly newest: number | null;
  /** The number of live journeys. */
  readonly journeys: number;
  /** The number of interactions in live journeys. */
  readonly interactions: number;
  /** The number of customers with a live journey. */
  readonly customersWithJourneys: number;
  /** The largest customer number + 1: the length of arrays that are indexed by customer number. */
  readonly customerNumbers: number;
  readonly bytes: number;
  /** The unit of analysis, if the journeys are not the stored journeys (recut.ts). */
  readonly unit?: RecutUnit;
}

/**
 * The unit of analysis of a recut projection (recut.ts), and the numbers of interactions that are not in exactly one
 * unit.
 */
export interface RecutUnit {
  readonly unit: Unit;
  /** The number of live interactions that are in no unit. */
  readonly leftOut: number;
  /** The number of live interactions that are in several units. */
  readonly several: number;
}

/** A journey within a projection. */
export interface JourneyAt {
  readonly block: number;
  readonly journey: number;
}
