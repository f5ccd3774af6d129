// The meaning of the touchpoint codes of a refined projection (refine.ts).

/**
 * Tables by touchpoint code that say what each code of a refined projection means. They are plain data and can be sent
 * to a thread.
 */
export interface Refinement {
  /** For the text of each condition: a table with 1 for each code for which the condition holds. */
  readonly holds: ReadonlyMap<string, Uint8Array>;
  /** A table with 1 for each code that means the outcome FAILED. Null if the codes do not tell. */
  readonly failed: Uint8Array | null;
  /**
   * A table with the code in the indexes of blocks for each code. Null if the indexes have the codes themselves. Codes
   * that tell values are too many for an index of their own.
   */
  readonly indexed: Uint32Array | null;
  /** For the key of each property whose value the codes tell. */
  readonly values: ReadonlyMap<string, RefinedValues>;
  /** For the key of each property that a distinction names. */
  readonly properties: ReadonlyMap<string, KnownProperty>;
  /** Suggestions for keys that no interaction has. */
  readonly keys: readonly string[];
}

export interface RefinedValues {
  /** For each touchpoint code: 0 if there is no value, otherwise 1 + the index in `members`. */
  readonly codes: Uint32Array;
  /** The members of each value. A list has several. */
  readonly members: readonly (readonly string[])[];
}

export interface KnownProperty {
  /** Whether any live interaction has a value. */
  readonly isBorne: boolean;
  /** The values that conditions name, but that no live interaction has. */
  readonly unborne: readonly string[];
}
